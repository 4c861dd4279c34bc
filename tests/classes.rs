//! Data sets whose answers look like classes: each finding names the class of its record, however the input is cut, and each class
//! trains, however the data are split.

mod run;

use run::{Cut, check, options, prepare};
use serde_json::Value;
use tuneset::report::Report;

/// Two files; an address in every fourth record, and lines that are no records between them.
fn files() -> [(&'static str, Vec<u8>); 2] {
    let address = format!("jane.doe@{}.com", "acme");
    let line = |at: usize| {
        let label = ["refund", "billing", "other"][at % 3];
        let prompt = if at.is_multiple_of(4) {
            format!("p{at}.{address}")
        } else {
            "nobody".to_owned()
        };
        let blank = if at.is_multiple_of(5) { "\n" } else { "" };
        format!("{blank}{{\"prompt\": \"{at}: {prompt}\", \"completion\": \"{label}\"}}\n")
    };
    let of = |range: std::ops::Range<usize>| range.map(line).collect::<String>().into_bytes();
    [("a.jsonl", of(0..30)), ("b.jsonl", of(30..60))]
}

fn checked(cut: &Cut) -> Report {
    let files = files();
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    check(&files, &options(r#"{"split": null}"#), cut)
}

#[test]
fn findings_name_the_class_of_their_record_wherever_the_input_is_cut() {
    let whole = checked(&Cut::default());
    let found = &whole.rules["personal-data"].examples;
    assert_eq!(found.len(), 15);
    for (finding, at) in found.iter().zip((0..60).step_by(4)) {
        let label = ["refund", "billing", "other"][at % 3];
        assert_eq!(finding.file, ["a.jsonl", "b.jsonl"][at / 30], "{at}");
        assert_eq!(finding.classes["completion"], label, "{at}");
    }
    let json = |report: &Report| serde_json::to_string(report).expect("serializes");
    for size in [1, 100, 999] {
        assert_eq!(json(&checked(&Cut::every(size))), json(&whole), "{size}");
    }
}

#[test]
fn prose_has_no_classes() {
    let lines: Vec<_> = (0..40)
        .map(|at| format!(r#"{{"prompt": "{at} \ud83d", "completion": "Answer {at} is a sentence of its own, number {at}."}}"#))
        .collect();
    // A finding of all records would be reported once.
    let text = lines.join("\n") + "\n" + &line("A sound prompt.", "And its answer.");
    let report = check(
        &[("a.jsonl", text.as_bytes())],
        &options(r#"{"split": null}"#),
        &Cut::default(),
    );
    let found = &report.rules["unpaired-surrogate"].examples;
    assert!(found.iter().all(|finding| finding.classes.is_empty()));
    assert_eq!(found.len(), 20);
}

fn line(prompt: &str, completion: &str) -> String {
    format!("{{\"prompt\": \"{prompt}\", \"completion\": \"{completion}\"}}\n")
}

/// The labels that a report shows for these answers, with their numbers of records.
fn labels(answers: &[(&str, usize)]) -> Vec<(String, u64)> {
    let mut text = String::new();
    for &(answer, count) in answers {
        for n in 0..count {
            let prompt = format!("{answer} no. {n}");
            text.push_str(&line(&prompt, answer));
        }
    }
    let report = check(
        &[("a.jsonl", text.as_bytes())],
        &options(r#"{"split": null}"#),
        &Cut::default(),
    );
    let report = serde_json::to_value(&report).expect("serializes");
    let labels = &report["stats"]["labels"];
    if labels["lookLikeClasses"] != true {
        return Vec::new();
    }
    let classes = labels["classes"].as_array().expect("classes");
    classes
        .iter()
        .map(|class| {
            (
                class["label"].to_string(),
                class["records"].as_u64().expect("a number"),
            )
        })
        .collect()
}

#[test]
fn a_label_of_more_than_forty_characters_is_a_class() {
    let long = "balance_not_updated_after_cheque_or_cash_deposit";
    assert_eq!(labels(&[(long, 30), ("card_arrival", 20)]).len(), 2);
}

#[test]
fn a_class_of_one_record_in_few_is_a_class() {
    let found = labels(&[("works", 9), ("odd", 9), ("legal", 1)]);
    assert_eq!(found.len(), 3, "{found:?}");
    let free: Vec<(String, usize)> = (0..9).map(|n| (format!("answer {n}"), 1)).collect();
    let mut free: Vec<(&str, usize)> = free.iter().map(|(text, n)| (text.as_str(), *n)).collect();
    free.push(("works", 60));
    assert_eq!(labels(&free), []);
}

#[test]
fn a_class_of_one_record_trains_whatever_the_share_and_the_seed() {
    let classes = [
        ("works", 20),
        ("odd", 12),
        ("legal", 1),
        ("press", 1),
        ("pair", 2),
    ];
    let mut data = String::new();
    for (class, count) in classes {
        for n in 0..count {
            let prompt = format!("The {n}th on {class}, {}", n * 7);
            data.push_str(&line(&prompt, class));
        }
    }
    for validation in ["20%", "50%", "80%"] {
        for seed in 0..12 {
            let json = format!(r#"{{"split": {{"validation": "{validation}", "seed": {seed}}}}}"#);
            let outputs = prepare(
                &[("train.jsonl", data.as_bytes())],
                &options(&json),
                &Cut::default(),
            );
            let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
            let strata = report["split"]["strata"]["strata"]
                .as_array()
                .expect("classes")
                .clone();
            assert_eq!(strata.len(), 5, "{validation}");
            for class in strata {
                assert!(
                    class["train"].as_u64() > Some(0),
                    "{validation}, seed {seed}: {class}"
                );
            }
        }
    }
}

#[test]
fn classes_that_cannot_be_shared_are_told() {
    let data = (0..200_u32)
        .map(|n| format!("{{\"prompt\": \"Ticket {n}: {} things\", \"completion\": \"It is {n}.\", \"label\": {}}}\n", n * 31, if n == 7 { "\"rare\"" } else { "\"usual\"" }))
        .collect::<Vec<_>>()
        .concat();
    let said = |json: &str, code: &str| {
        let outputs = prepare(
            &[("train.jsonl", data.as_bytes())],
            &options(json),
            &Cut::default(),
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let reasons = report["readiness"]["reasons"]
            .as_array()
            .expect("reasons")
            .clone();
        reasons
            .into_iter()
            .find(|reason| reason["code"] == code)
            .map(|reason| reason["message"].to_string())
    };
    let rare = said(
        r#"{"split": {"stratifyBy": "/label"}}"#,
        "classes-on-one-side",
    );
    assert_eq!(
        rare.as_deref(),
        Some(
            "\"the class \\\"rare\\\" has no validation record and is not measured: it has 1 record in total\""
        )
    );
    let nowhere = said(r#"{"split": {"stratifyBy": "/class"}}"#, "not-stratified");
    assert!(nowhere.is_some_and(|said| said.contains("no record has a field /class")));
    let many = said(r#"{"split": {"stratifyBy": "/prompt"}}"#, "not-stratified");
    assert_eq!(many, None, "200 values are not too many to be told");
}
