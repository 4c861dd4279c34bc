//! The report's shape: `Report` of `js/types.ts`, which says what each field is.
#![expect(missing_docs, reason = "js/types.ts says what each field is")]

use std::collections::BTreeMap;

use serde::Serialize;

use crate::decisions::NotApplied;
use crate::decompress::Archive;
use crate::diagnostic::{Fix, Severity};
use crate::histogram::Bar;
use crate::models::SetQuota;
use crate::readiness::Readiness;
use crate::records::Sameness;

/// The whole report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub schema_version: u32,
    pub tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelOfReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    pub ok: bool,
    pub complete: bool,
    pub files: Vec<FileReport>,
    pub counts: Counts,
    pub rules: BTreeMap<&'static str, RuleReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion: Option<ConversionReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convertible: Option<Convertible>,
    pub duplicates: Duplicates,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<OverlapReport>,
    pub stats: StatsReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edits: Option<EditsReport>,
    pub readiness: Readiness,
}

/// Records that were read as another text than stands in their files.
#[derive(Serialize)]
pub struct EditsReport {
    pub records: u64,
    pub list: Vec<EditReport>,
}

/// Such a record.
#[derive(Serialize)]
pub struct EditReport {
    pub file: String,
    pub line: u64,
    pub digest: String,
}

/// What made the report.
#[derive(Serialize)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

/// The model it was made for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelOfReport {
    pub id: String,
    pub name: String,
    pub as_of: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<SetQuota>,
}

/// A file that was read.
#[derive(Serialize)]
pub struct FileReport {
    pub name: String,
    pub bytes: u64,
    pub lines: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compressed: Option<Archive>,
}

/// What was counted.
#[derive(Serialize)]
pub struct Counts {
    pub lines: u64,
    pub records: u64,
    pub valid: u64,
    pub invalid: u64,
    pub blank: u64,
    pub comments: u64,
    pub errors: u64,
    pub warnings: u64,
    pub infos: u64,
}

/// The findings of one rule.
#[derive(Serialize)]
pub struct RuleReport {
    pub severity: Severity,
    pub count: u64,
    pub fixed: u64,
    pub fixable: Fixable,
    pub examples: Vec<Diagnostic>,
}

/// How many findings could be repaired.
#[derive(Default, Serialize)]
pub struct Fixable {
    pub safe: u64,
    #[serde(rename = "unsafe")]
    pub unsafe_: u64,
}

/// A repair.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FixReport {
    pub safe: bool,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<FixEditReport>,
}

/// A change that a repair makes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FixEditReport {
    pub byte_offset: u64,
    pub byte_length: u32,
    pub text: String,
}

impl From<Fix> for FixReport {
    fn from(fix: Fix) -> Self {
        let edits = fix.edits.into_iter().map(|edit| FixEditReport {
            byte_offset: edit.offset,
            byte_length: edit.length,
            text: edit.text.into_owned(),
        });
        Self {
            safe: fix.safe,
            title: fix.title.into_owned(),
            places: fix.places,
            edits: edits.collect(),
        }
    }
}

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    pub rule: &'static str,
    pub severity: Severity,
    pub message: String,
    pub file: String,
    pub line: u64,
    pub column: u64,
    pub byte_offset: u64,
    pub byte_length: u32,
    pub pointer: String,
    pub excerpt: String,
    pub mark: (u32, u32),
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordPlace>,
    pub help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixReport>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub classes: BTreeMap<String, String>,
}

/// A record's bytes in its file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordPlace {
    pub byte_offset: u64,
    pub byte_length: u64,
}

/// Another record that a finding speaks of.
#[derive(Serialize)]
pub struct Related {
    pub file: String,
    pub line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f64>,
}

/// What was converted.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversionReport {
    pub to: &'static str,
    pub from: BTreeMap<String, u64>,
    pub not_converted: u64,
    pub lost: BTreeMap<String, u64>,
}

/// What could be converted.
#[derive(Serialize)]
pub struct Convertible {
    pub to: &'static str,
    pub from: Vec<ConvertibleFrom>,
}

/// The records of one layout that could be converted.
#[derive(Serialize)]
pub struct ConvertibleFrom {
    pub layout: &'static str,
    pub title: String,
    pub records: u64,
    pub first: FirstPlace,
}

/// Where the first of several records stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FirstPlace {
    pub file: String,
    pub line: u64,
    pub byte_offset: u64,
    pub byte_length: u64,
}

/// What says the same.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Duplicates {
    pub exact: u64,
    pub canonical: u64,
    pub normalized: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<u64>,
    pub conflicting: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    pub cluster_count: u64,
    pub clusters: Vec<Cluster>,
}

/// Records that say the same.
#[derive(Serialize)]
pub struct Cluster {
    pub kind: Sameness,
    pub representative: ClusterRecord,
    pub members: Vec<ClusterMember>,
    pub size: u64,
}

/// A record of a cluster.
#[derive(Serialize)]
pub struct ClusterRecord {
    pub file: String,
    pub line: u64,
    pub digest: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
}

/// A record of a cluster beside its representative.
#[derive(Serialize)]
pub struct ClusterMember {
    #[serde(flatten)]
    pub record: ClusterRecord,
    pub kind: Sameness,
    pub similarity: f64,
    pub link: Link,
}

/// How a record belongs to its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// Similar enough to the representative.
    Direct,
    /// Similar enough to another record of the cluster.
    Linked,
}

/// A line of a file.
#[derive(Serialize)]
pub struct FileLine {
    pub file: String,
    pub line: u64,
}

/// What stands in files to compare with and in the data set.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlapReport {
    pub files: Vec<FileReport>,
    pub records: u64,
    pub exact: u64,
    pub canonical: u64,
    pub normalized: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<u64>,
    pub same_prompt: u64,
    pub overlapping: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    pub pairs: Vec<OverlapPair>,
    pub unread: UnreadReport,
}

/// A record of a file to compare with, and the one of the data set that it is held against.
#[derive(Serialize)]
pub struct OverlapPair {
    #[serde(flatten)]
    pub place: FileLine,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f64>,
    pub other: FileLine,
}

/// What could not be read of files to compare with.
#[derive(Serialize)]
pub struct UnreadReport {
    pub records: u64,
    pub examples: Vec<Diagnostic>,
}

/// Sizes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatsReport {
    pub tokens: TokenReport,
    pub turns: TurnReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<SystemPromptReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_format: Option<AnswerFormatReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<&'static str>,
}

/// The structure that most answers have.
#[derive(Serialize)]
pub struct AnswerFormatReport {
    pub name: String,
    pub records: u64,
    pub total: u64,
}

/// Whether answers are classes, and which.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelReport {
    pub look_like_classes: bool,
    pub why: String,
    pub answers: u64,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub main: Option<ClassesReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more_fields: Vec<ClassesReport>,
}

/// The classes of one field of the answers.
#[derive(Serialize)]
pub struct ClassesReport {
    pub field: String,
    pub total: u64,
    pub distinct: u64,
    pub classes: Vec<ClassReport>,
}

/// One class.
#[derive(Serialize)]
pub struct ClassReport {
    pub label: String,
    pub records: u64,
}

/// Estimated tokens.
#[derive(Serialize)]
pub struct TokenReport {
    pub low: u64,
    pub likely: u64,
    pub high: u64,
    pub answers: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<Longest>,
    pub histogram: Vec<Bar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

/// The longest record.
#[derive(Serialize)]
pub struct Longest {
    #[serde(flatten)]
    pub place: FileLine,
    pub tokens: u64,
}

/// Messages a record.
#[derive(Serialize)]
pub struct TurnReport {
    pub histogram: Vec<Bar>,
}

/// System prompts.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemPromptReport {
    pub records: u64,
    pub distinct: u64,
    pub longest_tokens: u64,
}

/// What a split comes to, as it stands in the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SplitReport {
    /// The training file.
    pub train: OutputReport,
    /// The validation file, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<OutputReport>,
    /// What is in neither.
    pub set_aside: SetAsideReport,
    /// The seed of the draw.
    pub seed: u64,
    /// Validation records that are related to a training record.
    pub leakage: u64,
    /// What was asked for and could not be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the records are grouped by, where the user says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_by: Option<GroupByReport>,
    /// What came of the user's decisions, where there are such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<DecisionsReport>,
    /// The classes on both sides, where there are classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strata: Option<StrataReport>,
}

/// What came of the user's decisions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionsReport {
    /// Records that stay by decision.
    pub kept: u64,
    /// Records that are left out by decision.
    pub dropped: u64,
    /// What could not be done, and why.
    pub replaced: u64,
    pub not_applied: Vec<NotApplied>,
}

/// The classes of the records on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StrataReport {
    /// Where the class of a record stands.
    pub by: String,
    /// Whether both sides were to have the same shares.
    pub stratified: bool,
    /// How many classes there are.
    pub distinct: u64,
    /// The largest first.
    pub strata: Vec<StratumReport>,
}

/// One class on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StratumReport {
    /// Its name; none for the records without a class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its training records.
    pub train: u64,
    /// Its validation records.
    pub validation: u64,
    /// Of all training records, from 0 to 1.
    pub train_share: f64,
    /// Of all validation records, from 0 to 1.
    pub validation_share: f64,
}

/// The groups that stay whole because the user says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupByReport {
    /// Where the value of a group stands.
    pub pointer: String,
    /// Different values.
    pub groups: u64,
    /// Records of the largest group.
    pub largest: u64,
    /// Records without a value, each of which stands for itself.
    pub without: u64,
}

/// A file of a split.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OutputReport {
    /// Its records.
    pub records: u64,
    /// Its size, once it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its digest, once it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What is left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAsideReport {
    /// Lines in all, blank ones too.
    pub records: u64,
    /// How many for each reason: `invalid`, `duplicate`, `near-duplicate`, `blank-line`, `comment-line`.
    pub by_reason: BTreeMap<&'static str, u64>,
    /// Size of the file, once it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its digest, once it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}
