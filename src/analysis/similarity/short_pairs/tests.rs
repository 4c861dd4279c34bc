use super::{ShortPair, ShortPairs, ShortPrompts, differ_in_a_letter};
use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};

fn pairs(prompts: &[(&str, u16)]) -> ShortPairs {
    let mut shingle_store = ShingleStore::default();
    for (prompt, _) in prompts {
        let mut shingle_sets = ShingleSets::default();
        shingle_sets.end_record_with(&format!("\t{prompt}"));
        shingle_store.add(&shingle_sets, |_| true);
    }
    let records: Vec<u32> = (0..).take(prompts.len()).collect();
    let class = |record: u32| Some(prompts[record as usize].1);
    ShortPrompts::of(&shingle_store, &records, Some(&class)).pairs(0.8)
}

#[test]
fn a_letter_makes_no_other_word() {
    for (one, other, is_slip) in [
        ("transfer", "transger", true),
        ("recieve", "receive", true),
        ("charge", "charges", true),
        ("charges", "charge", true),
        ("beneficiary", "beneficiery", true),
        ("recognise", "recognize", true),
        ("rejected", "reverted", false),
        ("oil", "oils", false),
        ("item1", "item2", false),
        ("date", "late", false),
        ("abcd", "abcdef", false),
    ] {
        assert_eq!(differ_in_a_letter(one, other), is_slip, "{one} {other}");
    }
}

#[test]
fn prompts_in_another_order_spelling_or_spacing_are_near() {
    let found = pairs(&[
        ("turn your volume up", 0),
        ("turn up your volume", 1),
        ("read my todo list now", 0),
        ("read my to do list now", 1),
        ("why was my transfer declined", 0),
        ("why was my transger declined", 1),
        ("set a timer for 5 minutes", 0),
        ("set a timer for 10 minutes", 1),
        ("where is my parcel today", 0),
        ("where is my parcel today please", 0),
    ]);
    let of = |pairs: &[ShortPair]| -> Vec<(u32, u32)> {
        pairs.iter().map(|pair| (pair.0, pair.1)).collect()
    };
    assert_eq!(of(&found.other_label), [(1, 0), (3, 2), (5, 4)]);
}

#[test]
fn a_word_that_tells_two_classes_apart_makes_no_conflict() {
    let mut prompts = Vec::new();
    for (verb, class) in [("oil", 0), ("tires", 1)] {
        for rest in [
            "when should my VERB be changed",
            "i want new VERB for my car today",
            "is the VERB of this car still good",
        ] {
            prompts.push((rest.replace("VERB", verb), class));
        }
    }
    let prompts: Vec<(&str, u16)> = prompts
        .iter()
        .map(|(text, class)| (text.as_str(), *class))
        .collect();
    assert!(pairs(&prompts).other_label.is_empty());
}
