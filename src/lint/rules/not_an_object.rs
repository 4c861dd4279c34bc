//! `not-an-object`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "not-an-object",
    severity: Severity::Error,
    what: "Not a JSON object.",
    why: "Each record must be an object, not an array, string, number or null.",
    example: r#"["a", "b"]"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: "UG-prep: every format is one object per line.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: false,
    check: Check::Reading,
};

/// `kind` is the value's: "an array".
pub fn message(kind: &str) -> Message {
    Message::new(
        format!("the line is {kind}, not a JSON object"),
        "write the record as an object: {\"…\": …}",
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
                ("", r#"{"messages": []}"#),
            ],
        );
        fails(
            &RULE,
            [
                ("", r#""a""#, "error: the line is a string", r#""a""#),
                ("", "null", "the line is null", "null"),
            ],
        );
    }
}
