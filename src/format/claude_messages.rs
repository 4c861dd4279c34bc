//! `{"system": "…", "messages": [{"role": "user", "content": "…"}, …]}`: Claude 3 Haiku.

use super::Format;
use crate::findings::Findings;
use crate::json::Value;
use crate::rules::{
    empty_text, invalid_role, missing_key, too_few_messages, unknown_key, wrong_type,
};
use crate::sample::{Block, Blocks, Sample, Turn};

/// Reads `root` as a conversation whose contents are strings.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, findings: &mut Findings<'_>) -> Sample<'t> {
    let mut sample = Sample::new(Format::ClaudeMessages, root);
    unknown_key::check(root, root, &["system", "messages"], findings);
    if let Some(system) = root.get("system") {
        match system.as_text() {
            Some(text) => sample.system.push(text),
            None => wrong_type::report(root, system, "system", "a string", findings),
        }
    }
    let Some(messages) = root.get("messages") else {
        missing_key::report(root, root, "messages", findings);
        return sample;
    };
    let Some(elements) = messages.as_array() else {
        wrong_type::report(root, messages, "messages", "an array", findings);
        return sample;
    };
    for message in elements {
        if message.as_object().is_none() {
            wrong_type::report(root, message, "a message", "an object", findings);
            sample.turns.push(Turn::unreadable(message));
            continue;
        }
        unknown_key::check(root, message, &["role", "content"], findings);
        let role = invalid_role::read(root, message, findings);
        let mut blocks = Blocks::new();
        match message.get("content") {
            None => missing_key::report(root, message, "content", findings),
            Some(content) => match content.as_text() {
                None => wrong_type::report(root, content, "content", "a string", findings),
                Some(text) => {
                    if text.is_blank() {
                        empty_text::report_accepted(root, content.span(), "content", findings);
                    }
                    blocks.push(Block::Text(text));
                }
            },
        }
        sample.turns.push(Turn {
            role,
            at: message,
            blocks,
        });
    }
    too_few_messages::check(root, messages, findings);
    sample
}
