//! Unread records, which are set aside by their place: too long to be read, or the engine failed on them.

use super::{Chunk, Dataset};
use crate::check::receipt::UNREAD;
use crate::dataset::record_table::Location;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::narrow;
use crate::input::unparsed::{bare, column, line_ends};
use crate::lint::dataset_finding::Place;
use crate::lint::rule_set::RuleSet;
use crate::lint::rules::{engine_fault, line_too_long};

/// The kind of a chunk's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Records that were checked.
    Records,
    /// A line that is too long to be read.
    Oversize,
    /// A record that the engine failed on.
    Fault,
}

impl Dataset {
    /// Adds a line of `bytes` that was too long to be read, its line feed included where it has one: a record that is
    /// set aside.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn add_oversize(&mut self, bytes: u64, ends_in_line_feed: bool) {
        let index = self.files.len() - 1;
        let line = self.files[index].line_feeds;
        let offset = self.files[index].offset;
        self.add_unread(
            Content::Oversize,
            bytes,
            0,
            Location {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                offset: 0,
                length: u32::MAX,
            },
        );
        let file = &mut self.files[index];
        file.column = 0;
        file.ends_in_line = !ends_in_line_feed;
        file.ends_in_record = !ends_in_line_feed;
        file.line_feeds += u64::from(ends_in_line_feed);
        let place = Place {
            file: index,
            line,
            column: 0,
            offset,
            length: 0,
        };
        self.report(
            &line_too_long::RULE,
            line_too_long::message(bytes),
            place,
            None,
        );
    }

    /// Adds a chunk that holds one record, which the engine failed on: it is set aside. `reason` is the engine's own word, and
    /// `glimpse` the beginning of the record, masked, where that could be made.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn add_fault(&mut self, chunk: &[u8], reason: &str, glimpse: &str) {
        let index = self.files.len() - 1;
        let file = &self.files[index];
        let framing = file.framing;
        let record = bare(chunk, framing);
        let before = &chunk[..record.start];
        let first_column = file.column;
        let line = file.line_feeds + line_ends(before, framing);
        let place = Place {
            file: index,
            line,
            column: column(before, framing, first_column),
            offset: file.offset + record.start as u64,
            length: narrow(record.len()),
        };
        self.add_unread(
            Content::Fault,
            chunk.len() as u64,
            narrow_digest(chunk),
            Location {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                offset: narrow(record.start),
                length: narrow(record.len()),
            },
        );
        let file = &mut self.files[index];
        file.column = column(chunk, framing, first_column);
        file.line_feeds += line_ends(chunk, framing);
        if let Some(&last) = chunk.last() {
            file.ends_in_line = !framing.ends_line(last);
            file.ends_in_record = file.ends_in_line;
        }
        self.report_shown(
            &engine_fault::RULE,
            engine_fault::message(reason),
            place,
            glimpse,
        );
    }

    /// Counts a chunk of `bytes` with one unread record, of which only the place is known.
    fn add_unread(&mut self, content: Content, bytes: u64, digest: u64, location: Location) {
        self.unsettle();
        let index = self.files.len() - 1;
        let file = &mut self.files[index];
        let start = file.offset;
        file.offset += bytes;
        self.chunks.push(Chunk {
            file: index,
            start,
            end: start + bytes,
            first_line: file.line_feeds,
            first_record: self.records.len(),
            records: 1,
            others: 0,
            digest,
            content,
        });
        self.seals.push(UNREAD);
        self.records.push(location, Err(RuleSet::default()));
        self.push_no_shingles();
        self.totals.invalid += 1;
    }
}
