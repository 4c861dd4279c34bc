//! Findings on metrics files.

use crate::diagnostic::finding::Severity;
use crate::tuning::file_findings::FileFinding;

pub const UNREADABLE_FILE: FileFinding = FileFinding {
    name: "unreadable-file",
    severity: Severity::Error,
    help: "give the CSV files that the job wrote to its output folder in S3",
};
pub const NO_LOSS_COLUMN: FileFinding = FileFinding {
    name: "no-loss-column",
    severity: Severity::Error,
    help: "the first line must name a column training_loss or validation_loss, as in step_number,epoch_number,training_loss",
};
pub const NO_STEP_COLUMN: FileFinding = FileFinding {
    name: "no-step-column",
    severity: Severity::Warning,
    help: "add a column step_number, or trust the order of the rows",
};
pub const SHORT_ROW: FileFinding = FileFinding {
    name: "short-row",
    severity: Severity::Error,
    help: "the row was left out; a file that ends like this was not written or copied to its end",
};
pub const LONG_ROW: FileFinding = FileFinding {
    name: "long-row",
    severity: Severity::Error,
    help: "the row was left out; a decimal comma makes two fields of one number",
};
pub const BAD_NUMBER: FileFinding = FileFinding {
    name: "bad-number",
    severity: Severity::Error,
    help: "the row was left out; write numbers with a point and without separators, such as 0.0135",
};
pub const NEGATIVE_LOSS: FileFinding = FileFinding {
    name: "negative-loss",
    severity: Severity::Error,
    help: "the row was left out; the loss of a language model cannot be below 0, so that this is some other number",
};
pub const NON_FINITE_LOSS: FileFinding = FileFinding {
    name: "non-finite-loss",
    severity: Severity::Error,
    help: "the run has diverged there; see the verdict",
};
pub const REPEATED_STEP: FileFinding = FileFinding {
    name: "repeated-step",
    severity: Severity::Error,
    help: "the first of them counts; if these are the files of two jobs, look at one job at a time",
};
