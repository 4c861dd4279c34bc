//! Records of another layout than the requested format, over all files.

use super::Dataset;
use crate::diagnostic::finding::Finding;
use crate::lint::rules::{self, mixed_formats, wrong_format};
use crate::lint::unexpected_layout::UnexpectedLayout;
use crate::models::Model;
use crate::record::format::Format;

impl Dataset {
    /// Counts records of another layout than the requested one; the first of them is at `first`.
    pub(super) fn add_unexpected_layout(
        &mut self,
        file: usize,
        met: &UnexpectedLayout,
        first: Finding,
    ) {
        let is_known = |(of, known): &&mut (usize, UnexpectedLayout)| {
            *of == file && known.layout == met.layout && known.first.rule == met.first.rule
        };
        if let Some((_, known)) = self.unexpected_layouts.iter_mut().rev().find(is_known) {
            known.add(met);
        } else {
            let unexpected_layouts = UnexpectedLayout {
                first,
                ..met.clone()
            };
            self.unexpected_layouts.push((file, unexpected_layouts));
        }
    }
}

/// Makes one finding of all records of a layout, at the place of the first; `others` is the format of the data set.
#[must_use]
pub(crate) fn layout_finding(
    unexpected_layouts: &UnexpectedLayout,
    model: Option<&Model>,
    others: Option<Format>,
) -> Finding {
    let is_mixed = usize::from(unexpected_layouts.first.rule) == rules::index(&mixed_formats::RULE);
    let wanted = model.map(|model| (model, model.format));
    let message = match others.filter(|_| is_mixed) {
        Some(others) => mixed_formats::message(
            unexpected_layouts.layout,
            unexpected_layouts.records,
            others,
            unexpected_layouts.hopeless(),
        ),
        None => wrong_format::message(
            unexpected_layouts.layout,
            unexpected_layouts.records,
            wanted,
            &unexpected_layouts.keys,
            unexpected_layouts.hopeless(),
        ),
    };
    Finding {
        message: message.text,
        help: message.help,
        ..unexpected_layouts.first.clone()
    }
}
