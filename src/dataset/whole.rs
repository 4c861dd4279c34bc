//! Findings on the data set as a whole, and on the names of its files: no chunk can make them.

use super::Dataset;
use crate::dataset::readiness::limits_broken;
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::line_of;
use crate::input::framing::Framing;
use crate::lint::Check;
use crate::lint::dataset_finding::{DatasetFinding, Place, Site};
use crate::lint::rules::{
    RULES, completion_repeats_prompt, inconsistent_fields, invalid_file_name, long_system_prompt,
    mixed_buckets, model_closed,
};
use crate::models::Family;
use crate::record::sample::MediaKind;

impl Dataset {
    /// Returns the findings about all records, except those of rules that are off, each with the severity of the user's setting.
    pub(crate) fn findings_of_whole(&self) -> Vec<(Severity, DatasetFinding)> {
        let mut found = self.faults_of_names();
        found.extend(self.inconsistent_fields());
        found.extend(self.mixed_buckets());
        found.extend(self.model_closed());
        found.extend(limits_broken(self));
        for rule in RULES {
            if let Check::Answers(check) = rule.check {
                check(&self.answers, &mut found);
            }
        }
        completion_repeats_prompt::conclude(&self.answers, &mut found);
        long_system_prompt::conclude(&self.totals.stats, &mut found);
        found
            .into_iter()
            .filter_map(|finding| Some((self.severity_of(&finding)?, finding)))
            .collect()
    }

    /// Returns the severity of the user's setting; `None` if the rule is off.
    pub(crate) fn severity_of(&self, finding: &DatasetFinding) -> Option<Severity> {
        self.settings.of(finding.rule).of(finding.severity)
    }

    /// Checks the names of the files. Outputs get new names, so that bad names do not prevent preparing.
    fn faults_of_names(&self) -> Vec<DatasetFinding> {
        if self.written.train.is_some() || self.target.is_some() {
            return Vec::new();
        }
        let is_checked_only = self.options.split.is_none();
        let fault = |(index, file): (usize, &super::File)| {
            if file.columns.is_some() {
                // Renamed, a table would be one all the same.
                return None;
            }
            if file.framing == Framing::Opaque {
                // Renamed, it would be no data all the same.
                return None;
            }
            let archive = file.archive.as_ref();
            let archive = archive.filter(|archive| archive.fault.is_none());
            let compression = archive.map(|archive| archive.kind);
            let compression = compression.filter(|kind| kind.is_archive());
            let model = self.model.as_deref();
            let message = invalid_file_name::fault(&file.name, compression, self.format, model)?;
            let message = if is_checked_only {
                message
            } else {
                message.at(Severity::Info)
            };
            let place = Place {
                file: index,
                ..Place::default()
            };
            let site = Site::Place(place);
            Some(DatasetFinding::at(&invalid_file_name::RULE, site, message).into_reason())
        };
        self.files.iter().enumerate().filter_map(fault).collect()
    }

    /// Applies only to Nova's tool that requires it. Parts that the same two records show are one finding.
    fn inconsistent_fields(&self) -> Vec<DatasetFinding> {
        let is_nova = |family| family == Family::Nova;
        if self
            .model
            .as_deref()
            .is_none_or(|model| !is_nova(model.family))
        {
            return Vec::new();
        }
        let parts: Vec<_> = self.totals.parts.inconsistent().collect();
        let key = |place: &Place| (place.file, place.line);
        let is_shown_alike = |one: &(_, Place, Place), other: &(_, Place, Place)| {
            (key(&one.1), key(&one.2)) == (key(&other.1), key(&other.2))
        };
        let alike = parts.chunk_by(is_shown_alike).filter_map(|alike| {
            let (_, with, without) = *alike.first()?;
            let later = std::cmp::max_by_key(with, without, key);
            let names: Vec<_> = alike.iter().map(|(part, ..)| *part).collect();
            let message = inconsistent_fields::message(
                &names,
                &self.line_named(with),
                &self.line_named(without),
            );
            let site = Site::Place(later);
            Some(DatasetFinding::at(&inconsistent_fields::RULE, site, message).into_reason())
        });
        alike.collect()
    }

    fn model_closed(&self) -> Option<DatasetFinding> {
        let message = model_closed::message(self.model.as_deref()?, &self.kinds_of_media())?;
        Some(DatasetFinding::on_the_whole(&model_closed::RULE, message).into_reason())
    }

    /// The kinds of media in the data.
    pub(super) fn kinds_of_media(&self) -> Vec<MediaKind> {
        self.media.iter().map(|(kind, ..)| *kind).collect()
    }

    fn mixed_buckets(&self) -> Option<DatasetFinding> {
        let model = self.model.as_deref()?;
        let one_bucket = model.media.as_ref()?.same_bucket;
        let [(bucket, first), (other, place), ..] = self.totals.parts.buckets.as_slice() else {
            return None;
        };
        one_bucket.then(|| {
            let message = mixed_buckets::message(
                bucket,
                &self.line_named(*first),
                other,
                &self.line_named(*place),
                &model.name,
            );
            DatasetFinding::at(&mixed_buckets::RULE, Site::Place(*place), message).into_reason()
        })
    }

    fn line_named(&self, Place { file, line, .. }: Place) -> String {
        let name = (self.files.len() > 1).then(|| self.files[file].name.as_str());
        line_of(line + 1, name)
    }
}
