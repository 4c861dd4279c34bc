//! The shapes of the formats: a walker for each reads a record as a [`Sample`] and reports what its shape lacks.

mod claude_messages;
mod conversation;
mod distillation;
mod image_caption;
mod invocation_log;
mod messages;
mod openai_rft;
mod pair;
mod pretraining;

use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{missing_key, wrong_type};
use crate::models::Model;
use crate::record::format::{Format, Shape};
use crate::record::sample::Sample;

/// Walks `root` as a record of `format`: reports missing parts, returns its content.
pub fn walk<'t>(
    format: Format,
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    match format.shape() {
        Shape::Pair { question, answer } => pair::walk(format, [question, answer], root, findings),
        Shape::Blocks if format == Format::Distillation => {
            distillation::walk(root, model, findings)
        }
        Shape::Blocks => conversation::walk(root, model, findings),
        Shape::Messages => claude_messages::walk(root, findings),
        Shape::Chat => openai_rft::walk(root, model, findings),
        Shape::Captioned => image_caption::walk(root, model, findings),
        Shape::Text(_) => pretraining::walk(root, findings),
    }
}

/// Returns the text under a required key, and its value; reports a missing one.
fn text_of<'t>(
    root: Value<'t>,
    key: &'static str,
    findings: &mut Collector<'_>,
) -> Option<(Value<'t>, Text<'t>)> {
    let Some(value) = root.get(key) else {
        missing_key::report(root, root, key, findings);
        return None;
    };
    let text = value.as_text();
    if text.is_none() {
        wrong_type::report(root, value, key, "a string", findings);
    }
    text.map(|text| (value, text))
}
