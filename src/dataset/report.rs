//! The report: what a user reads and a script relies on.

use std::collections::{BTreeMap, BTreeSet};

mod classes;
mod conversion;
mod duplicates;
mod findings_of_whole;
mod lengths;
mod next_steps;
mod overlap;
mod places;
mod shape;
mod split;

pub use shape::*;

use crate::analysis::sensitive;
use crate::dataset::readiness::judge;
use crate::dataset::{Dataset, layout_finding};
use crate::diagnostic::finding::{Finding, Severity, Tally};
use crate::diagnostic::numbers::grouped;
use crate::diagnostic::tool::Tool;
use crate::lint::Rule;
use crate::lint::dataset_finding::PlacedFinding;
use crate::lint::fact::{Fact, places_kept};
use crate::lint::rules::{self, RULES, lost_in_conversion, order};
use crate::record::format::Format;

impl Dataset {
    /// Returns the report so far; `complete` is true once all input has been read.
    pub fn report_now(&mut self, complete: bool) -> Report {
        #[cfg(feature = "fault-injection")]
        crate::dataset::injection::at_report(&self.records);
        if complete && self.assignment.is_none() && self.options.split.is_some() {
            // The options were checked when they were read, so that the split cannot fail; without one the report has none.
            let _ = self.split(self.options.split.clone());
        }
        if complete {
            self.relate();
        }
        let found = complete.then(|| self.findings_of_whole());
        let found = found.unwrap_or_default();
        let mut rules = self.rule_reports();
        self.add_findings_of_whole(&found, &mut rules);
        // Excerpts have their stars already: those were cut out of longer texts.
        for told in rules.values_mut().flat_map(|rule| &mut rule.examples) {
            for text in [&mut told.message, &mut told.pointer, &mut told.help] {
                *text = sensitive::masked(text).into_owned();
            }
        }
        let count_of_set = |severity: Severity| {
            let found = found.iter().filter(|(of, _)| *of == severity);
            let of_set = found.filter(|(_, finding)| finding.is_reason);
            of_set.map(|(_, finding)| finding.count).sum::<u64>()
        };
        let of_records = |severity| {
            let mut by_rule = self.open_by_rule(severity);
            for (of, finding) in &found {
                if *of == severity && !finding.is_reason && finding.count > 0 {
                    *by_rule.entry(finding.rule.name).or_default() += finding.count;
                }
            }
            by_rule
        };
        let by_rule = [Severity::Error, Severity::Warning, Severity::Info].map(of_records);
        let [errors_of_records, warnings_of_records, infos_of_records] = by_rule
            .each_ref()
            .map(|counts| counts.values().sum::<u64>());
        let errors = errors_of_records + count_of_set(Severity::Error);
        let warnings = warnings_of_records + count_of_set(Severity::Warning);
        let infos = infos_of_records + count_of_set(Severity::Info);
        let kinds = order::ordered(&by_rule[1], |rule| rules[rule].severity);
        let next_steps = complete.then(|| self.next_steps(&rules));
        let next_steps = next_steps.unwrap_or_default();
        Report {
            schema_version: 1,
            tool: Tool::current(),
            model: self.model.as_deref().map(|model| ModelOfReport {
                id: model.id.clone(),
                name: model.name.clone(),
                as_of: model.as_of.clone(),
                new_jobs: model.new_jobs,
                limits: model.quotas_set(),
            }),
            format: self.format.map(crate::record::format::Format::name),
            ok: errors == 0,
            complete,
            files: self.file_reports(),
            counts: Counts {
                lines: self.files.iter().map(crate::dataset::File::lines).sum(),
                records: self.records.len() as u64,
                valid: self.valid_records(),
                invalid: self.totals.invalid,
                blank: self.totals.blank,
                comments: self.totals.comments,
                errors,
                warnings,
                infos,
            },
            rules,
            conversion: self.conversion(),
            convertible: self.convertible(),
            mappable: self.mappable(),
            next_steps,
            duplicates: self.duplicates(),
            overlap: self.overlap(),
            stats: self.stats(),
            split: self.split_now(),
            edits: self.edits_report(),
            readiness: judge(self, errors_of_records, &kinds, &found),
        }
    }

    /// Reports the records that were edited.
    fn edits_report(&self) -> Option<EditsReport> {
        let list: Vec<EditReport> = self
            .edits_made()
            .map(|edit| EditReport {
                file: edit.file.clone(),
                line: edit.line,
                digest: edit.digest.clone(),
            })
            .collect();
        (!list.is_empty()).then_some(EditsReport {
            records: list.len() as u64,
            list,
        })
    }

    fn file_reports(&self) -> Vec<FileReport> {
        let report = |(number, file): (usize, &crate::dataset::File)| {
            let records = self.records_of_file(number);
            let valid = self.valid_of(records.clone());
            FileReport {
                name: file.name.clone(),
                bytes: file.bytes.max(file.offset),
                lines: file.lines(),
                valid,
                invalid: records.len() as u64 - valid,
                validation: file.is_validation(),
                compressed: file.archive.clone(),
            }
        };
        self.files.iter().enumerate().map(report).collect()
    }

    fn rule_reports(&self) -> BTreeMap<&'static str, RuleReport> {
        let lists_all = places_kept(self.options.max_examples_per_rule) > 1;
        let mut rules = BTreeMap::new();
        for (rule, tally) in RULES.into_iter().zip(&self.tallies) {
            if tally.total() > 0 {
                let [info, warning, error] = tally.open;
                let report = RuleReport {
                    severity: worst(tally, rule.severity),
                    count: tally.total(),
                    fixed: tally.fixed,
                    open: OpenFindings {
                        error,
                        warning,
                        info,
                    },
                    fixable: Fixable {
                        safe: tally.fixable[0],
                        unsafe_: tally.fixable[1],
                    },
                    examples: Vec::new(),
                };
                rules.insert(rule.name, report);
            }
        }
        self.add_fact_reports(&mut rules);
        for (file, unexpected_layouts) in &self.unexpected_layouts {
            let rule = RULES[usize::from(unexpected_layouts.first.rule)].name;
            if let Some(report) = rules.get_mut(rule)
                && report.examples.len() < self.options.max_examples_per_rule
            {
                let example =
                    layout_finding(unexpected_layouts, self.model.as_deref(), self.format);
                let told = self.told_once(*file, example, Some(unexpected_layouts.records));
                report.examples.push(told);
            }
        }
        if let Some(report) = rules.get_mut(lost_in_conversion::RULE.name) {
            let wanted = self.target.unwrap_or(Format::BedrockConversation2024);
            report.examples.extend(self.losses(wanted));
        }
        let mut told = BTreeSet::new();
        for kept in &self.examples {
            let rule = RULES[usize::from(kept.example.rule)];
            let Some(report) = rules.get_mut(rule.name) else {
                continue;
            };
            if let Some(found) = self.universal_of(&kept.example).filter(|_| !lists_all) {
                // A record may have it several times.
                if told.insert((found.rule, found.message)) {
                    let records = self.universals.records;
                    report.take(found.severity, found.findings - records);
                    report.examples.push(self.about_records(kept, records));
                }
            } else if !self.is_told_once(rule) {
                report.examples.push(self.diagnostic(kept));
            } else if report.examples.is_empty() {
                report.examples.push(self.about_records(kept, report.count));
            }
        }
        rules
    }

    /// Adds the facts about many records, one finding each, to the reports of their rules.
    fn add_fact_reports(&self, rules: &mut BTreeMap<&'static str, RuleReport>) {
        let place_of = |fact: &Fact<PlacedFinding>| {
            let first = fact.places.first();
            first.map(|first| (first.file, first.example.offset))
        };
        let all = self.records.len() as u64;
        let facts = self.facts.iter().filter(|(_, fact)| fact.is_told(all));
        let mut facts: Vec<_> = facts.collect();
        facts.sort_by_key(|((rule, _), fact)| (*rule, place_of(fact)));
        for ((rule, _), fact) in facts {
            let rule = RULES[usize::from(*rule)];
            let report = rules
                .entry(rule.name)
                .or_insert_with(|| RuleReport::empty(fact.severity));
            report.add(fact.severity, fact.records);
            report.fixable.safe += fact.fixable[0];
            report.fixable.unsafe_ += fact.fixable[1];
            match &fact.places[..] {
                [only] => report.examples.push(self.about_records(only, fact.records)),
                places => {
                    let shown = places.iter().map(|place| self.diagnostic(place));
                    report.examples.extend(shown);
                }
            }
        }
    }

    /// Returns true if one example represents all findings of a rule. If all examples are requested, each is shown.
    fn is_told_once(&self, rule: &'static Rule) -> bool {
        places_kept(self.options.max_examples_per_rule) == 1
            && self.is_alike(rule, &self.tallies[rules::index(rule)])
    }

    /// Returns the finding `kept` for all of so many records that have it.
    fn about_records(&self, kept: &PlacedFinding, records: u64) -> Diagnostic {
        let mut told = self.told_once(kept.file, kept.example.clone(), Some(records));
        let all = self.records.len() as u64;
        if records > 1 && records == all {
            told.message = format!("all {} records: {}", grouped(records), told.message);
        } else if records > 1 {
            let (some, all) = (grouped(records), grouped(all));
            told.message = format!("{some} of {all} records: {}", told.message);
        }
        told
    }

    /// A finding about the data set, at its beginning; rule and message are still to be filled in.
    fn at_the_beginning(&self) -> Diagnostic {
        Diagnostic {
            rule: "",
            severity: Severity::Info,
            message: String::new(),
            file: self
                .files
                .first()
                .map(|file| file.name.clone())
                .unwrap_or_default(),
            line: 1,
            column: 1,
            byte_offset: 0,
            byte_length: 0,
            pointer: String::new(),
            excerpt: String::new(),
            highlight: (0, 0),
            record: None,
            help: String::new(),
            fix: None,
            fixed: false,
            edited: false,
            records: None,
            related: Vec::new(),
            classes: BTreeMap::new(),
        }
    }

    fn diagnostic(&self, kept: &PlacedFinding) -> Diagnostic {
        let Finding {
            rule,
            severity,
            message,
            help,
            line,
            column,
            offset,
            length,
            pointer,
            excerpt,
            highlight,
            record,
            fix,
            fixed,
            edited,
        } = kept.example.clone();
        let related = kept
            .related
            .map(|(other, similarity)| self.related(other, similarity));
        Diagnostic {
            rule: RULES[usize::from(rule)].name,
            severity,
            message,
            file: self.file_name(kept.file).to_owned(),
            line: u64::from(line) + 1,
            column: column + 1,
            byte_offset: offset,
            byte_length: length,
            pointer,
            excerpt,
            highlight,
            record: self.place_of_record(kept.file, record),
            help: help.into_owned(),
            fix: fix.map(FixReport::from),
            fixed,
            edited,
            records: None,
            related: related.into_iter().collect(),
            classes: self.classes_of(kept.file, record.0),
        }
    }

    /// Returns a finding that is reported once for many records, with their number if known.
    fn told_once(&self, file: usize, example: Finding, records: Option<u64>) -> Diagnostic {
        let kept = PlacedFinding {
            file,
            example,
            related: None,
        };
        Diagnostic {
            records,
            ..self.diagnostic(&kept)
        }
    }

    fn stats(&self) -> StatsReport {
        let stats = &self.totals.stats;
        let limit = self.model.as_ref().and_then(|model| {
            let limit = model.limits.max_tokens.as_ref()?;
            Some(limit.value)
        });
        StatsReport {
            tokens: TokenReport {
                low: stats.tokens.low,
                likely: stats.tokens.likely,
                high: stats.tokens.high,
                answers: stats.answer_tokens,
                longest: self.totals.longest.map(|(file, line, tokens)| Longest {
                    place: FileLine {
                        file: self.files[file].name.clone(),
                        line: line + 1,
                    },
                    tokens,
                }),
                median: stats.token_histogram.quantile(0.5),
                p95: stats.token_histogram.quantile(0.95),
                histogram: self.token_bars(),
                limit,
                above_limit: limit.map(|limit| stats.token_histogram.above(limit)),
            },
            turns: TurnReport {
                histogram: stats.turn_histogram.bars(),
            },
            system_prompt: (stats.system_prompts > 0).then_some(SystemPromptReport {
                records: stats.system_prompts,
                distinct: stats.distinct_system_prompts.len() as u64,
                longest_tokens: stats.longest_system_prompt,
            }),
            labels: self.labels(),
            repeating_pointers: self.repeating_pointers.clone(),
            answer_format: self.answer_format(),
            media: self.media.iter().map(|(kind, ..)| *kind).collect(),
            media_buckets: self
                .totals
                .parts
                .buckets
                .iter()
                .map(|(bucket, _)| bucket.clone())
                .collect(),
        }
    }
}

fn worst(tally: &Tally, otherwise: Severity) -> Severity {
    tally.worst().unwrap_or(otherwise)
}
