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
    what: "Reports what a converted record no longer holds, or no longer holds apart: keys that the format does not have, weights of messages, several texts that become one. Keys are one finding for the data set. What holds no text to be learned, such as an `id`, a number or a class, is no finding: the conversion's own line names it. Words that say that there is no text are a note.",
    why: "Nothing is left out without being named: an id may be needed to find a record again, a weight to keep a message out of the training.",
    example: r#"{"question": "What is the capital?", "answer": "Paris.", "explanation": "Paris has been the capital of France since 987."}"#,
    instead: r#"{"question": "What is the capital?", "answer": "Paris. It has been the capital of France since 987."}"#,
    model: Some("nova-lite"),
    source: "UG-prep: the keys of each format.",
    bedrock: Effect::Ignores,
    evidence: "V-nova25, V-claude and V-llama pass over keys that they do not know; no format of Bedrock's has weights.",
    fixable: false,
    check: Check::Shape,
};

/// Keys that a message names.
const MOST_KEYS: usize = 6;

/// Returns the severity of a loss; `None` for tags and keys that only number a record: the conversion names them, and there is
/// nothing to do about them.
pub fn severity(how: Loss, key: &str) -> Option<Severity> {
    match how {
        Loss::LeftBehind if unknown_key::is_bookkeeping(key) => None,
        Loss::Tag => None,
        Loss::NoText => Some(Severity::Info),
        Loss::LeftBehind | Loss::Weight | Loss::SystemInPrompt | Loss::Joined => {
            Some(RULE.severity)
        }
    }
}

/// Keys with text have no place in the format `wanted`, in so many records where that is known.
pub fn left_behind(keys: &[&str], records: Option<u64>, wanted: Format) -> Message {
    let name = wanted.name();
    let times = match records {
        Some(records @ 2..) => format!(" in {} records", grouped(records)),
        _ => String::new(),
    };
    let are = if keys.len() == 1 { "is" } else { "are" };
    let shown: Vec<_> = keys
        .iter()
        .take(MOST_KEYS)
        .map(|key| format!("\"{key}\""))
        .collect();
    let more = match keys.len().saturating_sub(MOST_KEYS) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more as u64)),
    };
    Message::new(
        format!(
            "{}{more} {are} left behind{times}: a {name} record has no place for it",
            shown.join(", ")
        ),
        "nothing to do, unless the text matters: then write it into the prompt, or name the keys of prompt and answer with --map",
    )
}

/// Something has been lost, in so many records where that is known, on the way to the format `wanted`.
pub fn message(how: Loss, key: &str, records: Option<u64>, wanted: Format) -> Message {
    let name = wanted.name();
    let times = match records {
        Some(records @ 2..) => format!(", {} times", grouped(records)),
        _ => String::new(),
    };
    let (text, help) = match how {
        Loss::LeftBehind | Loss::Tag => return left_behind(&[key], records, wanted),
        Loss::NoText => (
            format!(
                "\"{key}\" is left out{times}, where it only says that there is none, as \"nan\" and \"<noinput>\" do"
            ),
            "nothing to do, unless the record is about that word: then write it into the instruction",
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
        Loss::Joined => (
            format!(
                "several texts under \"{key}\" become one{times}, with blank lines between them"
            ),
            "nothing to do, unless the texts must stay apart",
        ),
    };
    Message::new(text, help)
}
