//! The records of references and answers, as JSON Lines, as an array, or as a table: each with its line.

use super::findings::{UNREADABLE_FILE, UNREADABLE_LINE};
use crate::check::whole_file::text;
use crate::diagnostic::position::utf16_units;
use crate::input::csv_records::{Row, column_of, plain_name, rows};
use crate::input::framing::frames;
use crate::input::line::trim;
use crate::input::line_kind::is_blank;
use crate::json::{Parser, Value};
use crate::tuning::file_findings::{FileFindings, Place};

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// Name in findings.
    pub name: &'f str,
    /// All of it.
    pub bytes: &'f [u8],
}

/// One record of a file.
pub enum Record<'r> {
    /// A line of JSON.
    Json(Value<'r>),
    /// A row of a table and the header.
    Row(&'r [String], &'r Row),
    /// A line that cannot be read; it has been remarked on. It counts, so that the order of the others stays.
    Unreadable,
}

impl Record<'_> {
    /// Returns the field of a row under the first of these column names that exists.
    pub fn field(header: &[String], row: &Row, names: &[&str]) -> Option<String> {
        let column = names.iter().find_map(|name| {
            let name = plain_name(name);
            header.iter().position(|column| *column == name)
        })?;
        row.get(column).map(|field| field.text.clone())
    }
}

/// Passes every record of the file and its line, from 1, to `take`. `keys` are the column names expected of a table.
pub fn records(
    file: File<'_>,
    keys: &[&str],
    findings: &mut FileFindings,
    mut take: impl FnMut(Record<'_>, u64, &mut FileFindings),
) {
    let (text, probe) = match text(file.bytes) {
        Ok(known) => known,
        Err(message) => {
            findings.add(&UNREADABLE_FILE, Place::file(file.name), || {
                message.to_owned()
            });
            return;
        }
    };
    if probe.framing.delimiter().is_some() || is_table(file.name, &text, keys) {
        table(file.name, &text, findings, take);
        return;
    }
    let start = usize::try_from(probe.start).unwrap_or(0);
    let mut parser = Parser::new();
    for frame in frames(&text[start..], probe.framing) {
        let bytes = &text[start + frame.start..start + frame.end];
        let record = trim(bytes, probe.framing).record;
        if is_blank(record) {
            continue;
        }
        let line = probe.start_position.0 + u64::from(frame.line) + 1;
        let place = |column| Place {
            file: file.name,
            line,
            column,
        };
        let Ok(text) = simdutf8::basic::from_utf8(record) else {
            findings.add(&UNREADABLE_LINE, place(1), || {
                "the line is not UTF-8".to_owned()
            });
            take(Record::Unreadable, line, findings);
            continue;
        };
        match parser.parse(text) {
            Ok(root) => take(Record::Json(root), line, findings),
            Err(error) => {
                let column = utf16_units(&record[..error.span.start as usize]) + 1;
                findings.add(&UNREADABLE_LINE, place(column), || {
                    format!("not JSON: {}", error.message())
                });
                take(Record::Unreadable, line, findings);
            }
        }
    }
}

fn table(
    name: &str,
    text: &[u8],
    findings: &mut FileFindings,
    mut take: impl FnMut(Record<'_>, u64, &mut FileFindings),
) {
    let mut rows = rows(text);
    let Some(header) = rows.next() else { return };
    let header: Vec<String> = header.iter().map(|field| plain_name(&field.text)).collect();
    for row in rows {
        let place = row
            .first()
            .map_or((1, 1), |field| (field.line, field.column));
        if row.len() == header.len() {
            take(Record::Row(&header, &row), place.0, findings);
            continue;
        }
        let (found, wanted) = (row.len(), header.len());
        let place = Place {
            file: name,
            line: place.0,
            column: place.1,
        };
        findings.add(&UNREADABLE_LINE, place, || {
            format!("the row has {found} fields, and the header {wanted}")
        });
        take(Record::Unreadable, place.line, findings);
    }
}

/// Returns true for a table: by its file name, or by a header that holds a known column name.
fn is_table(name: &str, text: &[u8], keys: &[&str]) -> bool {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["csv", "tsv"]
        .iter()
        .any(|table| ending.eq_ignore_ascii_case(table))
        || has_header(text, keys)
}

fn has_header(bytes: &[u8], keys: &[&str]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match start.trim_ascii_start().first() {
        Some(b'{' | b'[') | None => false,
        Some(_) => rows(bytes)
            .next()
            .is_some_and(|header| column_of(&header, keys).is_some()),
    }
}
