//! The names of reasons.

use serde::Serialize;

/// Stable name of a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ReadinessCode"))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Records have errors.
    ErrorsFound,
    /// There are warnings.
    WarningsFound,
    /// Records with errors are in the set-aside file, not in the outputs.
    RecordsSetAside,
    /// There is no record, or none is left to train on.
    NoRecords,
    /// Files are compressed.
    CompressedInput,
    /// No model was named, and none that is open to new jobs takes such records.
    NoOpenModel,
    /// Fewer than 50 distinct examples.
    FewExamples,
    /// 50 to 99 distinct examples.
    ThinExamples,
    /// 100 to 499 distinct examples.
    GoodExamples,
    /// 500 to 5,000 distinct examples, as recommended.
    RecommendedExamples,
    /// More than 5,000 distinct examples.
    ManyExamples,
    /// The outputs of `prepare` would break a limit that the input keeps.
    LimitBrokenByPreparing,
    /// Near-duplicates would take too much memory to look for.
    NearDuplicatesNotLookedFor,
    /// Fine-tuning may save a long system prompt.
    LongSystemPrompt,
    /// The split is not the one that was asked for.
    SplitAdjusted,
    /// Decisions could not be applied.
    DecisionsNotApplied,
    /// The split could not be stratified, or not for all records.
    NotStratified,
    /// Classes are on one side of the split only.
    ClassesOnOneSide,
    /// Records have no value to group by.
    RecordsWithoutGroup,
    /// No record of the files to compare with could be read.
    NothingCompared,
    /// Some records of the files to compare with could not be read.
    RecordsNotCompared,
    /// The input has no record of the files to compare with.
    NoOverlap,
    /// The input has records of the files to compare with.
    OverlapFound,
    /// Records of the input that the files to compare with have, too, are left out.
    OverlapDropped,
    /// Name of a rule about a whole file or data set, such as `too-few-records`.
    #[serde(untagged)]
    Rule(#[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))] &'static str),
}
