//! `role-order`

mod join;
mod trailing;

use std::borrow::Cow;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::models::Model;
use crate::record::format::{Format, Shape};
use crate::record::recognise;
use crate::record::sample::{Block, Role, Sample, Turn};

/// The rule.
pub static RULE: Rule = Rule {
    name: "role-order",
    severity: Severity::Error,
    what: "User and assistant messages must alternate. A conversation starts with a user message and ends with an assistant message; a prompt for distillation may end with a user message. In a chat for reinforcement fine-tuning, the system message comes first, and there is at least one user message. Suggested fixes join consecutive messages of one role if they contain only text and media, and remove a last question without an answer.",
    why: "The model learns to answer user messages; consecutive messages of one role, or a question without an answer, are rejected.",
    example: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Hello?"}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: r#"N1-prep, N2-prep: alternating, from user, to assistant; V-nova25, V-claude enforce it; V-llama does not check it, its guide says "alternating"."#,
    bedrock: Effect::Rejects,
    evidence: "N1-prep and N2-prep ask for the order; V-nova25, V-nova26 and V-claude reject the file.",
    fixable: false,
    check: Check::JoinedAs(check, amend),
};

fn first() -> Message {
    Message::new(
        "the conversation must start with a user message",
        "add a user message before it, or remove it",
    )
}

fn repeated(expected: Role) -> Message {
    let (who, other) = if expected == Role::User {
        ("user", "assistant")
    } else {
        ("assistant", "user")
    };
    Message::new(
        format!("two {other} messages in a row; user and assistant messages must alternate"),
        format!(
            "join this message with the previous one, or add the missing {who} message between them"
        ),
    )
}

/// Adds the fix that joins turns of one side where that loses nothing, and leaves out a last question.
fn joinable(root: Value<'_>, message: Message, format: Format) -> Message {
    let shortened = (format != Format::Distillation).then(|| trailing::fix(root));
    match shortened.flatten().or_else(|| join::fix(root)) {
        Some(fix) => message.fixed_by(fix),
        None => message,
    }
}

/// Finds a last question to leave out, and turns of one side that can be joined.
fn amend(root: Value<'_>, format: Option<Format>) -> Option<RecordFinding> {
    // A prompt for distillation may end with the user's turn.
    if format != Some(Format::Distillation)
        && let Some(fix) = trailing::fix(root)
    {
        return Some(RecordFinding {
            span: trailing::role_of_last(root)?,
            message: last().fixed_by(fix),
        });
    }
    let fix = join::fix(root)?;
    let messages = root.get("messages")?;
    let sides = messages.elements().map(|turn| turn.get("role"));
    let roles: Vec<Value<'_>> = sides.collect::<Option<_>>()?;
    let same = roles
        .windows(2)
        .find(|pair| pair[0].raw() == pair[1].raw())?;
    let is_user = same[1].as_text()?.eq_str("user");
    let expected = if is_user { Role::Assistant } else { Role::User };
    Some(RecordFinding {
        span: same[1].span(),
        message: repeated(expected).fixed_by(fix),
    })
}

fn no_result(id: &str) -> Message {
    Message::new(
        format!("the tool call \"{id}\" has no result: an assistant message follows instead"),
        format!(
            "add a user message with the toolResult of \"{id}\" between the two (in OpenAI chats, a message with the role tool)"
        ),
    )
}

fn last() -> Message {
    Message::new(
        "the conversation must end with an assistant message",
        "add a reply, or remove the last user message",
    )
}

fn late_system() -> Message {
    Message::new(
        "the system message must come first",
        "move it to the beginning, and use only one",
    )
}

fn no_user() -> Message {
    Message::new("the chat has no user message", "add a user message")
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    match sample.format.shape() {
        // A logged request was in order.
        _ if sample.format.spec().takes_logs && recognise::is_log(sample.root) => return,
        // Their keys are their order.
        Shape::Pair { .. } | Shape::Captioned | Shape::Text(_) => return,
        Shape::Chat => return check_chat(sample, findings),
        Shape::Blocks | Shape::Messages => {}
    }
    let mut expected = Role::User;
    for (index, turn) in sample.turns.iter().enumerate() {
        if turn.role == Role::Unknown {
            return;
        }
        let span = turn.at.get("role").unwrap_or(turn.at).span();
        if turn.role != expected {
            let before = index.checked_sub(1).map(|before| &sample.turns[before]);
            if let Some((id, call)) = before.and_then(open_call) {
                findings.report_in(&RULE, sample.root, call, || no_result(&id));
                return;
            }
            if findings.wants(&RULE) {
                let message = if index == 0 {
                    first()
                } else {
                    joinable(sample.root, repeated(expected), sample.format)
                };
                findings.report_record(&RULE, sample.root, RecordFinding { span, message });
            }
            return;
        }
        expected = if expected == Role::User {
            Role::Assistant
        } else {
            Role::User
        };
    }
    if sample.format == Format::Distillation {
        return;
    }
    let ends_with_user = |turn: &&Turn<'_>| turn.role == Role::User && sample.turns.len() > 1;
    if let Some(turn) = sample.turns.last().filter(ends_with_user) {
        let span = turn.at.get("role").unwrap_or(turn.at).span();
        let message = match trailing::fix(sample.root) {
            Some(fix) => last().fixed_by(fix),
            None => last(),
        };
        findings.report_record(&RULE, sample.root, RecordFinding { span, message });
    }
}

/// Returns the first call of an assistant's turn, which is open if the next one is the assistant's again.
fn open_call<'t>(turn: &Turn<'t>) -> Option<(Cow<'t, str>, Span)> {
    turn.blocks.iter().find_map(|block| match block {
        Block::ToolUse(call) => {
            let id = call.get("toolUseId")?.as_text()?.decode();
            Some((id, call.span()))
        }
        _ => None,
    })
}

/// A chat may end with either side: the model's answer to it is judged.
fn check_chat(sample: &Sample<'_>, findings: &mut Collector<'_>) {
    let mut turns = sample.turns.iter();
    if let Some(turn) = turns
        .by_ref()
        .skip(1)
        .find(|turn| turn.role == Role::System)
    {
        let span = turn.at.get("role").unwrap_or(turn.at).span();
        findings.report_in(&RULE, sample.root, span, late_system);
    }
    let may_be_user = |turn: &Turn<'_>| matches!(turn.role, Role::User | Role::Unknown);
    if !sample.turns.is_empty() && !sample.turns.iter().any(may_be_user) {
        let span = sample.root.get("messages").unwrap_or(sample.root).span();
        findings.report_in(&RULE, sample.root, span, no_user);
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
            [
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                ),
                ("", r#"{"completion": "b", "prompt": 1}"#),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "Assistant", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                ),
                (
                    "",
                    r#"{"messages": ["a", {"role": "assistant", "content": "b"}]}"#,
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"messages": [{"role": "assistant", "content": "a"}, {"role": "user", "content": "a"}]}"#,
                    "error: the conversation must start with a user message",
                    r#""assistant""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                    "two user messages in a row",
                    r#""user""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}, {"role": "assistant", "content": "a"}]}"#,
                    "two assistant messages in a row",
                    r#""assistant""#,
                ),
                (
                    "nova-2-lite",
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "b", "input": {}}}]}, {"role": "assistant", "content": [{"text": "c"}]}]}"#,
                    "the tool call \"t1\" has no result",
                    r#"{"toolUseId": "t1", "name": "b", "input": {}}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": "a"}]}"#,
                    "the conversation must end with an assistant message",
                    r#""user""#,
                ),
            ],
        );
    }
}
