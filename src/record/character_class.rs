//! Classes of characters that tokenizers treat alike, and counts of them.

use std::iter::zip;

/// Characters of one kind, as far as the number of their tokens goes. Some overlap: a capital in the middle of a word counts as
/// `Upper` and as `Camel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CharacterClass {
    /// `a` to `z`.
    Lower,
    /// `A` to `Z`.
    Upper,
    /// A letter of ASCII that begins a word.
    WordStart,
    /// A capital behind a small letter, as in `camelCase` and Base64.
    Camel,
    /// `0` to `9`.
    Digit,
    /// A digit that begins a number.
    NumberStart,
    /// Punctuation and control characters of ASCII.
    Punctuation,
    /// White space or punctuation that repeats the character before it.
    Repeated,
    /// A space.
    Space,
    /// A line feed, carriage return or tab.
    LineFeed,
    /// `j`, `k`, `q`, `x`, `z`: rare in English, whose words are the longest tokens.
    RareLetter,
    /// The letter `a`, which other languages in Latin letters have more of than English.
    LetterA,
    /// A letter of ASCII behind a digit, as in hashes and UUIDs.
    AfterDigit,
    /// U+0080 to U+02FF: Latin letters with marks.
    Latin,
    /// U+0300 to U+037F: combining marks.
    Mark,
    /// Greek.
    Greek,
    /// Small letters of Russian.
    Cyrillic,
    /// Capitals of Cyrillic.
    CyrillicCapital,
    /// Cyrillic letters that Russian lacks.
    CyrillicOther,
    /// Armenian.
    Armenian,
    /// Hebrew.
    Hebrew,
    /// Arabic, Syriac, Thaana, N'Ko.
    Arabic,
    /// Devanagari.
    Devanagari,
    /// Thai.
    Thai,
    /// Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala.
    Indic,
    /// U+1E00 to U+1FFF: Vietnamese, and ancient Greek.
    Vietnamese,
    /// Georgian.
    Georgian,
    /// Burmese.
    Burmese,
    /// Ethiopic.
    Ethiopic,
    /// Khmer.
    Khmer,
    /// Lao and Tibetan.
    Lao,
    /// The other scripts of U+1000 to U+1DFF.
    OtherScript,
    /// U+2000 to U+2FFF: typographic punctuation, mathematics, arrows.
    Symbol,
    /// Kana, and East Asian punctuation.
    Kana,
    /// Rare Han (extension A).
    RareHan,
    /// Han.
    Han,
    /// Hangul.
    Hangul,
    /// Full-width forms, and private use.
    FullWidth,
    /// U+1F000 to U+1FFFF: emoji.
    Emoji,
    /// Everything else beyond U+FFFF.
    Supplementary,
}

use CharacterClass as Class;

/// Number of classes.
pub const CLASSES: usize = Class::Supplementary as usize + 1;

/// Bytes that are counted at a time: as many as a sum in one byte can hold, and a multiple of a vector.
const BLOCK: usize = 240;

/// Numbers of characters by class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassCounts([u32; CLASSES]);

impl Default for ClassCounts {
    fn default() -> Self {
        Self([0; CLASSES])
    }
}

impl ClassCounts {
    /// Adds the characters of `text`, which follows the byte `before`.
    pub fn add(&mut self, before: u8, text: &str) {
        let bytes = text.as_bytes();
        let Some(&first) = bytes.first() else {
            return;
        };
        self.add_ascii(&[before], &[first]);
        for (before, block) in zip(bytes.chunks(BLOCK), bytes[1..].chunks(BLOCK)) {
            self.add_ascii(before, block);
        }
        if !text.is_ascii() {
            self.add_wide(bytes);
        }
    }

    /// Adds the ASCII among `bytes`; `before` has the byte before each. Written so that the compiler makes vectors of it.
    fn add_ascii(&mut self, before: &[u8], bytes: &[u8]) {
        let mut sums = [0_u8; Class::AfterDigit as usize + 1];
        for (&before, &byte) in zip(before, bytes) {
            let lower = byte.wrapping_sub(b'a') < 26;
            let upper = byte.wrapping_sub(b'A') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            let after_lower = before.wrapping_sub(b'a') < 26;
            let after_upper = before.wrapping_sub(b'A') < 26;
            let after_digit = before.wrapping_sub(b'0') < 10;
            let in_word = after_lower || after_upper || (before >= 0x80);
            let other = !(lower || upper || digit) && (byte < 0x80);
            let repeated = other && (byte == before);
            let space = byte == b' ';
            let line_feed = (byte == b'\n') || (byte == b'\r') || (byte == b'\t');
            let rare = (byte == b'j')
                || (byte == b'k')
                || (byte == b'q')
                || (byte == b'x')
                || (byte == b'z');
            for (class, counted) in [
                (Class::Lower, lower),
                (Class::Upper, upper),
                (Class::WordStart, (lower || upper) && !in_word),
                (Class::Camel, upper && after_lower),
                (Class::Digit, digit),
                (Class::NumberStart, digit && !after_digit),
                (
                    Class::Punctuation,
                    other && !repeated && !space && !line_feed,
                ),
                (Class::Repeated, repeated),
                (Class::Space, space && !repeated),
                (Class::LineFeed, line_feed && !repeated),
                (Class::RareLetter, rare),
                (Class::LetterA, byte == b'a'),
                (Class::AfterDigit, (lower || upper) && after_digit),
            ] {
                sums[class as usize] += u8::from(counted);
            }
        }
        for (count, sum) in zip(&mut self.0, sums) {
            *count += u32::from(sum);
        }
    }

    /// Adds the characters beyond ASCII.
    fn add_wide(&mut self, bytes: &[u8]) {
        for (at, block) in bytes.chunks(16).enumerate() {
            if block.is_ascii() {
                continue;
            }
            for (offset, &byte) in block.iter().enumerate() {
                if byte >= 0xC0 {
                    let second = bytes.get(at * 16 + offset + 1).copied().unwrap_or(0x80);
                    self.0[class_of(byte, second) as usize] += 1;
                }
            }
        }
    }

    /// Adds the counts of another text.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        for (count, more) in zip(&mut self.0, other.0) {
            *count += more;
        }
        self
    }

    /// Sum of the counts, each times its class's weight.
    #[must_use]
    pub fn weighted(&self, weights: impl Iterator<Item = u32>) -> u64 {
        zip(self.0, weights)
            .map(|(count, weight)| u64::from(count) * u64::from(weight))
            .sum()
    }
}

/// Returns the class of a character beyond ASCII by its first two bytes of UTF-8.
const fn class_of(first: u8, second: u8) -> Class {
    match (first, second) {
        (..=0xCB, _) => Class::Latin,
        (..=0xCD, _) => Class::Mark,
        (..=0xCF, _) => Class::Greek,
        (0xD0, ..=0xAF) => Class::CyrillicCapital,
        (0xD0, _) | (0xD1, ..=0x8F) => Class::Cyrillic,
        (..=0xD3, _) => Class::CyrillicOther,
        (..=0xD6, _) => Class::Armenian,
        (0xD7, _) => Class::Hebrew,
        (..=0xDF, _) | (0xE0, ..=0x9F) => Class::Arabic,
        (0xE0, 0xA4 | 0xA5) => Class::Devanagari,
        (0xE0, 0xB8 | 0xB9) => Class::Thai,
        (0xE0, 0xBA..) => Class::Lao,
        (0xE0, _) => Class::Indic,
        (0xE1, 0x80 | 0x81) => Class::Burmese,
        (0xE1, 0x82 | 0x83) => Class::Georgian,
        (0xE1, 0x88..=0x8E) => Class::Ethiopic,
        (0xE1, 0x9E | 0x9F) => Class::Khmer,
        (0xE1, 0xB8..) => Class::Vietnamese,
        (0xE1, _) => Class::OtherScript,
        (0xE2, _) => Class::Symbol,
        (0xE3, ..=0x8F) => Class::Kana,
        (0xE3, _) | (0xE4, ..=0xB7) => Class::RareHan,
        (..=0xE9, _) => Class::Han,
        (..=0xED, _) => Class::Hangul,
        (..=0xEF, _) => Class::FullWidth,
        (0xF0, 0x9F) => Class::Emoji,
        _ => Class::Supplementary,
    }
}
