//! Classifies lines as blank, comment or content.

use memchr::{memchr2, memmem};

/// UTF-8's byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Returns true if `record` holds nothing but JSON's white space.
#[must_use]
pub fn is_blank(record: &[u8]) -> bool {
    record
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// A line before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// White space at most.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// Something to read.
    Content,
}

/// Classifies a line as blank, comment or content; `record` is trimmed.
#[must_use]
pub fn line_kind(record: &[u8]) -> LineKind {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let Some(start) = record.iter().position(|byte| !is_space(byte)) else {
        return LineKind::Blank;
    };
    match comment_end(&record[start..]) {
        Some(end) if is_blank(&record[start + end..]) => LineKind::Comment,
        _ => LineKind::Content,
    }
}

/// Returns the length in bytes of the comment that `text` starts with: `// …` and `# …` up to the line's end, `/* … */`.
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
    use super::{LineKind, line_kind};

    #[test]
    fn a_line_is_blank_a_comment_or_something_to_read() {
        for (line, is) in [
            ("", LineKind::Blank),
            (" \t\r", LineKind::Blank),
            ("// train.jsonl", LineKind::Comment),
            ("  # {\"prompt\": 1}", LineKind::Comment),
            ("/* a */ ", LineKind::Comment),
            ("/* a */ {}", LineKind::Content),
            ("/* a", LineKind::Content),
            ("/ a", LineKind::Content),
            ("{} // a", LineKind::Content),
        ] {
            assert_eq!(line_kind(line.as_bytes()), is, "{line}");
        }
    }
}
