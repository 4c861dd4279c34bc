//! A text as a search sees it: what rules that look for words in it share.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diagnostic::position::{Span, narrow};
use crate::json::{Text, has_unicode_escape};

/// Finders of parts of texts. They are made once: that takes longer than a search of a short text.
pub struct Finders<const N: usize>(LazyLock<[Finder<'static>; N]>);

/// The finder of `null`.
pub static NULL: Finders<1> = Finders::new(|| [Finder::new("null")]);
/// The finder of a backslash that is escaped.
pub static BACKSLASH: Finders<1> = Finders::new(|| [Finder::new(r"\\")]);

impl<const N: usize> Finders<N> {
    /// Finders that `make` gives, as in `|| PARTS.map(Finder::new)`.
    pub const fn new(make: fn() -> [Finder<'static>; N]) -> Self {
        Self(LazyLock::new(make))
    }

    /// Returns true if one of the parts is in `text`.
    pub fn any(&self, text: &[u8]) -> bool {
        self.0.iter().any(|finder| finder.find(text).is_some())
    }

    /// Returns the place of part `index` in `text`.
    pub fn find(&self, index: usize, text: &[u8]) -> Option<usize> {
        self.0[index].find(text)
    }
}

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
    text.has_free_escapes() && has_unicode_escape(text.raw().as_bytes())
}
