//! Metrics files, as a Bedrock model-customization job writes them to its output folder.
//!
//! `training_artifacts/step_wise_training_metrics.csv` and `validation_artifacts/post_fine_tuning_validation/` …
//! `validation_metrics.csv`. Their columns are `step_number`, `epoch_number`, `training_loss` and `perplexity`; the validation
//! file has `validation_loss` in the place of `training_loss` (Amazon Bedrock User Guide, "Analyze the results of a model
//! customization job", read 2026-11-22). The API reference (`OutputDataConfig`) shows the same without `perplexity` and
//! with spaces behind the commas; files of Nova jobs that people have published have three columns, steps from 1 and epochs
//! from 0, and one validation row for each epoch.

pub mod row;

use self::row::Reading;
use super::findings::{NO_LOSS_COLUMN, NO_STEP_COLUMN, REPEATED_STEP, UNREADABLE_FILE};
use super::series::{Point, Series};
use crate::check::whole_file::text;
use crate::diagnostic::quote::quoted;
use crate::input::csv_records::{Field, column_of, plain_name, rows};
use crate::tuning::file_findings::{FileFindings, Place};

/// The names of each column: Bedrock's first, then those of other common trainers.
const STEP: [&str; 3] = ["step_number", "step", "global_step"];
const EPOCH: [&str; 2] = ["epoch_number", "epoch"];
const TRAINING: [&str; 3] = ["training_loss", "train_loss", "loss"];
const VALIDATION: [&str; 4] = ["validation_loss", "val_loss", "eval_loss", "valid_loss"];

/// Both series of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// One loss for each step.
    pub training: Series,
    /// One for each epoch, or more often.
    pub validation: Series,
}

/// Content of a metrics file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "MetricsFileContent")
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Training losses.
    Training,
    /// Validation losses.
    Validation,
    /// Both, in two columns.
    Both,
    /// Neither.
    Unknown,
}

/// The columns of a file, by their place.
pub struct Columns {
    /// Of steps.
    pub step: Option<usize>,
    /// Of epochs.
    pub epoch: Option<usize>,
    /// Of training losses.
    pub training: Option<usize>,
    /// Of validation losses.
    pub validation: Option<usize>,
}

impl Columns {
    fn of(header: &[Field]) -> Self {
        Self {
            step: column_of(header, &STEP),
            epoch: column_of(header, &EPOCH),
            training: column_of(header, &TRAINING),
            validation: column_of(header, &VALIDATION),
        }
    }

    /// Returns the content of the file.
    pub const fn kind(&self) -> Kind {
        match (self.training, self.validation) {
            (Some(_), Some(_)) => Kind::Both,
            (Some(_), None) => Kind::Training,
            (None, Some(_)) => Kind::Validation,
            (None, None) => Kind::Unknown,
        }
    }
}

/// Returns true if `head`, the first bytes of a file, looks like metrics: a table whose header names a loss and a step or epoch.
#[must_use]
pub fn is_metrics(head: &[u8]) -> bool {
    // A record of JSON has commas too, and may mention losses.
    if head.trim_ascii_start().starts_with(b"{") || head.trim_ascii_start().starts_with(b"[") {
        return false;
    }
    rows(head).next().is_some_and(|header| {
        let columns = Columns::of(&header);
        columns.kind() != Kind::Unknown && (columns.step.is_some() || columns.epoch.is_some())
    })
}

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// Name in findings.
    pub name: &'f str,
    /// All of it.
    pub bytes: &'f [u8],
}

/// The rows that were read of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Kind of losses.
    pub kind: Kind,
    /// Rows below the header.
    pub rows: u64,
    /// Losses, those that are no finite numbers among them.
    pub losses: u64,
}

impl Run {
    /// Reads all files as those of one run. Where a step has two losses, the first counts.
    pub fn read(files: &[File<'_>], findings: &mut FileFindings) -> (Self, Vec<Holds>) {
        let mut run = Self::default();
        let holds = files.iter().enumerate();
        let holds = holds
            .map(|(index, file)| run.read_file(index, *file, findings))
            .collect();
        for (what, series) in [
            ("training", &mut run.training),
            ("validation", &mut run.validation),
        ] {
            for Point { step, place, .. } in series.settle() {
                let place = Place {
                    file: files[place.0].name,
                    line: place.1,
                    column: 1,
                };
                findings.add(&REPEATED_STEP, place, || {
                    format!("step {step} has a {what} loss already")
                });
            }
        }
        (run, holds)
    }

    fn read_file(&mut self, index: usize, file: File<'_>, findings: &mut FileFindings) -> Holds {
        let nothing = |rows| Holds {
            kind: Kind::Unknown,
            rows,
            losses: 0,
        };
        let whole = Place::file(file.name);
        let text = match text(file.bytes) {
            Ok((text, _)) => text,
            Err(message) => {
                findings.add(&UNREADABLE_FILE, whole, || message.to_owned());
                return nothing(0);
            }
        };
        let mut rows = rows(&text);
        let header = rows.next().unwrap_or_default();
        let columns = Columns::of(&header);
        if columns.kind() == Kind::Unknown {
            findings.add(&NO_LOSS_COLUMN, whole, || no_loss(&header));
            return nothing(rows.count() as u64);
        }
        if columns.step.is_none() {
            findings.add(&NO_STEP_COLUMN, whole, || {
                "there is no column of steps, so that the rows are numbered from 1".to_owned()
            });
        }
        let mut reading = Reading {
            file: (index, file.name),
            header: &header,
            columns: &columns,
            parts_of_epochs: columns.epoch.is_some_and(|column| has_parts(&text, column)),
            findings,
            losses: 0,
        };
        let mut count = 0;
        for row in rows {
            count += 1;
            reading.row(&row, count, self);
        }
        Holds {
            kind: columns.kind(),
            rows: count,
            losses: reading.losses,
        }
    }
}

/// Returns true if a column holds numbers that are not whole.
fn has_parts(bytes: &[u8], column: usize) -> bool {
    rows(bytes).any(|row| {
        row.get(column)
            .and_then(|field| field.text.trim().parse().ok())
            .is_some_and(|number: f64| number.fract() != 0.0)
    })
}

fn no_loss(header: &[Field]) -> String {
    let names: Vec<String> = header
        .iter()
        .map(|field| quoted(field.text.trim()))
        .collect();
    let shown = names.len().min(12);
    let more = if names.len() > shown { ", …" } else { "" };
    let rewards = header
        .iter()
        .any(|field| plain_name(&field.text).contains("reward"));
    let why = if rewards {
        "; these are the rewards of reinforcement fine-tuning, and a loss is what is judged here"
    } else {
        ""
    };
    format!(
        "no column is a training or validation loss: {}{more}{why}",
        names[..shown].join(", ")
    )
}
