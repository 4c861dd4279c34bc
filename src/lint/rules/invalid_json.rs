//! `invalid-json`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::SyntaxError;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-json",
    severity: Severity::Error,
    what: "Reports a line that is not JSON, and says what is wrong with it: a trailing comma, single quotes, a missing quote or bracket, a comment, `NaN`, a raw control character. \
        Where what is meant is beyond doubt, the safe fixes (`--fix`) repair it: trailing commas, comments inside a record, raw control characters in a text, characters that cannot be seen between two values. \
        Where it takes a guess, `--unsafe-fixes` makes it and shows it before and after: single or typographic quotes, Python's `None`, `True` and `False`, keys without quotes, a quote, comma, colon or bracket that was forgotten or is one too many, `=` for a colon, `;` for a comma, quotes inside a text, escapes that JSON does not have, words around a record, a record that was cut off where a whole one begins, a text that a raw line end breaks off and the next lines go on with. \
        Where the keys of the file's other records leave one reading only, that is the guess. What can be read in more ways than one is left alone: a record that was cut off, `NaN` in place of a text, text without both quotes; under a key at the root that no format reads, `NaN` becomes null. After a repair the record must be JSON, or nothing is changed.",
    why: "Bedrock stops at the first such line, and its error names the file but not the line.",
    example: r#"{"prompt": "a", "completion": "b",}"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format."; RFC 8259."#,
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: true,
    check: Check::Reading,
};

/// Advice on a record that breaks off where another one begins.
pub const CUT_RECORD: &str = "A record breaks off here and the next one begins: restore the first, or leave it out and keep the second.";
/// Advice on a `NaN` in place of a text, which null would not mend.
pub const NO_TEXT: &str = "It stands where a text is needed, and null is none: pandas writes it for an empty cell. Write the text, or leave the record out.";

/// Describes the fault that the reader reported.
pub fn message(error: &SyntaxError) -> Message {
    Message::new(format!("not valid JSON: {}", error.message()), error.help())
}

/// A text of the record continues on the next line.
pub fn line_end_in_text() -> Message {
    Message::new(
        "not valid JSON: a line ends within a text, which goes on in the next line",
        "write the line break as \\n; no text of JSON holds a raw one",
    )
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
                ("", r#"{"prompt": "a", "completion": "b"}"#),
                ("", r#"{"prompt": "{'a': None,}", "completion": "// b"}"#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "a", "completion": "b",}"#,
                    "error: not valid json: a comma with nothing after it",
                    ",",
                ),
                ("", "{'prompt': 'a'}", "a single quotation mark", "'"),
                (
                    "",
                    r#"{"prompt": "say "hi"", "completion": "b"}"#,
                    "the text ends at this quotation mark",
                    r#"""#,
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": None}"#,
                    "python",
                    "None",
                ),
                ("", r#"{"prompt": "a"#, "ends in the middle of a text", ""),
            ],
        );
    }
}
