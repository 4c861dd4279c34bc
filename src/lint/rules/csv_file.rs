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
    what: "Reports a table of values separated by commas, semicolons, tabs or vertical bars instead of JSON Lines. A first line `sep=;` is read as spreadsheets do. Without a header, the columns are called column_1, column_2 and so on, and a mapping says what they are. Conversion (`--convert`) makes a record of each row.",
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
            "the file is a table of values separated by {}, without a header: the first row holds data",
            separator(framing)
        ),
        format!(
            "say which columns hold what: of its {columns}, column_{prompt} looks like the prompt and column_{completion} like the completion, which --map prompt=column_{prompt},completion=column_{completion} says; or add a header to the file"
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
            Shape::Captioned => "call the columns image-ref and caption".to_owned(),
            Shape::Text(key) => format!("call the column {key}"),
            _ => match unexpected_layout::likely_pair(columns.keys.iter().map(String::as_str)) {
                Some((question, answer)) => {
                    let advice = unexpected_layout::mapping_advice("column", question, answer);
                    if unexpected_layout::holds_rejected(columns.keys.iter()) {
                        format!(
                            "no fine-tuning job of Bedrock's learns from rejected answers, so that they are left out; {advice}"
                        )
                    } else {
                        advice
                    }
                }
                None => {
                    "give the table two columns, prompt and completion, so that it can be converted"
                        .to_owned()
                }
            },
        }
    };
    Message::new(
        format!(
            "the file is a table of values separated by {separator} ({}), not JSON Lines",
            names.join(", ")
        ),
        help,
    )
}
