//! The record formats that Bedrock takes: one table with all facts about them.

use serde::{Deserialize, Serialize};

use crate::json::Value;

/// The facts about a format. Its walker is in `lint::schema`, its keys in `record::recognise`.
#[derive(Debug)]
pub struct FormatSpec {
    /// Name in options and reports.
    pub name: &'static str,
    /// The smallest record, as an example for messages.
    pub example: &'static str,
    /// The arrangement of its texts; conversion, the order of turns and cost go by it.
    pub shape: Shape,
    /// Key of the definitions of tools, whose tokens are part of the input.
    pub tools: Option<&'static str>,
    /// Bedrock's logs of requests are taken in place of records.
    pub takes_logs: bool,
}

/// The arrangement of the texts of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A question and its answer under two keys.
    Pair {
        /// Key of the question.
        question: &'static str,
        /// Key of the answer.
        answer: &'static str,
    },
    /// Messages of content blocks.
    Blocks,
    /// Messages of content strings, and a system prompt apart from them.
    Messages,
    /// Messages of content strings, the system prompt among them, and a reference answer apart from them.
    Chat,
    /// An image and its caption.
    Captioned,
    /// A text under one key.
    Text(&'static str),
}

/// The kind of content that a record holds. Records are converted between formats of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Questions and answers.
    Dialogue,
    /// An image and its caption.
    Captioned,
    /// A text alone.
    Text,
}

impl Shape {
    /// Returns the kind of content that records of this shape hold.
    #[must_use]
    pub const fn content(self) -> Content {
        match self {
            Self::Pair { .. } | Self::Blocks | Self::Messages | Self::Chat => Content::Dialogue,
            Self::Captioned => Content::Captioned,
            Self::Text(_) => Content::Text,
        }
    }
}

macro_rules! formats {
    ($($(#[doc = $doc:literal])* $format:ident { name: $name:literal, $($fact:ident: $value:expr),* $(,)? })*) => {
        /// A record format that Bedrock takes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RecordFormat"))]
        pub enum Format {
            $($(#[doc = $doc])* #[serde(rename = $name)] $format,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            /// Returns the facts about the format.
            #[must_use]
            pub const fn spec(self) -> &'static FormatSpec {
                match self {
                    $(Self::$format => &FormatSpec { name: $name, $($fact: $value),* },)*
                }
            }
        }
    };
}

formats! {
    /// `{"prompt": "…", "completion": "…"}`
    PromptCompletion {
        name: "prompt-completion",
        example: r#"{"prompt": "…", "completion": "…"}"#,
        shape: Shape::Pair { question: "prompt", answer: "completion" },
        tools: None,
        takes_logs: false,
    }
    /// `{"schemaVersion": "bedrock-conversation-2024", "system": […], "messages": […]}` with content blocks
    BedrockConversation2024 {
        name: "bedrock-conversation-2024",
        example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "…"}]}, {"role": "assistant", "content": [{"text": "…"}]}]}"#,
        shape: Shape::Blocks,
        tools: Some("toolConfig"),
        takes_logs: false,
    }
    /// `{"system": "…", "messages": […]}` with content strings
    ClaudeMessages {
        name: "claude-messages",
        example: r#"{"messages": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]}"#,
        shape: Shape::Messages,
        tools: None,
        takes_logs: false,
    }
    /// `{"image-ref": "s3://…", "caption": "…"}`
    ImageCaption {
        name: "image-caption",
        example: r#"{"image-ref": "s3://bucket/image.png", "caption": "…"}"#,
        shape: Shape::Captioned,
        tools: None,
        takes_logs: false,
    }
    /// `{"messages": […], "reference_answer": …}`: chats that a reward function judges
    OpenaiRft {
        name: "openai-rft",
        example: r#"{"messages": [{"role": "user", "content": "…"}], "reference_answer": "…"}"#,
        shape: Shape::Chat,
        tools: Some("tools"),
        takes_logs: true,
    }
    /// Prompts for a teacher: conversations of content blocks, the answer optional
    Distillation {
        name: "distillation",
        example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "…"}]}]}"#,
        shape: Shape::Blocks,
        tools: None,
        takes_logs: true,
    }
    /// `{"input": "…"}`
    Pretraining {
        name: "pretraining",
        example: r#"{"input": "…"}"#,
        shape: Shape::Text("input"),
        tools: None,
        takes_logs: false,
    }
}

impl Format {
    /// Returns the format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Returns the name in options and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// Returns the smallest record of this format, as an example.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.spec().example
    }

    /// Returns the arrangement of its texts.
    #[must_use]
    pub const fn shape(self) -> Shape {
        self.spec().shape
    }

    /// Returns true if `root` has one of the keys that a record of this format is made of.
    #[must_use]
    pub fn names_any(self, root: Value<'_>) -> bool {
        let keys: &[&str] = match self.shape() {
            Shape::Pair { question, answer } => &[question, answer],
            Shape::Blocks | Shape::Messages | Shape::Chat => &["messages", "system", "toolConfig"],
            Shape::Captioned => &["image-ref", "caption"],
            Shape::Text(key) => &[key],
        };
        let mut members = root.members();
        members.any(|member| keys.iter().any(|key| member.key.eq_str(key)))
    }
}
