//! Remarks on the split: a share that could not be reached, groups that do not exist.

use super::{Code, Say};
use crate::dataset::split::Assignment;
use crate::dataset::{Dataset, Stratum};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, line_of, several};
use crate::diagnostic::quote::quoted;
use crate::models::Model;
use crate::options::Stratify;

pub(super) fn remarks(dataset: &Dataset, say: &mut Say<'_>) {
    let Some(assignment) = &dataset.assignment else {
        if let Some(note) = dataset.unused_validation(None) {
            say(Severity::Warning, Code::SplitAdjusted, note);
        }
        return;
    };
    if let Some(note) = &assignment.note {
        let takes_one = |model: &Model| model.validation_file.value;
        let is_given = dataset.has_validation_files();
        let severity = if is_given || dataset.model.as_deref().is_none_or(takes_one) {
            Severity::Warning
        } else {
            // Such a model takes a training file alone, so this is no warning.
            Severity::Info
        };
        say(severity, Code::SplitAdjusted, note.clone());
    }
    if let Some(message) = decisions(assignment) {
        say(Severity::Warning, Code::DecisionsNotApplied, message);
    }
    if let Some(message) = classes(dataset) {
        say(Severity::Warning, Code::NotStratified, message);
    }
    one_sided_classes(dataset, assignment, say);
    if let Some(message) = groups(dataset) {
        say(Severity::Warning, Code::RecordsWithoutGroup, message);
    }
}

/// Decisions about records that are not there as they were: most likely the file has changed since.
fn decisions(assignment: &Assignment) -> Option<String> {
    let applied_decisions = &assignment.applied_decisions;
    let first = applied_decisions.not_applied.first()?;
    let failed = applied_decisions.not_applied.len();
    let all = failed + applied_decisions.keep.len() + applied_decisions.drop.len()
        - applied_decisions.overlapping.len()
        + applied_decisions.replaced;
    Some(format!(
        "{} of {} not applied; to {} {}: {}",
        grouped(failed as u64),
        several(all as u64, "decision"),
        first.action,
        line_of(first.line, Some(&first.file)),
        first.why,
    ))
}

/// Reports that some or all records have no class to stratify by, though the user requested stratification.
fn classes(dataset: &Dataset) -> Option<String> {
    let split = dataset.options.split.as_ref()?;
    let pointer = &split.stratify_by;
    if split.stratify() != Stratify::Pointer {
        return None;
    }
    let column = &dataset.pointer_values.classes;
    let valid = dataset.valid_records();
    let without = valid.saturating_sub(column.total());
    if column.has_given_up() {
        Some(format!(
            "too many different values of {pointer} to be classes; not stratified"
        ))
    } else if column.labels().is_empty() {
        (valid > 0).then(|| format!("no record has a field {pointer}; not stratified"))
    } else if without > 0 {
        Some(format!(
            "{} of {} {} no field {pointer}: they are stratified as a separate class",
            grouped(without),
            several(valid, "record"),
            if without == 1 { "has" } else { "have" },
        ))
    } else {
        None
    }
}

/// Classes that only one side has: all of one group, or too small for their share.
fn one_sided_classes(dataset: &Dataset, assignment: &Assignment, say: &mut Say<'_>) {
    if assignment.validation == 0 || assignment.train == 0 {
        return;
    }
    let Some((_, strata)) = dataset.strata_of(assignment) else {
        return;
    };
    let untrained: Vec<_> = strata.iter().filter(|class| class.train == 0).collect();
    if !untrained.is_empty() {
        let message = without(&untrained, strata.len(), "training", "never learned");
        say(Severity::Warning, Code::ClassesOnOneSide, message);
    }
    let unmeasured: Vec<_> = strata
        .iter()
        .filter(|class| class.validation == 0)
        .collect();
    if !unmeasured.is_empty() {
        let message = without(&unmeasured, strata.len(), "validation", "not measured");
        say(Severity::Info, Code::ClassesOnOneSide, message);
    }
}

/// Names the classes that a side lacks.
fn without(classes: &[&Stratum<'_>], all: usize, side: &str, so: &str) -> String {
    const NAMED: usize = 3;
    let name = |class: &Stratum<'_>| class.name.map_or("(none)".to_owned(), quoted);
    if let [class] = classes {
        return format!(
            "the class {} has no {side} record and is {so}: it has {} in total",
            name(class),
            several(class.records(), "record"),
        );
    }
    let named: Vec<String> = classes
        .iter()
        .take(NAMED)
        .map(|class| name(class))
        .collect();
    let more = match classes.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more as u64)),
    };
    format!(
        "{} of {} classes have no {side} record and are {so}: {}{more}",
        grouped(classes.len() as u64),
        grouped(all as u64),
        named.join(", "),
    )
}

/// Reports a pointer without a value in some or all records, which is most likely a mistake.
fn groups(dataset: &Dataset) -> Option<String> {
    let group_by = dataset.relations.as_ref()?.group_by.as_ref()?;
    let pointer = dataset.options.split.as_ref()?.group_by.as_deref()?;
    if group_by.ungrouped == 0 {
        return None;
    }
    let valid = dataset.valid_records();
    Some(if group_by.groups == 0 {
        format!("no record has a field {pointer}; not grouped")
    } else {
        format!(
            "{} of {} {} no field {pointer}: each is its own group",
            grouped(group_by.ungrouped),
            several(valid, "record"),
            if group_by.ungrouped == 1 {
                "has"
            } else {
                "have"
            },
        )
    })
}
