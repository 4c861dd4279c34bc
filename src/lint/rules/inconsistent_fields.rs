//! `inconsistent-fields`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inconsistent-fields",
    severity: Severity::Warning,
    what: "Reports a data set for Nova in which some records have a key and others do not. The keys are those of a system prompt, images, videos, reasoning, tool calls and results; in chats for reinforcement fine-tuning `id`, `reference_answer` and `tools`.",
    why: "The Nova Forge SDK refuses such a data set: all records or none, it says. AWS's guide does not ask for that, and allows text beside text with images.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}
{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Bye"}]}, {"role": "assistant", "content": [{"text": "Goodbye."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}
{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Bye"}]}, {"role": "assistant", "content": [{"text": "Goodbye."}]}]}"#,
    model: Some("nova-lite"),
    source: "V-forge: an optional field that is in one sample is in all; N1-prep, UG-n2sft: text, text with images, or text with videos; N2-prep: the same system prompt in training and inference.",
    bedrock: Effect::Unknown,
    evidence: "V-forge refuses the data set; no document says that the service does.",
    fixable: false,
    check: Check::Reading,
};

/// One record has `keys` and the other lacks them; `with` and `without` are phrases such as "line 3".
pub fn message(keys: &[&str], with: &str, without: &str) -> Message {
    let names: Vec<_> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    let it = if keys.len() == 1 { "it" } else { "them" };
    Message::new(
        format!(
            "{with} has {} and {without} has not; the Nova Forge SDK wants {it} in all records or in none",
            names.join(", ")
        ),
        format!("give {it} to every record, or to none, where that is possible; else leave it"),
    )
}
