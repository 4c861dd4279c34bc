//! `too-few-messages`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-few-messages",
    severity: Severity::Error,
    what: "Reports a conversation of fewer than two messages.",
    why: "There is nothing to learn: a question needs its answer.",
    example: r#"{"messages": [{"role": "user", "content": "Hi"}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "V-nova25, V-claude, V-llama: at least 2 messages.",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Shape,
};

fn message(found: usize) -> Message {
    let found = match found {
        0 => "no message".to_owned(),
        1 => "one message".to_owned(),
        more => format!("{more} messages"),
    };
    Message::new(
        format!("the conversation has {found}; it needs at least two"),
        "add the user's question and the assistant's answer",
    )
}

/// Looks at how many messages there are.
pub fn check(root: Value<'_>, messages: Value<'_>, findings: &mut Findings<'_>) {
    if messages.len() < 2 {
        findings.report_in(&RULE, root, messages.span(), || message(messages.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [(
                "",
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}]}"#,
                    "error: the conversation has one message",
                    r#"[{"role": "user", "content": "a"}]"#,
                ),
                (
                    "nova-lite",
                    r#"{"messages": []}"#,
                    "the conversation has no message",
                    "[]",
                ),
            ],
        );
    }
}
