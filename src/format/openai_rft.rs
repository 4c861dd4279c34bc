//! `{"messages": […], "reference_answer": …}`: chats in the format of `OpenAI`, whose answers a reward function judges.

use super::{Format, messages};
use crate::findings::Findings;
use crate::json::Value;
use crate::rules::{empty_text, wrong_type};
use crate::sample::{Block, Sample};

/// Reads `root` as a chat to go on with. Every other key is handed to the reward function, so that none is unknown.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, findings: &mut Findings<'_>) -> Sample<'t> {
    let mut sample = Sample::new(Format::OpenaiRft, root);
    messages::walk(&mut sample, findings, |content, blocks, findings| {
        let Some(text) = content.as_text() else {
            wrong_type::report(root, content, "content", "a string", findings);
            return;
        };
        if text.is_blank() {
            empty_text::report_accepted(root, content.span(), "content", findings);
        }
        blocks.push(Block::Text(text));
    });
    sample
}
