//! `invalid-role`

use super::{missing_key, wrong_type};
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::{Kind, Member, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::record::format::{Format, Shape};
use crate::record::recognise::{is_log, recognise};
use crate::record::sample::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-role",
    severity: Severity::Error,
    what: "Unknown role. Valid roles are `user` and `assistant`, in lowercase; in chats for reinforcement fine-tuning also `system`. The safe fix moves a first message with the role `system` to the record's `system` field and writes roles in lowercase; names of other vendors (`human`, `model`, `bot`) become `user` and `assistant`, by a safe fix if they alternate, otherwise by a suggested one.",
    why: "Bedrock accepts no other role; in most formats, the system prompt is in the separate field `system`.",
    example: r#"{"messages": [{"role": "User", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: "UG-prep, N1-prep; V-nova25, V-claude, V-llama: role enum; UG-rft-prep, V-nova26: system, user, assistant in chats; V-forge: also tool, bot, developer.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and N1-prep name the roles; all of AWS's scripts reject others.",
    fixable: true,
    check: Check::Amended(amend),
};

/// Roles of chats that only the Nova Forge SDK takes.
const DISPUTED_CHAT_ROLES: [&str; 3] = ["tool", "bot", "developer"];

fn in_forge_only(found: &str) -> Message {
    Message::new(
        format!(
            "only the Nova Forge SDK accepts the role \"{found}\"; AWS's guide and its newer script do not"
        ),
        "use \"system\", \"user\" or \"assistant\"",
    )
    .at(Severity::Warning)
}

/// Returns the role that a name in capitals, or one of another vendor's, means.
fn meant(found: &str) -> Role {
    match found.trim().to_ascii_lowercase().as_str() {
        "system" | "developer" => Role::System,
        "user" | "human" => Role::User,
        "assistant" | "bot" | "model" | "ai" | "gpt" => Role::Assistant,
        _ => Role::Unknown,
    }
}

fn message(found: &str, format: Format) -> Message {
    let help = match meant(found) {
        Role::System if format == Format::OpenaiRft => "use \"system\"",
        Role::System => "move this text to the record's \"system\"",
        Role::User => "use \"user\"",
        Role::Assistant => "use \"assistant\"",
        Role::Unknown if format == Format::OpenaiRft => "use \"system\", \"user\" or \"assistant\"",
        Role::Unknown => "use \"user\" or \"assistant\"",
    };
    Message::new(format!("unknown role \"{found}\""), help)
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
            let span = value.span();
            match amend(root).filter(|found| is_mended(span, found)) {
                // One fix mends all roles of the record: it is one finding.
                Some(found) if found.span == span => findings.report_record(&RULE, root, found),
                Some(_) => {}
                None => findings.report_in(&RULE, root, span, || said),
            }
        }
    }
    role
}

/// Returns true if the fix of a finding changes or moves the role at `span`.
fn is_mended(span: Span, found: &RecordFinding) -> bool {
    let edits = found.message.fix.iter().flat_map(|fix| &fix.edits);
    let covers = |edit: &FixEdit| {
        let end = edit.offset + u64::from(edit.length);
        (edit.offset..end).contains(&u64::from(span.start))
    };
    edits.into_iter().any(covers)
}

/// Returns the role of a message, if it is a string.
fn role_of(message: Value<'_>) -> Option<Value<'_>> {
    message.get("role").filter(|role| role.as_text().is_some())
}

/// Finds the roles to rename, and a system prompt that is the first message of a conversation of blocks, to be moved.
fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let is_messages = |member: &Member<'_>| member.key.eq_str("messages");
    let messages = root.members().find(is_messages)?;
    let is_wrong = |message: Value<'_>| {
        let text = role_of(message).and_then(Value::as_text);
        text.is_some_and(|text| Role::named(text) == Role::Unknown)
    };
    let first_wrong = messages
        .value
        .elements()
        .find(|message| is_wrong(*message))?;
    let format = recognise(root).format().filter(|_| !is_log(root))?;
    let mut edits = Vec::new();
    let mut titles = Vec::new();
    let moved = (format.shape() == Shape::Blocks)
        .then(|| moved_system(root, &messages))
        .flatten();
    let skipped = usize::from(moved.is_some());
    if let Some(moved) = moved {
        edits.extend(moved);
        titles.push("move the text to the record's \"system\"".to_owned());
    }
    let mut is_safe = true;
    let mut roles = Vec::new();
    let mut names = Vec::new();
    for role in messages.value.elements().skip(skipped).map(role_of) {
        let name = role.and_then(Value::as_text).map(Text::decode);
        let (Some(role), Some(name)) = (role, name) else {
            roles.push(Role::Unknown);
            continue;
        };
        let meant = meant(&name);
        roles.push(meant);
        let plain = match meant {
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::System if format == Format::OpenaiRft => "system",
            Role::System | Role::Unknown => continue,
        };
        let is_disputed =
            format == Format::OpenaiRft && DISPUTED_CHAT_ROLES.contains(&name.as_ref());
        if name == plain || is_disputed {
            continue;
        }
        is_safe &= name.trim().eq_ignore_ascii_case(plain);
        edits.push(FixEdit {
            offset: u64::from(role.span().start),
            length: role.span().len(),
            text: format!("\"{plain}\"").into(),
        });
        if !names.contains(&plain) {
            names.push(plain);
        }
    }
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        titles.push(format!("use {}", names.join(" and ")));
    }
    // Where they take turns, no other reading is left.
    let turns = [Role::User, Role::Assistant].iter().cycle();
    let is_safe = is_safe || roles.iter().zip(turns).all(|(role, turn)| role == turn);
    let span = role_of(first_wrong)?.span();
    let said = message(&role_of(first_wrong)?.as_text()?.decode(), format);
    let fix = Fix::of_edits(is_safe, titles.join(", "), edits);
    let found = RecordFinding {
        span,
        message: said.fixed_by(fix),
    };
    is_mended(span, &found).then_some(found)
}

/// Returns the edits that move a system prompt from the first message to its place; `None` if that would lose something.
fn moved_system(root: Value<'_>, messages: &Member<'_>) -> Option<[FixEdit; 2]> {
    let mut elements = messages.value.elements();
    let (first, second) = (elements.next()?, elements.next()?);
    let is_system = |message: Value<'_>| {
        let role = message.get("role").and_then(Value::as_text);
        role.is_some_and(|role| meant(&role.decode()) == Role::System)
    };
    if !is_system(first) || is_system(second) || elements.any(is_system) {
        return None;
    }
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
    Some([
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
    ])
}

#[cfg(test)]
mod tests {
    use super::{RULE, amend};
    use crate::json::Parser;
    use crate::testing::{fails, passes};

    /// The fix of these roles, with "safe" or "guess" and the roles that it writes.
    fn fix(roles: &[&str]) -> String {
        let message =
            |role: &&str| format!(r#"{{"role": "{role}", "content": [{{"text": "a"}}]}}"#);
        let messages: Vec<String> = roles.iter().map(message).collect();
        let record = format!(r#"{{"messages": [{}]}}"#, messages.join(", "));
        let mut parser = Parser::new();
        let found = amend(parser.parse(&record).expect("JSON"));
        let Some(fix) = found.and_then(|found| found.message.fix) else {
            return "none".to_owned();
        };
        let edits = fix
            .edits
            .iter()
            .map(|edit| edit.text.trim_matches('"').to_owned());
        let edits: Vec<String> = edits.filter(|text| !text.is_empty()).collect();
        format!(
            "{}: {}",
            if fix.safe { "safe" } else { "guess" },
            edits.join(" ")
        )
    }

    #[test]
    fn roles_of_other_vendors_and_in_capitals_become_bedrocks() {
        assert_eq!(fix(&["User", "assistant"]), "safe: user");
        assert_eq!(
            fix(&["USER", "Assistant", " user", "assistant "]),
            "safe: user assistant user assistant"
        );
        assert_eq!(fix(&["human", "Bot"]), "safe: user assistant");
        assert_eq!(
            fix(&["user", "model", "user", "gpt"]),
            "safe: assistant assistant"
        );
        // In capitals alone there is one reading, whatever the order.
        assert_eq!(
            fix(&["User", "User", "Assistant"]),
            "safe: user user assistant"
        );
        assert_eq!(fix(&["user", "bot", "model"]), "guess: assistant assistant");
        assert_eq!(fix(&["human", "narrator", "bot"]), "guess: user assistant");
        assert_eq!(fix(&["narrator", "assistant"]), "none");
        assert_eq!(
            fix(&["System", "User", "bot"]),
            "safe: system\": [{\"text\": \"a\"}],  user assistant"
        );
        assert_eq!(fix(&["user", "assistant"]), "none");
    }

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
                    r#"error: unknown role "User""#,
                    r#""User""#,
                ),
                (
                    "claude-3-haiku",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "bot", "content": "a"}]}"#,
                    r#"unknown role "bot""#,
                    r#""bot""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "tool", "content": "a"}], "reference_answer": "b"}"#,
                    r#"warning: only the Nova Forge SDK accepts the role "tool""#,
                    r#""tool""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "System", "content": "a"}], "reference_answer": "b"}"#,
                    r#"error: unknown role "System""#,
                    r#""System""#,
                ),
            ],
        );
    }
}
