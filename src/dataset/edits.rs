//! Edits of a data set: the chunk in which each was carried out, and those that could not be.

use std::ops::Range;

use crate::check::chunk_report::ChunkReport;
use crate::check::edits::{ChunkEdit, Edited};
use crate::dataset::Dataset;
use crate::dataset::decisions::{NotApplied, named};
use crate::options::decisions::Replaced;

/// The state of the user's edits.
#[derive(Default)]
pub(crate) struct Edits {
    /// File and line (from 0) of each that is about a file of the data set, and its number; in the order of the files.
    wanted: Vec<(usize, u64, u32)>,
    /// The chunk in which each was carried out, by number.
    made: Vec<Option<usize>>,
    /// Obstacles of those that are about no file.
    unknown: Vec<(u32, &'static str)>,
}

impl Dataset {
    /// Sets the names of the files that will be read. An edit must give more than the last part of a name if two names end alike.
    pub fn expect_files(&mut self, names: &[String]) {
        self.files_expected = names.len();
        let mut edits = Edits {
            made: vec![None; self.replaced().len()],
            ..Edits::default()
        };
        for (number, edit) in (0..).zip(self.replaced()) {
            let line = edit.line.checked_sub(1).ok_or("lines count from 1");
            match named(names, &edit.file).and_then(|file| Ok((file, line?))) {
                Ok((file, line)) => edits.wanted.push((file, line, number)),
                Err(why) => edits.unknown.push((number, why)),
            }
        }
        edits.wanted.sort_unstable();
        self.edits = edits;
    }

    fn replaced(&self) -> &[Replaced] {
        let split = self.options.split.as_ref();
        let decisions = split.and_then(|split| split.decisions.as_ref());
        decisions.map_or(&[], |decisions| &decisions.replace)
    }

    /// Returns the edits of a file, for checkers that do not know yet in which chunk a line is. Their lines are those of the
    /// file.
    #[must_use]
    pub fn file_edits(&self, file: usize) -> Vec<ChunkEdit> {
        self.chunk_edits(self.edits.within(file, 0..u64::MAX), 0)
    }

    /// The edits that the next chunk is to be read with, where `report` was made with others: without, or with one of another line
    /// that holds the same bytes.
    #[must_use]
    pub fn edits_for(&self, report: &ChunkReport) -> Option<Vec<ChunkEdit>> {
        let file = self.files.len().checked_sub(1)?;
        let made = match &report.edited {
            Edited::Without => &[],
            Edited::OfFile(made) => &made[..],
            Edited::OfChunk(_) => return None,
        };
        let first = self.files[file].line_feeds;
        let end = first + u64::from(report.line_feeds) + u64::from(report.ends_in_line);
        let wanted = self.edits.within(file, first..end);
        let open = wanted.filter(|number| self.edits.made[*number as usize].is_none());
        let edits = self.chunk_edits(open, first);
        let is_known = matches!(report.edited, Edited::OfFile(_));
        let mut found: Vec<u32> = made.iter().map(|(number, _)| *number).collect();
        found.sort_unstable();
        let is_right = |&(number, line): &(u32, u32)| {
            let wanted = edits.iter().find(|edit| edit.number == number);
            wanted.is_some_and(|edit| edit.line == line)
        };
        let is_once = found.windows(2).all(|pair| pair[0] != pair[1]);
        let is_settled = (is_known || edits.is_empty()) && is_once && made.iter().all(is_right);
        (!is_settled).then_some(edits)
    }

    /// The edits that were carried out in a chunk, which holds these lines and the next one in part.
    pub(crate) fn edits_of(&self, chunk: usize, file: usize, lines: Range<u64>) -> Vec<ChunkEdit> {
        let first = lines.start;
        let wanted = self.edits.within(file, first..lines.end + 1);
        let made = wanted.filter(|number| self.edits.made[*number as usize] == Some(chunk));
        self.chunk_edits(made, first)
    }

    fn chunk_edits(&self, numbers: impl Iterator<Item = u32>, first: u64) -> Vec<ChunkEdit> {
        let replaced = self.replaced();
        let mut edits: Vec<ChunkEdit> = numbers
            .map(|number| {
                let edit = &replaced[number as usize];
                ChunkEdit {
                    line: u32::try_from(edit.line - 1 - first).unwrap_or(u32::MAX),
                    digest: u64::from_str_radix(&edit.digest, 16).unwrap_or_default(),
                    number,
                    text: edit.record.clone(),
                }
            })
            .collect();
        edits.sort_unstable_by_key(|edit| (edit.line, edit.digest, edit.number));
        edits
    }

    /// Records the edits applied in the chunk of that number.
    pub(crate) fn note_edits(&mut self, report: &ChunkReport, chunk: usize) {
        for number in report.edited.numbers() {
            if let Some(made) = self.edits.made.get_mut(number as usize) {
                *made = Some(chunk);
            }
        }
    }

    /// The edits that were carried out, in the order of the decisions.
    pub(crate) fn edits_made(&self) -> impl Iterator<Item = &Replaced> {
        let replaced = self.replaced().iter().zip(&self.edits.made);
        replaced.filter_map(|(edit, made)| made.is_some().then_some(edit))
    }

    /// The edits that were not, and why.
    pub(crate) fn edits_not_made(&self) -> Vec<NotApplied> {
        let told = (0_u32..).zip(self.replaced()).filter_map(|(number, edit)| {
            if matches!(self.edits.made.get(number as usize), Some(Some(_))) {
                return None;
            }
            let mut unknown = self.edits.unknown.iter();
            let why = unknown.find(|(of, _)| *of == number);
            Some(NotApplied {
                action: "replace",
                file: edit.file.clone(),
                line: edit.line,
                why: why.map_or("the text on that line has changed since", |(_, why)| why),
            })
        });
        told.collect()
    }
}

impl Edits {
    /// The numbers of those about these lines of a file.
    fn within(&self, file: usize, lines: Range<u64>) -> impl Iterator<Item = u32> {
        let from = |line| {
            let is_before = |of: &(usize, u64, u32)| (of.0, of.1) < (file, line);
            self.wanted.partition_point(is_before)
        };
        let range = from(lines.start)..from(lines.end);
        self.wanted[range].iter().map(|(.., number)| *number)
    }
}
