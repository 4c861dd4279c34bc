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
    what: "Content lost or merged in conversion. Examples are fields that the format does not have, message weights, and several texts that become one. Fields are one finding for the data set. Fields without text to learn, such as an `id`, a number or a class, are not a finding; the conversion summary lists them. Placeholders for missing text are info.",
    why: "Nothing is dropped silently: an id may be needed to find a record again, a weight to exclude a message from training.",
    example: r#"{"question": "What is the capital?", "answer": "Paris.", "explanation": "Paris has been the capital of France since 987."}"#,
    instead: r#"{"question": "What is the capital?", "answer": "Paris. It has been the capital of France since 987."}"#,
    model: Some("nova-lite"),
    source: "UG-prep: the keys of each format.",
    bedrock: Effect::Ignores,
    evidence: "V-nova25, V-claude and V-llama ignore unknown keys; no Bedrock format has weights.",
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
            "{}{more} {are} dropped{times}: not part of a {name} record",
            shown.join(", ")
        ),
        "nothing to do, unless the text matters: then add it to the prompt, or choose the fields of prompt and answer with --map",
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
                "\"{key}\" is dropped{times}: a placeholder for no text, such as \"nan\" or \"<noinput>\""
            ),
            "nothing to do, unless the record is about that word: then add it to the instruction",
        ),
        Loss::Weight => (
            format!(
                "{} is dropped{times}: Bedrock trains on every message, including this one",
                if key == "weight" {
                    "the weight 0".to_owned()
                } else {
                    format!("\"{key}\": false")
                }
            ),
            "remove the message from the record if it must not be learned",
        ),
        Loss::SystemInPrompt => (
            format!(
                "the system prompt becomes the beginning of the prompt{times}: a {name} record has no system prompt"
            ),
            "begin prompts the same way when you use the tuned model",
        ),
        Loss::Joined => (
            format!("several texts in \"{key}\" become one{times}, separated by blank lines"),
            "nothing to do, unless the texts must stay separate",
        ),
    };
    Message::new(text, help)
}
