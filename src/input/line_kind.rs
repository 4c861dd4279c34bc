//! Tells blank lines and comments from lines that hold something to read.

use memchr::{memchr2, memmem};

/// Returns true if `record` holds nothing but JSON's white space.
#[must_use]
pub fn is_blank(record: &[u8]) -> bool {
    record
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// A line before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outline {
    /// White space at most.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// Something to read.
    Content,
}

/// Tells apart blank lines, comments and content; `record` is a trimmed line.
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
    use super::{Outline, outline};

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
