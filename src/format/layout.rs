//! What a record looks like at first sight: a format of Bedrock's, or a layout that people bring from elsewhere.

use super::Format;
use crate::json::{Kind, Value};

/// What a record is, as far as its keys tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// A format that is checked.
    Known(Format),
    /// What Bedrock logs of a request: distillation and reinforcement fine-tuning take it in place of their own records.
    InvocationLog,
    /// Something else, by the name people know it under.
    Foreign(&'static str),
    /// No key tells.
    Unknown,
}

impl Layout {
    /// The format that a record of this layout has by itself.
    #[must_use]
    pub const fn format(self) -> Option<Format> {
        match self {
            Self::Known(format) => Some(format),
            Self::InvocationLog => Some(Format::Distillation),
            Self::Foreign(_) | Self::Unknown => None,
        }
    }

    /// Whether a record of this layout may be meant as one of the format `wanted`: what it lacks is then said of it key by key.
    #[must_use]
    pub fn may_be(self, wanted: Format) -> bool {
        match (self, wanted) {
            (Self::Known(found), _) if found == wanted => true,
            // They differ in whether an answer stands in them, and chats in whether there is one to compare with.
            (Self::Known(Format::BedrockConversation2024), Format::Distillation)
            | (Self::Known(Format::Distillation), Format::BedrockConversation2024)
            | (Self::Known(Format::ClaudeMessages), Format::OpenaiRft)
            | (Self::InvocationLog, Format::Distillation | Format::OpenaiRft)
            | (Self::Unknown, _) => true,
            (Self::Foreign(name), Format::OpenaiRft) => name == OPENAI_CHAT,
            _ => false,
        }
    }
}

const OPENAI_CHAT: &str = "an OpenAI chat record (system, tool or developer messages)";

/// Keys that tell, the surest first.
const TELLING: [(&str, Layout); 10] = [
    ("prompt", Layout::Known(Format::PromptCompletion)),
    ("completion", Layout::Known(Format::PromptCompletion)),
    ("schemaType", Layout::InvocationLog),
    ("modelId", Layout::InvocationLog),
    (
        "schemaVersion",
        Layout::Known(Format::BedrockConversation2024),
    ),
    ("image-ref", Layout::Known(Format::ImageCaption)),
    (
        "instruction",
        Layout::Foreign("an Alpaca record (instruction, input, output)"),
    ),
    (
        "conversations",
        Layout::Foreign("a ShareGPT record (conversations)"),
    ),
    ("contents", Layout::Foreign("a Gemini record (contents)")),
    ("input", Layout::Known(Format::Pretraining)),
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
        return Layout::Known(Format::OpenaiRft);
    }
    if root.get("schemaVersion").is_some()
        || root
            .get("system")
            .is_some_and(|system| system.kind() == Kind::Array)
    {
        return Layout::Known(conversation_of(messages));
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
        return Layout::Foreign(OPENAI_CHAT);
    }
    for message in messages.elements() {
        match message.get("content").map(Value::kind) {
            Some(Kind::String) => return Layout::Known(Format::ClaudeMessages),
            Some(Kind::Array) => return Layout::Known(conversation_of(messages)),
            _ => {}
        }
    }
    match root.get("system").map(Value::kind) {
        Some(Kind::String) => Layout::Known(Format::ClaudeMessages),
        _ => Layout::Unknown,
    }
}

/// A question alone is a prompt for a teacher.
fn conversation_of(messages: Value<'_>) -> Format {
    if messages.len() == 1 && messages.kind() == Kind::Array {
        Format::Distillation
    } else {
        Format::BedrockConversation2024
    }
}
