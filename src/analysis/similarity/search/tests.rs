//! The progress of a search, and the few comparisons that it makes.

use super::{Repeated, Search, Stage, neighbours};
use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};

fn shingle_store(sets: &[Vec<u32>]) -> (ShingleStore, Vec<u32>) {
    let mut shingle_sets = ShingleSets::default();
    for set in sets {
        shingle_sets.shingles.extend(set);
        shingle_sets.end_record();
    }
    let mut shingle_store = ShingleStore::default();
    shingle_store.add(&shingle_sets, |_| true);
    (shingle_store, (0..).take(sets.len()).collect())
}

#[test]
fn a_search_tells_how_far_it_is() {
    // 600 pairs of texts that share 990 of 1,000 shingles, and one shingle that all have.
    let text = |at: u32| {
        let (pair, own) = (at / 2 * 990 + 1_000, 2_000_000 + at * 9);
        let set = std::iter::once(7)
            .chain(pair..pair + 990)
            .chain(own..own + 9);
        set.map(|shingle| shingle.wrapping_mul(0x9E37_79B1))
            .collect()
    };
    let (mut shingle_store, records) = shingle_store(&(0..1_200).map(text).collect::<Vec<_>>());
    let mut search = Search::new(&shingle_store, &records, 0.8);
    let mut told = Vec::new();
    while let Some(share) = search.step(&mut shingle_store) {
        told.push(format!("{share:.3}"));
    }
    // Half a million shingles a step; nearly all pairs are found in the first band, and the others go by at once.
    let expected = [
        "0.044 0.087 0.100 0.144 0.187 0.200 0.244 0.287 0.300 0.519 0.738 0.800 0.806 0.813 0.813",
        "0.827 0.840 0.853 0.867 0.880 0.893 0.907 0.920 0.933 0.947 0.960 0.973 0.987 1.000",
    ];
    assert_eq!(told.join(" "), expected.join(" "));
    let found = search.finish(&mut shingle_store);
    assert_eq!((found.frequent, found.members().len()), (1, 600));
}

#[test]
fn keys_that_one_text_has_are_passed_over() {
    let keys = || (0..4_096_u32).map(|key| key << 20);
    let mut repeated = Repeated::among(4_096);
    repeated.note(keys().chain([5 << 20, 77 << 20]));
    let again: Vec<u32> = keys().filter(|&key| repeated.may_hold(key)).collect();
    assert_eq!(again, [5 << 20, 77 << 20]);
    repeated.note(keys());
    assert!(!keys().any(|key| repeated.may_hold(key)));
}

#[test]
fn texts_are_compared_once_however_many_bands_they_share() {
    let apart = |at: u32| (at * 10..at * 10 + 10).collect();
    for (set, of_first_band, of_next) in [
        // Three pairs of 20 shingles.
        (&apart as &dyn Fn(u32) -> Vec<u32>, 3 + 60, 3),
        // The third text is in the cluster of the second once it is in that of the first.
        (&|_| (0..10).collect(), 3 + 40, 3),
    ] {
        let (mut shingle_store, records) = shingle_store(&[set(0), set(1), set(2)]);
        let mut search = Search::new(&shingle_store, &records, 0.8);
        while search.stage != (Stage::Comparing { band: 0 }) {
            search.step(&mut shingle_store);
        }
        // Nothing is shared in the first band, and everything in the others.
        search.keys.fill(0);
        search.keys[..3].copy_from_slice(&[1, 2, 3]);
        let bucket = [0, 1, 2];
        let looked_at = [1, 2].map(|band| search.compare(&mut shingle_store, &bucket, band));
        assert_eq!(looked_at, [of_first_band, of_next]);
    }
}

#[test]
fn a_text_at_the_threshold_needs_no_link() {
    let (mut shingle_store, records) = shingle_store(&[(1..11).collect(), (1..9).collect()]);
    let found = neighbours(&mut shingle_store, &records, 0.8);
    let member = found.members()[0];
    assert_eq!(
        (member.similarity.shared, member.similarity.either),
        (8, 10)
    );
    assert_eq!(member.link, None);
}
