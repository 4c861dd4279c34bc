//! Hashes of words and symbols. The two lowest bits of each are its kind.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

const NUMBER: u64 = 1;
/// A sign that formulas and code are made of.
const OPERATOR: u64 = 2;
/// Another one.
const SIGN: u64 = 3;
const KIND: u64 = 3;

/// Returns true for the hash of a word that is neither a number nor a sign.
#[inline]
#[must_use]
pub const fn is_letters(hash: u64) -> bool {
    hash & KIND == 0
}

/// Returns true for the hash of a sign.
#[inline]
#[must_use]
pub const fn is_sign(hash: u64) -> bool {
    hash & KIND >= OPERATOR
}

/// Returns true for the hash of a sign that formulas and code are made of.
#[inline]
#[must_use]
pub const fn is_operator(hash: u64) -> bool {
    hash & KIND == OPERATOR
}

/// The hash of a word with signs before it; 0 for none.
#[inline]
#[must_use]
pub const fn signed(signs: u64, word: u64) -> u64 {
    if signs == 0 {
        word
    } else {
        mix(signs, word) & !KIND
    }
}

/// The hash of a word that begins with the byte `first`.
#[inline]
pub(super) const fn with_kind(hash: u64, first: u8) -> u64 {
    hash & !KIND | if first.is_ascii_digit() { NUMBER } else { 0 }
}

/// The hash of a word of ASCII letters and digits, whatever their case: setting a bit of all of them changes no digit.
#[inline]
pub(super) fn plain_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
    let (mut at, mut hash) = (start, 0);
    while end - at > 8 {
        hash = mix(hash, first_eight(&bytes[at..]) | every(0x20));
        at += 8;
    }
    let unused = 64 - 8 * (end - at);
    let rest = (first_eight(&bytes[at..]) | every(0x20)) << unused >> unused;
    with_kind(mix(hash, rest), bytes[start])
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

/// The hash of a symbol, by its code point or beyond: no word's, since the bytes of words are no control characters.
#[must_use]
pub fn symbol(code: u32) -> u64 {
    mix(1, u64::from(code) << 8) & !KIND | kind_of_symbol(code)
}

fn kind_of_symbol(code: u32) -> u64 {
    match char::from_u32(code) {
        None => OPERATOR,
        Some(character) if character.is_ascii() => {
            if r"=+*^<>([{\!&|~".contains(character) {
                OPERATOR
            } else {
                SIGN
            }
        }
        Some(character) => match character.general_category() {
            GeneralCategory::MathSymbol => OPERATOR,
            // An emoji counts as a word.
            GeneralCategory::OtherSymbol => 0,
            _ => SIGN,
        },
    }
}

/// Folds `value` into `hash`: the multiplication spreads each bit upwards, the shift brings them back down.
#[inline]
#[must_use]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}
