//! Words of a text, whatever its script, case and punctuation: each as a hash.
//!
//! A word is a run of letters, digits and the marks on them, after compatibility composition (NFKC) and case folding. In
//! scripts that put no space between words each character stands for itself. A symbol (`+`, `€`, an emoji) is a word; white
//! space and punctuation only part words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::letters::{Class, classify, fold, is_composed};
use super::masks::{BLOCK, Masks};
use crate::position::narrow;

/// Takes what [`read`] finds.
pub trait Listener {
    /// The next words, by their hashes.
    fn words(&mut self, hashes: &[u64]);
    /// A punctuation mark, by its code point; `ahead` of the words that are told next stand before it.
    fn mark(&mut self, ahead: u32, mark: u32);
}

/// Hashes of the words of a block, in order. A full batch is handed on, so that a block may have any number of words:
/// up to 65, where each byte is a symbol and a word ends before the first.
struct Batch {
    hashes: [u64; Self::ROOM],
    count: usize,
}

impl Batch {
    /// Words of a block of ASCII words and marks at most: each needs a byte of its own and one behind it.
    const ROOM: usize = BLOCK / 2;

    const fn new() -> Self {
        Self {
            hashes: [0; Self::ROOM],
            count: 0,
        }
    }

    #[inline]
    fn push(&mut self, hash: u64, listener: &mut impl Listener) {
        if self.count >= Self::ROOM {
            self.hand_on(listener);
        }
        self.hashes[self.count] = hash;
        self.count += 1;
    }

    #[inline]
    fn hand_on(&mut self, listener: &mut impl Listener) {
        listener.words(&self.hashes[..self.count]);
        self.count = 0;
    }
}

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
    let mut run = Run::default();
    for (base, block) in (0..).step_by(BLOCK).zip(bytes.chunks(BLOCK)) {
        let masks = Masks::of(block);
        let before = masks.words << 1 | u64::from(run.is_open);
        let mut edges = Edges {
            base,
            starts: masks.words & !before,
            ends: !masks.words & before,
        };
        if !run.is_open {
            run.start = edges.next_start();
        }
        if masks.wide == 0 && !run.may_be_wide && !has_symbol(block, masks.signs) {
            tell_marks(block, masks.signs, edges.ends, listener);
            tell_plain_words(bytes, &mut run, edges, listener);
        } else {
            read_block(text, &mut run, edges, &masks, listener);
        }
        run.is_open = masks.words >> (BLOCK - 1) == 1;
        run.may_be_wide = run.is_open && (run.may_be_wide || masks.wide != 0);
    }
    // A whole block of word; a shorter one ends in bits that are no word's.
    if run.is_open && run.may_be_wide {
        read_characters(&text[run.start..], listener);
    } else if run.is_open {
        listener.words(&[plain_hash(bytes, run.start, bytes.len())]);
    }
}

/// A run of letters and digits that goes on from one block to the next.
#[derive(Default)]
struct Run {
    start: usize,
    is_open: bool,
    /// Whether there may be more than ASCII in it.
    may_be_wide: bool,
}

/// Where runs of letters and digits begin and end in a block.
#[derive(Clone, Copy)]
struct Edges {
    /// Where the block begins.
    base: usize,
    starts: u64,
    /// One past each.
    ends: u64,
}

impl Edges {
    #[inline]
    fn next_start(&mut self) -> usize {
        let start = self.base + self.starts.trailing_zeros() as usize;
        self.starts &= self.starts.wrapping_sub(1);
        start
    }
}

/// Each mark of a block without symbols.
#[inline]
fn tell_marks(block: &[u8], mut signs: u64, ends: u64, listener: &mut impl Listener) {
    while signs != 0 {
        let at = signs.trailing_zeros();
        let before = ends & (u64::MAX >> (63 - at));
        listener.mark(before.count_ones(), u32::from(block[at as usize]));
        signs &= signs - 1;
    }
}

/// Each word that ends in a block, where all are ASCII.
#[inline]
fn tell_plain_words(bytes: &[u8], run: &mut Run, mut edges: Edges, listener: &mut impl Listener) {
    let mut batch = Batch::new();
    while edges.ends != 0 {
        let end = edges.base + edges.ends.trailing_zeros() as usize;
        batch.push(plain_hash(bytes, run.start, end), listener);
        run.start = edges.next_start();
        edges.ends &= edges.ends - 1;
    }
    batch.hand_on(listener);
}

/// A block that has more in it than ASCII words and marks: one thing after the other.
#[inline(never)]
fn read_block(
    text: &str,
    run: &mut Run,
    mut edges: Edges,
    masks: &Masks,
    listener: &mut impl Listener,
) {
    let bytes = text.as_bytes();
    let mut batch = Batch::new();
    let mut events = edges.ends | masks.signs;
    while events != 0 {
        let at = events.trailing_zeros();
        let place = edges.base + at as usize;
        if edges.ends >> at & 1 == 1 {
            let is_wide = match run.start.checked_sub(edges.base) {
                Some(start) => masks.wide & u64::MAX << start & ((1 << at) - 1) != 0,
                None => !text[run.start..place].is_ascii(),
            };
            if is_wide {
                batch.hand_on(listener);
                read_characters(&text[run.start..place], listener);
            } else {
                batch.push(plain_hash(bytes, run.start, place), listener);
            }
            run.start = edges.next_start();
        }
        if masks.signs >> at & 1 == 1 {
            let sign = bytes[place];
            if is_symbol(sign) {
                batch.push(symbol(u32::from(sign)), listener);
            } else {
                listener.mark(narrow(batch.count), u32::from(sign));
            }
        }
        events &= events - 1;
    }
    batch.hand_on(listener);
}

/// The hash of a word of ASCII letters and digits, whatever their case: setting a bit of all of them changes no digit.
#[inline]
fn plain_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
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

const fn every(byte: u8) -> u64 {
    u64::MAX / 255 * byte as u64
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

/// Whether an ASCII sign is a symbol, which is a word; anything else is punctuation. As Unicode has it.
const fn is_symbol(sign: u8) -> bool {
    matches!(
        sign,
        b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~'
    )
}

/// Whether one of the `signs` of a block is a symbol.
#[inline]
fn has_symbol(block: &[u8], mut signs: u64) -> bool {
    while signs != 0 {
        if is_symbol(block[signs.trailing_zeros() as usize]) {
            return true;
        }
        signs &= signs - 1;
    }
    false
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
                listener.words(&[symbol(character as u32)]);
            }
            Class::Mark => {
                word.end(listener);
                listener.mark(0, character as u32);
            }
            Class::Space => word.end(listener),
            Class::Nothing => {}
        }
    }
    word.end(listener);
}

/// A word that is read character by character; its hash is that of [`plain_hash`].
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
            listener.words(&[mix(self.hash, self.pending)]);
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
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::{BLOCK, Listener, is_symbol, read, read_characters, symbol};

    /// What was heard: words, and marks with how many words stand before each.
    #[derive(Default, Debug, PartialEq)]
    struct Heard {
        words: Vec<u64>,
        marks: Vec<(usize, u32)>,
    }

    impl Listener for Heard {
        fn words(&mut self, hashes: &[u64]) {
            self.words.extend_from_slice(hashes);
        }
        fn mark(&mut self, ahead: u32, mark: u32) {
            self.marks.push((self.words.len() + ahead as usize, mark));
        }
    }

    fn heard(text: &str) -> Heard {
        let mut heard = Heard::default();
        read(text, &mut heard);
        heard
    }

    fn words(text: &str) -> Vec<u64> {
        heard(text).words
    }

    /// The same, one character after the other.
    fn heard_slowly(text: &str) -> Heard {
        let mut heard = Heard::default();
        let mut run = String::new();
        for character in text.chars().chain(['\n']) {
            if character.is_ascii_alphanumeric() || !character.is_ascii() {
                run.push(character);
                continue;
            }
            read_characters(&std::mem::take(&mut run), &mut heard);
            if is_symbol(character as u8) {
                heard.words(&[symbol(character as u32)]);
            } else if character.is_ascii_punctuation() {
                heard.mark(0, character as u32);
            }
        }
        heard
    }

    #[test]
    fn blocks_are_read_as_characters_are() {
        // What is put in moves along blocks of words and marks, so that it stands in every place of one.
        let plain = "It's a (short) test, of words; internationalization... and 42! ".repeat(4);
        for put in [
            "", "é", "naïve", "語", "€", "+", "<b>", "“", "\u{AD}", "a\u{301}",
        ] {
            for at in 0..=plain.len() {
                let (before, after) = plain.split_at(at);
                let text = format!("{before}{put}{after}");
                let composed: String = text.nfkc().collect();
                assert_eq!(heard(&text), heard_slowly(&composed), "{text}");
            }
        }
        for letter in ["a", "é", "語", "-", "+", " "] {
            for count in 0..200 {
                let text = letter.repeat(count);
                assert_eq!(heard(&text), heard_slowly(&text), "{count} × {letter}");
            }
        }
    }

    /// Dense texts: nearly each byte is a word, a symbol or a mark, and now and then there is a character beyond ASCII.
    fn dense_text() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            8 => "[a-z0-9]{1,2}",
            12 => "[$+<=>^`|~]{1,70}",
            4 => "[!-/:-@]{1,3}",
            2 => "[ \n]",
            2 => prop::sample::select(vec!["é", "語", "€", "a\u{301}", "\u{AD}", "😀", "ﬁ", "한", "“"])
                .prop_map(str::to_owned),
            1 => "[a-z]{60,70}",
        ];
        prop::collection::vec(pieces, 1..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn dense_symbols_are_read_as_characters_are_at_every_place_of_a_block(text in dense_text()) {
            for ahead in 0..=BLOCK {
                for padding in ["a", "=", " "] {
                    let text = format!("{}{text}", padding.repeat(ahead));
                    let composed: String = text.nfkc().collect();
                    prop_assert_eq!(heard(&text), heard_slowly(&composed), "{}", text);
                }
            }
        }
    }

    #[test]
    fn a_block_of_symbols_behind_a_word_has_a_word_more_than_bytes() {
        for symbol in ["=", "<", "|"] {
            for length in 0..3 * BLOCK {
                for count in [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
                    let text = format!("{}{}", "a".repeat(length), symbol.repeat(count));
                    assert_eq!(heard(&text), heard_slowly(&text), "{text}");
                    assert_eq!(
                        words(&text).len(),
                        count + usize::from(length > 0),
                        "{text}"
                    );
                }
            }
        }
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
