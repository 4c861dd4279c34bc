//! Blank lines by the thousand: each is counted, reported and set aside like a single one, wherever the file is cut, and later
//! records keep their line numbers.

mod run;

use run::{Cut, options, prepare, rows};
use serde_json::Value;

const RECORD: &str = r#"{"prompt": "a", "completion": "b"}"#;
const BROKEN: &str = r#"{"prompt": "a", "completion": }"#;

fn report(outputs: &run::Outputs) -> Value {
    serde_json::from_str(&outputs.report).expect("a report is JSON")
}

#[test]
fn each_blank_line_is_counted_and_set_aside_wherever_the_file_is_cut() {
    for (end, blanks) in [
        ("\n", ["", "", ""]),
        ("\n", [" \t", "\r", ""]),
        ("\r", ["", " ", ""]),
    ] {
        let lines: Vec<&str> = std::iter::once(RECORD)
            .chain(blanks.into_iter().cycle().take(2_000))
            .chain([BROKEN, "", "", RECORD])
            .collect();
        let file = lines.join(end) + end;
        for (json, fixed) in [
            (r#"{"split": null}"#, 0),
            (r#"{"split": null, "fix": true}"#, 2_002),
        ] {
            let options = options(json);
            let files = [("train.jsonl", file.as_bytes())];
            let outputs = prepare(&files, &options, &Cut::default());
            let found = report(&outputs);
            assert_eq!(found["counts"]["blank"], 2_002, "{end:?} {blanks:?}");
            assert_eq!(found["counts"]["lines"], 2_005, "{end:?} {blanks:?}");
            let rule = &found["rules"]["blank-line"];
            assert_eq!(
                (&rule["count"], &rule["fixed"]),
                (&2_002.into(), &fixed.into())
            );
            let examples = rule["examples"].as_array().expect("examples").iter();
            let first: Vec<_> = examples.map(|example| example["line"].clone()).collect();
            assert_eq!(first[..3], [2, 3, 4]);
            assert_eq!(found["rules"]["invalid-json"]["examples"][0]["line"], 2_002);
            let aside = rows(&outputs);
            let of_blanks: Vec<_> = aside
                .iter()
                .filter(|row| row["reason"] == "blank-line")
                .map(|row| row["line"].as_u64().expect("a line"))
                .collect();
            let expected: Vec<u64> = (2..2_002).chain([2_003, 2_004]).collect();
            assert_eq!(of_blanks, expected, "{end:?} {blanks:?}");
            for size in [1, 13, 700] {
                let cut = Cut {
                    checkers: 2,
                    order: 5,
                    ..Cut::every(size)
                };
                assert_eq!(
                    prepare(&files, &options, &cut),
                    outputs,
                    "{size} {end:?} {blanks:?}"
                );
            }
        }
    }
}

/// Separators of values and rows may be cut anywhere: however long they are, no chunk must hold one whole.
#[test]
fn white_space_between_values_and_rows_is_cut_and_not_read_on() {
    let gap = "\n \r\n".repeat(600);
    let array = format!("[\n{RECORD},{gap}{BROKEN}{gap},{gap}{RECORD}{gap}]{gap}");
    let table = format!(
        "prompt,completion\na,b\n{}a,b,c\n{0}c,d{0}",
        "\r\n".repeat(600)
    );
    for (name, file, broken, line) in [
        ("train.json", array, "invalid-json", 1_202),
        ("table.csv", table, "ragged-row", 603),
    ] {
        let options = options(r#"{"convert": true, "fix": true, "dedupe": "off", "split": null}"#);
        let files = [(name, file.as_bytes())];
        let outputs = prepare(&files, &options, &Cut::default());
        let found = report(&outputs);
        assert_eq!(found["counts"]["records"], 3, "{name}");
        assert_eq!(
            found["rules"][broken]["examples"][0]["line"], line,
            "{name}"
        );
        assert_eq!(outputs.train.lines().count(), 2, "{name}");
        for size in [30, 999] {
            assert_eq!(
                prepare(&files, &options, &Cut::every(size)),
                outputs,
                "{name} {size}"
            );
        }
    }
}

/// A line that should go needs no end: two fixes of one place would leave a blank line where there was one.
#[test]
fn a_last_line_without_a_record_is_only_to_be_removed() {
    for (last, rule) in [
        ("   ", "blank-line"),
        ("\n\n \t", "blank-line"),
        ("// the end", "comment-line"),
        (RECORD, "missing-final-newline"),
        (BROKEN, "missing-final-newline"),
    ] {
        let file = format!("{RECORD}\n{last}");
        let files = [("train.jsonl", file.as_bytes())];
        for json in [r#"{"split": null}"#, r#"{"split": null, "fix": true}"#] {
            for cut in [Cut::default(), Cut::every(1)] {
                let outputs = prepare(&files, &options(json), &cut);
                let found = report(&outputs);
                let rules = found["rules"].as_object().expect("findings by rule");
                let removable = ["blank-line", "comment-line", "missing-final-newline"];
                let told: Vec<_> = removable
                    .into_iter()
                    .filter(|name| rules.contains_key(*name))
                    .collect();
                assert_eq!(told, [rule], "{last:?}");
                let lines = file.lines().count();
                assert_eq!(found["counts"]["lines"], lines, "{last:?}");
            }
        }
    }
}
