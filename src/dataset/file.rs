//! Files of the data set and their chunks.

use super::unread::Content;
use crate::input::csv::Columns;
use crate::input::decompress::Archive;
use crate::input::framing::Framing;
use crate::options::Side;

/// A file of the data set.
#[derive(Clone, Debug)]
pub struct File {
    /// Name that the user gave.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Line feeds so far; the last line counts even without one.
    pub line_feeds: u64,
    /// True if its last byte so far is no line feed.
    pub ends_in_line: bool,
    /// True where that line holds a record.
    pub(super) ends_in_record: bool,
    /// True if the list that holds its values is open so far.
    pub(super) is_list_open: bool,
    /// The side of its records: that of a validation file is fixed.
    pub side: Side,
    /// Index of its first record.
    pub first_record: usize,
    /// Comments before its first chunk, and their lines.
    pub(crate) preamble: Vec<(u64, String)>,
    /// Archive that it was unpacked from; sizes and places are those of its text.
    pub archive: Option<Archive>,
    /// Framing of its records.
    pub(crate) framing: Framing,
    /// Columns of its header, if it is a table.
    pub(crate) columns: Option<Columns>,
    /// UTF-16 units of the line that the last chunk was cut in.
    pub(super) column: u64,
    /// Bytes of it that were folded in.
    pub(crate) offset: u64,
}

impl File {
    /// Returns true for a validation file.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        self.side == Side::Validation
    }

    /// Returns the number of lines: a last one without a line feed counts.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.line_feeds + self.ends_in_line as u64
    }
}

/// The place of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub(super) file: usize,
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) first_line: u64,
    pub(super) first_record: usize,
    pub(super) records: usize,
    /// Lines without a record.
    pub(super) others: u64,
    pub(super) digest: u64,
    pub(super) content: Content,
}
