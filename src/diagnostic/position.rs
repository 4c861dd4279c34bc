//! Units and bases of positions in a line and in a file.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, 0-based, relative to the text it was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte, 0-based.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The place of one byte.
    #[must_use]
    pub fn byte(at: usize) -> Self {
        Self::new(narrow(at), narrow(at + 1))
    }

    /// Returns the span shifted by so many bytes.
    #[must_use]
    pub const fn shifted(self, bytes: u32) -> Self {
        Self::new(self.start + bytes, self.end + bytes)
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns true if the span holds no byte: a place between two bytes.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range that slices.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Returns a size or offset of something in memory as 32 bits. Nothing is lost: in wasm, which is all that ships, addresses have
/// 32 bits. Elsewhere (tests) the largest value is returned instead of a wrong one.
#[must_use]
pub fn narrow(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

/// Counts the UTF-16 code units of the bytes: editors, LSP and JavaScript count columns in them.
/// Bytes that are not UTF-8 count one unit for each byte that does not continue a character.
#[must_use]
pub fn utf16_units(bytes: &[u8]) -> u64 {
    // At most two a byte, so that a `u8` holds the units of a stretch: the compiler makes sixteen lanes of it.
    let units = |byte: &u8| u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
    let stretches = bytes.chunks(127);
    stretches
        .map(|stretch| u64::from(stretch.iter().map(units).sum::<u8>()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::utf16_units;

    #[test]
    fn utf16_units_count_what_javascript_counts() {
        for text in ["", "abc", "héllo", "日本", "a😀b"] {
            assert_eq!(
                utf16_units(text.as_bytes()),
                text.encode_utf16().count() as u64,
                "{text}"
            );
        }
    }
}
