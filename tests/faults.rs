//! Records that the engine failed on: set aside by their place, whatever the framing, and everything else as if they were not there.

use serde_json::Value;
use tuneset::Checker;
use tuneset::Dataset;
use tuneset::Options;
use tuneset::Pieces;
use tuneset::boundary;
use tuneset::probe;
use tuneset::report::Report;

/// Prepares `text` and takes the record that holds `mark` for a fault.
fn prepared(text: &str, options: &str, mark: Option<&str>) -> (Report, Pieces) {
    let options = Options::from_json(options).expect("good options");
    let bytes = text.as_bytes();
    let probe = probe(bytes, true, &options).expect("good options");
    let mut checker = Checker::new(&options, &probe).expect("good options");
    let mut dataset = Dataset::new(options).expect("good options");
    dataset.begin_file("data", bytes.len() as u64, &probe);
    let start = usize::try_from(probe.start).expect("a small file");
    let mut chunks = Vec::new();
    let mut rest = &bytes[start..];
    while !rest.is_empty() {
        // One record at a time, as a chunk is halved.
        let whole = (1..rest.len()).find_map(|at| {
            let whole = boundary(&rest[..at], probe.framing, false);
            (whole > 0).then_some(whole)
        });
        let (chunk, later) = rest.split_at(whole.unwrap_or(rest.len()));
        let holds = |mark: &str| String::from_utf8_lossy(chunk).contains(mark);
        if mark.is_some_and(holds) {
            dataset.add_fault(chunk, "panicked at src/lib.rs:1:1", "a glimpse");
        } else {
            dataset.add(&checker.check(chunk));
        }
        chunks.push(chunk);
        rest = later;
    }
    dataset.end_file();
    let mut all = Pieces::default();
    for (number, chunk) in chunks.into_iter().enumerate() {
        let assignments = dataset.assignments(number).expect("a split");
        let pieces = checker.write(chunk, &assignments);
        all.train.extend(pieces.train);
        all.validation.extend(pieces.validation);
        all.set_aside.extend(pieces.set_aside);
    }
    (dataset.report_now(true), all)
}

fn record(number: u32) -> String {
    format!("{{\"prompt\": \"Question {number}?\", \"completion\": \"Answer {number}.\"}}")
}

/// Asserts what a user sees of a fault at `line` and `column` (from 1) that is `original` in the file.
fn assert_set_aside(text: &str, options: &str, (line, column): (u64, u64), original: &str) {
    let (report, pieces) = prepared(text, options, Some("3?"));
    let faults = &report.rules["engine-fault"];
    assert_eq!(faults.count, 1, "{text}");
    let found = &faults.examples[0];
    assert_eq!((found.line, found.column), (line, column), "{text}");
    let start = usize::try_from(found.byte_offset).expect("a small file");
    let length = usize::try_from(found.byte_length).expect("a small file");
    assert_eq!(&text[start..start + length], original, "{text}");
    assert_eq!(
        found.message,
        "internal error: Tuneset failed on this record"
    );
    assert!(found.help.contains("panicked at src/lib.rs:1:1"));
    assert_eq!(found.excerpt, "a glimpse");
    assert!(!report.ok);

    let set_aside = String::from_utf8(pieces.set_aside).expect("text");
    let rows: Vec<Value> = set_aside
        .lines()
        .map(|row| serde_json::from_str(row).expect("JSON"))
        .filter(|row: &Value| row["reason"] == "engine-fault")
        .collect();
    assert_eq!(rows.len(), 1, "{set_aside}");
    assert_eq!(rows[0]["line"], line);
    assert_eq!(rows[0]["record"], original);

    let (sound, expected) = prepared(&without(text, original), options, None);
    assert_eq!(
        sound.rules.get("engine-fault").map(|faults| faults.count),
        None
    );
    assert_eq!(pieces.train, expected.train, "{text}");
    assert_eq!(pieces.validation, expected.validation, "{text}");
    assert_eq!(report.counts.records, sound.counts.records + 1);
    assert_eq!(report.counts.valid, sound.counts.valid);
    assert_eq!(report.counts.invalid, sound.counts.invalid + 1);
    let (with, without) = (prepared(text, options, None).0, report);
    assert_eq!(without.counts.lines, with.counts.lines, "{text}");
    assert_eq!(without.counts.blank, with.counts.blank, "{text}");
}

/// The text without one record and what separates it from the one behind.
fn without(text: &str, record: &str) -> String {
    let start = text.find(record).expect("it is there");
    let rest = &text[start + record.len()..];
    let end = rest.find(['{', 'Q', ']']).unwrap_or(rest.len());
    format!("{}{}", &text[..start], &rest[end..])
}

#[test]
fn of_lines_whatever_ends_them() {
    let lines = |end: &str| {
        [1, 2, 3, 4, 5, 6]
            .map(|number| record(number) + end)
            .concat()
    };
    for end in ["\n", "\r\n", "\r"] {
        assert_set_aside(&lines(end), "{}", (3, 1), &record(3));
    }
    let with_blanks = lines("\n").replacen('\n', "\n\n\n", 2);
    assert_set_aside(&with_blanks, "{}", (7, 1), &record(3));
    let without_end = lines("\n").trim_end().to_owned();
    assert_set_aside(&without_end, "{}", (3, 1), &record(3));
    let last = [1, 2, 3].map(|number| record(number) + "\n").concat();
    assert_set_aside(&last, "{}", (3, 1), &record(3));
    let first = [3, 1, 2].map(|number| record(number) + "\n").concat();
    assert_set_aside(&first, "{}", (1, 1), &record(3));
}

#[test]
fn of_an_array() {
    let records: Vec<String> = (1..=6).map(record).collect();
    let fix = r#"{"fix": true}"#;
    let on_one_line = format!("[{}]", records.join(", "));
    let before = on_one_line.find(&record(3)).expect("it is there") as u64;
    assert_set_aside(&on_one_line, fix, (1, before + 1), &record(3));
    let printed = format!("[\n  {}\n]\n", records.join(",\n  "));
    assert_set_aside(&printed, fix, (4, 3), &record(3));
    let over_lines = format!("[\n{}\n]\n", records.join(",\n")).replace(", \"c", ",\n \"c");
    let third = record(3).replace(", \"c", ",\n \"c");
    assert_set_aside(&over_lines, fix, (6, 1), &third);
}

#[test]
fn of_a_table() {
    let rows = [1, 2, 3, 4, 5, 6]
        .map(|number| format!("Question {number}?,\"Answer {number},\nas ever\"\n"))
        .concat();
    let table = format!("prompt,completion\n{rows}");
    let convert = r#"{"convert": true}"#;
    assert_set_aside(
        &table,
        convert,
        (6, 1),
        "Question 3?,\"Answer 3,\nas ever\"",
    );
}

/// A file of nothing but faults, and one with comments before them: every line is accounted for.
#[test]
fn of_all_there_is() {
    let text = format!("# made by hand\n{}\n", record(3));
    let (report, pieces) = prepared(&text, r#"{"fix": true}"#, Some("3?"));
    assert_eq!((report.counts.records, report.counts.valid), (1, 0));
    assert_eq!(
        (report.counts.lines, report.rules["engine-fault"].count),
        (2, 1)
    );
    let set_aside = String::from_utf8(pieces.set_aside).expect("text");
    assert_eq!(set_aside.lines().count(), 2, "{set_aside}");
    assert!(pieces.train.is_empty() && pieces.validation.is_empty());
}
