//! `"messages": [{"role": …, "content": …}, …]`: what formats of turns have in common, whatever their contents are.

use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{
    forbidden_key, invalid_role, missing_key, too_few_messages, too_many_messages, unknown_key,
    wrong_type,
};
use crate::record::format::Format;
use crate::record::sample::{Blocks, Sample, Turn};

/// Keys of a message.
const KEYS: [&str; 2] = ["role", "content"];
/// Keys in a chat of `OpenAI`'s, where a message may call a function instead of having content.
const CHAT_KEYS: [&str; 5] = ["role", "content", "name", "tool_calls", "tool_call_id"];

/// Adds a turn to `sample` for each message; `read` reads a message's content into its blocks.
pub fn walk<'t>(
    sample: &mut Sample<'t>,
    findings: &mut Collector<'_>,
    read: impl Fn(Value<'t>, &mut Blocks<'t>, &mut Collector<'_>),
) {
    let (root, format) = (sample.root, sample.format);
    let Some(messages) = root.get("messages") else {
        missing_key::report(root, root, "messages", findings);
        return;
    };
    let Some(elements) = messages.as_array() else {
        wrong_type::report(root, messages, "messages", "an array", findings);
        return;
    };
    for message in elements {
        if message.as_object().is_none() {
            wrong_type::report(root, message, "a message", "an object", findings);
            sample.turns.push(Turn::unreadable(message));
            continue;
        }
        match format {
            Format::Distillation => forbidden_key::check(root, message, &KEYS, findings),
            Format::OpenaiRft => unknown_key::check(root, message, &CHAT_KEYS, findings),
            _ => unknown_key::check(root, message, &KEYS, findings),
        }
        let role = invalid_role::read(root, message, format, findings);
        let mut blocks = Blocks::new();
        match message.get("content") {
            Some(content) if !is_call(format, message, Some(content)) => {
                read(content, &mut blocks, findings);
            }
            None if !is_call(format, message, None) => {
                missing_key::report(root, message, "content", findings);
            }
            _ => {}
        }
        sample.turns.push(Turn {
            role,
            at: message,
            blocks,
        });
    }
    let least = match format {
        Format::OpenaiRft | Format::Distillation => 1,
        _ => 2,
    };
    too_few_messages::check(root, messages, least, findings);
    if format == Format::Distillation {
        too_many_messages::check(root, messages, findings);
    }
}

/// Returns true if a message of a chat calls functions and has no content.
fn is_call(format: Format, message: Value<'_>, content: Option<Value<'_>>) -> bool {
    format == Format::OpenaiRft
        && content.is_none_or(|content| content.raw() == "null")
        && (message.get("tool_calls")).is_some_and(|calls| calls.kind() != Kind::Null)
}
