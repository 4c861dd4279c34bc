//! Answers to one question that contradict each other.

use super::Relations;
use crate::analysis::similarity::compared::Likeness;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::dataset::record_table::{Pair, Records};
use crate::diagnostic::position::narrow;

/// Shingles of a question of six words: shorter ones are small talk, or leave open what is wanted.
const LONG_QUESTION: usize = 4;
/// Different answers to one question from which on several are meant.
const MANY_ANSWERS: u64 = 3;
/// If more than one in so many questions with several answers has many, variety is the manner of the data.
const VARIED: u64 = 5;
/// So many conflicting answers are worth a look, whatever the manner of the data.
const FEW_CONFLICTS: u64 = 3;

/// Questions that have several answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Of each question a record with another answer than the first with that question, and that one; those with the fewest
    /// answers before the others.
    pub examples: Vec<Pair>,
    /// Records that ask them.
    pub records: u64,
    /// Different answers of the question that has most.
    pub most: u64,
    /// Number of questions that have many answers.
    varied: u64,
}

impl Conflicts {
    /// Counts those of records that answer another way than the first with their question.
    #[must_use]
    pub fn of(pairs: &[Pair], records: &Records) -> Self {
        let mut by_question: Vec<(u32, u32, u32)> = pairs
            .iter()
            .map(|&(record, first)| (first, record, records.get(record as usize).answer))
            .collect();
        by_question.sort_unstable();
        let mut counted: Vec<(u64, Pair)> = Vec::new();
        for asked in by_question.chunk_by(|one, other| one.0 == other.0) {
            let mut answers: Vec<u32> = asked.iter().map(|&(.., answer)| answer).collect();
            answers.sort_unstable();
            answers.dedup();
            counted.push((answers.len() as u64 + 1, (asked[0].1, asked[0].0)));
        }
        counted.sort_unstable();
        let answers = || counted.iter().map(|&(answers, _)| answers);
        Self {
            examples: counted.iter().map(|&(_, pair)| pair).collect(),
            records: (counted.len() + pairs.len()) as u64,
            most: answers().max().unwrap_or_default(),
            varied: answers().filter(|&answers| answers >= MANY_ANSWERS).count() as u64,
        }
    }

    /// Returns true if all of them, among so many records, are the manner of the data: they are not rare, and many of the questions
    /// have many answers.
    #[must_use]
    pub fn are_meant(&self, records: usize) -> bool {
        let questions = self.examples.len() as u64;
        let count = self.records - questions;
        let is_rare = count <= FEW_CONFLICTS || count * 100 <= records as u64;
        !is_rare && self.varied * VARIED > questions
    }
}

impl Relations {
    /// Returns true if two answers to one question contradict each other, as far as that can be known where they are no classes:
    /// the question is long enough to want one answer, and the answers are unlike.
    pub fn contradict(
        &self,
        pair: Pair,
        records: &Records,
        shingle_store: &mut ShingleStore,
    ) -> bool {
        let Some(near) = &self.near else { return true };
        let first = |record| self.first_of_text(records, record);
        let [one, other] = [pair.0, pair.1].map(|record| {
            let text = self.texts.binary_search(&first(record)).ok()?;
            let slot = near.slot(narrow(text));
            shingle_store.sort(slot);
            Some(slot)
        });
        let (Some(one), Some(other)) = (one, other) else {
            return true;
        };
        let [one, other] = [one, other].map(|slot| shingle_store.compared(slot));
        one.counts().1 >= LONG_QUESTION && one.likeness(other) == Likeness::Prompt
    }
}
