//! Findings about all records among those of their rules.

use std::collections::BTreeMap;

use super::{Diagnostic, RuleReport};
use crate::dataset::Dataset;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::Rule;
use crate::lint::dataset_finding::{DatasetFinding, Site};

impl Dataset {
    /// Adds findings about all records, each with the severity of the user's setting, to the reports of their rules.
    pub(super) fn add_findings_of_whole(
        &self,
        found: &[(Severity, DatasetFinding)],
        rules: &mut BTreeMap<&'static str, RuleReport>,
    ) {
        let mut by_rule: BTreeMap<&'static str, Vec<_>> = BTreeMap::new();
        for (severity, finding) in found {
            let report = rules
                .entry(finding.rule.name)
                .or_insert_with(|| RuleReport::empty(*severity));
            report.add(*severity, finding.count);
            let shown = finding.shown.iter();
            by_rule
                .entry(finding.rule.name)
                .or_default()
                .extend(shown.map(|(site, message)| (*severity, finding.rule, site, message)));
        }
        for (rule, mut shown) in by_rule {
            // Findings about the data set come first, then the first in the order of the input.
            shown.sort_by_key(|(_, _, site, _)| site.position());
            shown.truncate(self.options.max_examples_per_rule);
            if let Some(report) = rules.get_mut(rule) {
                let shown = shown.into_iter();
                report
                    .examples
                    .extend(shown.map(|(severity, rule, site, message)| {
                        self.shown_at(site, rule, severity, message)
                    }));
            }
        }
    }

    /// Returns the diagnostic of a finding at `site`.
    fn shown_at(
        &self,
        site: &Site,
        rule: &'static Rule,
        severity: Severity,
        message: &Message,
    ) -> Diagnostic {
        let at_site = match site {
            Site::DataSet => self.at_the_beginning(),
            Site::Record(placed) => self.diagnostic(placed),
            Site::Place(place) => Diagnostic {
                file: self.file_name(place.file).to_owned(),
                line: place.line + 1,
                byte_offset: place.offset,
                byte_length: place.length,
                record: self.place_of_record(place.file, (place.offset, u64::from(place.length))),
                ..self.at_the_beginning()
            },
        };
        Diagnostic {
            rule: rule.name,
            severity,
            message: message.text.clone(),
            help: message.help.to_string(),
            ..at_site
        }
    }
}
