//! Tables from the file to the output. Random ones are made together with their records, so that the output is compared with
//! these and not with another reader's result. A failing case is printed with its seed.

mod run;

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use run::{Cut, Outputs, options, prepare};
use serde_json::{Value, json};
use tuneset::Parser;
use tuneset::hex::digest;
use tuneset::similarity::fingerprint::Canonical;
use tuneset::similarity::text_digests::TextDigests;
use xxhash_rust::xxh3::xxh3_64;

/// Values as people have them, and such as would be something else where no table is: few, so that copies are many.
const VALUES: [&str; 16] = [
    "#1 question",
    "# heading",
    "#",
    "//x",
    "// a remark",
    "/* a remark */",
    "plain",
    "a, b; c\td",
    "she said \"yes\"",
    "two\nlines",
    "{\"prompt\": \"a\"}",
    "[1, 2]",
    "{} {}",
    "é 😀",
    "\u{A0} x",
    "'quoted'",
];

/// Rows with more or fewer values than the header has names; `|` is what separates them.
const RAGGED: [&str; 10] = [
    " ",
    "   ",
    "#",
    "# only one value",
    "//",
    "oops",
    "/* x */",
    "#a|b|c",
    "||",
    "{}",
];

/// The expected content of a row.
#[derive(Clone, Debug, PartialEq)]
enum Meant {
    Record(&'static str, &'static str),
    /// Not as many values as the header has names.
    Ragged,
    /// As many, and nothing in them.
    Blank,
}

/// A row as written, without its end; none for an empty line, which is no row.
type Row = Option<(String, Meant)>;

/// A table and its rows: their lines, their text, and their expected content.
#[derive(Debug)]
struct Table {
    text: String,
    rows: Vec<(u64, String, Meant)>,
}

fn row(separator: &'static str) -> impl Strategy<Value = Row> {
    let record = (select(&VALUES[..]), select(&VALUES[..]), any::<bool>());
    let record = record.prop_map(move |(one, other, quoted)| {
        let cell = |value: &str| {
            if quoted || value.contains(['"', '\n', ',', ';', '\t']) {
                format!("\"{}\"", value.replace('"', "\"\""))
            } else {
                value.to_owned()
            }
        };
        let text = [cell(one), cell(other)].join(separator);
        Some((text, Meant::Record(one, other)))
    });
    let ragged = select(&RAGGED[..])
        .prop_map(move |text| Some((text.replace('|', separator), Meant::Ragged)));
    prop_oneof![
        8 => record,
        3 => ragged,
        1 => Just(Some((separator.to_owned(), Meant::Blank))),
        1 => Just(None),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    let end = prop_oneof![3 => Just("\n"), 1 => Just("\r\n")];
    let separator = select(vec![",", ";", "\t"]);
    let all = separator.prop_flat_map(|separator| (Just(separator), vec(row(separator), 1..24)));
    (all, end, any::<bool>(), any::<bool>()).prop_map(|((separator, rows), end, mark, ends)| {
        let mark = if mark { "\u{FEFF}" } else { "" };
        let mut text = format!("{mark}prompt{separator}completion");
        let mut placed = Vec::new();
        for row in rows {
            text.push_str(end);
            if let Some((written, meant)) = row {
                placed.push((
                    text.matches('\n').count() as u64 + 1,
                    written.clone(),
                    meant,
                ));
                text.push_str(&written);
            }
        }
        if ends {
            text.push_str(end);
        }
        Table { text, rows: placed }
    })
}

fn cut() -> impl Strategy<Value = Cut> {
    (vec(1..200_usize, 1..4), 1..3_usize, any::<u64>()).prop_map(|(sizes, checkers, order)| Cut {
        sizes,
        checkers,
        order,
    })
}

fn lines(side: &str) -> Vec<Value> {
    let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    side.lines().map(read).collect()
}

/// Line, reason and text of each row that was set aside.
fn aside(outputs: &Outputs) -> Vec<(u64, String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let rows = lines(&outputs.set_aside).into_iter();
    rows.map(|row| {
        let line = row["line"].as_u64().expect("a line");
        (line, text(&row, "reason"), text(&row, "record"))
    })
    .collect()
}

/// Key by which a decision names a record.
fn key(record: &Value) -> String {
    let text = record.to_string();
    let mut parser = Parser::new();
    let root = parser.parse(&text).expect("it is JSON");
    let print = Canonical::default().fingerprint(root, TextDigests::default());
    let half = print.canonical & u128::from(u64::MAX);
    digest(u64::try_from(half).expect("half of it"))
}

fn record(prompt: &str, completion: &str) -> Value {
    json!({"prompt": prompt, "completion": completion})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Each row's record goes where it was sent, whatever the row begins with.
    #[test]
    fn what_is_written_of_a_table_are_its_records(
        table in table(),
        cut in cut(),
        dropped in vec(any::<Index>(), 0..3),
        edited in vec(any::<Index>(), 0..2),
        validation in select(vec!["30%", "0"]),
    ) {
        let file = "table.csv";
        let pick = |index: &Index| index.get(&table.rows).clone();
        let (mut drop, mut replace) = (BTreeMap::new(), BTreeMap::new());
        if !table.rows.is_empty() {
            for (line, text, _) in edited.iter().map(pick) {
                let digest = digest(xxh3_64(text.as_bytes()));
                let by = json!({"file": file, "line": line, "digest": digest, "record": "#anew"});
                replace.insert(line, by);
            }
            for (line, _, meant) in dropped.iter().map(pick) {
                if let Meant::Record(prompt, completion) = meant && !replace.contains_key(&line) {
                    let digest = key(&record(prompt, completion));
                    drop.insert(line, json!({"file": file, "line": line, "digest": digest}));
                }
            }
        }
        let decisions = json!({
            "schemaVersion": 1,
            "drop": drop.values().collect::<Vec<_>>(),
            "replace": replace.values().collect::<Vec<_>>(),
        });
        let options = options(&json!({
            "convert": "prompt-completion",
            "dedupe": "canonical",
            "keep": "first",
            "near": "off",
            "split": {"validation": validation, "decisions": decisions},
        }).to_string());
        let outputs = prepare(&[(file, table.text.as_bytes())], &options, &cut);

        let (mut stay, mut out, mut blank) = (Vec::new(), Vec::new(), 0);
        for (line, text, meant) in &table.rows {
            let why = match meant {
                _ if replace.contains_key(line) => Some("ragged-row"),
                Meant::Ragged => Some("ragged-row"),
                Meant::Blank => { blank += 1; Some("blank-line") }
                Meant::Record(..) if drop.contains_key(line) => Some("dropped-by-decision"),
                Meant::Record(prompt, completion) => {
                    let record = record(prompt, completion);
                    if stay.contains(&record) {
                        Some("duplicate-record")
                    } else {
                        stay.push(record);
                        None
                    }
                }
            };
            out.extend(why.map(|why| (*line, why.to_owned(), text.clone())));
        }
        prop_assert_eq!(aside(&outputs), out, "{}", table.text);

        let sides = [lines(&outputs.train), lines(&outputs.validation)];
        let mut written = sides.concat();
        let place = |record: &Value| stay.iter().position(|other| other == record);
        for side in &sides {
            prop_assert!(side.iter().is_sorted_by_key(place), "{side:?}");
        }
        written.sort_by_key(place);
        prop_assert_eq!(&written, &stay);
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        prop_assert_eq!(&report["counts"]["records"], table.rows.len() - blank);
        prop_assert_eq!(&report["counts"]["blank"], blank);
        prop_assert_eq!(&report["counts"]["comments"], 0);
        for (side, name) in sides.iter().zip(["train", "validation"]) {
            let told = report["split"][name]["records"].as_u64();
            prop_assert_eq!(told.unwrap_or_default(), side.len() as u64);
        }
        let values = |side: &[Value]| side.iter().map(Value::to_string).collect::<BTreeSet<_>>();
        prop_assert!(values(&sides[0]).is_disjoint(&values(&sides[1])));
    }
}

/// Not converted, a table is set aside row by row, each for the same reason.
#[test]
fn rows_of_a_table_that_is_not_converted_are_no_comments() {
    let table = "prompt,completion\n#1,one\n//2,two\n \n/* 3 */\n,\nfour,4\n";
    let outputs = prepare(
        &[("a.csv", table.as_bytes())],
        &options("{}"),
        &Cut::every(9),
    );
    assert_eq!((&*outputs.train, &*outputs.validation), ("", ""));
    let rows: Vec<_> = table.lines().enumerate().skip(1).collect();
    for ((line, reason, record), (at, text)) in aside(&outputs).into_iter().zip(&rows) {
        assert_eq!((line, &*record), (*at as u64 + 1, *text));
        assert_eq!(reason, "csv-file", "{text}");
    }
    assert_eq!(outputs.set_aside.lines().count(), rows.len());
}
