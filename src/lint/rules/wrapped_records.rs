//! `wrapped-records`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::diagnostic::numbers::several;
use crate::input::json_columns::Arrangement;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrapped-records",
    severity: Severity::Error,
    what: "Records wrapped in an outer structure. The file is a list in one object, a table by columns, or a JSON text sequence. Recognized are `{\"data\": […]}` with this or another key, the rows of the Hugging Face viewer, tables as pandas writes them (orient columns, list, split and index), and a record separator before each record (RFC 7464). The records are still checked. \
        The safe fix (`--fix`) and conversion write each on its own line. `--unsafe-fixes` is needed if the object has several lists, one of which may be a test set, or lists that may be the values of a single record. Other fields of the object are dropped. A row with cells truncated by the viewer is not a record. A table of columns is read up to 256 MiB.",
    why: "Bedrock reads one record from each line.",
    example: r#"{"version": "1.0", "data": [{"prompt": "a", "completion": "b"}, {"prompt": "c", "completion": "d"}]}"#,
    instead: r#"{"prompt": "a", "completion": "b"}
{"prompt": "c", "completion": "d"}"#,
    model: None,
    source: "UG-ts: data files must conform to JSONL format; pandas: DataFrame.to_json; RFC 7464.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: true,
    check: Check::Reading,
};

const LINES: &str = "Bedrock requires JSON Lines, one object per line";
const TITLE: &str = "write each record on its own line";

fn fix(safe: bool) -> Fix {
    Fix {
        safe,
        ..Fix::safe(TITLE)
    }
}

/// The records are in lists under these keys, given in quotes.
pub fn lists(keys: &[String]) -> Message {
    let (last, others) = match keys.split_last() {
        Some((last, [])) => (last, String::new()),
        Some((last, others)) => (last, format!("{} and ", others.join(", "))),
        None => return sequence(),
    };
    let several_lists = keys.len() > 1;
    let noun = if several_lists { "lists" } else { "a list" };
    let help = if several_lists {
        "move a test set to its own file; --unsafe-fixes writes the records of all lists, each on its own line"
    } else {
        "apply the safe fix to write each record on its own line; other fields of the object are dropped"
    };
    Message::new(
        format!("the records are in {noun} under {others}{last} of one object; {LINES}"),
        help,
    )
    .fixed_by(fix(!several_lists))
}

/// The file is one object that holds a table of so many rows.
pub fn table(arrangement: Arrangement, rows: usize) -> Message {
    let (how, is_safe) = match arrangement {
        Arrangement::Lists => ("one list per column", false),
        Arrangement::Numbered => ("columns indexed by row number", true),
        Arrangement::Split => ("column names and rows", true),
        Arrangement::Index => ("records indexed by row number", true),
    };
    let help = if is_safe {
        "apply the safe fix to write each row on its own line; in pandas, use orient=\"records\", lines=True"
    } else {
        "write each row on its own line: to_json(orient=\"records\", lines=True) in pandas, to_json(FILE) in datasets, or --unsafe-fixes here"
    };
    let rows = several(rows as u64, "record");
    Message::new(
        format!("the file is one object with a table of {rows}: {how}; {LINES}"),
        help,
    )
    .fixed_by(fix(is_safe))
}

/// The viewer has cut cells of the row off.
pub fn cut_row() -> Message {
    Message::new(
        "cells of this row are truncated: the Hugging Face viewer shortens long ones",
        "load the data set itself: load_dataset in Python, or download the files of its repository",
    )
}

/// A record separator comes before each record.
pub fn sequence() -> Message {
    Message::new(
        format!("the file is a JSON text sequence: each record follows a record separator (U+001E); {LINES}"),
        "apply the safe fix to write each record on its own line, without the separators",
    )
    .fixed_by(fix(true))
}
