//! Tables against the reader of the crate `csv`: every row is written as the record that its values make, or set aside as it
//! is, in order. The fuzz target `tables` asks it of whatever it can think of behind a header, `tests/invariants.rs` of its
//! corpus.

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Value, json};
use tuneset::Framing;
use tuneset::{Amount, Convert, Dedupe, Near, Options, SplitOptions};

use crate::run::{Cut, Outputs, original, prepare, probed, rows};

const HEADERS: [(&str, u8, Framing); 5] = [
    ("prompt,completion\n", b',', Framing::CommaSeparated),
    ("prompt;completion\r\n", b';', Framing::SemicolonSeparated),
    ("prompt\tcompletion\n", b'\t', Framing::TabSeparated),
    (
        "\u{FEFF}\"prompt\",\"completion\"\n",
        b',',
        Framing::CommaSeparated,
    ),
    ("prompt|completion\n", b'|', Framing::PipeSeparated),
];

/// Decodes a table from an input: the first byte chooses the header.
pub fn table(choice: u8, data: &[u8]) -> Vec<u8> {
    let (header, ..) = HEADERS[usize::from(choice) % HEADERS.len()];
    [header.as_bytes(), data].concat()
}

/// Panics where a row behind the header of that choice is lost, doubled, changed or out of its place.
pub fn holds(choice: u8, data: &[u8], cut: &Cut) {
    let (header, delimiter, framing) = HEADERS[usize::from(choice) % HEADERS.len()];
    let table = table(choice, data);
    let options = Options {
        convert: Some(Convert::Format("prompt-completion".to_owned())),
        dedupe: Dedupe::Off,
        near: Near::Text("off".to_owned()),
        split: Some(SplitOptions {
            validation: Amount::Number(0.0),
            ..SplitOptions::default()
        }),
        ..Options::default()
    };
    let outputs = prepare(&[("table.csv", &table)], &options, cut);
    if probed(&table, &options).framing != framing {
        // Its beginning is not that of a table.
        return;
    }
    let mut train = outputs.train.lines().map(value).peekable();
    let mut aside = rows(&outputs).into_iter();
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(data);
    let theirs: Vec<ByteRecord> = reader
        .byte_records()
        .map(|row| row.expect("bytes can be read"))
        .collect();
    let ends = |at: usize| {
        let next = theirs.get(at + 1).and_then(ByteRecord::position);
        next.map_or(data.len(), |position| offset(Some(position)))
    };
    // The other reader goes on to the next quote, whatever it was meant for.
    let is_unclosed = |(at, row): (usize, &ByteRecord)| {
        has_unclosed_quote(&data[offset(row.position())..ends(at)], delimiter)
    };
    if theirs.iter().enumerate().any(is_unclosed) {
        return;
    }
    for (at, row) in theirs.iter().enumerate() {
        if train.next_if(|written| is_made_of(written, row)).is_some() {
            continue;
        }
        let (start, end) = (offset(row.position()), ends(at));
        let told = aside.next();
        let told = told.unwrap_or_else(|| lost(row, &outputs));
        assert_eq!(
            trimmed(&original(&told)).escape_ascii().to_string(),
            trimmed(&data[start..end]).escape_ascii().to_string(),
            "{header:?} {outputs:?}"
        );
    }
    assert_eq!((train.next(), aside.next()), (None, None), "{outputs:?}");
}

/// Returns true if a value in quotes takes in a line's end, and text follows the quote that closes it.
fn has_unclosed_quote(row: &[u8], delimiter: u8) -> bool {
    let (mut is_start, mut rest) = (true, row);
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if !is_start || byte != b'"' {
            is_start = byte == delimiter || is_start && matches!(byte, b'\r' | b'\n');
            continue;
        }
        let mut has_break = false;
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            match (byte, rest.first()) {
                (b'"', Some(b'"')) => rest = &rest[1..],
                (b'"', next) => {
                    let ends = |next: &u8| {
                        *next == delimiter || matches!(next, b' ' | b'\t' | b'\r' | b'\n')
                    };
                    if has_break && !next.is_none_or(ends) {
                        return true;
                    }
                    break;
                }
                _ => has_break |= byte == b'\n',
            }
        }
        is_start = false;
    }
    false
}

fn value(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

fn is_made_of(written: &Value, row: &ByteRecord) -> bool {
    let mut values = row.iter().map(std::str::from_utf8);
    match (values.next(), values.next(), values.next()) {
        (Some(Ok(one)), Some(Ok(other)), None) => {
            *written == json!({"prompt": one, "completion": other})
        }
        _ => false,
    }
}

fn offset(position: Option<&csv::Position>) -> usize {
    let byte = position.expect("a row has a place").byte();
    usize::try_from(byte).expect("a place in memory")
}

/// Line ends around a row are not part of it.
fn trimmed(mut row: &[u8]) -> &[u8] {
    while let [b'\r' | b'\n', rest @ ..] | [rest @ .., b'\r' | b'\n'] = row {
        row = rest;
    }
    row
}

fn lost(row: &ByteRecord, outputs: &Outputs) -> ! {
    panic!("a row was lost: {row:?} {outputs:?}")
}
