//! `bedrock-conversation-2024`: content blocks.

use super::chat::read_reference;
use super::content::{Parts, elements};
use super::tools;
use crate::json::Value;
use crate::record::convert::dialogue::{Dialogue, Part, Role, Said, Turn};
use crate::record::convert::fields::{Source, needed, object, optional_text, refused, text};
use crate::record::convert::{Refusal, Why};

/// The one value of `schemaVersion` that the target implies.
pub const SCHEMA_VERSION: &str = "bedrock-conversation-2024";

/// Reads a conversation.
pub fn read<'t>(source: &mut Source<'t>) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let names = [
        "schemaVersion",
        "system",
        "messages",
        "toolConfig",
        "reference_answer",
    ];
    let [version, system, messages, config, reference] = source.fields(root, names)?;
    let version = version.and_then(Value::as_text);
    if version.is_some_and(|version| !version.eq_str(SCHEMA_VERSION)) {
        source.leave_named(root, &["schemaVersion"]);
    }
    let mut dialogue = Dialogue::default();
    for block in elements(system, "system")? {
        let [words, _] = source.fields(object(block, "a system block")?, ["text", "type"])?;
        let words = text(needed(words, block, "text")?, "text")?;
        if !words.raw().is_empty() {
            dialogue.system.push(smallvec::smallvec![words]);
        }
    }
    if let Some(config) = config {
        let [described] = source.fields(object(config, "toolConfig")?, ["tools"])?;
        dialogue.tools = tools::read(source, described, "tools")?;
    }
    let messages = needed(messages, root, "messages")?;
    for message in elements(Some(messages), "messages")? {
        let at = object(message, "a message")?;
        let [role, content] = source.fields(at, ["role", "content"])?;
        let role = text(needed(role, at, "role")?, "role")?;
        let role = match &*role.decode() {
            "user" => Role::User(Some(role)),
            "assistant" => Role::Assistant(Some(role)),
            _ => Role::Other(role),
        };
        let content = needed(content, at, "content")?;
        dialogue.turns.push(Turn {
            role,
            at: Some(at),
            parts: read_blocks(source, Some(content))?,
        });
    }
    read_reference(source, &mut dialogue, reference);
    Ok(Said::Dialogue(dialogue))
}

/// Blocks that no other format has a place for.
const BLOCKS: [(&str, &str); 6] = [
    ("image", "an image"),
    ("video", "a video"),
    ("document", "a document"),
    ("reasoningContent", "reasoning"),
    ("toolUse", "a tool call"),
    ("toolResult", "a tool result"),
];

fn read_blocks<'t>(
    source: &mut Source<'t>,
    content: Option<Value<'t>>,
) -> Result<Parts<'t>, Refusal> {
    let mut parts = Parts::new();
    for block in elements(content, "content")? {
        let block = object(block, "a content block")?;
        // Other chats name the type of a part; here its key does.
        let [words, _] = source.fields(block, ["text", "type"])?;
        let words = optional_text(words, "text")?;
        let other = BLOCKS.iter().find(|(key, _)| block.get(key).is_some());
        if words.is_none() && other.is_none() {
            let key = block.members().next().map(|member| member.key.decode());
            let key = key.unwrap_or_default().into_owned();
            return Err(refused(block, Why::Part(key)));
        }
        parts.extend(words.map(|words| Part::Text(smallvec::smallvec![words])));
        parts.extend(other.map(|(_, name)| Part::Block(name, block)));
    }
    Ok(parts)
}
