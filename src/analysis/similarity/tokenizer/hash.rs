//! Hashes of words and symbols.

/// The hash of a word of ASCII letters and digits, whatever their case: setting a bit of all of them changes no digit.
#[inline]
pub(super) fn plain_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
    let (mut at, mut hash) = (start, 0);
    while end - at > 8 {
        hash = mix(hash, first_eight(&bytes[at..]) | every(0x20));
        at += 8;
    }
    let unused = 64 - 8 * (end - at);
    mix(
        hash,
        (first_eight(&bytes[at..]) | every(0x20)) << unused >> unused,
    )
}

pub(super) const fn every(byte: u8) -> u64 {
    u64::MAX / 255 * byte as u64
}

/// The first eight bytes, or all there are and zeros.
#[inline]
pub(super) fn first_eight(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [0; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(eight)
}

/// Returns true if an ASCII sign is a symbol, which is a word; anything else is punctuation. As Unicode has it.
pub(super) const fn is_symbol(sign: u8) -> bool {
    matches!(
        sign,
        b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~'
    )
}

/// Returns true if one of the `signs` of a block is a symbol.
#[inline]
pub(super) fn has_symbol(block: &[u8], mut signs: u64) -> bool {
    while signs != 0 {
        if is_symbol(block[signs.trailing_zeros() as usize]) {
            return true;
        }
        signs &= signs - 1;
    }
    false
}

/// The hash of a symbol: no word's, since the bytes of words are no control characters.
pub(super) fn symbol(code: u32) -> u64 {
    mix(1, u64::from(code) << 8)
}

/// Folds `value` into `hash`: the multiplication spreads each bit upwards, the shift brings them back down.
#[inline]
#[must_use]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}
