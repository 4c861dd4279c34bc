//! The inner loops: from a byte to the end of the token that starts there.

use memchr::memchr3;

use super::tape::Fault;

/// The byte at `at`, or NUL behind the end: NUL is allowed nowhere in JSON, so both end a token.
pub(super) fn byte_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// The first place from `at` on that is not white space.
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(byte_at(bytes, at), b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    at
}

/// Returns one past the string whose quote, `mark`, is at `start`, or past the line feed that breaks it off; `None` if the bytes
/// end first.
pub fn string_or_line_end(bytes: &[u8], start: usize, mark: u8) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr3(mark, b'\\', b'\n', bytes.get(at..)?)?;
        match bytes[at] {
            b'\\' => at += 2,
            _ => return Some(at + 1),
        }
    }
}

/// Returns the position past the closing quote of the string that opens at `start`, and a summary of its content.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Result<(usize, Content), Fault> {
    let mut at = start + 1;
    let mut content = Content::PLAIN;
    let mut seen = 0;
    loop {
        at = plain_end_seeing(bytes, at, &mut seen);
        match byte_at(bytes, at) {
            b'"' => return Ok((at + 1, content.with_bytes(seen))),
            b'\\' => {
                let (length, escape) = match byte_at(bytes, at + 1) {
                    b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't' => (2, Content::ESCAPE),
                    b'/' => (2, Content::FREE),
                    b'u' if hex_digits(bytes, at + 2) == 4 => (6, Content::FREE),
                    _ => return Err(Fault::String { start, at }),
                };
                content = content.with(escape);
                at += length;
            }
            _ => return Err(Fault::String { start, at }),
        }
    }
}

/// Facts about a string, noted while it is read so that it is not read again: the number of escapes;
/// whether one of them is free, that is, could be written otherwise (`\n` could not, `\/` and
/// `\u000a` could); whether there may be a byte beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Content(pub(super) u32);

impl Content {
    const PLAIN: Self = Self(0);
    const ESCAPE: Self = Self(1);
    const FREE: Self = Self(1 << 31);
    const WIDE: Self = Self(1 << 30);
    const COUNT: u32 = Self::WIDE.0 - 1;

    const fn with(self, escape: Self) -> Self {
        if self.0 & Self::COUNT == Self::COUNT {
            // A billion escapes: too many to count, so each is checked.
            return Self(self.0 | Self::FREE.0);
        }
        Self((self.0 + (escape.0 & Self::COUNT)) | (escape.0 & Self::FREE.0))
    }

    const fn with_bytes(self, seen: u64) -> Self {
        if seen & HIGH_BITS == 0 {
            self
        } else {
            Self(self.0 | Self::WIDE.0)
        }
    }

    /// Returns true if there is any escape.
    pub(super) const fn escaped(self) -> bool {
        self.0 & !Self::WIDE.0 != 0
    }

    /// Returns true if one of them could be written otherwise.
    pub(super) const fn free(self) -> bool {
        self.0 & Self::FREE.0 != 0
    }

    /// Returns true if there may be a byte beyond ASCII.
    pub(super) const fn wide(self) -> bool {
        self.0 & Self::WIDE.0 != 0
    }

    /// Returns the number of escapes of two bytes; right only if none is free.
    pub(super) const fn escapes(self) -> usize {
        (self.0 & Self::COUNT) as usize
    }
}

/// The high bit of each of eight bytes.
const HIGH_BITS: u64 = u64::MAX / 255 * 0x80;

/// Counts the hexadecimal digits among the four bytes from `at` on, up to the first byte that is none.
pub(super) fn hex_digits(bytes: &[u8], at: usize) -> usize {
    bytes
        .iter()
        .skip(at)
        .take(4)
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count()
}

const fn ends_plain(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// The first quote, backslash or control character from `at` on, or the end.
///
/// Sixteen bytes in two `u64` are the best size in wasm, which is what ships; real texts end most stretches early, at a
/// quote, a line break or a tool call. Measured over the strings of 4,000 records of about 1 KB, in MB/s on one shared
/// core, best of 25:
///
/// ```text
///                                native              wasm (+simd128, Node)
///                        plain  \n  converse      plain  \n  converse
/// byte by byte             924  1279   1337         1552  1223   1249
/// 8 bytes in a u64        3488  2342   2303         5284  2216   1743
/// 2 x 8 bytes             5578  2175   1685         7544  2292   1838     this
/// 16 bytes, any() fold    4060  2313   1693         2204   893    840
/// 32 bytes, any() fold    3427  1974   1525         1891  1214   1113
/// memchr2, then controls  6810  1616    973         8149  1767   1308
/// ```
pub(super) fn plain_end(bytes: &[u8], at: usize) -> usize {
    plain_end_seeing(bytes, at, &mut 0)
}

/// The same; sets in `seen` every bit that is set in a byte passed over (or near its end).
fn plain_end_seeing(bytes: &[u8], mut at: usize, seen: &mut u64) -> usize {
    while let Some(sixteen) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let both = u128::from_le_bytes(*sixteen);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the two halves of 128 bits"
        )]
        let (first, second) = (both as u64, (both >> 64) as u64);
        *seen |= first | second;
        let hits = plain_ends(first);
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        let hits = plain_ends(second);
        if hits != 0 {
            return at + 8 + hits.trailing_zeros() as usize / 8;
        }
        at += 16;
    }
    while at < bytes.len() && !ends_plain(bytes[at]) {
        *seen |= u64::from(bytes[at]);
        at += 1;
    }
    at
}

/// The high bit of every byte that ends plain text; right up to and including the lowest one, which
/// is the one wanted.
const fn plain_ends(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let quotes = eight ^ (ONES * b'"' as u64);
    let backslashes = eight ^ (ONES * b'\\' as u64);
    let borrows = quotes.wrapping_sub(ONES)
        | backslashes.wrapping_sub(ONES)
        | eight.wrapping_sub(ONES * 0x20);
    borrows & !eight & HIGH_BITS
}

/// One past the number that starts at `start`.
pub(super) fn number_end(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let digits_end = |mut at| {
        while byte_at(bytes, at).is_ascii_digit() {
            at += 1;
        }
        at
    };
    let some_digits_end = |at| {
        let end = digits_end(at);
        if end == at {
            Err(Fault::Number { start, at })
        } else {
            Ok(end)
        }
    };

    let integer = start + usize::from(byte_at(bytes, start) == b'-');
    let mut at = if byte_at(bytes, integer) == b'0' {
        integer + 1
    } else {
        some_digits_end(integer)?
    };
    if byte_at(bytes, at) == b'.' {
        at = some_digits_end(at + 1)?;
    }
    if matches!(byte_at(bytes, at), b'e' | b'E') {
        at += 1;
        at += usize::from(matches!(byte_at(bytes, at), b'+' | b'-'));
        at = some_digits_end(at)?;
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::{ends_plain, plain_end};

    /// Every pair of bytes in every place of a block: a hit must not hide or invent one beside it.
    #[test]
    fn plain_text_ends_where_it_would_byte_by_byte() {
        for pair in 0..=u16::MAX {
            for at in 0..15 {
                let mut bytes = [b'a'; 17];
                bytes[at..at + 2].copy_from_slice(&pair.to_be_bytes());
                let expected = bytes
                    .iter()
                    .position(|&byte| ends_plain(byte))
                    .unwrap_or(17);
                assert_eq!(plain_end(&bytes, 0), expected, "{bytes:?}");
            }
        }
        assert_eq!(plain_end(b"\"x\\", 1), 2);
        assert_eq!(plain_end(b"", 0), 0);
    }
}
