//! Fixes chosen by rule: what was chosen is repaired, nothing else changes, and the report tells both apart.

mod run;

use run::{Cut, options, prepare};
use serde_json::{Value, json};

const GOOD: &str = r#"{"prompt": "p", "completion": "good"}"#;

/// A byte order mark, a comma too many, single quotation marks, both of these, two records on a line, a blank line; all lines
/// end in CR LF.
fn data() -> String {
    [
        format!("\u{FEFF}{GOOD}"),
        r#"{"prompt": "p", "completion": "comma",}"#.to_owned(),
        r#"{'prompt': "p", "completion": "quotes"}"#.to_owned(),
        r#"{'prompt': "p", "completion": "both",}"#.to_owned(),
        r#"{"prompt": "p", "completion": "one"} {"prompt": "p", "completion": "two"}"#.to_owned(),
        String::new(),
        r#"{"prompt": "p", "completion": "last"}"#.to_owned(),
    ]
    .map(|line| line + "\r\n")
    .concat()
}

/// The lines of the training file, and the reasons of what was set aside.
fn run(fixes: &Value) -> (Vec<String>, Vec<String>, Value) {
    let json = json!({"split": {"validation": 0}, "near": "off", "fixes": fixes});
    run_with(&json)
}

fn run_with(json: &Value) -> (Vec<String>, Vec<String>, Value) {
    let outputs = prepare(
        &[("train.jsonl", data().as_bytes())],
        &options(&json.to_string()),
        &Cut::every(50),
    );
    let lines = outputs.train.split_terminator('\n').map(str::to_owned);
    let aside = outputs.set_aside.lines().map(|row| {
        let row: Value = serde_json::from_str(row).expect("a row is JSON");
        row["reason"].as_str().expect("a reason").to_owned()
    });
    let report = serde_json::from_str(&outputs.report).expect("a report is JSON");
    (lines.collect(), aside.collect(), report)
}

fn record(completion: &str) -> String {
    format!(r#"{{"prompt": "p", "completion": "{completion}"}}"#)
}

#[test]
fn records_that_one_value_was_repaired_into_stand_on_their_own_lines() {
    let data = [
        "[",
        r#"{"prompt": "p", "completion": "first"},"#,
        r#"{prompt": "p", "completion": "second"}"#,
        r#"  {"prompt": "p", "completion": "first"}"#,
        "]",
    ]
    .join("\n");
    let wanted = options(r#"{"split": {"validation": 0}, "unsafeFixes": true}"#);
    for cut in [Cut::default(), Cut::every(1), Cut::every(45)] {
        let outputs = prepare(&[("train.json", data.as_bytes())], &wanted, &cut);
        assert_eq!(
            outputs.train,
            format!("{}\n{}\n", record("first"), record("second"))
        );
        let row: Value = serde_json::from_str(&outputs.set_aside).expect("one row");
        assert_eq!(
            (&row["line"], &row["reason"]),
            (&json!(4), &json!("duplicate-record"))
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let example = &report["rules"]["duplicate-record"]["examples"][0];
        assert_eq!(
            (&example["line"], &example["byteOffset"]),
            (&json!(4), &json!(data.rfind('{')))
        );
    }
}

#[test]
fn what_was_chosen_is_repaired_and_nothing_else() {
    let (lines, aside, report) = run(&json!({"invalid-json": "safe"}));
    assert_eq!(
        lines,
        [
            format!("{}\r", record("comma")),
            format!("{}\r", record("last"))
        ],
        "line ends stay, as nobody asked for others"
    );
    assert_eq!(
        aside,
        [
            "byte-order-mark",
            "invalid-json",
            "invalid-json",
            "multiple-values-on-line",
            "blank-line"
        ]
    );
    let rules = &report["rules"];
    assert_eq!(rules["invalid-json"]["fixed"], 1);
    assert_eq!(
        rules["invalid-json"]["fixable"],
        json!({"safe": 0, "unsafe": 2}),
        "a line is repaired whole or not at all"
    );
    assert_eq!(rules["byte-order-mark"]["fixable"]["safe"], 1);
    assert_eq!(rules["crlf-line-ending"]["fixed"], 0);
}

#[test]
fn a_rule_can_be_taken_out_of_the_fixes() {
    let json = json!({"fix": true, "fixes": {"crlf-line-ending": "off", "multiple-values-on-line": "off"}, "split": {"validation": 0}, "near": "off"});
    let (lines, aside, report) = run_with(&json);
    let kept = |completion: &str| format!("{}\r", record(completion));
    assert_eq!(lines, [kept("good"), kept("comma"), kept("last")]);
    assert_eq!(
        aside,
        [
            "invalid-json",
            "invalid-json",
            "multiple-values-on-line",
            "blank-line"
        ]
    );
    assert_eq!(report["rules"]["blank-line"]["fixed"], 1);
}

#[test]
fn guesses_are_made_for_one_rule_alone() {
    let (lines, aside, _) = run(
        &json!({"invalid-json": "unsafe", "crlf-line-ending": "safe", "byte-order-mark": "safe"}),
    );
    assert_eq!(
        lines,
        ["good", "comma", "quotes", "both", "last"].map(record)
    );
    assert_eq!(aside, ["multiple-values-on-line", "blank-line"]);
}

/// The mark stands before the first and the carriage return behind the last, as they stood on the line.
#[test]
fn records_told_apart_keep_what_was_around_their_line() {
    let (lines, ..) = run(&json!({"multiple-values-on-line": "safe"}));
    assert_eq!(
        lines,
        [
            record("one"),
            format!("{}\r", record("two")),
            format!("{}\r", record("last"))
        ]
    );
}

/// With a file of an array, only what makes lines of it.
#[test]
fn a_file_is_repaired_by_its_own_rule() {
    let array = format!("[\n{GOOD},\n{GOOD}\n]\n");
    for (rule, train) in [("json-array-file", 2), ("blank-line", 0)] {
        let json = json!({"split": {"validation": 0}, "dedupe": "off", "fixes": {rule: "safe"}});
        let outputs = prepare(
            &[("train.json", array.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        );
        assert_eq!(outputs.train.lines().count(), train, "{rule}");
    }
}
