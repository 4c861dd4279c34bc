//! Reports records that ask alike and answer otherwise: one by one where answers are classes, else once for the set.

use crate::dataset::Dataset;
use crate::dataset::record_table::Pair;
use crate::dataset::relations::{Conflicts, Relations};
use crate::diagnostic::finding::Message;
use crate::lint::rules::{conflicting_completion, conflicting_label, near_duplicate_prompt};

/// Pairs of records that a note for the set names.
const SHOWN_PAIRS: usize = 3;

impl Dataset {
    /// Reports passages that several records share, once for the set: they are the manner of the data, and are dealt with alike.
    pub(super) fn report_near_prompts(&mut self, relations: &Relations) {
        let pairs: Vec<_> = (relations.near_prompts())
            .map(|near| {
                (
                    near.record,
                    near.link.map_or(near.representative, |(other, _)| other),
                )
            })
            .collect();
        let Some(&(record, other)) = pairs.first() else {
            return;
        };
        let mut passages: Vec<u32> = (relations.near_prompts())
            .map(|near| near.representative)
            .collect();
        passages.sort_unstable();
        passages.dedup();
        let like = |&(one, other): &(u32, u32)| {
            format!(
                "{} like {}",
                self.named_beside(record, one),
                self.named_beside(one, other)
            )
        };
        let message = near_duplicate_prompt::message(
            (pairs.len() + passages.len()) as u64,
            passages.len() as u64,
            &pairs[..pairs.len().min(SHOWN_PAIRS)]
                .iter()
                .map(like)
                .collect::<Vec<_>>(),
        );
        let place = self.record_place(record);
        let related = Some((other as usize, None));
        self.report(&near_duplicate_prompt::RULE, message, place, related);
    }

    /// Reports other answers to a question, each where they are classes, else once for the set; and other labels.
    pub(super) fn report_conflicts(&mut self, relations: &Relations) {
        if self.answers.classes().is_empty() {
            self.report_other_answers(relations);
        } else {
            for &(record, first) in &relations.conflicting {
                let message = conflicting_completion::message(&self.named_beside(record, first));
                let place = self.record_place(record);
                let related = Some((first as usize, None));
                self.report(&conflicting_completion::RULE, message, place, related);
            }
        }
        for (&(record, other, similarity), message) in relations
            .other_label
            .iter()
            .zip(self.other_labels(relations))
        {
            let place = self.record_place(record);
            self.report(
                &conflicting_label::RULE,
                message,
                place,
                Some((other as usize, Some(similarity.shown()))),
            );
        }
    }

    fn report_other_answers(&mut self, relations: &Relations) {
        if Conflicts::of(&relations.conflicting, &self.records).are_meant(self.records.len()) {
            return;
        }
        let (records, store) = (&self.records, &mut self.shingle_store);
        let contradicting = |pair: &Pair| relations.contradict(*pair, records, store);
        let pairs = relations.conflicting.iter().copied();
        let pairs: Vec<Pair> = pairs.filter(contradicting).collect();
        let conflicts = Conflicts::of(&pairs, &self.records);
        let Some(&(record, first)) = conflicts.examples.first() else {
            return;
        };
        let example = |&(one, other): &Pair| {
            format!(
                "{} and {}",
                self.named_beside(record, other),
                self.named_beside(record, one)
            )
        };
        let examples = conflicts.examples.iter().take(SHOWN_PAIRS).map(example);
        let message = conflicting_completion::of_set(
            conflicts.records,
            conflicts.examples.len() as u64,
            conflicts.most,
            &examples.collect::<Vec<_>>(),
        );
        let place = self.record_place(record);
        let related = Some((first as usize, None));
        self.report(&conflicting_completion::RULE, message, place, related);
    }

    /// Messages about the records of another class, in their order.
    fn other_labels(&self, relations: &Relations) -> Vec<Message> {
        let Some(classes) = self.answers.classes().into_iter().next() else {
            return Vec::new();
        };
        let label = |record: u32| {
            let label = classes.column.label_of(record as usize);
            label.map_or("", |label| {
                classes.column.labels()[usize::from(label)].text.as_str()
            })
        };
        let pairs = relations.other_label.iter();
        pairs
            .map(|&(record, other, _)| {
                conflicting_label::message(
                    &self.named_beside(record, other),
                    label(record),
                    label(other),
                )
            })
            .collect()
    }
}
