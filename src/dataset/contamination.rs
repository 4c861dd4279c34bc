//! Records of other files that also occur among those to train on: of a validation file, for example.

mod firsts;
mod leaking;

use std::ops::Range;

use crate::analysis::similarity::cross_match::{CrossMatches, Texts, cross_matches};
use crate::analysis::similarity::frequent_shingles::most_records;
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::match_kind::{Alike, Asked, Match, MatchKind};
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::dataset::record_table::{Entry, Records, State};
use crate::diagnostic::position::narrow;

use firsts::Firsts;

/// One side of a comparison: records of a data set.
#[derive(Clone)]
pub struct Compared<'d> {
    /// All records of its data set.
    pub records: &'d Records,
    /// The records of this side.
    pub range: Range<u32>,
    /// Their shingles.
    pub shingle_store: &'d ShingleStore,
}

/// Matches of records of other files with the data set.
pub struct Overlap {
    /// Those that do in any way, in the order of their files.
    pub matches: Vec<Match>,
    /// The records to train on that give an answer of theirs away, ascending.
    pub ours: Vec<u32>,
    /// True if near-duplicates were looked for.
    pub near: bool,
}

impl Overlap {
    /// Finds the records of `theirs` in `ours`, whose texts start with the records `texts`; near-duplicates from a similarity on.
    /// Both may be of one data set.
    #[must_use]
    pub fn of(
        ours: &Compared<'_>,
        texts: &[u32],
        theirs: &Compared<'_>,
        threshold: Option<f64>,
    ) -> Self {
        let mut firsts = firsts(ours, theirs);
        let mut matches: Vec<Match> = theirs
            .valid()
            .map(|record| {
                let entry = theirs.records.get(record as usize);
                let first = |level: usize| firsts[level].first(DIGESTS[level](entry));
                let alike = MATCH_KINDS
                    .iter()
                    .enumerate()
                    .find_map(|(level, &match_kind)| {
                        Some(Alike {
                            record: first(level)?,
                            match_kind,
                            similarity: Similarity::SAME,
                        })
                    });
                let asked = first(QUESTION).map(|record| Asked {
                    record,
                    wants_many: false,
                });
                Match {
                    record,
                    alike,
                    asked,
                }
            })
            .collect();
        let their_texts = their_texts(&matches, theirs.records);
        let is_new = |text: &&Vec<u32>| matches[text[0] as usize].alike.is_none();
        let new = their_texts.iter().filter(is_new).count();
        let near = threshold.map_or_else(Vec::new, |threshold| {
            add_near(&mut matches, &their_texts, (ours, texts), theirs, threshold)
        });
        matches.retain(|found| found.alike.is_some() || found.asked.is_some());
        let most = most_records(texts.len() + new);
        for question in mark_wide_questions(&mut matches, ours, theirs, most) {
            firsts[QUESTION].forget(u128::from(question));
        }
        Self {
            matches,
            ours: overlapping(ours, &firsts, &near),
            near: threshold.is_some(),
        }
    }

    /// Returns the number of records in the data set that match in that way or a stricter one.
    #[must_use]
    pub fn count(&self, match_kind: MatchKind) -> u64 {
        let alike = self.matches.iter().filter_map(|found| found.alike);
        alike.filter(|alike| alike.match_kind <= match_kind).count() as u64
    }

    /// Returns the number of records with the question of a record of the data set.
    #[must_use]
    pub fn same_prompt(&self) -> u64 {
        let asked = self.matches.iter().filter(|found| found.asked.is_some());
        asked.count() as u64
    }

    /// Those whose answer is given away.
    pub fn overlapping(&self) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(|found| found.is_overlap())
    }
}

impl Compared<'_> {
    fn valid(&self) -> impl Iterator<Item = u32> {
        let is_valid = |&record: &u32| self.records.state(record as usize) != State::Invalid;
        self.range.clone().filter(is_valid)
    }
}

/// Kinds of match of the first three of [`DIGESTS`].
const MATCH_KINDS: [MatchKind; 3] = [
    MatchKind::Exact,
    MatchKind::Canonical,
    MatchKind::Normalized,
];

/// Digests that records are compared by; 0 if a record has none.
const DIGESTS: [fn(&Entry) -> u128; 4] = [
    // `exact` identifies bytes only among values of one form, so the canonical digest is mixed in.
    |entry| entry.canonical() ^ u128::from(entry.exact).wrapping_mul(u128::MAX / 5),
    Entry::canonical,
    |entry| u128::from(entry.normalized),
    |entry| u128::from(entry.prompt),
];

const QUESTION: usize = 3;

/// Returns, for each digest of the other files, the first record of the data set with it.
fn firsts(ours: &Compared<'_>, theirs: &Compared<'_>) -> [Firsts; 4] {
    let mut firsts: [Firsts; 4] = Default::default();
    for record in theirs.valid() {
        for (firsts, digest) in firsts.iter_mut().zip(DIGESTS) {
            firsts.want(digest(theirs.records.get(record as usize)));
        }
    }
    for record in ours.valid() {
        for (firsts, digest) in firsts.iter_mut().zip(DIGESTS) {
            firsts.meet(digest(ours.records.get(record as usize)), record);
        }
    }
    firsts
}

/// Their texts: the matches of each, by place, the first in front.
fn their_texts(matches: &[Match], theirs: &Records) -> Vec<Vec<u32>> {
    let normalized = |&at: &u32| theirs.get(matches[at as usize].record as usize).normalized;
    let mut all: Vec<u32> = (0..narrow(matches.len())).collect();
    all.sort_unstable_by_key(|at| (normalized(at), *at));
    let same =
        |one: &u32, other: &u32| normalized(one) != 0 && normalized(one) == normalized(other);
    let mut texts: Vec<Vec<u32>> = all.chunk_by(same).map(<[u32]>::to_vec).collect();
    texts.sort_unstable();
    texts
}

/// Adds near matches of theirs, and returns the first records of the texts of ours that have any.
fn add_near(
    matches: &mut [Match],
    their_texts: &[Vec<u32>],
    (ours, texts): (&Compared<'_>, &[u32]),
    theirs: &Compared<'_>,
    threshold: f64,
) -> Vec<u32> {
    // Of copies only the first has shingles, which may be one of ours.
    let first = |text: &Vec<u32>| {
        let record = matches[text[0] as usize].record;
        theirs.records.original(record)
    };
    let records: Vec<u32> = their_texts.iter().map(first).collect();
    let CrossMatches { nearest, ours } = cross_matches(
        Texts {
            shingle_store: ours.shingle_store,
            records: texts,
        },
        Texts {
            shingle_store: theirs.shingle_store,
            records: &records,
        },
        threshold,
    );
    for (text, found) in their_texts.iter().zip(nearest) {
        let alike = found.map(|(record, similarity)| Alike {
            record,
            match_kind: MatchKind::Near,
            similarity,
        });
        for &at in text {
            let known = &mut matches[at as usize].alike;
            *known = known.or(alike);
        }
    }
    ours
}

/// The records of ours that one of theirs repeats in value, words or question, and those of the same words as one of `near`.
fn overlapping(ours: &Compared<'_>, firsts: &[Firsts; 4], near: &[u32]) -> Vec<u32> {
    let words = |record: u32| ours.records.get(record as usize).normalized;
    let mut near_words: Vec<u64> = near.iter().map(|&record| words(record)).collect();
    near_words.sort_unstable();
    let is_overlapping = |&record: &u32| {
        let entry = ours.records.get(record as usize);
        (firsts.iter().zip(DIGESTS)).any(|(firsts, of)| firsts.first(of(entry)).is_some())
            || near.binary_search(&record).is_ok()
            || (entry.normalized != 0 && near_words.binary_search(&entry.normalized).is_ok())
    };
    ours.valid().filter(is_overlapping).collect()
}

/// Marks questions with more than `most` answers in total, and returns them.
fn mark_wide_questions(
    matches: &mut [Match],
    ours: &Compared<'_>,
    theirs: &Compared<'_>,
    most: usize,
) -> Vec<u64> {
    let asked = matches.iter().filter(|found| found.asked.is_some());
    let question = |found: &Match| theirs.records.get(found.record as usize).prompt;
    let mut questions: Vec<u64> = asked.map(question).collect();
    questions.sort_unstable();
    questions.dedup();
    let mut answers: Vec<(u64, u32)> = [ours, theirs]
        .into_iter()
        .flat_map(|side| {
            let entry = |record: u32| side.records.get(record as usize);
            side.valid().map(entry)
        })
        .filter(|entry| questions.binary_search(&entry.prompt).is_ok())
        .map(|entry| (entry.prompt, entry.answer))
        .collect();
    answers.sort_unstable();
    answers.dedup();
    let wide: Vec<u64> = answers
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|answers| answers.len() > most)
        .map(|answers| answers[0].0)
        .collect();
    for found in matches {
        let wants_many = wide.binary_search(&question(found)).is_ok();
        if let Some(asked) = &mut found.asked {
            asked.wants_many = wants_many;
        }
    }
    wide
}

#[cfg(test)]
mod tests;
