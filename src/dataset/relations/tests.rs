//! Relations of made records.

use super::{RelationBuilder, Relations};
use crate::analysis::similarity::fingerprint::Fingerprint;
use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};
use crate::analysis::similarity::text_digests::TextDigests;
use crate::check::assignments::Destination::{Duplicate, Train, Validation};
use crate::dataset::record_table::{Location, Records};
use crate::dataset::shared_media::SharedMedia;

/// Records of value, words, question and answer.
fn records(of: &[(u128, u64, u64, u32)]) -> Records {
    let mut records = Records::default();
    for &(canonical, normalized, prompt, answer) in of {
        let text_digests = TextDigests {
            normalized,
            prompt,
            answer,
        };
        let fingerprint = Fingerprint {
            canonical,
            exact: 1,
            text_digests,
        };
        records.push(Location::default(), Ok(fingerprint));
    }
    records
}

#[test]
fn the_same_words_in_another_value_are_one_text() {
    let records = records(&[
        (1, 7, 0, 0),
        (2, 8, 0, 0),
        (3, 7, 0, 0),
        (1, 7, 0, 0),
        (4, 0, 0, 0),
        (5, 0, 0, 0),
        (3, 7, 0, 0),
    ]);
    let relations = Relations::of(&records, None);
    assert_eq!(relations.normalized, [(2, 0)]);
    assert_eq!(relations.texts, [0, 1, 4, 5]);
    assert_eq!(
        [0, 2, 3, 6, 1].map(|record| relations.first_of_text(&records, record)),
        [0, 0, 0, 0, 1]
    );
    let keys: Vec<u64> = (0..7).map(|record| relations.key(record)).collect();
    assert_eq!(keys, [1, 2, 1, 1, 4, 5, 1]);
}

#[test]
fn another_answer_to_the_same_question_conflicts() {
    let records = records(&[
        (1, 1, 9, 1),
        (2, 2, 9, 2),
        (3, 3, 9, 1),
        (4, 4, 9, 3),
        (5, 5, 0, 4),
        (6, 6, 0, 5),
    ]);
    let relations = Relations::of(&records, None);
    assert_eq!(relations.conflicting, [(1, 0), (3, 0)]);
    assert_eq!(
        (0..6)
            .map(|record| relations.key(record))
            .collect::<Vec<_>>(),
        [1, 1, 1, 1, 5, 6]
    );
}

#[test]
fn a_question_of_many_answers_wants_them() {
    let poems: Vec<_> = (1..30)
        .map(|number| (u128::from(number), u64::from(number), 9, number))
        .collect();
    let relations = Relations::of(&records(&poems), None);
    assert!(relations.conflicting.is_empty());
    assert_eq!(relations.key(3), 4);
}

#[test]
fn leaks_are_seen_in_every_way_of_being_related() {
    // Copies 0 1, words 2 3, question 4 5, near 6 7, alone 8, media 9 10.
    let records = records(&[
        (1, 1, 0, 0),
        (1, 1, 0, 0),
        (2, 2, 0, 0),
        (3, 2, 0, 0),
        (4, 4, 9, 1),
        (5, 5, 9, 2),
        (6, 6, 0, 0),
        (7, 7, 0, 0),
        (8, 8, 0, 0),
        (9, 9, 0, 0),
        (10, 10, 0, 0),
    ]);
    let mut shingle_sets = ShingleSets::default();
    for record in 0..11_u32 {
        let start = if record == 7 { 601 } else { record * 100 + 1 };
        shingle_sets.shingles.extend(start..start + 30);
        shingle_sets.end_record();
    }
    let mut shingle_store = ShingleStore::default();
    shingle_store.add(&shingle_sets, |_| true);
    let mut relation_builder = RelationBuilder::new(&records, Some((&shingle_store, 0.8)));
    while relation_builder.step(&mut shingle_store).is_some() {}
    // Media of 9 and 10.
    let media = SharedMedia::of(&records, &[(9, 1), (10, 1)]);
    let relations =
        relation_builder.finish(&records, None, (media, true), &mut shingle_store, None);
    assert_eq!(relations.near_count(), 1);
    for (first, pair) in [(0, 0), (2, 1), (4, 2), (6, 3), (9, 4)] {
        let mut destinations = [Train; 11];
        destinations[first] = Validation;
        assert_eq!(relations.leakage(&records, &destinations), 1, "{pair}");
        destinations[first + 1] = Validation;
        assert_eq!(relations.leakage(&records, &destinations), 0, "{pair}");
        destinations[first + 1] = Duplicate;
        assert_eq!(relations.leakage(&records, &destinations), 0, "{pair}");
        assert_eq!(relations.key(first), relations.key(first + 1));
    }
    let mut destinations = [Train; 11];
    destinations[8] = Validation;
    assert_eq!(relations.leakage(&records, &destinations), 0);
}
