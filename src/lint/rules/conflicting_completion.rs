//! `conflicting-completion`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-completion",
    severity: Severity::Warning,
    what: "Reports a record that answers a question in other words than the first record with that question. The question is all that stands before the last answer, the system prompt and the tools included, whatever its case, white space, hyphens and other punctuation; signs of formulas count. Where answers are no classes, questions of fewer than six words, such as greetings, and answers that are alike are passed over; where more than 3 records and more than 1 % are left, it is one note for the data set. A question that a large share of the records answer, each in its own way, asks for many answers and is not reported.",
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

/// Many questions that have several answers each: so many `questions`, `records` that ask them and different `answers`.
pub fn of_many(questions: u64, records: u64, answers: u64) -> Message {
    let each = (answers + questions / 2) / questions.max(1);
    Message::new(
        format!(
            "{} records share {} prompts, {each} answers each",
            grouped(records),
            grouped(questions)
        ),
        "nothing to do if variety is meant; otherwise keep one answer to each, or say in the prompts what is asked for",
    )
    .at(Severity::Info)
}
