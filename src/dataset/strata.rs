//! The classes that a split is stratified by.

use super::Dataset;
use crate::labels::Column;
use crate::options::{SplitOptions, Stratify};
use crate::split::Strata;

/// What whole answers are called as a field.
pub const WHOLE_ANSWER: &str = "completion";

impl Dataset {
    /// The classes that both sides are to have the same shares of, if there are such.
    pub(crate) fn strata(&self) -> Option<Strata<'_>> {
        let split = self.options.split.as_ref()?;
        match split.stratify() {
            Stratify::Off => None,
            Stratify::Auto => self.classes_of_answers(),
            Stratify::Pointer => self.classes_at(split),
        }
    }

    /// The same, or where nothing is stratified the classes of the answers, so that their shares can be told.
    pub(crate) fn classes_to_tell(&self) -> Option<Strata<'_>> {
        self.strata().or_else(|| self.classes_of_answers())
    }

    fn classes_of_answers(&self) -> Option<Strata<'_>> {
        let classes = self.answers.classes().into_iter().next()?;
        let name = match classes.column.name.as_str() {
            "" => WHOLE_ANSWER,
            name => name,
        };
        Some(strata(name, classes.column))
    }

    fn classes_at<'d>(&'d self, split: &'d SplitOptions) -> Option<Strata<'d>> {
        let column = &self.tags.classes;
        let found = !column.labels().is_empty();
        found.then(|| strata(&split.stratify_by, column))
    }
}

fn strata<'d, P>(by: &'d str, column: &'d Column<P>) -> Strata<'d> {
    Strata {
        by,
        names: column
            .labels()
            .iter()
            .map(|label| label.text.as_str())
            .collect(),
        ids: column.ids(),
    }
}
