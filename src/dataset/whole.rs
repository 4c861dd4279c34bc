//! Findings on the data set as a whole, and on the names of its files: no chunk can make them.

use super::Dataset;
use crate::diagnostic::finding::Severity;
use crate::lint::dataset_finding::Breaking;
use crate::lint::dataset_finding::Place;
use crate::lint::rules::{inconsistent_fields, invalid_file_name, mixed_buckets};
use crate::models::Family;

impl Dataset {
    /// Returns the faults of the data set beside its size and its records.
    pub(crate) fn faults_of_whole(&self) -> Vec<Breaking> {
        let mut faults = self.faults_of_names();
        faults.extend(self.inconsistent_fields());
        faults.extend(self.mixed_buckets());
        faults
    }

    /// Checks the names of the files. Outputs get new names, so that bad names do not prevent preparing.
    fn faults_of_names(&self) -> Vec<Breaking> {
        if self.written.train.is_some() || self.target.is_some() {
            return Vec::new();
        }
        let is_checked_only = self.options.split.is_none();
        let fault = |(index, file): (usize, &super::File)| {
            if file.columns.is_some() {
                // Renamed, a table would be one all the same.
                return None;
            }
            let message = invalid_file_name::fault(&file.name, self.format, self.model.as_deref())?;
            Some(Breaking {
                rule: &invalid_file_name::RULE,
                message: if is_checked_only {
                    message
                } else {
                    message.at(Severity::Info)
                },
                place: Some(Place {
                    file: index,
                    ..Place::default()
                }),
            })
        };
        self.files.iter().enumerate().filter_map(fault).collect()
    }

    /// Only the tool of Nova's that asks for it.
    fn inconsistent_fields(&self) -> impl Iterator<Item = Breaking> {
        let is_nova = |family| family == Family::Nova;
        let parts = &self.totals.parts;
        let parts = (self.model.as_deref())
            .filter(|model| is_nova(model.family))
            .map(|_| parts.inconsistent());
        parts.into_iter().flatten().map(|(part, with, without)| {
            let later = std::cmp::max_by_key(with, without, |place| (place.file, place.line));
            Breaking {
                rule: &inconsistent_fields::RULE,
                message: inconsistent_fields::message(
                    part,
                    &self.line_named(with),
                    &self.line_named(without),
                ),
                place: Some(later),
            }
        })
    }

    fn mixed_buckets(&self) -> Option<Breaking> {
        let model = self.model.as_deref()?;
        let one_bucket = model.media.as_ref()?.same_bucket;
        let [(bucket, first), (other, place)] = self.totals.parts.buckets.as_slice() else {
            return None;
        };
        one_bucket.then(|| Breaking {
            rule: &mixed_buckets::RULE,
            message: mixed_buckets::message(
                bucket,
                &self.line_named(*first),
                other,
                &self.line_named(*place),
                &model.name,
            ),
            place: Some(*place),
        })
    }

    fn line_named(&self, Place { file, line, .. }: Place) -> String {
        if self.files.len() == 1 {
            format!("line {}", line + 1)
        } else {
            format!("line {} of {}", line + 1, self.files[file].name)
        }
    }
}
