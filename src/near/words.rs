//! Words of a text, whatever its script, case and punctuation: each as a hash.
//!
//! A word is a run of letters, digits and the marks on them, after compatibility composition (NFKC) and case folding. In
//! scripts that put no space between words each character stands for itself. A symbol (`+`, `€`, an emoji) is a word; white
//! space and punctuation only part words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::letters::{Class, classify, fold, is_composed};

/// Takes what [`read`] finds, in the order of the text.
pub trait Listener {
    /// A word, by its hash.
    fn word(&mut self, hash: u64);
    /// A punctuation mark, by its code point.
    fn mark(&mut self, mark: u32);
}

/// Bytes that are looked at together: a bit for each.
const BLOCK: usize = 64;

/// Tells `listener` the words of a text.
pub fn read(text: &str, listener: &mut impl Listener) {
    if is_all_composed(text) {
        read_composed(text, listener);
    } else {
        read_composed(&compose(text), listener);
    }
}

/// Whether the text is in NFKC, as far as that shows without putting marks in order. ASCII is passed over eight bytes at a time.
fn is_all_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let beyond = first_eight(&bytes[at..]) & every(0x80);
        if beyond == 0 {
            at += 8;
            continue;
        }
        at += beyond.trailing_zeros() as usize / 8;
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        if !is_composed(character) {
            return false;
        }
        at += character.len_utf8();
    }
    true
}

// Apart and never inlined: few texts need it.
#[cold]
#[inline(never)]
fn compose(text: &str) -> Cow<'_, str> {
    text.nfkc().collect()
}

/// Goes from the end of a word to the next by bits instead of by bytes: where a word ends cannot be predicted, and a wrong
/// guess for each takes longer than all the rest.
#[inline(never)]
fn read_composed(text: &str, listener: &mut impl Listener) {
    let bytes = text.as_bytes();
    let (mut start, mut is_in_word) = (0, 0);
    for (base, block) in (0..).step_by(BLOCK).zip(bytes.chunks(BLOCK)) {
        let Masks { words, others } = Masks::of(block);
        let before = words << 1 | is_in_word;
        let mut starts = words & !before;
        let ends = !words & before;
        if is_in_word == 0 {
            start = base + starts.trailing_zeros() as usize;
            starts &= starts.wrapping_sub(1);
        }
        let mut events = ends | others;
        while events != 0 {
            let at = events.trailing_zeros();
            if ends >> at & 1 == 1 {
                read_run(text, start, base + at as usize, listener);
                start = base + starts.trailing_zeros() as usize;
                starts &= starts.wrapping_sub(1);
            }
            if others >> at & 1 == 1 {
                read_sign(block[at as usize], listener);
            }
            events &= events - 1;
        }
        is_in_word = words >> (BLOCK - 1);
    }
    // A whole block of word; a shorter one ends in bits that are no word's.
    if is_in_word == 1 {
        read_run(text, start, bytes.len(), listener);
    }
}

/// Of each byte of a block, from the lowest bit on, what it is.
struct Masks {
    /// ASCII letters and digits, and all beyond ASCII.
    words: u64,
    /// Everything else that can be seen.
    others: u64,
}

impl Masks {
    fn of(block: &[u8]) -> Self {
        let mut masks = Self {
            words: 0,
            others: 0,
        };
        for (at, eight) in (0..).step_by(8).zip(block.chunks(8)) {
            masks.set(at, first_eight(eight));
        }
        masks
    }

    /// Eight bytes at once: adding to seven bits carries into the eighth where the byte is at or past a bound.
    #[inline]
    fn set(&mut self, at: usize, eight: u64) {
        const HIGH: u64 = every(0x80);
        let low = eight & !HIGH;
        let past = |of: u64, bound: u8| of + every(0x80 - bound);
        let folded = low | every(0x20);
        let letters = past(folded, b'a') & !past(folded, b'z' + 1);
        let digits = past(low, b'0') & !past(low, b'9' + 1);
        let words = (letters | digits | eight) & HIGH;
        let seen = past(low, b'!') & !past(low, 0x7F) & HIGH;
        self.words |= bits(words) << at;
        self.others |= bits(seen & !words) << at;
    }
}

const fn every(byte: u8) -> u64 {
    u64::MAX / 255 * byte as u64
}

/// The high bits of eight bytes, side by side.
const fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The first eight bytes, or all there are and zeros.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [0; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(eight)
}

/// A run of ASCII letters and digits is a word; one with more in it is looked at character by character.
#[inline]
fn read_run(text: &str, start: usize, end: usize, listener: &mut impl Listener) {
    let bytes = text.as_bytes();
    let (mut at, mut hash, mut all) = (start, 0, 0);
    while end - at > 8 {
        let eight = first_eight(&bytes[at..]);
        all |= eight;
        hash = mix(hash, eight | every(0x20));
        at += 8;
    }
    let unused = 64 - 8 * (end - at);
    let last = first_eight(&bytes[at..]) << unused >> unused;
    if (all | last) & every(0x80) != 0 {
        return read_characters(&text[start..end], listener);
    }
    listener.word(mix(hash, (last | every(0x20)) << unused >> unused));
}

/// An ASCII sign: a symbol is a word, anything else is punctuation. As Unicode has it.
fn read_sign(sign: u8, listener: &mut impl Listener) {
    if matches!(
        sign,
        b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~'
    ) {
        listener.word(symbol(u32::from(sign)));
    } else {
        listener.mark(u32::from(sign));
    }
}

#[inline(never)]
fn read_characters(run: &str, listener: &mut impl Listener) {
    let mut word = Word::default();
    for character in run.chars() {
        match classify(character) {
            Class::Letter => fold(character, |folded| word.push(folded)),
            Class::Ideograph => {
                word.end(listener);
                word.push(character);
                word.end(listener);
            }
            Class::Symbol => {
                word.end(listener);
                listener.word(symbol(character as u32));
            }
            Class::Mark => {
                word.end(listener);
                listener.mark(character as u32);
            }
            Class::Space => word.end(listener),
            Class::Nothing => {}
        }
    }
    word.end(listener);
}

/// A word that is read character by character; its hash is that of [`read_run`].
#[derive(Default)]
struct Word {
    /// The bytes that are not in the hash yet, the first one lowest.
    pending: u64,
    length: u32,
    hash: u64,
}

impl Word {
    fn push(&mut self, character: char) {
        for &byte in character.encode_utf8(&mut [0; 4]).as_bytes() {
            if self.length == 8 {
                self.hash = mix(self.hash, self.pending);
                (self.pending, self.length) = (0, 0);
            }
            self.pending |= u64::from(byte) << (8 * self.length);
            self.length += 1;
        }
    }

    fn end(&mut self, listener: &mut impl Listener) {
        if self.length > 0 {
            listener.word(mix(self.hash, self.pending));
            *self = Self::default();
        }
    }
}

/// The hash of a symbol: no word's, since the bytes of words are no control characters.
fn symbol(code: u32) -> u64 {
    mix(1, u64::from(code) << 8)
}

/// Folds `value` into `hash`: the multiplication spreads each bit upwards, the shift brings them back down.
#[inline]
#[must_use]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

#[cfg(test)]
mod tests {
    use super::{Listener, read};

    /// What was heard: words and marks in order.
    #[derive(Default, Debug, PartialEq)]
    struct Heard(Vec<(bool, u64)>);

    impl Listener for Heard {
        fn word(&mut self, hash: u64) {
            self.0.push((true, hash));
        }
        fn mark(&mut self, mark: u32) {
            self.0.push((false, u64::from(mark)));
        }
    }

    fn heard(text: &str) -> Heard {
        let mut heard = Heard::default();
        read(text, &mut heard);
        heard
    }

    fn words(text: &str) -> Vec<u64> {
        heard(text)
            .0
            .into_iter()
            .filter(|(is_word, _)| *is_word)
            .map(|(_, hash)| hash)
            .collect()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        // Word by word and all at once, so that every place in a block is the start and the end of some word.
        for length in 1..40 {
            let word = "abcdefghij0123456789ABCDEFGHIJabcdefghij"
                .chars()
                .take(length)
                .collect::<String>();
            for gap in 1..10 {
                let text = format!("{word}{}", " ".repeat(gap)).repeat(20);
                assert_eq!(words(&text), words(&word).repeat(20), "{length} {gap}");
                assert_eq!(
                    words(text.trim()),
                    words(&word).repeat(20),
                    "{length} {gap}"
                );
            }
        }
    }

    #[test]
    fn letters_beyond_ascii_do_not_change_the_words_around_them() {
        let text =
            "The quick brown fox, naïve as ever, jumps over 42 lazy dogs and internationalization";
        for (at, _) in text.char_indices() {
            let (before, after) = text.split_at(at);
            let parted = [words(before), words("ж"), words(after)].concat();
            assert_eq!(words(&format!("{before} ж {after}")), parted);
        }
    }

    #[test]
    fn case_width_and_composition_do_not_count() {
        for (one, other) in [
            ("Internationalization", "iNTERNATIONALIZATION"),
            ("ÜBERGRÖSSENTRÄGER", "übergrößenträger"),
            ("cafe\u{301}", "CAFÉ"),
            ("Ｆｕｌｌ１", "full1"),
            ("ﬁnd", "FIND"),
            ("ΟΔΟΣ", "οδος"),
            ("co\u{ad}operate", "cooperate"),
            (
                "한국어",
                "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}",
            ),
        ] {
            assert_eq!(words(one), words(other), "{one} {other}");
            assert_eq!(words(one).len(), 1, "{one}");
        }
    }

    #[test]
    fn punctuation_parts_words_and_symbols_are_words() {
        for (text, count) in [
            ("don't stop", 3),
            ("snake_case", 2),
            ("1+1=2", 5),
            ("a<b", 3),
            ("“so” — they said…", 3),
            ("5 € or 6£", 5),
            ("😀😡", 2),
            ("日本語", 3),
            ("ラーメン", 4),
            ("สวัสดี", 6),
            ("हिन्दी भाषा", 2),
            ("...", 0),
            (" \t\n", 0),
        ] {
            assert_eq!(words(text).len(), count, "{text}");
        }
        assert_ne!(words("6 + 3"), words("6 < 3"));
        assert_ne!(heard("6 * 3"), heard("6 / 3"));
        assert_eq!(words("6 * 3"), words("6 / 3"));
        assert_eq!(heard("Why ?  Well"), heard("why? well"));
    }
}
