//! Plan, job metrics and evaluation.

use super::failure;
use crate::tuning::metrics::File;
use crate::tuning::plan::PlanOptions;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// Returns true if the first bytes of a file look like the metrics of a job.
#[wasm_bindgen(js_name = isMetrics)]
pub fn is_metrics(head: &[u8]) -> bool {
    crate::tuning::metrics::is_metrics(head)
}

/// A plan from a report: a `PlanReport` as JSON; both arguments are JSON too.
///
/// # Errors
/// Something that is no complete report, or options that are not right, as a sentence.
#[wasm_bindgen]
pub fn plan(report: &str, options: &str) -> Result<String, JsError> {
    let report = serde_json::from_str(report).map_err(failure)?;
    let options = PlanOptions::from_json(options).map_err(failure)?;
    let plan = crate::tuning::plan::plan(&report, &options).map_err(failure)?;
    serde_json::to_string(&plan).map_err(failure)
}

/// Evaluates the metrics files of a run: a `MetricsReport` as JSON. `names` go with `files`, one for one.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over lists by value only"
)]
pub fn metrics(files: Vec<Uint8Array>, names: Vec<String>) -> Result<String, JsError> {
    let bytes: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
    let files: Vec<File<'_>> = bytes
        .iter()
        .zip(&names)
        .map(|(bytes, name)| File { name, bytes })
        .collect();
    serde_json::to_string(&crate::tuning::metrics::metrics(&files)).map_err(failure)
}

/// Evaluates answers against references: an `EvaluationReport` as JSON. `names` go with the files, one for one.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over lists, and bytes that may be absent, by value only"
)]
pub fn evaluate(
    references: &[u8],
    tuned: &[u8],
    base: Option<Vec<u8>>,
    training: Option<Vec<u8>>,
    names: Vec<String>,
    options: &str,
) -> Result<String, JsError> {
    use crate::tuning::evaluation::{EvaluationOptions, File, Files};
    let options = EvaluationOptions::from_json(options).map_err(failure)?;
    let name = |index: usize| names.get(index).map_or("", String::as_str);
    let file = |index, bytes| File {
        name: name(index),
        bytes,
    };
    let files = Files {
        references: file(0, references),
        tuned: file(1, tuned),
        base: base.as_deref().map(|bytes| file(2, bytes)),
        training: training.as_deref().map(|bytes| file(3, bytes)),
    };
    serde_json::to_string(&crate::tuning::evaluation::evaluate(&files, &options)).map_err(failure)
}

/// Returns true if the first bytes of a file look like the output of a batch inference job.
#[wasm_bindgen(js_name = isBatchOutput)]
pub fn is_batch_output(head: &[u8]) -> bool {
    crate::tuning::evaluation::is_batch_output(head)
}
