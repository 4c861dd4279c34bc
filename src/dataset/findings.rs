//! Findings that only the fold can make: copies, media of two kinds, and the findings of chunks at their place in the file.

use super::Dataset;
use crate::check::chunk_report::ChunkReport;
use crate::diagnostic::finding::{Finding, Message};
use crate::diagnostic::position::narrow;
use crate::lint::Rule;
use crate::lint::dataset_finding::{Place, PlacedFinding};
use crate::lint::rules::{self, duplicate_record, mixed_media};
use crate::lint::settings::Setting;

/// A record that repeats an earlier one.
#[derive(Clone, Copy)]
pub(super) struct Copy {
    pub exact: bool,
    pub line: u32,
    pub offset: u64,
    pub length: u32,
}

impl Dataset {
    /// Reports a finding that no chunk can make.
    pub(crate) fn report(
        &mut self,
        rule: &'static Rule,
        message: Message,
        place: Place,
        related: Option<(usize, Option<f64>)>,
    ) {
        self.add_finding(rule, message, (place, ""), related, false);
    }

    /// Reports such a finding with text around the place.
    pub(super) fn report_shown(
        &mut self,
        rule: &'static Rule,
        message: Message,
        place: Place,
        excerpt: &str,
    ) {
        self.add_finding(rule, message, (place, excerpt), None, false);
    }

    /// Counts a finding that a fix has repaired, and keeps it.
    pub(crate) fn report_fixed(&mut self, rule: &'static Rule, message: Message, place: Place) {
        self.add_finding(rule, message, (place, ""), None, true);
    }

    fn add_finding(
        &mut self,
        rule: &'static Rule,
        message: Message,
        (place, excerpt): (Place, &str),
        related: Option<(usize, Option<f64>)>,
        fixed: bool,
    ) {
        let index = rules::index(rule);
        let own = message.severity.unwrap_or(rule.severity);
        let Some(severity) = self.settings.of(rule).of(own) else {
            return;
        };
        self.tallies[index].count(severity, fixed, message.fix.as_ref());
        let example = Finding {
            rule: u8::try_from(index).unwrap_or(u8::MAX),
            severity,
            fixed,
            message: message.text,
            help: message.help,
            line: u32::try_from(place.line).unwrap_or(u32::MAX),
            column: place.column,
            offset: place.offset,
            length: place.length,
            pointer: String::new(),
            excerpt: excerpt.to_owned(),
            highlight: (0, 0),
            record: (place.offset, u64::from(place.length)),
            fix: message.fix,
            edited: false,
        };
        if self.kept[index] < self.options.max_examples_per_rule {
            self.kept[index] += 1;
            self.examples.push(PlacedFinding {
                file: place.file,
                example,
                related,
            });
        }
    }

    pub(super) fn add_copy(&mut self, copy: Copy, original: Option<usize>) {
        self.totals.canonical += 1;
        self.totals.exact += u64::from(copy.exact);
        let Some(original) = original else { return };
        let record = narrow(self.records.len() - 1);
        if self.is_told_as_overlap(record, narrow(original)) {
            return;
        }
        let file = self.files.len() - 1;
        let place = Place {
            file,
            line: u64::from(copy.line),
            column: 0,
            offset: copy.offset,
            length: copy.length,
        };
        let message = duplicate_record::message(copy.exact, &self.named(file, original));
        let related = Some((original, Some(1.0)));
        self.report(&duplicate_record::RULE, message, place, related);
    }

    pub(super) fn add_stats(&mut self, report: &ChunkReport, file: usize, first_line: u64) {
        let other = &report.stats;
        self.totals.stats.add(other);
        let offset = self.files[file].offset;
        let place_of = |index: u32| {
            let record = &report.records[index as usize];
            Place {
                file,
                line: first_line + u64::from(record.line),
                column: 0,
                offset: offset + u64::from(record.offset),
                length: record.length,
            }
        };
        self.totals.parts.add(&other.parts, place_of);
        if let Some((line, tokens)) = other.longest
            && self
                .totals
                .longest
                .is_none_or(|(_, _, longest)| tokens > longest)
        {
            self.totals.longest = Some((file, first_line + u64::from(line), tokens));
        }
    }

    /// Records kinds of media that are new with the next chunk; returns the places of those that make one kind too many.
    pub(super) fn meet_media(
        &mut self,
        report: &ChunkReport,
        file: usize,
    ) -> Vec<(Place, Message)> {
        let one_kind = self
            .model
            .as_ref()
            .and_then(|model| model.media.as_ref())
            .is_none_or(|media| media.one_kind_per_dataset);
        let (first_line, offset) = (self.files[file].line_feeds, self.files[file].offset);
        let mut mixed = Vec::new();
        for &(kind, index) in &report.stats.media {
            if self.media.iter().any(|(known, ..)| *known == kind) {
                continue;
            }
            let record = &report.records[index as usize];
            let line = first_line + u64::from(record.line);
            if let Some(&(first, of_file, of_line)) = self.media.first().filter(|_| one_kind) {
                let other = (of_file != file).then(|| self.files[of_file].name.as_str());
                let message = mixed_media::in_data_set(first, kind, of_line + 1, other);
                if self.settings.of(&mixed_media::RULE) == Setting::Default {
                    self.mixed_media.get_or_insert(message.text.clone());
                }
                let place = Place {
                    file,
                    line,
                    column: 0,
                    offset: offset + u64::from(record.offset),
                    length: record.length,
                };
                mixed.push((place, message));
            }
            self.media.push((kind, file, line));
        }
        mixed
    }

    pub(super) fn keep(&mut self, example: Finding) {
        let index = usize::from(example.rule);
        if self.kept[index] < self.options.max_examples_per_rule {
            self.kept[index] += 1;
            self.examples.push(PlacedFinding {
                file: self.files.len() - 1,
                example,
                related: None,
            });
        }
    }
}
