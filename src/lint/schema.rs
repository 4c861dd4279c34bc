//! The shapes of the formats: a walker for each reads a record as a [`Sample`] and reports what its shape lacks.

mod claude_messages;
mod conversation;
mod distillation;
mod image_caption;
mod invocation_log;
mod messages;
mod openai_rft;
mod pretraining;
mod prompt_completion;

use crate::json::Value;
use crate::lint::collector::Collector;
use crate::models::Model;
use crate::record::format::Format;
use crate::record::sample::Sample;

/// Walks `root` as a record of `format`: reports what its shape lacks, returns what it says.
pub fn walk<'t>(
    format: Format,
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    match format {
        Format::PromptCompletion => prompt_completion::walk(root, findings),
        Format::BedrockConversation2024 => conversation::walk(root, model, findings),
        Format::ClaudeMessages => claude_messages::walk(root, findings),
        Format::ImageCaption => image_caption::walk(root, model, findings),
        Format::OpenaiRft => openai_rft::walk(root, model, findings),
        Format::Distillation => distillation::walk(root, model, findings),
        Format::Pretraining => pretraining::walk(root, findings),
    }
}
