//! What stands around a record on its line, or instead of one.

use memchr::{memchr2, memmem};

use crate::frame::Framing;

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
    if !framing.is_by_line() {
        return Trimmed {
            record: line,
            skipped: 0,
            carriage_return: false,
        };
    }
    let without_mark = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let ends_in_two = framing == Framing::Lines;
    let without_return = without_mark.strip_suffix(b"\r").filter(|_| ends_in_two);
    let record = without_return.unwrap_or(without_mark);
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

/// What a line is before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outline {
    /// White space at most.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// Something to read.
    Content,
}

/// What `record`, a trimmed line, is before it is read.
#[must_use]
pub fn outline(record: &[u8]) -> Outline {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let Some(start) = record.iter().position(|byte| !is_space(byte)) else {
        return Outline::Blank;
    };
    match comment_end(&record[start..]) {
        Some(end) if is_blank(&record[start + end..]) => Outline::Comment,
        _ => Outline::Content,
    }
}

/// How many bytes the comment takes that `text` starts with: `// …` and `# …` up to the line's end, `/* … */`.
#[must_use]
pub fn comment_end(text: &[u8]) -> Option<usize> {
    match text {
        [b'#', ..] | [b'/', b'/', ..] => Some(memchr2(b'\n', b'\r', text).unwrap_or(text.len())),
        [b'/', b'*', inside @ ..] => memmem::find(inside, b"*/").map(|end| end + 4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, outline, trim};
    use crate::frame::Framing;

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
    fn a_line_is_blank_a_comment_or_something_to_read() {
        for (line, is) in [
            ("", Outline::Blank),
            (" \t\r", Outline::Blank),
            ("// train.jsonl", Outline::Comment),
            ("  # {\"prompt\": 1}", Outline::Comment),
            ("/* a */ ", Outline::Comment),
            ("/* a */ {}", Outline::Content),
            ("/* a", Outline::Content),
            ("/ a", Outline::Content),
            ("{} // a", Outline::Content),
        ] {
            assert_eq!(outline(line.as_bytes()), is, "{line}");
        }
    }
}
