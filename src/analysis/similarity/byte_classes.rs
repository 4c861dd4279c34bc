//! Sixty-four bytes of text at once, a bit for each: what a byte is to the word around it.

use wide::u8x16;

/// Bytes that are classified together.
pub const BLOCK: usize = 64;

/// The class of each byte of a block, from the lowest bit on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByteClasses {
    /// Letters and digits, and everything beyond ASCII.
    pub words: u64,
    /// Everything else that can be seen.
    pub signs: u64,
    /// Beyond ASCII.
    pub wide: u64,
}

impl ByteClasses {
    /// Reads a block of at most [`BLOCK`] bytes; behind its end there is nothing.
    #[inline]
    pub fn of(block: &[u8]) -> Self {
        if let Ok(whole) = block.try_into() {
            return Self::of_whole(whole);
        }
        let mut whole = [0; BLOCK];
        whole[..block.len()].copy_from_slice(block);
        Self::of_whole(&whole)
    }

    #[inline]
    fn of_whole(block: &[u8; BLOCK]) -> Self {
        let mut masks = Self::default();
        for (at, bytes) in (0..).step_by(16).zip(block.chunks_exact(16)) {
            let Ok(bytes) = bytes.try_into().map(u8x16::new) else {
                continue;
            };
            let letters = is_among(bytes | u8x16::splat(0x20), b'a', b'z');
            let digits = is_among(bytes, b'0', b'9');
            let wide = is_among(bytes, 0x80, 0xFF);
            let words = letters | digits | wide;
            masks.words |= bits(words) << at;
            masks.wide |= bits(wide) << at;
            masks.signs |= bits(is_among(bytes, b'!', b'~')) << at;
        }
        masks.signs &= !masks.words;
        masks
    }
}

/// All bits of each byte that is `first` to `last`.
#[inline]
fn is_among(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let from_first = bytes - u8x16::splat(first);
    from_first
        .min(u8x16::splat(last - first))
        .cmp_eq(from_first)
}

/// One bit of each byte.
#[inline]
fn bits(bytes: u8x16) -> u64 {
    u64::from(bytes.move_mask().cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, ByteClasses};

    #[test]
    fn each_byte_is_told_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for at in 0..BLOCK {
                let mut block = [b' '; BLOCK];
                block[at] = byte;
                let bit = |is: bool| u64::from(is) << at;
                let expected = ByteClasses {
                    words: bit(byte.is_ascii_alphanumeric() || byte >= 0x80),
                    signs: bit(byte.is_ascii_punctuation()),
                    wide: bit(byte >= 0x80),
                };
                assert_eq!(ByteClasses::of(&block), expected, "{byte} {at}");
                assert_eq!(ByteClasses::of(&block[..=at]), expected, "{byte} {at}");
            }
        }
    }
}
