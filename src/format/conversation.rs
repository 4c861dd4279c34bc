//! `bedrock-conversation-2024`: content blocks, as the Converse API has them. Nova, Llama 3.2 and 3.3.

use super::{Format, messages};
use crate::findings::Findings;
use crate::json::{Text, Value};
use crate::models::{Family, Model};
use crate::rules::{
    empty_content, empty_text, invalid_schema_version, invalid_tool_config, missing_key,
    system_block_count, unknown_block, unknown_key, wrong_type,
};
use crate::sample::{Block, Blocks, MediaKind, Sample};

const KEYS: [&str; 4] = ["schemaVersion", "system", "messages", "toolConfig"];
const BLOCKS: [&str; 7] = [
    "text",
    "image",
    "video",
    "document",
    "reasoningContent",
    "toolUse",
    "toolResult",
];

/// Reads `root` as a conversation of content blocks.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, model: Option<&Model>, findings: &mut Findings<'_>) -> Sample<'t> {
    read(Format::BedrockConversation2024, root, model, findings)
}

/// The same for a `format` that is made of such conversations.
pub fn read<'t>(
    format: Format,
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Findings<'_>,
) -> Sample<'t> {
    let mut sample = Sample::new(format, root);
    unknown_key::check(root, root, &KEYS, findings);
    invalid_schema_version::check(root, model, findings);
    if let Some(system) = root.get("system") {
        walk_system(root, system, model, &mut sample, findings);
    }
    if let Some(config) = root.get("toolConfig") {
        invalid_tool_config::check(root, config, findings);
    }
    messages::walk(&mut sample, findings, |content, blocks, findings| {
        walk_content(root, content, model, blocks, findings);
    });
    sample
}

fn walk_system<'t>(
    root: Value<'t>,
    system: Value<'t>,
    model: Option<&Model>,
    sample: &mut Sample<'t>,
    findings: &mut Findings<'_>,
) {
    let Some(blocks) = system.as_array() else {
        wrong_type::report(
            root,
            system,
            "system",
            "an array of {\"text\": …}",
            findings,
        );
        return;
    };
    system_block_count::check(root, system, model, findings);
    for block in blocks {
        if block.as_object().is_none() {
            wrong_type::report(
                root,
                block,
                "a system block",
                "an object {\"text\": …}",
                findings,
            );
            continue;
        }
        unknown_key::check(root, block, &["text"], findings);
        if let Some(text) = string_of(root, block, "text", findings) {
            sample.system.push(text);
        }
    }
}

fn walk_content<'t>(
    root: Value<'t>,
    content: Value<'t>,
    model: Option<&Model>,
    blocks: &mut Blocks<'t>,
    findings: &mut Findings<'_>,
) {
    let Some(elements) = content.as_array() else {
        wrong_type::report(
            root,
            content,
            "content",
            "an array of blocks such as [{\"text\": …}]",
            findings,
        );
        return;
    };
    if content.is_empty() {
        empty_content::report(root, content, findings);
        return;
    }
    let before = findings.errors_of_record();
    for block in elements {
        if block.as_object().is_none() {
            wrong_type::report(
                root,
                block,
                "a content block",
                "an object such as {\"text\": …}",
                findings,
            );
            continue;
        }
        walk_block(root, block, blocks, findings);
    }
    let readable = findings.errors_of_record() == before;
    if readable && !blocks.is_empty() && blocks.iter().all(is_blank) {
        let empty = blocks.iter().all(is_empty);
        let refused = empty && model.is_none_or(|model| model.family == Family::Nova);
        if refused {
            empty_text::report_refused(root, content.span(), findings);
        } else {
            empty_text::report_accepted(root, content.span(), "content", findings);
        }
    }
}

fn walk_block<'t>(
    root: Value<'t>,
    block: Value<'t>,
    blocks: &mut Blocks<'t>,
    findings: &mut Findings<'_>,
) {
    let mut known = false;
    for member in block.members() {
        let value = member.value;
        let key = BLOCKS.into_iter().find(|&key| member.key.eq_str(key));
        known |= key.is_some();
        let read = match key {
            Some("text") => {
                let text = value.as_text();
                if text.is_none() {
                    wrong_type::report(root, value, "text", "a string", findings);
                }
                text.map(Block::Text)
            }
            Some("image") => Some(Block::Media(MediaKind::Image, value)),
            Some("video") => Some(Block::Media(MediaKind::Video, value)),
            Some("document") => Some(Block::Media(MediaKind::Document, value)),
            Some("reasoningContent") => {
                reasoning(root, value, findings).map(|text| Block::Reasoning(text, value))
            }
            Some("toolUse") => Some(Block::ToolUse(value)),
            Some("toolResult") => Some(Block::ToolResult(value)),
            _ => None,
        };
        blocks.extend(read);
    }
    if known {
        unknown_key::check(root, block, &BLOCKS, findings);
    } else {
        unknown_block::report(root, block, findings);
    }
}

fn reasoning<'t>(
    root: Value<'t>,
    value: Value<'t>,
    findings: &mut Findings<'_>,
) -> Option<Text<'t>> {
    let Some(inner) = value.get("reasoningText") else {
        missing_key::report(root, value, "reasoningText", findings);
        return None;
    };
    string_of(root, inner, "text", findings)
}

/// The string that `object` holds under `key`; its absence or another type is reported.
fn string_of<'t>(
    root: Value<'t>,
    object: Value<'t>,
    key: &'static str,
    findings: &mut Findings<'_>,
) -> Option<Text<'t>> {
    let Some(value) = object.get(key) else {
        missing_key::report(root, object, key, findings);
        return None;
    };
    if value.as_text().is_none() {
        wrong_type::report(root, value, key, "a string", findings);
    }
    value.as_text()
}

fn is_blank(block: &Block<'_>) -> bool {
    matches!(block, Block::Text(text) if text.is_blank())
}

fn is_empty(block: &Block<'_>) -> bool {
    matches!(block, Block::Text(text) if text.raw().is_empty())
}
