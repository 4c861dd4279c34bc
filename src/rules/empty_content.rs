//! `empty-content`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-content",
    severity: Severity::Error,
    what: "Reports a message whose content has no block.",
    why: "A turn without content is refused.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": []}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "V-nova25, V-llama: content holds at least one block.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts refuse the file; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message() -> Message {
    Message::new(
        "the message has no content",
        "add a block such as {\"text\": \"…\"}, or remove the message",
    )
}

/// `content` is `[]`.
pub fn report(root: Value<'_>, content: Value<'_>, findings: &mut Findings<'_>) {
    findings.report_in(&RULE, root, content.span(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HELLO, HI, converse, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", converse(HI, HELLO)),
                ("", converse(r#"{"text": ""}"#, HELLO)),
            ],
        );
        fails(
            &RULE,
            [(
                "nova-lite",
                converse(HI, ""),
                "error: the message has no content",
                "[]",
            )],
        );
    }
}
