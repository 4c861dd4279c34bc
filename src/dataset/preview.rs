//! Findings in a text that is to replace a record.

use serde::Serialize;

use crate::check::checker::Checker;
use crate::check::file_profile::Probe;
use crate::dataset::Dataset;
use crate::dataset::record_table::State;
use crate::dataset::report::Report;
use crate::diagnostic::hex::digest;
use crate::diagnostic::option_error::OptionError;
use crate::input::framing::{Framing, on_one_line};
use crate::options::Options;

/// A text to replace a record, and the findings in it.
#[derive(Serialize)]
pub struct Judged {
    /// The text on one line, if it can be.
    pub text: String,
    /// Report on it alone: places are those of the text as it was given.
    pub report: Report,
    /// Digest that a decision about the record is bound to; absent if it is not one record without an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// Looks at a text as at a record of a file that looks like `probe`.
///
/// # Errors
/// Options that are not right.
pub fn judge(text: &str, options: &Options, probe: &Probe) -> Result<Judged, OptionError> {
    let joined = on_one_line(text).map_or_else(|| text.to_owned(), |line| line.text().to_owned());
    let is_by_line = !text.contains(['\n', '\r']);
    let probe = Probe {
        framing: if is_by_line {
            probe.framing
        } else {
            Framing::Values
        },
        unusable: false,
        arrangement: None,
        findings: Vec::new(),
        preamble: Vec::new(),
        start: 0,
        start_position: (0, 0),
        ..probe.clone()
    };
    let options = Options {
        split: None,
        validation_files: 0,
        ..options.clone()
    };
    let mut dataset = Dataset::new(options.clone())?;
    dataset.begin_file("", text.len() as u64, &probe);
    dataset.add(&Checker::new(&options, &probe)?.check(text.as_bytes()));
    let records = &dataset.records;
    let is_sound = records.len() == 1 && records.state(0) != State::Invalid;
    Ok(Judged {
        text: joined,
        digest: is_sound.then(|| digest(records.get(0).key())),
        report: dataset.report_now(false),
    })
}
