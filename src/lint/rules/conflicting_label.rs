//! `conflicting-label`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-label",
    severity: Severity::Warning,
    what: "Conflicting labels for nearly the same prompt. It compares prompts of up to 14 words: the same words in another order, with other hyphens or spaces or a typo, or all but one or two words that are frequent in the data. If the differing words are far more frequent in one class than in the other, they explain the difference, and the records are not reported.",
    why: "One of the two labels is often a mistake, or the prompts do not distinguish the two classes. The model learns neither.",
    example: "(\"Has my top-up gone through?\" with the label \"pending\", \"has my top up gone through\" with \"reverted\")",
    instead: "(both with the label \"pending\")",
    model: None,
    source: r#"N1-prep: "review your data before training"; general practice for labeled data."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// Another label than that of the record of `place`.
pub fn message(place: &str, label: &str, other: &str) -> Message {
    Message::new(
        format!("nearly the same prompt as {place}, but the label is \"{label}\", not \"{other}\""),
        "decide which label is right and correct the other; if both are, merge the two classes or make the prompts more specific",
    )
}
