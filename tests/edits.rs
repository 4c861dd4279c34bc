//! Records edited by the user: the edit is read instead of the original, wherever the file is cut, and only there; the original
//! is not lost.

mod run;

use run::{Cut, Outputs, options, prepare};
use serde_json::{Value, json};
use tuneset::Checker;
use tuneset::Dataset;
use tuneset::Framing;
use tuneset::judge;
use tuneset::probe;
use tuneset::record_at;

fn record(completion: &str) -> String {
    format!(r#"{{"prompt": "p", "completion": "{completion}"}}"#)
}

/// Lines 2 and 5 are broken, 3 is copied by 4; line 6 ends in CR LF.
fn lines() -> Vec<String> {
    vec![
        record("one"),
        r#"{"prompt": "p", "completion": }"#.to_owned(),
        record("three"),
        record("three"),
        r#"{"prompt": "p"}"#.to_owned(),
        record("six") + "\r",
        record("seven"),
    ]
}

fn data() -> String {
    lines().join("\n") + "\n"
}

fn digest_of(line: &str) -> String {
    let found = record_at(line.as_bytes(), Framing::Lines, 0, 0).expect("a line");
    found.digest
}

fn edit(line: usize, record: &str) -> Value {
    json!({"file": "train.jsonl", "line": line, "digest": digest_of(&lines()[line - 1]), "record": record})
}

fn run_with(edits: &[Value], more: &Value, cut: &Cut) -> Outputs {
    let mut json = json!({"near": "off", "split": {"validation": 0, "decisions": {"schemaVersion": 1, "replace": edits}}});
    for (key, value) in more.as_object().expect("an object") {
        json[key] = value.clone();
    }
    prepare(
        &[("dir/train.jsonl", data().as_bytes())],
        &options(&json.to_string()),
        cut,
    )
}

fn run(edits: &[Value]) -> Outputs {
    let outputs = run_with(edits, &json!({}), &Cut::default());
    for size in [1, 40, 90, 200] {
        let cut = Cut {
            checkers: 3,
            order: 7,
            ..Cut::every(size)
        };
        assert_eq!(run_with(edits, &json!({}), &cut), outputs, "{size}");
    }
    outputs
}

fn report(outputs: &Outputs) -> Value {
    serde_json::from_str(&outputs.report).expect("a report is JSON")
}

fn aside(outputs: &Outputs) -> Vec<Value> {
    let read = |row| serde_json::from_str(row).expect("a row is JSON");
    outputs.set_aside.lines().map(read).collect()
}

fn train(outputs: &Outputs) -> Vec<&str> {
    outputs.train.split_terminator('\n').collect()
}

/// Each record is written or set aside, once.
fn accounts(outputs: &Outputs) {
    let all = train(outputs).len() + aside(outputs).len();
    assert_eq!(report(outputs)["counts"]["records"], all);
    assert_eq!(all, lines().len());
}

#[test]
fn a_broken_line_is_written_as_it_was_edited() {
    let outputs = run(&[edit(2, &record("two")), edit(5, &record("five"))]);
    let expected = ["one", "two", "three", "five"].map(record);
    let kept = record("six") + "\r";
    let mut all: Vec<&str> = expected.iter().map(String::as_str).collect();
    let seven = record("seven");
    all.extend([kept.as_str(), seven.as_str()]);
    assert_eq!(train(&outputs), all);
    accounts(&outputs);
    let report = report(&outputs);
    assert_eq!(
        report["edits"],
        json!({"records": 2, "list": [
            {"file": "train.jsonl", "line": 2, "digest": digest_of(&lines()[1])},
            {"file": "train.jsonl", "line": 5, "digest": digest_of(&lines()[4])},
        ]})
    );
    assert_eq!(report["counts"]["errors"], 0);
    assert_eq!(
        report["split"]["decisions"],
        json!({"kept": 0, "dropped": 0, "replaced": 2, "notApplied": []})
    );
}

#[test]
fn an_edit_may_make_a_copy_or_end_one() {
    let outputs = run(&[edit(1, &record("seven")), edit(4, &record("four"))]);
    assert_eq!(
        train(&outputs)[..3],
        [record("seven"), record("three"), record("four")]
    );
    let rows = aside(&outputs);
    let copy = rows.last().expect("the copy is set aside");
    assert_eq!(
        (&copy["line"], &copy["reason"], &copy["record"]),
        (
            &json!(7),
            &json!("duplicate-record"),
            &json!(record("seven"))
        )
    );
    assert_eq!(copy["duplicateOf"]["line"], 1);
    accounts(&outputs);
}

/// The set-aside file holds both texts: nothing is lost.
#[test]
fn an_edited_record_that_is_still_wrong_is_set_aside_with_both_texts() {
    let wrong = r#"{"prompt": 1, "completion": "two"}"#;
    let outputs = run(&[edit(2, wrong), edit(7, &record("three"))]);
    let rows = aside(&outputs);
    assert_eq!(rows[0]["record"], lines()[1]);
    assert_eq!(rows[0]["edited"], wrong);
    assert_eq!(rows[0]["rules"], json!(["wrong-type"]));
    let last = rows.last().expect("the copy");
    assert_eq!(last["record"], lines()[6]);
    assert_eq!(last["edited"], record("three"));
    accounts(&outputs);
    let report = report(&outputs);
    let finding = &report["rules"]["wrong-type"]["examples"][0];
    assert_eq!(finding["edited"], true);
    assert_eq!(finding["line"], 2);
    assert_eq!(finding["column"], 12);
    let start = lines()[0].len() as u64 + 1;
    assert_eq!(finding["record"]["byteOffset"], start);
    assert_eq!(finding["byteOffset"], start + 11);
    assert_eq!(finding["excerpt"], wrong);
    assert_eq!(
        report["rules"]["missing-key"]["examples"][0].get("edited"),
        None
    );
}

#[test]
fn an_edit_of_other_bytes_is_told_and_not_carried_out() {
    let mut stale = edit(1, &record("new"));
    stale["line"] = json!(3);
    let mut gone = edit(2, &record("new"));
    gone["line"] = json!(70);
    let mut other = edit(3, &record("new"));
    other["file"] = json!("other.jsonl");
    let outputs = run(&[stale, gone, other]);
    let plain = run(&[]);
    assert_eq!(outputs.train, plain.train);
    assert_eq!(outputs.set_aside, plain.set_aside);
    let report = report(&outputs);
    assert_eq!(report.get("edits"), None);
    let told = report["split"]["decisions"]["notApplied"].as_array();
    let why: Vec<_> = told
        .expect("a list")
        .iter()
        .map(|one| (one["action"].as_str(), one["why"].as_str()))
        .collect();
    let another = "the text on that line has changed since";
    assert_eq!(
        why,
        [
            (Some("replace"), Some(another)),
            (Some("replace"), Some(another)),
            (Some("replace"), Some("no file has that name"))
        ]
    );
}

/// Fixes and conversion apply to the edited text as if it were in the file.
#[test]
fn an_edited_record_is_repaired_and_converted_as_any_other() {
    let broken = r#"{"prompt": "p", "completion": "two",}"#;
    let alpaca = r#"{"instruction": "p", "output": "five"}"#;
    for size in [usize::MAX, 40] {
        let outputs = run_with(
            &[edit(2, broken), edit(5, alpaca)],
            &json!({"fix": true, "convert": "prompt-completion"}),
            &Cut::every(size),
        );
        let lines = train(&outputs);
        assert_eq!(lines[1], record("two"));
        assert_eq!(lines[3], r#"{"prompt":"p","completion":"five"}"#);
        let report = report(&outputs);
        let finding = &report["rules"]["invalid-json"]["examples"][0];
        assert_eq!(
            (&finding["fixed"], &finding["edited"]),
            (&json!(true), &json!(true))
        );
        accounts(&outputs);
    }
}

/// Several records of an array may begin on one line: the digest identifies the record, the first of copies.
#[test]
fn a_record_of_an_array_is_edited_where_it_stands() {
    let (one, two) = (record("one"), record("two"));
    let array = format!("[{one}, {two}, {two},\n {one}]");
    let digest = digest_of(&two);
    let edit = json!({"file": "train.json", "line": 1, "digest": digest, "record": record("new")});
    let json = json!({"fix": true, "near": "off", "dedupe": "off", "split": {"validation": 0, "decisions": {"schemaVersion": 1, "replace": [edit]}}});
    for size in [1, 30, 60, usize::MAX] {
        let outputs = prepare(
            &[("train.json", array.as_bytes())],
            &options(&json.to_string()),
            &Cut::every(size),
        );
        assert_eq!(
            train(&outputs),
            [&one, &record("new"), &two, &one],
            "{size}"
        );
    }
    let found =
        record_at(&array.as_bytes()[1..], Framing::Values, 0, one.len() + 10).expect("a record");
    assert_eq!(found.text, two);
}

#[test]
fn an_edited_file_is_checked_once_unless_a_copy_of_an_edited_record_stands_elsewhere() {
    let is_checked_again = |edits: &[Value]| {
        let split = json!({"decisions": {"schemaVersion": 1, "replace": edits}});
        let options = options(&json!({ "split": split }).to_string());
        let data = data();
        let probe = probe(data.as_bytes(), true, &options).expect("good options");
        let mut dataset = Dataset::new(options.clone()).expect("good options");
        dataset.expect_files(&["train.jsonl".to_owned()]);
        dataset.begin_file("train.jsonl", data.len() as u64, &probe);
        let checker = Checker::new(&options, &probe).expect("good options");
        let mut checker = checker.with_edits(dataset.file_edits(0));
        dataset
            .edits_for(&checker.check(data.as_bytes()))
            .map(|edits| edits.len())
    };
    assert_eq!(is_checked_again(&[]), None);
    let edits = [edit(2, &record("two")), edit(5, &record("five"))];
    assert_eq!(is_checked_again(&edits), None);
    assert_eq!(is_checked_again(&[edit(4, &record("four"))]), Some(1));
}

#[test]
fn a_record_far_along_a_line_is_found_for_editing() {
    let parts = [
        r#"{"prompt": "p", "completion": "one"}, {"prompt": "p", "completion": "two"},"#,
        r#"{"prompt": "p", "completion": "three"}, {"prompt": "p", "completion": "four"}]"#,
    ];
    let array = format!("[{}", parts.concat());
    let options = options("{}");
    let probe = probe(array.as_bytes(), true, &options).expect("good options");
    let mut checker = Checker::new(&options, &probe).expect("good options");
    let mut dataset = Dataset::new(options).expect("good options");
    dataset.begin_file("train.json", array.len() as u64, &probe);
    for part in parts {
        dataset.add(&checker.check(part.as_bytes()));
    }
    dataset.end_file();
    for completion in ["one", "two", "three", "four"] {
        let record = record(completion);
        let at = array.find(&record).expect("it stands there") as u64;
        let (start, end, line) = dataset.locate(0, 0, Some(at)).expect("a chunk");
        let range = usize::try_from(start).expect("small")..usize::try_from(end).expect("small");
        let chunk = &array.as_bytes()[range];
        let (line, within) = (u32::try_from(line), usize::try_from(at - start));
        let (line, within) = (line.expect("small"), within.expect("small"));
        let found = record_at(chunk, Framing::Values, line, within);
        assert_eq!(found.expect("a record").text, record);
    }
}

#[test]
fn a_text_is_judged_as_a_record_of_its_file() {
    let options = options(r#"{"model": "nova-lite"}"#);
    let file = br#"{"schemaVersion": "bedrock-conversation-2024", "messages": []}"#;
    let probe = probe(file, true, &options).expect("good options");
    let pretty = "{\n  \"schemaVersion\": \"bedrock-conversation-2024\",\n  \"messages\": [ ]\n}";
    let judged = judge(pretty, &options, &probe).expect("good options");
    assert_eq!(
        judged.text,
        r#"{"schemaVersion":"bedrock-conversation-2024","messages":[]}"#
    );
    let report = serde_json::to_value(&judged.report).expect("a report");
    let (rule, found) = report["rules"]
        .as_object()
        .expect("rules")
        .iter()
        .next()
        .expect("one");
    assert_eq!(
        (rule.as_str(), &found["examples"][0]["line"]),
        ("too-few-messages", &json!(3))
    );
    let broken = judge("{\"a\": ", &options, &probe).expect("good options");
    assert_eq!(broken.report.counts.errors, 1);
}

/// Users keep files with this digest, and so does `tests/js/decisions.test.mjs`.
#[test]
fn a_digest_stays_what_it_is() {
    assert_eq!(
        digest_of(r#"{"prompt": "p", "completion": }"#),
        "6f9db30aee2f11d1"
    );
}

#[test]
fn edits_that_cannot_be_meant_get_a_sentence() {
    let one = edit(1, &record("new"));
    let with = |key: &str, value: &str| {
        let mut other = one.clone();
        other[key] = json!(value);
        other
    };
    for (edits, sentence) in [
        (
            vec![one.clone(), one.clone()],
            "line 1 of train.jsonl is replaced twice",
        ),
        (vec![with("record", "{\n}")], "must be on one line"),
        (vec![with("record", " ")], "to exclude one, drop it"),
        (vec![with("digest", "12")], "16 hexadecimal digits"),
    ] {
        let json = json!({"split": {"decisions": {"schemaVersion": 1, "replace": edits}}});
        let error = tuneset::Options::from_json(&json.to_string()).expect_err(sentence);
        assert!(error.0.contains(sentence), "{error}");
    }
}
