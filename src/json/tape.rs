//! The flat tape that the parser writes, and the faults that it stops at.

use crate::diagnostic::position::Span;

/// Number of containers that may be open at once. `serde_json` gives up at the 128th, so it can read every accepted record,
/// too.
pub const MAX_DEPTH: usize = 127;

/// One value or key on the tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// First byte of the token: the quote, the bracket, the first digit or letter.
    pub(super) start: u32,
    /// One past its last byte; for a container the closing bracket's end.
    pub(super) end: u32,
    /// Index of the node behind this one and everything inside it.
    pub(super) next: u32,
    /// Containers: how many members or elements. Strings: their `scan::Content`. Otherwise 0.
    pub(super) detail: u32,
}

impl Node {
    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The tokens that the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A value: at the start, behind a colon, or behind a comma in an array.
    Value,
    /// A value or `]`, right behind `[`.
    FirstElement,
    /// A key, behind a comma.
    Key,
    /// A key or `}`, right behind `{`.
    FirstKey,
    /// The colon behind a key.
    Colon,
    /// Behind a value: a comma or the closing bracket, or at the outermost level the end.
    AfterValue,
}

/// The place and the reason where reading stopped; `diagnose` turns it into an error for people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The byte at `at` (or the end of the text) is not what the place allows.
    Unexpected { place: Place, at: usize },
    /// The string that starts at `start` breaks at `at`: the end, a control character, or the
    /// backslash of an escape.
    String { start: usize, at: usize },
    /// The number that starts at `start` lacks a digit at `at`.
    Number { start: usize, at: usize },
    /// The bracket at `at` is one level too deep.
    TooDeep { at: usize },
}

/// Places in the text and on the tape fit 32 bits: `parse` refuses longer texts, and a node takes
/// at least one byte.
#[expect(
    clippy::cast_possible_truncation,
    reason = "parse refuses texts that do not fit"
)]
pub(super) const fn offset(at: usize) -> u32 {
    at as u32
}
