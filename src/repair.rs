//! The safe fixes: what is taken off a line or out of it without changing what the record means.

use std::borrow::Cow;

use crate::frame::Framing;
use crate::json::{Parser, SyntaxError, SyntaxErrorKind};

/// UTF-8's byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A line without what does not belong to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trimmed<'c> {
    /// What is left.
    pub record: &'c [u8],
    /// Bytes taken off before it: a byte order mark.
    pub skipped: usize,
    /// Whether the line ended in CR LF.
    pub carriage_return: bool,
}

/// Takes a byte order mark and the CR of a CR LF off `line`, whose LF is off already. Only lines have these: a value
/// that was found between separators is whole as it is.
#[must_use]
pub fn trim(line: &[u8], framing: Framing) -> Trimmed<'_> {
    if framing != Framing::Lines {
        return Trimmed {
            record: line,
            skipped: 0,
            carriage_return: false,
        };
    }
    let without_mark = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let record = without_mark.strip_suffix(b"\r").unwrap_or(without_mark);
    Trimmed {
        record,
        skipped: line.len() - without_mark.len(),
        carriage_return: record.len() < without_mark.len(),
    }
}

/// Whether nothing but JSON's white space stands in `record`.
#[must_use]
pub fn is_blank(record: &[u8]) -> bool {
    record
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Trailing commas of a text that cannot be read because of them.
pub struct TrailingCommas {
    /// The text with a space for each of them, so that every other place stays where it was.
    pub blanked: String,
    /// What the reader said of each, in ascending order.
    pub commas: Vec<SyntaxError>,
}

/// Finds the commas that `text` must lose to be read; `first` is the error that names the first.
///
/// # Errors
/// What else is wrong with the text.
pub fn trailing_commas(
    parser: &mut Parser,
    text: &str,
    first: SyntaxError,
) -> Result<TrailingCommas, SyntaxError> {
    let mut blanked = text.to_owned();
    let mut commas = Vec::new();
    let mut error = first;
    loop {
        if error.kind != SyntaxErrorKind::TrailingComma {
            return Err(error);
        }
        blanked.replace_range(error.span.range(), " ");
        commas.push(error);
        match parser.parse(&blanked) {
            Ok(_) => return Ok(TrailingCommas { blanked, commas }),
            Err(next) => error = next,
        }
    }
}

/// `record` without the commas at `commas`.
#[must_use]
pub fn without<'r>(record: &'r [u8], commas: &[SyntaxError]) -> Cow<'r, [u8]> {
    if commas.is_empty() {
        return record.into();
    }
    let mut kept = Vec::with_capacity(record.len());
    let mut at = 0;
    for comma in commas {
        kept.extend_from_slice(&record[at..comma.span.start as usize]);
        at = comma.span.end as usize;
    }
    kept.extend_from_slice(&record[at..]);
    kept.trim_ascii_end().to_vec().into()
}

#[cfg(test)]
mod tests {
    use super::{trailing_commas, trim, without};
    use crate::frame::Framing;
    use crate::json::Parser;

    #[test]
    fn a_line_loses_its_mark_and_carriage_return() {
        let trimmed = trim(b"\xEF\xBB\xBF{}\r", Framing::Lines);
        assert_eq!(
            (trimmed.record, trimmed.skipped, trimmed.carriage_return),
            (&b"{}"[..], 3, true)
        );
        assert_eq!(trim(b"{}", Framing::Lines).record, b"{}");
    }

    #[test]
    fn trailing_commas_go_and_nothing_else() {
        let mut parser = Parser::new();
        let text = r#"{"a": [1, 2,], "b": "x,",},"#;
        let error = parser.parse(text).expect_err("three trailing commas");
        let found = trailing_commas(&mut parser, text, error)
            .unwrap_or_else(|error| panic!("{}", error.message()));
        assert_eq!(
            &*without(text.as_bytes(), &found.commas),
            br#"{"a": [1, 2], "b": "x,"}"#
        );
    }
}
