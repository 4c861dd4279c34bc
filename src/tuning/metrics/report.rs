//! The shape of the report on metrics: these structs are its JSON Schema and its TypeScript types, too. After a change: `node
//! scripts/schemas.mjs`.

use serde::Serialize;

use super::read::Kind;
use super::verdict::Verdict;
use crate::diagnostic::tool::Tool;
use crate::tuning::file_findings::FileFindings;

/// The curves of a finished job, and advice. Losses are those of the files, never perplexities. JSON Schema:
/// `tuneset/schema/metrics.json`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetricsReport {
    /// Version of this shape; it rises when readers of the report have to change.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// The program that made the report.
    pub tool: Tool,
    /// True if there is no error among the findings, and the run has not diverged.
    pub ok: bool,
    /// The files that were read.
    pub files: Vec<FileReport>,
    /// The verdict on the run.
    pub verdict: Verdict,
    /// Step with the lowest validation loss; absent without validation losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<BestReport>,
    /// Step from which validation loss rises to the end; absent if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overfit_onset: Option<OverfitOnsetReport>,
    /// The epochs; empty if the files do not number them.
    pub epochs: Vec<EpochReport>,
    /// Curve of training loss; absent without such losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<CurveReport>,
    /// Curve of validation loss; absent without such losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<CurveReport>,
    /// Problems of the files, by kind.
    pub findings: FileFindings,
}

/// A file that was read.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MetricsFile"))]
pub struct FileReport {
    /// Name of the file.
    pub name: String,
    /// Size of the file.
    pub bytes: u64,
    /// Content of the file, recognised by its columns.
    pub holds: Kind,
    /// Rows below the header.
    pub rows: u64,
    /// Losses that were read, including those that are not finite numbers.
    pub losses: u64,
}

/// Step with the lowest validation loss.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MetricsBest"))]
#[serde(rename_all = "camelCase")]
pub struct BestReport {
    /// The step.
    pub step: u64,
    /// The epoch, as the file numbers it: Bedrock's files have been seen to start at 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_number: Option<u64>,
    /// Number of epochs of a job that ends there; absent if that is within an epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_count: Option<u64>,
    /// Validation loss at the step.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub validation_loss: f64,
}

/// Step from which validation loss rises.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OverfitOnset"))]
#[serde(rename_all = "camelCase")]
pub struct OverfitOnsetReport {
    /// The step.
    pub step: u64,
    /// Rise of validation loss by the end: 0.31 for 31%.
    pub rise: f64,
    /// Change of training loss in the same time, below 0 if it fell; absent without training losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_change: Option<f64>,
}

/// One epoch.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MetricsEpoch"))]
#[serde(rename_all = "camelCase")]
pub struct EpochReport {
    /// The epoch, as the file numbers it.
    pub epoch_number: u64,
    /// Number of epochs of a job that ends with it.
    pub epoch_count: u64,
    /// Training steps.
    pub steps: u64,
    /// Mean training loss over its steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub training_loss: Option<f64>,
    /// Last validation loss measured in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub validation_loss: Option<f64>,
}

/// The losses of one side, by step.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MetricsCurve"))]
#[serde(rename_all = "camelCase")]
pub struct CurveReport {
    /// Finite losses of different steps.
    pub losses: u64,
    /// NaN and infinite losses; they are in no point.
    pub not_finite: u64,
    /// Number of steps that the centred moving mean in `smoothed` is over; 1 for a short curve, which is not smoothed.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub smoothed_over: u64,
    /// Number of neighbouring losses that each point is the mean of; more than 1 if there are over 500.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub losses_per_point: u64,
    /// The points of the curve.
    #[cfg_attr(test, schemars(length(max = 500)))]
    pub points: Vec<PointReport>,
}

/// A point of a curve.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MetricsPoint"))]
#[serde(rename_all = "camelCase")]
pub struct PointReport {
    /// The step.
    pub step: u64,
    /// The epoch, as the file numbers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_number: Option<u64>,
    /// Loss at the step.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub loss: f64,
    /// Smoothed loss at the step.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub smoothed: f64,
}
