//! The next steps: what to do with the data, each only where it helps.

mod counts;
mod replace_file;

use std::collections::BTreeMap;

use super::{Action, NextStep, RuleReport, Unit};
use crate::check::outlook::Outlook;
use crate::dataset::Dataset;
use crate::dataset::contamination::Overlap;
use crate::dataset::dedupe::DedupeInput;
use crate::dataset::split::validation_size;
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::Rule;
use crate::lint::rules::{invalid_utf8, mixed_buckets, mixed_media, wrapped_records};
use crate::models::{self, Model, NewJobs};
use crate::options::{Dedupe, SplitOptions};
use counts::{become_valid, counted};

type Rules = BTreeMap<&'static str, RuleReport>;

/// Rules whose suggested fix is about the file: without it no record of the file is kept.
const WHOLE: [&Rule; 2] = [&invalid_utf8::RULE, &wrapped_records::RULE];

impl NextStep {
    fn new(action: Action, count: u64, unit: Unit, text: String, effect: String) -> Self {
        Self {
            action,
            count,
            unit,
            text,
            effect,
            option: Vec::new(),
            model: None,
            files: Vec::new(),
        }
    }

    fn by(mut self, option: &[&str]) -> Self {
        self.option = option.iter().map(|&word| word.to_owned()).collect();
        self
    }
}

impl Dataset {
    /// Returns the steps, in their order.
    pub(super) fn next_steps(&self, rules: &Rules) -> Vec<NextStep> {
        let steps = [
            self.replace_file(),
            self.choose_model(rules),
            self.convert(),
            self.map(),
            self.fix(rules),
            self.fix_suggested(rules),
            self.review(rules),
            self.decide_on_duplicates(),
            self.decide_on_conflicts(),
            self.remove_leaks(),
            self.export(rules),
        ];
        steps.into_iter().flatten().collect()
    }

    /// Returns true if `prepare` could keep a record without a guess: one is valid, or would be after a conversion and the
    /// safe fixes.
    pub(in crate::dataset) fn keeps_records(&self) -> bool {
        match self.next_model() {
            Some(_) => self.outlook_of_next.without_guesses() > 0,
            None => self.valid_records() > 0 || self.outlook.without_guesses() > 0,
        }
    }

    /// Returns the records that are kept after all steps that need no person, and what it takes; those that are kept as
    /// they are have no part in it.
    fn outlook_after_steps(&self) -> (u64, Outlook) {
        match self.next_model() {
            Some(_) => (self.outlook_of_next.records, self.outlook_of_next),
            None => (self.valid_records() + self.outlook.records, self.outlook),
        }
    }

    fn choose_model(&self, rules: &Rules) -> Option<NextStep> {
        let all = several(self.records.len() as u64, "record");
        let open = self.next_model();
        let step = |text, effect| {
            let count = self.records.len() as u64;
            NextStep::new(Action::ChooseModel, count, Unit::Records, text, effect)
        };
        let choosing = |step: NextStep, model: &Model| NextStep {
            model: Some(model.id.clone()),
            ..step.by(&["--model", &model.id])
        };
        if let Some(closed) = self.model.as_deref() {
            let open = open.filter(|_| self.keeps_records())?;
            let text = format!("Choose {} instead of {} for {all}", open.name, closed.name);
            return Some(choosing(step(text, closed.closure()?), open));
        }
        let is_readable = self.format.is_some() || self.keeps_records();
        if self.records.is_empty() || !(is_readable || self.mappable().is_some()) {
            return None;
        }
        let text_of = |model: &Model| format!("Choose {} as target model for {all}", model.name);
        if let Some(open) = open.filter(|_| self.keeps_records()) {
            let effect = match self.format.and_then(models::no_open_model) {
                Some(fact) => fact,
                None => format!(
                    "{} is open to new jobs and meant for such records",
                    open.name
                ),
            };
            return Some(choosing(step(text_of(open), effect), open));
        }
        if is_whole_guess_open(rules) && !self.keeps_records() {
            return None;
        }
        if let Some((format, only)) = self.format.and_then(|of| Some((of, only_open(of.name())?))) {
            let effect = format!(
                "It is the only model open to new jobs that takes {}",
                format.name()
            );
            return Some(choosing(step(text_of(only), effect), only));
        }
        let effect = "Until then only the general rules of the format apply, not a model's limits";
        let text = format!("Choose a target model for {all}");
        Some(step(text, effect.to_owned()))
    }

    fn convert(&self) -> Option<NextStep> {
        if self.target.is_some() {
            return None;
        }
        let other = self.next_model().map(|model| model.format);
        let other = other.filter(|format| Some(*format) != self.format);
        let convertible = self.convertible();
        let (_, outlook) = self.outlook_after_steps();
        let found = convertible.iter().flat_map(|found| &found.from);
        let found: u64 = found.map(|found| found.records).sum();
        let count = if found > 0 && other.is_none() {
            found
        } else {
            outlook.converted
        };
        let can = outlook.converted;
        if count == 0 || (can == 0 && found == 0) {
            return None;
        }
        let to = other.unwrap_or_else(|| self.wanted()).name();
        let text = format!("Convert {} to {to}", several(count, "record"));
        let effect = match count.saturating_sub(can) {
            0 => "Without it they would be rejected; anything that would be lost is listed"
                .to_owned(),
            stuck => format!(
                "{} would still be rejected; the other {} can be exported",
                several(stuck, "record"),
                grouped(can)
            ),
        };
        let step = NextStep::new(Action::Convert, count, Unit::Records, text, effect);
        Some(step.by(&["--convert"]))
    }

    fn map(&self) -> Option<NextStep> {
        let keys = self.mappable()?;
        let (prompt, completion) = (&keys.prompt, &keys.completion);
        let count = match self.of_unknown_keys() {
            0 => self.records.len() as u64 - self.valid_records(),
            unknown => unknown,
        };
        let text = format!(
            "Map the fields of {}: {prompt} as prompt, {completion} as completion",
            several(count, "record")
        );
        let effect = "Their format is unknown, so that they would be rejected".to_owned();
        let step = NextStep::new(Action::Map, count, Unit::Records, text, effect);
        let pairs = format!("prompt={prompt},completion={completion}");
        Some(step.by(&["--map", &pairs]))
    }

    fn fix(&self, rules: &Rules) -> Option<NextStep> {
        let (_, outlook) = self.outlook_after_steps();
        let findings = self.open_fixes(rules, |rule| rule.fixable.safe);
        let (count, unit, what) = counted(findings, outlook.fixed)?;
        let effect = match outlook.fixed {
            0 => "Corrects what is unambiguous in the exported files; your files are not changed"
                .to_owned(),
            saved => format!("{}; your files are not changed", become_valid(saved)),
        };
        let text = format!("Fix {what} with safe fixes");
        Some(NextStep::new(Action::Fix, count, unit, text, effect).by(&["--fix"]))
    }

    fn fix_suggested(&self, rules: &Rules) -> Option<NextStep> {
        let (_, outlook) = self.outlook_after_steps();
        let findings = self.open_fixes(rules, |rule| rule.fixable.unsafe_);
        let (count, unit, what) = counted(findings, outlook.guessed)?;
        let effect = match outlook.guessed {
            0 => "Each is a guess: review the changes before export".to_owned(),
            saved => format!(
                "{}; each fix is a guess: review the changes before export",
                become_valid(saved)
            ),
        };
        let text = format!("Apply suggested fixes to {what}");
        let step = NextStep::new(Action::FixSuggested, count, unit, text, effect);
        Some(step.by(&["--unsafe-fixes"]))
    }

    fn review(&self, rules: &Rules) -> Option<NextStep> {
        let all = self.records.len() as u64;
        let step =
            |count, text, effect| NextStep::new(Action::Review, count, Unit::Records, text, effect);
        if self.is_refused_as_a_whole(rules) {
            let text = format!(
                "Review {} that are rejected together",
                several(all, "record")
            );
            let effect = "A job rejects the file for media that do not go together".to_owned();
            return Some(step(all, text, effect));
        }
        let (kept, _) = self.outlook_after_steps();
        let mapped = self.mappable().map_or(0, |_| self.of_unknown_keys());
        let stuck = all.saturating_sub(kept + self.records_of_no_text() + mapped);
        let may_be_read = is_whole_guess_open(rules) || self.mappable().is_some();
        if stuck == 0 || self.is_unreadable() || (kept == 0 && may_be_read) {
            return None;
        }
        let text = format!(
            "Review {} that no fix makes valid",
            several(stuck, "record")
        );
        let effect = "Correct them, or they are excluded from the exported files".to_owned();
        Some(step(stuck, text, effect))
    }

    /// Counts the records that leaving out near-duplicates would leave out, too.
    fn decide_on_duplicates(&self) -> Option<NextStep> {
        let relations = self.relations.as_ref()?;
        let near = relations.near_count() + relations.normalized.len();
        if near == 0 || self.options.dedupe == Dedupe::Near {
            return None;
        }
        let applied_decisions = self.applied_decisions();
        let removed = |dedupe| {
            let choice = DedupeInput {
                records: &self.records,
                relations,
                shingle_store: &self.shingle_store,
                dedupe,
                keep: self.options.keep,
                applied_decisions: &applied_decisions,
                validation: self.first_validation_record(),
            };
            choice.removed().len() as u64
        };
        let count = removed(Dedupe::Near).saturating_sub(removed(self.options.dedupe));
        if count == 0 {
            return None;
        }
        let text = format!(
            "Decide whether to drop {}",
            several(count, "near-duplicate")
        );
        let effect = if self.has_validation_files() {
            "They are kept otherwise; those on both sides are leaks"
        } else {
            "They are kept otherwise, on the same side of the split as what they repeat"
        };
        let step = NextStep::new(
            Action::Duplicates,
            count,
            Unit::Records,
            text,
            effect.to_owned(),
        );
        Some(step.by(&["--dedupe", "near"]))
    }

    fn decide_on_conflicts(&self) -> Option<NextStep> {
        let count = self.relations.as_ref()?.conflicting.len() as u64;
        let text = format!(
            "Review {} with another answer to the same prompt",
            several(count, "record")
        );
        let effect = "A model cannot learn conflicting answers to the same prompt".to_owned();
        (count > 0).then(|| NextStep::new(Action::Conflicts, count, Unit::Records, text, effect))
    }

    fn remove_leaks(&self) -> Option<NextStep> {
        if self.drops_overlap().is_some() {
            return None;
        }
        let compared = self.overlap.iter().flat_map(Overlap::overlapping);
        let (compared, leaking) = (compared.count(), self.leaking().len());
        let (from, of) = match (leaking, compared) {
            (0, 0) => return None,
            (0, _) => ("this data", "the comparison file".to_owned()),
            (_, 0) => ("training", self.named_side(true)),
            _ => ("training", "the files held out".to_owned()),
        };
        let count = (leaking + compared) as u64;
        let text = format!(
            "Remove {} from {from} or from {of}, which has them, too",
            several(count, "record")
        );
        let effect = format!("Results on {of} would be too optimistic");
        let step = NextStep::new(Action::Leakage, count, Unit::Records, text, effect);
        Some(step.by(&["--drop-overlap"]))
    }

    fn export(&self, rules: &Rules) -> Option<NextStep> {
        let is_written = self.written.train.is_some();
        if is_written || !self.keeps_records() || self.is_refused_as_a_whole(rules) {
            return None;
        }
        let (kept, outlook) = self.outlook_after_steps();
        let all = self.records.len() as u64;
        let removed = match &self.assignment {
            Some(assignment) => assignment.removed.len() + assignment.dropped.len(),
            None => usize::try_from(self.totals.canonical).unwrap_or(usize::MAX),
        };
        let staying = kept.saturating_sub(removed as u64);
        if staying == 0 || self.has_lost_training() {
            return None;
        }
        let usual = SplitOptions::default();
        let split = self.options.split.as_ref().unwrap_or(&usual);
        let only = || self.format.and_then(|format| only_open(format.name()));
        let model = self.next_model().or(self.model.as_deref());
        let model = model.or_else(only);
        let quantity = split.validation.quantity().ok()?;
        let (validation, _) = validation_size(quantity, staying, model);
        let is_parted = if self.has_validation_files() {
            !self.validation_records().is_empty()
        } else {
            validation > 0 && validation < staying
        };
        let count = 1 + u64::from(is_parted);
        let up_to = if outlook.records > 0 { "Up to " } else { "" };
        let effect = format!(
            "{up_to}{} of {} can be exported; duplicates and invalid records are excluded",
            grouped(staying),
            several(all, "record")
        );
        let text = format!("Export {}", several(count, "file"));
        Some(NextStep::new(
            Action::Export,
            count,
            Unit::Files,
            text,
            effect,
        ))
    }

    /// Sums up the findings that could be fixed: those left out that are only worth knowing, and rules that the user has set.
    fn open_fixes(&self, rules: &Rules, fixable: impl Fn(&RuleReport) -> u64) -> u64 {
        let matter = rules.iter().filter(|(name, rule)| {
            rule.severity > Severity::Info && !self.options.fixes.contains_key(**name)
        });
        matter.map(|(_, rule)| fixable(rule)).sum()
    }

    /// Returns true if an error is of the records together, which leaving some out does not mend.
    fn is_refused_as_a_whole(&self, rules: &Rules) -> bool {
        let errors = |rule: &Rule| {
            let found = rules.get(rule.name);
            let found = found.filter(|found| found.severity == Severity::Error);
            found.map_or(0, |found| found.count)
        };
        errors(&mixed_buckets::RULE) > 0 || errors(&mixed_media::RULE) > self.totals.invalid
    }
}

/// Returns true if a suggested fix would read a file anew.
fn is_whole_guess_open(rules: &Rules) -> bool {
    let found = WHOLE.iter().filter_map(|rule| rules.get(rule.name));
    found.into_iter().any(|rule| rule.fixable.unsafe_ > 0)
}

/// Returns the model for records of the format, if only one is open to new jobs.
fn only_open(format: &str) -> Option<&'static Model> {
    let mut open = models::all()
        .filter(|model| model.format.name() == format && model.new_jobs == NewJobs::Open);
    let only = open.next()?;
    open.next().is_none().then_some(only)
}
