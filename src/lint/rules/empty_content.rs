//! `empty-content`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-content",
    severity: Severity::Error,
    what: "Message without content. For Nova, a message that contains only reasoning is a warning.",
    why: "A message without content is rejected.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": []}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "V-nova26, V-llama: content has at least one block, which V-nova25 does not ask for (tried); V-nova26: a text, media or a tool block beside the reasoning, which V-forge does not ask for.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-llama reject the file, V-nova25 accepts it (tried); no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message() -> Message {
    Message::new(
        "the message has no content",
        "add a block such as {\"text\": \"…\"}, or remove the message",
    )
}

fn reasoning_only() -> Message {
    Message::new(
        "the message contains only reasoning; AWS's newer Nova script rejects that",
        "add the answer as text after the reasoning",
    )
    .at(Severity::Warning)
}

/// `content` is `[]`.
pub fn report(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, content.span(), message);
}

/// The model reasons and does not answer.
pub fn report_reasoning_only(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, content.span(), reasoning_only);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, passes};

    const REASONING: &str = r#"{"reasoningContent": {"reasoningText": {"text": "a"}}}"#;

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", converse(HI, HELLO)),
                ("", converse(r#"{"text": ""}"#, HELLO)),
                ("", converse(HI, &format!("{REASONING}, {HELLO}"))),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(HI, ""),
                    "error: the message has no content",
                    "[]",
                ),
                (
                    "",
                    converse(HI, REASONING),
                    "warning: the message contains only reasoning; AWS's newer Nova script rejects that",
                    r#"[{"reasoningContent": {"reasoningText": {"text": "a"}}}]"#,
                ),
            ],
        );
    }
}
