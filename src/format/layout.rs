//! What a record looks like at first sight: a format of Bedrock's, or a layout that people bring from elsewhere.

use serde::{Deserialize, Serialize};

use super::Format;
use crate::json::{Kind, Text, Value};

/// What a record is, as far as its keys tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Layout {
    /// A format that is checked.
    Known(Format),
    /// What Bedrock logs of a request: distillation and reinforcement fine-tuning take it in place of their own records.
    InvocationLog,
    /// Something else that people know.
    Foreign(Foreign),
    /// No key tells.
    Unknown,
}

/// Two keys, under which a question and its answer stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pair {
    /// `prompt` and `response`
    PromptResponse,
    /// `prompt` and `answer`
    PromptAnswer,
    /// `prompt` and `output`
    PromptOutput,
    /// `question` and `answer`
    QuestionAnswer,
    /// `question` and `response`
    QuestionResponse,
    /// `query` and `answer`
    QueryAnswer,
    /// `query` and `response`
    QueryResponse,
    /// `input` and `output`
    InputOutput,
    /// `text` and `label`
    TextLabel,
    /// `user` and `assistant`
    UserAssistant,
}

impl Pair {
    /// The key of the question and that of the answer.
    #[must_use]
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::PromptResponse => ("prompt", "response"),
            Self::PromptAnswer => ("prompt", "answer"),
            Self::PromptOutput => ("prompt", "output"),
            Self::QuestionAnswer => ("question", "answer"),
            Self::QuestionResponse => ("question", "response"),
            Self::QueryAnswer => ("query", "answer"),
            Self::QueryResponse => ("query", "response"),
            Self::InputOutput => ("input", "output"),
            Self::TextLabel => ("text", "label"),
            Self::UserAssistant => ("user", "assistant"),
        }
    }
}

/// A layout that others ask for, and Bedrock does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Foreign {
    /// `{"messages": [{"role": "system", "content": "…"}, …]}`, tool calls, content parts by type
    OpenAiChat,
    /// `{"messages": [{"role": "user", "content": [{"type": "tool_result", …}]}]}`
    AnthropicMessages,
    /// `{"conversations": [{"from": "human", "value": "…"}, …]}`
    ShareGpt,
    /// `{"contents": [{"role": "user", "parts": [{"text": "…"}]}, …]}`
    Gemini,
    /// `{"instruction": "…", "input": "…", "output": "…"}`
    Alpaca,
    /// A question and an answer under two keys
    Pair(Pair),
    /// An image and its caption under other names than Bedrock's.
    Captions,
    /// `{"prompt": "…", "chosen": "…", "rejected": "…"}`
    Preference,
    /// `{"text": "…"}`
    PlainText,
}

impl Foreign {
    /// The name as it stands in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAiChat => "openai-chat",
            Self::AnthropicMessages => "anthropic-messages",
            Self::ShareGpt => "sharegpt",
            Self::Gemini => "gemini",
            Self::Alpaca => "alpaca",
            Self::Pair(pair) => match pair {
                Pair::PromptResponse => "prompt-response",
                Pair::PromptAnswer => "prompt-answer",
                Pair::PromptOutput => "prompt-output",
                Pair::QuestionAnswer => "question-answer",
                Pair::QuestionResponse => "question-response",
                Pair::QueryAnswer => "query-answer",
                Pair::QueryResponse => "query-response",
                Pair::InputOutput => "input-output",
                Pair::TextLabel => "text-label",
                Pair::UserAssistant => "user-assistant",
            },
            Self::Captions => "image-captions",
            Self::Preference => "preference",
            Self::PlainText => "plain-text",
        }
    }

    /// What people call it, before "record".
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::OpenAiChat => "OpenAI chat".to_owned(),
            Self::AnthropicMessages => "Anthropic Messages".to_owned(),
            Self::ShareGpt => "ShareGPT".to_owned(),
            Self::Gemini => "Gemini".to_owned(),
            Self::Alpaca => "Alpaca".to_owned(),
            Self::Pair(pair) => {
                let (question, answer) = pair.keys();
                format!("{question} and {answer}")
            }
            Self::Captions => "image and caption".to_owned(),
            Self::Preference => "preference".to_owned(),
            Self::PlainText => "plain text".to_owned(),
        }
    }
}

impl Layout {
    /// The name as it stands in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known(format) => format.name(),
            Self::InvocationLog => "invocation-log",
            Self::Foreign(foreign) => foreign.name(),
            Self::Unknown => "unknown",
        }
    }

    /// What people call it, before "record".
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Known(format) => format.name().to_owned(),
            Self::InvocationLog => "model invocation log".to_owned(),
            Self::Foreign(foreign) => foreign.title(),
            Self::Unknown => "unknown".to_owned(),
        }
    }

    /// A record of it, in words whose plural ends in s.
    #[must_use]
    pub fn record(self) -> String {
        match self {
            Self::InvocationLog => self.title(),
            _ => format!("{} record", self.title()),
        }
    }

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
            | (
                Self::Known(Format::ClaudeMessages) | Self::Foreign(Foreign::OpenAiChat),
                Format::OpenaiRft,
            )
            | (Self::InvocationLog, Format::Distillation | Format::OpenaiRft)
            | (Self::Unknown, _) => true,
            _ => false,
        }
    }
}

/// Which telling keys a record has.
#[derive(Clone, Copy, Default)]
struct Keys(u32);

/// A key that tells. Matching by name takes one comparison or two, whatever their number.
const fn telling(key: &str) -> u32 {
    match key.as_bytes() {
        b"prompt" => Keys::PROMPT,
        b"completion" => Keys::COMPLETION,
        b"schemaType" | b"modelId" => Keys::LOG,
        b"schemaVersion" => Keys::SCHEMA_VERSION,
        b"reference_answer" => Keys::REFERENCE,
        b"instruction" => Keys::INSTRUCTION,
        b"input" => Keys::INPUT,
        b"output" => Keys::OUTPUT,
        b"conversations" => Keys::CONVERSATIONS,
        b"contents" => Keys::CONTENTS,
        b"question" => Keys::QUESTION,
        b"query" => Keys::QUERY,
        b"answer" => Keys::ANSWER,
        b"response" => Keys::RESPONSE,
        b"text" => Keys::TEXT,
        b"label" => Keys::LABEL,
        b"user" => Keys::USER,
        b"assistant" => Keys::ASSISTANT,
        // With an underscore it is a slip of the pen, and told as one.
        b"image-ref" | b"image_ref" => Keys::IMAGE_REF,
        b"image" | b"image_url" | b"file_name" => Keys::IMAGE,
        b"caption" => Keys::CAPTION,
        b"chosen" | b"rejected" => Keys::PREFERENCE,
        _ => 0,
    }
}

impl Keys {
    const PROMPT: u32 = 1;
    const COMPLETION: u32 = 1 << 1;
    const LOG: u32 = 1 << 2;
    const SCHEMA_VERSION: u32 = 1 << 3;
    const REFERENCE: u32 = 1 << 4;
    const INSTRUCTION: u32 = 1 << 5;
    const INPUT: u32 = 1 << 6;
    const OUTPUT: u32 = 1 << 7;
    const CONVERSATIONS: u32 = 1 << 8;
    const CONTENTS: u32 = 1 << 9;
    const QUESTION: u32 = 1 << 10;
    const QUERY: u32 = 1 << 11;
    const ANSWER: u32 = 1 << 12;
    const RESPONSE: u32 = 1 << 13;
    const TEXT: u32 = 1 << 14;
    const LABEL: u32 = 1 << 15;
    const USER: u32 = 1 << 16;
    const ASSISTANT: u32 = 1 << 17;
    const IMAGE_REF: u32 = 1 << 18;
    const IMAGE: u32 = 1 << 19;
    const CAPTION: u32 = 1 << 20;
    const PREFERENCE: u32 = 1 << 21;

    const fn have(self, all: u32) -> bool {
        self.0 & all == all
    }

    const fn have_any(self, any: u32) -> bool {
        self.0 & any != 0
    }

    /// What the keys tell, the surest first.
    fn layout(self) -> Layout {
        let pair = |pair| Layout::Foreign(Foreign::Pair(pair));
        if self.have(Self::PROMPT) && !self.have(Self::COMPLETION) {
            return match self {
                _ if self.have(Self::PREFERENCE) => Layout::Foreign(Foreign::Preference),
                _ if self.have(Self::RESPONSE) => pair(Pair::PromptResponse),
                _ if self.have(Self::ANSWER) => pair(Pair::PromptAnswer),
                _ if self.have(Self::OUTPUT) => pair(Pair::PromptOutput),
                _ => Layout::Known(Format::PromptCompletion),
            };
        }
        match self {
            _ if self.have(Self::COMPLETION) => Layout::Known(Format::PromptCompletion),
            _ if self.have(Self::LOG) => Layout::InvocationLog,
            _ if self.have(Self::SCHEMA_VERSION) => Layout::Known(Format::BedrockConversation2024),
            _ if self.have(Self::IMAGE_REF) => Layout::Known(Format::ImageCaption),
            _ if self.have(Self::PREFERENCE) => Layout::Foreign(Foreign::Preference),
            _ if self.have(Self::INSTRUCTION) => Layout::Foreign(Foreign::Alpaca),
            _ if self.have(Self::CONVERSATIONS) => Layout::Foreign(Foreign::ShareGpt),
            _ if self.have(Self::CONTENTS) => Layout::Foreign(Foreign::Gemini),
            _ if self.have(Self::IMAGE) && self.have_any(Self::CAPTION | Self::TEXT) => {
                Layout::Foreign(Foreign::Captions)
            }
            _ if self.have(Self::QUESTION | Self::ANSWER) => pair(Pair::QuestionAnswer),
            _ if self.have(Self::QUESTION | Self::RESPONSE) => pair(Pair::QuestionResponse),
            _ if self.have(Self::QUERY | Self::RESPONSE) => pair(Pair::QueryResponse),
            _ if self.have(Self::QUERY | Self::ANSWER) => pair(Pair::QueryAnswer),
            _ if self.have(Self::INPUT | Self::OUTPUT) => pair(Pair::InputOutput),
            _ if self.have(Self::INPUT) => Layout::Known(Format::Pretraining),
            _ if self.have(Self::TEXT | Self::LABEL) => pair(Pair::TextLabel),
            _ if self.have(Self::USER | Self::ASSISTANT) => pair(Pair::UserAssistant),
            _ if self.have(Self::TEXT) => Layout::Foreign(Foreign::PlainText),
            _ => Layout::Unknown,
        }
    }
}

/// Recognises `root` by its keys and the types of their values.
#[must_use]
#[inline(never)]
pub fn recognise(root: Value<'_>) -> Layout {
    let mut keys = Keys::default();
    let mut messages = None;
    let mut system = None;
    for member in root.members() {
        match &*member.key.decode() {
            "messages" => messages = Some(member.value),
            "system" => system = Some(member.value),
            key => keys.0 |= telling(key),
        }
    }
    match messages {
        Some(messages) => recognise_messages(keys, system, messages),
        None => keys.layout(),
    }
}

fn recognise_messages(keys: Keys, system: Option<Value<'_>>, messages: Value<'_>) -> Layout {
    if keys.have(Keys::REFERENCE) {
        return Layout::Known(Format::OpenaiRft);
    }
    let system_is = |kind| system.is_some_and(|system| system.kind() == kind);
    if keys.have(Keys::SCHEMA_VERSION) || system_is(Kind::Array) {
        return Layout::Known(conversation_of(messages));
    }
    let (mut has_strings, mut has_parts) = (system_is(Kind::String), false);
    for message in messages.elements() {
        for member in message.members() {
            let value = member.value;
            match &*member.key.decode() {
                "role" if value.as_text().is_some_and(is_of_openai) => {
                    return Layout::Foreign(Foreign::OpenAiChat);
                }
                "tool_calls" | "function_call" if value.kind() != Kind::Null => {
                    return Layout::Foreign(Foreign::OpenAiChat);
                }
                "content" => {
                    if let Some(foreign) = value.elements().find_map(part_of) {
                        return Layout::Foreign(foreign);
                    }
                    has_strings |= value.kind() == Kind::String;
                    has_parts |= value.kind() == Kind::Array;
                }
                _ => {}
            }
        }
    }
    match (has_strings, has_parts) {
        // Both stand for a text where others ask, and Bedrock's formats take one of them each.
        (true, true) => Layout::Foreign(Foreign::AnthropicMessages),
        (true, false) => Layout::Known(Format::ClaudeMessages),
        (false, true) => Layout::Known(conversation_of(messages)),
        (false, false) => Layout::Unknown,
    }
}

fn is_of_openai(role: Text<'_>) -> bool {
    matches!(
        &*role.decode(),
        "system" | "developer" | "tool" | "function"
    )
}

/// Whose content part it is, where it says its `type` and is no block of Bedrock's.
fn part_of(part: Value<'_>) -> Option<Foreign> {
    let mut kind = None;
    for member in part.members() {
        match &*member.key.decode() {
            "type" => kind = member.value.as_text(),
            "text" | "video" | "reasoningContent" | "toolUse" | "toolResult" => return None,
            "image" | "document" if member.value.kind() == Kind::Object => return None,
            _ => {}
        }
    }
    match &*kind?.decode() {
        "tool_use" | "tool_result" | "thinking" | "redacted_thinking" | "image" | "document" => {
            Some(Foreign::AnthropicMessages)
        }
        _ => Some(Foreign::OpenAiChat),
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
