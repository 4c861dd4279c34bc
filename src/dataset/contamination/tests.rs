//! Tests of comparisons.

use super::{Compared, Overlap};
use crate::analysis::similarity::fingerprint::Fingerprint;
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::match_kind::MatchKind;
use crate::analysis::similarity::match_kind::{Alike, Match};
use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};
use crate::analysis::similarity::text_digests::TextDigests;
use crate::dataset::record_table::{Location, Records};
use crate::diagnostic::position::narrow;
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
        &Compared {
            records: &one,
            range: 0..narrow(one.len()),
            shingle_store: &our_store,
        },
        &texts,
        &Compared {
            records: &other,
            range: 0..narrow(other.len()),
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
    let (few, many): (Vec<_>, Vec<_>) = ((0..4).map(poem).collect(), (0..40).map(poem).collect());
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
