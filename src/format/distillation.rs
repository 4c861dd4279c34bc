//! Prompts that a teacher model answers for its student: conversations of content blocks that may end with the question.

use super::{Format, conversation};
use crate::findings::Findings;
use crate::json::Value;
use crate::models::Model;
use crate::sample::Sample;

/// Reads `root` as a prompt, with its answer or without.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, model: Option<&Model>, findings: &mut Findings<'_>) -> Sample<'t> {
    conversation::read(Format::Distillation, root, model, findings)
}
