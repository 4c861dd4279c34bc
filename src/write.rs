//! The second pass: copies each record of a chunk to where it goes, as it stands or with the safe fixes applied.

use std::borrow::Cow;

use serde::Serialize;

use crate::check::{Checker, edited};
use crate::dataset::{ChunkAssignments, DuplicateOf, bare, line_ends};
use crate::diagnostic::{Severity, Tally};
use crate::edits::Pending;
use crate::frame::frames;
use crate::hex::hex;
use crate::preparation::{ChunkText, Content};
use crate::records::Sameness;
use crate::rules::{
    RULES, Rule, blank_line, comment_line, duplicate_record, engine_fault, line_too_long,
    near_duplicate_record,
};
use crate::split::Side;

/// Why a record is set aside that the user left out.
const DROPPED: &str = "dropped-by-decision";

/// What a chunk adds to each output; every record ends in a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// For the training file.
    pub train: Vec<u8>,
    /// For the validation file.
    pub validation: Vec<u8>,
    /// For what is left out: a JSON object a line.
    pub set_aside: Vec<u8>,
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
    /// What was read instead, where the user has written it anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<&'a str>,
    /// Every rule that refuses the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<&'a DuplicateOf>,
    /// Where the line stands, where it is too long to be copied here.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u64>,
}

impl Checker {
    /// Copies the records of `chunk`, which was checked before, to where `assignments` sends them.
    pub fn write(&mut self, chunk: &[u8], assignments: &ChunkAssignments) -> Pieces {
        let mut pieces = Pieces::default();
        for (line, comment) in &assignments.preamble {
            let mut row = row(assignments, 0, comment_line::RULE.name, comment.as_bytes());
            row.line = line + 1;
            set_aside(&mut pieces, &row);
        }
        if let Some((offset, length)) = assignments.oversize {
            let mut row = row(assignments, 0, line_too_long::RULE.name, b"");
            (row.byte_offset, row.byte_length) = (Some(offset), Some(length));
            set_aside(&mut pieces, &row);
            return pieces;
        }
        if assignments.fault {
            let record = bare(chunk, self.framing);
            let line = line_ends(&chunk[..record.start], self.framing);
            let reason = engine_fault::RULE.name;
            let mut row = row(assignments, 0, reason, &chunk[record]);
            row.line += line;
            set_aside(&mut pieces, &row);
            return pieces;
        }
        pieces.train.reserve(chunk.len());
        let mut turns = Turns {
            assignments,
            sides: assignments.sides.iter(),
            kept: assignments.kept.iter(),
        };
        let text = self.preparation.rewrites().then(|| ChunkText::new(chunk));
        let mut pending = Pending::new(&assignments.edits);
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
            let (before, behind) = self.preparation.around(&taken, line);
            let mut without_record = |rule: &Rule| {
                let mut row = row(assignments, frame.line, rule.name, original);
                row.edited = edit;
                set_aside(&mut pieces, &row);
            };
            match taken.content {
                Content::Blank => without_record(&blank_line::RULE),
                Content::Comment => without_record(&comment_line::RULE),
                Content::Text(prepared) if !prepared.records.is_empty() => {
                    let is_alone = prepared.records.len() == 1;
                    let last = prepared.records.len() - 1;
                    for (at, record) in prepared.records.iter().enumerate() {
                        let part = if is_alone {
                            line
                        } else {
                            record.original.as_bytes()
                        };
                        let record_stands = Stands {
                            line: frame.line + edit.map_or(record.line, |_| 0),
                            original: if edit.is_some() { original } else { part },
                            read: part,
                            edited: edit,
                        };
                        let written = [
                            if at == 0 { before } else { b"" },
                            record.text().as_bytes(),
                            if at == last { behind } else { b"" },
                        ];
                        self.give(&mut turns, &mut pieces, record_stands, &written);
                    }
                }
                _ => {
                    let whole = Stands {
                        line: frame.line,
                        original,
                        read: line,
                        edited: edit,
                    };
                    self.give(&mut turns, &mut pieces, whole, &[line]);
                }
            }
        }
        pieces
    }

    /// Gives the next record to the output whose turn it is.
    fn give(
        &mut self,
        turns: &mut Turns<'_>,
        pieces: &mut Pieces,
        stands: Stands<'_>,
        written: &[&[u8]],
    ) {
        let assignments = turns.assignments;
        #[cfg(feature = "fault-injection")]
        crate::injection::at_write(stands.original, assignments.first_line);
        let side = turns.sides.next().copied().unwrap_or(Side::Invalid as u8);
        if side == Side::Train as u8 {
            for part in written {
                pieces.train.extend_from_slice(part);
            }
            pieces.train.push(b'\n');
        } else if side == Side::Validation as u8 {
            for part in written {
                pieces.validation.extend_from_slice(part);
            }
            pieces.validation.push(b'\n');
        } else if side == Side::Dropped as u8 {
            let mut row = stands.row(assignments, DROPPED);
            row.duplicate_of = turns.kept.next().and_then(Option::as_ref);
            set_aside(pieces, &row);
        } else if side == Side::Duplicate as u8 {
            let stays = turns.kept.next().and_then(Option::as_ref);
            let rule = match stays.map(|stays| stays.kind) {
                Some(Sameness::Normalized | Sameness::Near) => &near_duplicate_record::RULE,
                _ => &duplicate_record::RULE,
            };
            let mut row = stands.row(assignments, rule.name);
            row.duplicate_of = stays;
            set_aside(pieces, &row);
        } else {
            let rules = self.errors_of(stands.read);
            let reason = rules.first().copied().unwrap_or("invalid");
            let mut row = stands.row(assignments, reason);
            row.rules = rules;
            set_aside(pieces, &row);
        }
    }

    /// The rules that refuse a record, that of its whole file first.
    fn errors_of(&mut self, record: &[u8]) -> Vec<&'static str> {
        let report = self.check(record);
        let is_error = |tally: &Tally| tally.standing[Severity::Error as usize] > 0;
        let broken = report
            .tallies
            .iter()
            .zip(RULES)
            .filter(|(tally, _)| is_error(tally))
            .map(|(_, rule)| rule.name);
        // The rule that speaks of the whole file has no name here where the user turned it off.
        let unusable = self.unusable.filter(|name| !name.is_empty());
        unusable.into_iter().chain(broken).collect()
    }
}

/// A record as it stands in the input.
#[derive(Clone, Copy)]
struct Stands<'a> {
    line: u32,
    original: &'a [u8],
    /// What is read of it.
    read: &'a [u8],
    edited: Option<&'a str>,
}

impl<'a> Stands<'a> {
    fn row(&self, assignments: &'a ChunkAssignments, reason: &'a str) -> SetAside<'a> {
        let mut row = row(assignments, self.line, reason, self.original);
        row.edited = self.edited;
        row
    }
}

/// What is left of a chunk's assignments.
struct Turns<'a> {
    assignments: &'a ChunkAssignments,
    sides: std::slice::Iter<'a, u8>,
    kept: std::slice::Iter<'a, Option<DuplicateOf>>,
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
