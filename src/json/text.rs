//! A JSON string token: as written, decoded, compared, counted.

use std::borrow::Cow;

use super::scan::{Content, plain_end};
use super::tape::offset;
use crate::diagnostic::position::Span;

/// A JSON string token, key or value, as written in the record. Decoded only on request.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    raw: &'t str,
    start: u32,
    content: Content,
}

/// A stretch of a string token, as others see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the record.
    pub span: Span,
    /// The character of an escape (U+FFFD for an unpaired surrogate); `None` for plain text.
    pub meaning: Option<char>,
}

/// A stretch of a string token: escapes one at a time, everything between them at once.
enum Piece<'t> {
    Plain(&'t str),
    Escape(char),
    UnpairedSurrogate(u16),
}

/// Walks a string token piece by piece.
struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str, span: Span, content: Content) -> Self {
        Self {
            raw: &text[span.start as usize + 1..span.end as usize - 1],
            start: span.start,
            content,
        }
    }

    /// Returns the text between the quotes, escapes as written.
    #[must_use]
    pub const fn raw(self) -> &'t str {
        self.raw
    }

    /// Bytes of the record, both quotes included.
    #[must_use]
    pub const fn span(self) -> Span {
        Span::new(self.start, self.start + offset(self.raw.len()) + 2)
    }

    /// Returns true if there is a backslash; if not, `raw` is the text itself.
    #[must_use]
    pub const fn has_escapes(self) -> bool {
        self.content.escaped()
    }

    /// Returns true if the same text could be written in other bytes: there is a `\\u` or `\\/`.
    /// If not, equal texts have equal `raw`.
    #[must_use]
    pub const fn has_free_escapes(self) -> bool {
        self.content.free()
    }

    /// Returns true if the text may hold characters beyond ASCII, plain or escaped.
    #[must_use]
    pub const fn may_be_wide(self) -> bool {
        self.content.wide() || self.content.free()
    }

    /// Decodes the text; unpaired surrogates, which no `str` can hold, become U+FFFD.
    #[must_use]
    pub fn decode(self) -> Cow<'t, str> {
        if !self.content.escaped() {
            return Cow::Borrowed(self.raw);
        }
        let mut decoded = String::with_capacity(self.raw.len());
        if !self.content.free() {
            self.decode_short_escapes(&mut decoded);
            return Cow::Owned(decoded);
        }
        for piece in self.pieces() {
            match piece {
                Piece::Plain(plain) => decoded.push_str(plain),
                Piece::Escape(char) => decoded.push(char),
                Piece::UnpairedSurrogate(_) => decoded.push(char::REPLACEMENT_CHARACTER),
            }
        }
        Cow::Owned(decoded)
    }

    /// Decodes a text without free escapes: each has two bytes of ASCII, and there is nothing to look for but backslashes.
    fn decode_short_escapes(self, decoded: &mut String) {
        let mut rest = self.raw;
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            decoded.push_str(&rest[..at]);
            let Some(&letter) = rest.as_bytes().get(at + 1) else {
                return;
            };
            decoded.push(short_escape(letter));
            rest = &rest[at + 2..];
        }
        decoded.push_str(rest);
    }

    /// Appends the decoded text; unpaired surrogates become their three bytes of WTF-8, so that different texts give different
    /// bytes.
    pub fn decode_wtf8_into(self, bytes: &mut Vec<u8>) {
        if !self.content.escaped() {
            bytes.extend_from_slice(self.raw.as_bytes());
            return;
        }
        for piece in self.pieces() {
            match piece {
                Piece::Plain(plain) => bytes.extend_from_slice(plain.as_bytes()),
                Piece::Escape(char) => {
                    bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Piece::UnpairedSurrogate(unit) => {
                    // Every surrogate starts with the bits 11011, hence 0xED; the rest is the usual
                    // three-byte form.
                    let [high, low] = unit.to_be_bytes();
                    bytes.extend_from_slice(&[
                        0xED,
                        0x80 | (high & 0x0F) << 2 | low >> 6,
                        0x80 | low & 0x3F,
                    ]);
                }
            }
        }
    }

    /// Returns true if a `\ud800`…`\udfff` escape lacks its other half.
    #[must_use]
    pub fn has_unpaired_surrogate(self) -> bool {
        self.unpaired_surrogate_span().is_some()
    }

    /// The bytes of the record that hold the first unpaired surrogate escape.
    #[must_use]
    pub fn unpaired_surrogate_span(self) -> Option<Span> {
        if !self.content.free() {
            return None;
        }
        self.escapes().find_map(|(at, piece, _)| {
            let start = self.start + 1 + offset(at);
            matches!(piece, Piece::UnpairedSurrogate(_)).then(|| Span::new(start, start + 6))
        })
    }

    /// Returns the number of Unicode code points of the decoded text.
    #[must_use]
    pub fn chars(self) -> usize {
        let written = if self.content.wide() {
            self.raw.chars().count()
        } else {
            self.raw.len()
        };
        if !self.content.free() {
            return written - self.content.escapes();
        }
        // One count of everything and a correction for each escape is quicker than counting piece
        // by piece.
        written
            - self
                .escapes()
                .map(|(_, _, written)| written - 1)
                .sum::<usize>()
    }

    /// Returns true if the decoded text is empty or only Unicode white space.
    #[must_use]
    pub fn is_blank(self) -> bool {
        if !self.content.escaped() {
            return self.raw.trim_start().is_empty();
        }
        if self
            .raw
            .starts_with(|first: char| first != '\\' && !first.is_whitespace())
        {
            return false;
        }
        self.pieces().all(|piece| match piece {
            Piece::Plain(plain) => plain.chars().all(char::is_whitespace),
            Piece::Escape(char) => char.is_whitespace(),
            Piece::UnpairedSurrogate(_) => false,
        })
    }

    /// Returns true if the decoded text is `other`; an unpaired surrogate equals nothing.
    #[must_use]
    pub fn eq_str(self, other: &str) -> bool {
        if !self.content.escaped() {
            return self.raw == other;
        }
        let mut rest = Some(other);
        for piece in self.pieces() {
            rest = rest.and_then(|rest| match piece {
                Piece::Plain(plain) => rest.strip_prefix(plain),
                Piece::Escape(char) => rest.strip_prefix(char),
                Piece::UnpairedSurrogate(_) => None,
            });
            if rest.is_none() {
                return false;
            }
        }
        rest == Some("")
    }

    /// Returns the stretches of the text: each escape, and the plain text between escapes.
    pub fn stretches(self) -> impl Iterator<Item = Stretch> + use<'t> {
        let mut pieces = self.pieces();
        std::iter::from_fn(move || {
            let from = self.start + 1 + offset(self.raw.len() - pieces.rest.len());
            let meaning = match pieces.next()? {
                Piece::Plain(_) => None,
                Piece::Escape(char) => Some(char),
                Piece::UnpairedSurrogate(_) => Some(char::REPLACEMENT_CHARACTER),
            };
            let upto = self.start + 1 + offset(self.raw.len() - pieces.rest.len());
            Some(Stretch {
                span: Span::new(from, upto),
                meaning,
            })
        })
    }

    /// Returns the decoded text in pieces: plain text, or the character of an escape.
    pub fn pieces_as_written(self) -> impl Iterator<Item = Result<&'t str, char>> {
        self.pieces().map(|piece| match piece {
            Piece::Plain(plain) => Ok(plain),
            Piece::Escape(char) => Err(char),
            Piece::UnpairedSurrogate(_) => Err(char::REPLACEMENT_CHARACTER),
        })
    }

    const fn pieces(self) -> Pieces<'t> {
        Pieces { rest: self.raw }
    }

    /// Returns every escape: its start in `raw`, its decoded piece, its length in bytes.
    fn escapes(self) -> impl Iterator<Item = (usize, Piece<'t>, usize)> {
        let mut pieces = self.pieces();
        std::iter::from_fn(move || {
            loop {
                let before = pieces.rest.len();
                match pieces.next()? {
                    Piece::Plain(_) => {}
                    escape => {
                        return Some((self.raw.len() - before, escape, before - pieces.rest.len()));
                    }
                }
            }
        })
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.eq_str(other)
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.eq_str(other)
    }
}

impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\"", self.raw)
    }
}

/// Returns the character that a backslash and this letter encode.
const fn short_escape(letter: u8) -> char {
    match letter {
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        itself => itself as char,
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        // A token holds quotes and control characters only as escapes, so the search finds a backslash.
        let is_escape = self.rest.starts_with('\\');
        let plain = if is_escape {
            0
        } else {
            plain_end(self.rest.as_bytes(), 0)
        };
        if plain > 0 {
            let (plain, rest) = self.rest.split_at(plain);
            self.rest = rest;
            return Some(Piece::Plain(plain));
        }
        let (piece, written) = match self.rest.as_bytes().get(1)? {
            b'u' => self.unicode_escape()?,
            &letter => (Piece::Escape(short_escape(letter)), 2),
        };
        self.rest = &self.rest[written..];
        Some(piece)
    }
}

impl<'t> Pieces<'t> {
    /// The `\u` escape at the start of the rest, with its other half if it is a surrogate pair, and
    /// how many bytes it takes.
    fn unicode_escape(&self) -> Option<(Piece<'t>, usize)> {
        let unit = unit_of(self.rest)?;
        if let Some(char) = char::from_u32(u32::from(unit)) {
            return Some((Piece::Escape(char), 6));
        }
        let pair =
            unit_of(&self.rest[6..]).and_then(|low| char::decode_utf16([unit, low]).next()?.ok());
        Some(pair.map_or((Piece::UnpairedSurrogate(unit), 6), |char| {
            (Piece::Escape(char), 12)
        }))
    }
}

/// The UTF-16 unit of the `\u` escape that `text` starts with, if it starts with one.
fn unit_of(text: &str) -> Option<u16> {
    let [b'\\', b'u', digits @ ..] = text.as_bytes().first_chunk::<6>()? else {
        return None;
    };
    let mut unit = 0;
    for &digit in digits {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            b'A'..=b'F' => digit - b'A' + 10,
            _ => return None,
        };
        unit = unit << 4 | u16::from(value);
    }
    Some(unit)
}
