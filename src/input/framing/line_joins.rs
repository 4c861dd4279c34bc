//! Records of JSON Lines that continue on further lines: a text with a raw line end in it, an object printed over lines.

use memchr::memchr3;

use crate::input::line_kind::BYTE_ORDER_MARK;
use crate::input::repair::on_one_line;
use crate::json::Parser;

/// The most bytes of a record that continues on further lines; `js/engine/chunks.ts` has the same limit.
pub const LONGEST: usize = 256 << 10;

/// The end of the record that a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RecordEnd {
    /// The line's.
    Line,
    /// That of a later line.
    At(usize),
    /// It depends on bytes that are not there.
    Unknown,
}

/// The first line of a record that may continue on the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// `{` and a key.
    Member,
    /// `{` alone, as printers write it.
    Bracket,
}

/// Finds the end of the record in the line from `start` to `line_end`. It continues on further lines only if they make one JSON
/// object with it, and none of them begins a record itself. Anything else is a record a line. `last` is true if nothing follows
/// `bytes`.
pub fn record_end(bytes: &[u8], start: usize, line_end: usize, last: bool) -> RecordEnd {
    let next = begins_record(bytes, line_end + 1);
    if next == Some(true) {
        return RecordEnd::Line;
    }
    let Some(beginning) = beginning(&bytes[start..line_end]) else {
        return RecordEnd::Line;
    };
    let (mut depth, mut is_text, mut at) = (0_usize, false, start);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let found = if is_text {
            memchr3(b'"', b'\\', b'\n', rest)
        } else {
            let counts = |byte: &u8| matches!(byte, b'{' | b'}' | b'[' | b']' | b'"' | b'\n');
            rest.iter().position(counts)
        };
        at = found.map_or(bytes.len(), |length| at + length);
        if at - start > LONGEST {
            return RecordEnd::Line;
        }
        match bytes.get(at) {
            None if !last => return RecordEnd::Unknown,
            None => return whole(bytes, start, at),
            // A line's end is no escape.
            Some(b'\\') => at += usize::from(bytes.get(at + 1) != Some(&b'\n')),
            Some(b'"') => is_text = !is_text,
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') if depth == 0 => return RecordEnd::Line,
            Some(b'}' | b']') => depth -= 1,
            _ if depth == 0 && !is_text && at == line_end => return RecordEnd::Line,
            _ if depth == 0 && !is_text => return whole(bytes, start, at),
            _ if is_text && beginning == Beginning::Bracket => return RecordEnd::Line,
            _ if !is_text && bytes.get(at + 1) == Some(&b'{') => return RecordEnd::Line,
            _ => match begins_record(bytes, at + 1) {
                Some(true) => return RecordEnd::Line,
                None if !last => return RecordEnd::Unknown,
                _ => {}
            },
        }
        at += 1;
    }
}

/// Returns the last place in `bytes`, behind a line feed, at which no record is cut; 0 if more must be read first.
pub fn last_boundary(bytes: &[u8]) -> usize {
    let mut line_feeds = memchr::memrchr_iter(b'\n', bytes);
    let Some(last) = line_feeds.next() else {
        return 0;
    };
    if begins_record(bytes, last + 1) == Some(true) {
        return last + 1;
    }
    let begins = |feed: &usize| begins_record(bytes, feed + 1) == Some(true);
    let mut at = line_feeds.find(begins).map_or(0, |feed| feed + 1);
    while at <= last {
        let line_end = at + memchr::memchr(b'\n', &bytes[at..]).unwrap_or(0);
        at = match record_end(bytes, at, line_end, false) {
            RecordEnd::Line => line_end + 1,
            // The line's end may not have come yet.
            RecordEnd::At(end) => end + 1,
            RecordEnd::Unknown => return at,
        };
    }
    at
}

/// Returns true if a record rather than the rest of a text begins at `at`; `None` if more bytes are needed.
fn begins_record(bytes: &[u8], at: usize) -> Option<bool> {
    let [first, rest @ ..] = bytes.get(at..)? else {
        return None;
    };
    if *first != b'{' {
        return Some(false);
    }
    let next = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'))?;
    Some(*next == b'"')
}

fn beginning(line: &[u8]) -> Option<Beginning> {
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    match line.strip_prefix(b"{")?.trim_ascii_start() {
        [] => Some(Beginning::Bracket),
        [b'"', ..] => Some(Beginning::Member),
        _ => None,
    }
}

/// The lines up to `end` are a record if they are one JSON object.
fn whole(bytes: &[u8], start: usize, end: usize) -> RecordEnd {
    let record = &bytes[start..end];
    let record = record.strip_prefix(BYTE_ORDER_MARK).unwrap_or(record);
    let text = std::str::from_utf8(record).ok();
    let repair = text.and_then(|text| on_one_line(&mut Parser::new(), text));
    match repair {
        Some(_) => RecordEnd::At(end),
        None => RecordEnd::Line,
    }
}
