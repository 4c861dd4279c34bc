//! The first records of a file, once they are repaired as far as that leaves no doubt.

use crate::check::file_profile::Probe;
use crate::check::prepare::{ChunkText, Content, Preparation};
use crate::check::probe::RECORDS_ASKED;
use crate::input::framing::frames;
use crate::input::repair::{Fixes, Keys};
use crate::json::{Parser, Value};
use crate::lint::fix_settings::FixChoice;
use crate::record::placeholder::{is_filler, is_no_text};
use std::collections::BTreeSet;

/// Instructions with a word for nothing beside them that make such words usual in a file.
const FILLERS: usize = 3;

/// Reads them as JSON texts.
pub fn texts(head: &[u8], probe: &Probe, whole: bool) -> Vec<String> {
    let mut preparation = Preparation::new(FixChoice::all(Fixes::Safe), probe);
    let start = usize::try_from(probe.start).unwrap_or(0);
    let chunk = ChunkText::new(&head[start..]);
    let mut texts: Vec<String> = Vec::new();
    let mut frames = frames(&head[start..], probe.framing);
    while let Some(frame) = frames.next() {
        if texts.len() >= RECORDS_ASKED || (start + frame.end == head.len() && !whole) {
            break;
        }
        match preparation.line(chunk, frame).content {
            Content::Text(prepared) => texts.extend(
                prepared
                    .records
                    .iter()
                    .map(|record| record.text().to_owned()),
            ),
            Content::Blank => {
                frames.pass_blank_lines();
            }
            _ => {}
        }
    }
    texts
}

/// The keys of records.
pub fn keys(texts: &[String]) -> Keys {
    let mut keys = Keys::default();
    let mut parser = Parser::new();
    for text in texts {
        if let Ok(root) = parser.parse(text) {
            keys.meet(root);
        }
    }
    keys
}

/// Returns true if several of the instructions have a placeholder beside them.
pub fn has_fillers(texts: &[String]) -> bool {
    let text = |root: Value<'_>, keys: &[&str]| {
        let mut values = keys.iter().filter_map(|key| root.get(key)?.as_text());
        values.next().map(|text| text.decode().into_owned())
    };
    let mut parser = Parser::new();
    let mut instructions = BTreeSet::new();
    for json in texts {
        let Ok(root) = parser.parse(json) else {
            continue;
        };
        let (Some(given), Some(asked)) = (
            text(root, &["input", "context"]),
            text(root, &["instruction", "question", "prompt"]),
        ) else {
            continue;
        };
        let answer = text(root, &["output", "response", "answer", "completion"]);
        if is_no_text(&given) && is_filler(&given, &asked, &answer.unwrap_or_default(), true) {
            instructions.insert(asked);
        }
    }
    instructions.len() >= FILLERS
}
