//! Reports long answers that many prompts have, once for the set.

use std::collections::BTreeMap;

use crate::analysis::similarity::shingles::{ANSWER, USER};
use crate::dataset::Dataset;
use crate::dataset::relations::Relations;
use crate::lint::rules::repeated_answer;

/// Answers that the note names.
const SHOWN: usize = 3;

impl Dataset {
    /// Reports one long answer to many prompts. Where near-duplicates are not looked for, the length of answers is not known.
    pub(super) fn report_repeated_answers(&mut self, relations: &Relations) {
        let mut classes = self.answers.classes().into_iter();
        let are_classes = classes.any(|classes| classes.column.labels().len() > 1);
        if relations.near.is_none() || are_classes {
            return;
        }
        let mut by_answer: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &record in &relations.texts {
            let answer = self.records.get(record as usize).answer;
            if answer != 0 {
                by_answer.entry(answer).or_default().push(record);
            }
        }
        by_answer.retain(|_, records| {
            records.len() >= repeated_answer::FEWEST && self.is_long_answer(records[0])
        });
        let mut groups: Vec<(usize, Vec<u32>)> = by_answer
            .into_values()
            .map(|records| (self.prompts_of(&records), records))
            .filter(|(prompts, _)| *prompts >= repeated_answer::FEWEST)
            .collect();
        groups.sort_by_key(|(prompts, records)| (std::cmp::Reverse(*prompts), records[0]));
        let Some((_, first)) = groups.first() else {
            return;
        };
        let (record, other) = (first[0], first[1]);
        let examples: Vec<(u64, String)> = groups
            .iter()
            .take(SHOWN)
            .map(|(prompts, records)| (*prompts as u64, self.named_beside(record, records[0])))
            .collect();
        let records = groups.iter().map(|(_, records)| records.len() as u64).sum();
        let all = self.records.len() as u64;
        let message = repeated_answer::message(records, all, groups.len() as u64, &examples);
        let place = self.record_place(record);
        self.report(
            &repeated_answer::RULE,
            message,
            place,
            Some((other as usize, None)),
        );
    }

    fn prompts_of(&self, records: &[u32]) -> usize {
        let prompt = |&record: &u32| self.records.get(record as usize).prompt;
        let mut prompts: Vec<u64> = records.iter().map(prompt).collect();
        prompts.sort_unstable();
        prompts.dedup();
        prompts.len()
    }

    /// Returns true if the answer of a record to one question is long.
    fn is_long_answer(&self, record: u32) -> bool {
        let shingles = self
            .shingle_store
            .get(self.shingle_store.slot(record as usize));
        let is_earlier_turn = |shingle: &u32| shingle & (ANSWER | USER) == 0;
        let of_answer = shingles.iter().filter(|shingle| **shingle & ANSWER != 0);
        of_answer.count() >= repeated_answer::LONG && !shingles.iter().any(is_earlier_turn)
    }
}
