//! `wrapped-records`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::diagnostic::numbers::several;
use crate::input::json_columns::Arrangement;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrapped-records",
    severity: Severity::Error,
    what: "Reports a file that wraps its records: a list in one object, a table by columns, or a JSON text sequence. That is `{\"data\": […]}`, under this or another key, and the rows of the Hugging Face viewer; tables as pandas writes them with its orients columns, list, split and index; a record separator before each record (RFC 7464). The records are checked all the same. \
        The safe fixes (`--fix`) and conversion write each on a line of its own; it takes `--unsafe-fixes` where the object has several lists, of which one may be meant for testing, or lists that may be the values of one record. What else is in the object is left out. A row of which the viewer has cut cells off is no record. A table of columns is read up to 256 MiB.",
    why: "Bedrock reads a record from each line.",
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

const LINES: &str = "Bedrock wants JSON Lines, one object a line";
const TITLE: &str = "write each record on a line of its own";

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
        "put a list that is meant for testing into a file of its own; --unsafe-fixes writes the records of all, each on a line of its own"
    } else {
        "apply the safe fixes to write each element on a line of its own; what else is in the object is left out"
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
        Arrangement::Lists => ("a list for each column", false),
        Arrangement::Numbered => ("each column with the numbers of its rows", true),
        Arrangement::Split => ("names of columns, and rows", true),
        Arrangement::Index => ("records under the numbers of rows", true),
    };
    let help = if is_safe {
        "apply the safe fixes to write each row on a line of its own; pandas writes it so with orient=\"records\", lines=True"
    } else {
        "write each row on a line of its own: to_json(orient=\"records\", lines=True) in pandas, to_json(FILE) in datasets, or --unsafe-fixes here"
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
        "cells of this row are cut off: the Hugging Face viewer shortens long ones",
        "load the data set itself: load_dataset in Python, or the files of its repository",
    )
}

/// A record separator comes before each record.
pub fn sequence() -> Message {
    Message::new(
        format!("the file is a JSON text sequence: each record follows a record separator (U+001E); {LINES}"),
        "apply the safe fixes to write each record on a line of its own, without the separators",
    )
    .fixed_by(fix(true))
}
