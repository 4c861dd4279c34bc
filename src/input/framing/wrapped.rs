//! Lists of records within an object, such as `{"version": 1, "data": [{…}, …]}`: the start of each list, and the text around.

use std::ops::Range;

use super::values::value_end;
use crate::json::{Kind, Parser, Value, string_or_line_end};
use crate::record::layout::{Foreign, Layout};
use crate::record::recognise::recognise;

/// Usual keys of a list of records.
const LIST_NAMES: [&str; 26] = [
    "annotations",
    "conversations",
    "data",
    "dataset",
    "dev",
    "dialogs",
    "dialogues",
    "documents",
    "entries",
    "eval",
    "examples",
    "instances",
    "items",
    "pairs",
    "questions",
    "records",
    "results",
    "rows",
    "samples",
    "test",
    "train",
    "training",
    "training_data",
    "training_examples",
    "val",
    "validation",
];

/// Keys of records: an object that has one of them before the list is a record itself.
const RECORD_KEYS: [&str; 16] = [
    "answer",
    "completion",
    "contents",
    "input",
    "instruction",
    "label",
    "messages",
    "modelInput",
    "output",
    "prompt",
    "question",
    "response",
    "schemaVersion",
    "system",
    "text",
    "tools",
];

/// A place within an object that wraps records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrapped {
    /// The elements of a list of records begin, under a key.
    List {
        /// One past the bracket.
        start: usize,
        /// The key's text in its quotes.
        key: Range<usize>,
    },
    /// A value begins that is neither a list of records nor part of one's object.
    Value(usize),
    /// Nothing is left.
    End,
    /// It depends on bytes that are not there.
    Unknown,
}

/// The first byte from `at` on that begins a record, where a chunk begins within a list, or with the bracket that closes one.
pub(super) fn value_start(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = past_space(bytes, at, b',');
        if *bytes.get(at)? != b']' {
            return Some(at);
        }
        match behind_list(bytes, at + 1) {
            Wrapped::List { start, .. } => at = start,
            Wrapped::Value(start) => return Some(start),
            Wrapped::End | Wrapped::Unknown => return None,
        }
    }
}

/// Returns the last place in `bytes` at which neither a record nor the text between two lists is cut; 0 if more must be read
/// first.
pub(super) fn last_boundary(bytes: &[u8]) -> usize {
    let mut whole = 0;
    loop {
        let next = past_space(bytes, whole, b',');
        let start = match bytes.get(next) {
            None => return bytes.len(),
            Some(b']') => match behind_list(bytes, next + 1) {
                Wrapped::List { start, .. } => {
                    whole = start;
                    continue;
                }
                Wrapped::Value(start) => start,
                Wrapped::End | Wrapped::Unknown => return next,
            },
            Some(_) => next,
        };
        match value_end(bytes, start) {
            // A scalar that touches the end may continue in unread bytes.
            Some(end) if end < bytes.len() || matches!(bytes[start], b'{' | b'[' | b'"') => {
                whole = end;
            }
            _ => return next,
        }
    }
}

/// Finds the first list of records in the object whose bracket is at `open`.
#[must_use]
pub fn first_list(bytes: &[u8], open: usize) -> Wrapped {
    match members(bytes, open + 1, true) {
        Wrapped::Value(_) => Wrapped::End,
        found => found,
    }
}

/// Finds what comes behind the bracket that closes a list of records; `at` is one past it.
#[must_use]
pub fn behind_list(bytes: &[u8], at: usize) -> Wrapped {
    match members(bytes, at, false) {
        // Pages of one source follow each other.
        Wrapped::Value(start) if bytes[start] == b'{' => match first_list(bytes, start) {
            Wrapped::End => Wrapped::Value(start),
            found => found,
        },
        found => found,
    }
}

/// Goes over the members of an object from `at` on, up to a list of records.
fn members(bytes: &[u8], mut at: usize, is_new: bool) -> Wrapped {
    loop {
        at = past_space(bytes, at, b',');
        let Some(&byte) = bytes.get(at) else {
            return Wrapped::Unknown;
        };
        if byte == b'}' {
            let next = past_space(bytes, at + 1, b',');
            return match bytes.get(next) {
                None => Wrapped::End,
                // The object was itself a value.
                Some(b'}' | b'"') => {
                    at = next;
                    continue;
                }
                Some(_) => Wrapped::Value(next),
            };
        }
        if byte != b'"' {
            return Wrapped::Value(at);
        }
        let Some(end) = string_or_line_end(bytes, at, b'"') else {
            return Wrapped::Unknown;
        };
        let key = at..end;
        let colon = past_space(bytes, end, b' ');
        let value = match bytes.get(colon) {
            None => return Wrapped::Unknown,
            Some(b':') => past_space(bytes, colon + 1, b' '),
            Some(_) => return Wrapped::Value(at),
        };
        let name = std::str::from_utf8(&bytes[at + 1..end - 1]).unwrap_or_default();
        match bytes.get(value) {
            None => return Wrapped::Unknown,
            Some(b'[') if !is_new || !RECORD_KEYS.contains(&name) => {
                match holds_records(bytes, value, name) {
                    None => return Wrapped::Unknown,
                    Some(true) => {
                        return Wrapped::List {
                            start: value + 1,
                            key,
                        };
                    }
                    Some(false) => {}
                }
            }
            Some(b'{') if LIST_NAMES.contains(&name) && holds_lists(bytes, value) => {
                at = value + 1;
                continue;
            }
            Some(_) => {}
        }
        if is_new && RECORD_KEYS.contains(&name) {
            return Wrapped::End;
        }
        match value_end(bytes, value) {
            Some(end) if end < bytes.len() || matches!(bytes[value], b'{' | b'[' | b'"') => {
                at = end;
            }
            _ => return Wrapped::Unknown,
        }
    }
}

/// Returns true if the object at `open` begins with a list under a key of records: `{"train": […], …}`.
fn holds_lists(bytes: &[u8], open: usize) -> bool {
    let key = past_space(bytes, open + 1, b' ');
    let Some(end) = string_or_line_end(bytes, key, b'"').filter(|_| bytes.get(key) == Some(&b'"'))
    else {
        return false;
    };
    let name = std::str::from_utf8(&bytes[key + 1..end - 1]).unwrap_or_default();
    let colon = past_space(bytes, end, b' ');
    let value = past_space(bytes, colon + 1, b' ');
    LIST_NAMES.contains(&name) && bytes.get(colon) == Some(&b':') && bytes.get(value) == Some(&b'[')
}

/// Returns true if the array at `open`, under that key, holds records; none if its first element is not whole.
fn holds_records(bytes: &[u8], open: usize, key: &str) -> Option<bool> {
    let first = past_space(bytes, open + 1, b' ');
    if *bytes.get(first)? != b'{' {
        return Some(false);
    }
    let end = value_end(bytes, first)?;
    let Ok(text) = std::str::from_utf8(&bytes[first..end]) else {
        return Some(LIST_NAMES.contains(&key));
    };
    let mut parser = Parser::new();
    let Ok(record) = parser.parse(text) else {
        return Some(LIST_NAMES.contains(&key));
    };
    let is_message = ["role", "from"].iter().any(|key| record.get(key).is_some());
    let is_record = LIST_NAMES.contains(&key)
        || !matches!(
            recognise(row(record).unwrap_or(record)),
            Layout::Unknown | Layout::Foreign(Foreign::PlainText)
        );
    Some(!is_message && is_record)
}

/// Returns the record in a row as the Hugging Face viewer sends it.
#[must_use]
pub fn row(value: Value<'_>) -> Option<Value<'_>> {
    value.get("row_idx")?;
    value.get("row").filter(|row| row.kind() == Kind::Object)
}

/// Returns the list of the cells that the viewer has cut off in a row, if there are some.
#[must_use]
pub fn cut_cells(value: Value<'_>) -> Option<Value<'_>> {
    row(value)?;
    value
        .get("truncated_cells")
        .filter(|cells| !cells.is_empty())
}

/// The first place from `at` on that is neither white space nor `other`.
fn past_space(bytes: &[u8], at: usize, other: u8) -> usize {
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n') || **byte == other;
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(is_space).count()
}
