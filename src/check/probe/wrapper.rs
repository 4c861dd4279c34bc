//! Recognises what holds the records of a file besides lines and arrays: an object around a list, a table in an object, a sequence.

use std::ops::Range;

use super::comments::Comments;
use crate::check::file_profile::Probe;
use crate::diagnostic::position::Span;
use crate::input::framing::wrapped::{Wrapped, behind_list, first_list, row};
use crate::input::framing::{Framing, SEPARATOR, value_end};
use crate::input::json_columns::{Arrangement, arrangement, records};
use crate::json::Parser;
use crate::lint::rules::wrapped_records;
use crate::lint::settings::RuleSettings;
use crate::record::layout::Layout;
use crate::record::recognise::recognise;

/// Bytes to read in search of an object's lists; beyond that, only the lists found so far are known.
const SEARCHED: usize = 16 << 20;

/// The structure around the records of a file.
pub(super) enum Wrapping {
    /// A record separator before each value.
    Sequence {
        /// First byte of the first.
        first: usize,
    },
    /// Lists of records within an object.
    Lists {
        /// One past the bracket of the first list.
        start: usize,
        /// First byte of the object.
        first: usize,
        /// The keys of the lists, in their quotes.
        keys: Vec<String>,
    },
    /// An object with a table of so many records.
    Columns {
        /// Earliest start of the object's chunk.
        start: usize,
        /// First byte of the object.
        first: usize,
        arrangement: Arrangement,
        rows: usize,
    },
}

impl Probe {
    /// Records are wrapped so.
    pub(super) fn begin_wrapped(
        &mut self,
        wrapping: &Wrapping,
        head: &[u8],
        mark: usize,
        settings: &RuleSettings,
    ) {
        let rule = &wrapped_records::RULE;
        match wrapping {
            Wrapping::Sequence { first } => {
                let finding = (rule, wrapped_records::sequence());
                self.begin_values(head, (*first, *first), mark, finding, settings);
            }
            Wrapping::Lists { start, first, keys } => {
                self.begin(Framing::Wrapped, head, *start, mark);
                let message = wrapped_records::lists(keys);
                self.report(rule, head, Span::byte(*first), message, settings);
            }
            Wrapping::Columns {
                start,
                first,
                arrangement,
                rows,
            } => {
                let finding = (rule, wrapped_records::table(*arrangement, *rows));
                self.begin_values(head, (*start, *first), mark, finding, settings);
                self.arrangement = Some(*arrangement);
            }
        }
    }
}

/// The first value does not end within the head.
pub(super) struct Unfinished;

/// Finds the structure around the records of a file whose first value is at `first`; `None` if that may be a record.
pub(super) fn wrapping(
    head: &[u8],
    first: usize,
    start: usize,
    whole: bool,
) -> Result<Option<Wrapping>, Unfinished> {
    match head[first] {
        SEPARATOR => {
            let is_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == SEPARATOR;
            let next = head[first..].iter().find(|byte| !is_space(byte));
            Ok((next == Some(&b'{')).then_some(Wrapping::Sequence { first }))
        }
        b'{' => {
            let end = value_end(head, first);
            let list = first_list(head, first);
            if let Wrapped::List { start, key } = list {
                if end.is_none() && !whole && head.len() < SEARCHED {
                    return Err(Unfinished);
                }
                if let Some(lists) = lists(head, (first, end), (start, key)) {
                    return Ok(Some(lists));
                }
            }
            if end.is_none() && !whole && begins_columns(head, first) {
                return Err(Unfinished);
            }
            let end = end.filter(|_| whole);
            Ok(end.and_then(|end| columns(head, (first, end), start)))
        }
        _ => Ok(None),
    }
}

/// Finds the lists of the object at `first`; the first list begins at `start` under a key.
fn lists(
    head: &[u8],
    (first, end): (usize, Option<usize>),
    (start, key): (usize, Range<usize>),
) -> Option<Wrapping> {
    if end.is_some_and(|end| is_record(&head[first..end])) {
        return None;
    }
    let is_page = is_list(head, start)?;
    let follows = end.and_then(|end| Comments::of(head, end).content());
    // Lines that each hold a list may be a user's records, unless they are pages of the Hugging Face viewer.
    if follows.is_some() && !is_page {
        return None;
    }
    let name = |key: Range<usize>| String::from_utf8_lossy(&head[key]).into_owned();
    let mut keys = vec![name(key)];
    let mut open = start - 1;
    while let Some(end) = value_end(head, open)
        && let Wrapped::List { start, key } = behind_list(head, end)
    {
        let key = name(key);
        if !keys.contains(&key) {
            keys.push(key);
        }
        open = start - 1;
    }
    Some(Wrapping::Lists { start, first, keys })
}

/// Returns true if an object has the keys of a record, whatever lists it has besides.
fn is_record(object: &[u8]) -> bool {
    let mut parser = Parser::new();
    let text = std::str::from_utf8(object).unwrap_or_default();
    parser
        .parse(text)
        .is_ok_and(|root| recognise(root) != Layout::Unknown)
}

/// Returns true for a list of rows with their numbers; none for a list of one thing that no layout knows, which may be a value of a
/// record.
fn is_list(head: &[u8], start: usize) -> Option<bool> {
    let element = Comments::of(head, start).content()?;
    let end = value_end(head, element)?;
    let text = std::str::from_utf8(&head[element..end]).ok()?;
    let mut parser = Parser::new();
    let Ok(value) = parser.parse(text) else {
        return Some(false);
    };
    if value.get("row_idx").is_some() && value.get("row").is_some() {
        return Some(true);
    }
    let is_known = recognise(row(value).unwrap_or(value)) != Layout::Unknown;
    let has_more = Comments::of(head, end)
        .content()
        .is_some_and(|next| head[next] == b',');
    (is_known || has_more).then_some(false)
}

/// The table in the object at `first`, if that is all of the file.
fn columns(head: &[u8], (first, end): (usize, usize), start: usize) -> Option<Wrapping> {
    if Comments::of(head, end).content().is_some() {
        return None;
    }
    let text = std::str::from_utf8(&head[first..end]).ok()?;
    let mut parser = Parser::new();
    let root = parser.parse(text).ok()?;
    let arrangement = arrangement(root)?;
    Some(Wrapping::Columns {
        start,
        first,
        arrangement,
        rows: records(text, root, arrangement).len(),
    })
}

/// Returns true if the object at `first` may be a table: its first value is a list of texts, or numbered.
fn begins_columns(head: &[u8], first: usize) -> bool {
    let content = |at| Comments::of(head, at).content();
    let begins = || {
        let key = content(first + 1).filter(|at| head[*at] == b'"')?;
        let colon = content(value_end(head, key)?).filter(|at| head[*at] == b':')?;
        let value = content(colon + 1)?;
        let next = content(value + 1)?;
        let is_table = match head[value] {
            b'[' => matches!(head[next], b'"' | b'['),
            b'{' => head[next..].starts_with(b"\"0\""),
            _ => false,
        };
        let is_numbered = head[key..].starts_with(b"\"0\"") && head[value] == b'{';
        Some(is_table || is_numbered)
    };
    begins() == Some(true)
}
