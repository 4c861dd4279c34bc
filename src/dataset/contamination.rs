//! Records of other files that also occur in the data set: of an existing validation file, for example.

mod firsts;

use crate::analysis::similarity::cross_match::{CrossMatches, Texts, cross_matches};
use crate::analysis::similarity::frequent_shingles::most_records;
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::match_kind::{Alike, Asked, Match, MatchKind};
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::dataset::record_table::{Entry, Records, State};
use crate::diagnostic::position::narrow;

use firsts::Firsts;

/// A data set in a comparison.
#[derive(Clone, Copy)]
pub struct Compared<'d> {
    /// Its records.
    pub records: &'d Records,
    /// Their shingles.
    pub shingle_store: &'d ShingleStore,
}

/// Matches of records of other files with the data set.
pub struct Overlap {
    /// Those that do in any way, in the order of their files.
    pub matches: Vec<Match>,
    /// The records of the data set that give an answer of theirs away, ascending.
    pub ours: Vec<u32>,
    /// True if near-duplicates were looked for.
    pub near: bool,
}

impl Overlap {
    /// Finds the records of `theirs` in `ours`, whose texts start with the records `texts`; near-duplicates from a similarity on.
    #[must_use]
    pub fn of(
        ours: Compared<'_>,
        texts: &[u32],
        theirs: Compared<'_>,
        threshold: Option<f64>,
    ) -> Self {
        let mut firsts = firsts(ours.records, theirs.records);
        let mut matches: Vec<Match> = valid(theirs.records)
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
        for question in mark_wide_questions(&mut matches, ours.records, theirs.records, most) {
            firsts[QUESTION].forget(u128::from(question));
        }
        Self {
            matches,
            ours: overlapping(ours.records, &firsts, &near),
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

fn valid(records: &Records) -> impl Iterator<Item = u32> {
    (0..narrow(records.len())).filter(|&record| records.state(record as usize) != State::Invalid)
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
fn firsts(ours: &Records, theirs: &Records) -> [Firsts; 4] {
    let mut firsts: [Firsts; 4] = Default::default();
    for record in valid(theirs) {
        for (firsts, digest) in firsts.iter_mut().zip(DIGESTS) {
            firsts.want(digest(theirs.get(record as usize)));
        }
    }
    for record in valid(ours) {
        for (firsts, digest) in firsts.iter_mut().zip(DIGESTS) {
            firsts.meet(digest(ours.get(record as usize)), record);
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
    (ours, texts): (Compared<'_>, &[u32]),
    theirs: Compared<'_>,
    threshold: f64,
) -> Vec<u32> {
    let first = |text: &Vec<u32>| matches[text[0] as usize].record;
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
fn overlapping(ours: &Records, firsts: &[Firsts; 4], near: &[u32]) -> Vec<u32> {
    let words = |record: u32| ours.get(record as usize).normalized;
    let mut near_words: Vec<u64> = near.iter().map(|&record| words(record)).collect();
    near_words.sort_unstable();
    let is_overlapping = |&record: &u32| {
        let entry = ours.get(record as usize);
        (firsts.iter().zip(DIGESTS)).any(|(firsts, of)| firsts.first(of(entry)).is_some())
            || near.binary_search(&record).is_ok()
            || (entry.normalized != 0 && near_words.binary_search(&entry.normalized).is_ok())
    };
    valid(ours).filter(is_overlapping).collect()
}

/// Marks questions with more than `most` answers in total, and returns them.
fn mark_wide_questions(
    matches: &mut [Match],
    ours: &Records,
    theirs: &Records,
    most: usize,
) -> Vec<u64> {
    let asked = matches.iter().filter(|found| found.asked.is_some());
    let question = |found: &Match| theirs.get(found.record as usize).prompt;
    let mut questions: Vec<u64> = asked.map(question).collect();
    questions.sort_unstable();
    questions.dedup();
    let mut answers: Vec<(u64, u32)> = [ours, theirs]
        .into_iter()
        .flat_map(|records| valid(records).map(|record| records.get(record as usize)))
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
mod tests {
    use super::{Compared, Overlap};
    use crate::analysis::similarity::fingerprint::Fingerprint;
    use crate::analysis::similarity::jaccard::Similarity;
    use crate::analysis::similarity::match_kind::MatchKind;
    use crate::analysis::similarity::match_kind::{Alike, Match};
    use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};
    use crate::analysis::similarity::text_digests::TextDigests;
    use crate::dataset::record_table::{Location, Records};
    use crate::lint::rule_set::RuleSet;

    /// Records of value, manner, words, question and answer; none for one that cannot be read.
    type Made = Option<(u128, u64, u64, u64, u32)>;

    fn records(of: &[Made]) -> Records {
        let mut records = Records::default();
        for made in of {
            let fingerprint = made.map(|(canonical, exact, normalized, prompt, answer)| {
                let text_digests = TextDigests {
                    normalized,
                    prompt,
                    answer,
                };
                Fingerprint {
                    canonical,
                    exact,
                    text_digests,
                }
            });
            records.push(
                Location::default(),
                fingerprint.ok_or_else(RuleSet::default),
            );
        }
        records
    }

    /// Shingles in a row from the number of each record on.
    fn shingle_store(of: &[u32]) -> ShingleStore {
        let mut shingle_sets = ShingleSets::default();
        for &start in of {
            shingle_sets.shingles.extend(start..start + 30);
            shingle_sets.end_record();
        }
        let mut shingle_store = ShingleStore::default();
        shingle_store.add(&shingle_sets, |_| true);
        shingle_store
    }

    fn found(ours: &[Made], theirs: &[Made], near: Option<(&[u32], &[u32])>) -> Overlap {
        let (one, other) = (records(ours), records(theirs));
        let (our_store, their_store) = match near {
            Some((ours, theirs)) => (shingle_store(ours), shingle_store(theirs)),
            None => (ShingleStore::default(), ShingleStore::default()),
        };
        let texts: Vec<u32> = (0..).take(ours.len()).collect();
        Overlap::of(
            Compared {
                records: &one,
                shingle_store: &our_store,
            },
            &texts,
            Compared {
                records: &other,
                shingle_store: &their_store,
            },
            near.map(|_| 0.8),
        )
    }

    #[test]
    fn each_record_is_matched_in_the_strictest_way_there_is() {
        let ours = [
            None,
            Some((1, 1, 1, 0, 0)),
            Some((2, 1, 2, 0, 0)),
            Some((1, 2, 1, 0, 0)),
            Some((3, 1, 2, 0, 0)),
        ];
        let theirs = [
            Some((1, 2, 1, 0, 0)),
            Some((1, 3, 1, 0, 0)),
            Some((9, 1, 2, 0, 0)),
            None,
            Some((9, 1, 9, 0, 0)),
        ];
        let overlap = found(&ours, &theirs, None);
        let matched = |record, other, match_kind| Match {
            record,
            alike: Some(Alike {
                record: other,
                match_kind,
                similarity: Similarity::SAME,
            }),
            asked: None,
        };
        assert_eq!(
            overlap.matches,
            [
                matched(0, 3, MatchKind::Exact),
                matched(1, 1, MatchKind::Canonical),
                matched(2, 2, MatchKind::Normalized),
            ]
        );
        let counts = [
            MatchKind::Exact,
            MatchKind::Canonical,
            MatchKind::Normalized,
        ];
        assert_eq!(
            counts.map(|match_kind| overlap.count(match_kind)),
            [1, 2, 3]
        );
    }

    #[test]
    fn what_no_format_reads_is_compared_by_value_alone() {
        let overlap = found(&[Some((1, 1, 0, 0, 0))], &[Some((2, 1, 0, 0, 0))], None);
        assert!(overlap.matches.is_empty());
    }

    #[test]
    fn near_ones_are_found_for_every_record_of_a_text() {
        let ours = [Some((1, 1, 1, 0, 0)), Some((2, 1, 2, 0, 0))];
        let theirs = [
            Some((3, 1, 3, 0, 0)),
            Some((4, 1, 4, 0, 0)),
            Some((5, 1, 3, 0, 0)),
        ];
        let overlap = found(&ours, &theirs, Some((&[100, 200], &[900, 202, 901])));
        let near: Vec<_> = overlap.matches.iter().map(|found| found.record).collect();
        assert_eq!(near, [1]);
        let overlap = found(&ours, &theirs, Some((&[100, 200], &[103, 900, 901])));
        let near: Vec<_> = overlap.matches.iter().map(|found| found.record).collect();
        assert_eq!(near, [0, 2]);
        assert_eq!(overlap.count(MatchKind::Near), 2);
        assert_eq!(overlap.count(MatchKind::Normalized), 0);
    }

    #[test]
    fn a_question_that_wants_many_answers_gives_none_away() {
        let poem = |number: u32| {
            let own = u64::from(number) + 1;
            Some((u128::from(own), 1, own, 7, number))
        };
        let (few, many): (Vec<_>, Vec<_>) =
            ((0..4).map(poem).collect(), (0..40).map(poem).collect());
        let asked = [poem(50)];
        let overlap = found(&few, &asked, None);
        assert_eq!(
            (overlap.same_prompt(), overlap.overlapping().count()),
            (1, 1)
        );
        let overlap = found(&many, &asked, None);
        assert_eq!(
            (overlap.same_prompt(), overlap.overlapping().count()),
            (1, 0)
        );
    }
}
