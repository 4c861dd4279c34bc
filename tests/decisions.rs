//! Decisions of a user about single records, from the file of decisions to the outputs.

mod run;

use run::{Cut, Outputs, options, prepare};
use serde_json::{Value, json};

/// Lines 1 and 3 are copies, 4 is nearly line 2, 5 has the words of line 2, 6 and 7 are unrelated, 8 has an error.
fn data() -> String {
    let long = |last: &str| {
        format!(
            "{{\"prompt\": \"p\", \"completion\": \"{} {last}\"}}",
            (0..60)
                .map(|n| format!("word{n}"))
                .collect::<Vec<_>>()
                .join(" ")
        )
    };
    [
        r#"{"prompt": "one", "completion": "the first"}"#.to_owned(),
        long("end"),
        r#"{"completion": "the first", "prompt": "one"}"#.to_owned(),
        long("ending otherwise"),
        long("END!"),
        r#"{"prompt": "two", "completion": "the second"}"#.to_owned(),
        r#"{"prompt": "three", "completion": "the third"}"#.to_owned(),
        r#"{"prompt": "four"}"#.to_owned(),
    ]
    .join("\n")
        + "\n"
}

fn report(outputs: &Outputs) -> Value {
    serde_json::from_str(&outputs.report).expect("a report is JSON")
}

/// Digests by line, as the report gives them; those of other lines by a report that clusters all.
fn digest(line: u64) -> String {
    let outputs = run(&data(), "canonical", &Value::Null);
    let report = report(&outputs);
    let clusters = report["duplicates"]["clusters"]
        .as_array()
        .expect("clusters")
        .clone();
    let records = clusters.iter().flat_map(|cluster| {
        let members = cluster["members"].as_array().expect("members").clone();
        std::iter::once(cluster["representative"].clone()).chain(members)
    });
    let mut records = records.filter(|record| record["line"] == line);
    let found = records
        .next()
        .map(|record| record["digest"].as_str().expect("a digest").to_owned());
    found.unwrap_or_else(|| "0123456789abcdef".to_owned())
}

fn run(data: &str, dedupe: &str, decisions: &Value) -> Outputs {
    let json = json!({"dedupe": dedupe, "split": {"validation": 0, "decisions": decisions}});
    prepare(
        &[("dir/train.jsonl", data.as_bytes())],
        &options(&json.to_string()),
        &Cut::every(100),
    )
}

fn decisions(keep: &[u64], drop: &[u64]) -> Value {
    let of = |lines: &[u64]| -> Vec<Value> {
        let one =
            |&line: &u64| json!({"file": "train.jsonl", "line": line, "digest": digest(line)});
        lines.iter().map(one).collect()
    };
    json!({"schemaVersion": 1, "keep": of(keep), "drop": of(drop)})
}

/// A set-aside line: its number, the reason, and the line and similarity of the record that stays.
type Aside = (u64, String, Option<(u64, f64)>);

fn aside(outputs: &Outputs) -> Vec<Aside> {
    let read = |row| serde_json::from_str::<Value>(row).expect("a row is JSON");
    let rows = outputs.set_aside.lines().map(read);
    rows.map(|row| {
        let like = &row["duplicateOf"];
        (
            row["line"].as_u64().expect("a line"),
            row["reason"].as_str().expect("a reason").to_owned(),
            like["line"]
                .as_u64()
                .map(|line| (line, like["similarity"].as_f64().expect("a number"))),
        )
    })
    .collect()
}

fn lines(outputs: &Outputs) -> Vec<u64> {
    let gone: Vec<u64> = aside(outputs).iter().map(|(line, ..)| *line).collect();
    (1..=8).filter(|line| !gone.contains(line)).collect()
}

#[test]
fn without_decisions_the_first_copy_stays() {
    let outputs = run(&data(), "canonical", &Value::Null);
    assert_eq!(lines(&outputs), [1, 2, 4, 5, 6, 7]);
    assert_eq!(report(&outputs)["split"].get("decisions"), None);
}

#[test]
fn what_is_kept_takes_the_place_of_its_copies() {
    let outputs = run(&data(), "canonical", &decisions(&[3], &[]));
    assert_eq!(lines(&outputs), [2, 3, 4, 5, 6, 7]);
    assert_eq!(
        aside(&outputs)[0],
        (1, "duplicate-record".to_owned(), Some((3, 1.0)))
    );
    let both = run(&data(), "canonical", &decisions(&[1, 3], &[]));
    assert_eq!(lines(&both), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn what_is_dropped_is_set_aside_with_what_it_repeats_and_how_similar_it_is() {
    for dedupe in ["off", "canonical", "normalized"] {
        let outputs = run(&data(), dedupe, &decisions(&[], &[1, 4]));
        let rows = aside(&outputs);
        let decided: Vec<_> = rows
            .iter()
            .filter(|(_, reason, _)| reason == "dropped-by-decision")
            .collect();
        assert_eq!(decided.len(), 2, "{dedupe}: {rows:?}");
        assert_eq!(
            decided[0].2,
            Some((3, 1.0)),
            "{dedupe}: the copy stays in its place"
        );
        let (line, similarity) = decided[1].2.expect("line 4 is like line 2");
        assert_eq!(line, 2, "{dedupe}");
        assert!((0.9..1.0).contains(&similarity), "{similarity}");
        assert_eq!(
            report(&outputs)["split"]["setAside"]["byReason"]["dropped-by-decision"],
            2
        );
        assert_eq!(report(&outputs)["split"]["leakage"], 0);
    }
}

/// All copies of a value, and the first of a cluster.
#[test]
fn what_is_dropped_with_all_its_copies_repeats_nothing() {
    let outputs = run(&data(), "canonical", &decisions(&[], &[1, 3]));
    assert_eq!(lines(&outputs), [2, 4, 5, 6, 7]);
    assert!(
        aside(&outputs)[..2]
            .iter()
            .all(|(_, reason, like)| reason == "dropped-by-decision" && like.is_none())
    );
    let first = run(&data(), "near", &decisions(&[], &[2]));
    // Of the others with its words and its cluster one stays, and represents both.
    assert_eq!(lines(&first), [1, 4, 6, 7]);
    let rows = aside(&first);
    assert!(
        rows.iter()
            .all(|(line, _, like)| *line == 8 || like.is_some()),
        "{rows:?}"
    );
}

#[test]
fn what_is_kept_stays_beside_what_it_nearly_repeats() {
    assert_eq!(lines(&run(&data(), "near", &Value::Null)), [1, 2, 6, 7]);
    let outputs = run(&data(), "near", &decisions(&[4], &[]));
    assert_eq!(
        lines(&outputs),
        [1, 4, 6, 7],
        "the one that is kept stays for the others"
    );
    let both = run(&data(), "near", &decisions(&[2, 4], &[]));
    assert_eq!(lines(&both), [1, 2, 4, 6, 7]);
}

#[test]
fn decisions_about_another_record_are_told_and_not_carried_out() {
    let stale = json!({"schemaVersion": 1, "keep": [{"file": "train.jsonl", "line": 8, "digest": "0123456789abcdef"}], "drop": [
        {"file": "train.jsonl", "line": 1, "digest": "0123456789abcdef"},
        {"file": "train.jsonl", "line": 99, "digest": "0123456789abcdef"},
        {"file": "other.jsonl", "line": 1, "digest": "0123456789abcdef"},
        {"file": "dir/train.jsonl", "line": 3, "digest": digest(3)},
    ]});
    let outputs = run(&data(), "canonical", &stale);
    assert_eq!(lines(&outputs), [1, 2, 4, 5, 6, 7]);
    let report = report(&outputs);
    let told = &report["split"]["decisions"];
    assert_eq!(
        (told["kept"].as_u64(), told["dropped"].as_u64()),
        (Some(0), Some(1))
    );
    let why: Vec<&str> = told["notApplied"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["why"].as_str().expect("a text"))
        .collect();
    assert_eq!(
        why,
        [
            "the record is invalid, and excluded for that reason",
            "the record on that line has changed since",
            "no record on that line",
            "no file has that name",
        ]
    );
    let reasons = report["readiness"]["reasons"]
        .as_array()
        .expect("reasons")
        .clone();
    let reason = reasons
        .iter()
        .find(|reason| reason["code"] == "decisions-not-applied")
        .expect("a reason");
    assert_eq!(
        reason["message"],
        "4 of 5 decisions not applied; to keep line 8 of train.jsonl: the record is invalid, and excluded for that reason"
    );
}

#[test]
fn decisions_that_cannot_be_meant_get_a_sentence() {
    let one = json!({"file": "a", "line": 1, "digest": "x"});
    for (decisions, sentence) in [
        (
            json!({"schemaVersion": 2}),
            "schemaVersion 2 cannot be read",
        ),
        (
            json!({"schemaVersion": 1, "keep": [one], "drop": [one]}),
            "line 1 of a is both kept and dropped",
        ),
        (
            json!({"schemaVersion": 1, "kept": []}),
            "in decisions there is no \"kept\"; there are schemaVersion, keep, drop, replace",
        ),
        (
            json!({"schemaVersion": 1, "drop": [{"file": "a", "line": 1}]}),
            "in decisions \"digest\" is missing",
        ),
    ] {
        let json = json!({"split": {"decisions": decisions}}).to_string();
        let error = tuneset::Options::from_json(&json).expect_err(&json);
        assert!(error.0.contains(sentence), "{error}");
    }
}
