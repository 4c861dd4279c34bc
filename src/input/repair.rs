//! Repairs of texts that are not JSON.
//!
//! A tolerant reader goes over the text once, records each place at which a strict one would stop and the probable intention,
//! and gives up if there are two answers. The result must be JSON, or it is no repair.

mod edit;
mod keys;
mod line_ends;
mod reader;
mod space;
mod word;

#[cfg(test)]
mod tests;

pub use edit::{Edit, EditKind, title};
pub use keys::Keys;
pub use line_ends::on_one_line;

use std::cmp::Ordering;

use crate::diagnostic::finding::{Fix, FixEdit};
use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::json::Parser;

/// The repairs that the user allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fixes {
    /// None: records are exported unchanged or not at all.
    #[default]
    None,
    /// Those that leave no doubt about the intended text.
    Safe,
    /// Those that guess, too.
    Unsafe,
}

/// The reason why there is no repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It may mean this or that.
    Ambiguous,
    /// Something is missing that cannot be made up, or the text was not intended as JSON.
    Hopeless,
}

/// The edits that turn a text into JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// In the order of the text; none of them overlaps another.
    pub edits: Vec<Edit>,
}

impl Repair {
    /// Returns true if no edit is a guess.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.edits.iter().all(|edit| edit.kind.is_safe())
    }

    /// Returns true if it leaves out a record that was cut off.
    #[must_use]
    pub fn cuts_a_record(&self) -> bool {
        let mut edits = self.edits.iter();
        edits.any(|edit| edit.kind == EditKind::CutRecord)
    }

    /// Returns true if the user allows it.
    #[must_use]
    pub fn is_among(&self, fixes: Fixes) -> bool {
        let needed = if self.is_safe() {
            Fixes::Safe
        } else {
            Fixes::Unsafe
        };
        fixes >= needed
    }

    /// Returns the records of `text`: the place of each in it, and its repaired text, with positions in `text`.
    #[must_use]
    pub fn records(&self, text: &str) -> Vec<(Span, MappedText)> {
        let mut records = Vec::new();
        let mut start = 0;
        let mut edits = self.edits.as_slice();
        let is_split = |edit: &Edit| edit.kind == EditKind::Split;
        while let Some(at) = edits.iter().position(is_split) {
            let split = &edits[at];
            records.push(rewritten(
                text,
                Span::new(start, split.span.start),
                &edits[..at],
            ));
            start = split.span.end;
            edits = &edits[at + 1..];
        }
        records.push(rewritten(text, Span::new(start, narrow(text.len())), edits));
        records
    }
}

impl From<&Repair> for Fix {
    fn from(repair: &Repair) -> Self {
        let edits = repair.edits.iter().map(|edit| FixEdit {
            offset: u64::from(edit.span.start),
            length: edit.span.len(),
            text: edit.text.clone(),
        });
        Self::of_edits(repair.is_safe(), title(&repair.edits), edits.collect()).shown()
    }
}

fn rewritten(text: &str, span: Span, edits: &[Edit]) -> (Span, MappedText) {
    let old = &text[span.range()];
    let mut mapped = MappedText::default();
    let mut at = 0;
    for edit in edits {
        mapped.copy(old, Span::new(at, edit.span.start - span.start));
        mapped.write(&edit.text);
        at = edit.span.end - span.start;
    }
    mapped.copy(old, Span::new(at, narrow(old.len())));
    (span, mapped)
}

/// Finds the repair of a text that is not JSON. `is_line` is true if it is on a line, where a carriage return is an error, too;
/// `keys` are those of the file's records, if any was read.
///
/// # Errors
/// The reason why it cannot be repaired.
pub fn repair(
    parser: &mut Parser,
    text: &str,
    is_line: bool,
    keys: &Keys,
) -> Result<Repair, Doubt> {
    let (closed, met_wrong_bracket) = read(parser, text, is_line, keys, false);
    let reading = if met_wrong_bracket {
        let (rewritten, _) = read(parser, text, is_line, keys, true);
        simplest(text, closed, rewritten)
    } else {
        closed
    };
    if reading.as_ref().is_ok_and(Repair::is_safe) {
        return reading;
    }
    // A reading of a record that was cut off runs into the next.
    match whole_record(parser, text, keys) {
        Some(start) => {
            let edits = vec![Edit {
                span: Span::new(0, narrow(start)),
                text: "".into(),
                kind: EditKind::CutRecord,
            }];
            Ok(Repair { edits })
        }
        None => reading,
    }
}

fn read(
    parser: &mut Parser,
    text: &str,
    is_line: bool,
    keys: &Keys,
    rewrites_brackets: bool,
) -> (Result<Repair, Doubt>, bool) {
    let (reading, met_wrong_bracket) = reader::read(text, is_line, keys, rewrites_brackets);
    let repair = reading.and_then(|reading| sound(parser, text, reading, keys));
    (repair, met_wrong_bracket)
}

/// Returns the repair of `reading`, if it makes records.
fn sound(
    parser: &mut Parser,
    text: &str,
    reading: reader::Reading,
    keys: &Keys,
) -> Result<Repair, Doubt> {
    let repair = Repair {
        edits: reading.edits,
    };
    let records = repair.records(text);
    let is_alone = records.len() == 1;
    let is_guess = !repair.is_safe();
    let needs_keys = reading.needs_keys || !is_alone && is_guess && !keys.is_empty();
    for (_, mapped) in &records {
        let root = parser.parse(mapped.text()).map_err(|_| Doubt::Hopeless)?;
        // Values on one line are separated only if each is surely a record.
        if !is_alone && root.as_object().is_none() {
            return Err(Doubt::Hopeless);
        }
        let is_edited = |span| {
            let Span { start, end } = mapped.origin(span);
            let mut edits = repair.edits.iter().map(|edit| edit.span);
            edits.any(|edit| edit.start <= end && start <= edit.end)
        };
        if is_guess && !keys.suit(root, is_edited) || needs_keys && !keys.fit(root) {
            return Err(Doubt::Ambiguous);
        }
    }
    Ok(repair)
}

/// The reading with fewer edits.
fn simplest(
    text: &str,
    one: Result<Repair, Doubt>,
    other: Result<Repair, Doubt>,
) -> Result<Repair, Doubt> {
    let (one, other) = match (one, other) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(doubt), Err(_)) => return Err(doubt),
        (Ok(only), Err(_)) | (Err(_), Ok(only)) => return Ok(only),
    };
    let texts = |repair: &Repair| -> Vec<String> {
        let records = repair.records(text).into_iter();
        records
            .map(|(_, mapped)| mapped.text().to_owned())
            .collect()
    };
    match one.edits.len().cmp(&other.edits.len()) {
        Ordering::Less => Ok(one),
        Ordering::Greater => Ok(other),
        Ordering::Equal if texts(&one) == texts(&other) => Ok(one),
        Ordering::Equal => Err(Doubt::Ambiguous),
    }
}

/// Returns the start of the only whole record in `text`, if it ends the text and an incomplete one begins before it.
fn whole_record(parser: &mut Parser, text: &str, keys: &Keys) -> Option<usize> {
    let starts = memchr::memchr_iter(b'{', text.as_bytes());
    let mut starts = starts.filter(|at| keys.begin_with(word::first_key(&text[at + 1..])));
    let (Some(0), Some(start), None) = (starts.next(), starts.next(), starts.next()) else {
        return None;
    };
    let root = parser.parse(&text[start..]).ok()?;
    keys.fit(root).then_some(start)
}

/// Returns true if `text` begins with a key that lacks its quotation marks, or one of them.
#[must_use]
pub fn begins_key(text: &str) -> bool {
    word::is_bare_key(text, 0) || word::is_half_quoted_key(text, 0)
}
