//! The second pass: copies each record of a chunk to where it goes, as it stands or with the safe fixes applied.

use std::borrow::Cow;

use serde::Serialize;

use crate::check::Checker;
use crate::dataset::ChunkAssignments;
use crate::diagnostic::{Severity, Tally};
use crate::frame::{Framing, frames, on_one_line};
use crate::hex::hex;
use crate::json::SyntaxErrorKind;
use crate::repair::{is_blank, trailing_commas, trim, without};
use crate::rules::{RULES, blank_line, duplicate_record, line_too_long};
use crate::split::Side;

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
    /// Every rule that refuses the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<DuplicateOf<'a>>,
    /// Where the line stands, where it is too long to be copied here.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u64>,
}

#[derive(Serialize)]
struct DuplicateOf<'a> {
    file: &'a str,
    line: u64,
}

impl Checker {
    /// Copies the records of `chunk`, which was checked before, to where `assignments` sends them.
    pub fn write(&mut self, chunk: &[u8], assignments: &ChunkAssignments) -> Pieces {
        let mut pieces = Pieces::default();
        if let Some((offset, length)) = assignments.oversize {
            let mut row = row(assignments, 0, line_too_long::RULE.name, b"");
            (row.byte_offset, row.byte_length) = (Some(offset), Some(length));
            set_aside(&mut pieces, &row);
            return pieces;
        }
        pieces.train.reserve(chunk.len());
        let mut sides = assignments.sides.iter();
        let mut kept = assignments.kept.iter();
        for frame in frames(chunk, self.framing) {
            let line = &chunk[frame.start..frame.end];
            if self.framing == Framing::Lines && is_blank(trim(line, self.framing).record) {
                set_aside(
                    &mut pieces,
                    &row(assignments, frame.line, blank_line::RULE.name, line),
                );
                continue;
            }
            let side = sides.next().copied().unwrap_or(Side::Invalid as u8);
            if side == Side::Train as u8 {
                self.copy(line, &mut pieces.train);
            } else if side == Side::Validation as u8 {
                self.copy(line, &mut pieces.validation);
            } else if side == Side::Duplicate as u8 {
                let mut row = row(assignments, frame.line, duplicate_record::RULE.name, line);
                row.duplicate_of = kept
                    .next()
                    .map(|(file, line)| DuplicateOf { file, line: *line });
                set_aside(&mut pieces, &row);
            } else {
                let rules = self.errors_of(line);
                let mut row = row(
                    assignments,
                    frame.line,
                    rules.first().copied().unwrap_or("invalid"),
                    line,
                );
                row.rules = rules;
                set_aside(&mut pieces, &row);
            }
        }
        pieces
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

    fn copy(&mut self, line: &[u8], output: &mut Vec<u8>) {
        if self.fix || self.framing == Framing::Values {
            output.extend_from_slice(&self.fixed(line));
        } else {
            output.extend_from_slice(line);
        }
        output.push(b'\n');
    }

    /// The line with the safe fixes applied.
    pub fn fixed<'l>(&mut self, line: &'l [u8]) -> Cow<'l, [u8]> {
        let record = trim(line, self.framing).record;
        let Ok(text) = simdutf8::basic::from_utf8(record) else {
            return record.into();
        };
        let repaired = match self.parser.parse(text) {
            Err(error) if error.kind == SyntaxErrorKind::TrailingComma => {
                trailing_commas(&mut self.parser, text, error).ok()
            }
            _ => None,
        };
        let record = repaired.map_or(Cow::Borrowed(record), |repaired| {
            without(record, &repaired.commas)
        });
        if self.framing == Framing::Values {
            on_one_line(&record).into_owned().into()
        } else {
            record
        }
    }
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
