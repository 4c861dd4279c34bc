//! The ledger: compares the bytes written with the checks and assignments, chunk by chunk from the receipts and what the
//! outputs were given, and once more for each output as a whole.

use serde::Serialize;

use super::{Dataset, Output, Written};
use crate::check::assignments::Destination;
use crate::check::receipt::{Fault, Piece, Receipt};
use crate::diagnostic::numbers::{grouped, several};

/// Seals are kept in blocks of this many, so that growing never copies what is there.
const BLOCK: usize = 1 << 16;

/// The names of the outputs, in the order of a receipt's pieces.
const NAMES: [&str; 3] = [
    "the training file",
    "the validation file",
    "what is set aside",
];

/// The mark of the bytes to write, by record.
#[derive(Default)]
pub(super) struct Seals(Vec<Vec<u32>>);

impl Seals {
    pub(super) fn push(&mut self, seal: u32) {
        if self.0.last().is_none_or(|block| block.len() == BLOCK) {
            self.0.push(Vec::with_capacity(BLOCK));
        }
        if let Some(block) = self.0.last_mut() {
            block.push(seal);
        }
    }

    pub(super) fn get(&self, record: usize) -> u32 {
        self.0[record / BLOCK][record % BLOCK]
    }
}

/// Counts made while chunks were written.
#[derive(Default)]
pub(super) struct Ledger {
    /// Number of chunks written.
    chunks: usize,
    /// By record: where it went.
    destinations: Vec<Destination>,
    /// Lines and bytes of each output.
    lines: [u64; 3],
    bytes: [u64; 3],
    /// That all of it was held against the outputs.
    is_closed: bool,
}

/// The reason why the output differs from the assignments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// The file of that name holds other bytes than it did when it was checked.
    Changed(String),
    /// A bug of Tuneset, as a sentence.
    Difference(String),
}

impl Dataset {
    /// Begins to count the output, and drops earlier counts.
    pub fn begin_writing(&mut self) {
        self.written = Written::default();
        self.ledger = Ledger::default();
    }

    /// Counts the next written chunk: `receipt` is the writer's, `given` are the pieces for the outputs.
    ///
    /// # Errors
    /// Returns the first difference from the checks and assignments.
    pub fn wrote(&mut self, receipt: &Receipt, given: [Piece; 3]) -> Result<(), Refusal> {
        let number = self.ledger.chunks;
        let (Some(chunk), Some(assignment)) = (self.chunks.get(number), &self.assignment) else {
            let parts = several(self.chunks.len() as u64, "part");
            return Err(difference(
                "the input",
                &format!("expected {parts}, found more"),
            ));
        };
        if receipt.chunk != number as u64 {
            let (expected, found) = (number + 1, receipt.chunk + 1);
            let what = format!("expected part {expected}, found part {found}");
            return Err(self.different_in(number, &what));
        }
        match &receipt.fault {
            None => {}
            Some(Fault::Changed) => {
                return Err(Refusal::Changed(self.files[chunk.file].name.clone()));
            }
            Some(Fault::Difference { line: None, what }) => {
                return Err(self.different_in(number, what));
            }
            Some(Fault::Difference {
                line: Some(line),
                what,
            }) => {
                let line = grouped(chunk.first_line + u64::from(*line) + 1);
                let place = format!("{}, line {line}", self.files[chunk.file].name);
                return Err(difference(&place, what));
            }
        }
        let planned =
            &assignment.destinations[chunk.first_record..chunk.first_record + chunk.records];
        let destinations: Vec<Destination> = receipt
            .destinations
            .iter()
            .copied()
            .filter_map(Destination::of)
            .collect();
        if destinations != planned {
            let alike = destinations
                .iter()
                .zip(planned)
                .filter(|(is, was)| is == was);
            let expected = several(planned.len() as u64, "record");
            let found = grouped(alike.count() as u64);
            let what = format!("expected {expected} where they were sent, found {found}");
            return Err(self.different_in(number, &what));
        }
        let is_first = number == 0 || self.chunks[number - 1].file != chunk.file;
        let preamble = &self.files[chunk.file].preamble;
        let preamble = if is_first { preamble.len() as u64 } else { 0 };
        let of =
            |side: Destination| destinations.iter().filter(|found| **found == side).count() as u64;
        let (train, validation) = (of(Destination::Train), of(Destination::Validation));
        let aside = chunk.records as u64 - train - validation + chunk.others + preamble;
        for (at, lines) in [train, validation, aside].into_iter().enumerate() {
            let (said, given) = (receipt.pieces[at], given[at]);
            let (expected, found) = if said.lines != lines || given.lines != lines {
                (several(lines, "line"), grouped(given.lines))
            } else if said.bytes != given.bytes {
                (several(said.bytes, "byte"), grouped(given.bytes))
            } else if said.digest != given.digest {
                (several(said.bytes, "byte"), "others".to_owned())
            } else {
                continue;
            };
            let what = format!("expected {expected} for {}, found {found}", NAMES[at]);
            return Err(self.different_in(number, &what));
        }
        let ledger = &mut self.ledger;
        ledger.chunks += 1;
        ledger.destinations.extend(destinations);
        for (at, piece) in given.into_iter().enumerate() {
            ledger.lines[at] += piece.lines;
            ledger.bytes[at] += piece.bytes;
        }
        Ok(())
    }

    /// Records sizes and digests of the finished outputs, for the report.
    ///
    /// # Errors
    /// Returns the first difference from the assignments, or from the bytes handed over.
    pub fn set_written(&mut self, written: Written) -> Result<(), Refusal> {
        let ledger = &self.ledger;
        if ledger.chunks != self.chunks.len() {
            let expected = several(self.chunks.len() as u64, "part");
            let what = format!(
                "expected {expected}, found {}",
                grouped(ledger.chunks as u64)
            );
            return Err(difference("the input", &what));
        }
        // Without a record nothing was shared out.
        let shared = self.assignment.as_ref();
        let (train, validation) = shared.map_or((0, 0), |all| (all.train, all.validation));
        let others = self.totals.blank + self.totals.comments;
        let aside = self.records.len() as u64 + others - train - validation;
        let planned = [train, validation, aside];
        let outputs = [&written.train, &written.validation, &written.set_aside];
        for (at, (planned, output)) in planned.into_iter().zip(outputs).enumerate() {
            // The set-aside file is optional.
            let is_left = output.is_none() && (at == 2 || planned == 0);
            let holds = output.as_ref().map_or(0, |output: &Output| output.bytes);
            let (expected, found) = if ledger.lines[at] != planned {
                (several(planned, "line"), ledger.lines[at])
            } else if !is_left && (output.is_none() || holds != ledger.bytes[at]) {
                (several(ledger.bytes[at], "byte"), holds)
            } else {
                continue;
            };
            let what = format!("expected {expected}, found {}", grouped(found));
            return Err(difference(NAMES[at], &what));
        }
        self.ledger.is_closed = true;
        self.written = written;
        Ok(())
    }

    /// Returns the destination of each record, once all were written; until then, the one in `planned`.
    pub(crate) fn sides_written<'d>(&'d self, planned: &'d [Destination]) -> &'d [Destination] {
        if self.ledger.is_closed {
            &self.ledger.destinations
        } else {
            planned
        }
    }

    /// Returns the records in the written training and validation files; `None` before they are written.
    pub(crate) fn counted(&self) -> Option<(u64, u64)> {
        let [train, validation, _] = self.ledger.lines;
        self.ledger.is_closed.then_some((train, validation))
    }

    /// A difference in a chunk, by its file and lines.
    fn different_in(&self, number: usize, what: &str) -> Refusal {
        let chunk = self.chunks[number];
        let file = &self.files[chunk.file];
        let next = self.chunks.get(number + 1);
        let next = next.filter(|next| next.file == chunk.file);
        let end = next.map_or_else(|| file.lines(), |next| next.first_line);
        let (first, last) = (chunk.first_line + 1, end.max(chunk.first_line + 1));
        let place = format!(
            "{}, lines {} to {}",
            file.name,
            grouped(first),
            grouped(last)
        );
        difference(&place, what)
    }
}

fn difference(place: &str, what: &str) -> Refusal {
    Refusal::Difference(format!(
        "What was written is not what was checked, so nothing of it is kept ({place}: {what}). This is a bug in Tuneset, please report it."
    ))
}
