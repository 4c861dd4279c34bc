//! Records that are left out, each for one with the same content.

use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::dataset::decisions::AppliedDecisions;
use crate::dataset::record_table::Records;
use crate::dataset::relations::Relations;
use crate::diagnostic::position::narrow;
use crate::options::{Dedupe, Keep};

/// A record that is left out, and the one that stays in its place; by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The record.
    pub copy: u32,
    /// The record that stays.
    pub stays: u32,
    /// Similarity of the two.
    pub similarity: Similarity,
}

/// A record that the user left out, and the kept record that duplicates it, if any; by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The record.
    pub record: u32,
    /// The record that stays, and its similarity.
    pub like: Option<(u32, Similarity)>,
}

/// All records, and what decides which of them stay.
#[derive(Clone, Copy)]
pub struct DedupeInput<'d> {
    /// Every record.
    pub records: &'d Records,
    /// Relations of the records.
    pub relations: &'d Relations,
    /// Their shingles.
    pub shingle_store: &'d ShingleStore,
    /// Kinds of copies that are left out.
    pub dedupe: Dedupe,
    /// The copy that stays.
    pub keep: Keep,
    /// Decisions about single records.
    pub applied_decisions: &'d AppliedDecisions,
    /// The first record of the validation files: of copies on both sides, the one in the validation file stays.
    pub validation: Option<u32>,
}

impl DedupeInput<'_> {
    /// The records that are left out, in the order of the input. Those that the user left out are as if they were not there;
    /// those that the user keeps stay.
    #[must_use]
    pub fn removed(&self) -> Vec<Removed> {
        let records = self.records;
        let mut removed = match self.dedupe {
            Dedupe::Off => Vec::new(),
            Dedupe::Exact => self.of_groups(records.copies().to_vec(), |record| {
                records.get(record as usize).exact
            }),
            Dedupe::Canonical => self.of_groups(records.copies().to_vec(), |_| 0),
            Dedupe::Normalized | Dedupe::Near => self.of_groups(self.same_words(), |_| 0),
        };
        if self.dedupe == Dedupe::Near {
            self.add_near(&mut removed);
        }
        removed
    }

    fn same_words(&self) -> Vec<(u32, u32)> {
        let copies = self.records.copies().iter();
        let first = |copy| self.relations.first_of_text(self.records, copy);
        let copies = copies.map(|&(copy, _)| (copy, first(copy)));
        copies
            .chain(self.relations.normalized.iter().copied())
            .collect()
    }

    /// Returns all but the kept record of each group of copies. `pairs` are copies and their first record; `part` divides a
    /// group.
    fn of_groups(&self, pairs: Vec<(u32, u32)>, part: impl Fn(u32) -> u64) -> Vec<Removed> {
        let mut members: Vec<(u32, u64, u32)> = Vec::with_capacity(pairs.len() * 2);
        for (copy, first) in pairs {
            members.push((first, part(first), first));
            members.push((first, part(copy), copy));
        }
        members.sort_unstable();
        members.dedup();
        if !self.applied_decisions.drop.is_empty() {
            members.retain(|member| !self.applied_decisions.drops(member.2));
        }
        let mut removed = Vec::with_capacity(members.len());
        for group in members.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let group = group.iter().map(|member| member.2);
            let Some(stays) = group.clone().min_by_key(|&record| self.rank(record)) else {
                continue;
            };
            let others = group.filter(|&copy| copy != stays && !self.applied_decisions.keeps(copy));
            removed.extend(others.map(|copy| Removed {
                copy,
                stays,
                similarity: Similarity::SAME,
            }));
        }
        removed.sort_unstable_by_key(|removed| removed.copy);
        removed
    }

    /// The lowest stays.
    fn rank(&self, record: u32) -> (bool, bool, u32, u32) {
        let (first, second) = match self.keep {
            Keep::First => (0, record),
            Keep::Last => (0, u32::MAX - record),
            // The first of those with the most bytes.
            Keep::Longest => {
                let length = self.records.get(record as usize).location.length;
                (u32::MAX - length, record)
            }
        };
        let is_training = self.validation.is_none_or(|validation| record < validation);
        let is_decided = self.applied_decisions.keeps(record);
        (!is_decided, is_training, first, second)
    }

    /// Adds kept records that a near-duplicate represents. Copies of such a record are then represented by the near-duplicate.
    fn add_near(&self, removed: &mut Vec<Removed>) {
        let Some(near) = &self.relations.near else {
            return;
        };
        let stand_ins = {
            let staying = self.staying(removed);
            let stands = |text: u32| staying.of_text(text);
            near.stand_ins(
                self.shingle_store,
                |text| stands(text).map(|record| self.rank(record)),
                |text, other| {
                    let is_kept = |record| self.applied_decisions.keeps(record);
                    let [one, other] = [text, other].map(|text| self.relations.record(text));
                    stands(text).is_some_and(is_kept) || self.records.differ_in_signs(one, other)
                },
            )
            .iter()
            .filter_map(|stand_in| {
                Some(Removed {
                    copy: stands(stand_in.text)?,
                    stays: stands(stand_in.stays)?,
                    similarity: stand_in.similarity,
                })
            })
            .collect::<Vec<_>>()
        };
        let mut more = stand_ins;
        more.sort_unstable_by_key(|removed| removed.copy);
        for copy in removed.iter_mut() {
            if let Some(found) = stays_for(&more, copy.stays) {
                (copy.stays, copy.similarity) = (found.stays, found.similarity);
            }
        }
        removed.append(&mut more);
        removed.sort_unstable_by_key(|removed| removed.copy);
    }

    /// Returns the records that the user dropped, each with the record that stays of its words, or else of its cluster.
    #[must_use]
    pub fn dropped(&self, removed: &[Removed]) -> Vec<Dropped> {
        let staying = self.staying(removed);
        let drop = self.applied_decisions.drop.iter();
        drop.map(|&record| {
            let first = self.relations.first_of_text(self.records, record);
            let text = self.relations.texts.binary_search(&first).ok().map(narrow);
            let same = text.and_then(|text| staying.of_text(text));
            let same = same.map(|other| (other, Similarity::SAME));
            let like = same.or_else(|| self.nearest(text?, &staying));
            Dropped { record, like }
        })
        .collect()
    }

    /// Of a cluster the record that stays and is most similar to a text of it; of several the first.
    fn nearest(&self, text: u32, staying: &Staying<'_>) -> Option<(u32, Similarity)> {
        let near = self.relations.near.as_ref()?;
        let cluster = near.cluster(text);
        let others = cluster.into_iter().filter(|&other| other != text);
        let alike = others.filter_map(|other| {
            let record = staying.of_text(other)?;
            Some((record, near.similarity(self.shingle_store, text, other)))
        });
        alike.max_by(|one, other| {
            let by_similarity = one.1.value().total_cmp(&other.1.value());
            by_similarity.then(other.0.cmp(&one.0))
        })
    }

    /// Finds the kept records of each text, given the removed ones.
    fn staying<'s>(&'s self, removed: &'s [Removed]) -> Staying<'s> {
        let mut stand_ins = Vec::new();
        if !self.applied_decisions.drop.is_empty() {
            // If the first record of a text is dropped, another one of its words may stay.
            let stays = |record| stays_for(removed, record).map_or(record, |found| found.stays);
            let others = self.same_words().into_iter();
            let others = others.filter(|(record, first)| {
                self.applied_decisions.drops(*first) && !self.applied_decisions.drops(*record)
            });
            stand_ins.extend(others.map(|(record, first)| (first, stays(record))));
            stand_ins.sort_unstable();
            stand_ins.dedup_by_key(|(first, _)| *first);
        }
        Staying {
            choice: self,
            removed,
            stand_ins,
        }
    }
}

/// The records that stay, by text.
struct Staying<'d> {
    choice: &'d DedupeInput<'d>,
    removed: &'d [Removed],
    /// For first records of texts that are dropped: another that stays.
    stand_ins: Vec<(u32, u32)>,
}

impl Staying<'_> {
    /// The record that stays for a text: its first one, unless that is left out; none where all of it is dropped.
    fn of_text(&self, text: u32) -> Option<u32> {
        let first = self.choice.relations.record(text);
        if self.choice.applied_decisions.drops(first) {
            let found = self
                .stand_ins
                .binary_search_by_key(&first, |(first, _)| *first);
            return found.ok().map(|at| self.stand_ins[at].1);
        }
        Some(stays_for(self.removed, first).map_or(first, |found| found.stays))
    }
}

/// Returns the removal of `record`, if it is left out.
#[must_use]
pub fn stays_for(removed: &[Removed], record: u32) -> Option<Removed> {
    let found = removed.binary_search_by_key(&record, |removed| removed.copy);
    found.ok().map(|at| removed[at])
}
