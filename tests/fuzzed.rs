//! Properties of the fuzz targets, tested on their corpora (`fuzz/corpus`: seeds and findings) without a fuzzer, and on random
//! texts if no other test does.

#[path = "../fuzz/properties/archives.rs"]
mod archives;
#[path = "../fuzz/properties/check.rs"]
mod check;
#[path = "../fuzz/properties/choices.rs"]
mod choices;
#[path = "../fuzz/properties/conversion.rs"]
mod conversion;
#[path = "../fuzz/properties/decisions.rs"]
mod decisions;
#[path = "../fuzz/properties/json.rs"]
mod json;
#[path = "../fuzz/properties/repair.rs"]
mod repair;
mod run;
#[path = "../fuzz/properties/tables.rs"]
mod tables;
#[path = "../fuzz/properties/words.rs"]
mod words;
#[path = "../fuzz/properties/write.rs"]
mod write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The inputs of a target that are worth keeping.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let entries = std::fs::read_dir(&folder).expect("the corpus stands beside the fuzz targets");
    let mut inputs = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        println!("{}", path.display());
        inputs.push(std::fs::read(&path).expect("a file of the corpus can be read"));
    }
    assert!(!inputs.is_empty(), "{target}");
    inputs
}

fn texts(target: &str) -> Vec<String> {
    let inputs = corpus(target).into_iter();
    inputs
        .filter_map(|input| String::from_utf8(input).ok())
        .collect()
}

#[test]
fn the_corpora_of_check_and_write_hold() {
    for target in ["check", "write"] {
        for input in corpus(target) {
            let (options, cut, data) = choices::split_off(&input);
            check::holds(&[("train.jsonl", data)], &options, &cut);
            write::holds(data, &options, &cut);
        }
    }
}

#[test]
fn the_corpus_of_tables_holds() {
    for input in corpus("tables") {
        let Some((choice, input)) = input.split_first() else {
            continue;
        };
        let (options, cut, data) = choices::split_off(input);
        tables::holds(*choice, data, &cut);
        check::holds(
            &[("table.csv", &tables::table(*choice, data))],
            &options,
            &cut,
        );
    }
}

#[test]
fn the_corpus_of_decisions_holds() {
    for input in corpus("decisions") {
        decisions::holds_for(&input);
    }
}

#[test]
fn the_corpus_of_archives_holds() {
    for input in corpus("archives") {
        archives::holds(&input);
    }
}

#[test]
fn the_corpora_of_texts_hold() {
    for (target, holds) in [
        ("conversion", conversion::holds as fn(&str)),
        ("json", json::holds),
        ("words", words::holds),
    ] {
        for text in texts(target) {
            holds(&text);
            repair::holds(&text);
        }
    }
}

/// Dense texts, and those that a fast path for ASCII could stumble over.
const PIECES: [&str; 32] = [
    "a",
    "=",
    "+",
    "<s>",
    "</p>",
    "|",
    "x^2",
    "`",
    "~",
    "$",
    " ",
    "\n",
    "-",
    "_",
    "'",
    "0",
    "é",
    "e\u{301}",
    "語",
    "ー",
    "한",
    "ᄒ",
    "ก",
    "€",
    "😀",
    "“",
    "ﬁ",
    "ſ",
    "\u{AD}",
    "\u{200D}",
    "internationalization",
    "\u{FDFA}",
];

fn dense() -> impl Strategy<Value = String> {
    let run = (
        select(&PIECES[..]),
        prop_oneof![4 => 1..3_usize, 1 => 60..70_usize],
    );
    vec(run, 0..60).prop_map(|runs| {
        let text = |(piece, count): &(&str, usize)| piece.repeat(*count);
        runs.iter().map(text).collect()
    })
}

proptest! {
    #[test]
    fn dense_texts_have_the_words_and_shingles_that_the_slow_way_finds(text in dense()) {
        words::holds(&text);
    }

    #[test]
    fn any_text_has_the_words_and_shingles_that_the_slow_way_finds(text in any::<String>()) {
        words::holds(&text);
    }
}
