//! The way a file falls into records: lines, an array, printed objects, a table.

use memchr::memchr;

use super::comments::Comments;
use super::csv_sniffer::{self, Table};
use super::wrapper::{Unfinished, Wrapping, wrapping};
use crate::input::framing::value_end;
use crate::input::line_kind::is_blank;
use crate::input::repair::begins_key;
use crate::json::{Parser, Value};

/// Keys without quotation marks are recognised up to this length.
const LONGEST_NAME: usize = 64;

/// The way a file falls into records.
pub(super) enum FileLayout {
    Lines,
    /// Lines that end in carriage returns alone.
    Returns,
    Table(Table),
    Array {
        open: usize,
    },
    PrettyPrinted {
        /// Start of the first chunk: comments before the first record are part of it.
        start: usize,
        first: usize,
    },
    /// Something else around the records.
    Wrapped(Wrapping),
    /// The first record does not end within the head.
    Unfinished,
}

pub(super) fn layout_of(head: &[u8], mark: usize, whole: bool) -> FileLayout {
    let Some(first) = Comments::of(head, mark).content() else {
        return if whole {
            FileLayout::Lines
        } else {
            FileLayout::Unfinished
        };
    };
    let has_returns_alone = memchr(b'\n', head).is_none() && memchr(b'\r', head).is_some();
    let line_break = if has_returns_alone { b'\r' } else { b'\n' };
    let lines = if has_returns_alone && lines_with_content(&head[mark..]) > 1 {
        FileLayout::Returns
    } else {
        FileLayout::Lines
    };
    let start = if is_blank(&head[mark..first]) {
        first
    } else {
        mark
    };
    let line_end = memchr(line_break, &head[first..]).map(|length| first + length);
    match wrapping(head, first, start, whole) {
        Ok(None) => {}
        Ok(Some(wrapping)) => return FileLayout::Wrapped(wrapping),
        Err(Unfinished) => return FileLayout::Unfinished,
    }
    match head[first] {
        b'[' => match value_end(head, first) {
            // A line that is an array, and other lines after it: judged line by line, if it is not the first of several arrays.
            Some(end) if is_followed_by_other_lines(head, first, end) => lines,
            _ => FileLayout::Array { open: first },
        },
        b'{' => match (value_end(head, first), line_end) {
            (Some(end), Some(line_end)) if end > line_end && is_json(&head[first..end]) => {
                FileLayout::PrettyPrinted { start, first }
            }
            // Not JSON even over its lines, yet broken after a bracket or comma as printers break.
            (_, Some(line_end)) if is_broken_by_a_printer(&head[first..], line_end - first) => {
                FileLayout::PrettyPrinted { start, first }
            }
            (_, None) if !whole => FileLayout::Unfinished,
            _ => lines,
        },
        _ if line_end.is_none() && !whole => FileLayout::Unfinished,
        _ => csv_sniffer::find(head, mark, whole).map_or(lines, FileLayout::Table),
    }
}

/// Returns true if something other than another array of records follows the array from `first` to `end`.
fn is_followed_by_other_lines(head: &[u8], first: usize, end: usize) -> bool {
    let Some(next) = Comments::of(head, end).content() else {
        return false;
    };
    let begins = |open: usize| {
        let at = (head[open] == b'[').then_some(open + 1)?;
        let start = Comments::of(head, at).content()?;
        (head[start] == b'{').then_some(start)
    };
    let (Some(record), Some(_)) = (begins(first), begins(next)) else {
        return true;
    };
    // Lines that are arrays of messages are conversations, and no batches of records.
    let text = value_end(head, record).and_then(|end| std::str::from_utf8(&head[record..end]).ok());
    text.is_some_and(|text| {
        let mut parser = Parser::new();
        let is_message =
            |record: Value<'_>| ["role", "from"].iter().any(|key| record.get(key).is_some());
        parser.parse(text).is_ok_and(is_message)
    })
}

/// Counts the lines that end in carriage returns and hold something; two are as good as more.
fn lines_with_content(bytes: &[u8]) -> usize {
    let lines = bytes.split(|byte| *byte == b'\r');
    lines.filter(|line| !is_blank(line)).take(2).count()
}

fn is_json(bytes: &[u8]) -> bool {
    simdutf8::basic::from_utf8(bytes).is_ok_and(|text| Parser::new().parse(text).is_ok())
}

/// Returns true if the first line is only an opening bracket, and a key begins the next: the output of a pretty-printer,
/// whatever its faults. A line that only lost its rest is followed by another record.
fn is_broken_by_a_printer(text: &[u8], line_end: usize) -> bool {
    let next = Comments::of(text, line_end).content().map(|at| &text[at..]);
    let begins_member = |next: &[u8]| {
        matches!(next.first(), Some(b'"' | b'\''))
            || std::str::from_utf8(&next[..next.len().min(LONGEST_NAME)]).is_ok_and(begins_key)
    };
    text[..line_end].trim_ascii() == b"{" && next.is_some_and(begins_member)
}
