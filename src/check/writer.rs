//! The second pass: copies each record of a chunk to its output, unchanged or with the safe fixes applied.

use std::borrow::Cow;

use serde::Serialize;

use crate::analysis::similarity::match_kind::MatchKind;
use crate::check::assignments::Destination;
use crate::check::assignments::{ChunkAssignments, DuplicateOf};
use crate::check::checker::{Checker, edited};
use crate::check::edits::Pending;
use crate::check::prepare::{ChunkText, Content};
use crate::check::receipt::{Fault, Piece, Receipt, UNREAD, seal};
use crate::check::set_aside::SetAsideReason;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::hex::hex;
use crate::diagnostic::numbers::several;
use crate::input::framing::frames;
use crate::input::unparsed::{bare, line_ends};
use crate::lint::Rule;
use crate::lint::rule_set::RuleSet;
use crate::lint::rules::{RULES, blank_line, comment_line, engine_fault, line_too_long};

/// The bytes that a chunk adds to each output; every record ends in a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// For the training file.
    pub train: Vec<u8>,
    /// For the validation file.
    pub validation: Vec<u8>,
    /// For the set-aside file: a JSON object a line.
    pub set_aside: Vec<u8>,
    /// The receipt, which the data set compares with its assignments.
    pub receipt: Receipt,
}

/// A line of the set-aside file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SetAside<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u64,
    reason: &'a str,
    /// The line's text; where it is not UTF-8, with U+FFFD for what cannot be shown.
    record: Cow<'a, str>,
    /// The line's bytes in hexadecimal, where its text cannot show them.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_hex: Option<String>,
    /// Text that was read instead, if the user has edited it.
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<&'a str>,
    /// Every rule that refuses the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<&'a DuplicateOf>,
    /// Offset of the line, if it is too long to be copied here.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u64>,
}

impl Checker {
    /// Copies the records of `chunk`, checked before, to the outputs in `assignments`. The pieces are only valid if the receipt
    /// reports no change of the chunk since the check.
    pub fn write(&mut self, chunk: &[u8], assignments: &ChunkAssignments) -> Pieces {
        let mut pieces = Pieces::default();
        let mut turns = Turns::new(assignments);
        for (line, comment) in &assignments.preamble {
            let mut row = row(assignments, 0, comment_line::RULE.name, comment.as_bytes());
            row.line = line + 1;
            set_aside(&mut pieces, &row);
        }
        if let Some((offset, length)) = assignments.oversize {
            let mut row = row(assignments, 0, line_too_long::RULE.name, b"");
            (row.byte_offset, row.byte_length) = (Some(offset), Some(length));
            give_unread(&mut turns, &mut pieces, &row);
        } else if narrow_digest(chunk) != assignments.digest {
            turns.fault = Some(Fault::Changed);
        } else if assignments.fault {
            let record = bare(chunk, self.framing);
            let line = line_ends(&chunk[..record.start], self.framing);
            let reason = engine_fault::RULE.name;
            let mut row = row(assignments, 0, reason, &chunk[record]);
            row.line += line;
            give_unread(&mut turns, &mut pieces, &row);
        } else {
            self.write_records(chunk, &mut turns, &mut pieces);
        }
        pieces.receipt = turns.receipt(&pieces);
        pieces
    }

    fn write_records(&mut self, chunk: &[u8], turns: &mut Turns<'_>, pieces: &mut Pieces) {
        let assignments = turns.assignments;
        pieces.train.reserve(chunk.len());
        let text = self
            .preparation
            .mapped_texts()
            .then(|| ChunkText::new(chunk));
        let mut pending = Pending::of_chunk(&assignments.edits);
        for stands in frames(chunk, self.framing) {
            let original = &chunk[stands.start..stands.end];
            let edit = pending.take(stands.line, original);
            let anew = edit.map(|edit| edited(&edit.text, stands));
            let frame = anew.map_or(stands, |(.., frame)| frame);
            let line = anew.map_or(original, |(bytes, ..)| bytes);
            let text = text.map(|text| anew.map_or(text, |(_, text, _)| text));
            let edit = edit.map(|edit| edit.text.as_str());
            let taken = match text {
                Some(text) => self.preparation.line(text, frame),
                None => self.preparation.line_as_it_stands(line),
            };
            let around = self.preparation.around(&taken, line);
            let mut without_record = |rule: &Rule| {
                let mut row = row(assignments, frame.line, rule.name, original);
                row.edited = edit;
                set_aside(pieces, &row);
            };
            match taken.content {
                Content::Blank => without_record(&blank_line::RULE),
                Content::Comment => without_record(&comment_line::RULE),
                Content::Text(prepared) if !prepared.records.is_empty() => {
                    let is_alone = prepared.records.len() == 1;
                    for (at, record) in prepared.records.iter().enumerate() {
                        let part = if is_alone {
                            line
                        } else {
                            record.stands().as_bytes()
                        };
                        let record_stands = Stands {
                            line: frame.line + edit.map_or(record.line, |_| 0),
                            original: if edit.is_some() { original } else { part },
                            edited: edit,
                        };
                        self.give(turns, pieces, record_stands, prepared.written(at, around));
                    }
                }
                _ => {
                    let whole = Stands {
                        line: frame.line,
                        original,
                        edited: edit,
                    };
                    let written = [around.0, taken.trimmed, around.1];
                    self.give(turns, pieces, whole, written);
                }
            }
        }
    }

    /// Gives the next record to the output whose turn it is.
    fn give(
        &mut self,
        turns: &mut Turns<'_>,
        pieces: &mut Pieces,
        stands: Stands<'_>,
        written: [&[u8]; 3],
    ) {
        let assignments = turns.assignments;
        #[cfg(feature = "fault-injection")]
        crate::check::injection::at_write(stands.original, assignments.first_line);
        let Some(side) = turns.next(stands.line, seal(written)) else {
            return;
        };
        match side {
            Destination::Train => put(&mut pieces.train, written),
            Destination::Validation => put(&mut pieces.validation, written),
            Destination::Dropped | Destination::Overlapping => {
                let reason = if side == Destination::Dropped {
                    SetAsideReason::DroppedByDecision
                } else {
                    SetAsideReason::OverlappingRecord
                };
                let mut row = stands.row(assignments, reason.name());
                row.duplicate_of = turns.stays(stands.line);
                set_aside(pieces, &row);
            }
            Destination::Duplicate => {
                let stays = turns.stays(stands.line);
                let reason = match stays.map(|stays| stays.kind) {
                    Some(MatchKind::Normalized | MatchKind::Near) => {
                        SetAsideReason::NearDuplicateRecord
                    }
                    _ => SetAsideReason::DuplicateRecord,
                };
                let mut row = stands.row(assignments, reason.name());
                row.duplicate_of = stays;
                set_aside(pieces, &row);
            }
            Destination::Invalid => {
                let rules = self.refusing(turns.refused(stands.line));
                let reason = rules.first().copied();
                let reason = reason.unwrap_or(SetAsideReason::Invalid.name());
                let mut row = stands.row(assignments, reason);
                row.rules = rules;
                set_aside(pieces, &row);
            }
        }
        turns.destinations.push(side as u8);
    }

    /// Names the rules that refuse a record, that of its whole file first.
    fn refusing(&self, broken: RuleSet) -> Vec<&'static str> {
        let broken = broken.indices().map(|index| RULES[index].name);
        // A rule about the whole file has an empty name if the user turned it off.
        let unusable = self.unusable.filter(|name| !name.is_empty());
        unusable.into_iter().chain(broken).collect()
    }
}

/// A record as it is in the input.
#[derive(Clone, Copy)]
struct Stands<'a> {
    line: u32,
    original: &'a [u8],
    edited: Option<&'a str>,
}

impl<'a> Stands<'a> {
    fn row(&self, assignments: &'a ChunkAssignments, reason: &'a str) -> SetAside<'a> {
        let mut row = row(assignments, self.line, reason, self.original);
        row.edited = self.edited;
        row
    }
}

/// A chunk's assignments, consumed in order, and the results so far.
struct Turns<'a> {
    assignments: &'a ChunkAssignments,
    /// Records that have come.
    come: usize,
    kept: std::slice::Iter<'a, Option<DuplicateOf>>,
    refused: std::slice::Iter<'a, RuleSet>,
    /// By record that was written: where to.
    destinations: Vec<u8>,
    fault: Option<Fault>,
}

impl<'a> Turns<'a> {
    fn new(assignments: &'a ChunkAssignments) -> Self {
        Self {
            assignments,
            come: 0,
            kept: assignments.kept.iter(),
            refused: assignments.refused.iter(),
            destinations: Vec::with_capacity(assignments.destinations.len()),
            fault: None,
        }
    }

    /// Returns the destination of the next record, on `line` with this `seal`; `None` if it is not the record that was checked.
    fn next(&mut self, line: u32, seal: u32) -> Option<Destination> {
        let ChunkAssignments {
            destinations,
            seals,
            ..
        } = self.assignments;
        let at = self.come;
        self.come += 1;
        if at >= destinations.len() {
            let checked = several(destinations.len() as u64, "record");
            self.fail(Some(line), || format!("expected {checked}, found more"));
            return None;
        }
        let checked = seals.get(at * 4..).and_then(<[u8]>::first_chunk);
        if checked.copied().map(u32::from_le_bytes) != Some(seal) {
            self.fail(Some(line), || {
                "expected the record that was checked, found another one".to_owned()
            });
            return None;
        }
        let side = Destination::of(destinations[at]);
        if side.is_none() {
            self.fail(Some(line), || {
                "expected a side for its record, found none".to_owned()
            });
        }
        side
    }

    /// Returns the record that stays in the place of the current one, if there is one.
    fn stays(&mut self, line: u32) -> Option<&'a DuplicateOf> {
        let next = self.kept.next();
        if next.is_none() {
            self.fail(Some(line), || {
                "expected what stays in the place of its record, found nothing".to_owned()
            });
        }
        next.and_then(Option::as_ref)
    }

    /// Returns the rules that refuse the current record.
    fn refused(&mut self, line: u32) -> RuleSet {
        let next = self.refused.next();
        if next.is_none() {
            self.fail(Some(line), || {
                "expected the rules that refuse its record, found none".to_owned()
            });
        }
        next.copied().unwrap_or_default()
    }

    /// Records the first fault; the others follow from it.
    #[cold]
    fn fail(&mut self, line: Option<u32>, what: impl FnOnce() -> String) {
        self.fault
            .get_or_insert_with(|| Fault::Difference { line, what: what() });
    }

    /// Returns the receipt for the chunk after writing it.
    fn receipt(mut self, pieces: &Pieces) -> Receipt {
        let (come, expected) = (self.come, self.assignments.destinations.len());
        if come < expected {
            let expected = several(expected as u64, "record");
            self.fail(None, || format!("expected {expected}, found {come}"));
        }
        let (kept, left) = (self.assignments.kept.len(), self.kept.len());
        if left > 0 {
            let expected = several(kept as u64, "record");
            self.fail(None, || {
                format!("expected {expected} left out, found {}", kept - left)
            });
        }
        let (refused, left) = (self.assignments.refused.len(), self.refused.len());
        if left > 0 {
            let expected = several(refused as u64, "record");
            self.fail(None, || {
                format!(
                    "expected {expected} with an error, found {}",
                    refused - left
                )
            });
        }
        Receipt {
            chunk: self.assignments.chunk,
            destinations: self.destinations,
            pieces: [&pieces.train, &pieces.validation, &pieces.set_aside]
                .map(|piece| Piece::of(piece)),
            fault: self.fault,
        }
    }
}

/// Sets the only record of a chunk aside unread.
fn give_unread(turns: &mut Turns<'_>, pieces: &mut Pieces, row: &SetAside<'_>) {
    if turns.next(0, UNREAD) == Some(Destination::Invalid) {
        turns.refused(0);
        set_aside(pieces, row);
        turns.destinations.push(Destination::Invalid as u8);
    }
}

/// Adds a record to an output.
fn put(piece: &mut Vec<u8>, written: [&[u8]; 3]) {
    for part in written {
        piece.extend_from_slice(part);
    }
    piece.push(b'\n');
}

fn row<'a>(
    assignments: &'a ChunkAssignments,
    line: u32,
    reason: &'a str,
    record: &'a [u8],
) -> SetAside<'a> {
    let text = String::from_utf8_lossy(record);
    SetAside {
        file: assignments.file.as_deref(),
        line: assignments.first_line + u64::from(line) + 1,
        reason,
        record_hex: matches!(text, Cow::Owned(_)).then(|| hex(record)),
        record: text,
        edited: None,
        rules: Vec::new(),
        duplicate_of: None,
        byte_offset: None,
        byte_length: None,
    }
}

fn set_aside(pieces: &mut Pieces, row: &SetAside<'_>) {
    serde_json::to_writer(&mut pieces.set_aside, row).expect("text serializes into memory");
    pieces.set_aside.push(b'\n');
}
