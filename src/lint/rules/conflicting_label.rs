//! `conflicting-label`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-label",
    severity: Severity::Warning,
    what: "Reports a record that asks nearly the question of an earlier one and has another class as its answer. It compares prompts of up to 14 words: the same words in another order, with other hyphens, spaces or a slip of the pen, or all but one or two words that are frequent in the data. Words that one class has far more often than the other explain the difference, and such records are not reported.",
    why: "One of the two labels is often a mistake, or the two classes are not told apart by what is asked. The model learns neither.",
    example: "(\"Has my top-up gone through?\" with the label \"pending\", \"has my top up gone through\" with \"reverted\")",
    instead: "(both with the label \"pending\")",
    model: None,
    source: r#"N1-prep: "review your data before training"; the usual advice on labelled data."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// Another label than that of the record of `place`.
pub fn message(place: &str, label: &str, other: &str) -> Message {
    Message::new(
        format!(
            "the record asks nearly the question of {place}, but its label is \"{label}\", not \"{other}\""
        ),
        "decide which label is right and correct the other; if both are, make one class of the two or say in the prompts what tells them apart",
    )
}
