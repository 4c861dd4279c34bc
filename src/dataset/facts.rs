//! Facts that many records share: reported once, and counted once.

use std::collections::BTreeMap;

use super::Dataset;
use crate::diagnostic::finding::{Finding, Severity, Tally};
use crate::lint::dataset_finding::PlacedFinding;
use crate::lint::fact::{Fact, Facts, places_kept};
use crate::lint::rules::{RULES, lost_in_conversion};
use crate::lint::universal::{FEWEST_RECORDS, Universal, digest};
use crate::lint::{Check, Repetition, Rule};
use crate::record::convert::Loss;

impl Dataset {
    /// Adds the facts of a chunk of `file`; `locate` returns a finding at its place in the file.
    pub(super) fn add_facts(
        &mut self,
        met: &Facts<Finding>,
        file: usize,
        locate: impl Fn(&Finding) -> Finding,
    ) {
        let most = places_kept(self.options.max_examples_per_rule);
        // In the order of the file: the first of a rule are shown, however the file is cut.
        let mut met: Vec<_> = met.iter().collect();
        met.sort_by_key(|(_, fact)| fact.places.first().map_or(u64::MAX, |place| place.offset));
        for (name, fact) in met {
            let shown = &mut self.facts_shown[usize::from(name.0)];
            let known = self.facts.entry(name.clone()).or_insert_with(|| {
                let is_shown = fact.is_shown && *shown < self.options.max_examples_per_rule;
                *shown += usize::from(is_shown);
                Fact {
                    severity: fact.severity,
                    records: 0,
                    fixable: [0; 2],
                    least: fact.least,
                    last: 0,
                    is_shown,
                    places: Vec::new(),
                }
            });
            known.records += fact.records;
            for (known, more) in known.fixable.iter_mut().zip(fact.fixable) {
                *known += more;
            }
            if !known.is_shown {
                continue;
            }
            let rest = most - known.places.len();
            let places = fact.places.iter().take(rest).map(|found| PlacedFinding {
                file,
                example: locate(found),
                related: None,
            });
            known.places.extend(places);
        }
    }

    /// Returns the number of open findings of that severity, those about the whole data set left out. What is reported once for many
    /// records counts once, unless it is an error of each.
    #[must_use]
    pub fn open_count(&self, severity: Severity) -> u64 {
        self.open_by_rule(severity).values().sum()
    }

    /// Counts the same by rule.
    pub(super) fn open_by_rule(&self, severity: Severity) -> BTreeMap<&'static str, u64> {
        let mut by_rule = BTreeMap::new();
        for (rule, tally) in RULES.into_iter().zip(&self.tallies) {
            let open = tally.open[severity as usize];
            let open = if severity == Severity::Error {
                open
            } else if std::ptr::eq(rule, &raw const lost_in_conversion::RULE) {
                open.min(self.things_lost(severity))
            } else if self.is_alike(rule, tally) {
                open.min(1)
            } else {
                open
            };
            by_rule.insert(rule.name, open);
        }
        // Of a finding that all records have, all but one; errors are those of single records.
        let is_one = |found: &&Universal| found.severity == severity && severity != Severity::Error;
        for found in self.universals().filter(is_one) {
            let name = RULES[usize::from(found.rule)].name;
            *by_rule.entry(name).or_default() -= found.findings - 1;
        }
        let all = self.records.len() as u64;
        for ((rule, _), fact) in &self.facts {
            if fact.severity == severity && fact.is_told(all) {
                *by_rule.entry(RULES[usize::from(*rule)].name).or_default() += 1;
            }
        }
        by_rule.retain(|_, open| *open > 0);
        by_rule
    }

    /// Returns the number of things that conversions left behind, of that severity.
    fn things_lost(&self, severity: Severity) -> u64 {
        let setting = self.settings.of(&lost_in_conversion::RULE);
        let is_of_severity = |how: Loss, what: &str| {
            let own = lost_in_conversion::severity(how, what);
            own.and_then(|own| setting.of(own)) == Some(severity)
        };
        let things = self.conversions.lost.keys();
        // All keys are one.
        let keys = things
            .clone()
            .any(|(how, what)| *how == Loss::LeftBehind && is_of_severity(*how, what));
        let others =
            things.filter(|(how, what)| *how != Loss::LeftBehind && is_of_severity(*how, what));
        others.count() as u64 + u64::from(keys)
    }

    /// Returns the findings that all records have, where these are many. Those of rules that have their own way of it are left out.
    pub(super) fn universals(&self) -> impl Iterator<Item = &Universal> {
        let are_many = self.universals.records >= FEWEST_RECORDS;
        let list = self.universals.list.iter().filter(move |_| are_many);
        list.filter(|found| {
            let check = &RULES[usize::from(found.rule)].check;
            !matches!(check, Check::Record(..) | Check::Lines)
        })
    }

    /// Returns the one of these that `example` is.
    pub(super) fn universal_of(&self, example: &Finding) -> Option<&Universal> {
        let is_like = |found: &&Universal| {
            found.rule == example.rule
                && found.severity == example.severity
                && found.message == digest(&example.message)
        };
        self.universals().find(is_like).filter(|_| !example.fixed)
    }

    /// Returns true if all findings of the rule, which has one at most for each record, are one: those that a table export leaves in
    /// many records, and those of every record.
    pub(super) fn is_alike(&self, rule: &Rule, tally: &Tally) -> bool {
        let is_of_all = tally.total() > 1 && tally.total() >= self.records.len() as u64;
        match rule.check {
            Check::Lines => tally.total() > 1,
            Check::Record(told, ..) => is_of_all || told == Repetition::Once,
            _ => false,
        }
    }
}
