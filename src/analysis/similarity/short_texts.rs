//! Words of short prompts, too few for runs of three to find a changed one in the middle, and of short questions behind a passage,
//! which outweighs them.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::case_folding::{Class, classify, fold};
use crate::analysis::similarity::tokenizer::compose;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::narrow;
use crate::json::Text;
use crate::record::sample::{Block, Turn};

/// Words of a short prompt, at most and at least.
pub const MOST_WORDS: usize = 14;
const FEWEST_WORDS: usize = 3;
/// Bytes of a short prompt as it is written, at most.
const MOST_BYTES: usize = 200;

/// The short prompts of records that follow each other; nothing where a prompt is long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortTexts {
    /// By record: one past its last byte.
    ends: Vec<u32>,
    text: String,
}

impl ShortTexts {
    /// Adds the next record.
    pub fn push(&mut self, prompt: &str) {
        self.text.push_str(prompt);
        self.ends.push(narrow(self.text.len()));
    }

    /// Returns the prompt of a record.
    #[must_use]
    pub fn get(&self, record: usize) -> &str {
        let start = record.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[record] as usize]
    }

    /// Returns the number of bytes of all.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// What begins the digest of a passage, and the words of the question behind it.
const PASSAGE: char = '\u{1}';
const BEHIND: char = '\u{2}';
/// Words of such a question, at least.
const FEWEST_BEHIND: usize = 3;

/// Writes the words of a short prompt, parted by spaces, behind a tab and the digest of what stands before all turns; of a longer
/// prompt those of its last line, if that is short. Writes nothing for formulas, and for what is more than text.
pub fn write(before: u64, prompt: &[Turn<'_>], into: &mut String) {
    into.clear();
    // In a conversation of several turns greetings are alike whatever is asked.
    if prompt.len() > 1 {
        return;
    }
    let blocks = || prompt.iter().flat_map(|turn| &turn.blocks);
    let length = |block: &Block<'_>| match block {
        Block::Text(text) => text.raw().len(),
        _ => MOST_BYTES + 1,
    };
    if blocks().map(length).sum::<usize>() > MOST_BYTES {
        if let Some(Block::Text(text)) = prompt.last().and_then(|turn| turn.blocks.last()) {
            write_last_line(*text, into);
        }
        return;
    }
    let mut words = String::new();
    for block in blocks() {
        let Block::Text(text) = block else { continue };
        if !push_words(&text.decode(), &mut words) {
            return;
        }
    }
    let count = words.split_whitespace().count();
    if (FEWEST_WORDS..=MOST_WORDS).contains(&count) {
        if before != 0 {
            let _ = write!(into, "{before:x}");
        }
        into.push('\t');
        push_parted(&words, into);
    }
}

/// The question behind a passage.
fn write_last_line(text: Text<'_>, into: &mut String) {
    let raw = text.raw();
    let Some(start) = memchr::memmem::rfind(raw.as_bytes(), br"\n") else {
        return;
    };
    let line = &raw[start + 2..];
    if line.len() > MOST_BYTES || line.replace("\\\"", "").contains('\\') {
        return;
    }
    let mut words = String::new();
    if push_words(line, &mut words) && words.split_whitespace().count() >= FEWEST_BEHIND {
        let passage = narrow_digest(&raw.as_bytes()[..start]);
        let _ = write!(into, "{PASSAGE}{passage:x}{BEHIND}");
        push_parted(&words, into);
    }
}

/// Returns the digest of a passage and the words of the question behind it.
#[must_use]
pub fn behind_passage(written: &str) -> Option<(&str, &str)> {
    written.strip_prefix(PASSAGE)?.split_once(BEHIND)
}

/// Appends the words of a text, with spaces around; returns false for a formula.
fn push_words(text: &str, words: &mut String) -> bool {
    let is_formula = |sign: char| "+*/=<>^".contains(sign);
    if text.contains(|sign: char| sign.is_numeric()) && text.contains(is_formula) {
        return false;
    }
    for character in compose(text).chars() {
        match classify(character) {
            Class::Letter => fold(character, |folded| words.push(folded)),
            Class::Ideograph | Class::Symbol => {
                words.push(' ');
                words.push(character);
                words.push(' ');
            }
            Class::Mark | Class::Space => words.push(' '),
            Class::Nothing => {}
        }
    }
    words.push(' ');
    true
}

fn push_parted(words: &str, into: &mut String) {
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            into.push(' ');
        }
        into.push_str(word);
    }
}
