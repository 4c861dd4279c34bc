//! Validation files: the last inputs, if any, whose records stay on that side of the split.

use std::ops::Range;

use super::{Dataset, File};
use crate::dataset::record_table::State;
use crate::dataset::split::Assignment;
use crate::diagnostic::position::narrow;
use crate::lint::rules::overlapping_record;
use crate::options::Side;

impl Dataset {
    /// Returns the side of the next file.
    pub(super) const fn side_of_next(&self) -> Side {
        let validation = self.options.validation_files;
        if validation > 0 && self.files.len() + validation >= self.files_expected {
            Side::Validation
        } else {
            Side::Training
        }
    }

    /// Returns true if one of the files read so far is a validation file.
    pub(crate) fn has_validation_files(&self) -> bool {
        self.files.last().is_some_and(File::is_validation)
    }

    /// The files of a side.
    pub(super) fn files_of(&self, is_validation: bool) -> impl Iterator<Item = &File> {
        let files = self.files.iter();
        files.filter(move |file| file.is_validation() == is_validation)
    }

    /// The records of the files to train on; those of the validation files follow.
    pub(super) fn training_records(&self) -> Range<u32> {
        let first = self.files.partition_point(|file| !file.is_validation());
        let first = self.files.get(first);
        0..narrow(first.map_or(self.records.len(), |file| file.first_record))
    }

    /// The records of the validation files.
    pub(super) fn validation_records(&self) -> Range<u32> {
        self.training_records().end..narrow(self.records.len())
    }

    /// The first record of the validation files, if there are any.
    pub(super) fn first_validation_record(&self) -> Option<u32> {
        self.has_validation_files()
            .then(|| self.training_records().end)
    }

    /// Returns true if a record of a validation file and an earlier one to train on are alike, which is reported as
    /// `overlapping-record` and not as a duplicate.
    pub(super) fn is_told_as_overlap(&self, record: u32, earlier: u32) -> bool {
        let is_validation = |record| self.validation_records().contains(&record);
        self.settings.wants(&overlapping_record::RULE)
            && is_validation(record)
            && !is_validation(earlier)
    }

    /// Counts the records of a range without an error.
    pub(super) fn valid_of(&self, records: Range<u32>) -> u64 {
        // Of all records the number is known: most data sets have one file, and progress is reported often.
        if records.len() == self.records.len() {
            return self.valid_records();
        }
        let is_valid = |&record: &u32| self.records.state(record as usize) != State::Invalid;
        records.filter(is_valid).count() as u64
    }

    /// Returns true if there are valid records to train on, and the outputs have none of them.
    pub(super) fn has_lost_training(&self) -> bool {
        let assignment = self.assignment.as_ref();
        assignment.is_some_and(|assignment| assignment.train == 0)
            && self.valid_of(self.training_records()) > 0
    }

    /// The number of different valid records to train on.
    pub(super) fn training_examples(&self) -> u64 {
        let range = self.training_records();
        let copies = self.records.copies();
        let copies = copies.partition_point(|(copy, _)| *copy < range.end);
        self.valid_of(range) - copies as u64
    }

    /// Names the files of a side: by their name, or by their number.
    pub(super) fn named_side(&self, is_validation: bool) -> String {
        let files: Vec<_> = self.files_of(is_validation).collect();
        match files.as_slice() {
            [file] => file.name.clone(),
            files => format!(
                "the {} {} files",
                files.len(),
                if is_validation {
                    "validation"
                } else {
                    "training"
                }
            ),
        }
    }

    /// The records of a file, by its number.
    pub(super) fn records_of_file(&self, file: usize) -> Range<u32> {
        let next = self.files.get(file + 1);
        let end = next.map_or(self.records.len(), |next| next.first_record);
        narrow(self.files[file].first_record)..narrow(end)
    }

    /// The reason why the validation files are of no use for a job, if there is one; with an assignment, of what is left of them.
    pub(super) fn unused_validation(&self, assignment: Option<&Assignment>) -> Option<String> {
        if !self.has_validation_files() {
            return None;
        }
        let stated = self.model.as_deref().map(|model| &model.validation_file);
        if let (Some(model), Some(stated)) = (self.model.as_deref(), stated)
            && !stated.value
        {
            return Some(format!(
                "{} accepts no validation file, according to {}: the job goes without {}",
                model.name,
                stated.source,
                self.named_side(true)
            ));
        }
        assignment
            .is_some_and(|assignment| assignment.validation == 0)
            .then(|| {
                let valid = self.valid_of(self.validation_records());
                let is = if valid == 0 { "is valid" } else { "is left" };
                let file = self.named_side(true);
                format!("there is no validation file: no record of {file} {is}")
            })
    }
}
