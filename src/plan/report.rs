//! The plan as it is handed over: `PlanReport` of `js/plan-report.ts`, which says what each field is.
#![expect(missing_docs, reason = "js/plan-report.ts says what each field is")]

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::Severity;
use crate::job::JobPlan;
use crate::report::Tool;

/// The whole plan.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    pub schema_version: u32,
    pub tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<PlanModel>,
    pub ok: bool,
    pub advice: Advice,
    pub models: Vec<ModelRow>,
    pub not_for_this_data: Vec<String>,
    pub hyperparameters: Vec<HyperparameterRow>,
    pub findings: Vec<PlanFinding>,
    pub cost: Cost,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobPlan>,
}

/// The model it is for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanModel {
    pub id: String,
    pub name: String,
    pub as_of: String,
}

/// Whether to fine-tune.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    pub verdict: Verdict,
    pub summary: String,
    pub reasons: Vec<Reason>,
    pub questions: Vec<QuestionRow>,
    pub alternatives: Vec<Alternative>,
    pub sizes: Vec<SizeRow>,
}

/// Whether to fine-tune, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    NotYet,
    Maybe,
    Yes,
}

/// A fact and what it speaks for.
#[derive(Debug, Serialize)]
pub struct Reason {
    pub speaks: Speaks,
    pub code: &'static str,
    pub message: String,
}

/// What a fact speaks for, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// Alone enough not to fine-tune yet.
    NotYet,
    Against,
    For,
    Neither,
}

/// A question with its answer, if there is one.
#[derive(Serialize)]
pub struct QuestionRow {
    pub name: &'static str,
    pub text: &'static str,
    pub choices: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<String>,
}

/// An answer that can be given.
#[derive(Serialize)]
pub struct Choice {
    pub value: &'static str,
    pub text: &'static str,
}

/// Something else to do, or fine-tuning itself.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    pub name: &'static str,
    pub title: &'static str,
    pub set_up: &'static str,
    pub cost: String,
    pub when: String,
}

/// How much data a task is advised to have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SizeRow {
    pub task: &'static str,
    pub title: &'static str,
    pub min: u64,
    pub max: u64,
    pub each: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yours: Option<String>,
    pub source: &'static str,
    pub as_of: &'static str,
}

/// A model that takes the data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelRow {
    pub id: String,
    pub name: String,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    pub regions: Vec<String>,
    pub as_it_is: bool,
    pub fit: Fit,
    pub records: Measured,
    pub longest: Measured,
    pub size: Measured,
    pub why: Vec<String>,
    pub validation_file: bool,
    pub inference: Vec<String>,
    pub as_of: String,
}

/// Something counted against a model's limit.
#[derive(Serialize)]
pub struct Measured {
    pub text: String,
    pub fit: Fit,
}

/// Whether data keeps within limits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    Fits,
    Unsure,
    No,
}

/// A hyperparameter of the job.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HyperparameterRow {
    pub name: String,
    pub range: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended: Option<String>,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    pub source: String,
    pub as_of: String,
}

/// What is wrong with a value that was given, or with data and model together.
#[derive(Debug, Serialize)]
pub struct PlanFinding {
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// What it costs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    pub prices: Vec<PriceRow>,
    pub items: Vec<CostItem>,
    pub decides: String,
    pub requests_per_day: f64,
    pub is_assumed: bool,
    pub notes: Vec<String>,
}

/// A number that the user may edit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceRow {
    pub name: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub given: bool,
    pub source: String,
    pub as_of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One amount of the estimate, in USD.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CostItem {
    pub name: &'static str,
    pub title: &'static str,
    pub low: f64,
    pub likely: f64,
    pub high: f64,
    pub text: String,
    pub how: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_even: Option<f64>,
}
