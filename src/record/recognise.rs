//! Recognises the layout of a record by its keys.

use crate::json::{Kind, Text, Value};
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout, Pair};

/// Returns true if `root` is a log rather than a record of training data.
#[must_use]
pub fn is_log(root: Value<'_>) -> bool {
    root.get("messages").is_none()
        && (root.get("schemaType").is_some() || root.get("modelId").is_some())
}

/// Keys at the root of records that formats and layouts read, beside those that hint at a layout.
const OTHERS_READ: [&str; 14] = [
    "messages",
    "system",
    "context",
    "history",
    "tools",
    "toolConfig",
    "tool_choice",
    "functions",
    "title",
    "summary",
    "dialogue",
    "target",
    "source",
    "passage",
];

/// Returns true if a format or layout reads the key at the root of a record.
#[must_use]
pub fn is_read(key: &str) -> bool {
    bit_of(key) != 0 || OTHERS_READ.contains(&key)
}

/// The keys of a record that hint at its layout, as bits.
#[derive(Clone, Copy, Default)]
struct Keys(u32);

/// Returns the bit of a key; 0 for keys that hint at no layout. Matching by name takes one comparison or two, whatever their number.
const fn bit_of(key: &str) -> u32 {
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
        // With an underscore it is a misspelling, which `unknown-key` reports.
        b"image-ref" | b"image_ref" => Keys::IMAGE_REF,
        b"image" | b"image_url" | b"file_name" => Keys::IMAGE,
        b"caption" => Keys::CAPTION,
        b"modelInput" => Keys::MODEL_INPUT,
        b"dialog" => Keys::DIALOG,
        b"chosen" | b"rejected" | b"preferred_output" | b"non_preferred_output" => Keys::PREFERENCE,
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
    const MODEL_INPUT: u32 = 1 << 22;
    const DIALOG: u32 = 1 << 23;

    const fn have(self, all: u32) -> bool {
        self.0 & all == all
    }

    const fn have_any(self, any: u32) -> bool {
        self.0 & any != 0
    }

    /// Returns the layout of these keys, checking the surest first.
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
            _ if self.have(Self::MODEL_INPUT) => Layout::Foreign(Foreign::BatchInference),
            _ if self.have(Self::DIALOG) => Layout::Foreign(Foreign::Dialog),
            _ => Layout::Unknown,
        }
    }
}

/// Recognises `root` by its keys and the types of their values.
#[must_use]
#[inline(never)]
pub fn recognise(root: Value<'_>) -> Layout {
    // A null is an absent key, unless the layout depends on it.
    match recognise_given(root, false) {
        Layout::Unknown => recognise_given(root, true),
        layout => layout,
    }
}

/// Recognises a record of a file whose others are of the layout `others`: a chat of content strings alone fits several layouts, and
/// is of theirs unless `wanted` takes it as it is.
#[must_use]
pub fn recognise_among(root: Value<'_>, others: Option<Foreign>, wanted: Option<Format>) -> Layout {
    let found = recognise(root);
    match others {
        Some(other @ (Foreign::OpenAiChat | Foreign::AnthropicMessages))
            if found == Layout::Known(Format::ClaudeMessages)
                && !wanted.is_some_and(|wanted| found.may_be(wanted)) =>
        {
            Layout::Foreign(other)
        }
        _ => found,
    }
}

/// Returns true for a chat that only Claude's own layout fits: its system prompt is apart from the messages.
#[must_use]
pub fn is_of_claude(root: Value<'_>, found: Layout) -> bool {
    let system = root.get("system").map(Value::kind);
    found == Layout::Known(Format::ClaudeMessages) && system == Some(Kind::String)
}

fn recognise_given(root: Value<'_>, counts_nulls: bool) -> Layout {
    let mut keys = Keys::default();
    let mut messages = None;
    let mut system = None;
    let mut is_list = false;
    let mut is_rejected = false;
    for member in root.members() {
        let is_null = member.value.kind() == Kind::Null && !counts_nulls;
        match &*member.key.decode() {
            "reference_answer" => keys.0 |= Keys::REFERENCE,
            _ if is_null => {}
            "messages" => messages = Some(member.value),
            "system" => system = Some(member.value),
            key => {
                keys.0 |= bit_of(key);
                match key {
                    "prompt" => is_list = is_chat(member.value),
                    "label" | "kto_tag" => is_rejected |= says_false(member.value),
                    _ => {}
                }
            }
        }
    }
    let layout = match messages {
        Some(messages) if waits_for_truth(root, keys, messages) => {
            Layout::Foreign(Foreign::GroundTruthRft)
        }
        Some(messages) => recognise_messages(keys, system, messages),
        None => keys.layout(),
    };
    let has_prompt = |metadata: Value<'_>| metadata.get("prompt").is_some();
    match layout {
        _ if is_rejected && holds_answer(layout, keys) && !answers_in_a_word(root) => {
            Layout::Foreign(Foreign::RejectedAnswer)
        }
        Layout::Known(Format::PromptCompletion) if is_list && !keys.have(Keys::COMPLETION) => {
            Layout::Foreign(Foreign::PromptRft)
        }
        Layout::Unknown if root.get("metadata").is_some_and(has_prompt) => {
            Layout::Foreign(Foreign::MultiTurnRft)
        }
        Layout::Unknown if maps_images(root) => Layout::Foreign(Foreign::CaptionMap),
        _ => layout,
    }
}

/// Returns true for a question without its answer, beside which the right one stands under another name than Bedrock's.
fn waits_for_truth(root: Value<'_>, keys: Keys, messages: Value<'_>) -> bool {
    let last = messages.elements().last().and_then(|last| {
        let is_text = last.get("content")?.kind() == Kind::String;
        last.get("role").filter(|_| is_text)?.as_text()
    });
    let has_truth = |object: Value<'_>| object.get("ground_truth").is_some();
    last.is_some_and(|role| role.eq_str("user"))
        && !keys.have(Keys::REFERENCE)
        && (has_truth(root)
            || ["metadata", "reward_model", "extra_info"]
                .iter()
                .any(|key| root.get(key).is_some_and(has_truth)))
}

/// Returns true for a list of messages.
fn is_chat(prompt: Value<'_>) -> bool {
    let mut messages = prompt.elements();
    messages
        .next()
        .is_some_and(|first| first.get("role").is_some())
}

/// Returns true if a mark of KTO is false: the answer is one not to give. A table's cell has it as a text.
fn says_false(mark: Value<'_>) -> bool {
    let is_text = |text: Text<'_>| text.decode().eq_ignore_ascii_case("false");
    mark.raw() == "false" || mark.as_text().is_some_and(is_text)
}

/// Returns true if records of the layout hold an answer, and `label` is no part of it.
const fn holds_answer(layout: Layout, keys: Keys) -> bool {
    match layout {
        Layout::Known(Format::PromptCompletion) => keys.have(Keys::COMPLETION),
        Layout::Known(Format::BedrockConversation2024 | Format::ClaudeMessages)
        | Layout::Foreign(
            Foreign::OpenAiChat
            | Foreign::AnthropicMessages
            | Foreign::ShareGpt
            | Foreign::Alpaca
            | Foreign::Dialog,
        ) => true,
        Layout::Foreign(Foreign::Pair(pair)) => !matches!(pair, Pair::TextLabel),
        _ => false,
    }
}

/// Returns true if the answer may be the name of a class, which a `label` beside it repeats.
fn answers_in_a_word(root: Value<'_>) -> bool {
    const LONGEST: usize = 16;
    let keys = ["completion", "output", "answer", "response", "assistant"];
    let mut answers = keys.iter().filter_map(|key| root.get(key)?.as_text());
    answers.any(|answer| {
        let word = answer.decode();
        let word = word.trim();
        word.len() <= LONGEST && !word.contains(char::is_whitespace)
    })
}

/// Endings of the names of images, in lower case.
const IMAGES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"];

/// Returns true if every key is the name of an image, and every value a text.
fn maps_images(root: Value<'_>) -> bool {
    let is_image = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|ending| {
            IMAGES
                .iter()
                .any(|image| ending.eq_ignore_ascii_case(image))
        })
    };
    let mut members = root.members().peekable();
    members.peek().is_some()
        && members
            .all(|member| member.value.kind() == Kind::String && is_image(&member.key.decode()))
}

fn recognise_messages(keys: Keys, system: Option<Value<'_>>, messages: Value<'_>) -> Layout {
    // The last message of a record for DPO on SageMaker has several answers in place of one.
    let last = messages.elements().last();
    if keys.have(Keys::PREFERENCE) || last.is_some_and(|last| last.get("candidates").is_some()) {
        return Layout::Foreign(Foreign::Preference);
    }
    let system_is = |kind| system.is_some_and(|system| system.kind() == kind);
    if keys.have(Keys::REFERENCE) {
        let is_converse = system_is(Kind::Array) || messages.elements().any(has_blocks);
        return if is_converse {
            Layout::Foreign(Foreign::ConverseRft)
        } else {
            Layout::Known(Format::OpenaiRft)
        };
    }
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
        // Bedrock's two formats take either strings or parts, and Anthropic's takes both.
        (true, true) => Layout::Foreign(Foreign::AnthropicMessages),
        (true, false) => Layout::Known(Format::ClaudeMessages),
        (false, true) => Layout::Known(conversation_of(messages)),
        (false, false) => Layout::Unknown,
    }
}

/// Returns true if a message's content is made of Bedrock's blocks, which name no type.
fn has_blocks(message: Value<'_>) -> bool {
    let content = message.get("content");
    let mut parts = content.into_iter().flat_map(Value::elements);
    parts.any(|part| part.kind() == Kind::Object && part.get("type").is_none())
}

fn is_of_openai(role: Text<'_>) -> bool {
    matches!(
        &*role.decode(),
        "system" | "developer" | "tool" | "function"
    )
}

/// Returns the layout of a content part that has a `type` and is no block of Bedrock's.
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
