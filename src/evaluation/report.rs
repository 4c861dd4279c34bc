//! The report on an evaluation: `EvaluationReport` of `js/evaluation.ts`, which says what each field is.
#![expect(missing_docs, reason = "js/evaluation.ts says what each field is")]

use serde::Serialize;

use super::bootstrap::Interval;
use super::classes::Hits;
use super::measure::Measure;
use super::pairing::By;
use super::verdict::Verdict;
use crate::remark::Remarks;
use crate::report::Tool;

/// The whole report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationReport {
    pub schema_version: u32,
    pub tool: Tool,
    pub ok: bool,
    pub verdict: Verdict,
    pub measure: Measure,
    pub references: ReferencesReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<TrainingReport>,
    pub tuned: ModelReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<ModelReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<DifferenceReport>,
    pub findings: Remarks,
}

/// The held-out file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReferencesReport {
    pub name: String,
    pub bytes: u64,
    pub records: u64,
    pub usable: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vec<ClassReport>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeReport>,
    pub length: LengthReport,
}

/// What the model was trained on.
#[derive(Serialize)]
pub struct TrainingReport {
    pub name: String,
    pub bytes: u64,
    pub records: u64,
    pub usable: u64,
}

/// A class of the references.
#[derive(Serialize)]
pub struct ClassReport {
    pub name: String,
    pub references: u64,
}

/// The shape that answers are held to.
#[derive(Serialize)]
pub struct ShapeReport {
    pub name: String,
    pub share: f64,
}

/// Characters.
#[derive(Clone, Copy, Serialize)]
pub struct LengthReport {
    pub mean: f64,
    pub median: f64,
}

/// The answers of one model.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelReport {
    pub name: String,
    pub bytes: u64,
    pub records: u64,
    pub matched_by: By,
    pub scored: u64,
    pub unmatched: u64,
    pub unanswered: u64,
    pub failed: u64,
    pub cut_off: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScoresReport>,
}

/// How good they are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScoresReport {
    pub measured: Interval,
    pub exact_match: f64,
    pub normalized_match: f64,
    pub overlap: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format_compliance: Option<ComplianceReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldReport>,
    pub length: LengthReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<ClassesReport>,
}

/// How many answers have the shape of the references.
#[derive(Serialize)]
pub struct ComplianceReport {
    pub share: f64,
    pub breaking: u64,
    pub examples: Vec<BreakReport>,
}

/// An answer of another shape.
#[derive(Serialize)]
pub struct BreakReport {
    pub line: u64,
    pub is: String,
    pub answer: String,
}

/// A field of the answers.
#[derive(Serialize)]
pub struct FieldReport {
    pub name: String,
    pub references: u64,
    pub share: f64,
}

/// Hits by class.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassesReport {
    #[serde(rename = "macro")]
    pub macro_average: Hits,
    #[serde(rename = "micro")]
    pub micro_average: Hits,
    pub each: Vec<Hits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confusion: Option<Vec<Vec<u64>>>,
    pub most_confused: Vec<ConfusedReport>,
}

/// What was taken for what.
#[derive(Serialize)]
pub struct ConfusedReport {
    pub reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    pub count: u64,
}

/// Base and tuned, pair by pair.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceReport {
    pub pairs: u64,
    pub resamples: u64,
    pub level: f64,
    pub seed: u64,
    pub measures: Vec<MeasuredReport>,
    pub better: ChangesReport,
    pub worse: ChangesReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_test: Option<f64>,
}

/// One measure of both models on the same references.
#[derive(Serialize)]
pub struct MeasuredReport {
    pub name: &'static str,
    pub base: f64,
    pub tuned: f64,
    pub difference: Interval,
}

/// References that one model answers better than the other.
#[derive(Serialize)]
pub struct ChangesReport {
    pub count: u64,
    pub examples: Vec<ChangeReport>,
}

/// One of them.
#[derive(Serialize)]
pub struct ChangeReport {
    pub line: u64,
    pub difference: f64,
    pub reference: String,
    pub base: String,
    pub tuned: String,
}
