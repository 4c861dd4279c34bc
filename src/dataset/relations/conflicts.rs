//! Answers to one question that contradict each other.

use super::Relations;
use crate::analysis::similarity::compared::Likeness;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::dataset::record_table::{Pair, Records};
use crate::diagnostic::position::narrow;

/// Shingles of a question of six words: shorter ones are small talk, or leave open what is wanted.
const LONG_QUESTION: usize = 4;

/// Counts of questions that have several answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Number of the questions.
    pub questions: u64,
    /// Records that ask them.
    pub records: u64,
    /// Different answers of all of them.
    pub answers: u64,
}

impl Conflicts {
    /// Counts those of records that answer another way than the first with their question.
    #[must_use]
    pub fn of(pairs: &[Pair], records: &Records) -> Self {
        let answer = |&(record, first): &Pair| (first, records.get(record as usize).answer);
        let mut answers: Vec<_> = pairs.iter().map(answer).collect();
        answers.sort_unstable();
        answers.dedup();
        let questions = answers.chunk_by(|one, other| one.0 == other.0).count() as u64;
        Self {
            questions,
            records: questions + pairs.len() as u64,
            answers: questions + answers.len() as u64,
        }
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
