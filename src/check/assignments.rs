//! Destinations of the records of a chunk: the fold's message to the writer.

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::match_kind::MatchKind;
use crate::check::edits::ChunkEdit;
use crate::lint::rule_set::RuleSet;

/// The destination of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Destination {
    /// Into the training file.
    Train,
    /// Into the validation file.
    Validation,
    /// Nowhere: it has an error.
    Invalid,
    /// Nowhere: it is a copy of a record that stays.
    Duplicate,
    /// Nowhere: the user left it out.
    Dropped,
    /// Nowhere: a file to compare with has it, too.
    Overlapping,
}

impl Destination {
    /// The side of that number, if there is one.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        use Destination::{Dropped, Duplicate, Invalid, Overlapping, Train, Validation};
        [Train, Validation, Invalid, Duplicate, Dropped, Overlapping]
            .into_iter()
            .find(|side| *side as u8 == number)
    }

    /// Returns true for a valid record that goes into no output.
    #[must_use]
    pub const fn is_left_out(self) -> bool {
        matches!(self, Self::Duplicate | Self::Dropped | Self::Overlapping)
    }
}

/// Destinations of the records of one chunk, and the records that copies repeat.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ChunkAssignments {
    /// The number of the chunk.
    pub chunk: u64,
    /// Digest of its bytes.
    pub digest: u64,
    /// Name of the file, where the data set has several.
    pub file: Option<String>,
    /// Offset and size of the chunk, where it is one line too long to be read.
    pub oversize: Option<(u64, u64)>,
    /// True if the chunk is one record that the engine failed on.
    pub fault: bool,
    /// Line of the chunk's first byte, from 0.
    pub first_line: u64,
    /// Comments before the first chunk of the file, and their lines, from 0.
    pub preamble: Vec<(u64, String)>,
    /// Text that was read instead of the record's.
    pub edits: Vec<ChunkEdit>,
    /// By record of the chunk: a [`Destination`] as a number.
    pub destinations: Vec<u8>,
    /// By record of the chunk: its seal from the check, in four bytes.
    pub seals: Vec<u8>,
    /// For each record that has an error, in order, the rules that refuse it.
    pub refused: Vec<RuleSet>,
    /// For each record that is left out as a copy or by a decision, in order, the record that stays in its place, if one does.
    pub kept: Vec<Option<DuplicateOf>>,
}

/// The record that stays in the place of one that is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicateOf {
    /// Its file.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// The kind of match.
    pub kind: MatchKind,
    /// Similarity, from 0 to 1.
    pub similarity: f64,
}
