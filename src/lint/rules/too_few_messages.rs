//! `too-few-messages`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-few-messages",
    severity: Severity::Error,
    what: "Too few messages in a conversation.",
    why: "Training needs at least two messages, a question and its answer; distillation and reinforcement need a question.",
    example: r#"{"messages": [{"role": "user", "content": "Hi"}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "V-nova25, V-claude, V-llama: at least 2 messages; V-dist: 1 or 2; V-nova26 for reinforcement: not empty.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message(found: usize, least: usize) -> Message {
    let found = match found {
        0 => "no message".to_owned(),
        1 => "one message".to_owned(),
        more => format!("{more} messages"),
    };
    if least == 1 {
        return Message::new(
            format!("the conversation has {found}; a user message is required"),
            "add a user message",
        );
    }
    Message::new(
        format!("the conversation has {found}; at least two are required"),
        "add a user message and an assistant message",
    )
}

/// Looks at how many messages there are.
pub fn check(root: Value<'_>, messages: Value<'_>, least: usize, findings: &mut Collector<'_>) {
    if messages.len() < least {
        findings.report_in(&RULE, root, messages.span(), || {
            message(messages.len(), least)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

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
