//! The verdict: would Bedrock take this, and is it enough to learn from? With the facts that led to it.

use serde::Serialize;

use crate::dataset::Dataset;
use crate::diagnostic::{Message, Severity};
use crate::figure::{grouped, several};
use crate::models::{Lifecycle, Limit, Model, Status};
use crate::rules::long_system_prompt::LONG_SYSTEM_PROMPT_TOKENS;
use crate::rules::{Rule, file_too_large, mixed_media, too_few_records, too_many_records};
use crate::split::{Assignment, Side};

/// Fewer examples than this teach little: do not fine-tune yet. This and the next three: the usual advice on fine-tuning
/// (N1-prep recommends at least 100 a task; read 2026-11-22).
const FEW_EXAMPLES: u64 = 50;
/// Fewer than this are thin.
const GOOD_EXAMPLES: u64 = 100;
/// From here on there are as many as is recommended,
const RECOMMENDED_EXAMPLES: u64 = 500;
/// and beyond this each adds little.
const MANY_EXAMPLES: u64 = 5_000;

/// Whether a data set can be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing speaks against it.
    Ready,
    /// It would be taken; something deserves a look.
    ReadyWithWarnings,
    /// It would be refused.
    NotReady,
}

/// The verdict and what led to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readiness {
    /// The worst that the reasons allow.
    pub verdict: Verdict,
    /// Worst first.
    pub reasons: Vec<Reason>,
}

/// One fact that led to the verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name.
    pub code: &'static str,
    /// The fact, and what to do.
    pub message: String,
}

/// A limit of the model that the data set as a whole breaks.
pub struct Breaking {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// What it says.
    pub message: Message,
}

/// What is counted against the model's limits.
struct Sizes {
    train: u64,
    validation: Option<u64>,
    train_bytes: u64,
    validation_bytes: u64,
}

/// The limits that the data set breaks as it is; once outputs are written, those that these break.
#[must_use]
pub fn limits_broken(dataset: &Dataset) -> Vec<Breaking> {
    let Some(model) = dataset.model else {
        return Vec::new();
    };
    let is_written = dataset.written.train.is_some();
    match dataset.assignment.as_ref().filter(|_| is_written) {
        Some(assignment) => broken_by(model, &split_sizes(dataset, assignment)),
        // Where no record is valid, that there are too few of them says nothing new.
        None if dataset.valid_records() == 0 && dataset.totals.invalid > 0 => Vec::new(),
        None => broken_by(model, &whole_sizes(dataset)),
    }
}

fn broken_by(model: &Model, sizes: &Sizes) -> Vec<Breaking> {
    let limits = &model.limits;
    let total = sizes.train + sizes.validation.unwrap_or(0);
    let mut broken = Vec::new();
    let what = if sizes.validation.is_some() {
        "training records"
    } else {
        "valid records"
    };
    let mut few = |what: &str, count: u64, limit: &Option<Limit>| {
        if let Some(breach) = limit.as_ref().and_then(|limit| limit.below(count)) {
            let message = too_few_records::message(what, count, breach, &model.name);
            broken.push(Breaking {
                rule: &too_few_records::RULE,
                message,
            });
        }
    };
    few("valid records in all", total, &limits.min_records);
    few(what, sizes.train, &limits.min_train_records);
    if let Some(validation) = sizes.validation {
        few(
            "validation records",
            validation,
            &limits.min_validation_records,
        );
    }
    let mut many = |what: &str, count: u64, limit: &Option<Limit>| {
        let Some(limit) = limit else { return false };
        let Some(breach) = limit.above(count) else {
            return false;
        };
        let message = too_many_records::message(what, count, breach, limit.adjustable, &model.name);
        broken.push(Breaking {
            rule: &too_many_records::RULE,
            message,
        });
        true
    };
    if !many("valid records in all", total, &limits.max_records) {
        many(what, sizes.train, &limits.max_train_records);
    }
    if let Some(validation) = sizes.validation {
        many(
            "validation records",
            validation,
            &limits.max_validation_records,
        );
    }
    let mut large = |side: &str, bytes: u64, limit: &Option<Limit>| {
        if let Some(breach) = limit.as_ref().and_then(|limit| limit.above(bytes)) {
            let message = file_too_large::message(side, bytes, breach, &model.name);
            broken.push(Breaking {
                rule: &file_too_large::RULE,
                message,
            });
        }
    };
    large("training", sizes.train_bytes, &limits.max_train_bytes);
    large(
        "validation",
        sizes.validation_bytes,
        &limits.max_validation_bytes,
    );
    broken
}

fn whole_sizes(dataset: &Dataset) -> Sizes {
    Sizes {
        train: dataset.valid_records(),
        validation: None,
        train_bytes: dataset.files.iter().map(|file| file.bytes).sum(),
        validation_bytes: 0,
    }
}

fn split_sizes(dataset: &Dataset, assignment: &Assignment) -> Sizes {
    let bytes_of = |wanted: Side| {
        let sides = assignment.sides.iter().enumerate();
        sides
            .filter(|(_, side)| **side == wanted)
            .map(|(index, _)| u64::from(dataset.records.get(index).length) + 1)
            .sum()
    };
    Sizes {
        train: assignment.train,
        validation: (assignment.validation > 0).then_some(assignment.validation),
        train_bytes: bytes_of(Side::Train),
        validation_bytes: bytes_of(Side::Validation),
    }
}

/// What would be broken by preparing the data set as the options say, though it is not by the data set as it is.
fn broken_by_preparing(dataset: &Dataset) -> Vec<Breaking> {
    let (Some(model), None) = (dataset.model, &dataset.written.train) else {
        return Vec::new();
    };
    let sizes = match &dataset.assignment {
        Some(assignment) => split_sizes(dataset, assignment),
        None => Sizes {
            train: dataset.valid_records() - dataset.totals.canonical,
            ..whole_sizes(dataset)
        },
    };
    let rules_already: Vec<_> = limits_broken(dataset)
        .iter()
        .map(|breaking| breaking.rule.name)
        .collect();
    let mut broken = broken_by(model, &sizes);
    broken.retain(|breaking| sizes.train > 0 && !rules_already.contains(&breaking.rule.name));
    broken
}

/// The verdict. Of a data set as it is; once outputs are written, of these.
pub fn judge(dataset: &Dataset, errors: u64, warnings: u64, broken: &[Breaking]) -> Readiness {
    let mut reasons = Vec::new();
    let mut say = |severity, code, message: String| {
        reasons.push(Reason {
            severity,
            code,
            message,
        });
    };
    let is_written = dataset.written.train.is_some();
    for breaking in broken {
        say(
            breaking.message.severity.unwrap_or(breaking.rule.severity),
            breaking.rule.name,
            breaking.message.text.clone(),
        );
    }
    let invalid = dataset.totals.invalid;
    if is_written {
        if let Some(message) = &dataset.mixed_media {
            say(Severity::Error, mixed_media::RULE.name, message.clone());
        }
        if invalid > 0 {
            say(
                Severity::Info,
                "records-set-aside",
                format!(
                    "{} with errors stand in set-aside.jsonl, not in the outputs",
                    several(invalid, "record")
                ),
            );
        }
    } else if errors > 0 {
        let message = match invalid {
            0 => "Bedrock would refuse the file as it is".to_owned(),
            count => format!(
                "{} of {} would be refused",
                several(count, "record"),
                grouped(dataset.records.len() as u64)
            ),
        };
        say(Severity::Error, "errors-found", message);
    }
    if is_written
        && dataset
            .assignment
            .as_ref()
            .is_some_and(|assignment| assignment.train == 0)
    {
        say(
            Severity::Error,
            "no-records",
            "no record is left to train on".to_owned(),
        );
    } else if dataset.records.is_empty() && errors == 0 {
        say(
            Severity::Error,
            "no-records",
            "there is no record".to_owned(),
        );
    }
    if warnings > 0 {
        say(
            Severity::Warning,
            "warnings-found",
            format!(
                "{} {} a look",
                several(warnings, "warning"),
                if warnings == 1 { "deserves" } else { "deserve" }
            ),
        );
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

/// What would be taken and still deserves a word: the model, how many examples, the split, the system prompt.
fn remarks(dataset: &Dataset, say: &mut impl FnMut(Severity, &'static str, String)) {
    if let Some(model) = dataset
        .model
        .filter(|model| model.status != Status::Current)
    {
        say(Severity::Warning, "model-not-current", not_current(model));
    }
    let examples = dataset.valid_records() - dataset.totals.canonical;
    if dataset.valid_records() > 0 {
        let (severity, code, message) = advice(examples);
        say(severity, code, message);
    }
    for breaking in broken_by_preparing(dataset) {
        let what = if dataset.assignment.is_some() {
            "split like this"
        } else {
            "without copies"
        };
        say(
            Severity::Warning,
            "limit-broken-by-preparing",
            format!("{what}: {}", breaking.message.text),
        );
    }
    if let Some(note) = dataset
        .assignment
        .as_ref()
        .and_then(|assignment| assignment.note.clone())
    {
        say(Severity::Warning, "split-adjusted", note);
    }
    let prompt = dataset.totals.stats.longest_system_prompt;
    if prompt >= LONG_SYSTEM_PROMPT_TOKENS {
        say(
            Severity::Info,
            "long-system-prompt",
            format!(
                "a system prompt of an estimated {} tokens is what fine-tuning may save on each request",
                grouped(prompt)
            ),
        );
    }
}

fn advice(examples: u64) -> (Severity, &'static str, String) {
    let count = several(examples, "distinct example");
    let (recommended, many) = (grouped(RECOMMENDED_EXAMPLES), grouped(MANY_EXAMPLES));
    if examples < FEW_EXAMPLES {
        (
            Severity::Warning,
            "few-examples",
            format!(
                "{count}: do not fine-tune yet; with fewer than {FEW_EXAMPLES}, better prompts or a few examples in the prompt do more"
            ),
        )
    } else if examples < GOOD_EXAMPLES {
        (
            Severity::Warning,
            "thin-examples",
            format!("{count} are thin; {GOOD_EXAMPLES} or more are a good start"),
        )
    } else if examples < RECOMMENDED_EXAMPLES {
        (
            Severity::Info,
            "good-examples",
            format!("{count}: a good start; {recommended} to {many} are recommended"),
        )
    } else if examples <= MANY_EXAMPLES {
        (
            Severity::Info,
            "recommended-examples",
            format!("{count}: within the {recommended} to {many} that are recommended"),
        )
    } else {
        (
            Severity::Info,
            "many-examples",
            format!("{count}: beyond {many} each one adds less"),
        )
    }
}

fn not_current(model: &Model) -> String {
    let status = model.status.name();
    let why = model.lifecycle.as_ref().map(Lifecycle::sentence);
    let why = why.map(|why| format!(": {why}")).unwrap_or_default();
    format!("{} is {status}{why}", model.name)
}
