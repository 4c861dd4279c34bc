//! `repeated-answer`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-answer",
    severity: Severity::Info,
    what: "Reports one long answer to many prompts, once for the data set: an answer of ten words or more, the same for ten different prompts or more. Answers that are classes, and the last turn of longer conversations, which may be a farewell, do not count.",
    why: "The model learns to give that answer whenever a prompt is somewhat like these. It is right for a refusal or a notice; more often a program has filled a gap, or an answer stands at the wrong records.",
    example: "(forty questions about opening hours, each with \"Please see our website, where all of our departments are listed.\")",
    instead: "(an answer of its own to each question; of a notice that is meant, a few records)",
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
        "have one long answer, word for word".to_owned()
    } else {
        format!(
            "have one of {} long answers, word for word",
            grouped(answers)
        )
    };
    let examples: Vec<String> = examples
        .iter()
        .map(|(prompts, places)| format!("{} prompts that of {places}", grouped(*prompts)))
        .collect();
    Message::new(
        format!(
            "{} of {} records {have}: {}",
            grouped(records),
            grouped(all),
            examples.join(", ")
        ),
        "keep a few of each if the answer is meant, as a refusal is; else look for what went wrong: a model gives such an answer to prompts of many kinds",
    )
}
