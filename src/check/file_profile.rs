//! The profile of a file after the first look: encoding, framing, columns and format, by which its chunks are read.

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::Finding;
use crate::input::csv::Columns;
use crate::input::framing::Framing;
use crate::input::json_columns::Arrangement;
use crate::input::repair::Keys;
use crate::record::format::Format;
use crate::record::layout::Foreign;

/// The findings of the first look at a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that do not depend on one another"
)]
pub struct Probe {
    /// True if the head ends within the first record, so that more must be read.
    pub need_more: bool,
    /// Encoding of its bytes, if they are text.
    pub encoding: Encoding,
    /// Encodings that the platform may decode it from, as the Encoding Standard names them: the probable one, or several.
    pub encodings: Vec<String>,
    /// First and last byte, the last one exclusive, of a text that shows how each reads.
    pub shown: (u64, u64),
    /// True if the user wants the file to be read in the first of them.
    pub decodes: bool,
    /// Offset of the first chunk: past the bracket of an array.
    pub start: u64,
    /// Line feeds before `start`, and UTF-16 units between the last of them and `start`.
    pub start_position: (u64, u64),
    /// Framing of the bytes from `start` on.
    pub framing: Framing,
    /// True if the first chunk begins within a list: an array, or one in an object.
    pub opens_list: bool,
    /// True if the file may be cut at line feeds: of JSON Lines, at those before a line that begins with `{"`.
    pub cuts_at_line_feeds: bool,
    /// The header's columns, if the file is a table.
    pub columns: Option<Columns>,
    /// The table that the file's one object holds.
    pub arrangement: Option<Arrangement>,
    /// The format of most of the first records.
    pub format: Option<Format>,
    /// The layout of the first records that are of no format of Bedrock's: chats that fit several layouts are of this one.
    pub foreign: Option<Foreign>,
    /// The keys of the first records, by which broken ones are read.
    pub keys: Keys,
    /// True if several of their instructions have a placeholder beside them.
    pub has_fillers: bool,
    /// JSON Pointers to values that repeat in the first records.
    pub places: Vec<String>,
    /// Findings about the file as a whole; offsets count from the file's start.
    pub findings: Vec<Finding>,
    /// True if no record of it can be exported as the file is.
    pub unusable: bool,
    /// Comments before `start`, and their lines, from 0.
    pub preamble: Vec<(u64, String)>,
}

/// A text of the file as the platform decodes it; none where the file cannot be in that encoding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Name in the Encoding Standard.
    pub encoding: String,
    /// The text at [`Probe::shown`].
    pub text: Option<String>,
}

/// The encoding of a file's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, or mostly UTF-8, so that the invalid places can be reported.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Text in another encoding, which is not read.
    Other,
    /// No text.
    Binary,
}
