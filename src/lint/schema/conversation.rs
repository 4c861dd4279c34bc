//! `bedrock-conversation-2024`: content blocks, as the Converse API has them. Nova, Llama 3.2 and 3.3.

use super::messages;
use crate::json::{Kind, Member, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{
    content_block_count, empty_content, empty_text, forbidden_key, invalid_schema_version,
    invalid_tool_config, missing_key, system_block_count, unknown_block, unknown_key, wrong_type,
};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::{Block, Blocks, MediaKind, Sample};

/// The keys and blocks of a format that is made of such conversations.
struct Shape {
    keys: &'static [&'static str],
    blocks: &'static [&'static str],
    /// Reports the keys of an object that are not among those it may have.
    check_keys: fn(Value<'_>, Value<'_>, &[&'static str], &mut Collector<'_>),
}

const CONVERSATION: Shape = Shape {
    keys: &["schemaVersion", "system", "messages", "toolConfig"],
    blocks: &[
        "text",
        "image",
        "video",
        "document",
        "reasoningContent",
        "toolUse",
        "toolResult",
    ],
    check_keys: unknown_key::check,
};

/// Text only, and nothing beside.
const DISTILLATION: Shape = Shape {
    keys: &["schemaVersion", "system", "messages"],
    blocks: &["text", "type"],
    check_keys: forbidden_key::check,
};

impl Shape {
    const fn of(format: Format) -> &'static Self {
        match format {
            Format::Distillation => &DISTILLATION,
            _ => &CONVERSATION,
        }
    }
}

/// Reads `root` as a conversation of content blocks.
#[inline(never)]
pub fn walk<'t>(
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    read(Format::BedrockConversation2024, root, model, findings)
}

/// Reads a record of a `format` that consists of such conversations.
pub fn read<'t>(
    format: Format,
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    let mut sample = Sample::new(format, root);
    let shape = Shape::of(format);
    (shape.check_keys)(root, root, shape.keys, findings);
    invalid_schema_version::check(root, format, model, findings);
    let is_given = |value: &Value<'_>| value.kind() != Kind::Null;
    match root.get("system") {
        Some(system) if is_given(&system) => {
            walk_system(root, system, model, &mut sample, findings);
        }
        Some(null) => system_block_count::check_null(root, null, format, model, findings),
        None => {}
    }
    if format == Format::BedrockConversation2024
        && let Some(config) = root.get("toolConfig").filter(is_given)
    {
        invalid_tool_config::check(root, config, findings);
    }
    messages::walk(&mut sample, findings, |content, blocks, findings| {
        walk_content(root, content, format, model, blocks, findings);
    });
    sample
}

fn walk_system<'t>(
    root: Value<'t>,
    system: Value<'t>,
    model: Option<&Model>,
    sample: &mut Sample<'t>,
    findings: &mut Collector<'_>,
) {
    let Some(blocks) = system.as_array() else {
        wrong_type::report_system(root, system, findings);
        return;
    };
    system_block_count::check(root, system, sample.format, model, findings);
    for block in blocks {
        if block.as_object().is_none() {
            wrong_type::report_system_block(root, block, findings);
            continue;
        }
        (Shape::of(sample.format).check_keys)(root, block, &["text"], findings);
        if let Some(text) = string_of(root, block, "text", findings) {
            if text.is_blank() {
                empty_text::report_blank_system(root, text.span(), findings);
            }
            sample.system.push(text);
        }
    }
}

fn walk_content<'t>(
    root: Value<'t>,
    content: Value<'t>,
    format: Format,
    model: Option<&Model>,
    blocks: &mut Blocks<'t>,
    findings: &mut Collector<'_>,
) {
    let Some(elements) = content.as_array() else {
        wrong_type::report_content(root, content, findings);
        return;
    };
    if content.is_empty() {
        empty_content::report(root, content, findings);
        return;
    }
    if format == Format::Distillation {
        content_block_count::check(root, content, findings);
    }
    let before = findings.errors_of_record();
    for block in elements {
        if block.as_object().is_none() {
            wrong_type::report_content_block(root, block, findings);
            continue;
        }
        walk_block(root, block, format, blocks, findings);
    }
    if findings.errors_of_record() == before {
        let is_nova = model.is_none_or(|model| model.family == Family::Nova)
            && format == Format::BedrockConversation2024;
        check_substance(root, content, is_nova, blocks, findings);
    }
}

/// Checks that the well-formed blocks of a message are not empty.
fn check_substance(
    root: Value<'_>,
    content: Value<'_>,
    is_nova: bool,
    blocks: &[Block<'_>],
    findings: &mut Collector<'_>,
) {
    let is_text = |block: &&Block<'_>| matches!(block, Block::Text(_));
    if !blocks.iter().any(|block| is_text(&block)) {
        let is_reasoning = |block: &Block<'_>| matches!(block, Block::Reasoning(..));
        if is_nova && !blocks.is_empty() && blocks.iter().all(is_reasoning) {
            empty_content::report_reasoning_only(root, content, findings);
        }
        return;
    }
    // Media or reasoning make up for a text that is empty; AWS's scripts do not let a tool call do so.
    let makes_up = |block: &Block<'_>| matches!(block, Block::Media(..) | Block::Reasoning(..));
    if is_nova && blocks.iter().filter(is_text).all(is_empty) && !blocks.iter().any(makes_up) {
        empty_text::report_refused(root, content.span(), findings);
    } else if blocks.iter().all(says_nothing) {
        empty_text::report_accepted(root, content.span(), "content", findings);
    }
}

fn walk_block<'t>(
    root: Value<'t>,
    block: Value<'t>,
    format: Format,
    blocks: &mut Blocks<'t>,
    findings: &mut Collector<'_>,
) {
    let shape = Shape::of(format);
    let mut known = false;
    // Beside the key of a block's kind, a null is an absent key.
    let is_null = |member: &Member<'_>| member.value.kind() == Kind::Null;
    let is_padded = block.members().any(|member| !is_null(&member));
    for member in block.members() {
        let value = member.value;
        if is_padded && is_null(&member) {
            continue;
        }
        let key = shape.blocks.iter().find(|key| member.key.eq_str(key));
        let read = match key.copied() {
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
            // `type` repeats the block's own key.
            _ => continue,
        };
        known = true;
        blocks.extend(read);
    }
    if known {
        (shape.check_keys)(root, block, shape.blocks, findings);
    } else {
        unknown_block::report(root, block, format, findings);
    }
}

fn reasoning<'t>(
    root: Value<'t>,
    value: Value<'t>,
    findings: &mut Collector<'_>,
) -> Option<Text<'t>> {
    let Some(inner) = value.get("reasoningText") else {
        missing_key::report(root, value, "reasoningText", findings);
        return None;
    };
    let text = string_of(root, inner, "text", findings)?;
    if text.is_blank() {
        empty_text::report_reasoning(root, text, findings);
    }
    Some(text)
}

/// The string that `object` holds under `key`; its absence or another type is reported.
fn string_of<'t>(
    root: Value<'t>,
    object: Value<'t>,
    key: &'static str,
    findings: &mut Collector<'_>,
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

/// Returns true for a blank text and for reasoning, which is no answer.
fn says_nothing(block: &Block<'_>) -> bool {
    is_blank(block) || matches!(block, Block::Reasoning(..))
}

fn is_empty(block: &Block<'_>) -> bool {
    matches!(block, Block::Text(text) if text.raw().is_empty())
}
