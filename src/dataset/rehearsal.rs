//! Does with one chunk alone all that a run does with its records: where that fails, the fault is in this chunk.

use crate::check::checker::Checker;
use crate::check::chunk_report::ChunkReport;
use crate::check::file_profile::Probe;
use crate::dataset::Dataset;
use crate::diagnostic::option_error::OptionError;
use crate::options::Options;

/// Folds, relates, reports and writes `chunk`, with its `report`, as a separate data set; the results are dropped.
///
/// # Errors
/// Options that are not right.
pub fn rehearse(
    checker: &mut Checker,
    (options, probe): (&Options, &Probe),
    chunk: &[u8],
    report: &ChunkReport,
) -> Result<(), OptionError> {
    let mut dataset = Dataset::new(options.clone())?;
    dataset.begin_file("", chunk.len() as u64, probe);
    dataset.add(report);
    dataset.end_file();
    drop(dataset.report_now(true));
    // A split that this chunk alone is too small for is no fault.
    if let Ok(assignments) = dataset.assignments(0) {
        drop(checker.write(chunk, &assignments));
    }
    Ok(())
}
