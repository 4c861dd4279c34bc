//! Finds chunks, lines and records of the data set.

use super::Dataset;
use super::file::Chunk;
use crate::diagnostic::numbers::grouped;
use crate::input::framing::Framing;

impl Dataset {
    /// The chunk that holds a line (from 0) of a file, of a line that goes over several the one that holds the byte at `at`: its
    /// range in the file, and the line within it. Files to compare with are numbered behind those of the data set.
    #[must_use]
    pub fn locate(&self, file: usize, line: u64, at: Option<u64>) -> Option<(u64, u64, u64)> {
        if let Some(behind) = file.checked_sub(self.files.len()) {
            return self.compared.as_ref()?.locate(behind, line, at);
        }
        let chunks = self.chunks.iter().filter(|chunk| chunk.file == file);
        let is_before = |chunk: &&Chunk| {
            // The last one that begins on an earlier line holds the line's beginning.
            let is_reached = chunk.first_line < line || at.is_none_or(|at| chunk.start <= at);
            chunk.first_line <= line && is_reached
        };
        let chunk = chunks.take_while(is_before).last()?;
        Some((chunk.start, chunk.end, line - chunk.first_line))
    }

    /// File and line (from 0) of a record.
    #[must_use]
    pub fn place_of(&self, record: usize) -> (usize, u64) {
        let file = self
            .files
            .partition_point(|file| file.first_record <= record)
            .saturating_sub(1);
        (file, u64::from(self.records.get(record).location.line))
    }

    /// Offset of a record in its file.
    pub(crate) fn offset_of(&self, record: usize) -> u64 {
        let is_before = |chunk: &Chunk| chunk.first_record <= record;
        let chunk = self.chunks.partition_point(is_before) - 1;
        let location = self.records.get(record).location;
        self.chunks[chunk].start + u64::from(location.offset)
    }

    /// The number of a record in its file, from 1, if its line holds other records, too: the line does not say which one it is.
    pub(crate) fn number_on_line(&self, record: usize) -> Option<u64> {
        let (file, line) = self.place_of(record);
        if self.files[file].framing == Framing::Lines {
            return None;
        }
        let is_beside = |other: usize| {
            other < self.records.len()
                && self.records.get(other).location.line == self.records.get(record).location.line
                && self.place_of(other) == (file, line)
        };
        (is_beside(record + 1) || record.checked_sub(1).is_some_and(is_beside))
            .then(|| (record - self.files[file].first_record) as u64 + 1)
    }

    /// The same of the record that begins at `offset` of a file; those to compare with are numbered behind those of the data set.
    pub(crate) fn number_at(&self, file: usize, offset: u64) -> Option<u64> {
        if let Some(behind) = file.checked_sub(self.files.len()) {
            return self.compared.as_ref()?.number_at(behind, offset);
        }
        self.number_on_line(self.record_at(file, offset)?)
    }

    /// Names a record as people find it: by its line, or by its number where several are on one line; with its file where that
    /// is not `file`.
    pub(crate) fn named(&self, file: usize, record: usize) -> String {
        let (of_file, line) = self.place_of(record);
        let place = self.number_on_line(record).map_or_else(
            || format!("line {}", grouped(line + 1)),
            |number| format!("record {}", grouped(number)),
        );
        if of_file == file {
            place
        } else {
            format!("{place} of {}", self.files[of_file].name)
        }
    }

    /// The name of a file; those to compare with are numbered behind those of the data set.
    pub(crate) fn file_name(&self, file: usize) -> &str {
        match (self.files.get(file), &self.compared) {
            (None, Some(compared)) => compared.file_name(file - self.files.len()),
            (found, _) => found.map_or("", |file| &file.name),
        }
    }

    /// The record that begins at `offset` of a file.
    #[must_use]
    pub(crate) fn record_at(&self, file: usize, offset: u64) -> Option<usize> {
        let is_before = |chunk: &Chunk| (chunk.file, chunk.start) <= (file, offset);
        let chunk = self.chunks[..self.chunks.partition_point(is_before)].last()?;
        if chunk.file != file {
            return None;
        }
        let (mut first, mut end) = (chunk.first_record, chunk.first_record + chunk.records);
        // Records of a chunk are in the order of their offsets.
        let wanted = offset - chunk.start;
        while first < end {
            let middle = first.midpoint(end);
            if u64::from(self.records.get(middle).location.offset) < wanted {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        let found = first < chunk.first_record + chunk.records
            && u64::from(self.records.get(first).location.offset) == wanted;
        found.then_some(first)
    }
}
