//! The hashes that near-duplicates are found by.

use tuneset::similarity::minhash::{PLACES, sign};
use tuneset::similarity::shingles::shingles_of;

/// Hashes decide which pairs are compared: reports are only equal on every machine if these are.
#[test]
fn texts_have_the_recorded_hashes() {
    let shingles = shingles_of(&[
        "Two plus two = four",
        "2 + 2 = 4",
        "naïve “日本”",
        "ok",
        "ok then",
    ]);
    assert_eq!(
        shingles,
        [
            1_857_708_855,
            560_979_472,
            721_145_497,
            563_897_893,
            1_278_724_958,
            1_946_484_263,
        ]
    );
    for (set, recorded) in [
        (&shingles[..], 11_876_578_399_575_140_378),
        (&shingles[..1], 13_874_463_454_928_745_249),
    ] {
        let mut signature = [0; PLACES];
        sign(set, &mut signature);
        let digest = signature
            .iter()
            .fold(0_u64, |digest, place| digest.rotate_left(9) ^ place);
        assert_eq!(digest, recorded, "{signature:x?}");
    }
}

/// Marks on a letter have no order; these are composed with nothing.
#[test]
fn marks_in_another_order_make_no_other_word() {
    for (one, other) in [
        ("x\u{315}\u{316} y z", "x\u{316}\u{315} y z"),
        ("a\u{5B0}\u{591} y z", "a\u{591}\u{5B0} y z"),
    ] {
        assert_eq!(shingles_of(&[one]), shingles_of(&[other]), "{one:?}");
        assert_eq!(shingles_of(&[one]).len(), 1);
    }
}
