//! Tables of separated values: rows and fields, each with its line and column.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::diagnostic::position::utf16_units;
use crate::input::line::BYTE_ORDER_MARK;

/// Separators of fields. Spreadsheets write semicolons where a comma is the decimal sign.
const DELIMITERS: [u8; 3] = *b",;\t";

/// A field of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The text, its quotes taken off; bytes that are no UTF-8 are U+FFFD.
    pub text: String,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its start in its line, from 1, in UTF-16 units.
    pub column: u64,
}

/// A row; blank lines are skipped.
pub type Row = Vec<Field>;

/// The rows of a table one after the other, the header among them.
pub struct Rows<'b> {
    reader: Reader,
    rest: &'b [u8],
    /// Start of `rest`.
    line: u64,
    column: u64,
    buffer: Vec<u8>,
}

/// Reads `bytes` as a table; its first line shows the separator.
#[must_use]
pub fn rows(bytes: &[u8]) -> Rows<'_> {
    let rest = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    Rows {
        reader: ReaderBuilder::new().delimiter(delimiter(rest)).build(),
        rest,
        line: 1,
        column: 1,
        buffer: vec![0; 256],
    }
}

fn delimiter(bytes: &[u8]) -> u8 {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let found = |wanted: &u8| memchr::memchr_iter(*wanted, &bytes[..end]).count();
    // Of equal counts the first wins, but `max_by_key` takes the last.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(found)
        .unwrap_or(b',')
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut row = Row::new();
        self.skip_line_ends();
        loop {
            let (field, last) = self.field()?;
            row.push(field);
            if last {
                return Some(row);
            }
        }
    }
}

impl Rows<'_> {
    /// The next field, and whether it is its row's last.
    fn field(&mut self) -> Option<(Field, bool)> {
        let (line, column) = (self.line, self.column);
        let mut written = 0;
        loop {
            let (result, read, wrote) = self
                .reader
                .read_field(self.rest, &mut self.buffer[written..]);
            written += wrote;
            self.advance(read);
            match result {
                // Asked again with nothing left, the reader knows that the end has come.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    let text = String::from_utf8_lossy(&self.buffer[..written]).into_owned();
                    return Some((Field { text, line, column }, record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Skips line ends: the reader passes over blank lines, but the next field must not start on the first of them.
    fn skip_line_ends(&mut self) {
        let ends = self
            .rest
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.advance(ends.count());
    }

    fn advance(&mut self, read: usize) {
        let (read, rest) = self.rest.split_at(read);
        self.rest = rest;
        match memchr::memrchr(b'\n', read) {
            Some(feed) => {
                self.line += memchr::memchr_iter(b'\n', read).count() as u64;
                self.column = 1 + utf16_units(&read[feed + 1..]);
            }
            None => self.column += utf16_units(read),
        }
    }
}

/// Normalizes a column's name: `Training Loss`, `training-loss` and `training_loss` are equal.
#[must_use]
pub fn plain_name(name: &str) -> String {
    name.trim()
        .chars()
        .map(|letter| {
            if matches!(letter, ' ' | '-') {
                '_'
            } else {
                letter
            }
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The first of `names` that `header` has, as its place among the columns.
#[must_use]
pub fn column_of(header: &[Field], names: &[&str]) -> Option<usize> {
    let header: Vec<String> = header.iter().map(|field| plain_name(&field.text)).collect();
    names
        .iter()
        .find_map(|wanted| header.iter().position(|name| name == wanted))
}

#[cfg(test)]
mod tests {
    use super::{column_of, rows};

    fn places(text: &str) -> Vec<Vec<(String, u64, u64)>> {
        let place = |field: super::Field| (field.text, field.line, field.column);
        rows(text.as_bytes())
            .map(|row| row.into_iter().map(place).collect())
            .collect()
    }

    #[test]
    fn fields_know_their_line_and_column() {
        let found = places("\u{FEFF}a,b\r\n\r\n1,é,3\n\"x\ny\",\"q\"\"r\",z");
        let at = |text: &str, line, column| (text.to_owned(), line, column);
        assert_eq!(
            found,
            [
                vec![at("a", 1, 1), at("b", 1, 3)],
                vec![at("1", 3, 1), at("é", 3, 3), at("3", 3, 5)],
                vec![at("x\ny", 4, 1), at("q\"r", 5, 4), at("z", 5, 11)],
            ]
        );
    }

    #[test]
    fn the_first_line_tells_what_separates() {
        for text in ["a,b\n1,2", "a;b\n1;2", "a\tb\n1\t2"] {
            assert_eq!(places(text)[1][1], ("2".to_owned(), 2, 3), "{text}");
        }
        assert_eq!(places("a\n1;2")[1].len(), 2 - 1);
    }

    #[test]
    fn long_fields_and_open_quotes_come_whole() {
        let long = "x".repeat(5_000);
        assert_eq!(places(&format!("a,{long}\n"))[0][1].0, long);
        assert_eq!(places("\"a,b\nc")[0][0].0, "a,b\nc");
        assert_eq!(places("").len() + places("\n\n").len(), 0);
    }

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        let header = rows(b"Step,Training-Loss\n").next().expect("a header");
        assert_eq!(column_of(&header, &["loss", "training_loss"]), Some(1));
        assert_eq!(column_of(&header, &["epoch"]), None);
    }
}
