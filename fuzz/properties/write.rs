//! Nothing is lost, doubled or changed, exported records are valid, and no copy is on both sides. `tests/invariants.rs` checks
//! this with random data sets, the fuzz target `write` with any input.

use std::collections::{BTreeMap, BTreeSet};

use crate::run::{Cut, Outputs, check, original, prepare, probed, rows};
use serde_json::Value;
use tuneset::Framing;
use tuneset::{Dedupe, Options, RuleSetting};

/// Rules that speak of a data set as a whole: no record can be set aside for them.
const OF_THE_DATA_SET: [&str; 6] = [
    "model-closed",
    "too-few-records",
    "too-many-records",
    "file-too-large",
    "mixed-media",
    "mixed-buckets",
];

/// Panics where one of these does not hold for the outputs that `bytes` come to.
pub fn holds(bytes: &[u8], options: &Options, cut: &Cut) {
    let outputs = prepare(&[("train.jsonl", bytes)], options, cut);
    let probe = probed(bytes, options);
    accounts_for_everything(bytes, probe.framing, options, &outputs);
    if let Some(delimiter) = probe.framing.delimiter() {
        let start = usize::try_from(probe.start).expect("a place in memory");
        accounts_for_rows(bytes, start, delimiter, &outputs);
    }
    for side in [&outputs.train, &outputs.validation] {
        is_taken(side, options);
        stays_as_it_is(side, options);
    }
    assert_eq!(shared_values(&outputs), 0, "{outputs:?}");
    shows_what_it_does(bytes, options);
}

fn repairs(options: &Options) -> bool {
    options.fixes().expect("good options").any()
}

/// Input = train + validation + set aside, each record exactly once; without a fix line by line and to the byte.
fn accounts_for_everything(bytes: &[u8], framing: Framing, options: &Options, outputs: &Outputs) {
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    let count = |what: &str| usize::try_from(report["counts"][what].as_u64().expect(what));
    let count = |what: &str| count(what).expect("a small number");
    let rows = rows(outputs);
    let exported = outputs.train.lines().count() + outputs.validation.lines().count();
    let all = exported + rows.len();
    let parts = count("records") + count("blank") + count("comments");
    assert_eq!(parts, all, "{outputs:?}");
    for row in &rows {
        let at = row["line"]
            .as_u64()
            .and_then(|line| usize::try_from(line - 1).ok());
        assert!(at.is_some_and(|at| at < bytes.len()), "{row}");
        let reason = row["reason"].as_str();
        assert!(reason.is_some_and(|reason| !reason.is_empty()), "{row}");
    }
    if framing != Framing::Lines {
        return;
    }
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    assert_eq!(count("lines"), lines.len());
    if repairs(options) || options.convert.is_some() {
        // A line may have held several records, and none has held less than one, but where it goes on in the next lines.
        let frames = tuneset::frames(bytes, framing).count();
        assert!(frames <= all, "{outputs:?}");
        return;
    }
    // A record may go over several lines.
    let aside = rows.iter().map(original);
    let aside: Vec<Vec<u8>> = aside
        .flat_map(|record| {
            let lines = record.split(|byte| *byte == b'\n').map(<[u8]>::to_vec);
            lines.collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(lines.len(), exported + aside.len(), "{outputs:?}");
    let numbers: BTreeSet<_> = rows.iter().map(|row| row["line"].as_u64()).collect();
    assert_eq!(numbers.len(), rows.len(), "a line is set aside twice");
    let exported = [&outputs.train, &outputs.validation]
        .into_iter()
        .flat_map(|side| {
            let records = side.strip_suffix('\n').unwrap_or(side).split('\n');
            records.filter(|_| !side.is_empty()).map(str::as_bytes)
        });
    let mut written: Vec<_> = aside.iter().map(Vec::as_slice).chain(exported).collect();
    lines.sort_unstable();
    written.sort_unstable();
    assert_eq!(written, lines);
}

/// Each row of a table is written or set aside, from the line that it begins on, whatever it begins with.
fn accounts_for_rows(bytes: &[u8], start: usize, delimiter: u8, outputs: &Outputs) {
    let rows = row_lines(bytes, start, delimiter);
    let exported = outputs.train.lines().count() + outputs.validation.lines().count();
    let mut left: BTreeMap<u64, usize> = BTreeMap::new();
    for line in &rows {
        *left.entry(*line).or_default() += 1;
    }
    let aside = self::rows(outputs);
    for row in &aside {
        let line = row["line"].as_u64().expect("a line");
        let reason = row["reason"].as_str().expect("a reason");
        assert_ne!(reason, "comment-line", "{row}");
        let rows = left.get_mut(&line).filter(|rows| **rows > 0);
        *rows.unwrap_or_else(|| panic!("no row begins there: {row}")) -= 1;
    }
    assert_eq!(exported + aside.len(), rows.len(), "{outputs:?}");
}

/// Position of a reader of tables.
#[derive(Clone, Copy)]
enum At {
    /// Between rows.
    Nothing,
    /// At the beginning of a value: only there a quote counts.
    Start,
    Plain,
    Quoted,
    /// Behind a quote within quotes, which ends them unless another one follows.
    Closed,
}

/// The lines that the rows behind `start` begin on, as another reader sees them. A line without anything is no row.
fn row_lines(bytes: &[u8], start: usize, delimiter: u8) -> Vec<u64> {
    let (mut lines, mut line, mut at) = (Vec::new(), 1, At::Nothing);
    let mut place = 0;
    // The first line's end within quotes, and the number of that line.
    let mut broken: Option<(usize, u64)> = None;
    while let Some(&byte) = bytes.get(place) {
        if place >= start {
            let ends_line = matches!(byte, b'\n' | b'\r');
            let is_text = !ends_line && byte != delimiter && !matches!(byte, b'"' | b' ' | b'\t');
            if let (At::Closed, true, Some((end, number))) = (at, is_text, broken) {
                // The quote was not meant to close: the row ends with the line on which it began.
                (place, line, at, broken) = (end + 1, number + 1, At::Nothing, None);
                continue;
            }
            if matches!(at, At::Nothing) && !ends_line {
                lines.push(line);
                at = At::Start;
            }
            if matches!(at, At::Quoted) && byte == b'\n' {
                broken = broken.or(Some((place, line)));
            }
            at = match at {
                At::Quoted if byte != b'"' => At::Quoted,
                At::Quoted => At::Closed,
                At::Start | At::Closed if byte == b'"' => At::Quoted,
                _ if ends_line => At::Nothing,
                _ if byte == delimiter => At::Start,
                _ => At::Plain,
            };
            if matches!(at, At::Nothing | At::Start | At::Plain) {
                broken = None;
            }
        }
        line += u64::from(byte == b'\n');
        place += 1;
    }
    lines
}

/// The edits that findings show, made by hand, come to what the fixes write.
fn shows_what_it_does(bytes: &[u8], options: &Options) {
    let all = Options {
        max_examples_per_rule: usize::MAX,
        rules: BTreeMap::new(),
        dedupe: Dedupe::Off,
        split: None,
        ..options.clone()
    };
    let before = probed(bytes, &all);
    if !repairs(&all) || before.framing != Framing::Lines {
        return;
    }
    let fixed = prepare(&[("train.jsonl", bytes)], &all, &Cut::default());
    let report: Value = serde_json::from_str(&fixed.report).expect("a report is JSON");
    let rules = report["rules"].as_object().expect("rules").values();
    let findings = rules.flat_map(|rule| rule["examples"].as_array().expect("examples"));
    let mut edits: Vec<&Value> = Vec::new();
    for finding in findings.filter(|finding| finding["fixed"] == true) {
        let shown = finding["fix"]["edits"].as_array();
        let Some(shown) = shown.filter(|shown| !shown.is_empty()) else {
            // Too much to show, or a change of what another fix has written.
            return;
        };
        edits.extend(shown);
    }
    // Text that is put in at a place comes before text that is taken out there.
    edits.sort_by_key(|edit| (edit["byteOffset"].as_u64(), edit["byteLength"].as_u64()));
    let (mut by_hand, mut at) = (Vec::new(), 0);
    for edit in edits {
        let number = |what: &str| usize::try_from(edit[what].as_u64().expect(what)).expect(what);
        by_hand.extend_from_slice(&bytes[at..number("byteOffset")]);
        by_hand.extend_from_slice(edit["text"].as_str().expect("a text").as_bytes());
        at = number("byteOffset") + number("byteLength");
    }
    by_hand.extend_from_slice(&bytes[at..]);
    let none = Options {
        fix: false,
        unsafe_fixes: false,
        fixes: BTreeMap::new(),
        ..all
    };
    let after = probed(&by_hand, &none);
    // The encoding of a small file depends on few characters, and a fix may have removed one of them.
    if after.framing == Framing::Lines && after.encoding == before.encoding {
        let edited = prepare(&[("train.jsonl", &by_hand)], &none, &Cut::default());
        assert_eq!(edited.train, fixed.train, "{fixed:?}");
    }
}

/// Exported records have no error when checked again.
fn is_taken(side: &str, options: &Options) {
    if side.is_empty() {
        return;
    }
    let mut again = Options {
        fix: false,
        unsafe_fixes: false,
        fixes: BTreeMap::new(),
        convert: None,
        split: None,
        ..options.clone()
    };
    for rule in OF_THE_DATA_SET {
        again.rules.insert(rule.to_owned(), RuleSetting::Off);
    }
    // Text that a fix removes is not looked for where it was not asked for.
    let report = check(&[("train.jsonl", side.as_bytes())], &again, &Cut::default());
    let errors: Vec<_> = report
        .rules
        .iter()
        .map(|(rule, found)| (rule, found.severity))
        .collect();
    assert_eq!(report.counts.errors, 0, "{errors:?} in {side:?}");
    assert_eq!(report.counts.valid, side.lines().count() as u64, "{side:?}");
}

/// Exported records do not change when prepared again.
fn stays_as_it_is(side: &str, options: &Options) {
    let again = Options {
        dedupe: Dedupe::Off,
        split: None,
        ..options.clone()
    };
    let twice = prepare(&[("train.jsonl", side.as_bytes())], &again, &Cut::default());
    assert_eq!((&*twice.train, &*twice.set_aside), (side, ""));
}

/// Number of JSON values on both sides, as another reader sees them.
pub fn shared_values(outputs: &Outputs) -> usize {
    let values = |side: &str| -> BTreeSet<String> {
        side.lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .map(|value| value.to_string())
            .collect()
    };
    values(&outputs.train)
        .intersection(&values(&outputs.validation))
        .count()
}
