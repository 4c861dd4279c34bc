//! The record formats that Bedrock takes.

use serde::{Deserialize, Serialize};

/// A record format that Bedrock takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `{"prompt": "…", "completion": "…"}`
    PromptCompletion,
    /// `{"schemaVersion": "bedrock-conversation-2024", "system": […], "messages": […]}` with content blocks
    #[serde(rename = "bedrock-conversation-2024")]
    BedrockConversation2024,
    /// `{"system": "…", "messages": […]}` with content strings
    ClaudeMessages,
    /// `{"image-ref": "s3://…", "caption": "…"}`
    ImageCaption,
    /// `{"messages": […], "reference_answer": …}`: chats that a reward function judges
    OpenaiRft,
    /// Prompts for a teacher: conversations of content blocks, the answer optional
    Distillation,
    /// `{"input": "…"}`
    Pretraining,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::PromptCompletion,
        Self::BedrockConversation2024,
        Self::ClaudeMessages,
        Self::ImageCaption,
        Self::OpenaiRft,
        Self::Distillation,
        Self::Pretraining,
    ];

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name as it stands in options and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PromptCompletion => "prompt-completion",
            Self::BedrockConversation2024 => "bedrock-conversation-2024",
            Self::ClaudeMessages => "claude-messages",
            Self::ImageCaption => "image-caption",
            Self::OpenaiRft => "openai-rft",
            Self::Distillation => "distillation",
            Self::Pretraining => "pretraining",
        }
    }

    /// The smallest record of this format, to show what is wanted.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::PromptCompletion => r#"{"prompt": "…", "completion": "…"}"#,
            Self::BedrockConversation2024 => {
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "…"}]}, {"role": "assistant", "content": [{"text": "…"}]}]}"#
            }
            Self::ClaudeMessages => {
                r#"{"messages": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]}"#
            }
            Self::ImageCaption => r#"{"image-ref": "s3://bucket/image.png", "caption": "…"}"#,
            Self::OpenaiRft => {
                r#"{"messages": [{"role": "user", "content": "…"}], "reference_answer": "…"}"#
            }
            Self::Distillation => {
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "…"}]}]}"#
            }
            Self::Pretraining => r#"{"input": "…"}"#,
        }
    }
}
