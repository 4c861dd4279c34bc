//! Relates the records to each other once all of them are known, and reports the duplicates.

mod answers;
mod notes;

use super::{Dataset, Nearness};
use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};
use crate::dataset::group_by::GroupBy;
use crate::dataset::relations::{RelationBuilder, Relations};
use crate::dataset::shared_media::SharedMedia;
use crate::dataset::split::Splitter;
use crate::diagnostic::finding::Tally;
use crate::diagnostic::option_error::OptionError;
use crate::lint::Rule;
use crate::lint::dataset_finding::Place;
use crate::lint::rules::{
    self, conflicting_completion, conflicting_label, near_duplicate_prompt, near_duplicate_record,
    overlapping_record, repeated_answer,
};
use crate::options::{MediaGroups, Near, SplitOptions};

impl Dataset {
    /// Finds how the records are related, unless that is known.
    pub(crate) fn relate(&mut self) {
        while self.relate_on().is_some() {}
        self.compare();
    }

    /// Relates the records for some milliseconds; returns the progress from 0 to 1, or `None` when done. Calling this is
    /// optional: a report completes the work.
    pub fn relate_on(&mut self) -> Option<f64> {
        if self.relations.is_some() {
            return None;
        }
        let mut relation_builder = self.relation_builder.take().unwrap_or_else(|| {
            #[cfg(feature = "fault-injection")]
            crate::dataset::injection::at_search(&self.records, self.near);
            let shingle_store = match self.near {
                Nearness::From(threshold) => Some((&self.shingle_store, threshold)),
                Nearness::Off | Nearness::TooMuch | Nearness::Failed => None,
            };
            RelationBuilder::new(&self.records, shingle_store)
        });
        let share = relation_builder.step(&mut self.shingle_store);
        if share.is_some() {
            self.relation_builder = Some(relation_builder);
            return share;
        }
        let is_grouped = |split: &&SplitOptions| split.group_by.is_some();
        let group_by = (self.options.split.as_ref())
            .filter(is_grouped)
            .map(|_| GroupBy::of(&self.records, &self.pointer_values.groups));
        let shared_media = SharedMedia::of(&self.records, &self.media_addresses);
        let is_media_kept =
            (self.options.split.as_ref()).is_none_or(|split| split.media_groups == MediaGroups::On);
        let classes = self.answers.classes().into_iter().next();
        let class_of = |record: u32| classes.as_ref()?.column.label_of(record as usize);
        let relations = relation_builder.finish(
            &self.records,
            group_by,
            (shared_media, is_media_kept),
            &mut self.shingle_store,
            classes.is_some().then_some(&class_of),
        );
        self.report_relations(&relations);
        self.relations = Some(relations);
        None
    }

    /// Adds the shingles of a chunk's records, the first of which is `first_record`, until they become too many.
    pub(super) fn push_shingles(&mut self, chunk: &ShingleSets, first_record: usize) {
        let Nearness::From(threshold) = self.near else {
            return;
        };
        let records = &self.records;
        self.shingle_store
            .add(chunk, |record| records.is_original(first_record + record));
        if self.shingle_store.bytes_to_search(threshold) > self.near_budget {
            self.near = Nearness::TooMuch;
            self.shingle_store = ShingleStore::default();
        }
    }

    /// Looks for near-duplicates from another similarity on, in what is stored of each record. Where they were not looked for, nothing
    /// is stored.
    ///
    /// # Errors
    /// A similarity out of range, and one whose search takes too much memory.
    pub(super) fn set_near(&mut self, near: Near) -> Result<(), OptionError> {
        let (Nearness::From(before), Some(threshold)) = (self.near, near.threshold()?) else {
            return Ok(());
        };
        if threshold.total_cmp(&before).is_eq() {
            return Ok(());
        }
        if self.shingle_store.bytes_to_search(threshold) > self.near_budget {
            return Err(OptionError(format!(
                "near {threshold} would take more than 2 GiB of memory to look for"
            )));
        }
        self.options.near = near;
        self.near = Nearness::From(threshold);
        self.unsettle();
        Ok(())
    }

    /// Does without near-duplicates: the engine failed when it looked for them. Said before the first file.
    pub fn forgo_near(&mut self) {
        if let Nearness::From(_) = self.near {
            self.near = Nearness::Failed;
        }
    }

    /// Makes room for a record that was not read.
    pub(super) fn push_no_shingles(&mut self) {
        let mut nothing = ShingleSets::default();
        nothing.end_record();
        self.push_shingles(&nothing, self.records.len() - 1);
    }

    /// Discards results that depend on all records: more are to come.
    pub(super) fn unsettle(&mut self) {
        self.assignment = None;
        self.relation_builder = None;
        self.validation_overlap = None;
        self.forget_overlap();
        if self.relations.take().is_none() {
            return;
        }
        self.splitter = Splitter::default();
        self.forget_findings(&[
            &near_duplicate_record::RULE,
            &near_duplicate_prompt::RULE,
            &conflicting_completion::RULE,
            &conflicting_label::RULE,
            &repeated_answer::RULE,
            &overlapping_record::RULE,
        ]);
    }

    /// Withdraws the findings of rules that need all records.
    pub(super) fn forget_findings(&mut self, rules: &[&'static Rule]) {
        for rule in rules {
            let index = rules::index(rule);
            self.tallies[index] = Tally::default();
            self.kept[index] = 0;
            self.examples
                .retain(|kept| usize::from(kept.example.rule) != index);
        }
    }

    fn report_relations(&mut self, relations: &Relations) {
        let mut alike: Vec<_> = relations
            .near()
            .map(|near| match near.link {
                None => (
                    near.record,
                    near.representative,
                    Some((near.similarity, None)),
                ),
                Some((other, similarity)) => (
                    near.record,
                    other,
                    Some((similarity, Some(near.representative))),
                ),
            })
            .chain(
                relations
                    .normalized
                    .iter()
                    .map(|&(record, first)| (record, first, None)),
            )
            .collect();
        alike.sort_unstable_by_key(|(record, ..)| *record);
        // What both sides have is reported as `overlapping-record`.
        alike.retain(|&(record, other, _)| !self.is_told_as_overlap(record, other));
        for (record, other, similar) in alike {
            let message = match similar {
                None => near_duplicate_record::in_words(&self.named_beside(record, other)),
                Some((similarity, through)) => near_duplicate_record::message(
                    similarity,
                    &self.named_beside(record, other),
                    through
                        .map(|first| self.named_beside(record, first))
                        .as_deref(),
                    self.records.differ_in_signs(record, other),
                ),
            };
            let similarity = similar.map_or(1.0, |(similarity, _)| similarity.shown());
            let place = self.record_place(record);
            self.report(
                &near_duplicate_record::RULE,
                message,
                place,
                Some((other as usize, Some(similarity))),
            );
        }
        self.report_near_prompts(relations);
        self.report_conflicts(relations);
        self.report_repeated_answers(relations);
    }

    /// The place of `other`, with its file where that is not the one of `record`.
    fn named_beside(&self, record: u32, other: u32) -> String {
        let (file, _) = self.place_of(record as usize);
        self.named(file, other as usize)
    }

    /// Returns the place of a record in its file.
    pub(crate) fn record_place(&self, record: u32) -> Place {
        let (file, line) = self.place_of(record as usize);
        Place {
            file,
            line,
            column: 0,
            offset: self.offset_of(record as usize),
            length: self.records.get(record as usize).location.length,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::checker::Checker;
    use crate::check::probe::probe;
    use crate::dataset::Dataset;
    use crate::dataset::readiness::Verdict;
    use crate::dataset::report::Report;
    use crate::options::Options;

    /// Reports on ten texts, the second equal to the first but for a word, with so many bytes to compare them.
    fn report(budget: usize, chunks: usize) -> Report {
        let words = |number: u32| -> String {
            let words = (0..40).map(|word| format!("w{} ", number * 40 + word));
            words.collect()
        };
        let mut texts: Vec<String> = (0..10).map(words).collect();
        texts[1] = texts[0].replace("w39", "another");
        let lines: Vec<String> = texts
            .iter()
            .map(|text| format!("{{\"prompt\": \"{text}\", \"completion\": \"yes\"}}\n"))
            .collect();
        let (options, text) = (Options::default(), lines.concat());
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.near_budget = budget;
        dataset.begin_file("train.jsonl", text.len() as u64, &probe);
        for chunk in lines.chunks(lines.len().div_ceil(chunks)) {
            dataset.add(&checker.check(chunk.concat().as_bytes()));
        }
        dataset.end_file();
        dataset.report_now(true)
    }

    /// Reports on data whose first chunk is related by so many steps before the rest is added.
    fn report_after(steps: usize) -> Report {
        let line = |number: u32| {
            let words = (0..30).map(|word| format!("w{} ", number / 2 * 30 + word));
            let words = words.collect::<Vec<String>>().concat();
            format!("{{\"prompt\": \"{words} {number}\", \"completion\": \"of both\"}}\n")
        };
        let lines: Vec<String> = (0..40).map(line).collect();
        let (options, text) = (Options::default(), lines.concat());
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.begin_file("train.jsonl", text.len() as u64, &probe);
        let (first, second) = lines.split_at(25);
        dataset.add(&checker.check(first.concat().as_bytes()));
        let mut before = 0.0;
        for _ in 0..steps {
            let Some(share) = dataset.relate_on() else {
                break;
            };
            assert!(share >= before && share <= 1.0, "{share} after {before}");
            before = share;
        }
        dataset.add(&checker.check(second.concat().as_bytes()));
        dataset.end_file();
        while dataset.relate_on().is_some() {}
        dataset.report_now(true)
    }

    #[test]
    fn a_search_that_is_given_up_leaves_nothing_behind() {
        let json = |steps| serde_json::to_string(&report_after(steps)).expect("a report");
        let undisturbed = json(0);
        assert_eq!(report_after(0).duplicates.near, Some(20));
        for steps in (1..30).chain([10_000]) {
            assert_eq!(json(steps), undisturbed, "{steps}");
        }
    }

    /// Memory for near-duplicates of these ten: 38 shingles each and one for the answer, and the entry of each record.
    const NEEDED: usize = 10 * (39 * 4 + 132);

    #[test]
    fn near_duplicates_are_looked_for_as_long_as_that_is_within_the_budget() {
        for chunks in [1, 3, 10] {
            let report = report(NEEDED, chunks);
            assert_eq!(report.duplicates.near, Some(1));
            assert_eq!(report.duplicates.threshold, Some(0.8));
            assert_eq!(report.rules["near-duplicate-record"].count, 1);
        }
    }

    #[test]
    fn above_the_budget_the_verdict_says_that_they_were_not_looked_for() {
        for chunks in [1, 3, 10] {
            let report = report(NEEDED - 1, chunks);
            assert_eq!(report.duplicates.near, None);
            assert_eq!(report.duplicates.threshold, None);
            assert!(!report.rules.contains_key("near-duplicate-record"));
            let reasons = &report.readiness.reasons;
            let reason = reasons
                .iter()
                .find(|reason| {
                    reason.code == crate::dataset::readiness::Code::NearDuplicatesNotLookedFor
                })
                .expect("a reason");
            assert_eq!(
                reason.message,
                "near-duplicates were not searched for, so none is dropped and a split may separate them: it would need more than \
                 2 GiB of memory; compare a part of the file at a time"
            );
            assert_eq!(report.readiness.verdict, Verdict::ReadyWithWarnings);
            // Everything else is as it would be.
            assert_eq!(report.counts.records, 10);
            assert_eq!(report.duplicates.normalized, 0);
        }
    }
}
