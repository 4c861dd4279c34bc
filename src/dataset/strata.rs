//! The classes that a split is stratified by.

use super::Dataset;
use crate::analysis::profile::class_labels::{Column, NO_LABEL};
use crate::check::assignments::Destination;
use crate::dataset::split::Assignment;
use crate::dataset::split::Strata;
use crate::diagnostic::position::narrow;
use crate::options::{SplitOptions, Stratify};

/// Name of whole answers as a field.
pub const WHOLE_ANSWER: &str = "completion";

/// A class and its records on both sides.
#[derive(Clone, Default)]
pub(crate) struct Stratum<'d> {
    /// None for records without a class.
    pub name: Option<&'d str>,
    pub train: u64,
    pub validation: u64,
}

impl Stratum<'_> {
    pub(crate) const fn records(&self) -> u64 {
        self.train + self.validation
    }
}

impl Dataset {
    /// Returns the classes to balance between the sides, if any.
    pub(crate) fn strata(&self) -> Option<Strata<'_>> {
        let split = self.options.split.as_ref()?;
        match split.stratify() {
            Stratify::Off => None,
            Stratify::Auto => self.classes_of_answers(),
            Stratify::Pointer => self.classes_at(split),
        }
    }

    /// The same, or without stratification the classes of the answers, so that their shares can be reported.
    pub(crate) fn classes_to_tell(&self) -> Option<Strata<'_>> {
        self.strata().or_else(|| self.classes_of_answers())
    }

    /// Returns the classes of the outputs, counted by destination of the records; the largest first.
    pub(crate) fn strata_of(&self, assignment: &Assignment) -> Option<(&str, Vec<Stratum<'_>>)> {
        let strata = self.classes_to_tell()?;
        let mut counts = vec![Stratum::default(); strata.names.len() + 1];
        for (count, &name) in counts.iter_mut().zip(&strata.names) {
            count.name = Some(name);
        }
        let none = strata.names.len();
        for (record, side) in self
            .sides_written(&assignment.destinations)
            .iter()
            .enumerate()
        {
            let class = match strata.of(narrow(record)) {
                NO_LABEL => none,
                class => usize::from(class),
            };
            match side {
                Destination::Train => counts[class].train += 1,
                Destination::Validation => counts[class].validation += 1,
                Destination::Invalid
                | Destination::Duplicate
                | Destination::Dropped
                | Destination::Overlapping => {}
            }
        }
        counts.retain(|class| class.records() > 0);
        counts.sort_unstable_by_key(|class| (u64::MAX - class.records(), class.name));
        Some((strata.by, counts))
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
        let column = &self.pointer_values.classes;
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
