//! `conflicting-completion`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-completion",
    severity: Severity::Warning,
    what: "Conflicting answers to the same prompt. The prompt is everything before the last answer, including the system prompt and the tools; case, whitespace, hyphens and other punctuation are ignored, unless it has a formula or code: then each sign counts. If answers are classes, each such record is a warning. For free text, it is one info finding for the data set with examples; prompts of fewer than six words, such as greetings, and similar answers are not reported. Nothing is reported if several answers per prompt are typical of the data: more than 3 records and more than 1% answer an earlier prompt differently, and more than one in five of these prompts have three answers or more. A prompt that a large share of the records answer differently asks for many answers and is not reported.",
    why: "Two different answers to one prompt contradict each other: the model learns neither. Often one of them is a labeling error.",
    example: r#"{"prompt": "Is the shop open on Sunday?", "completion": "Yes."}
{"prompt": "Is the shop open on Sunday?", "completion": "No."}"#,
    instead: r#"{"prompt": "Is the shop open on Sunday?", "completion": "No."}"#,
    model: None,
    source: r#"N1-prep: "review your data before training"; general practice for labeled data."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// Another answer than the record of `place` gives.
pub fn message(place: &str) -> Message {
    Message::new(
        format!("conflicting answer to the same prompt as {place}"),
        "decide which answer is right and correct the other, or make the prompts different",
    )
}

/// So many `records` share so many `questions` and have up to `most` different answers to one; with `examples` of two records each.
pub fn of_set(records: u64, questions: u64, most: u64, examples: &[String]) -> Message {
    let mut text = if questions == 1 {
        format!("{} records share one prompt", grouped(records))
    } else {
        format!(
            "{} records share {} prompts",
            grouped(records),
            grouped(questions)
        )
    };
    text += " but have different answers";
    if most > 2 {
        text += ", up to ";
        text += &grouped(most);
        text += " per prompt";
    }
    text += ": ";
    text += &examples.join(", ");
    if questions > examples.len() as u64 {
        text += " and more";
    }
    Message::new(
        text,
        "check some: correct wrong answers or prompts; nothing to do if several answers are intended",
    )
    .at(Severity::Info)
}
