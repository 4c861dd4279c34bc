//! Records that a table library wrote as one JSON object: by columns, by numbers of rows, or as a header and its rows.

use serde::{Deserialize, Serialize};

use crate::diagnostic::position::Span;
use crate::diagnostic::source_map::MappedText;
use crate::json::{Kind, Value};

/// The way in which an object holds a table; in brackets as pandas calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arrangement {
    /// `{"prompt": ["a", "b"], "completion": ["c", "d"]}` (list)
    Lists,
    /// `{"prompt": {"0": "a", "1": "b"}, "completion": {"0": "c", "1": "d"}}` (columns)
    Numbered,
    /// `{"columns": ["prompt", "completion"], "data": [["a", "c"], ["b", "d"]]}` (split)
    Split,
    /// `{"0": {"prompt": "a", "completion": "c"}, "1": {…}}` (index)
    Index,
}

/// A record that was put together.
pub struct Gathered {
    /// Its place in the text.
    pub span: Span,
    /// Its text, with places in that of `span`.
    pub mapped: MappedText,
    /// True if its parts are not adjacent, so that `span` is all of the text.
    pub is_apart: bool,
}

/// Recognises the arrangement of `root`, which is all that a file holds.
#[must_use]
pub fn arrangement(root: Value<'_>) -> Option<Arrangement> {
    let values = || root.members().map(|member| member.value);
    let count = root.as_object()?.count();
    if split(root).is_some() {
        return Some(Arrangement::Split);
    }
    let length = values().next()?.len();
    let are = |kind| values().all(|value| value.kind() == kind);
    if are(Kind::Object) {
        if count > 1 && has_numbers(root) {
            return Some(Arrangement::Index);
        }
        let first: Vec<&str> = values().next()?.members().map(|it| it.key.raw()).collect();
        let is_column = |column: Value<'_>| {
            column.len() == first.len()
                && column
                    .members()
                    .zip(&first)
                    .all(|(it, key)| it.key.raw() == *key)
        };
        let is_table =
            count > 1 && length > 0 && values().all(|it| has_numbers(it) && is_column(it));
        return is_table.then_some(Arrangement::Numbered);
    }
    let is_cell = |cell: Value<'_>| cell.kind() != Kind::Object;
    let is_chat = |cell: Value<'_>| cell.elements().any(|it| it.kind() == Kind::Object);
    let is_table = are(Kind::Array)
        && length > 1
        && values().all(|column| column.len() == length && column.elements().all(is_cell))
        && (count > 1 || values().all(|column| column.elements().all(is_chat)));
    is_table.then_some(Arrangement::Lists)
}

/// The columns and the rows of an object that has both.
fn split(root: Value<'_>) -> Option<(Value<'_>, Value<'_>)> {
    let (columns, data) = (root.get("columns")?, root.get("data")?);
    let is_name = |name: Value<'_>| name.kind() == Kind::String;
    let is_row = |row: Value<'_>| row.kind() == Kind::Array && row.len() == columns.len();
    let is_table = !columns.is_empty()
        && !data.is_empty()
        && columns.as_array()?.all(is_name)
        && data.as_array()?.all(is_row);
    is_table.then_some((columns, data))
}

/// Returns true if all keys are numbers.
fn has_numbers(value: Value<'_>) -> bool {
    let is_number = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    value
        .members()
        .all(|member| is_number(&member.key.decode()))
}

/// The records of `text`, which was read as `root`.
#[must_use]
pub fn records(text: &str, root: Value<'_>, arrangement: Arrangement) -> Vec<Gathered> {
    let columns = || {
        root.members()
            .map(|member| (member.key.span(), member.value))
    };
    match arrangement {
        Arrangement::Index => {
            let spans = root.members().map(|member| member.value.span());
            let record = |span: Span| {
                let mut mapped = MappedText::default();
                mapped.copy(&text[span.range()], Span::new(0, span.len()));
                Gathered {
                    span,
                    mapped,
                    is_apart: false,
                }
            };
            spans.map(record).collect()
        }
        Arrangement::Split => {
            let Some((names, data)) = split(root) else {
                return Vec::new();
            };
            let names: Vec<Span> = names.elements().map(Value::span).collect();
            let row = |row: Value<'_>| {
                let cells = row.elements().map(Value::span);
                record(text, root.span(), names.iter().copied().zip(cells))
            };
            data.elements().map(row).collect()
        }
        Arrangement::Lists => {
            let columns = columns().map(|(key, cells)| (key, cells.elements().map(Value::span)));
            transposed(
                text,
                root,
                columns.map(|(key, cells)| (key, cells.collect())),
            )
        }
        Arrangement::Numbered => {
            let columns =
                columns().map(|(key, cells)| (key, cells.members().map(|it| it.value.span())));
            transposed(
                text,
                root,
                columns.map(|(key, cells)| (key, cells.collect())),
            )
        }
    }
}

/// Makes a record of the first cells of all columns, one of the second, and so on.
fn transposed(
    text: &str,
    root: Value<'_>,
    columns: impl Iterator<Item = (Span, Vec<Span>)>,
) -> Vec<Gathered> {
    let columns: Vec<(Span, Vec<Span>)> = columns.collect();
    let rows = columns.iter().map(|(_, cells)| cells.len()).min();
    let cells = |row: usize| columns.iter().map(move |(key, cells)| (*key, cells[row]));
    (0..rows.unwrap_or(0))
        .map(|row| record(text, root.span(), cells(row)))
        .collect()
}

fn record(text: &str, span: Span, cells: impl Iterator<Item = (Span, Span)>) -> Gathered {
    let mut mapped = MappedText::default();
    let whole = &text[span.range()];
    let within = |of: Span| Span::new(of.start - span.start, of.end - span.start);
    for (index, (key, value)) in cells.enumerate() {
        mapped.write(if index == 0 { "{" } else { ", " });
        mapped.copy(whole, within(key));
        mapped.write(": ");
        mapped.copy(whole, within(value));
    }
    mapped.write("}");
    Gathered {
        span,
        mapped,
        is_apart: true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrangement, arrangement, records};
    use crate::json::Parser;

    #[test]
    fn tables_of_pandas_are_told_from_records() {
        let of = |text: &str| arrangement(Parser::new().parse(text).expect("JSON"));
        for (text, found) in [
            (
                r#"{"prompt": ["a", "b"], "completion": ["c", "d"]}"#,
                Some(Arrangement::Lists),
            ),
            (
                r#"{"messages": [[{"role": "user"}], [{"role": "user"}]]}"#,
                Some(Arrangement::Lists),
            ),
            (
                r#"{"prompt": {"0": "a"}, "completion": {"0": "c"}}"#,
                Some(Arrangement::Numbered),
            ),
            (
                r#"{"columns": ["a"], "index": [0], "data": [["x"]]}"#,
                Some(Arrangement::Split),
            ),
            (
                r#"{"0": {"prompt": "a"}, "7": {"prompt": "b"}}"#,
                Some(Arrangement::Index),
            ),
            (
                r#"{"messages": [{"role": "user"}, {"role": "assistant"}]}"#,
                None,
            ),
            (
                r#"{"system": [{"text": "a"}, {}], "messages": [{}, {}]}"#,
                None,
            ),
            (r#"{"prompt": ["a"], "completion": ["c", "d"]}"#, None),
            (r#"{"prompt": "a", "completion": "c"}"#, None),
            (r#"{"data": [1, 2]}"#, None),
            (r#"{"prompt": {"0": "a"}, "completion": {"1": "c"}}"#, None),
            (r#"{"columns": ["a", "b"], "data": [["x"]]}"#, None),
            ("{}", None),
        ] {
            assert_eq!(of(text), found, "{text}");
        }
    }

    #[test]
    fn cells_become_records_and_keep_their_places() {
        let text = r#" {"prompt": {"0": "a", "1": "b"}, "completion": {"0": "c", "1": ["d"]}}"#;
        let mut parser = Parser::new();
        let root = parser.parse(text).expect("JSON");
        let made = records(text, root, Arrangement::Numbered);
        let texts: Vec<&str> = made.iter().map(|it| it.mapped.text()).collect();
        assert_eq!(
            texts,
            [
                r#"{"prompt": "a", "completion": "c"}"#,
                r#"{"prompt": "b", "completion": ["d"]}"#
            ]
        );
    }
}
