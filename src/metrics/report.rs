//! The report on a run's metrics: `MetricsReport` of `js/types.ts`, which says what each field is.
#![expect(missing_docs, reason = "js/types.ts says what each field is")]

use serde::Serialize;

use super::read::Kind;
use super::verdict::Verdict;
use crate::remark::Remarks;
use crate::report::Tool;

/// The whole report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricsReport {
    pub schema_version: u32,
    pub tool: Tool,
    pub ok: bool,
    pub files: Vec<FileReport>,
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<BestReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnReport>,
    pub epochs: Vec<EpochReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<CurveReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<CurveReport>,
    pub findings: Remarks,
}

/// A file that was read.
#[derive(Serialize)]
pub struct FileReport {
    pub name: String,
    pub bytes: u64,
    pub holds: Kind,
    pub rows: u64,
    pub losses: u64,
}

/// The lowest validation loss.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BestReport {
    pub step: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_count: Option<u64>,
    pub validation_loss: f64,
}

/// Where validation loss turned.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TurnReport {
    pub step: u64,
    pub rise: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_change: Option<f64>,
}

/// One epoch.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochReport {
    pub epoch_number: u64,
    pub epoch_count: u64,
    pub steps: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_loss: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_loss: Option<f64>,
}

/// One curve.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurveReport {
    pub losses: u64,
    pub not_finite: u64,
    pub smoothed_over: u64,
    pub losses_per_point: u64,
    pub points: Vec<PointReport>,
}

/// One point of a curve.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PointReport {
    pub step: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch_number: Option<u64>,
    pub loss: f64,
    pub smoothed: f64,
}
