//! `multiple-values-on-line`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "multiple-values-on-line",
    severity: Severity::Error,
    what: "Reports a second JSON value on the same line. The safe fixes (`--fix`) put each record on a line of its own, with or without a comma between them, where all of them are objects.",
    why: "A line is one record; Bedrock cannot read two.",
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
        "a second JSON value begins on the same line",
        "put each record on a line of its own",
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
                    "error: a second json value begins",
                    "{",
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b"} [1]"#,
                    "a second json value",
                    "[",
                ),
            ],
        );
    }
}
