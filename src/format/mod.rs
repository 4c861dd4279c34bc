//! Record formats: how each is recognised and walked.

pub mod claude_messages;
pub mod conversation;
pub mod layout;
mod messages;
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
}

impl Format {
    /// The name as it stands in options and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PromptCompletion => "prompt-completion",
            Self::BedrockConversation2024 => "bedrock-conversation-2024",
            Self::ClaudeMessages => "claude-messages",
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
        }
    }
}
