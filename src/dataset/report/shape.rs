//! The shape of the report: these structs are its JSON Schema and its TypeScript types, too. After a change: `node
//! scripts/schemas.mjs`.

mod conversion;
mod findings;
mod next_steps;
mod repeats;
mod split;
mod stats;

use std::collections::BTreeMap;

use serde::Serialize;

pub use conversion::*;
pub use findings::*;
pub use next_steps::*;
pub use repeats::*;
pub use split::*;
pub use stats::*;

use crate::dataset::readiness::Readiness;
use crate::diagnostic::tool::Tool;
use crate::input::decompress::Archive;
use crate::models::{NewJobs, SetQuota};

/// The result of checking a data set, the same for any number of workers. Lines and columns are 1-based, columns count UTF-16
/// units, byte offsets are 0-based. JSON Schema: `tuneset/schema/report.json`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this shape; it rises when readers of the report have to change.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// The program that made the report.
    pub tool: Tool,
    /// The model that the data was checked for; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelOfReport>,
    /// The record format; absent when none was recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<crate::record::format::Format>"))]
    pub format: Option<&'static str>,
    /// True if there is no error, apart from errors that have been repaired.
    pub ok: bool,
    /// False for the report of a run that was cancelled or is still going.
    pub complete: bool,
    /// The inputs, in their order.
    pub files: Vec<FileReport>,
    /// Totals over all inputs.
    pub counts: Counts,
    /// The findings, by name of their rule; rules without findings are absent.
    #[cfg_attr(test, schemars(extend("propertyNames" = { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })))]
    pub rules: BTreeMap<&'static str, RuleReport>,
    /// Records converted to another layout; absent if no conversion was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion: Option<ConversionReport>,
    /// Records that a conversion would turn into the wanted format; absent if there are none, or they were converted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convertible: Option<Convertible>,
    /// Keys for `map`, if the data is in no known layout and can be converted by its keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mappable: Option<Mappable>,
    /// What to do next, in this order; empty until all is read, and where there is nothing to do.
    pub next_steps: Vec<NextStep>,
    /// Records that repeat others; each number includes the stricter kinds above it.
    pub duplicates: Duplicates,
    /// Records that the validation files and the files to compare with (`against`) share with the training data; absent without
    /// such files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<OverlapReport>,
    /// Sizes and properties of the data.
    pub stats: StatsReport,
    /// The outputs that `prepare` would write, or wrote; absent from `check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitReport>,
    /// Records that were read with a replaced text: see `Decisions.replace`; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edits: Option<EditsReport>,
    /// The verdict on the data set.
    pub readiness: Readiness,
}

/// Records that were read with a text other than the one in their files.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Edits"))]
pub struct EditsReport {
    /// Number of these records.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub records: u64,
    /// The records. Their digests are those of the decisions; the originals are in the input files.
    pub list: Vec<EditReport>,
}

/// A record that was read with another text.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "EditedRecord"))]
pub struct EditReport {
    /// Name of the input.
    pub file: String,
    /// Line of the record.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// XXH3-64 of the bytes of the line in the file, in hexadecimal.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-fA-F]{16}$")))]
    pub digest: String,
}

/// The model that the data was checked for.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ReportModel"))]
#[serde(rename_all = "camelCase")]
pub struct ModelOfReport {
    /// Id of the model, such as `nova-lite`.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub id: String,
    /// Name of the model, as AWS writes it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub name: String,
    /// Day on which the model's rules were read.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Answer to whether it takes new jobs.
    pub new_jobs: NewJobs,
    /// Quotas that the caller set, with the catalogue's numbers; absent without any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<SetQuota>,
}

/// An input file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "InputFile"))]
pub struct FileReport {
    /// Name of the input.
    pub name: String,
    /// Size of the text, after decompression. Every line, column and offset of the report refers to this text.
    pub bytes: u64,
    /// Number of lines.
    pub lines: u64,
    /// Records without an error.
    pub valid: u64,
    /// Records with an error.
    pub invalid: u64,
    /// True for a validation file (`validationFile`), whose records are validated with, not trained on; absent for others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub validation: bool,
    /// Compression of the file; absent for plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compressed: Option<Archive>,
}

/// Totals over all inputs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    /// Physical lines, including a last one without a line feed.
    pub lines: u64,
    /// Records, valid or not.
    pub records: u64,
    /// Records without an error.
    pub valid: u64,
    /// Records with an error.
    pub invalid: u64,
    /// Lines of white space only; they are not records.
    pub blank: u64,
    /// Lines that hold only a comment; they are not records.
    pub comments: u64,
    /// Findings with severity `error`, without repaired ones.
    pub errors: u64,
    /// Findings with severity `warning`, without repaired ones; one that is reported once for many records counts once.
    pub warnings: u64,
    /// Findings with severity `info`, without repaired ones; one that is reported once for many records counts once.
    pub infos: u64,
}
