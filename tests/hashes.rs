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
            985_136_512,
            3_546_364_531,
            950_593_109,
            1_016_303_653,
            1_898_924_003,
            3_929_402_176,
            3_891_907_734,
            941_732_642,
            341_830_607,
        ]
    );
    for (set, recorded) in [
        (&shingles[..], 9_909_362_967_947_618_465),
        (&shingles[..1], 8_004_465_288_597_131_438),
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
