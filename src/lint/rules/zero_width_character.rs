//! `zero-width-character`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Value, has_unicode_escape};
use crate::lint::collector::Collector;
use crate::lint::rules::plain::Finders;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::Sample;

/// The rule.
pub static RULE: Rule = Rule {
    name: "zero-width-character",
    severity: Severity::Info,
    what: "Invisible characters in text: zero-width spaces, word joiners and byte order marks. These are U+200B, U+2060 and U+FEFF, in one info finding with the number of records. A zero-width space next to Thai, Lao, Khmer, Burmese or Tibetan, where it separates words, is not reported, nor are joiners of emoji and of Indic and Persian words.",
    why: "They come from web pages and editors. Nobody sees them, but the model gets different tokens for the same word.",
    example: r#"{"prompt": "How do I reset\u200b it?", "completion": "Open the settings."}"#,
    instead: r#"{"prompt": "How do I reset it?", "completion": "Open the settings."}"#,
    model: None,
    source: "The Unicode Standard, chapter 23.2, Layout Controls.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about characters.",
    fixable: false,
    check: Check::Sample(Signs::WIDE.or(Signs::UNICODE_ESCAPE), check),
};

const CHARACTERS: [char; 3] = ['\u{200B}', '\u{2060}', '\u{FEFF}'];

fn message(found: char) -> Message {
    Message::new(
        format!("invisible character in a text: U+{:04X}", found as u32),
        "remove such characters",
    )
}

static WRITTEN: Finders<3> = Finders::new(|| ["\u{200B}", "\u{2060}", "\u{FEFF}"].map(Finder::new));
/// Beginnings of their escapes.
static ESCAPED: Finders<4> =
    Finders::new(|| ["\\u200", "\\u206", "\\ufef", "\\uFEF"].map(Finder::new));

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let raw = sample.root.raw().as_bytes();
    let is_written = memchr::memchr2(0xE2, 0xEF, raw).is_some() && WRITTEN.any(raw);
    let is_escaped = has_unicode_escape(raw) && ESCAPED.any(raw);
    if !is_written && !is_escaped {
        return;
    }
    for text in sample.root.nodes().filter_map(Value::as_text) {
        if !text.may_be_wide() {
            continue;
        }
        let decoded = text.decode();
        if let Some(found) = first(&decoded) {
            let span = text.span();
            findings.report_fact(&RULE, sample.root, span, "", || message(found));
            return;
        }
    }
}

/// The first such character.
fn first(text: &str) -> Option<char> {
    let hits = text
        .char_indices()
        .filter(|(_, char)| CHARACTERS.contains(char));
    let mut hits = hits.filter(|(at, char)| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + char.len_utf8()..].chars().next();
        let parts_words = |beside: Option<char>| {
            beside.is_some_and(|char| {
                matches!(char, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}')
            })
        };
        !parts_words(before) && !parts_words(after)
    });
    hits.next().map(|(_, char)| char)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    "{\"prompt\": \"👩\u{200D}💻 می\u{200C}خواهم\", \"completion\": \"ภาษา\u{200B}ไทย\"}",
                ),
                ("", r#"{"prompt": "a\u2019b \u200d", "completion": "b"}"#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    "{\"prompt\": \"a\", \"completion\": \"请\u{200B}看\"}",
                    "info: invisible character in a text: u+200b",
                    "\"请\u{200B}看\"",
                ),
                (
                    "",
                    r#"{"prompt": "a\uFEFFb", "completion": "b"}"#,
                    "u+feff",
                    r#""a\uFEFFb""#,
                ),
            ],
        );
    }
}
