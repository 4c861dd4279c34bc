//! `{"messages": […], "reference_answer": …}`: chats in the format of `OpenAI`, whose answers a reward function judges.

use super::{invocation_log, messages};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{
    empty_content, empty_text, invalid_record_id, invalid_reference_answer, invalid_tool_config,
    media_not_supported, missing_tools, wrong_type,
};
use crate::models::Model;
use crate::record::format::Format;
use crate::record::recognise;
use crate::record::sample::{Block, Blocks, Sample};

/// Reads `root` as a chat for the model to continue. All other keys go to the reward function, so that none is unknown.
#[inline(never)]
pub fn walk<'t>(
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    if recognise::is_log(root) {
        return invocation_log::walk(Format::OpenaiRft, root, findings);
    }
    let mut sample = Sample::new(Format::OpenaiRft, root);
    messages::walk(&mut sample, findings, |content, blocks, findings| {
        walk_content(root, content, blocks, findings);
    });
    invalid_reference_answer::check(root, findings);
    invalid_record_id::check(root, findings);
    match root.get("tools").filter(|tools| tools.kind() != Kind::Null) {
        Some(tools) => invalid_tool_config::check_functions(root, tools, findings),
        None => missing_tools::check(root, model, findings),
    }
    sample
}

fn walk_content<'t>(
    root: Value<'t>,
    content: Value<'t>,
    blocks: &mut Blocks<'t>,
    findings: &mut Collector<'_>,
) {
    if let Some(text) = content.as_text() {
        if text.is_blank() {
            empty_text::report_refused(root, content.span(), findings);
        }
        blocks.push(Block::Text(text));
        return;
    }
    let Some(parts) = content.as_array() else {
        wrong_type::report(root, content, "content", "a string", findings);
        return;
    };
    if content.is_empty() {
        empty_content::report(root, content, findings);
        return;
    }
    wrong_type::report_disputed(root, content, findings);
    for part in parts {
        match part.get("text").map(Value::as_text) {
            Some(Some(text)) => blocks.push(Block::Text(text)),
            Some(None) => wrong_type::report(root, part, "text", "a string", findings),
            None => media_not_supported::report_part(root, part, findings),
        }
    }
}
