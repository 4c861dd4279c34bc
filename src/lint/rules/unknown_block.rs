//! `unknown-block`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::record::format::Format;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-block",
    severity: Severity::Error,
    what: "Unknown or empty content block. A block has one of the keys text, image, video, document, reasoningContent, toolUse and toolResult; in a prompt for distillation, only text.",
    why: "A block without content is rejected or silently skipped.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"txt": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "V-nova25: each block has at least one known key; V-llama allows unknown keys; V-dist, UG-dist-prep: text only.",
    bedrock: Effect::Unknown,
    evidence: "V-nova25 rejects the file, V-llama accepts it; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message(keys: &str, format: Format) -> Message {
    let found = if keys.is_empty() {
        "empty content block".to_owned()
    } else {
        format!("unknown content block with {keys}")
    };
    let help = match format {
        Format::Distillation => "use {\"text\": \"…\"}: distillation accepts text only",
        _ => {
            "use {\"text\": \"…\"}, or an image, video, document, reasoningContent, toolUse or toolResult block"
        }
    };
    Message::new(found, help)
}

/// `block` has no known key.
pub fn report(root: Value<'_>, block: Value<'_>, format: Format, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, block.span(), || {
        let keys: Vec<String> = block
            .members()
            .map(|member| format!("\"{}\"", member.key.decode()))
            .collect();
        message(&keys.join(", "), format)
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, passes, prompt_with};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", converse(HI, HELLO)),
                ("", converse(r#"{"text": "a", "note": "b"}"#, HELLO)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(r#"{"txt": "a", "type": "text"}"#, HELLO),
                    r#"error: unknown content block with "txt", "type""#,
                    r#"{"txt": "a", "type": "text"}"#,
                ),
                ("", converse("{}", HELLO), "empty content block", "{}"),
                (
                    "",
                    prompt_with(r#""system": [{"text": "a"}]"#, r#"{"image": {}}"#),
                    r#"error: unknown content block with "image""#,
                    r#"{"image": {}}"#,
                ),
            ],
        );
    }
}
