//! Values of a row as JSON: strings with their escapes, or the value itself if it is JSON.

use super::Cell;
use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::input::framing::on_one_line;
use crate::json::{Kind, Parser};

/// The parts of `cell` that make up its `value`: quotes around it, and of two together one, are left out.
pub(super) fn pieces(row: &str, cell: &Cell, value: &[u8]) -> Vec<Span> {
    let bytes = &row.as_bytes()[cell.span.range()];
    if bytes.len() == value.len() {
        return vec![cell.span];
    }
    let inner = bytes
        .strip_prefix(b"\"")
        .and_then(|bytes| bytes.strip_suffix(b"\""));
    if inner == Some(value) {
        return vec![Span::new(cell.span.start + 1, cell.span.end - 1)];
    }
    // The decoded text is the raw text without quotes, in the same order.
    let mut pieces: Vec<Span> = Vec::new();
    let mut meant = value.iter().peekable();
    for (at, byte) in bytes.iter().enumerate() {
        if meant.next_if_eq(&byte).is_none() {
            continue;
        }
        let at = cell.span.start + narrow(at);
        match pieces.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => pieces.push(Span::new(at, at + 1)),
        }
    }
    pieces
}

/// The value as JSON, if it is an array or an object.
pub(super) fn json(row: &str, meant: &[Span], parser: &mut Parser) -> Option<MappedText> {
    let mut json = MappedText::default();
    for &span in meant {
        json.copy(row, span);
    }
    let kind = parser.parse(json.text()).ok()?.kind();
    if !matches!(kind, Kind::Array | Kind::Object) {
        return None;
    }
    Some(match on_one_line(json.text()) {
        Some(line) => line.after(&json),
        None => json,
    })
}

/// Writes the value as a JSON string.
pub(super) fn write_string(record: &mut MappedText, row: &str, meant: &[Span]) {
    record.write("\"");
    for span in meant {
        let mut from = span.start;
        for at in span.range() {
            let byte = row.as_bytes()[at];
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            record.copy(row, Span::new(from, narrow(at)));
            record.write(&escape(byte));
            from = narrow(at) + 1;
        }
        record.copy(row, Span::new(from, span.end));
    }
    record.write("\"");
}

pub(super) fn escape(byte: u8) -> std::borrow::Cow<'static, str> {
    match byte {
        b'"' => "\\\"".into(),
        b'\\' => "\\\\".into(),
        b'\n' => "\\n".into(),
        b'\r' => "\\r".into(),
        b'\t' => "\\t".into(),
        control => format!("\\u{control:04x}").into(),
    }
}
