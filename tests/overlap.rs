//! Files to compare with, against the truth: every record of made sets held against every other, at every level.

mod run;
#[path = "overlap/sets.rs"]
mod sets;

use std::collections::BTreeSet;
use std::fmt::Write;

use run::{Cut, compare, options, prepare, prepare_against};
use serde_json::Value;
use sets::{Record, made, records, shingles, truth};
use tuneset::ReadinessCode;
use tuneset::report::{OverlapKind, OverlapReport, Report};
use tuneset::similarity::jaccard::similarity;
use tuneset::similarity::match_kind::MatchKind;

fn lines(records: &[String]) -> Vec<u8> {
    let mut text = String::new();
    for record in records {
        let _ = writeln!(text, "{record}");
    }
    text.into_bytes()
}

fn overlap(report: &Report) -> &OverlapReport {
    report.overlap.as_ref().expect("files were compared")
}

fn counts(overlap: &OverlapReport) -> [u64; 5] {
    [
        overlap.exact,
        overlap.canonical,
        overlap.normalized,
        overlap.near.expect("near-duplicates were looked for"),
        overlap.same_prompt,
    ]
}

fn compared(ours: &[u8], against: &[(&str, &[u8])], json: &str, cut: &Cut) -> Report {
    compare(&[("train.jsonl", ours)], against, &options(json), cut)
}

#[test]
fn every_level_is_counted_as_by_comparing_every_pair() {
    for seed in 1..=6 {
        let (ours, theirs) = made(seed);
        let (our_lines, their_lines) = (lines(&ours), lines(&theirs));
        let sets = shingles(&ours, &theirs);
        let (ours, theirs) = (records(&ours, &sets), records(&theirs, &sets));
        let at = |records: &'_ [Record<'_>], line: u64| -> usize {
            let at = usize::try_from(line).expect("a line") - 1;
            assert!(at < records.len());
            at
        };
        for near in [0.5, 0.8, 0.95] {
            let json = format!(r#"{{"near": {near}, "maxExamplesPerRule": 1000}}"#);
            let against: [(&str, &[u8]); 1] = [("validation.jsonl", &their_lines)];
            let report = compared(&our_lines, &against, &json, &Cut::default());
            let found = overlap(&report);
            assert_eq!(found.records, 90);
            assert_eq!(counts(found), truth(&ours, &theirs, near), "{seed} {near}");
            for pair in &found.pairs {
                let our = &ours[at(&ours, pair.other.line)];
                let their = &theirs[at(&theirs, pair.place.line)];
                let says = similarity(our.shingles, their.shingles).shown();
                let holds = match pair.kind {
                    OverlapKind::Same(MatchKind::Exact) => our.line == their.line,
                    OverlapKind::Same(MatchKind::Canonical) => {
                        our.line != their.line && our.value == their.value
                    }
                    OverlapKind::Same(MatchKind::Normalized) => {
                        our.value != their.value && our.words == their.words
                    }
                    OverlapKind::Same(MatchKind::Near) => {
                        pair.similarity == Some(says) && says >= near - 0.0001
                    }
                    _ => our.asked == their.asked,
                };
                assert!(holds, "{:?} {} {}", pair.kind, our.line, their.line);
            }
            let told = report.rules.get("overlapping-record");
            assert_eq!(told.map_or(0, |told| told.count), found.overlapping);
            // None of these questions has many answers.
            assert_eq!(found.pairs.len() as u64, found.overlapping);
        }
    }
}

/// The cuts, the checkers and the number of files make no difference.
#[test]
fn the_same_is_found_however_the_work_is_cut_up() {
    let (ours, theirs) = made(11);
    let (our_lines, their_lines) = (lines(&ours), lines(&theirs));
    let half = lines(&theirs[..40]).len();
    let against: [(&str, &[u8]); 2] = [
        ("one.jsonl", &their_lines[..half]),
        ("two.jsonl", &their_lines[half..]),
    ];
    let json = |cut: &Cut| {
        let report = compared(&our_lines, &against, "{}", cut);
        serde_json::to_string(&report).expect("a report serializes")
    };
    let whole = json(&Cut::default());
    for size in [1, 7, 300, 5_000] {
        let cut = Cut {
            checkers: 4,
            order: size,
            ..Cut::every(usize::try_from(size).expect("a size"))
        };
        assert_eq!(json(&cut), whole, "{size}");
    }
    let one: [(&str, &[u8]); 1] = [("both.jsonl", &their_lines)];
    let together = compared(&our_lines, &one, "{}", &Cut::default());
    let apart = compared(&our_lines, &against, "{}", &Cut::default());
    assert_eq!(counts(overlap(&together)), counts(overlap(&apart)));
    assert_eq!(overlap(&apart).files.len(), 2);
    let named: BTreeSet<&str> = overlap(&apart)
        .pairs
        .iter()
        .map(|pair| pair.place.file.as_str())
        .collect();
    assert_eq!(named, BTreeSet::from(["one.jsonl", "two.jsonl"]));
}

/// Comparison files are not counted, split or written.
#[test]
fn the_data_set_stays_what_it_is() {
    let (ours, theirs) = made(5);
    let (our_lines, their_lines) = (lines(&ours), lines(&theirs));
    let files: [(&str, &[u8]); 1] = [("train.jsonl", &our_lines)];
    let against: [(&str, &[u8]); 1] = [("validation.jsonl", &their_lines)];
    for json in ["{}", r#"{"dedupe": "near"}"#] {
        let alone = prepare(&files, &options(json), &Cut::default());
        let beside = prepare_against(&files, &against, &options(json), &Cut::default());
        assert_eq!(alone.train, beside.train);
        assert_eq!(alone.validation, beside.validation);
        assert_eq!(alone.set_aside, beside.set_aside);
        let read = |report: &str| serde_json::from_str::<Value>(report).expect("a report");
        let (alone, beside) = (read(&alone.report), read(&beside.report));
        for part in ["files", "duplicates", "stats", "split", "format"] {
            assert_eq!(alone[part], beside[part], "{part}");
        }
        for count in ["lines", "records", "valid", "invalid", "blank", "errors"] {
            assert_eq!(alone["counts"][count], beside["counts"][count], "{count}");
        }
        assert!(alone.get("overlap").is_none() && beside.get("overlap").is_some());
    }
}

/// "I dropped the leaking records, and the next check finds some again."
#[test]
fn without_the_overlap_nothing_is_in_both() {
    for seed in 1..=4 {
        let (ours, theirs) = made(seed);
        let (our_lines, their_lines) = (lines(&ours), lines(&theirs));
        let against: [(&str, &[u8]); 1] = [("validation.jsonl", &their_lines)];
        let json =
            r#"{"near": 0.7, "dedupe": "off", "split": {"validation": 0, "dropOverlap": true}}"#;
        let files: [(&str, &[u8]); 1] = [("train.jsonl", &our_lines)];
        let outputs = prepare_against(&files, &against, &options(json), &Cut::default());
        let report: Value = serde_json::from_str(&outputs.report).expect("a report");
        let dropped = report["overlap"]["dropped"].as_u64().expect("a number");
        assert!(dropped > 0);
        assert_eq!(report["overlap"]["inInput"], dropped);
        assert_eq!(
            report["split"]["setAside"]["byReason"]["overlapping-record"],
            dropped
        );
        assert_eq!(
            outputs.set_aside.matches("\"overlapping-record\"").count() as u64,
            dropped
        );
        assert!(report["rules"].get("overlapping-record").is_none());
        let train = outputs.train.as_bytes();
        let again = compared(train, &against, r#"{"near": 0.7}"#, &Cut::default());
        assert_eq!(overlap(&again).overlapping, 0, "{seed}");
        let untouched = our_lines.split(|&byte| byte == b'\n').count() as u64 - 1;
        assert_eq!(
            train.split(|&byte| byte == b'\n').count() as u64 - 1,
            untouched - dropped
        );
    }
}

#[test]
fn an_overlap_of_a_whole_file_is_whole() {
    let (ours, _) = made(3);
    let our_lines = lines(&ours);
    let against: [(&str, &[u8]); 1] = [("train.jsonl", &our_lines)];
    let report = compared(&our_lines, &against, "{}", &Cut::default());
    assert_eq!(counts(overlap(&report)), [150; 5]);
    let reasons = &report.readiness.reasons;
    let said = reasons
        .iter()
        .find(|reason| reason.code == ReadinessCode::OverlapFound);
    assert_eq!(
        said.expect("a sentence").message,
        "leakage: 150 of 150 records of train.jsonl also occur in the training data, so validation loss will be too optimistic"
    );
}

const TRAIN: &str = "\
{\"prompt\": \"Do you ship to Norway?\", \"completion\": \"Yes.\"}
{\"prompt\": \"Do you ship to Sweden?\", \"completion\": \"Yes, and to Denmark.\"}
";

/// A file is compared in whatever way inputs may come.
#[test]
fn arrays_tables_and_other_layouts_are_compared_as_the_records_that_they_hold() {
    let array = "[\n{\"prompt\": \"Do you ship to Norway?\", \"completion\": \"Yes.\"},\n{\"prompt\": \"x\", \"completion\": \"y\"}]";
    let table = "prompt,completion\nDo you ship to Norway?,Yes.\nx,y\n";
    let alpaca = "{\"instruction\": \"Do you ship to Norway?\", \"output\": \"Yes.\"}\n{\"instruction\": \"x\", \"output\": \"y\"}\n";
    let broken = "\u{feff}{\"prompt\": \"Do you ship to Norway?\", \"completion\": \"Yes.\",}\r\n\r\n{\"prompt\": \"x\", \"completion\": \"y\"}";
    for (text, exact) in [(array, 1), (table, 0), (alpaca, 0), (broken, 1)] {
        let against: [(&str, &[u8]); 1] = [("validation", text.as_bytes())];
        let report = compared(TRAIN.as_bytes(), &against, "{}", &Cut::default());
        let found = overlap(&report);
        let counts = (found.records, found.exact, found.canonical);
        assert_eq!(counts, (2, exact, 1), "{text}");
        assert_eq!(found.unread.records, 0, "{text}");
        assert_eq!(report.counts.records, 2);
        assert!(report.ok);
    }
}

#[test]
fn what_cannot_be_read_is_counted_and_named_and_no_error_of_the_data_set() {
    let theirs = "{\"prompt\": \"Do you ship to Norway?\", \"completion\": \"Yes.\"}\n{\"prompt\": \"half\n[1]\n{\"prompt\": \"\", \"unknown\": 1}\n";
    let against: [(&str, &[u8]); 1] = [("validation.jsonl", theirs.as_bytes())];
    let report = compared(TRAIN.as_bytes(), &against, "{}", &Cut::default());
    let found = overlap(&report);
    // The last one has errors, and can be compared all the same.
    assert_eq!(
        (found.records, found.exact, found.unread.records),
        (2, 1, 2)
    );
    let named: Vec<_> = found
        .unread
        .examples
        .iter()
        .map(|finding| (finding.file.as_str(), finding.line, finding.rule))
        .collect();
    assert_eq!(
        named,
        [
            ("validation.jsonl", 2, "invalid-json"),
            ("validation.jsonl", 3, "not-an-object")
        ]
    );
    assert!(report.ok && report.counts.errors == 0);
    let reasons = &report.readiness.reasons;
    let said = reasons
        .iter()
        .find(|reason| reason.code == ReadinessCode::RecordsNotCompared);
    assert_eq!(
        said.expect("a sentence").message,
        "2 records of validation.jsonl could not be read and were not compared; the first is at line 2 of validation.jsonl (invalid-json)"
    );
}

#[test]
fn a_file_without_records_says_so() {
    for text in ["", "\n\n", "nothing\n"] {
        let against: [(&str, &[u8]); 1] = [("validation.jsonl", text.as_bytes())];
        let report = compared(TRAIN.as_bytes(), &against, "{}", &Cut::default());
        assert_eq!(counts(overlap(&report)), [0; 5]);
        let reasons = &report.readiness.reasons;
        assert!(
            reasons
                .iter()
                .any(|reason| reason.code == ReadinessCode::NothingCompared),
            "{text}"
        );
    }
}

#[test]
fn the_rule_can_be_silenced_and_near_left_out() {
    let against: [(&str, &[u8]); 1] = [("validation.jsonl", TRAIN.as_bytes())];
    let json = r#"{"rules": {"overlapping-record": "off"}, "near": "off"}"#;
    let report = compared(TRAIN.as_bytes(), &against, json, &Cut::default());
    let found = overlap(&report);
    assert_eq!((found.exact, found.near, found.threshold), (2, None, None));
    assert!(!report.rules.contains_key("overlapping-record"));
    let reasons = &report.readiness.reasons;
    assert!(
        reasons
            .iter()
            .all(|reason| reason.code != ReadinessCode::OverlapFound)
    );
}
