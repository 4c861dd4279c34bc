//! Framing: the records of a chunk, one a line, one a JSON value, or one a row of a table.

mod blank;
mod csv_rows;
mod line_joins;
#[cfg(test)]
mod tests;
mod values;
pub mod wrapped;

use std::ops::Range;

use memchr::{memchr, memchr2, memrchr, memrchr2};
use serde::{Deserialize, Serialize};

use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::json::string_or_line_end;
use csv_rows::{RowEnds, row_boundary, row_start, unclosed_line};
pub(crate) use csv_rows::{closing_quote, start_anew};
use line_joins::{RecordEnd, last_boundary, record_end};
pub use values::{SEPARATOR, value_end, value_start};

/// The framing of a file's bytes into records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Framing {
    /// JSON Lines: a record a line, or several where a raw line end breaks a record that is sound otherwise.
    #[default]
    Lines,
    /// A record a line, where lines end in carriage returns, as on an old Macintosh.
    Returns,
    /// One array, or values printed over several lines: a record a value, whatever the lines.
    Values,
    /// Lists of records within an object: a record a value. Text around the lists is left out.
    Wrapped,
    /// Unreadable text: lines are counted, their content is ignored.
    Opaque,
    /// CSV: a record a row, which goes over several lines if a quoted value contains line ends.
    CommaSeparated,
    /// CSV of a spreadsheet whose decimal sign is the comma.
    SemicolonSeparated,
    /// TSV.
    TabSeparated,
    /// Values between vertical bars.
    PipeSeparated,
}

impl Framing {
    /// Returns the separator of the values of a row; none if records are no rows.
    #[must_use]
    pub const fn delimiter(self) -> Option<u8> {
        match self {
            Self::Lines | Self::Returns | Self::Values | Self::Wrapped | Self::Opaque => None,
            Self::CommaSeparated => Some(b','),
            Self::SemicolonSeparated => Some(b';'),
            Self::TabSeparated => Some(b'\t'),
            Self::PipeSeparated => Some(b'|'),
        }
    }
}

impl Framing {
    /// Returns true if a line, and not a value, is a record.
    #[must_use]
    pub const fn is_by_line(self) -> bool {
        matches!(self, Self::Lines | Self::Returns)
    }

    /// Returns true if a record is a JSON value, whatever the lines.
    #[must_use]
    pub const fn is_by_value(self) -> bool {
        matches!(self, Self::Values | Self::Wrapped)
    }

    /// Returns true if a file may be cut at any line feed before a line that begins with `{"`: no record continues behind one.
    #[must_use]
    pub const fn cuts_at_line_feeds(self) -> bool {
        matches!(self, Self::Lines | Self::Opaque)
    }

    /// Returns the bytes of a line (from 0) of `bytes`, without its end.
    #[must_use]
    pub fn line(self, bytes: &[u8], line: usize) -> Range<usize> {
        let by_line = match self {
            Self::Returns => Self::Returns,
            _ => Self::Opaque,
        };
        let found = frames(bytes, by_line).nth(line);
        found.map_or(bytes.len()..bytes.len(), |frame| frame.start..frame.end)
    }

    /// Returns true if a line ends with `byte`.
    #[must_use]
    pub const fn ends_line(self, byte: u8) -> bool {
        byte == b'\n' || matches!(self, Self::Returns) && byte == b'\r'
    }

    /// Returns the start of the line with the byte at `at`.
    #[must_use]
    pub fn line_start(self, bytes: &[u8], at: usize) -> usize {
        let before = &bytes[..at];
        let end = match self {
            Self::Returns => memrchr2(b'\r', b'\n', before),
            _ => memrchr(b'\n', before),
        };
        end.map_or(0, |end| end + 1)
    }
}

/// One record's place in its chunk, the line feed left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line feeds in the chunk before `start`.
    pub line: u32,
}

/// The records of a chunk that was cut where one ends.
pub struct Frames<'c> {
    chunk: &'c [u8],
    framing: Framing,
    rows: Option<RowEnds>,
    at: usize,
    line: u32,
    is_list_closed: Option<bool>,
}

/// Iterates over the records of `chunk`.
#[must_use]
pub fn frames(chunk: &[u8], framing: Framing) -> Frames<'_> {
    Frames {
        chunk,
        framing,
        rows: framing.delimiter().map(RowEnds::new),
        at: 0,
        line: 0,
        is_list_closed: None,
    }
}

impl Iterator for Frames<'_> {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        if self.framing.is_by_value() {
            return self.next_value();
        }
        if self.rows.is_some() {
            return self.next_row();
        }
        if self.at >= self.chunk.len() {
            return None;
        }
        let start = self.at;
        let rest = &self.chunk[start..];
        let end = match self.framing {
            Framing::Returns => memchr2(b'\r', b'\n', rest),
            _ => memchr(b'\n', rest),
        };
        let end = end.map_or(self.chunk.len(), |length| start + length);
        if self.framing == Framing::Lines
            && let RecordEnd::At(end) = record_end(self.chunk, start, end, true)
        {
            let frame = self.frame(start, end);
            self.at = end + 1;
            self.line += 1;
            return Some(frame);
        }
        let is_pair = self.framing == Framing::Returns && self.chunk[end..].starts_with(b"\r\n");
        let frame = Frame {
            start,
            end,
            line: self.line,
        };
        self.at = end + 1 + usize::from(is_pair);
        self.line += 1;
        Some(frame)
    }
}

impl Frames<'_> {
    /// Ends of lines in the whole chunk; right once no record is left.
    #[must_use]
    pub fn line_feeds(&self) -> u32 {
        match self.framing {
            framing if framing.is_by_value() || self.rows.is_some() => {
                self.line + line_feeds(&self.chunk[self.at..])
            }
            framing => {
                let goes_on = |&last: &u8| !framing.ends_line(last);
                self.line - u32::from(self.chunk.last().is_some_and(goes_on))
            }
        }
    }

    fn next_row(&mut self) -> Option<Frame> {
        let start = row_start(self.chunk, self.at)?;
        let end = self.rows.as_mut()?.end(self.chunk, start);
        // The chunk's end is final, if a row reaches it.
        let delimiter = self.framing.delimiter()?;
        let end = end.or_else(|| Some(start + unclosed_line(&self.chunk[start..], delimiter)?));
        // Excludes the line's end, of which the reader has taken one byte.
        let end = end.map_or(self.chunk.len(), |end| end - 1);
        Some(self.frame(start, end))
    }

    /// Returns true if the chunk closes the list that its values are in, false if it opens another one behind it; `None` if it
    /// has no such bracket. Right once no record is left.
    #[must_use]
    pub const fn is_list_closed(&self) -> Option<bool> {
        self.is_list_closed
    }

    fn next_value(&mut self) -> Option<Frame> {
        let start = match self.framing {
            Framing::Wrapped => wrapped::value_start(self.chunk, self.at),
            _ => value_start(self.chunk, self.at),
        };
        let between = &self.chunk[self.at..start.unwrap_or(self.chunk.len())];
        self.is_list_closed = is_list_closed(between).or(self.is_list_closed);
        let start = start?;
        let end = value_end(self.chunk, start).unwrap_or(self.chunk.len());
        Some(self.frame(start, end))
    }

    /// A record that may go over several lines.
    fn frame(&mut self, start: usize, end: usize) -> Frame {
        self.line += line_feeds(&self.chunk[self.at..start]);
        let frame = Frame {
            start,
            end,
            line: self.line,
        };
        self.line += line_feeds(&self.chunk[start..end]);
        self.at = end;
        frame
    }
}

/// Returns the number of bytes from the start of `bytes` that form whole records; 0 if more must be read first.
/// `last` is true if nothing follows, so that everything is whole.
#[must_use]
pub fn boundary(bytes: &[u8], framing: Framing, last: bool) -> usize {
    if last {
        return bytes.len();
    }
    if framing == Framing::Returns {
        // A line feed that follows a return at the end belongs to the same line's end.
        let known = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        return framing.line_start(known, known.len());
    }
    if let Some(delimiter) = framing.delimiter() {
        return row_boundary(bytes, delimiter);
    }
    if framing == Framing::Lines {
        return last_boundary(bytes);
    }
    if framing == Framing::Wrapped {
        return wrapped::last_boundary(bytes);
    }
    if framing != Framing::Values {
        return framing.line_start(bytes, bytes.len());
    }
    let mut whole = 0;
    while let Some(start) = value_start(bytes, whole) {
        match value_end(bytes, start) {
            // A scalar that touches the end may continue in unread bytes.
            Some(end) if end < bytes.len() || matches!(bytes[start], b'{' | b'[' | b'"') => {
                whole = end;
            }
            _ => return whole,
        }
    }
    // Separators of records may be cut anywhere: read on until a record begins, many of them would pass for a long record.
    // A bracket that closes an array stays with the bracket of the next one.
    memrchr(b']', &bytes[whole..]).map_or(bytes.len(), |at| whole + at)
}

/// Returns true if the text between two values closes their list, false if it opens another one behind it.
fn is_list_closed(between: &[u8]) -> Option<bool> {
    let separates = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
    let first = between.iter().find(|byte| !separates(byte))?;
    let last = between.iter().rfind(|byte| !separates(byte));
    (*first == b']').then_some(last != Some(&b'['))
}

/// Line feeds in `bytes`.
#[must_use]
pub fn line_feeds(bytes: &[u8]) -> u32 {
    narrow(memchr::memchr_iter(b'\n', bytes).count())
}

/// Returns the record on one line, without line ends and other white space outside strings; `None` if it is on one line already
/// and stays unchanged.
#[must_use]
pub fn on_one_line(record: &str) -> Option<MappedText> {
    let bytes = record.as_bytes();
    memchr2(b'\n', b'\r', bytes)?;
    let mut line = MappedText::default();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_or_line_end(bytes, at, b'"').unwrap_or(bytes.len()),
            b' ' | b'\t' | b'\r' | b'\n' => {
                line.copy(record, Span::new(narrow(from), narrow(at)));
                while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                    at += 1;
                }
                from = at;
            }
            _ => at += 1,
        }
    }
    line.copy(record, Span::new(narrow(from), narrow(at)));
    Some(line)
}
