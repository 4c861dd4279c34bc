//! `invalid-role`

use super::{missing_key, wrong_type};
use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::format::Format;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};
use crate::sample::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-role",
    severity: Severity::Error,
    what: "Reports a role other than `user` and `assistant`, in lower case; in chats for reinforcement fine-tuning also `system`.",
    why: "No other role is taken: elsewhere the system prompt stands apart, in `system`.",
    example: r#"{"messages": [{"role": "User", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "UG-prep, N1-prep; V-nova25, V-claude, V-llama: role enum.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and N1-prep name the roles; every script of AWS's refuses others.",
    fixable: false,
    check: Check::Shape,
};

fn message(found: &str) -> Message {
    let help = match found.trim().to_ascii_lowercase().as_str() {
        "system" | "developer" => "move this text to the record's \"system\"",
        "user" | "human" => "write \"user\"",
        "assistant" | "bot" | "model" | "ai" | "gpt" => "write \"assistant\"",
        _ => "write \"user\" or \"assistant\"",
    };
    Message::new(format!("the role \"{found}\" does not exist"), help)
}

/// The role of `message`; what is wrong with it is reported.
pub fn read(
    root: Value<'_>,
    message_value: Value<'_>,
    format: Format,
    findings: &mut Findings<'_>,
) -> Role {
    let Some(value) = message_value.get("role") else {
        missing_key::report(root, message_value, "role", findings);
        return Role::Unknown;
    };
    let Some(text) = value.as_text() else {
        wrong_type::report(
            root,
            value,
            "role",
            "a string, \"user\" or \"assistant\"",
            findings,
        );
        return Role::Unknown;
    };
    if format == Format::OpenaiRft && text.eq_str("system") {
        return Role::System;
    }
    let role = Role::named(text);
    if role == Role::Unknown {
        findings.report_in(&RULE, root, value.span(), || message(&text.decode()));
    }
    role
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
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"messages": [{"role": "User", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                    r#"error: the role "User" does not exist"#,
                    r#""User""#,
                ),
                (
                    "claude-3-haiku",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "bot", "content": "a"}]}"#,
                    r#"the role "bot" does not exist"#,
                    r#""bot""#,
                ),
            ],
        );
    }
}
