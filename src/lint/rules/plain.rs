//! A text as a search sees it: what rules that look for words in it share.

use crate::diagnostic::position::{Span, narrow};
use crate::json::Text;

/// Calls `search` with the text, and a way from a place in it (first byte, length) to a span of the record.
/// Searches the raw text unless letters are written as `\u` escapes; then a hit marks the whole string.
pub fn search(text: Text<'_>, search: impl FnOnce(&str, &dyn Fn(usize, usize) -> Span)) {
    let first = text.span().start + 1;
    if is_decoded(text) {
        search(&text.decode(), &|_, _| text.span());
    } else {
        search(text.raw(), &|start, length| {
            Span::new(first + narrow(start), first + narrow(start + length))
        });
    }
}

/// Returns true if [`search`] decodes the text: a backslash in it is then a backslash, and begins no escape.
pub fn is_decoded(text: Text<'_>) -> bool {
    text.has_free_escapes() && text.raw().contains("\\u")
}
