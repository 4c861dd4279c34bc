//! `invalid-role`

use super::{missing_key, wrong_type};
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::json::{Kind, Member, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::record::format::{Format, Shape};
use crate::record::recognise::{is_log, recognise};
use crate::record::sample::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-role",
    severity: Severity::Error,
    what: "Reports a role other than `user` and `assistant`, in lower case; in chats for reinforcement fine-tuning also `system`. The safe fix moves a first message of the role `system` to where Bedrock's blocks have the system prompt.",
    why: "No other role is taken: elsewhere the system prompt stands apart, in `system`.",
    example: r#"{"messages": [{"role": "User", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "UG-prep, N1-prep; V-nova25, V-claude, V-llama: role enum; UG-rft-prep, V-nova26: system, user, assistant in chats; V-forge: also tool, bot, developer.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and N1-prep name the roles; every script of AWS's refuses others.",
    fixable: true,
    check: Check::Amended(amend),
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

/// Reads the role of `message`, and reports its faults.
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
        if findings.wants(&RULE) {
            let said = if is_disputed {
                in_forge_only(&text.decode())
            } else {
                message(&text.decode(), format)
            };
            let is_this = |found: &RecordFinding| found.span == value.span();
            let found = amend(root).filter(is_this).unwrap_or(RecordFinding {
                span: value.span(),
                message: said,
            });
            findings.report_record(&RULE, root, found);
        }
    }
    role
}

/// A system prompt that is the first message of a conversation of blocks, moved to its place.
fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let is_messages = |member: &Member<'_>| member.key.eq_str("messages");
    let messages = root.members().find(is_messages)?;
    let mut elements = messages.value.elements();
    let (first, second) = (elements.next()?, elements.next()?);
    let role = first.get("role")?;
    let is_system = |message: Value<'_>| {
        let role = message.get("role").and_then(Value::as_text);
        role.is_some_and(|role| role.eq_str("system"))
    };
    if !is_system(first) || is_system(second) || elements.any(is_system) {
        return None;
    }
    let is_blocks = |format: &Format| format.shape() == Shape::Blocks && !is_log(root);
    recognise(root).format().filter(is_blocks)?;
    if root.get("system").is_some() || first.members().count() != 2 {
        return None;
    }
    let content = first.get("content")?;
    let system = if content.kind() == Kind::String {
        format!("\"system\": [{{\"text\": {}}}], ", content.raw())
    } else {
        let is_text = |part: Value<'_>| part.get("text").is_some() && part.members().count() == 1;
        if content.kind() != Kind::Array || content.is_empty() || !content.elements().all(is_text) {
            return None;
        }
        format!("\"system\": {}, ", content.raw())
    };
    let start = first.span().start;
    let edits = vec![
        FixEdit {
            offset: u64::from(messages.key.span().start),
            length: 0,
            text: system.into(),
        },
        FixEdit {
            offset: u64::from(start),
            length: second.span().start - start,
            text: "".into(),
        },
    ];
    let said = message("system", Format::BedrockConversation2024);
    let title = "move the text to the record's \"system\"";
    Some(RecordFinding {
        span: role.span(),
        message: said.fixed_by(Fix::of_edits(true, title, edits)),
    })
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
