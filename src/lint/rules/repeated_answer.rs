//! `repeated-answer`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-answer",
    severity: Severity::Info,
    what: "Same long answer to many prompts. An answer of ten words or more is the same for ten or more different prompts; reported once for the data set. Answers that are classes, and the last message of longer conversations, which may be a farewell, do not count.",
    why: "The model learns to give that answer to all similar prompts. That is right for a refusal or a notice; more often a program filled a gap, or the answer belongs to other records.",
    example: "(forty questions about opening hours, each with \"Please see our website, where all of our departments are listed.\")",
    instead: "(a specific answer to each question; a few records with an intended notice)",
    model: None,
    source: r#"N1-prep: "Deduplicate and review your data before training"."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// One answer to so many prompts is reported.
pub const FEWEST: usize = 10;
/// Runs of three words in an answer that is long.
pub const LONG: usize = 8;

/// So many of `all` records have so many answers; with `examples` of the most frequent, each with its number of prompts and places.
pub fn message(records: u64, all: u64, answers: u64, examples: &[(u64, String)]) -> Message {
    let have = if answers == 1 {
        "have the same long answer, word for word".to_owned()
    } else {
        format!("share {} long answers, word for word", grouped(answers))
    };
    let examples: Vec<String> = examples
        .iter()
        .map(|(prompts, places)| {
            format!("{} prompts with the answer of {places}", grouped(*prompts))
        })
        .collect();
    Message::new(
        format!(
            "{} of {} records {have}: {}",
            grouped(records),
            grouped(all),
            examples.join(", ")
        ),
        "keep a few of each if the answer is intended, such as a refusal; otherwise find the cause: the model would give this answer to many kinds of prompts",
    )
}
