//! `csv-file`

use crate::diagnostic::finding::{Message, Severity};
use crate::input::csv::Columns;
use crate::input::framing::Framing;
use crate::lint::unexpected_layout;
use crate::lint::{Check, Effect, Rule};
use crate::record::format::{Format, Shape};

/// The rule.
pub static RULE: Rule = Rule {
    name: "csv-file",
    severity: Severity::Error,
    what: "CSV or other delimited table instead of JSON Lines. Values may be separated by commas, semicolons, tabs or vertical bars. A first line `sep=;` is interpreted as in spreadsheets. Without a header, the columns are named column_1, column_2 and so on, to be assigned with `--map`. Conversion (`--convert`) turns each row into a record.",
    why: "Bedrock reads JSON Lines only.",
    example: "question,answer
What is the capital of France?,Paris.",
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: "UG-ts: data files must conform to JSONL format; RFC 4180: CSV.",
    bedrock: Effect::Rejects,
    evidence: "UG-ts: data files must conform to JSONL format.",
    fixable: false,
    check: Check::Reading,
};

/// Names that are shown of a header.
const NAMES_SHOWN: usize = 8;

/// The file is a table without a header; the columns in `texts` hold most text.
pub fn without_header(framing: Framing, columns: usize, texts: [usize; 2]) -> Message {
    let [prompt, completion] = texts.map(|column| column + 1);
    Message::new(
        format!(
            "this is a table separated by {}, without a header: the first row is data",
            separator(framing)
        ),
        format!(
            "choose the columns: of {columns}, column_{prompt} looks like the prompt and column_{completion} like the completion (--map prompt=column_{prompt},completion=column_{completion}); or add a header"
        ),
    )
}

const fn separator(framing: Framing) -> &'static str {
    match framing {
        Framing::SemicolonSeparated => "semicolons",
        Framing::TabSeparated => "tabs",
        Framing::PipeSeparated => "vertical bars",
        _ => "commas",
    }
}

/// The file is a table; its rows are to become records of `wanted`.
pub fn message(framing: Framing, columns: &Columns, wanted: Format) -> Message {
    let separator = separator(framing);
    let mut names: Vec<_> = columns.keys.iter().map(String::as_str).collect();
    if names.len() > NAMES_SHOWN {
        names.truncate(NAMES_SHOWN);
        names.push("…");
    }
    let help = if columns.may_become(wanted) {
        format!("convert to {}: each row becomes a record", wanted.name())
    } else {
        match wanted.shape() {
            Shape::Captioned => "name the columns image-ref and caption".to_owned(),
            Shape::Text(key) => format!("name the column {key}"),
            _ => match unexpected_layout::likely_pair(columns.keys.iter().map(String::as_str)) {
                Some((question, answer)) => {
                    let advice = unexpected_layout::mapping_advice("column", question, answer);
                    if unexpected_layout::holds_rejected(columns.keys.iter()) {
                        format!(
                            "no Bedrock fine-tuning job learns from rejected answers, so they are dropped; {advice}"
                        )
                    } else {
                        advice
                    }
                }
                None if columns.keys.len() < 2 => {
                    "a record needs a prompt and a completion, and there is one column only: add the other"
                        .to_owned()
                }
                None => {
                    "name the columns prompt and completion (or question and answer, optionally system) to convert it"
                        .to_owned()
                }
            },
        }
    };
    Message::new(
        format!(
            "this is a CSV file or similar table, separated by {separator} ({}), not JSON Lines",
            names.join(", ")
        ),
        help,
    )
}
