//! Recognises tables of examples: their separators and their columns.

use crate::diagnostic::position::{Span, narrow};
use crate::input::csv::{Columns, RowFault, Rows};
use crate::input::framing::{Framing, boundary, frames};
use crate::record::layout::Layout;

/// Rows that must have as many values as the header has names, where the names are not those of a layout.
const ROWS_ASKED: usize = 3;
/// For a table without a header: rows to read, the fewest rows, and the fewest words of each row in one column.
const ROWS_SEEN: usize = 20;
const LEAST_ROWS: usize = 2;
const LEAST_WORDS: usize = 3;
/// The ways to separate values, the likeliest first.
const FRAMINGS: [Framing; 4] = [
    Framing::CommaSeparated,
    Framing::SemicolonSeparated,
    Framing::TabSeparated,
    Framing::PipeSeparated,
];
/// Names are short.
const LONGEST_NAME: usize = 64;

/// A table at the beginning of a file.
pub struct Table {
    /// Framing of its bytes into rows.
    pub framing: Framing,
    /// The header, without its line's end.
    pub header: Span,
    /// Earliest start of the first row of examples.
    pub end: usize,
    /// Columns of the header.
    pub columns: Columns,
    /// Without a header: the columns that hold most text, from 0, which may be questions and answers.
    pub texts: Option<[usize; 2]>,
}

/// Returns the table that `head` begins with, behind `mark` bytes; `whole` is true if nothing follows.
pub fn find(head: &[u8], mark: usize, whole: bool) -> Option<Table> {
    let (named, mark) = separator_line(head, mark);
    let framings = FRAMINGS.map(|framing| {
        named
            .is_none_or(|named| named == framing)
            .then_some(framing)
    });
    let tables = framings.map(|framing| read(head, mark, whole, framing?));
    let tables = || (tables.iter().flatten()).filter(|table| !records_follow(head, table));
    let known = tables().find(|table| table.columns.layout != Layout::Unknown);
    let many = || tables().max_by_key(|table| table.columns.keys.len());
    let is_table = |table: &&Table| named.is_some() || is_regular(head, whole, table);
    let Some(found) = known.or_else(|| many().filter(is_table)) else {
        let mut framings = framings.iter().flatten();
        return framings.find_map(|framing| headless(head, mark, whole, *framing));
    };
    Some(Table {
        columns: found.columns.clone(),
        ..*found
    })
}

fn read(head: &[u8], mark: usize, whole: bool, framing: Framing) -> Option<Table> {
    let bytes = &head[mark..];
    let frame = frames(bytes, framing).next()?;
    if frame.end == bytes.len() && !whole {
        return None;
    }
    let header = String::from_utf8_lossy(&bytes[frame.start..frame.end]);
    // Lines of a table in Markdown begin with a bar.
    if framing == Framing::PipeSeparated && header.trim_start().starts_with('|') {
        return None;
    }
    let columns = Rows::new(framing.delimiter()?).columns(&header)?;
    let start = mark + frame.start;
    Some(Table {
        framing,
        header: Span::new(narrow(start), narrow(mark + frame.end)),
        end: end_of_line(head, mark + frame.end),
        columns,
        texts: None,
    })
}

/// The separator that a first line such as `sep=;` names, and one past that line: spreadsheets read it so.
fn separator_line(head: &[u8], mark: usize) -> (Option<Framing>, usize) {
    let [
        b'S' | b's',
        b'E' | b'e',
        b'P' | b'p',
        b'=',
        named,
        rest @ ..,
    ] = &head[mark..]
    else {
        return (None, mark);
    };
    let end = match rest {
        [b'\r', b'\n', ..] => 7,
        [b'\r' | b'\n', ..] => 6,
        _ => return (None, mark),
    };
    let framing = |framing: &Framing| framing.delimiter() == Some(*named);
    let found = FRAMINGS.into_iter().find(framing);
    let start = if found.is_some() { mark + end } else { mark };
    (found, start)
}

/// A table without a header: its rows have the same number of values, and the first ones are texts rather than names.
fn headless(head: &[u8], mark: usize, whole: bool, framing: Framing) -> Option<Table> {
    let delimiter = framing.delimiter()?;
    let bytes = &head[mark..];
    let bytes = &bytes[..boundary(bytes, framing, whole)];
    let mut rows = Rows::new(delimiter);
    let mut columns: Option<Columns> = None;
    let mut lengths: Vec<usize> = Vec::new();
    let (mut first, mut seen) = (None, 0);
    for frame in frames(bytes, framing).take(ROWS_SEEN) {
        let row = String::from_utf8_lossy(&bytes[frame.start..frame.end]);
        let is_of_markdown = framing == Framing::PipeSeparated && row.trim_start().starts_with('|');
        if is_of_markdown || holds_object(&row) {
            return None;
        }
        let cells = rows.texts(&row)?;
        first.get_or_insert(frame);
        let columns = columns.get_or_insert_with(|| Columns::numbered(cells.len()));
        if cells.len() != columns.keys.len() {
            return None;
        }
        lengths.resize(cells.len(), 0);
        for (length, cell) in lengths.iter_mut().zip(&cells) {
            *length += cell.split_whitespace().count();
        }
        seen += 1;
    }
    let columns = columns.filter(|columns| columns.keys.len() > 1)?;
    let first = first?;
    let mut by_length: Vec<usize> = (0..lengths.len()).collect();
    by_length.sort_by_key(|column| std::cmp::Reverse(lengths[*column]));
    let mut texts = [by_length[0], by_length[1]];
    texts.sort_unstable();
    // Prose has several words in each row; names have one or two.
    let has_prose = lengths[by_length[0]] >= seen * LEAST_WORDS;
    let is_table = seen >= LEAST_ROWS && has_prose;
    let start = mark + first.start;
    is_table.then(|| Table {
        framing,
        header: Span::new(narrow(start), narrow(mark + first.end)),
        end: start,
        columns,
        texts: Some(texts),
    })
}

/// Returns true if the line behind the header is a JSON object: the first line is then no header, but lost among records.
fn records_follow(head: &[u8], table: &Table) -> bool {
    let line = head[table.end..].split(|byte| *byte == b'\n').next();
    let line = String::from_utf8_lossy(line.unwrap_or_default());
    let line = line.trim();
    line.starts_with('{') && line.ends_with('}') && holds_object(line)
}

/// Returns true if a JSON object begins in the row, as in `data: {"prompt": …`: a cell of a table would have its quotation marks doubled.
fn holds_object(row: &str) -> bool {
    row.match_indices("{\"").any(|(at, _)| {
        let name = &row[at + 2..];
        name.find('"')
            .is_some_and(|end| end > 0 && name[end + 1..].trim_start().starts_with(':'))
    })
}

/// One past the line's end at `at`: a line feed, a carriage return, or both.
fn end_of_line(head: &[u8], at: usize) -> usize {
    match &head[at..] {
        [b'\r', b'\n', ..] => at + 2,
        [_, ..] => at + 1,
        [] => at,
    }
}

/// Returns true if unknown column names look like names, and the first rows have a value for each.
fn is_regular(head: &[u8], whole: bool, table: &Table) -> bool {
    let keys = &table.columns.keys;
    let is_name = |key: &String| {
        let is_letter =
            |letter: char| letter.is_alphanumeric() || " _-./()#\u{FFFD}".contains(letter);
        key.len() <= LONGEST_NAME
            && key.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && key.chars().all(is_letter)
    };
    if keys.len() < 2 || !keys.iter().all(is_name) {
        return false;
    }
    let rest = &head[table.end..];
    let rest = &rest[..boundary(rest, table.framing, whole)];
    let Some(delimiter) = table.framing.delimiter() else {
        return false;
    };
    let mut rows = Rows::new(delimiter);
    let mut asked = frames(rest, table.framing).take(ROWS_ASKED).peekable();
    asked.peek().is_some()
        && asked.all(|frame| {
            // Separators are the same in other encodings.
            let row = String::from_utf8_lossy(&rest[frame.start..frame.end]);
            let read = rows.record(&row, &table.columns);
            matches!(read, Ok(_) | Err(RowFault::Header(_)))
        })
}
