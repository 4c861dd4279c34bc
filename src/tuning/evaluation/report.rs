//! The shape of the report on an evaluation: these structs are its JSON Schema and its TypeScript types, too. After a change:
//! `node scripts/schemas.mjs`.

mod conclusion;

use serde::Serialize;

pub use conclusion::{Kind, Verdict};

use super::bootstrap::Interval;
use super::classes::Hits;
use super::measure::Measure;
use crate::diagnostic::tool::Tool;
use crate::tuning::evaluation::matching::By;
use crate::tuning::file_findings::FileFindings;

/// Quality of answers. Shares go from 0 to 1, lengths are in characters. JSON Schema: `tuneset/schema/evaluation.json`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EvaluationReport {
    /// Version of this shape; it rises when readers of the report have to change.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// The program that made the report.
    pub tool: Tool,
    /// True if there is no error among the findings, and the tuned model is not worse.
    pub ok: bool,
    /// The verdict on the tuned model.
    pub verdict: Verdict,
    /// The measure that the verdict is based on; it depends on the references.
    pub measure: Measure,
    /// The right answers.
    pub references: ReferencesReport,
    /// The data that the model was trained on; absent if it was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<TrainingReport>,
    /// Answers of the tuned model.
    pub tuned: ModelReport,
    /// Answers of the base model; absent if they were not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<ModelReport>,
    /// Comparison on the references that both models have answered; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<DifferenceReport>,
    /// Problems of the files, by kind.
    pub findings: FileFindings,
}

/// The right answers.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationReferences")
)]
#[serde(rename_all = "camelCase")]
pub struct ReferencesReport {
    /// Name of the file.
    pub name: String,
    /// Size of the file.
    pub bytes: u64,
    /// Number of records.
    pub records: u64,
    /// Records with an answer to compare with.
    pub usable: u64,
    /// Classes in the order they first occur, those of the training data first; absent if right answers do not look like
    /// classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vec<ClassReport>>,
    /// Structure that answers are expected to have: that of most answers in the training data, otherwise of most right answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<FormatReport>,
    /// Lengths of the right answers.
    pub length: LengthReport,
}

/// The data that the model was trained on.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationTraining")
)]
pub struct TrainingReport {
    /// Name of the file.
    pub name: String,
    /// Size of the file.
    pub bytes: u64,
    /// Number of records.
    pub records: u64,
    /// Records with an answer.
    pub usable: u64,
}

/// A class of the references.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationClass")
)]
pub struct ClassReport {
    /// Name of the class.
    pub name: String,
    /// References of the class.
    pub references: u64,
}

/// The structure that answers are expected to have.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationFormat")
)]
pub struct FormatReport {
    /// The structure as a phrase.
    pub name: String,
    /// Share of the right answers that have it.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub share: f64,
}

/// Lengths of answers, in characters.
#[derive(Clone, Copy, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Lengths"))]
pub struct LengthReport {
    /// Mean.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub mean: f64,
    /// Median.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub median: f64,
}

/// Answers of one model.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluatedModel")
)]
#[serde(rename_all = "camelCase")]
pub struct ModelReport {
    /// Name of the file.
    pub name: String,
    /// Size of the file.
    pub bytes: u64,
    /// Number of records.
    pub records: u64,
    /// Property that its answers were matched to references by.
    #[cfg_attr(test, schemars(extend("enum" = ["id", "prompt", "order"])))]
    pub matched_by: By,
    /// Answers with a reference; all figures are about these.
    pub scored: u64,
    /// Answers without a reference, or with one that has an answer already.
    pub unmatched: u64,
    /// References without an answer.
    pub unanswered: u64,
    /// Records without an answer: the inference failed, or the line cannot be read.
    pub failed: u64,
    /// Answers that ended at the token limit.
    pub cut_off: u64,
    /// Scores; absent if no answer has a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScoresReport>,
}

/// Means over the answers with a reference.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Scores"))]
#[serde(rename_all = "camelCase")]
pub struct ScoresReport {
    /// Mean of the report's `measure`.
    pub measured: Interval,
    /// Share of answers with the same text, apart from white space around it.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub exact_match: f64,
    /// Share of answers with the same words, regardless of case, white space and punctuation, or the same number.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub normalized_match: f64,
    /// F1 of shared words.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub token_f1: f64,
    /// Answers with the structure of the references, or one of their classes; absent if the references have nothing in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format_compliance: Option<ComplianceReport>,
    /// Scores by field, if the references have fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldReport>,
    /// Lengths of the answers.
    pub length: LengthReport,
    /// Scores by class, if the references are classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<ClassesReport>,
}

/// Answers with the structure of the references.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "FormatCompliance")
)]
pub struct ComplianceReport {
    /// Share of these answers.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub share: f64,
    /// Number of the other answers.
    pub breaking: u64,
    /// The first 20 of the others.
    #[cfg_attr(test, schemars(length(max = 20)))]
    pub examples: Vec<BreakReport>,
}

/// An answer with another structure.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FormatBreak"))]
pub struct BreakReport {
    /// Line of the reference.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Structure of the answer, as a phrase.
    pub is: String,
    /// The answer.
    pub answer: String,
}

/// Scores of a field of the answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FieldScore"))]
pub struct FieldReport {
    /// Name of the field.
    pub name: String,
    /// References with the field.
    pub references: u64,
    /// Share of right values.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub share: f64,
}

/// Scores of answers as classes.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ClassScores"))]
#[serde(rename_all = "camelCase")]
pub struct ClassesReport {
    /// Mean over classes.
    #[serde(rename = "macro")]
    pub macro_average: Hits,
    /// Mean over all answers.
    #[serde(rename = "micro")]
    pub micro_average: Hits,
    /// Scores of each class, in the order of `references.classes`.
    pub each: Vec<Hits>,
    /// A row for each class of the references, a column for each class of the answers and one for all else; for up to 30
    /// classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confusion: Option<Vec<Vec<u64>>>,
    /// The 20 most frequent confusions.
    #[cfg_attr(test, schemars(length(max = 20)))]
    pub most_confused: Vec<ConfusedReport>,
}

/// An answer of another class than the reference.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Confusion"))]
pub struct ConfusedReport {
    /// Class of the reference.
    pub reference: String,
    /// Class of the answer; absent if it is none of the classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Number of such answers.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub count: u64,
}

/// Comparison of two models, reference by reference.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationDifference")
)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceReport {
    /// References that both models have answered.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub pairs: u64,
    /// Number of times that the pairs were drawn again for the intervals.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub resamples: u64,
    /// Level of the intervals: 0.95.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub level: f64,
    /// Seed of the draws.
    pub seed: u64,
    /// The measures of both models.
    pub measures: Vec<MeasuredReport>,
    /// References that the tuned model answers better by the report's `measure`.
    pub better: ChangesReport,
    /// References that it answers worse.
    pub worse: ChangesReport,
    /// Probability of so one-sided a result by chance, if answers are right or wrong (exact `McNemar` test).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub mcnemar_p: Option<f64>,
}

/// A measure of both models on the same references.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "MeasureDifference")
)]
pub struct MeasuredReport {
    /// Name of the measure.
    #[cfg_attr(test, schemars(extend("enum" = ["normalizedMatch", "exactMatch", "tokenF1", "fieldAccuracy", "formatCompliance", "length", "macroF1"])))]
    pub name: &'static str,
    /// Value of the base model.
    pub base: f64,
    /// Value of the tuned model.
    pub tuned: f64,
    /// Tuned minus base.
    pub difference: Interval,
}

/// References that one model answers better than the other.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Changes"))]
pub struct ChangesReport {
    /// Number of references.
    pub count: u64,
    /// The 10 clearest.
    #[cfg_attr(test, schemars(length(max = 10)))]
    pub examples: Vec<ChangeReport>,
}

/// A reference that one model answers better than the other.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Change"))]
pub struct ChangeReport {
    /// Line of the reference.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Difference of the measure.
    pub difference: f64,
    /// The right answer.
    pub reference: String,
    /// Answer of the base model.
    pub base: String,
    /// Answer of the tuned model.
    pub tuned: String,
}
