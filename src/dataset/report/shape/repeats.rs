//! Records in the report that repeat others, in the input or in files to compare with.

use serde::Serialize;

use super::{Diagnostic, FileReport};
use crate::analysis::similarity::match_kind::MatchKind;

/// Records that repeat others.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Duplicates {
    /// Records that repeat an earlier one byte for byte.
    pub exact: u64,
    /// Records that repeat an earlier one as a JSON value, including the exact ones.
    pub canonical: u64,
    /// Records that repeat an earlier one in words, regardless of case, white space and punctuation, including the canonical
    /// ones.
    pub normalized: u64,
    /// Records in a cluster beside its representative: those similar to another by `threshold` or more, and the normalized
    /// ones. The similarity is the share of runs of three words that two records have in common, of all that either has, in the
    /// text of user and assistant; that runs of a large share of the records are the same does not count, and their answers are
    /// alike. Absent if near-duplicates were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<u64>,
    /// Records that are similar to an earlier one by `threshold` or more but for the answer: the same passage with another
    /// question, or another answer to nearly the same one. They are not duplicates, and stay on one side of a split with it.
    /// Absent if near-duplicates were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_prompts: Option<u64>,
    /// Records that answer a question in other words than the first record with it. They are not duplicates, and are counted
    /// separately.
    pub conflicting: u64,
    /// Pictures, videos and documents that several records name; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<SharedMediaReport>,
    /// Similarity from which records are near-duplicates; absent if they were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0.5, max = 1)))]
    pub threshold: Option<f64>,
    /// Number of clusters, listed or not.
    pub cluster_count: u64,
    /// Records of clusters that the outputs leave out; absent in a report of `check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<u64>,
    /// Records that the outputs have beside another one of their cluster; absent in a report of `check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<u64>,
    /// The first 50 clusters in file order.
    #[cfg_attr(test, schemars(length(max = 50)))]
    pub clusters: Vec<Cluster>,
}

/// Pictures, videos and documents that several records name, by their addresses in S3.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SharedMedia"))]
#[serde(rename_all = "camelCase")]
pub struct SharedMediaReport {
    /// Number of different addresses.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub files: u64,
    /// Records that name one of them.
    #[cfg_attr(test, schemars(range(min = 2)))]
    pub records: u64,
    /// True if such records stay on one side of the split.
    pub kept_together: bool,
}

/// Records that are the same, directly or through each other.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cluster {
    /// The loosest kind in the cluster.
    pub kind: MatchKind,
    /// The first record in file order.
    pub representative: ClusterRecord,
    /// The first 20 of the other records; `size` counts all of them and the representative.
    #[cfg_attr(test, schemars(length(min = 1, max = 20)))]
    pub members: Vec<ClusterMember>,
    /// Number of records, including the representative.
    #[cfg_attr(test, schemars(range(min = 2)))]
    pub size: u64,
}

/// A record of a cluster.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClusterRecord {
    /// Name of the input.
    pub file: String,
    /// Line of the record.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Half of the digest of its checked JSON value; `Decided` identifies the record by it.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{16}$")))]
    pub digest: String,
    /// Set if the record is left out of the outputs; never in a report of `check`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
}

/// A record of a cluster beside its representative.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClusterMember {
    /// The record.
    #[serde(flatten)]
    pub record: ClusterRecord,
    /// Kind of sameness with the record of `copyOf`, or else with the representative.
    pub kind: MatchKind,
    /// An earlier record of the cluster beside the representative that this one repeats in bytes, as a JSON value or in words; absent
    /// if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<FileLine>,
    /// Similarity to the representative, from 0 to 1, rounded down: the share of all runs of three words that both have. Lower
    /// than `Duplicates.threshold` where it is met only without the runs that a large share of the records have.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub similarity: f64,
    /// Connection to the cluster.
    pub link: Link,
}

/// Connection of a record to its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// Similar enough to the representative.
    Direct,
    /// Similar only to another record of the cluster, and never left out for the representative.
    Linked,
}

/// A line of a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileLine {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
}

/// Records that the validation files and the files to compare with (`against`) share with the training data. From `exact` to
/// `near` each number includes the ones before it; the kinds are those of `duplicates`.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Overlap"))]
#[serde(rename_all = "camelCase")]
pub struct OverlapReport {
    /// The validation files and the files to compare with.
    pub files: Vec<FileReport>,
    /// Records that could be read and were compared.
    pub records: u64,
    /// Records that the input has byte for byte.
    pub exact: u64,
    /// Records that the input has as a JSON value, including the exact ones.
    pub canonical: u64,
    /// Records that the input has in the same words, including the canonical ones.
    pub normalized: u64,
    /// Records similar to one of the input by `threshold` or more, including the normalized ones; absent if near-duplicates
    /// were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<u64>,
    /// Records with a question that the input has: all before the last answer, regardless of case and white space.
    pub same_prompt: u64,
    /// Records reported as `overlapping-record`: those of `near`, and those with a question of the input, unless a large share
    /// of the records answer that question, each in its own way.
    pub overlapping: u64,
    /// Those of `overlapping` that records in the training file give away: fewer where copies or single records were left out of
    /// it; the same number before a split.
    pub leaking: u64,
    /// Records of the input that are left out because of `dropOverlap`; absent without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<u64>,
    /// Records of the training data that also occur in these files, in a way that counts for `overlapping`: those that
    /// `dropOverlap` leaves out, unless a decision keeps them.
    pub in_input: u64,
    /// Similarity from which records are near-duplicates; absent if they were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0.5, max = 1)))]
    pub threshold: Option<f64>,
    /// The first pairs of each kind, as many as there are examples of a rule, in the order of the files.
    pub pairs: Vec<OverlapPair>,
    /// Records that could not be read and were not compared.
    pub unread: UnreadReport,
}

impl OverlapReport {
    /// The sums of both, except what is of the input.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.records += other.records;
        self.exact += other.exact;
        self.canonical += other.canonical;
        self.normalized += other.normalized;
        self.near = self.near.zip(other.near).map(|(one, other)| one + other);
        self.same_prompt += other.same_prompt;
        self.overlapping += other.overlapping;
        self.leaking += other.leaking;
        self.threshold = self.threshold.and(other.threshold);
        self.pairs.extend(other.pairs);
        self.unread.records += other.unread.records;
        self.unread.examples.extend(other.unread.examples);
        self
    }
}

/// A record of such a file, and the first such record of the input; for near ones, the most similar.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverlapPair {
    /// The record of the file.
    #[serde(flatten)]
    pub place: FileLine,
    /// The strictest kind that applies; `same-prompt` if only the question is the same.
    pub kind: OverlapKind,
    /// Similarity of the two records, for all kinds but `same-prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub similarity: Option<f64>,
    /// The record of the input.
    pub other: FileLine,
}

/// Kind of a pair of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OverlapKind {
    /// Only the question is the same.
    SamePrompt,
    /// The records are the same.
    #[serde(untagged)]
    Same(MatchKind),
}

/// Records that could not be read.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "UnreadRecords"))]
pub struct UnreadReport {
    /// Number of these records.
    pub records: u64,
    /// The first problems found in them.
    pub examples: Vec<Diagnostic>,
}
