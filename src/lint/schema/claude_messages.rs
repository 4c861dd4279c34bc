//! `{"system": "…", "messages": [{"role": "user", "content": "…"}, …]}`: Claude 3 Haiku.

use super::messages;
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{empty_text, unknown_key, wrong_type};
use crate::record::format::Format;
use crate::record::sample::{Block, Sample};

/// Reads `root` as a conversation whose contents are strings.
#[inline(never)]
pub fn walk<'t>(root: Value<'t>, findings: &mut Collector<'_>) -> Sample<'t> {
    let mut sample = Sample::new(Format::ClaudeMessages, root);
    unknown_key::check(root, root, &["system", "messages"], findings);
    // A null is reported by `null-field`.
    let is_given = |value: &Value<'_>| value.kind() != Kind::Null;
    if let Some(system) = root.get("system").filter(is_given) {
        match system.as_text() {
            Some(text) => {
                if text.is_blank() {
                    empty_text::report_blank_system(root, text.span(), findings);
                }
                sample.system.push(text);
            }
            None => wrong_type::report(root, system, "system", "a string", findings),
        }
    }
    messages::walk(&mut sample, findings, |content, blocks, findings| {
        let Some(text) = content.as_text() else {
            wrong_type::report(root, content, "content", "a string", findings);
            return;
        };
        if text.is_blank() {
            empty_text::report_accepted(root, content.span(), "content", findings);
        }
        blocks.push(Block::Text(text));
    });
    sample
}
