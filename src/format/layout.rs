//! What a record looks like at first sight: a format of Bedrock's, or a layout that people bring from elsewhere.

use super::Format;
use crate::json::{Kind, Value};

/// What a record is, as far as its keys tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// A format that is checked.
    Known(Format),
    /// Something else, by the name people know it under.
    Foreign(&'static str),
    /// No key tells.
    Unknown,
}

/// Keys that tell, the surest first.
const TELLING: [(&str, Layout); 8] = [
    ("prompt", Layout::Known(Format::PromptCompletion)),
    ("completion", Layout::Known(Format::PromptCompletion)),
    (
        "schemaVersion",
        Layout::Known(Format::BedrockConversation2024),
    ),
    ("image-ref", Layout::Foreign("an image and caption record")),
    (
        "instruction",
        Layout::Foreign("an Alpaca record (instruction, input, output)"),
    ),
    (
        "conversations",
        Layout::Foreign("a ShareGPT record (conversations)"),
    ),
    ("contents", Layout::Foreign("a Gemini record (contents)")),
    (
        "input",
        Layout::Foreign("a continued pre-training record (input)"),
    ),
];

/// Recognises `root` by its keys and the types of their values.
#[must_use]
#[inline(never)]
pub fn recognise(root: Value<'_>) -> Layout {
    let mut surest = TELLING.len();
    let mut messages = None;
    for member in root.members() {
        if member.key.eq_str("messages") {
            messages = Some(member.value);
        } else if let Some(place) = TELLING[..surest]
            .iter()
            .position(|(key, _)| member.key.eq_str(key))
        {
            surest = place;
        }
    }
    match messages {
        Some(messages) => recognise_messages(root, messages),
        None => TELLING
            .get(surest)
            .map_or(Layout::Unknown, |(_, layout)| *layout),
    }
}

fn recognise_messages(root: Value<'_>, messages: Value<'_>) -> Layout {
    if root.get("reference_answer").is_some() {
        return Layout::Foreign("a reinforcement fine-tuning record (reference_answer)");
    }
    if root.get("schemaVersion").is_some()
        || root
            .get("system")
            .is_some_and(|system| system.kind() == Kind::Array)
    {
        return Layout::Known(Format::BedrockConversation2024);
    }
    let role = |message: Value<'_>, name| {
        message
            .get("role")
            .and_then(Value::as_text)
            .is_some_and(|role| role.eq_str(name))
    };
    if messages.elements().any(|message| {
        role(message, "system") || role(message, "tool") || role(message, "developer")
    }) {
        return Layout::Foreign("an OpenAI chat record (system, tool or developer messages)");
    }
    for message in messages.elements() {
        match message.get("content").map(Value::kind) {
            Some(Kind::String) => return Layout::Known(Format::ClaudeMessages),
            Some(Kind::Array) => return Layout::Known(Format::BedrockConversation2024),
            _ => {}
        }
    }
    match root.get("system").map(Value::kind) {
        Some(Kind::String) => Layout::Known(Format::ClaudeMessages),
        _ => Layout::Unknown,
    }
}
