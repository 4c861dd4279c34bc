//! Invariants 1 to 6 of architecture.md, which hold for every data set, asked of random ones; a failing case is printed
//! with its seed, and kept beside this file.

#[path = "../fuzz/properties/check.rs"]
mod check;
#[path = "../fuzz/properties/choices.rs"]
mod choices;
#[path = "invariants/inputs.rs"]
mod inputs;
mod run;
#[path = "../fuzz/properties/write.rs"]
mod write;

use inputs::{Bytes, data_set, mutated};
use proptest::collection::vec;
use proptest::prelude::*;
use run::{Cut, Outputs, options, prepare, prepare_against};
use tuneset::Options;
use xxhash_rust::xxh3::xxh3_64;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// 1: any chunk size, number of checkers and order of work.
    #[test]
    fn however_the_work_is_cut_up_reports_and_outputs_are_equal(
        files in vec(data_set(), 1..3),
        (options, _) in choice(),
        cut in cut(),
    ) {
        let named: Vec<_> = files.iter().zip(["one.jsonl", "two.jsonl"]).map(|(bytes, name)| (name, bytes.0.as_slice())).collect();
        check::holds(&named, &options, &cut);
    }

    /// 2, 3 and 5: conservation, unchanged bytes, outputs that are taken, no copy on both sides.
    #[test]
    fn nothing_is_lost_doubled_changed_or_shared(
        bytes in data_set(),
        (options, cut) in choice(),
    ) {
        write::holds(&bytes.0, &options, &cut);
    }

    /// 1 and 6: comparison files do not change the data set's results, however they are cut up.
    #[test]
    fn whatever_is_compared_with_changes_nothing_and_is_compared_alike(
        bytes in data_set(),
        others in vec(data_set(), 1..3),
        noise in vec(any::<u8>(), 0..100),
        (options, _) in choice(),
        cut in cut(),
    ) {
        let files: [(&str, &[u8]); 1] = [("train.jsonl", &bytes.0)];
        let mut against: Vec<(&str, &[u8])> = others.iter().map(|other| ("other.jsonl", other.0.as_slice())).collect();
        against.push(("noise.jsonl", &noise));
        let whole = prepare_against(&files, &against, &options, &Cut::default());
        prop_assert_eq!(&whole, &prepare_against(&files, &against, &options, &cut));
        let alone = prepare(&files, &options, &cut);
        prop_assert_eq!(whole.train, alone.train);
        prop_assert_eq!(whole.validation, alone.validation);
        prop_assert_eq!(whole.set_aside, alone.set_aside);
    }

    /// 6: no input panics.
    #[test]
    fn any_bytes_are_judged(bytes in vec(any::<u8>(), 0..300).prop_map(Bytes), (options, cut) in choice()) {
        check::holds(&[("train.jsonl", &bytes.0)], &options, &cut);
        write::holds(&bytes.0, &options, &cut);
    }

    /// 6: records that are nearly right are the likeliest to reach far into the rules.
    #[test]
    fn mutated_records_are_judged(bytes in mutated(), (options, cut) in choice()) {
        check::holds(&[("train.jsonl", &bytes.0)], &options, &cut);
        write::holds(&bytes.0, &options, &cut);
    }
}

/// 4: the same bytes on every platform. To change them on purpose, write them with `UPDATE_GOLDEN=1`. The tests in Node and in
/// browsers use `tests/fixtures/invariants/mixed.*`, too.
#[test]
fn the_same_input_options_and_seed_give_the_recorded_bytes() {
    let input = golden("mixed.jsonl");
    for (name, json) in [
        ("plain", r#"{"split": {"validation": "20%", "seed": 42}}"#),
        (
            "fixed",
            r#"{"fix": true, "dedupe": "exact", "keep": "last", "split": {"validation": "5", "seed": 7}}"#,
        ),
    ] {
        let outputs = prepare(
            &[("mixed.jsonl", &input)],
            &options(json),
            &Cut::every(1000),
        );
        for (side, bytes) in sides(&outputs) {
            let file = format!("mixed.{name}.{side}.jsonl");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(golden_path(&file), bytes).expect("the fixtures can be written");
            }
            assert!(bytes.as_bytes() == golden(&file), "{file} has changed");
        }
    }
}

/// 4, at a size where the order of a hash table, or of workers, would show.
#[test]
fn many_records_give_the_recorded_digests() {
    let record = |n: u32| {
        format!(
            "{{\"prompt\": \"What is {n} times {n}?\", \"completion\": \"{}\"}}\n",
            n * n
        )
    };
    let input: String = (0..6000).map(|n| record(n % 5000)).collect();
    let outputs = prepare(
        &[("train.jsonl", input.as_bytes())],
        &Options::default(),
        &Cut::every(100_000),
    );
    let digests = sides(&outputs).map(|(_, bytes)| format!("{:016x}", xxh3_64(bytes.as_bytes())));
    assert_eq!(
        digests,
        ["5482b9c38fb16d87", "0a4075c74319c472", "01a3c2e3e47f2ab4"]
    );
}

/// 5, at a size where a draw by position or by batch would put copies on both sides.
#[test]
fn copies_of_a_value_stand_on_one_side() {
    let record = |n: u32, copy: u32| match copy {
        0 => format!("{{\"prompt\": \"p{n}\", \"completion\": \"é\"}}\n"),
        1 => format!("{{\"completion\":\"\\u00e9\",\"prompt\":\"p{n}\"}}\n"),
        _ => format!(" {{\"prompt\" : \"p{n}\" , \"completion\": \"é\"}} \n"),
    };
    let input: String = (0..2000).map(|n| record(n % 600, n / 600)).collect();
    for dedupe in ["off", "exact", "canonical"] {
        let json =
            format!(r#"{{"dedupe": "{dedupe}", "split": {{"validation": "30%", "seed": 3}}}}"#);
        let outputs = prepare(
            &[("train.jsonl", input.as_bytes())],
            &options(&json),
            &Cut::default(),
        );
        assert!(outputs.validation.lines().count() >= 150, "{dedupe}");
        assert_eq!(write::shared_values(&outputs), 0, "{dedupe}");
    }
}

/// 6: lines that would overflow a recursive reader, or stall a quadratic one.
#[test]
fn deep_and_long_lines_are_judged() {
    let record = r#"{"prompt": "a", "completion": "b"}"#;
    let line = |text: &str| format!("{record}\n{text}\n{record}\n").into_bytes();
    for (name, bytes) in [
        ("opening brackets", line(&"[".repeat(100_000))),
        ("objects in objects", line(&"{\"a\":".repeat(100_000))),
        ("closing brackets", line(&"]".repeat(100_000))),
        ("commas", line(&format!("[1{}]", ",".repeat(100_000)))),
        ("trailing commas", line(&"[1,],".repeat(2_000))),
        (
            "one text of 20 MB",
            line(&format!(
                "{{\"prompt\": \"{}\", \"completion\": \"b\"}}",
                "word ".repeat(4 << 20)
            )),
        ),
        (
            "20 MB of one key",
            line(&format!("{{\"{}", "k".repeat(20 << 20))),
        ),
        ("many values", "{}".repeat(10_000).into_bytes()),
        ("only an opening bracket", b"[".to_vec()),
        ("a file of brackets", "[".repeat(100_000).into_bytes()),
    ] {
        for fix in [false, true] {
            let options = Options {
                fix,
                ..Options::default()
            };
            let outputs = prepare(&[("train.jsonl", &bytes)], &options, &Cut::default());
            let report: serde_json::Value = serde_json::from_str(&outputs.report).expect("JSON");
            let written: usize = sides(&outputs)
                .map(|(_, side)| side.lines().count())
                .iter()
                .sum();
            assert_eq!(report["counts"]["records"], written, "{name}");
        }
    }
}

fn sides(outputs: &Outputs) -> [(&'static str, &str); 3] {
    [
        ("train", &outputs.train),
        ("validation", &outputs.validation),
        ("set-aside", &outputs.set_aside),
    ]
}

fn golden_path(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/invariants")
        .join(name)
}

fn golden(name: &str) -> Vec<u8> {
    let path = golden_path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Options, and a way to cut the work up.
fn choice() -> impl Strategy<Value = (Options, Cut)> {
    // Two in three have no rule set otherwise; the highest bits choose the changes to records.
    let rule = prop_oneof![2 => Just(0x3F), 1 => 0..8_u8];
    (any::<u8>(), any::<u8>(), rule, 0..4_u8, any::<u8>()).prop_map(
        |(model, flags, rule, changes, size)| {
            choices::choose([model, flags, rule | changes << 6, size])
        },
    )
}

fn cut() -> impl Strategy<Value = Cut> {
    (vec(1..400_usize, 1..5), 1..5_usize, any::<u64>()).prop_map(|(sizes, checkers, order)| Cut {
        sizes,
        checkers,
        order,
    })
}
