//! The verdict on what the records to train on were compared with.

use super::{Code, Say};
use crate::dataset::contamination::Overlap;
use crate::dataset::{Dataset, Nearness};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, line_of, several};
use crate::lint::rules::{RULES, overlapping_record};
use crate::lint::settings::Setting;
use crate::options::Side;

/// Adds the number of records that the training data has, too, and the number that could not be compared.
pub(super) fn remarks(dataset: &Dataset, say: &mut Say<'_>) {
    if let Some(overlap) = &dataset.validation_overlap {
        of_validation_files(dataset, overlap, say);
    }
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
    if has_nothing_to_compare(dataset) {
        say(Severity::Warning, Code::NothingCompared, NOTHING.to_owned());
    } else if records == 0 {
        let sentence = format!("nothing was compared: {of_files} has no valid records");
        say(Severity::Warning, Code::NothingCompared, sentence);
    } else if setting != Setting::Off {
        found(overlap, records, &of_files, setting, dataset, say);
    }
    not_searched(dataset, overlap, &of_files, say);
}

const NOTHING: &str = "no leakage check yet: no training record is valid";

fn has_nothing_to_compare(dataset: &Dataset) -> bool {
    dataset.valid_of(dataset.training_records()) == 0
}

fn of_validation_files(dataset: &Dataset, overlap: &Overlap, say: &mut Say<'_>) {
    let records = dataset.valid_of(dataset.validation_records());
    let setting = dataset.settings.of(&overlapping_record::RULE);
    let of_files = dataset.named_side(true);
    if records == 0 || setting == Setting::Off {
        return;
    }
    if has_nothing_to_compare(dataset) {
        return say(Severity::Warning, Code::NothingCompared, NOTHING.to_owned());
    }
    let assignment = dataset.assignment.as_ref();
    if let (Some(assignment), Some(side)) = (assignment, dataset.drops_overlap()) {
        let left_out = &assignment.applied_decisions.overlapping;
        let (whose, dropped) = match side {
            Side::Training => ("", dropped(overlap, left_out)),
            Side::Validation => ("validation ", left_out.len() as u64),
        };
        let other = match side {
            Side::Training => of_files.as_str(),
            Side::Validation => "the training data",
        };
        if dropped > 0 {
            let sentence = excluded(&several(dropped, &format!("{whose}record")), dropped, other);
            say(Severity::Info, Code::OverlapDropped, sentence);
        }
    }
    let leaking = dataset.leaking().len() as u64;
    let overlapping = overlap.overlapping().count() as u64;
    if leaking == 0 && overlapping > 0 {
        let (were, they) = if overlapping == 1 {
            ("was", "it is")
        } else {
            ("were", "they are")
        };
        let sentence = format!(
            "leakage check passed: {} of {} of {of_files} {were} also in the training data, and {they} left out of one side",
            grouped(overlapping),
            several(records, "record"),
        );
        say(Severity::Info, Code::NoOverlap, sentence);
    } else {
        leaks(leaking, records, &of_files, setting, say);
    }
    not_searched(dataset, overlap, &of_files, say);
}

/// Counts the records of `left_out` that were left out for this overlap.
fn dropped(overlap: &Overlap, left_out: &[u32]) -> u64 {
    let is_of = |record: &&u32| overlap.ours.binary_search(record).is_ok();
    left_out.iter().filter(is_of).count() as u64
}

fn excluded(records: &str, count: u64, of_files: &str) -> String {
    format!(
        "{records} {} excluded: also in {of_files}, the same or nearly the same",
        if count == 1 { "is" } else { "are" },
    )
}

fn not_searched(dataset: &Dataset, overlap: &Overlap, of_files: &str, say: &mut Say<'_>) {
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

/// Says how many of `records` records of the files the training data has, too.
fn leaks(overlapping: u64, records: u64, of_files: &str, setting: Setting, say: &mut Say<'_>) {
    if overlapping == 0 {
        let (compared, were) = (grouped(records), if records == 1 { "was" } else { "were" });
        let sentence = format!(
            "leakage check passed: no record of {of_files} also occurs in the training data; {compared} {were} compared"
        );
        return say(Severity::Info, Code::NoOverlap, sentence);
    }
    let severity = setting.of(Severity::Warning).unwrap_or(Severity::Info);
    let occur = if overlapping == 1 { "occurs" } else { "occur" };
    let sentence = format!(
        "leakage: {} of {} of {of_files} also {occur} in the training data, so validation loss will be too optimistic",
        grouped(overlapping),
        several(records, "record"),
    );
    say(severity, Code::OverlapFound, sentence);
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
    let left_out = dataset.overlap_left_out().filter(|_| overlapping > 0);
    if let Some(left_out) = left_out {
        let dropped = dropped(overlap, left_out);
        let records = format!("{} of the data", several(dropped, "record"));
        let sentence = excluded(&records, dropped, of_files);
        say(Severity::Info, Code::OverlapDropped, sentence);
        let kept = dataset.overlap_kept();
        if kept > 0 {
            let severity = setting.of(Severity::Warning).unwrap_or(Severity::Info);
            let sentence = format!(
                "leakage: {} that {of_files} also has {} kept by your decision, so validation loss will be too optimistic",
                several(kept, "record"),
                if kept == 1 { "is" } else { "are" },
            );
            say(severity, Code::OverlapFound, sentence);
        }
        return;
    }
    leaks(overlapping, records, of_files, setting, say);
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
