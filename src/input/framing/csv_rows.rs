//! Rows of separated values: finds the end of each, whatever is between its quotes.

use memchr::memchr;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Finds the ends of rows.
pub struct RowEnds {
    reader: Reader,
    delimiter: u8,
}

impl RowEnds {
    /// For rows whose values are separated by `delimiter`.
    pub fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
        }
    }

    /// One past the row that starts at `start`, the first byte of its line's end included; `None` where the bytes end
    /// first: more may belong to the row. A row with a quote that is not closed on its line, but where the next was to open, ends with the line.
    pub fn end(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        start_anew(&mut self.reader);
        let (mut values, mut ends) = ([0; 1024], [0; 64]);
        let mut at = start;
        loop {
            let (result, read, ..) = self
                .reader
                .read_record(&bytes[at..], &mut values, &mut ends);
            at += read;
            match result {
                ReadRecordResult::Record => {
                    return unclosed_line(&bytes[start..at - 1], self.delimiter)
                        .map(|end| start + end)
                        .or(Some(at));
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return None,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            }
        }
    }
}

/// Returns one past the line of `row` on which a quote is opened that only the opening quote of another value closes, lines later.
pub(super) fn unclosed_line(row: &[u8], delimiter: u8) -> Option<usize> {
    memchr(b'\n', row)?;
    let mut at = 0;
    loop {
        if row.get(at) == Some(&b'"') {
            let end = closing_quote(row, at)? + 1;
            let follows = row.get(end)?;
            let line = memchr(b'\n', &row[at..end]);
            let ends = matches!(*follows, b'\r' | b' ' | b'\t') || *follows == delimiter;
            if !ends && let Some(length) = line {
                return Some(at + length + 1);
            }
            at = end;
        }
        at += memchr(delimiter, &row[at..])? + 1;
    }
}

/// Returns the place of the quote that closes a value, where one that is written twice belongs to the value.
pub fn closing_quote(row: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', row.get(at..)?)?;
        if row.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Lets `reader` begin with a row. It is given a line's end first, which it passes over: before anything else it would
/// take a byte order mark away, which is only one at the beginning of a file.
pub fn start_anew(reader: &mut Reader) {
    reader.reset();
    let _ = reader.read_record(b"\n", &mut [0], &mut [0]);
}

/// The first byte from `at` on that begins a row: blank lines are passed over.
pub fn row_start(bytes: &[u8], at: usize) -> Option<usize> {
    bytes[at..]
        .iter()
        .position(|byte| !matches!(byte, b'\r' | b'\n'))
        .map(|skip| at + skip)
}

/// Returns the number of bytes from the start of `bytes` that form whole rows.
pub(super) fn row_boundary(bytes: &[u8], delimiter: u8) -> usize {
    let mut rows = RowEnds::new(delimiter);
    let mut whole = 0;
    while let Some(start) = row_start(bytes, whole) {
        match rows.end(bytes, start) {
            Some(end) => whole = end,
            None => return whole,
        }
    }
    bytes.len()
}
