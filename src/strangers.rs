//! Records of another layout than the format that is wanted: told once for each file and layout, with their number,
//! however many there are.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Example;
use crate::format::Format;
use crate::format::layout::Layout;
use crate::models::Model;
use crate::rules::{self, mixed_formats, wrong_format};

/// The records of one layout that stand where another format is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strangers {
    /// What they are.
    pub layout: Layout,
    /// How many there are.
    pub records: u64,
    /// The first of them; what is said of it is said when all have been counted.
    pub first: Example,
}

impl Strangers {
    /// What is said of them all, at the place of the first; `others` is the format of the data set.
    #[must_use]
    pub fn told(&self, model: Option<&Model>, others: Option<Format>) -> Example {
        let is_mixed = usize::from(self.first.rule) == rules::index(&mixed_formats::RULE);
        let wanted = model.map(|model| (model, model.format));
        let message = match others.filter(|_| is_mixed) {
            Some(others) => mixed_formats::message(self.layout, self.records, others),
            None => wrong_format::message(self.layout, self.records, wanted),
        };
        Example {
            message: message.text,
            help: message.help,
            ..self.first.clone()
        }
    }
}
