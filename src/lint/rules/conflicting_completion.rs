//! `conflicting-completion`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-completion",
    severity: Severity::Warning,
    what: "Reports a record that answers a question in other words than the first record with that question. The question is all that stands before the last answer, the system prompt and the tools included, whatever its case, white space, hyphens and other punctuation; signs of formulas count. Where answers are classes, each such record is a warning. Where they are free text, it is one note for the data set with examples; questions of fewer than six words, such as greetings, and answers that are alike are passed over. Nothing is said where several answers are the manner of the data: more than 3 records and more than 1 % answer an earlier question in another way, and more than one in five of these questions have three answers or more. A question that a large share of the records answer, each in its own way, asks for many answers and is not reported.",
    why: "Two answers to one question are no duplicate but a contradiction: the model learns neither. Often one of them is a mistake in labeling.",
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

/// So many `records` share so many `questions` and have up to `most` different answers to one; with `examples` of two records each.
pub fn of_set(records: u64, questions: u64, most: u64, examples: &[String]) -> Message {
    let mut text = if questions == 1 {
        format!("{} records ask the same", grouped(records))
    } else {
        format!(
            "{} records share {} prompts",
            grouped(records),
            grouped(questions)
        )
    };
    text += " and answer in different ways";
    if most > 2 {
        text += ", up to ";
        text += &grouped(most);
        text += " answers to one";
    }
    text += ": ";
    text += &examples.join(", ");
    if questions > examples.len() as u64 {
        text += " and more";
    }
    Message::new(
        text,
        "look at some: where one answer is wrong or another question was meant, correct it; nothing to do if several answers are meant",
    )
    .at(Severity::Info)
}
