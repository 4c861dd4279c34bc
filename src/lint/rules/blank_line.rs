//! `blank-line`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "blank-line",
    severity: Severity::Error,
    what: "Blank line.",
    why: "AWS does not allow empty lines; three of its scripts fail on one, even at the end of the file.",
    example: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}

{"prompt": "What is the capital of Italy?", "completion": "Rome."}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}
{"prompt": "What is the capital of Italy?", "completion": "Rome."}"#,
    model: None,
    source: r#"UG-ts: "no additional new lines or empty lines"; V-nova25, V-claude and V-llama fail (tried), V-nova26 skips blank lines."#,
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "no additional new lines or empty lines"."#,
    fixable: true,
    check: Check::Reading,
};

/// The line is empty.
pub fn message() -> Message {
    Message::new("blank line", "remove the line").fixed_by(Fix::safe("remove the line"))
}

/// The row of a table has no value.
pub fn of_a_table() -> Message {
    Message::new("the row has no values", "nothing to do: the row is skipped")
}
