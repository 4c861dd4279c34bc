//! Text between tokens: white space, comments, and invisible characters.

use super::edit::EditKind;
use crate::input::line_kind::comment_end;

/// Something between two tokens that JSON does not allow there.
pub(super) struct Foreign {
    /// One past its last byte.
    pub end: usize,
    /// Kind of the edit that removes it.
    pub kind: EditKind,
    /// True if it took the rest of its line with it.
    pub takes_line: bool,
}

/// Returns the text at `at` that is neither JSON's white space nor a token. `is_line` is true on a line, where a carriage
/// return is no white space either.
pub(super) fn foreign(text: &str, at: usize, is_line: bool) -> Option<Foreign> {
    let rest = &text[at..];
    if let Some(length) = comment_end(rest.as_bytes()) {
        return Some(Foreign {
            end: at + length,
            kind: EditKind::Comment,
            takes_line: !rest.starts_with("/*"),
        });
    }
    let found = rest.chars().next()?;
    let kind = match found {
        '\r' if is_line => EditKind::CarriageReturn,
        ' ' | '\t' | '\r' | '\n' => return None,
        '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}' => EditKind::Invisible,
        _ if found.is_whitespace() => EditKind::Invisible,
        _ => return None,
    };
    Some(Foreign {
        end: at + found.len_utf8(),
        kind,
        takes_line: false,
    })
}
