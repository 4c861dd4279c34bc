//! `invalid-role`

use super::{missing_key, wrong_type};
use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::record::format::Format;
use crate::record::sample::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-role",
    severity: Severity::Error,
    what: "Reports a role other than `user` and `assistant`, in lower case; in chats for reinforcement fine-tuning also `system`.",
    why: "No other role is taken: elsewhere the system prompt stands apart, in `system`.",
    example: r#"{"messages": [{"role": "User", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "UG-prep, N1-prep; V-nova25, V-claude, V-llama: role enum; UG-rft-prep, V-nova26: system, user, assistant in chats; V-forge: also tool, bot, developer.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and N1-prep name the roles; every script of AWS's refuses others.",
    fixable: false,
    check: Check::Shape,
};

/// Roles of chats that only the Nova Forge SDK takes.
const DISPUTED_CHAT_ROLES: [&str; 3] = ["tool", "bot", "developer"];

fn in_forge_only(found: &str) -> Message {
    Message::new(
        format!(
            "only the Nova Forge SDK takes the role \"{found}\"; AWS's guide and its newer script do not"
        ),
        "write \"system\", \"user\" or \"assistant\"",
    )
    .at(Severity::Warning)
}

fn message(found: &str, format: Format) -> Message {
    let help = match found.trim().to_ascii_lowercase().as_str() {
        "system" if format == Format::OpenaiRft => "write \"system\"",
        "system" | "developer" => "move this text to the record's \"system\"",
        "user" | "human" => "write \"user\"",
        "assistant" | "bot" | "model" | "ai" | "gpt" => "write \"assistant\"",
        _ if format == Format::OpenaiRft => "write \"system\", \"user\" or \"assistant\"",
        _ => "write \"user\" or \"assistant\"",
    };
    Message::new(format!("the role \"{found}\" does not exist"), help)
}

/// The role of `message`; what is wrong with it is reported.
pub fn read(
    root: Value<'_>,
    message_value: Value<'_>,
    format: Format,
    findings: &mut Collector<'_>,
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
        let is_disputed =
            format == Format::OpenaiRft && DISPUTED_CHAT_ROLES.iter().any(|role| text.eq_str(role));
        findings.report_in(&RULE, root, value.span(), || {
            if is_disputed {
                in_forge_only(&text.decode())
            } else {
                message(&text.decode(), format)
            }
        });
    }
    role
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "a"}], "reference_answer": "b"}"#,
                ),
            ],
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
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "tool", "content": "a"}], "reference_answer": "b"}"#,
                    r#"warning: only the Nova Forge SDK takes the role "tool""#,
                    r#""tool""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "System", "content": "a"}], "reference_answer": "b"}"#,
                    r#"error: the role "System" does not exist"#,
                    r#""System""#,
                ),
            ],
        );
    }
}
