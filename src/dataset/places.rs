//! Finds chunks, lines and records of the data set.

use super::Dataset;
use super::file::Chunk;

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
