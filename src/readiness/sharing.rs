//! What is said of how records are shared out: a share that could not be had, groups that are none.

use super::Say;
use crate::dataset::Dataset;
use crate::diagnostic::Severity;
use crate::figure::{grouped, several};
use crate::models::Model;

pub(super) fn remarks(dataset: &Dataset, say: &mut Say<'_>) {
    let Some(assignment) = &dataset.assignment else {
        return;
    };
    if let Some(note) = &assignment.note {
        let takes_one = |model: &Model| model.validation_file.value;
        let severity = if dataset.model.as_deref().is_none_or(takes_one) {
            Severity::Warning
        } else {
            // A training file alone is what such a model wants: nothing deserves a look.
            Severity::Info
        };
        say(severity, "split-adjusted", note.clone());
    }
    if let Some(message) = groups(dataset) {
        say(Severity::Warning, "records-without-group", message);
    }
}

/// Where the pointer leads to nothing, or not in all records: most likely it was meant otherwise.
fn groups(dataset: &Dataset) -> Option<String> {
    let grouping = dataset.kinship.as_ref()?.grouping.as_ref()?;
    let pointer = dataset.options.split.as_ref()?.group_by.as_deref()?;
    if grouping.without == 0 {
        return None;
    }
    let valid = dataset.valid_records();
    Some(if grouping.groups == 0 {
        format!("no record has a value at {pointer}, so that none is grouped by it")
    } else {
        format!(
            "{} of {} {} no value at {pointer}: each stands for itself",
            grouped(grouping.without),
            several(valid, "record"),
            if grouping.without == 1 { "has" } else { "have" },
        )
    })
}
