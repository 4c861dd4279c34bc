//! The verdict of an evaluation, in a word and in sentences.

use serde::Serialize;

use crate::diagnostic::finding::Severity;

/// Result of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationVerdictKind")
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The tuned model is better.
    Better,
    /// The tuned model is worse.
    Worse,
    /// The difference is not certain.
    NoDifference,
    /// There are no answers of the base model.
    NotCompared,
    /// No answer has a reference.
    NothingToCompare,
}

impl Kind {
    pub(in crate::tuning::evaluation) const fn severity(self) -> Severity {
        match self {
            Self::Better | Self::NotCompared => Severity::Info,
            Self::NoDifference => Severity::Warning,
            Self::Worse | Self::NothingToCompare => Severity::Error,
        }
    }
}

/// The verdict on the tuned model, and its certainty.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationVerdict")
)]
pub struct Verdict {
    /// Result of the comparison.
    pub kind: Kind,
    /// Severity: worse and nothing to compare are errors, no difference is a warning.
    pub severity: Severity,
    /// The verdict in one sentence, with the numbers that led to it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub summary: String,
    /// Further facts that bear on it.
    pub reasons: Vec<String>,
    /// Steps to take, the most important first.
    pub advice: Vec<String>,
}
