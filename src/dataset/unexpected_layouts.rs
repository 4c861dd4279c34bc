//! Records of another layout than is wanted, over all files.

use super::Dataset;
use crate::diagnostic::finding::Example;
use crate::lint::rules::{self, mixed_formats, wrong_format};
use crate::lint::unexpected_layout::Strangers;
use crate::models::Model;
use crate::record::format::Format;

impl Dataset {
    /// Counts records of another layout than is wanted; the first of them stands at `first`.
    pub(super) fn meet_strangers(&mut self, file: usize, met: &Strangers, first: Example) {
        let is_known = |(of, known): &&mut (usize, Strangers)| {
            *of == file && known.layout == met.layout && known.first.rule == met.first.rule
        };
        if let Some((_, known)) = self.strangers.iter_mut().rev().find(is_known) {
            known.records += met.records;
        } else {
            let strangers = Strangers {
                first,
                ..met.clone()
            };
            self.strangers.push((file, strangers));
        }
    }
}

/// Makes one finding of all records of a layout, at the place of the first; `others` is the format of the data set.
#[must_use]
pub(crate) fn told(
    strangers: &Strangers,
    model: Option<&Model>,
    others: Option<Format>,
) -> Example {
    let is_mixed = usize::from(strangers.first.rule) == rules::index(&mixed_formats::RULE);
    let wanted = model.map(|model| (model, model.format));
    let message = match others.filter(|_| is_mixed) {
        Some(others) => mixed_formats::message(strangers.layout, strangers.records, others),
        None => wrong_format::message(strangers.layout, strangers.records, wanted),
    };
    Example {
        message: message.text,
        help: message.help,
        ..strangers.first.clone()
    }
}
