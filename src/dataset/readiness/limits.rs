//! The limits on a data set as a whole: how many records, how large a file.

use crate::check::assignments::Destination;
use crate::dataset::Dataset;
use crate::dataset::split::Assignment;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::Rule;
use crate::lint::dataset_finding::DatasetFinding;
use crate::lint::rules::{file_too_large, too_few_records, too_many_records};
use crate::models::{Limit, Model};

/// Sizes that count against the model's limits.
struct Sizes {
    train: u64,
    validation: Option<u64>,
    train_bytes: u64,
    validation_bytes: u64,
}

/// Returns the limits that the data set breaks; once outputs are written, those that these break.
#[must_use]
pub fn limits_broken(dataset: &Dataset) -> Vec<DatasetFinding> {
    let Some(model) = &dataset.model else {
        return Vec::new();
    };
    let is_written = dataset.written.train.is_some();
    match dataset.assignment.as_ref().filter(|_| is_written) {
        Some(assignment) => broken_by(model, &split_sizes(dataset, assignment)),
        // Without valid records, a finding on too few of them is redundant.
        None if dataset.valid_records() == 0 && dataset.totals.invalid > 0 => Vec::new(),
        None => broken_by(model, &whole_sizes(dataset)),
    }
}

/// Returns the limits that preparing the data set would break, though the unprepared data set does not. As
/// severe as the user's setting of the rule, and a warning at most: nothing has been split yet.
pub(super) fn broken_by_preparing(dataset: &Dataset) -> Vec<(Severity, DatasetFinding)> {
    let (Some(model), None) = (&dataset.model, &dataset.written.train) else {
        return Vec::new();
    };
    let sizes = match &dataset.assignment {
        Some(assignment) => split_sizes(dataset, assignment),
        None => sizes_without_copies(dataset),
    };
    if sizes.train == 0 {
        return Vec::new();
    }
    let already: Vec<_> = limits_broken(dataset)
        .iter()
        .map(|finding| finding.rule.name)
        .collect();
    let new = broken_by(model, &sizes)
        .into_iter()
        .filter(|finding| !already.contains(&finding.rule.name));
    new.filter_map(|finding| {
        let severity = dataset.severity_of(&finding)?;
        Some((severity.min(Severity::Warning), finding))
    })
    .collect()
}

/// Collects broken limits.
struct BrokenLimits<'m> {
    model: &'m Model,
    broken: Vec<DatasetFinding>,
}

impl BrokenLimits<'_> {
    /// `name` is the limit's in the catalogue.
    fn few(&mut self, what: &str, count: u64, limit: Option<&Limit>, name: &str) {
        let setting = limit.filter(|limit| limit.can_be_set()).map(|_| name);
        if let Some(breach) = limit.and_then(|limit| limit.below(count)) {
            let message = too_few_records::message(what, count, breach, setting, &self.model.name);
            self.say(&too_few_records::RULE, message);
        }
    }

    /// `name` is the limit's in the catalogue. Returns whether it is broken.
    fn many(&mut self, what: &str, count: u64, limit: Option<&Limit>, name: &str) -> bool {
        let breach = limit.and_then(|limit| limit.above(count));
        let quota = limit.filter(|limit| limit.adjustable).map(|_| name);
        if let Some(breach) = breach {
            let message = too_many_records::message(what, count, breach, quota, &self.model.name);
            self.say(&too_many_records::RULE, message);
        }
        breach.is_some()
    }

    fn large(&mut self, side: &str, bytes: u64, limit: Option<&Limit>) {
        if let Some(breach) = limit.and_then(|limit| limit.above(bytes)) {
            let message = file_too_large::message(side, bytes, breach, &self.model.name);
            self.say(&file_too_large::RULE, message);
        }
    }

    fn say(&mut self, rule: &'static Rule, message: Message) {
        let finding = DatasetFinding::on_the_whole(rule, message);
        self.broken.push(finding.into_reason());
    }
}

fn broken_by(model: &Model, sizes: &Sizes) -> Vec<DatasetFinding> {
    let limits = &model.limits;
    let total = sizes.train + sizes.validation.unwrap_or(0);
    let all = "valid records in all";
    let train = if sizes.validation.is_some() {
        "training records"
    } else {
        "valid records"
    };
    let mut found = BrokenLimits {
        model,
        broken: Vec::new(),
    };
    found.few(all, total, limits.min_records.as_ref(), "min-records");
    let limit = limits.min_train_records.as_ref();
    found.few(train, sizes.train, limit, "min-train-records");
    if !found.many(all, total, limits.max_records.as_ref(), "max-records") {
        let limit = limits.max_train_records.as_ref();
        found.many(train, sizes.train, limit, "max-train-records");
    }
    if let Some(count) = sizes.validation {
        let what = "validation records";
        let limit = limits.min_validation_records.as_ref();
        found.few(what, count, limit, "min-validation-records");
        let limit = limits.max_validation_records.as_ref();
        found.many(what, count, limit, "max-validation-records");
    }
    found.large(
        "training",
        sizes.train_bytes,
        limits.max_train_bytes.as_ref(),
    );
    let limit = limits.max_validation_bytes.as_ref();
    found.large("validation", sizes.validation_bytes, limit);
    found.broken
}

fn whole_sizes(dataset: &Dataset) -> Sizes {
    let bytes = |is_validation| {
        let files = dataset.files_of(is_validation);
        files.map(|file| file.bytes).sum()
    };
    let validation = dataset.validation_records();
    Sizes {
        train: dataset.valid_of(dataset.training_records()),
        // Without valid records, a finding on too few of them is redundant.
        validation: Some(dataset.valid_of(validation)).filter(|valid| *valid > 0),
        train_bytes: bytes(false),
        validation_bytes: bytes(true),
    }
}

/// Returns the sizes after the copies that are left out by default; of copies on both sides, those to train on.
fn sizes_without_copies(dataset: &Dataset) -> Sizes {
    let whole = whole_sizes(dataset);
    let training = dataset.training_records();
    let copies = dataset.records.copies();
    let (of_training, of_validation) =
        copies.split_at(copies.partition_point(|(copy, _)| *copy < training.end));
    let firsts = of_validation.iter().map(|(_, first)| *first);
    let mut on_both: Vec<u32> = firsts.filter(|first| training.contains(first)).collect();
    on_both.sort_unstable();
    on_both.dedup();
    let within = of_validation.len() - on_both.len();
    Sizes {
        train: whole.train - (of_training.len() + on_both.len()) as u64,
        validation: whole.validation.map(|valid| valid - within as u64),
        ..whole
    }
}

/// Returns the sizes of the outputs; before they are written, those of the planned outputs.
fn split_sizes(dataset: &Dataset, assignment: &Assignment) -> Sizes {
    let bytes_of = |wanted: Destination| {
        let destinations = assignment.destinations.iter().enumerate();
        destinations
            .filter(|(_, side)| **side == wanted)
            .map(|(index, _)| u64::from(dataset.records.get(index).location.length) + 1)
            .sum()
    };
    let written = &dataset.written;
    let bytes = |output: &Option<crate::dataset::Output>, side| {
        let known = output.as_ref().map(|output| output.bytes);
        known.unwrap_or_else(|| bytes_of(side))
    };
    Sizes {
        train: assignment.train,
        validation: (assignment.validation > 0).then_some(assignment.validation),
        train_bytes: bytes(&written.train, Destination::Train),
        validation_bytes: bytes(&written.validation, Destination::Validation),
    }
}
