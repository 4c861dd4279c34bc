//! `mojibake`

use std::ops::Range;

use crate::analysis::profile::mojibake::{
    Garbled, chinese_read_as_latin, garbled, may_be_garbled, replaced,
};
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Signs, Text, Value};
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mojibake",
    severity: Severity::Warning,
    what: "Wrong encoding (mojibake), such as `cafÃ©`. UTF-8 was decoded as Windows-1252, Latin-1 or MacRoman, once or several times, or Chinese (GBK) as Latin-1. It is reported once per record; the suggested fix restores the text, except for Chinese.",
    why: "The model learns the wrong letters: it writes `cafÃ©`, and does not know the word that a user types.",
    example: r#"{"prompt": "When is the cafÃ© open?", "completion": "Itâ€™s open from nine."}"#,
    instead: r#"{"prompt": "When is the café open?", "completion": "It’s open from nine."}"#,
    model: None,
    source: "The WHATWG's Encoding Standard, windows-1252; Unicode's ROMAN.TXT for MacRoman.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about the content of texts.",
    fixable: false,
    check: Check::Record(
        Repetition::EachTime,
        Fixing::Guess,
        Signs::WIDE.or(Signs::UNICODE_ESCAPE),
        check,
    ),
};

/// Characters to show of a word on each side of the garbled text.
const LONGEST_PART: usize = 20;

fn message(word: &str, meant: &str, encoding: &str) -> Message {
    Message::new(
        format!("\"{word}\" should be \"{meant}\": UTF-8 decoded as {encoding}"),
        "decode the source again as UTF-8, or apply the fix",
    )
}

fn chinese(run: &str) -> Message {
    Message::new(
        format!("\"{run}\" is probably Chinese (GBK) decoded as Latin-1"),
        "decode the source again as GB18030",
    )
}

/// The first place, with its message, and the edits of all.
#[derive(Default)]
struct Found {
    first: Option<(Span, Message)>,
    edits: Vec<FixEdit>,
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw();
    let is_escaped = may_be_escaped(record);
    if !is_escaped && !may_be_garbled(record) {
        return None;
    }
    let mut found = Found::default();
    for text in root.nodes().filter_map(Value::as_text) {
        if text.may_be_wide() {
            found.look(text);
        }
    }
    let (span, message) = found.first?;
    let message = if found.edits.is_empty() {
        message
    } else {
        let title = "restore the UTF-8 text";
        message.fixed_by(Fix::of_edits(false, title, found.edits))
    };
    Some(RecordFinding { span, message })
}

/// Returns true if an escape, or a character, of those that follow in a letter is next.
fn follows(rest: &[u8]) -> bool {
    match rest {
        [b'\\', b'u', b'0', b'0', digit, rest @ ..] => {
            matches!(digit, b'8' | b'9' | b'a' | b'b' | b'A' | b'B')
                || matches!(rest, [_, b'\\' | 0x80.., ..])
        }
        [b'\\', b'u', b'2', b'0' | b'1', ..] | [b'\\', b'u', b'0', b'1' | b'2', ..] => true,
        [first, ..] => *first >= 0x80,
        [] => false,
    }
}

/// Returns true if an escape may be one of the characters that letters become.
fn may_be_escaped(record: &str) -> bool {
    let mut escapes = memchr::memmem::find_iter(record.as_bytes(), b"\\u");
    escapes.any(|at| {
        let digits = record.as_bytes().get(at + 2..at + 6);
        digits.is_some_and(|digits| {
            digits.starts_with(b"00")
                && matches!(digits[2].to_ascii_lowercase(), b'c'..=b'f')
                && follows(&record.as_bytes()[at + 6..])
                || digits == b"221a"
                || digits == b"221A"
                || digits == b"201a"
                || digits == b"201A"
        })
    })
}

impl Found {
    fn look(&mut self, text: Text<'_>) {
        // Short escapes hide no letter.
        let is_plain = !plain::is_decoded(text);
        let decoded = if is_plain {
            text.raw().into()
        } else {
            text.decode()
        };
        let inner = text.span().start + 1;
        let span_of = |start: usize, end: usize| {
            if is_plain {
                Span::new(inner + narrow(start), inner + narrow(end))
            } else {
                text.span()
            }
        };
        if !may_be_garbled(&decoded) {
            return;
        }
        let garbled = garbled(&decoded);
        // Of Chinese, some pairs are letters by chance.
        let is_whole = |run: &Range<usize>| {
            let all = garbled.iter().flat_map(|(_, all)| all);
            let inside = all.map(|one| {
                let (start, end) = (one.range.start.max(run.start), one.range.end.min(run.end));
                end.saturating_sub(start)
            });
            inside.sum::<usize>() == run.len()
        };
        if let Some(run) = chinese_read_as_latin(&decoded).filter(|run| !is_whole(run)) {
            let shown: String = decoded[run.clone()].chars().take(LONGEST_PART).collect();
            let span = span_of(run.start, run.end);
            self.first.get_or_insert_with(|| (span, chinese(&shown)));
            return;
        }
        let Some((read_as, all)) = garbled else {
            return;
        };
        self.first.get_or_insert_with(|| {
            let (word, meant) = word(&decoded, &all);
            let range = &all[0].range;
            let span = span_of(range.start, range.end);
            (span, message(word, &meant, read_as.name()))
        });
        if is_plain {
            self.edits
                .extend(all.into_iter().map(|Garbled { range, meant }| {
                    let span = span_of(range.start, range.end);
                    edit(span, in_json(&meant))
                }));
        } else if !text.has_unpaired_surrogate() {
            let whole = format!("\"{}\"", in_json(&replaced(&decoded, &all)));
            self.edits.push(edit(text.span(), whole));
        }
    }
}

fn edit(span: Span, text: String) -> FixEdit {
    FixEdit {
        offset: u64::from(span.start),
        length: span.len(),
        text: text.into(),
    }
}

/// The text as written between quotes.
fn in_json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("text serializes");
    quoted[1..quoted.len() - 1].to_owned()
}

/// Returns the word around the first of `all`, and its original.
fn word<'t>(text: &'t str, all: &[Garbled]) -> (&'t str, String) {
    let first = &all[0].range;
    let is_inside =
        |char: &char| !char.is_ascii_whitespace() && !char.is_control() && *char != '\\';
    let before = text[..first.start].chars().rev();
    let after = text[first.end..].chars();
    let bytes = |char: char| char.len_utf8();
    let before = before.take_while(is_inside).take(LONGEST_PART).map(bytes);
    let start = first.start - before.sum::<usize>();
    let after = after.take_while(is_inside).take(LONGEST_PART).map(bytes);
    let end = first.end + after.sum::<usize>();
    let inside = all
        .iter()
        .filter(|one| one.range.start >= start && one.range.end <= end);
    let inside: Vec<Garbled> = inside
        .map(|one| Garbled {
            range: one.range.start - start..one.range.end - start,
            meant: one.meant.clone(),
        })
        .collect();
    let word = &text[start..end];
    (word, replaced(word, &inside))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let of = |text: &str| format!(r#"{{"prompt": "a", "completion": "{text}"}}"#);
        passes(
            &RULE,
            [
                ("", of("« Le café\u{A0}», Spaß“, NÃO…")),
                ("", of(r"caf\u00e9 \u00c9t\u00e9")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of("le cafÃ© d’Ã©tÃ©"),
                    "warning: \"cafÃ©\" should be \"café\": UTF-8 decoded as Windows-1252",
                    "Ã©",
                ),
                (
                    "",
                    of(r"caf\u00c3\u00a9 \u00c3\u0089t\u00c3\u00a9"),
                    "\"cafÃ©\" should be \"café\"",
                    r#""caf\u00c3\u00a9 \u00c3\u0089t\u00c3\u00a9""#,
                ),
                (
                    "",
                    of("À¶¾¨ÊåÊå"),
                    "\"À¶¾¨ÊåÊå\" is probably Chinese (GBK) decoded as Latin-1",
                    "À¶¾¨ÊåÊå",
                ),
                (
                    "",
                    of("M√ºnchen"),
                    "\"M√ºnchen\" should be \"München\": UTF-8 decoded as MacRoman",
                    "√º",
                ),
            ],
        );
    }
}
