//! Prompts that a teacher model answers for its student: conversations of content blocks that may end with the question,
//! or Bedrock's logs of such requests.

use super::{conversation, invocation_log};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::models::Model;
use crate::record::format::Format;
use crate::record::recognise;
use crate::record::sample::Sample;

/// Reads `root` as a prompt, with its answer or without.
#[inline(never)]
pub fn walk<'t>(
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    if recognise::is_log(root) {
        invocation_log::walk(Format::Distillation, root, findings)
    } else {
        conversation::read(Format::Distillation, root, model, findings)
    }
}
