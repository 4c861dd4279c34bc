//! `duplicate-record`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-record",
    severity: Severity::Warning,
    what: "Reports a record that repeats an earlier one: to the byte, or as the same JSON value whatever its spacing, escapes and order of keys.",
    why: "Copies weigh double in training, and a copy in the validation file makes it measure memory. AWS advises both to deduplicate and, for small sets, to duplicate; Tuneset never drops one silently.",
    example: r#"{"prompt": "a", "completion": "b"}
{"completion": "b", "prompt": "a"}"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: r#"N1-prep: "Deduplicate and review your data before training"; N1-hp: duplicate data sets of fewer than 1,000 records."#,
    bedrock: Effect::Ignores,
    evidence: "N1-hp even advises to duplicate data sets of fewer than 1,000 records.",
    fixable: false,
    check: Check::Reading,
};

/// `exact`: the same bytes; otherwise the same value.
pub fn message(exact: bool, place: &str) -> Message {
    let how = if exact {
        "repeats"
    } else {
        "is the same JSON value as"
    };
    Message::new(
        format!("the record {how} {place}"),
        "leave the copy out, as the written files do unless told otherwise, or keep it knowingly",
    )
}
