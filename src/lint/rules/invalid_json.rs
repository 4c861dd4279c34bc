//! `invalid-json`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::SyntaxError;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-json",
    severity: Severity::Error,
    what: "Invalid JSON. Typical causes are a trailing comma, single quotes, a missing quote or bracket, a comment, `NaN` and a raw control character. \
        Safe fixes (`--fix`) make unambiguous corrections: trailing commas, comments inside a record, raw control characters in a string, invisible characters between values. \
        Suggested fixes (`--unsafe-fixes`) are guesses, shown before and after: single or curly quotes, Python's `None`, `True` and `False`, unquoted keys, a missing or extra quote, comma, colon or bracket, `=` for a colon, `;` for a comma, quotes inside a string, invalid escapes, text around a record, a truncated record followed by a complete one, a string with a raw line break that continues on the next lines. \
        If the keys of the file's other records leave only one interpretation, that is used. Ambiguous records are not changed: a truncated record, `NaN` instead of a string, strings without both quotes. In a root field that no format reads, `NaN` becomes null. If the result is not valid JSON, nothing is changed.",
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
pub const CUT_RECORD: &str = "A truncated record is followed by the next one: restore the first, or remove it and keep the second.";
/// Advice on a `NaN` in place of a text, for which null is not a valid value.
pub const NO_TEXT: &str = "A string is required here, so null is not an option: pandas writes it for an empty cell. Add the text, or exclude the record.";

/// Describes the fault that the reader reported.
pub fn message(error: &SyntaxError) -> Message {
    Message::new(format!("invalid JSON: {}", error.message()), error.help())
}

/// A text of the record continues on the next line.
pub fn line_end_in_text() -> Message {
    Message::new(
        "invalid JSON: line break in a string, which continues on the next line",
        "escape the line break as \\n: JSON strings cannot contain raw line breaks",
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
                    "error: invalid json: trailing comma",
                    ",",
                ),
                ("", "{'prompt': 'a'}", "single quotes", "'"),
                (
                    "",
                    r#"{"prompt": "say "hi"", "completion": "b"}"#,
                    "the string ends at this quote",
                    r#"""#,
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": None}"#,
                    "python",
                    "None",
                ),
                ("", r#"{"prompt": "a"#, "unterminated string", ""),
            ],
        );
    }
}
