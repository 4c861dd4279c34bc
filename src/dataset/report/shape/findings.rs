//! Findings in the report.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::finding::{Fix, Severity};

/// All findings of one rule.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleReport {
    /// Highest severity among the findings.
    pub severity: Severity,
    /// Number of findings, including those that are not among the examples.
    pub count: u64,
    /// Findings of `count` that have been repaired (with `fix` or `unsafeFixes`); they no longer count as errors.
    pub fixed: u64,
    /// Findings of `count` that have not been repaired, by their own severity.
    pub open: OpenFindings,
    /// Findings of `count` that could still be repaired.
    pub fixable: Fixable,
    /// The first findings in file order, as many as `maxExamplesPerRule`.
    pub examples: Vec<Diagnostic>,
}

impl RuleReport {
    /// Of a rule that has found nothing so far.
    #[must_use]
    pub fn empty(severity: Severity) -> Self {
        Self {
            severity,
            count: 0,
            fixed: 0,
            open: OpenFindings::default(),
            fixable: Fixable::default(),
            examples: Vec::new(),
        }
    }

    /// Counts open findings of a severity.
    pub fn add(&mut self, severity: Severity, count: u64) {
        self.severity = self.severity.max(severity);
        self.count += count;
        *self.open.of(severity) += count;
    }

    /// Counts fewer findings, of those of a severity.
    pub fn take(&mut self, severity: Severity, count: u64) {
        self.count -= count;
        let open = self.open.of(severity);
        *open = open.saturating_sub(count);
    }
}

/// Number of findings that have not been repaired, by severity.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenFindings {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Notes.
    pub info: u64,
}

impl OpenFindings {
    /// The number of a severity.
    pub const fn of(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        }
    }
}

/// Number of findings that could be repaired.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fixable {
    /// Findings that the safe fixes would repair.
    pub safe: u64,
    /// Findings that only fixes with a guess would repair.
    #[serde(rename = "unsafe")]
    pub unsafe_: u64,
}

/// A repair of one finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Fix"))]
#[serde(rename_all = "camelCase")]
pub struct FixReport {
    /// True if the intended text is certain. Otherwise the fix is a guess, for a person to review.
    pub safe: bool,
    /// The fix as a phrase: `remove the comma`.
    pub title: String,
    /// Number of places that it changes; absent if it rewrites the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub places: Option<u32>,
    /// Changes to the file, in file order; absent if there are too many to list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<FixEditReport>,
}

/// A change to the file: `text` replaces `byteLength` bytes.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Edit"))]
#[serde(rename_all = "camelCase")]
pub struct FixEditReport {
    /// Offset of the first replaced byte.
    pub byte_offset: u64,
    /// Number of replaced bytes.
    pub byte_length: u32,
    /// The new text.
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

/// A finding: a problem, its place, and how to solve it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Name of the rule, one of `rules`.
    pub rule: &'static str,
    /// Severity of the finding; lower than the rule's own if sources disagree.
    pub severity: Severity,
    /// The problem, in one sentence without a full stop.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub message: String,
    /// Name of the input.
    pub file: String,
    /// Line, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Column, from 1, in UTF-16 units.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub column: u64,
    /// Offset of the first marked byte in the file.
    pub byte_offset: u64,
    /// Number of marked bytes.
    pub byte_length: u32,
    /// RFC 6901 pointer to the value within its record; '' is the whole record.
    #[cfg_attr(test, schemars(regex(pattern = "^(/([^~]|~[01])*)?$")))]
    pub pointer: String,
    /// At most about 120 characters of the record around the marked place.
    pub excerpt: String,
    /// The marked place within `excerpt`, in UTF-16 units: [start, end).
    pub highlight: (u32, u32),
    /// Bytes of the record in the file; absent for findings about a whole file or data set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordPlace>,
    /// A way to solve the problem.
    pub help: String,
    /// An automatic repair; absent if only a person can repair it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixReport>,
    /// Set if the finding has been repaired, so that it no longer counts as an error.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
    /// Set if the record was replaced by a decision: the finding is about the new text, with offsets as if it began at the old
    /// one. `record` is the place of the old one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// Number of records that this finding represents, if it is reported once for many records of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub records: Option<u64>,
    /// Other records that the finding refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Classes of the record, by field, if the answers look like classes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub classes: BTreeMap<String, String>,
}

/// Bytes of a record in its file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecordPlace {
    /// Offset of the first byte.
    pub byte_offset: u64,
    /// Number of bytes.
    pub byte_length: u64,
    /// Number of the record in its file, from 1, if its line holds other records, too, as in an array on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub number: Option<u64>,
}

/// Another record that a finding refers to.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RelatedRecord"))]
#[serde(rename_all = "camelCase")]
pub struct Related {
    /// Name of the input.
    pub file: String,
    /// Line of the record.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Offset of its first byte in the file.
    pub byte_offset: u64,
    /// Number of the record in its file, from 1, if its line holds other records, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub number: Option<u64>,
    /// Similarity of the two records, from 0 to 1, if it was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub similarity: Option<f64>,
}
