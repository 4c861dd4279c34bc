//! `lost-in-conversion`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::rules::unknown_key;
use crate::lint::{Check, Effect, Rule};
use crate::record::convert::Loss;
use crate::record::format::Format;

/// The rule.
pub static RULE: Rule = Rule {
    name: "lost-in-conversion",
    severity: Severity::Warning,
    what: "Reports what a converted record no longer holds, or no longer holds apart: keys that the format does not have, weights of messages, several texts that become one. An `id` and its like are a note.",
    why: "Nothing is left out without being named: an id may be needed to find a record again, a weight to keep a message out of the training.",
    example: r#"{"id": 17, "question": "What is the capital of France?", "answer": "Paris."}"#,
    instead: r#"{"question": "What is the capital of France?", "answer": "Paris."}"#,
    model: Some("nova-lite"),
    source: "UG-prep: the keys of each format.",
    bedrock: Effect::Ignores,
    evidence: "V-nova25, V-claude and V-llama pass over keys that they do not know; no format of Bedrock's has weights.",
    fixable: false,
    check: Check::Shape,
};

/// Returns the severity of a loss: keys that only number a record, and words that say that there is no text, are worth no more
/// than a note.
pub fn severity(how: Loss, key: &str) -> Severity {
    match how {
        Loss::LeftBehind if unknown_key::is_bookkeeping(key) => Severity::Info,
        Loss::NoText => Severity::Info,
        _ => RULE.severity,
    }
}

/// Something has been lost, in so many records where that is known, on the way to the format `wanted`.
pub fn message(how: Loss, key: &str, records: Option<u64>, wanted: Format) -> Message {
    let name = wanted.name();
    let times = match records {
        Some(records @ 2..) => format!(", {} times", grouped(records)),
        _ => String::new(),
    };
    let (text, help) = match how {
        Loss::LeftBehind => (
            format!("\"{key}\" is left behind{times}: a {name} record has no place for it"),
            "nothing to do, unless it matters: then keep the file as it was given beside the result",
        ),
        Loss::Weight => (
            format!(
                "{} is left behind{times}: Bedrock trains on every message, on such a one too",
                if key == "weight" {
                    "the weight 0".to_owned()
                } else {
                    format!("\"{key}\": false")
                }
            ),
            "leave the message out of the record if it must not be learned",
        ),
        Loss::SystemInPrompt => (
            format!(
                "the system prompt becomes the beginning of the prompt{times}: a {name} record has no other place for it"
            ),
            "begin prompts in the same way when the tuned model is used",
        ),
        Loss::NoText => (
            format!(
                "\"{key}\" is left out{times}, where it only says that there is none, as \"nan\" and \"<noinput>\" do"
            ),
            "nothing to do, unless the record is about that word: then write it into the instruction",
        ),
        Loss::Joined => (
            format!(
                "several texts under \"{key}\" become one{times}, with blank lines between them"
            ),
            "nothing to do, unless the texts must stay apart",
        ),
    };
    Message::new(text, help)
}
