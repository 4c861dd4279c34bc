//! The ways in which two records are the same, and a record of another file that matches one of the data set.

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::jaccard::Similarity;

/// Kinds of sameness, from the strictest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// The same bytes.
    Exact,
    /// The same JSON value.
    Canonical,
    /// The same words, whatever case, white space and punctuation.
    Normalized,
    /// Most runs of three words the same.
    Near,
}

impl MatchKind {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Canonical => "canonical",
            Self::Normalized => "normalized",
            Self::Near => "near",
        }
    }
}

/// A record of the other file that also occurs in the data set. At least one of `alike` and `asked` is present.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The record of the other file.
    pub record: u32,
    /// The record of the data set that matches by the strictest kind.
    pub alike: Option<Alike>,
    /// The first record of the data set with the same question.
    pub asked: Option<Asked>,
}

/// A record of the data set that matches one of the other file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The first such record; of near ones, the most similar.
    pub record: u32,
    /// The kind of match.
    pub match_kind: MatchKind,
    /// Similarity of the two.
    pub similarity: Similarity,
}

/// A record of the data set with the question of one of the other file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The record.
    pub record: u32,
    /// True if the question has many answers, such as "Write a poem": repeating it leaks nothing.
    pub wants_many: bool,
}

impl Match {
    /// Returns true if what the model has learned gives the record's answer away.
    #[must_use]
    pub fn is_overlap(&self) -> bool {
        self.alike.is_some() || self.asked.is_some_and(|asked| !asked.wants_many)
    }
}
