//! `replacement-character`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Signs, Value};
use crate::lint::rules::plain::Finders;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "replacement-character",
    severity: Severity::Warning,
    what: "Replacement character U+FFFD: text lost to a wrong encoding. Programs write it for bytes that they cannot decode. It is reported once per record.",
    why: "The original text is lost, and the model learns a character that nobody types.",
    example: "{\"prompt\": \"Name a bird.\", \"completion\": \"A wren\u{FFFD}\"}",
    instead: r#"{"prompt": "Name a bird.", "completion": "A wren."}"#,
    model: None,
    source: "The Unicode Standard, section 3.9: U+FFFD replaces ill-formed input.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about characters.",
    fixable: false,
    check: Check::Record(
        Repetition::EachTime,
        Fixing::Nothing,
        Signs::WIDE.or(Signs::UNICODE_ESCAPE),
        check,
    ),
};

/// The character itself, and as an escape.
const CHARACTER: &str = "\u{FFFD}";
const ESCAPES: [&str; 2] = [r"\ufffd", r"\uFFFD"];
static WRITTEN: Finders<3> = Finders::new(|| [CHARACTER, ESCAPES[0], ESCAPES[1]].map(Finder::new));

fn message(count: usize) -> Message {
    let places = match count {
        1 => String::new(),
        _ => format!(", {} in this record", several(count as u64, "place")),
    };
    Message::new(
        format!(
            "replacement character U+FFFD{places}: the text was decoded with a wrong encoding or cut inside a character"
        ),
        "export the source again with its own encoding, or exclude the record",
    )
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let text = root.raw();
    let written = |index| WRITTEN.find(index, text.as_bytes());
    let (first, length) = match written(0) {
        Some(at) => (at, CHARACTER.len()),
        None => ([1, 2].into_iter().filter_map(written).min()?, 6),
    };
    let is_escaped = text[..first].ends_with('\\');
    if length == 6 && is_escaped {
        return None;
    }
    let count = text.matches(CHARACTER).count()
        + ESCAPES
            .iter()
            .map(|sign| text.matches(sign).count())
            .sum::<usize>();
    let start = root.span().start + narrow(first);
    Some(RecordFinding {
        span: Span::new(start, start + narrow(length)),
        message: message(count),
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [("", r#"{"prompt": "write \\ufffd", "completion": "?"}"#)],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    "{\"prompt\": \"a \u{FFFD}\u{FFFD}\", \"completion\": \"b\"}",
                    "warning: replacement character U+FFFD, 2 places in this record",
                    "\u{FFFD}",
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b\ufffd"}"#,
                    "replacement character U+FFFD",
                    r"\ufffd",
                ),
            ],
        );
    }
}
