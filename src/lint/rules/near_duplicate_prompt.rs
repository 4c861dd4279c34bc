//! `near-duplicate-prompt`

use crate::analysis::similarity::jaccard::Similarity;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::rules::near_duplicate_record::similar;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-duplicate-prompt",
    severity: Severity::Info,
    what: "Reports a record that says nearly the same as another one but for the answer: the same passage with another question, or nearly the same question with another answer. Answers are other ones where less than 0.6 of their runs of three words are the same. Such records are no duplicates, and no kind of --dedupe leaves them out; Prepare keeps them on one side of the split.",
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

/// Similar to the record of `place`, with another answer.
pub fn message(similarity: Similarity, place: &str) -> Message {
    Message::new(
        similar(similarity, place) + ", but for the answer",
        "nothing to do if both answers are right: --dedupe keeps both, and a split keeps them on one side",
    )
}
