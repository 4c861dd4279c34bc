//! The verdict: would Bedrock take this, and is it enough to learn from? With the facts that led to it.

mod code;
mod limits;
mod overlap;
mod sharing;

use std::ops::Range;

use serde::Serialize;

pub use code::Code;
use limits::broken_by_preparing;
pub use limits::limits_broken;

use crate::lint::dataset_finding::DatasetFinding;

use crate::dataset::split::Assignment;
use crate::dataset::{Dataset, Nearness};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::rules::long_system_prompt::LONG_SYSTEM_PROMPT_TOKENS;
use crate::lint::rules::mixed_media;
use crate::models::{no_open_model, no_open_model_takes};
use crate::record::format::Format;

/// Fewer examples than this teach little: do not fine-tune yet. This and the next three: the usual advice on fine-tuning
/// (N1-prep recommends at least 100 a task; read 2026-11-22).
const FEW_EXAMPLES: u64 = 50;
/// Fewer than this are thin.
const GOOD_EXAMPLES: u64 = 100;
/// From here on there are as many as is recommended,
const RECOMMENDED_EXAMPLES: u64 = 500;
/// and beyond this each adds little.
const MANY_EXAMPLES: u64 = 5_000;

/// The verdict on a data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "ReadinessVerdict")
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A job would take it, and nothing is against it.
    Ready,
    /// A job would take it; something deserves a look.
    ReadyWithWarnings,
    /// A job would refuse it.
    NotReady,
}

/// The verdict on a data set, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Readiness {
    /// The worst that the reasons allow.
    pub verdict: Verdict,
    /// The reasons, the worst first.
    pub reasons: Vec<Reason>,
}

/// A fact that bears on the verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "ReadinessReason")
)]
pub struct Reason {
    /// Weight of the fact: an error makes the data set `not-ready`, a warning `ready-with-warnings`.
    pub severity: Severity,
    /// Stable name.
    pub code: Code,
    /// The fact, and a step to take.
    pub message: String,
}

/// Takes a reason.
type Say<'a> = dyn FnMut(Severity, Code, String) + 'a;

/// Judges the data set; once outputs are written, judges these. `warnings` are counted by rule, in the order of the tables.
pub fn judge(
    dataset: &Dataset,
    errors: u64,
    warnings: &[(&'static str, u64)],
    found: &[(Severity, DatasetFinding)],
) -> Readiness {
    let mut reasons = Vec::new();
    let mut say = |severity, code, message: String| {
        reasons.push(Reason {
            severity,
            code,
            message,
        });
    };
    let is_written = dataset.written.train.is_some();
    for (severity, finding) in found.iter().filter(|(_, finding)| finding.is_reason) {
        for (_, message) in &finding.shown {
            say(
                *severity,
                Code::Rule(finding.rule.name),
                message.text.clone(),
            );
        }
    }
    for (code, message) in &dataset.unread {
        say(Severity::Error, Code::Rule(code), message.clone());
    }
    let invalid = dataset.totals.invalid;
    if is_written {
        if let Some(message) = &dataset.mixed_media {
            say(
                Severity::Error,
                Code::Rule(mixed_media::RULE.name),
                message.clone(),
            );
        }
        if invalid > 0 {
            say(
                Severity::Info,
                Code::RecordsSetAside,
                format!(
                    "{} excluded (set-aside.jsonl)",
                    several(invalid, "invalid record")
                ),
            );
        }
    } else if errors > 0 {
        for message in rejected(dataset) {
            say(Severity::Error, Code::ErrorsFound, message);
        }
    }
    let is_empty = |assignment: &Assignment| assignment.train == 0;
    // Before anything is written, records that are not valid yet are what the errors are about.
    let has_none = is_written && dataset.assignment.as_ref().is_some_and(is_empty);
    if has_none || dataset.has_lost_training() {
        say(
            Severity::Error,
            Code::NoRecords,
            "no valid records left to train on".to_owned(),
        );
    } else if dataset.records.is_empty() && errors == 0 {
        say(Severity::Error, Code::NoRecords, "no records".to_owned());
    }
    if !warnings.is_empty() {
        say(Severity::Warning, Code::WarningsFound, to_look_at(warnings));
    }
    remarks(dataset, &mut say);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.severity));
    let verdict = match reasons.first().map(|reason| reason.severity) {
        Some(Severity::Error) => Verdict::NotReady,
        Some(Severity::Warning) => Verdict::ReadyWithWarnings,
        _ => Verdict::Ready,
    };
    Readiness { verdict, reasons }
}

/// Says how many records would be rejected; if there are validation files, for each side.
fn rejected(dataset: &Dataset) -> Vec<String> {
    if dataset.is_unreadable() {
        return vec![match dataset.files.as_slice() {
            [file] => format!("{} cannot be read as JSON Lines", file.name),
            files => format!(
                "none of the {} files can be read as JSON Lines",
                files.len()
            ),
        }];
    }
    if dataset.totals.invalid == 0 {
        let mut broken = dataset.examples.iter();
        let broken = broken.find(|kept| {
            let kept = &kept.example;
            kept.severity == Severity::Error && !kept.fixed
        });
        let name = match broken.map(|kept| dataset.file_name(kept.file)) {
            Some(name) if dataset.files.len() > 1 => name,
            _ => "this file",
        };
        return vec![format!("Bedrock would reject {name}")];
    }
    let of_side = |(records, name): (Range<u32>, String)| {
        let all = records.len() as u64;
        let invalid = all - dataset.valid_of(records);
        (invalid > 0).then(|| {
            let of_all = if name.is_empty() {
                format!("{} of {}", several(invalid, "record"), grouped(all))
            } else {
                format!(
                    "{} of {} of {name}",
                    grouped(invalid),
                    several(all, "record")
                )
            };
            format!("{of_all} would be rejected")
        })
    };
    let sides = if dataset.has_validation_files() {
        let of = |is_validation| dataset.named_side(is_validation);
        vec![
            (dataset.training_records(), of(false)),
            (dataset.validation_records(), of(true)),
        ]
    } else {
        vec![(dataset.training_records(), String::new())]
    };
    sides.into_iter().filter_map(of_side).collect()
}

/// Kinds of warnings that are named in the verdict.
const KINDS_NAMED: usize = 6;

/// Returns a sentence on the warnings: how many of how many kinds, and the first of these.
fn to_look_at(kinds: &[(&'static str, u64)]) -> String {
    let number: u64 = kinds.iter().map(|(_, count)| count).sum();
    let warnings = several(number, "warning");
    if let [(name, _)] = kinds {
        return format!("{warnings} to review: {name}");
    }
    let of_kinds = several(kinds.len() as u64, "kind");
    let named = kinds.iter().take(KINDS_NAMED);
    let named: Vec<_> = named
        .map(|(name, count)| format!("{name} {}", grouped(*count)))
        .collect();
    let more = match kinds.len().saturating_sub(KINDS_NAMED) {
        0 => String::new(),
        more => format!(" and {}", several(more as u64, "more kind")),
    };
    format!(
        "{warnings} of {of_kinds} to review: {}{more}",
        named.join(", ")
    )
}

/// Adds remarks on data that would be accepted: compression, the model, the number of examples, the split, the system prompt.
fn remarks(dataset: &Dataset, say: &mut Say<'_>) {
    if let Some(message) = compressed(dataset) {
        say(Severity::Info, Code::CompressedInput, message);
    }
    if let (None, Some(format)) = (&dataset.model, dataset.format) {
        // No conversion is advised that no record survives.
        let is_kept = dataset.assignment.is_some() || dataset.keeps_records();
        let message = if is_kept {
            no_open_model_takes(format, &dataset.kinds_of_media())
        } else {
            no_open_model(format)
        };
        if let Some(message) = message {
            say(Severity::Warning, Code::NoOpenModel, message);
        }
    }
    let examples = dataset.training_examples();
    if examples > 0 {
        let (severity, code, message) = advice(examples);
        say(severity, code, message);
    }
    for (severity, finding) in broken_by_preparing(dataset) {
        let what = if dataset.assignment.is_some() {
            "split like this"
        } else {
            "without duplicates"
        };
        for (_, message) in &finding.shown {
            say(
                severity,
                Code::LimitBrokenByPreparing,
                format!("{what}: {}", message.text),
            );
        }
    }
    overlap::remarks(dataset, say);
    let why = match dataset.near {
        Nearness::TooMuch => {
            "it would need more than 2 GiB of memory; compare a part of the file at a time"
        }
        Nearness::Failed => {
            "Tuneset failed, which is a bug in Tuneset and not in your data; please report it"
        }
        Nearness::Off | Nearness::From(_) => "",
    };
    if !why.is_empty() {
        say(
            Severity::Warning,
            Code::NearDuplicatesNotLookedFor,
            format!(
                "near-duplicates were not searched for, so none is dropped and a split may separate them: {why}"
            ),
        );
    }
    sharing::remarks(dataset, say);
    let prompt = dataset.totals.stats.longest_system_prompt;
    if prompt >= LONG_SYSTEM_PROMPT_TOKENS {
        say(
            Severity::Info,
            Code::LongSystemPrompt,
            format!(
                "fine-tuning may save a system prompt of about {} tokens on each request",
                grouped(prompt)
            ),
        );
    }
}

/// Invocation logs come compressed and stay so; other data does not.
fn compressed(dataset: &Dataset) -> Option<String> {
    let is_archive =
        |file: &&super::File| matches!(&file.archive, Some(of) if of.kind.is_archive());
    let archives = dataset.files.iter().filter(is_archive);
    let count = archives.count() as u64;
    let is_told = count > 0
        && dataset.written.train.is_none()
        && dataset.format != Some(Format::Distillation);
    is_told.then(|| {
        let (files, are) = (
            several(count, "file"),
            if count == 1 { "is" } else { "are" },
        );
        format!("{files} {are} compressed; Bedrock requires plain JSON Lines, which prepare writes")
    })
}

fn advice(examples: u64) -> (Severity, Code, String) {
    let count = several(examples, "unique example");
    let (recommended, many) = (grouped(RECOMMENDED_EXAMPLES), grouped(MANY_EXAMPLES));
    if examples < FEW_EXAMPLES {
        (
            Severity::Warning,
            Code::FewExamples,
            format!(
                "{count}; below {FEW_EXAMPLES}, prompt engineering or few-shot prompting usually works better"
            ),
        )
    } else if examples < GOOD_EXAMPLES {
        (
            Severity::Warning,
            Code::ThinExamples,
            format!("{count}; {GOOD_EXAMPLES} or more recommended to start"),
        )
    } else if examples < RECOMMENDED_EXAMPLES {
        (
            Severity::Info,
            Code::GoodExamples,
            format!("{count}: enough to start; {recommended} to {many} recommended"),
        )
    } else if examples <= MANY_EXAMPLES {
        (
            Severity::Info,
            Code::RecommendedExamples,
            format!("{count}: within the recommended {recommended} to {many}"),
        )
    } else {
        (
            Severity::Info,
            Code::ManyExamples,
            format!("{count}; returns usually diminish above {many}"),
        )
    }
}
