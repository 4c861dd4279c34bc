//! Findings on a file after all of it was read.

use super::unread::Content;
use super::{Dataset, File};
use crate::dataset::record_table::State;
use crate::diagnostic::finding::Severity;
use crate::input::decompress::{Archive, Cause};
use crate::input::framing::Framing;
use crate::lint::Rule;
use crate::lint::dataset_finding::Place;
use crate::lint::rules::{
    self, binary_file, corrupt_archive, decompression_bomb, empty_file, invalid_json,
    missing_final_newline, unclosed_array,
};

impl Dataset {
    /// Sets the archive that the current file was unpacked from; call before the file ends.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn set_archive(&mut self, archive: Archive) {
        let file = self.files.last_mut().expect("a file was begun");
        file.archive = Some(archive);
    }

    /// Ends a file.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn end_file(&mut self) {
        let index = self.files.len() - 1;
        let file = &mut self.files[index];
        // A stream's size is only known now.
        file.bytes = file.offset;
        let file = &self.files[index];
        if let Some(archive) = file.archive.clone()
            && archive.fault.is_some()
        {
            // A damaged archive is reported alone: an empty file or an unfinished line follows from it.
            self.report_fault(&archive);
        } else if file.first_record == self.records.len() {
            let start = Place {
                file: index,
                line: 0,
                column: 0,
                offset: 0,
                length: 0,
            };
            self.report(&empty_file::RULE, empty_file::message(), start, None);
        } else if file.is_list_open && !self.ends_in_broken_record() {
            let place = end(index, &self.files[index]);
            let records = self.records.len() - self.files[index].first_record;
            let message = unclosed_array::message(records as u64);
            self.report(&unclosed_array::RULE, message, place, None);
        } else if file.ends_in_record && file.framing == Framing::Lines {
            let rule = &missing_final_newline::RULE;
            let place = end(index, &self.files[index]);
            let message = missing_final_newline::message(place.offset);
            let is_repaired = self.fixes.repairs(rule);
            if is_repaired {
                self.report_fixed(rule, message, place);
            } else {
                self.report(rule, message, place, None);
            }
        }
    }

    /// Returns true if the last record was cut off itself, or was not read: the end of the array may be among its bytes.
    fn ends_in_broken_record(&self) -> bool {
        let last = self.records.len() - 1;
        let chunk = self.chunks.iter().rfind(|chunk| chunk.records > 0);
        let mut refused = self.records.get(last).refused().indices();
        chunk.is_some_and(|chunk| chunk.content != Content::Records)
            || self.records.state(last) == State::Invalid
                && refused.any(|rule| rule == rules::index(&invalid_json::RULE))
    }

    fn report_fault(&mut self, archive: &Archive) {
        let Some(fault) = &archive.fault else { return };
        let kind = archive.kind;
        let (rule, message): (&'static Rule, _) = match &fault.cause {
            Cause::Bomb(text) => (
                &decompression_bomb::RULE,
                decompression_bomb::message(kind, fault.offset, *text),
            ),
            Cause::NeedsDictionary(id) => {
                (&binary_file::RULE, binary_file::needs_dictionary(kind, *id))
            }
            Cause::NeedsWindow(bytes) => {
                (&binary_file::RULE, binary_file::needs_window(kind, *bytes))
            }
            cause => (
                &corrupt_archive::RULE,
                corrupt_archive::message(kind, fault.offset, cause),
            ),
        };
        let index = self.files.len() - 1;
        let file = &self.files[index];
        if self.settings.of(rule).of(rule.severity) == Some(Severity::Error) {
            let sentence = format!("{}: {}", file.name, message.text);
            self.unread.push((rule.name, sentence));
        }
        let place = end(index, file);
        self.report(rule, message, place, None);
    }
}

/// Behind the last byte of a file's text.
const fn end(index: usize, file: &File) -> Place {
    Place {
        file: index,
        line: file.line_feeds,
        column: file.column,
        offset: file.offset,
        length: 0,
    }
}
