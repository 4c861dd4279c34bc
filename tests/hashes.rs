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
            928_854_427,
            280_489_736,
            360_572_748,
            281_948_946,
            639_362_479,
            973_242_131,
        ]
    );
    for (set, recorded) in [
        (&shingles[..], 9_810_396_625_783_059_718),
        (&shingles[..1], 14_521_664_332_175_126_412),
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
