//! Places in a chunk, found without a parser, which may be the part that fails.

use crate::diagnostic::position::utf16_units;
use crate::input::framing::{Framing, SEPARATOR};
use memchr::memchr_iter;
use std::ops::Range;

/// Returns the place of the one record of a chunk, without its separators. Does not use a parser, which may be the part that
/// fails.
pub fn bare(chunk: &[u8], framing: Framing) -> Range<usize> {
    let separates = |byte: &u8| match framing {
        Framing::Values | Framing::Wrapped => {
            matches!(
                *byte,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | SEPARATOR
            )
        }
        _ => matches!(byte, b'\r' | b'\n'),
    };
    let end = match framing {
        // A bracket may be the record's own.
        Framing::Values | Framing::Wrapped => chunk.trim_ascii_end().len(),
        _ => chunk
            .iter()
            .rposition(|byte| !separates(byte))
            .map_or(0, |last| last + 1),
    };
    let start = chunk[..end].iter().position(|byte| !separates(byte));
    start.unwrap_or(end)..end
}

/// Counts the lines that end in `bytes`.
pub fn line_ends(bytes: &[u8], framing: Framing) -> u64 {
    let feeds = memchr_iter(b'\n', bytes);
    let ends = match framing {
        Framing::Returns => {
            let is_alone = |at: &usize| at.checked_sub(1).is_none_or(|at| bytes[at] != b'\r');
            feeds.filter(is_alone).count() + memchr_iter(b'\r', bytes).count()
        }
        _ => feeds.count(),
    };
    ends as u64
}

/// Counts the UTF-16 units after the last line's end in `bytes`, which begin in that column.
pub fn column(bytes: &[u8], framing: Framing, first: u64) -> u64 {
    let start = framing.line_start(bytes, bytes.len());
    let units = utf16_units(&bytes[start..]);
    if start == 0 { first + units } else { units }
}
