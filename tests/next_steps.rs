//! The next steps of a report: each only where its option helps, with the right number of records, and in order.

mod run;

use run::{Cut, check, options, prepare};
use serde_json::{Value, json};
use tuneset::report::Report;

fn turn(role: &str, text: &str) -> Value {
    json!({"role": role, "content": [{"text": text}]})
}

/// A conversation that Nova takes.
fn sound(n: usize) -> Value {
    let messages = [
        turn("user", &format!("Where is depot {}?", n * 17)),
        turn("assistant", &format!("In street {}.", n * 31)),
    ];
    json!({"schemaVersion": "bedrock-conversation-2024", "messages": messages})
}

fn pair(n: usize) -> Value {
    json!({"prompt": format!("Where is depot {}?", n * 17), "completion": format!("In street {}.", n * 31)})
}

fn lines(records: impl IntoIterator<Item = Value>) -> Vec<String> {
    records
        .into_iter()
        .map(|record| record.to_string())
        .collect()
}

/// The steps in short: `convert 12 records --convert`.
fn steps(report: &Report) -> Vec<String> {
    let value = serde_json::to_value(&report.next_steps).expect("steps");
    let list = value.as_array().expect("a list");
    let text = |step: &Value, key: &str| step[key].as_str().unwrap_or_default().to_owned();
    let words = |step: &Value| {
        let option = step["option"].as_array().into_iter().flatten();
        let option: Vec<_> = option.filter_map(Value::as_str).collect();
        let words = [
            text(step, "action"),
            step["count"].to_string(),
            text(step, "unit"),
            option.join(" "),
        ];
        words.join(" ").trim_end().to_owned()
    };
    list.iter().map(words).collect()
}

fn of(lines: &[String], asked: &Value) -> Report {
    let text = lines.iter().map(|line| format!("{line}\n"));
    let text: String = text.collect();
    check(
        &[("train.jsonl", text.as_bytes())],
        &options(&asked.to_string()),
        &Cut::default(),
    )
}

#[test]
fn sound_records_are_only_to_be_exported() {
    let report = of(&lines((0..300).map(sound)), &json!({"model": "nova-lite"}));
    assert_eq!(steps(&report), ["export 2 files"]);
}

#[test]
fn records_that_stay_rejected_once_converted_are_counted_for_review() {
    let mut pairs: Vec<_> = (0..30).map(pair).collect();
    pairs[3]["completion"] = json!("");
    pairs[4]["prompt"] = json!("");
    let report = of(&lines(pairs), &json!({"model": "nova-lite"}));
    let found = steps(&report);
    assert_eq!(
        found,
        [
            "convert 30 records --convert",
            "review 2 records",
            "export 2 files"
        ]
    );
    let [convert, ..] = &report.next_steps[..] else {
        panic!("no step")
    };
    assert_eq!(
        convert.text,
        "Convert 30 records to bedrock-conversation-2024"
    );
    assert_eq!(
        convert.effect,
        "2 records would still be rejected; the other 28 can be exported"
    );
}

#[test]
fn safe_fixes_suggested_ones_and_a_person_each_have_their_records() {
    let mut records = lines((0..30).map(sound));
    let comma = sound(40).to_string();
    records.push(format!("{},}}", &comma[..comma.len() - 1]));
    records.push(sound(41).to_string().replace('"', "'"));
    records.push(
        json!({"schemaVersion": "bedrock-conversation-2024", "messages": [turn("user", "Where?")]})
            .to_string(),
    );
    let asked = json!({"model": "nova-lite"});
    let found = of(&records, &asked);
    let options: Vec<_> = steps(&found);
    assert!(
        options[0].starts_with("fix 1 findings --fix"),
        "{options:?}"
    );
    assert!(
        options[1].starts_with("fix-suggested 1 findings --unsafe-fixes"),
        "{options:?}"
    );
    assert_eq!(options[2..], ["review 1 records", "export 2 files"]);
    // What was done is no step any more.
    let fixed = of(
        &records,
        &json!({"model": "nova-lite", "unsafeFixes": true}),
    );
    assert_eq!(steps(&fixed), ["review 1 records", "export 2 files"]);
    assert_eq!(fixed.counts.invalid, 1);
}

#[test]
fn a_missing_final_newline_is_no_step() {
    let text = sound(1).to_string();
    let report = check(
        &[("train.jsonl", text.as_bytes())],
        &options(r#"{"model": "nova-lite"}"#),
        &Cut::default(),
    );
    assert!(report.rules.contains_key("missing-final-newline"));
    assert!(!steps(&report).iter().any(|step| step.starts_with("fix")));
}

#[test]
fn a_closed_model_is_exchanged_for_an_open_one_and_all_its_records_are_converted() {
    let report = of(
        &lines((0..60).map(pair)),
        &json!({"model": "titan-text-express"}),
    );
    assert_eq!(
        steps(&report),
        [
            "choose-model 60 records --model nova-micro",
            "convert 60 records --convert",
            "export 2 files"
        ]
    );
    assert_eq!(report.next_steps[0].model.as_deref(), Some("nova-micro"));
}

#[test]
fn without_a_model_one_is_to_be_chosen_and_proposed_only_where_there_is_one() {
    let any = of(&lines((0..60).map(sound)), &json!({}));
    assert_eq!(steps(&any), ["choose-model 60 records", "export 2 files"]);
    let asked = |n: usize| {
        let text = format!("Where is depot {}?", n * 17);
        json!({"schemaVersion": "bedrock-conversation-2024", "messages": [turn("user", &text)]})
    };
    let only = of(&lines((0..120).map(asked)), &json!({}));
    assert_eq!(
        steps(&only),
        [
            "choose-model 120 records --model distillation",
            "export 1 files"
        ]
    );
    let image = check(
        &[("a.png", b"\x89PNG\r\n\x1a\n\0\0")],
        &options("{}"),
        &Cut::default(),
    );
    assert_eq!(steps(&image), ["replace-file 1 files"]);
}

#[test]
fn near_duplicates_count_as_far_as_the_option_drops_them() {
    let text = |n: usize, end: &str| {
        let words: Vec<_> = (0..40)
            .map(|word| format!("word{}", word * (n + 1)))
            .collect();
        let ask = format!("{} {end}", words.join(" "));
        json!({"schemaVersion": "bedrock-conversation-2024", "messages": [turn("user", &ask), turn("assistant", "Noted in the book.")]})
    };
    let mut records: Vec<_> = (0..20).map(|n| text(n, "today")).collect();
    records.extend((0..3).map(|n| text(n, "now")));
    // A copy is left out as it is.
    records.push(text(5, "today"));
    let records = lines(records);
    let found = of(&records, &json!({"model": "nova-lite"}));
    assert_eq!(
        steps(&found),
        ["duplicates 3 records --dedupe near", "export 2 files"]
    );
    let dropped = of(&records, &json!({"model": "nova-lite", "dedupe": "near"}));
    assert_eq!(steps(&dropped), ["export 2 files"]);
}

#[test]
fn once_the_files_are_written_export_is_done() {
    let text: String = lines((0..60).map(sound)).join("\n");
    let outputs = prepare(
        &[("train.jsonl", text.as_bytes())],
        &options(r#"{"model": "nova-lite"}"#),
        &Cut::default(),
    );
    let report: Value = serde_json::from_str(&outputs.report).expect("a report");
    assert_eq!(report["nextSteps"], json!([]));
}

#[test]
fn the_steps_do_not_depend_on_how_a_file_is_cut() {
    let mut pairs: Vec<_> = (0..90).map(pair).collect();
    for n in [7, 30, 80] {
        pairs[n]["completion"] = json!("");
    }
    let text: String = lines(pairs).join("\n");
    let asked = options(r#"{"model": "nova-lite"}"#);
    let of_cut = |bytes: usize| {
        let cut = Cut::every(bytes);
        steps(&check(&[("train.jsonl", text.as_bytes())], &asked, &cut))
    };
    let whole = of_cut(1 << 20);
    assert_eq!(
        whole[..2],
        ["convert 90 records --convert", "review 3 records"]
    );
    assert_eq!(of_cut(200), whole);
}

/// "I dropped a screenshot and the list of next steps was empty."
#[test]
fn a_file_without_records_is_to_be_replaced() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\n\n\0";
    let told = |files: &[(&str, &[u8])]| {
        let report = check(files, &options("{}"), &Cut::default());
        let step = &report.next_steps[0];
        format!("{}: {}", step.text, step.effect)
    };
    assert_eq!(
        told(&[("photo.png", picture)]),
        "Choose another file instead of photo.png: photo.png is a PNG image, not JSON Lines text"
    );
    assert_eq!(
        told(&[("empty.jsonl", b"")]),
        "Choose another file instead of empty.jsonl: empty.jsonl is empty: no records"
    );
    let text = format!("{}\n", sound(1));
    assert_eq!(
        told(&[("train.jsonl", text.as_bytes()), ("photo.png", picture)]),
        "Leave out photo.png, or replace it: photo.png is a PNG image, not JSON Lines text"
    );
}

#[test]
fn without_a_file_there_is_nothing_to_do() {
    let report = check(&[], &options("{}"), &Cut::default());
    assert_eq!(steps(&report), [] as [&str; 0]);
}
