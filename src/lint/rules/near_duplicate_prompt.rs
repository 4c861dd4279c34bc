//! `near-duplicate-prompt`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-duplicate-prompt",
    severity: Severity::Info,
    what: "Reports records that say nearly the same as another one but for the answer, once for the data set. They ask another question about the same passage, or give another answer to nearly the same question. Answers are other ones where less than 0.6 of their runs of three words are the same. Such records are no duplicates, and no kind of --dedupe leaves them out; Prepare keeps them on one side of the split.",
    why: "A passage of the training file that stands in the validation file, too, makes it measure memory. And of two answers to nearly the same question one may be a mistake.",
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
        "{} share {} nearly word for word and have other answers: {}",
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
        "nothing to do if each asks something of its own: --dedupe keeps all, and Prepare splits them together, as a random split would not; where they ask the same, decide which answer is right",
    )
}
