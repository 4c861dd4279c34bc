//! Record formats: how each is recognised and walked.

pub mod claude_messages;
pub mod conversation;
pub mod distillation;
pub mod image_caption;
pub mod invocation_log;
pub mod layout;
mod messages;
pub mod openai_rft;
pub mod pretraining;
pub mod prompt_completion;

use serde::{Deserialize, Serialize};

use crate::findings::Findings;
use crate::json::Value;
use crate::models::Model;
use crate::sample::Sample;

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

    /// Walks `root` as a record of this format: reports what its shape lacks, returns what it says.
    pub fn walk<'t>(
        self,
        root: Value<'t>,
        model: Option<&Model>,
        findings: &mut Findings<'_>,
    ) -> Sample<'t> {
        match self {
            Self::PromptCompletion => prompt_completion::walk(root, findings),
            Self::BedrockConversation2024 => conversation::walk(root, model, findings),
            Self::ClaudeMessages => claude_messages::walk(root, findings),
            Self::ImageCaption => image_caption::walk(root, model, findings),
            Self::OpenaiRft => openai_rft::walk(root, model, findings),
            Self::Distillation => distillation::walk(root, model, findings),
            Self::Pretraining => pretraining::walk(root, findings),
        }
    }
}
