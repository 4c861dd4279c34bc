//! Places of records in the report.

use super::{FileLine, RecordPlace, Related};
use crate::dataset::Dataset;

impl Dataset {
    /// Returns file and line of a record.
    pub(super) fn file_line(&self, record: usize) -> FileLine {
        let (file, line) = self.place_of(record);
        FileLine {
            file: self.files[file].name.clone(),
            line: line + 1,
        }
    }

    /// Returns a record that a finding refers to.
    pub(super) fn related(&self, record: usize, similarity: Option<f64>) -> Related {
        let FileLine { file, line } = self.file_line(record);
        Related {
            file,
            line,
            byte_offset: self.offset_of(record),
            number: self.number_on_line(record),
            similarity,
        }
    }

    /// Returns the place of a record, if it has bytes.
    pub(super) fn place_of_record(
        &self,
        file: usize,
        (byte_offset, byte_length): (u64, u64),
    ) -> Option<RecordPlace> {
        (byte_length > 0).then(|| RecordPlace {
            byte_offset,
            byte_length,
            number: self.number_at(file, byte_offset),
        })
    }
}
