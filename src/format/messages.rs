//! `"messages": [{"role": …, "content": …}, …]`: what formats of turns have in common, whatever their contents are.

use super::Format;
use crate::findings::Findings;
use crate::json::Value;
use crate::rules::{invalid_role, missing_key, too_few_messages, unknown_key, wrong_type};
use crate::sample::{Blocks, Sample, Turn};

/// Adds a turn to `sample` for each message; `read` reads a message's content into its blocks.
pub fn walk<'t>(
    sample: &mut Sample<'t>,
    findings: &mut Findings<'_>,
    read: impl Fn(Value<'t>, &mut Blocks<'t>, &mut Findings<'_>),
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
        unknown_key::check(root, message, &["role", "content"], findings);
        let role = invalid_role::read(root, message, format, findings);
        let mut blocks = Blocks::new();
        match message.get("content") {
            None => missing_key::report(root, message, "content", findings),
            Some(content) => read(content, &mut blocks, findings),
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
}
