//! `multiple-values-on-line`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "multiple-values-on-line",
    severity: Severity::Error,
    what: "More than one record on a line. If all values are objects, the safe fix (`--fix`) writes each on its own line, with or without a comma between them.",
    why: "Bedrock reads one record per line.",
    example: r#"{"prompt": "a", "completion": "b"}{"prompt": "c", "completion": "d"}"#,
    instead: r#"{"prompt": "a", "completion": "b"}
{"prompt": "c", "completion": "d"}"#,
    model: None,
    source: "UG-ts: one JSON object per line.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: true,
    check: Check::Reading,
};

/// Another value begins after the first.
pub fn message() -> Message {
    Message::new(
        "second JSON value on the same line",
        "put each record on its own line",
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
                ("", r#"{"prompt": "{}{}", "completion": "b"} "#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "a", "completion": "b"}{"prompt": "a", "completion": "b"}"#,
                    "error: second JSON value on the same line",
                    "{",
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b"} [1]"#,
                    "second JSON value on the same line",
                    "[",
                ),
            ],
        );
    }
}
