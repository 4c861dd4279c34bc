//! Copies of one value, and the one of them that stays.

mod run;

use run::{Cut, options, prepare, rows};

/// Length decides at any size: a byte more is more.
#[test]
fn the_longest_copy_stays_by_a_single_byte() {
    for length in [10, 1_000, 300_000] {
        let text = "x".repeat(length);
        let record = |space: &str| format!(r#"{{"prompt": "{text}",{space}"completion": "b"}}"#);
        let [short, long, longest] = ["", " ", "  "].map(record);
        let file = [&short, &long, &longest, &long]
            .map(|line| format!("{line}\n"))
            .concat();
        let options =
            options(r#"{"dedupe": "canonical", "keep": "longest", "near": "off", "split": null}"#);
        let outputs = prepare(
            &[("train.jsonl", file.as_bytes())],
            &options,
            &Cut::default(),
        );
        assert!(outputs.train == longest + "\n", "{length}");
        let aside = rows(&outputs);
        let lines: Vec<_> = aside.iter().map(|row| &row["line"]).collect();
        assert_eq!(lines, [1, 2, 4], "{length}");
        assert!(
            aside.iter().all(|row| row["duplicateOf"]["line"] == 3),
            "{length}"
        );
    }
}

/// Of several longest ones it is the first.
#[test]
fn of_copies_of_one_length_the_first_stays() {
    let lines = [
        r#"{"prompt": "a", "completion": "b"}"#,
        r#"{"completion": "b", "prompt": "a"}"#,
        r#"{"prompt":"a","completion":"b"}"#,
    ];
    let options = options(r#"{"dedupe": "canonical", "keep": "longest", "split": null}"#);
    let file = lines.join("\n");
    let outputs = prepare(
        &[("train.jsonl", file.as_bytes())],
        &options,
        &Cut::default(),
    );
    assert_eq!(outputs.train, format!("{}\n", lines[0]));
}

/// Each row that is set aside names the rule and the record that stays.
#[test]
fn copies_of_words_are_told_from_copies_of_a_value() {
    let text = "one two three four five six seven eight nine ten eleven twelve";
    let near = text.replace("twelve", "thirteen");
    let lines = [text.to_owned(), text.to_owned(), text.to_uppercase(), near]
        .map(|text| format!(r#"{{"prompt": "{text}", "completion": "{text}"}}"#));
    let options = options(r#"{"dedupe": "near", "near": 0.7, "split": null}"#);
    let outputs = prepare(
        &[("train.jsonl", lines.join("\n").as_bytes())],
        &options,
        &Cut::default(),
    );
    let reasons: Vec<_> = rows(&outputs)
        .iter()
        .map(|row| {
            (
                row["reason"].clone(),
                row["line"].clone(),
                row["duplicateOf"]["line"].clone(),
            )
        })
        .collect();
    let of_first = |reason: &str, line: u64| (reason.into(), line.into(), 1.into());
    assert_eq!(
        reasons,
        [
            of_first("duplicate-record", 2),
            of_first("near-duplicate-record", 3),
            of_first("near-duplicate-record", 4),
        ]
    );
}

const SIGNS: &str = include_str!("fixtures/field/signs.jsonl");

/// Formulas and programs that differ in a sign, a number or the indentation alone, some of many lines.
#[test]
fn another_formula_or_program_is_never_left_out() {
    for dedupe in ["normalized", "near"] {
        let options = options(&format!(
            r#"{{"dedupe": "{dedupe}", "near": 0.5, "split": null}}"#
        ));
        let file = [("train.jsonl", SIGNS.as_bytes())];
        let outputs = prepare(&file, &options, &Cut::default());
        assert_eq!(outputs.train, SIGNS, "{dedupe}");
    }
}

/// These copies differ in punctuation, case, space or hyphens only.
#[test]
fn copies_with_other_punctuation_case_space_and_hyphens_are_left_out() {
    for copies in [
        "Let's eat, Grandma!|let's  eat Grandma",
        "A well-known test (of 1990): “it works” - always|a well known test of 1990, it works always!",
        "x² + 4 - 2|x^2+4-2",
        "- one\\n- two, and three|* one\\n* two and three",
        "for a in b:\\n    f(a)\\ng()|for a in b:\\n  f(a)\\n\\ng()",
        "The US visa|the us visa",
    ] {
        let record = |text| format!(r#"{{"prompt": "{text}", "completion": "yes"}}"#);
        let lines: Vec<String> = copies.split('|').map(record).collect();
        let options = options(r#"{"dedupe": "normalized", "split": null}"#);
        let file = lines.join("\n");
        let outputs = prepare(
            &[("train.jsonl", file.as_bytes())],
            &options,
            &Cut::default(),
        );
        assert_eq!(outputs.train, format!("{}\n", lines[0]));
    }
}
