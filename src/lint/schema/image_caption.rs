//! `{"image-ref": "s3://…", "caption": "…"}`: Titan Image Generator, Titan Multimodal Embeddings, Nova Canvas.

use smallvec::smallvec;

use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::rules::{caption_length, unknown_key};
use crate::lint::schema::text_of;
use crate::models::Model;
use crate::record::format::Format;
use crate::record::sample::{Block, Role, Sample, Turn};

const KEYS: [&str; 2] = ["image-ref", "caption"];

/// Reads `root` as an image and its caption.
#[inline(never)]
pub fn walk<'t>(
    root: Value<'t>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) -> Sample<'t> {
    let mut sample = Sample::new(Format::ImageCaption, root);
    unknown_key::check(root, root, &KEYS, findings);
    for (key, role) in KEYS.into_iter().zip([Role::Assistant, Role::User]) {
        let Some((value, text)) = text_of(root, key, findings) else {
            continue;
        };
        let block = if key == "caption" {
            caption_length::check(root, text, model, findings);
            Block::Text(text)
        } else {
            Block::ImageReference(text)
        };
        sample.turns.push(Turn {
            role,
            at: value,
            blocks: smallvec![block],
        });
    }
    sample
}
