//! The verdict on files that the data set was compared with.

use super::{Code, Say};
use crate::dataset::contamination::Overlap;
use crate::dataset::{Dataset, Nearness};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, line_of, several};
use crate::lint::rules::{RULES, overlapping_record};
use crate::lint::settings::Setting;

/// Adds the number of their records in the data set, and the number that could not be compared.
pub(super) fn remarks(dataset: &Dataset, say: &mut Say<'_>) {
    let (Some(theirs), Some(overlap)) = (dataset.compared.as_deref(), &dataset.overlap) else {
        return;
    };
    let of_files = match theirs.files.as_slice() {
        [file] => file.name.clone(),
        files => format!("the {} comparison files", files.len()),
    };
    for (code, sentence) in &theirs.unread {
        say(Severity::Warning, Code::Rule(code), sentence.clone());
    }
    if theirs.totals.invalid > 0 {
        say(
            Severity::Warning,
            Code::RecordsNotCompared,
            not_compared(theirs, &of_files),
        );
    }
    let records = theirs.valid_records();
    let setting = dataset.settings.of(&overlapping_record::RULE);
    if records == 0 {
        let sentence = format!("nothing was compared: {of_files} has no valid records");
        say(Severity::Warning, Code::NothingCompared, sentence);
    } else if setting != Setting::Off {
        found(overlap, records, &of_files, setting, dataset, say);
    }
    if matches!(dataset.near, Nearness::From(_)) && !overlap.near {
        say(
            Severity::Warning,
            Code::NearDuplicatesNotLookedFor,
            format!(
                "near-duplicates in {of_files} were not searched for: it would need more than 2 GiB of memory"
            ),
        );
    }
}

fn found(
    overlap: &Overlap,
    records: u64,
    of_files: &str,
    setting: Setting,
    dataset: &Dataset,
    say: &mut Say<'_>,
) {
    let overlapping = overlap.overlapping().count() as u64;
    if overlapping == 0 {
        let (compared, were) = (grouped(records), if records == 1 { "was" } else { "were" });
        let sentence = format!(
            "leakage check passed: no record of {of_files} also occurs in the training data; {compared} {were} compared"
        );
        return say(Severity::Info, Code::NoOverlap, sentence);
    }
    let severity = setting.of(Severity::Warning).unwrap_or(Severity::Info);
    if let Some(dropped) = dataset.overlap_dropped() {
        let sentence = format!(
            "{} of the data {} excluded: also in {of_files}, the same or nearly the same",
            several(dropped, "record"),
            if dropped == 1 { "is" } else { "are" },
        );
        say(Severity::Info, Code::OverlapDropped, sentence);
        let kept = dataset.overlap_kept();
        if kept > 0 {
            let sentence = format!(
                "leakage: {} that {of_files} also has {} kept by your decision, so validation loss will be too optimistic",
                several(kept, "record"),
                if kept == 1 { "is" } else { "are" },
            );
            say(severity, Code::OverlapFound, sentence);
        }
        return;
    }
    let occur = if overlapping == 1 { "occurs" } else { "occur" };
    let sentence = format!(
        "leakage: {} of {} of {of_files} also {occur} in the training data, so validation loss will be too optimistic",
        grouped(overlapping),
        several(records, "record"),
    );
    say(severity, Code::OverlapFound, sentence);
}

fn not_compared(theirs: &Dataset, of_files: &str) -> String {
    let records = theirs.totals.invalid;
    let were = if records == 1 { "was" } else { "were" };
    let mut errors = theirs.examples.iter();
    let first = errors.find(|kept| !kept.example.fixed).map(|kept| {
        let rule = RULES[usize::from(kept.example.rule)].name;
        let (line, file) = (kept.example.line + 1, theirs.file_name(kept.file));
        format!(
            "; the first is at {} ({rule})",
            line_of(u64::from(line), Some(file))
        )
    });
    format!(
        "{} of {of_files} could not be read and {were} not compared{}",
        several(records, "record"),
        first.unwrap_or_default()
    )
}
