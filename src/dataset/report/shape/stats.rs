//! Sizes and properties of the data in the report.

use serde::Serialize;

use super::FileLine;
use crate::analysis::profile::histogram::Bar;
use crate::record::sample::MediaKind;

/// Sizes and properties of the data.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Stats"))]
#[serde(rename_all = "camelCase")]
pub struct StatsReport {
    /// Estimated tokens over all valid records.
    pub tokens: TokenReport,
    /// Messages per record.
    pub turns: TurnReport,
    /// System prompts; absent if no record has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<SystemPromptReport>,
    /// Classes of the answers; absent if no record has an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelReport>,
    /// JSON Pointers to values that repeat in the first 100 records of a file: a split can be grouped or stratified by them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeating_pointers: Vec<String>,
    /// Structure that most answers share, such as a JSON object with certain keys; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_format: Option<AnswerFormatReport>,
    /// Kinds of media in the data; absent for text only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<MediaKind>,
    /// The first buckets that media are in, at most 20.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(length(max = 20)))]
    pub media_buckets: Vec<String>,
}

/// The structure that most answers share.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "AnswerFormat"))]
pub struct AnswerFormatReport {
    /// The structure as a phrase.
    pub name: String,
    /// Records with this structure.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub records: u64,
    /// Records with an answer.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub total: u64,
}

/// Classes of the answers: few different values, each short, that repeat.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Labels"))]
#[serde(rename_all = "camelCase")]
pub struct LabelReport {
    /// True if the answers look like classes.
    pub look_like_classes: bool,
    /// The reason for this, as a phrase.
    pub why: String,
    /// Records with an answer.
    pub answers: u64,
    /// The classes, if the answers have any.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub main: Option<ClassesReport>,
    /// Further fields of the answers that look like classes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(length(min = 0)))]
    pub more_fields: Vec<ClassesReport>,
}

/// The classes of the answers, or of one field of them.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Classes"))]
pub struct ClassesReport {
    /// `completion` for whole answers; otherwise the key within them.
    pub field: String,
    /// Records with a value.
    pub total: u64,
    /// Number of different values.
    pub distinct: u64,
    /// The most frequent values first, at most 200.
    #[cfg_attr(test, schemars(length(min = 0)))]
    pub classes: Vec<ClassReport>,
}

/// One class.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ClassCount"))]
pub struct ClassReport {
    /// Name of the class.
    pub label: String,
    /// Records of the class.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub records: u64,
}

/// Estimated tokens over all valid records.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "TokenStats"))]
#[serde(rename_all = "camelCase")]
pub struct TokenReport {
    /// Lowest estimate.
    pub low: u64,
    /// Most likely number.
    pub likely: u64,
    /// Highest estimate.
    pub high: u64,
    /// The part of `likely` that is in the answers.
    pub answers: u64,
    /// The record with most tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<Longest>,
    /// Likely tokens that half of the records do not exceed, to two digits.
    pub median: u64,
    /// Likely tokens that 95% of the records do not exceed, to two digits.
    pub p95: u64,
    /// Records by likely tokens.
    pub histogram: Vec<Bar>,
    /// The model's limit on tokens per record, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Records that the likely tokens put above the limit; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above_limit: Option<u64>,
}

/// The record with most tokens.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "LongestRecord"))]
pub struct Longest {
    /// The record.
    #[serde(flatten)]
    pub place: FileLine,
    /// Its likely tokens.
    pub tokens: u64,
}

/// Messages per record.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "TurnStats"))]
pub struct TurnReport {
    /// Records by number of messages.
    pub histogram: Vec<Bar>,
}

/// System prompts of the data.
#[derive(Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "SystemPromptStats")
)]
#[serde(rename_all = "camelCase")]
pub struct SystemPromptReport {
    /// Records with a system prompt.
    pub records: u64,
    /// Number of different system prompts.
    pub distinct: u64,
    /// Estimated tokens of the longest one.
    pub longest_tokens: u64,
}
