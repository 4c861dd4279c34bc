//! The shape of the plan: these structs are its JSON Schema and its TypeScript types, too. After a change: `node
//! scripts/schemas.mjs`.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::finding::Severity;
use crate::diagnostic::tool::Tool;
use crate::models::NewJobs;
use crate::tuning::job_request::JobPlan;

/// An answer to: fine-tune or not, with which model, how and at what cost. Amounts are USD. JSON
/// Schema: `tuneset/schema/plan.json`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    /// Version of this shape; it rises when readers of the plan have to change.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// The program that made the plan.
    pub tool: Tool,
    /// The model that the plan is for. Absent without one: hyperparameters are then empty, and costs general.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<PlanModel>,
    /// True if there is no error among the findings.
    pub ok: bool,
    /// Advice on fine-tuning at all.
    pub advice: Advice,
    /// Models that take the data, directly or after a conversion, the best first.
    pub models: Vec<ModelRow>,
    /// Names of the other models.
    pub not_for_this_data: Vec<String>,
    /// Hyperparameters of the job.
    pub hyperparameters: Vec<HyperparameterRow>,
    /// Problems of given values, or of model and data together.
    pub findings: Vec<PlanFinding>,
    /// Estimated costs.
    pub cost: Cost,
    /// The request of the job; absent without a model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobPlan>,
}

/// The model that a plan is for.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlannedModel"))]
#[serde(rename_all = "camelCase")]
pub struct PlanModel {
    /// Id of the model, such as `nova-lite`.
    pub id: String,
    /// Name of the model, as AWS writes it.
    pub name: String,
    /// Day on which the model's rules were read.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
}

/// Advice on fine-tuning at all.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanAdvice"))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// The verdict in a word.
    pub verdict: Verdict,
    /// The verdict with the fact that weighs most.
    pub summary: String,
    /// Facts of this data set and your answers, the heaviest first.
    pub reasons: Vec<Reason>,
    /// Questions that only you can answer, in `PlanOptions.answers`.
    pub questions: Vec<QuestionRow>,
    /// Fine-tuning among the other ways.
    pub alternatives: Vec<Alternative>,
    /// Advised numbers of examples, by task.
    pub sizes: Vec<SizeRow>,
}

/// The verdict on fine-tuning in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanVerdict"))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Something else comes first.
    NotYet,
    /// Some facts are for it and some against it.
    Maybe,
    /// A need for it is known, and no fact is against it.
    Yes,
}

/// A fact, and the verdict that it supports.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanReason"))]
pub struct Reason {
    /// The side that the fact is on.
    pub speaks: Speaks,
    /// A stable name in kebab-case.
    pub code: &'static str,
    /// The fact in a sentence.
    pub message: String,
}

/// The side that a fact is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanSide"))]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// Sufficient by itself not to fine-tune yet.
    NotYet,
    /// Against fine-tuning.
    Against,
    /// For fine-tuning.
    For,
    /// Worth knowing.
    Neither,
}

/// A question to the user.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanQuestion"))]
pub struct QuestionRow {
    /// Name of the question, as in `PlanOptions.answers`.
    pub name: &'static str,
    /// The question.
    pub text: &'static str,
    /// The possible answers.
    pub choices: Vec<Choice>,
    /// The answer that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The answer that the data suggests, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<String>,
}

/// A possible answer.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanChoice"))]
pub struct Choice {
    /// Value for `PlanOptions.answers`.
    pub value: &'static str,
    /// The answer in words.
    pub text: &'static str,
}

/// A way to get better answers from a model.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "PlanAlternative")
)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    /// Name in kebab-case.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// Effort of setting it up.
    pub set_up: &'static str,
    /// Its cost.
    pub cost: String,
    /// Cases that it is good for.
    pub when: String,
}

/// Advised number of examples for a task.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanSize"))]
#[serde(rename_all = "camelCase")]
pub struct SizeRow {
    /// Name of the task.
    pub task: &'static str,
    /// Title of the task.
    pub title: &'static str,
    /// Fewest examples.
    pub min: u64,
    /// Most examples.
    pub max: u64,
    /// Unit that the numbers are for.
    #[cfg_attr(test, schemars(extend("enum" = ["class", "data set"])))]
    pub each: &'static str,
    /// Comparison with this data set; set for its task only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yours: Option<String>,
    /// Title and tag of the source.
    pub source: &'static str,
    /// Day on which the source was read.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: &'static str,
}

/// A model, and its fit with the data.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanModel"))]
#[serde(rename_all = "camelCase")]
pub struct ModelRow {
    /// Id of the model, such as `nova-lite`.
    pub id: String,
    /// Name of the model, as AWS writes it.
    pub name: String,
    /// Stage of its life.
    #[cfg_attr(test, schemars(with = "crate::models::Status"))]
    pub status: &'static str,
    /// Answer to whether it takes new jobs.
    pub new_jobs: NewJobs,
    /// AWS's dates, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    /// Regions in which it can be customized.
    pub regions: Vec<String>,
    /// False if the data has to be converted first.
    pub as_it_is: bool,
    /// The worst of the fits below.
    pub fit: Fit,
    /// Number of records against the model's limits.
    pub records: Measured,
    /// Tokens of the longest record against the model's limit.
    pub longest: Measured,
    /// Size of the files against the model's limits.
    pub size: Measured,
    /// Problems of the fit, and steps to do first.
    pub why: Vec<String>,
    /// True if a job takes a validation file.
    pub validation_file: bool,
    /// Ways to use the tuned model.
    pub inference: Vec<String>,
    /// Estimated cost of the training in words; absent before the tokens of valid records are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<String>,
    /// Estimated cost in words of a month of storage and of `cost.requestsPerDay`; absent as `training` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly: Option<String>,
    /// Day on which the model's rules were read.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
}

/// A property of the data against a limit of the model.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanMeasured"))]
pub struct Measured {
    /// Number and limit in words.
    pub text: String,
    /// Fit of the number.
    pub fit: Fit,
}

/// Fit of the data with limits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanFit"))]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Within the limits.
    Fits,
    /// The number is an estimate, or sources disagree.
    Unsure,
    /// Beyond a limit.
    No,
}

/// A hyperparameter, and the value to set it to.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "PlanHyperparameter")
)]
#[serde(rename_all = "camelCase")]
pub struct HyperparameterRow {
    /// Name in the API.
    pub name: String,
    /// Range in words.
    pub range: String,
    /// Value that the job takes if the request does not set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::number_or_word")
    )]
    pub default: Option<Value>,
    /// Recommended value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended: Option<String>,
    /// Reason for the recommendation.
    pub reason: String,
    /// Value that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(length(min = 0)))]
    pub given: Option<String>,
    /// Value in the job's request: the given one, otherwise the recommended one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(length(min = 0)))]
    pub value: Option<String>,
    /// Title and tag of the source.
    pub source: String,
    /// Day on which the source was read.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
}

/// A problem of a given value, or of data and model together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanFinding {
    /// Severity of the problem.
    pub severity: Severity,
    /// A stable name in kebab-case.
    pub code: &'static str,
    /// The problem in a sentence.
    pub message: String,
    /// Path of the value in `JobFields`, such as `hyperparameters.epochCount`, if it concerns one value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// Estimated costs as ranges, in USD.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanCost"))]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    /// All numbers of the estimate, to be edited.
    pub prices: Vec<PriceRow>,
    /// The amounts.
    pub items: Vec<CostItem>,
    /// The number that changes the result most.
    pub decides: String,
    /// Requests per day that the estimate assumes.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub requests_per_day: f64,
    /// True if `requestsPerDay` was not given.
    pub is_assumed: bool,
    /// Remarks on the estimate.
    pub notes: Vec<String>,
}

/// One number of the estimate.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanPrice"))]
#[serde(rename_all = "camelCase")]
pub struct PriceRow {
    /// Name, as in `PlanOptions.prices`.
    pub name: &'static str,
    /// Title.
    pub label: &'static str,
    /// Unit of the number.
    pub unit: &'static str,
    /// The number.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub value: f64,
    /// Lowest quote; equals the value if there is one quote, or it was given.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub low: f64,
    /// Highest quote; equals the value if there is one quote, or it was given.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub high: f64,
    /// True if the number is the caller's own.
    pub given: bool,
    /// Title and tag of the source.
    pub source: String,
    /// Day on which the source was read; empty for numbers of the caller or the data.
    #[cfg_attr(test, schemars(length(min = 0)))]
    pub as_of: String,
    /// Remark on the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One amount of the estimate, in USD.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PlanCostItem"))]
#[serde(rename_all = "camelCase")]
pub struct CostItem {
    /// Name in kebab-case.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// Lowest estimate.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub low: f64,
    /// Most likely amount.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub likely: f64,
    /// Highest estimate.
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub high: f64,
    /// The amount in words.
    pub text: String,
    /// Calculation of the amount.
    pub how: String,
    /// False if jobs of this model are billed in another way.
    pub applies: bool,
    /// Requests per day from which tuning pays for itself; absent if it never does, or does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0)))]
    pub break_even: Option<f64>,
}
