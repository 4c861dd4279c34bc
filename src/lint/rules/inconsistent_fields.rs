//! `inconsistent-fields`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inconsistent-fields",
    severity: Severity::Warning,
    what: "Inconsistent fields in a data set for Nova: some records have a field and others do not. The fields are the system prompt, images, videos, reasoning, tool calls and results; in chats for reinforcement fine-tuning, `id`, `reference_answer` and `tools`.",
    why: "The Nova Forge SDK rejects such a data set: all records or none must have the field. AWS's guide does not require that, and allows text mixed with text and images.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}
{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Bye"}]}, {"role": "assistant", "content": [{"text": "Goodbye."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}
{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Bye"}]}, {"role": "assistant", "content": [{"text": "Goodbye."}]}]}"#,
    model: Some("nova-lite"),
    source: "V-forge: an optional field that is in one sample is in all; N1-prep, UG-n2sft: text, text with images, or text with videos; N2-prep: the same system prompt in training and inference.",
    bedrock: Effect::Unknown,
    evidence: "V-forge rejects the data set; no document says that the service does.",
    fixable: false,
    check: Check::Reading,
};

/// One record has `keys` and the other lacks them; `with` and `without` are phrases such as "line 3".
pub fn message(keys: &[&str], with: &str, without: &str) -> Message {
    let names: Vec<_> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    let (it, are) = if keys.len() == 1 {
        ("it", "is")
    } else {
        ("them", "are")
    };
    Message::new(
        format!(
            "{} {are} in some records ({with}) but not in others ({without}); the Nova Forge SDK requires all or none",
            names.join(", ")
        ),
        format!("add {it} to every record, or to none, if possible"),
    )
}
