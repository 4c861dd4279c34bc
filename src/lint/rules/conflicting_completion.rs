//! `conflicting-completion`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-completion",
    severity: Severity::Warning,
    what: "Reports a record that answers a question in other words than the first record with that question. The question is all that stands before the last answer, the system prompt and the tools included, whatever its case and white space. A question that a large share of the records answer, each in its own way, asks for many answers and is not reported.",
    why: "Two answers to one question are no duplicate but a contradiction: the model learns neither. Often one of them is a mistake in labelling.",
    example: r#"{"prompt": "Is the shop open on Sunday?", "completion": "Yes."}
{"prompt": "Is the shop open on Sunday?", "completion": "No."}"#,
    instead: r#"{"prompt": "Is the shop open on Sunday?", "completion": "No."}"#,
    model: None,
    source: r#"N1-prep: "review your data before training"; the usual advice on labelled data."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// Another answer than the record of `place` gives.
pub fn message(place: &str) -> Message {
    Message::new(
        format!("the record answers the question of {place} in another way"),
        "decide which answer is right and correct the other, or ask the question so that both are",
    )
}
