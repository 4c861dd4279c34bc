//! Facts: what many records have alike, such as what a model does not learn. One finding for the data set, with its number of
//! records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::{Finding, Severity};

/// Facts, by the index of their rule and a name within it.
pub type Facts<F> = BTreeMap<(u8, String), Fact<F>>;

/// A fact about some records, with places of the type `F`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<F = Finding> {
    /// Severity after the user's settings, never an error: errors are those of single records.
    pub severity: Severity,
    /// Number of records that it is true of.
    pub records: u64,
    /// Number of these that a safe fix would repair, and that only a guess would.
    pub fixable: [u64; 2],
    /// It is shown from this number of records on, and from this share on: one in so many of all.
    pub least: (u64, u64),
    /// Number of the last of these records in its chunk.
    #[serde(skip)]
    pub last: u32,
    /// True if it is among the first of its rule, as many as examples are shown.
    pub is_shown: bool,
    /// The first places, as many as [`places_kept`] allows; none if it is not shown.
    pub places: Vec<F>,
}

impl<F> Fact<F> {
    /// Returns true if enough of `all` records have it.
    #[must_use]
    pub const fn is_told(&self, all: u64) -> bool {
        let (fewest, share) = self.least;
        self.records >= fewest && self.records.saturating_mul(share) >= all
    }
}

/// Examples of a rule up to which one place stands for all: the page keeps as many before the user asks for more.
const EXAMPLES_OF_A_PAGE: usize = 500;

/// Returns the number of places to keep of a fact: one, unless the user requests a list of all findings.
#[must_use]
pub const fn places_kept(max_examples: usize) -> usize {
    if max_examples > EXAMPLES_OF_A_PAGE {
        max_examples
    } else {
        1
    }
}
