//! `{"input": "…"}`: text for the continued pre-training of Titan Text models.

use smallvec::smallvec;

use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::rules::{empty_text, unknown_key};
use crate::lint::schema::text_of;
use crate::record::format::Format;
use crate::record::sample::{Block, Role, Sample, Turn};

/// Reads `root` as a piece of text, on which the model trains as a whole.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, findings: &mut Collector<'_>) -> Sample<'t> {
    let mut sample = Sample::new(Format::Pretraining, root);
    unknown_key::check(root, root, &["input"], findings);
    let Some((value, text)) = text_of(root, "input", findings) else {
        return sample;
    };
    if text.is_blank() {
        empty_text::report_accepted(root, value.span(), "input", findings);
    }
    sample.turns.push(Turn {
        role: Role::Assistant,
        at: value,
        blocks: smallvec![Block::Text(text)],
    });
    sample
}
