//! `near-duplicate-prompt`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-duplicate-prompt",
    severity: Severity::Info,
    what: "Near-duplicate prompts with different answers. They ask different questions about the same passage, or give different answers to nearly the same question; reported once for the data set. Answers differ if less than 0.6 of their three-word sequences are the same. Such records are not duplicates: --dedupe keeps them, and prepare keeps them on the same side of the split.",
    why: "A passage that occurs in both the training and the validation file makes the validation loss too optimistic. And one of two answers to nearly the same question may be a mistake.",
    example: r#"{"prompt": "Answer from the text. The ferry leaves Dover at nine and reaches Calais at half past ten; tickets cost forty euros. When does it leave?", "completion": "At nine."}
{"prompt": "Answer from the text. The ferry leaves Dover at nine and reaches Calais at half past ten; tickets cost forty euros. When does it arrive?", "completion": "At half past ten."}"#,
    instead: r#"{"prompt": "Answer from the text. The ferry leaves Dover at nine and reaches Calais at half past ten; tickets cost forty euros. When does it leave?", "completion": "At nine."}"#,
    model: None,
    source: r#"N1-prep: "Deduplicate and review your data before training"; Lee et al., "Deduplicating Training Data Makes Language Models Better" (2022)."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// So many `records` share so many `passages`; with `examples` of two records each.
pub fn message(records: u64, passages: u64, examples: &[String]) -> Message {
    let mut text = format!(
        "{} share {} nearly word for word but have different answers: {}",
        several(records, "record"),
        if passages == 1 {
            "one passage or prompt".to_owned()
        } else {
            grouped(passages) + " passages or prompts"
        },
        examples.join(", "),
    );
    if records - passages > examples.len() as u64 {
        text += " and more";
    }
    Message::new(
        text,
        "nothing to do if they ask different questions: --dedupe keeps all, and the split keeps them together, as a random split would not; if they ask the same, decide which answer is right",
    )
}
