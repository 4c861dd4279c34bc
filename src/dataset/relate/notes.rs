//! Reports records that ask alike and answer otherwise: one by one where they are few, else once for the set.

use crate::dataset::Dataset;
use crate::dataset::relations::{Conflicts, Relations};
use crate::diagnostic::finding::Message;
use crate::lint::rules::{conflicting_completion, conflicting_label, near_duplicate_prompt};

/// So many conflicting answers are each reported, whatever their share.
const FEW_CONFLICTS: u64 = 3;
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
                self.named(record, one),
                self.named(one, other)
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

    pub(super) fn report_conflicts(&mut self, relations: &Relations) {
        let has_classes = !self.answers.classes().is_empty();
        let mut conflicting = relations.conflicting.clone();
        if !has_classes {
            let records = &self.records;
            let store = &mut self.shingle_store;
            conflicting.retain(|&pair| relations.contradict(pair, records, store));
        }
        let count = conflicting.len() as u64;
        let is_rare = count <= FEW_CONFLICTS || count * 100 <= self.records.len() as u64;
        let is_each = is_rare || has_classes;
        // Where they are many, several answers to a question are the manner of the data.
        let shown = if is_each { conflicting.len() } else { 1 };
        for &(record, first) in conflicting.iter().take(shown) {
            let message = if is_each {
                conflicting_completion::message(&self.named(record, first))
            } else {
                let of = Conflicts::of(&conflicting, &self.records);
                conflicting_completion::of_many(of.questions, of.records, of.answers)
            };
            let place = self.record_place(record);
            self.report(
                &conflicting_completion::RULE,
                message,
                place,
                Some((first as usize, None)),
            );
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
                conflicting_label::message(&self.named(record, other), label(record), label(other))
            })
            .collect()
    }
}
