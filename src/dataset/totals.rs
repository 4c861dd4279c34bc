//! Counts over all files.

use crate::analysis::profile::optional_fields::OptionalFields;
use crate::analysis::profile::stats::Stats;
use crate::lint::dataset_finding::Place;

/// Counts over all files.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Lines without a record.
    pub blank: u64,
    /// Lines that hold a comment only.
    pub comments: u64,
    /// Records with an error.
    pub invalid: u64,
    /// Records that repeat an earlier one to the byte.
    pub exact: u64,
    /// Records that repeat an earlier one as a value, the exact ones among them.
    pub canonical: u64,
    /// Sizes and counts.
    pub stats: Stats,
    /// Parts that some records have and others lack.
    pub(crate) parts: OptionalFields<Place>,
    /// By record, the place of its tokens in the histogram, from 1; 0 for one that is not counted, and none behind the last.
    pub token_places: Vec<u16>,
    /// The longest record: file, line from 0, likely tokens.
    pub longest: Option<(usize, u64, u64)>,
}

/// The mode of the search for near-duplicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nearness {
    /// Turned off by the user.
    Off,
    /// Those of this similarity and more.
    From(f64),
    /// Not any more: it would take more memory than there may be.
    TooMuch,
    /// Not again: the engine failed on it.
    Failed,
}
