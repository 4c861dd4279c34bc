//! `duplicate-record`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-record",
    severity: Severity::Warning,
    what: "Exact duplicate of an earlier record. The records are identical, or the same JSON value with other spacing, escapes or order of keys.",
    why: "Duplicates count twice in training, and a duplicate in the validation file makes the validation loss too optimistic. AWS advises to deduplicate and also, for small data sets, to duplicate; Tuneset never drops a duplicate silently.",
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
    let text = if exact {
        format!("exact duplicate of {place}")
    } else {
        format!("duplicate of {place}: same JSON, formatted differently")
    };
    Message::new(text, "excluded from the output by default")
}
