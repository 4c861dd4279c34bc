//! Tables of examples: what their columns are called, and a row as a JSON record.

mod texts;
mod value;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use serde::{Deserialize, Serialize};

use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::input::csv_records::plain_name;
use crate::input::framing::start_anew;
use crate::json::Parser;
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};
use crate::record::recognise::recognise;

use value::{json, pieces, write_string};

/// Columns by the names that layouts have for them; spreadsheets capitalize, and write underscores or blanks.
const NAMES: [&str; 32] = [
    "prompt",
    "completion",
    "instruction",
    "input",
    "output",
    "question",
    "answer",
    "query",
    "response",
    "text",
    "label",
    "user",
    "assistant",
    "system",
    "context",
    "history",
    "messages",
    "conversations",
    "contents",
    "tools",
    "functions",
    "chosen",
    "rejected",
    "reference_answer",
    "image-ref",
    "image",
    "image_url",
    "file_name",
    "caption",
    "id",
    "weight",
    "category",
];

/// Columns whose values are JSON, where they look so.
const OF_JSON: [&str; 7] = [
    "messages",
    "conversations",
    "contents",
    "history",
    "tools",
    "functions",
    "reference_answer",
];

/// Each name is held against the others, which takes its time where there are many.
const MOST_COLUMNS: usize = 1_000;

/// The columns of a table's header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// A key for each column.
    pub keys: Vec<String>,
    /// Layout of the rows as records.
    pub layout: Layout,
}

/// The reason why a row is not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It has so many values, and the header so many names.
    Ragged {
        /// Values of the row.
        values: usize,
        /// Names of the header.
        names: usize,
        /// The values that are too many; the end of the row where some are missing.
        at: Span,
    },
    /// It has the names of the header as its values.
    Header(Span),
    /// A quote is opened and not closed before the file ends.
    OpenQuote(Span),
}

/// Reads rows value by value.
pub struct Rows {
    reader: Reader,
    value: Vec<u8>,
    parser: Parser,
}

/// A value of a row.
struct Cell {
    /// As it is written, quotes included.
    span: Span,
    /// Bytes of its decoded text, which is in [`Rows::value`].
    length: usize,
}

impl Rows {
    /// For rows whose values are separated by `delimiter`.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            value: Vec::new(),
            parser: Parser::new(),
        }
    }

    /// Reads the columns of the header `row`; returns none for more columns than any table of examples has.
    #[must_use]
    pub fn columns(&mut self, row: &str) -> Option<Columns> {
        let mut keys: Vec<String> = Vec::new();
        let closed = self.cells(row, |cell, value| {
            if keys.len() > MOST_COLUMNS {
                return;
            }
            let name = String::from_utf8_lossy(&value[..cell.length]).into_owned();
            let key = key_of(&name, keys.len());
            // Two columns of one name are two keys, unless a reader of records would have to choose.
            let key = if keys.contains(&key) && !NAMES.contains(&key.as_str()) {
                format!("{key}_{}", keys.len() + 1)
            } else {
                key
            };
            keys.push(key);
        });
        closed.ok()?;
        if keys.len() > MOST_COLUMNS {
            return None;
        }
        let layout = self.layout(&keys)?;
        Some(Columns { keys, layout })
    }

    /// Returns the layout of a record with these keys; none if a key that hints at the layout appears twice.
    fn layout(&mut self, keys: &[String]) -> Option<Layout> {
        let twice = |key: &&String| keys.iter().filter(|other| other == key).count() > 1;
        if keys.iter().any(|key| twice(&key)) {
            return Some(Layout::Unknown);
        }
        if keys.iter().any(|key| key == "messages") {
            // The kind of messages depends on the row.
            return Some(Layout::Foreign(Foreign::OpenAiChat));
        }
        let members: Vec<String> = keys
            .iter()
            .map(|key| format!("{}:\"\"", serde_json::to_string(key).unwrap_or_default()))
            .collect();
        let record = format!("{{{}}}", members.join(","));
        self.parser.parse(&record).ok().map(recognise)
    }

    /// `row` as a JSON object; none where all its values are empty.
    ///
    /// # Errors
    /// More or fewer values than `columns`, the header once more, or a quote that stays open.
    pub fn record(&mut self, row: &str, columns: &Columns) -> Result<Option<MappedText>, RowFault> {
        let mut parser = std::mem::take(&mut self.parser);
        let mut record = MappedText::default();
        let end = narrow(row.len());
        let mut at = Span::new(end, end);
        let (mut index, mut is_empty, mut is_header) = (0, true, true);
        let read = self.cells(row, |cell, value| {
            if let Some(key) = columns.keys.get(index) {
                record.write(if index == 0 { "{" } else { "," });
                record.write(&serde_json::to_string(key).unwrap_or_default());
                record.write(":");
                is_empty &= cell.length == 0;
                let name = &value[..cell.length];
                is_header = is_header && name.eq_ignore_ascii_case(key.as_bytes());
                let meant = pieces(row, &cell, &value[..cell.length]);
                let is_json = OF_JSON.contains(&key.as_str());
                match is_json.then(|| json(row, &meant, &mut parser)).flatten() {
                    Some(json) => record.append(json),
                    None => write_string(&mut record, row, &meant),
                }
            } else if index == columns.keys.len() {
                at.start = cell.span.start;
            }
            index += 1;
        });
        self.parser = parser;
        read?;
        if is_empty && index <= columns.keys.len() {
            return Ok(None);
        }
        if index != columns.keys.len() {
            return Err(RowFault::Ragged {
                values: index,
                names: columns.keys.len(),
                at,
            });
        }
        if is_header && index > 1 {
            return Err(RowFault::Header(Span::new(0, end)));
        }
        record.write("}");
        Ok(Some(record))
    }

    /// Hands over each value of `row` and its bytes, without its quotes.
    fn cells(&mut self, row: &str, mut take: impl FnMut(Cell, &[u8])) -> Result<(), RowFault> {
        start_anew(&mut self.reader);
        let bytes = row.as_bytes();
        // A value is no longer than the row.
        self.value.resize(bytes.len() + 1, 0);
        let (mut at, mut start, mut length) = (0, 0, 0);
        loop {
            // The row's own line end was taken off; the reader needs one to know that the last value is whole.
            let is_end = at >= bytes.len();
            let rest = if is_end { b"\n" } else { &bytes[at..] };
            let (result, read, wrote) = self.reader.read_field(rest, &mut self.value[length..]);
            length += wrote;
            match result {
                ReadFieldResult::Field { .. } => {
                    let end = if is_end { bytes.len() } else { at + read - 1 };
                    let span = Span::new(narrow(start), narrow(end));
                    take(Cell { span, length }, &self.value);
                    if is_end {
                        return Ok(());
                    }
                    at += read;
                    (start, length) = (at, 0);
                }
                ReadFieldResult::InputEmpty if !is_end => at += read,
                _ => {
                    let open = Span::new(narrow(start), narrow(start + 1));
                    return Err(RowFault::OpenQuote(open));
                }
            }
        }
    }
}

impl Columns {
    /// Columns without names: they are numbered.
    #[must_use]
    pub fn numbered(count: usize) -> Self {
        Self {
            keys: (0..count).map(|index| key_of("", index)).collect(),
            layout: Layout::Unknown,
        }
    }

    /// Returns true if rows can become records of `format`.
    #[must_use]
    pub fn may_become(&self, format: Format) -> bool {
        self.layout == Layout::Known(format) || self.layout.converts_to(format)
    }
}

/// The key for a column called `name`.
fn key_of(name: &str, index: usize) -> String {
    let plain = plain_name(name);
    let known = NAMES.into_iter().find(|known| plain_name(known) == plain);
    match (known, name.trim()) {
        (Some(known), _) => known.to_owned(),
        (None, _) if plain == "system_prompt" => "system".to_owned(),
        // pandas writes the numbers of rows into a column without a name.
        (None, "") => format!("column_{}", index + 1),
        (None, name) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, RowFault, Rows};
    use crate::diagnostic::position::Span;
    use crate::record::layout::{Foreign, Layout, Pair};

    fn record(header: &str, row: &str) -> Result<Option<String>, RowFault> {
        let mut rows = Rows::new(b',');
        let columns = rows.columns(header).expect("a header");
        let record = rows.record(row, &columns)?;
        Ok(record.map(|record| record.text().to_owned()))
    }

    fn columns(header: &str) -> Columns {
        Rows::new(b',').columns(header).expect("a header")
    }

    #[test]
    fn columns_have_the_names_of_layouts() {
        let pair = |pair| Layout::Foreign(Foreign::Pair(pair));
        for (header, keys, layout) in [
            (
                "Question,ANSWER",
                ["question", "answer"],
                pair(Pair::QuestionAnswer),
            ),
            ("\"text\" ,Label", ["text", "label"], pair(Pair::TextLabel)),
            (
                ",messages",
                ["column_1", "messages"],
                Layout::Foreign(Foreign::OpenAiChat),
            ),
            ("Name,Name", ["Name", "Name_2"], Layout::Unknown),
            ("prompt,Prompt", ["prompt", "prompt"], Layout::Unknown),
        ] {
            let found = columns(header);
            assert_eq!(
                (found.keys, found.layout),
                (keys.map(str::to_owned).to_vec(), layout)
            );
        }
        assert_eq!(columns("image_ref,caption").keys[0], "image-ref");
        assert_eq!(columns("System Prompt,user,assistant").keys[0], "system");
    }

    #[test]
    fn rows_are_records() {
        for (row, json) in [
            ("a,b", r#"{"question":"a","answer":"b"}"#),
            ("\"a\",", r#"{"question":"a","answer":""}"#),
            (
                "\"say \"\"hi\"\"\",\"x,\ny\"",
                r#"{"question":"say \"hi\"","answer":"x,\ny"}"#,
            ),
            (
                "\"\"\"\",\"\"\"\"\"\"",
                r#"{"question":"\"","answer":"\"\""}"#,
            ),
            ("\"ab\"c\",a\"b", r#"{"question":"abc\"","answer":"a\"b"}"#),
            (
                "é\\,\"tab\there\u{1}\"",
                r#"{"question":"é\\","answer":"tab\there\u0001"}"#,
            ),
        ] {
            assert_eq!(
                record("question,answer", row),
                Ok(Some(json.to_owned())),
                "{row}"
            );
        }
        assert_eq!(record("question,answer", ","), Ok(None));
        assert_eq!(record("question,answer", "\"\",\"\""), Ok(None));
    }

    #[test]
    fn values_of_json_stay_json() {
        let row =
            "\"[{\"\"role\"\":\n \"\"user\"\", \"\"content\"\": \"\"say \\\"\"hi\\\"\"\"\"}]\",7";
        let json = r#"{"messages":[{"role":"user","content":"say \"hi\""}],"id":"7"}"#;
        assert_eq!(record("messages,id", row), Ok(Some(json.to_owned())));
        let text = r#"{"messages":"[{'role': 'user'}]","id":""}"#;
        assert_eq!(
            record("messages,id", "[{'role': 'user'}],"),
            Ok(Some(text.to_owned()))
        );
    }

    #[test]
    fn rows_that_are_none_are_told() {
        let ragged = |values, start, end| {
            let at = Span::new(start, end);
            Err(RowFault::Ragged {
                values,
                names: 2,
                at,
            })
        };
        assert_eq!(record("question,answer", "a"), ragged(1, 1, 1));
        assert_eq!(record("question,answer", "a,b,c,d"), ragged(4, 4, 7));
        assert_eq!(record("question,answer", ",,"), ragged(3, 2, 2));
        let header = Err(RowFault::Header(Span::new(0, 17)));
        assert_eq!(record("question,answer", "Question,\"Answer\""), header);
        let open = Err(RowFault::OpenQuote(Span::new(2, 3)));
        assert_eq!(record("question,answer", "a,\"b\nc,d\n"), open);
    }

    #[test]
    fn places_lead_back_to_the_row() {
        let mut rows = Rows::new(b';');
        let columns = rows.columns("question;answer").expect("a header");
        let row = "\"a \"\"b\"\" c\";d";
        let record = rows
            .record(row, &columns)
            .expect("whole")
            .expect("not empty");
        for (new, old) in [("b", "b"), (" c", " c"), ("\"d\"", "d")] {
            let at = u32::try_from(record.text().rfind(new).expect(new)).expect("short");
            let span = Span::new(at, at + u32::try_from(new.len()).expect("short"));
            assert_eq!(&row[record.origin(span).range()], old, "{new}");
        }
    }
}
