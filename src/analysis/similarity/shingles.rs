//! Shingles of a record's texts: three words in a row, each known by 30 bits of its hash.
//!
//! Three words, since an edited word changes three shingles of about as many as there are words, so that a similarity of 0.8
//! means 96 words of 100 unchanged, 0.7 means 94 and 0.5 means 88. Runs of two words, or of five or seven characters, find
//! the same edits at higher figures, and at figures that find the same edits no fewer unrelated pairs (measured on
//! dialogues with edited copies and 300 problems of mathematics).
//! But more of them are frequent: of English prose 3 to 11 in 100 runs of three words are in more than 1% of the
//! records, 24 to 40 of two words, 79 of five characters; with these left out the figure would depend on how many
//! records there are. Two characters of Thai are in all Thai texts. And characters in a row take five times the memory.
//!
//! A sign belongs to the word behind it, so that it takes no place among the three: JSON and code have as many signs as words, and
//! would be alike by them.
//!
//! 30 bits, since two texts of a thousand words share a shingle by chance once in 1,000 pairs, which raises their similarity by
//! 0.0005; and a record takes four bytes a word, with two bits for the part of the record that a shingle is of.

use crate::analysis::similarity::tokenizer::{Listener, is_sign, mix, signed};

/// Words in a row that make a shingle; a text of fewer is one shingle of those it has.
pub const WORDS: usize = 3;

/// Distinct shingles of a record that are compared; of a record of more words, what comes first.
pub const MOST_SHINGLES: usize = 1 << 20;

/// The bit of shingles in the answer: in the question the same words are another shingle.
pub const ANSWER: u32 = 1 << 31;

/// The bit of shingles in turns of the user before the answer.
pub const USER: u32 = 1 << 30;

/// Steps for each place of the table before it is given up; a good hash takes less than one.
const MOST_STEPS: usize = 8;

/// Collects the shingles of one record; its buffers are used again.
#[derive(Default)]
pub struct Shingler {
    found: Vec<u32>,
    /// A hash set of shingles, by linear probing; 0 for an empty slot.
    seen: Vec<u32>,
    /// [`ANSWER`] while the answer is read, [`USER`] in a turn of the user, or 0.
    part: u32,
}

/// A text of the record, word by word.
#[derive(Default)]
pub struct Window {
    before: [u64; WORDS - 1],
    words: usize,
    /// The signs since the last word; 0 for none.
    signs: u64,
}

impl Window {
    /// The next words and signs; the shingles that they end go to `shingler`.
    #[inline]
    pub fn push(&mut self, words: &[u64], shingler: &mut Shingler) {
        if self.signs == 0 && !words.iter().any(|&word| is_sign(word)) {
            self.push_words(words, shingler);
        } else {
            self.push_signs(words, shingler);
        }
    }

    #[inline(never)]
    fn push_signs(&mut self, words: &[u64], shingler: &mut Shingler) {
        for &word in words {
            if is_sign(word) {
                self.signs = mix(self.signs, word).max(1);
            } else {
                let signs = std::mem::take(&mut self.signs);
                self.push_words(&[signed(signs, word)], shingler);
            }
        }
    }

    #[inline]
    fn push_words(&mut self, words: &[u64], shingler: &mut Shingler) {
        let first = WORDS - 1 - self.words.min(WORDS - 1);
        let mut last = self.before;
        let ended = words.iter().map(|&word| {
            let one = shingle([last[0], last[1], word]);
            last = [last[1], word];
            one
        });
        if first == 0 {
            shingler.extend(ended);
        } else {
            shingler.extend(ended.skip(first));
        }
        self.words += words.len();
        match *words {
            [.., one, two] => self.before = [one, two],
            [one] => self.before = [self.before[1], one],
            [] => {}
        }
    }

    /// The end of the text: its only shingle, if it had too few words for any.
    pub fn end(mut self, shingler: &mut Shingler) {
        if self.signs != 0 {
            self.push_words(&[signed(self.signs, 0)], shingler);
        }
        let [first, second] = self.before;
        if (1..WORDS).contains(&self.words) {
            shingler.add(shingle([self.words as u64, first, second]));
        }
    }
}

/// Words are mixed well before; turned by different amounts, their order counts.
#[inline]
fn shingle([first, second, third]: [u64; WORDS]) -> u32 {
    let turned = first.rotate_left(42) ^ second.rotate_left(21) ^ third;
    (turned.wrapping_mul(0x9FB2_1C65_1E98_DF25) >> 34) as u32
}

impl Shingler {
    /// Adds a shingle of the current record.
    pub fn add(&mut self, shingle: u32) {
        self.extend(std::iter::once(shingle));
    }

    /// Adds shingles of the current record; none is 0, which marks an empty place.
    #[inline]
    pub fn extend(&mut self, shingles: impl Iterator<Item = u32>) {
        let part = self.part;
        self.found
            .extend(shingles.map(|shingle| (shingle & (USER - 1)).max(1) | part));
        if self.found.len() >= 2 * MOST_SHINGLES {
            self.compact();
        }
    }

    /// Begins a part: [`ANSWER`], [`USER`], or 0 for what else is said before the answer.
    pub const fn begin(&mut self, part: u32) {
        self.part = part;
    }

    /// Appends the record's shingles to `all`, each once, in the order of the text; the next record begins.
    pub fn finish(&mut self, all: &mut Vec<u32>) {
        self.compact();
        all.append(&mut self.found);
    }

    /// Removes repeated shingles.
    fn compact(&mut self) {
        if self.found.len() < 2 {
            return;
        }
        // So empty that nearly all find their place at once: a wrong guess of the processor takes longer than the rest.
        // At most 2 * MOST_SHINGLES and one batch of words are there, so that `size` is 2^24 at most and never full.
        let size = (self.found.len() * 4).next_power_of_two();
        if self.seen.len() < size {
            self.seen.resize(size, 0);
        }
        let seen = &mut self.seen[..size];
        seen.fill(0);
        let shift = u32::BITS - size.trailing_zeros();
        let (mut kept, mut steps) = (0, 0);
        for at in 0..self.found.len() {
            let shingle = self.found[at];
            let mut place = (shingle.wrapping_mul(0x9E37_79B1) >> shift) as usize;
            while seen[place] != 0 && seen[place] != shingle {
                place = (place + 1) & (size - 1);
                steps += 1;
            }
            if seen[place] == 0 {
                seen[place] = shingle;
                self.found[kept] = shingle;
                kept += 1;
            }
            if steps > size * MOST_STEPS {
                // Words that were made to fall into one place. What is left and right of `kept` holds all there were.
                self.found.sort_unstable();
                self.found.dedup();
                kept = self.found.len();
                break;
            }
        }
        self.found.truncate(kept.min(MOST_SHINGLES));
    }
}

/// The shingles of texts, for tests and measurements.
#[must_use]
pub fn shingles_of(texts: &[&str]) -> Vec<u32> {
    struct Collect<'s>(&'s mut Shingler, Window);
    impl Listener for Collect<'_> {
        fn words(&mut self, hashes: &[u64]) {
            self.1.push(hashes, self.0);
        }
        fn mark(&mut self, _: u32, _: u32) {}
    }
    let mut shingler = Shingler::default();
    for text in texts {
        let mut collect = Collect(&mut shingler, Window::default());
        crate::analysis::similarity::tokenizer::read(text, &mut collect);
        collect.1.end(&mut shingler);
    }
    let mut all = Vec::new();
    shingler.finish(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::{MOST_SHINGLES, Shingler, shingles_of};

    fn shared(one: &str, other: &str) -> (usize, usize, usize) {
        let [one, other] = [one, other].map(|text| shingles_of(&[text]));
        let shared = one.iter().filter(|shingle| other.contains(shingle)).count();
        (one.len(), other.len(), shared)
    }

    #[test]
    fn a_text_has_a_shingle_less_two_than_words() {
        assert_eq!(
            shared("one two three four", "One, two -- THREE four!"),
            (2, 2, 2)
        );
        assert_eq!(
            shared("one two three four", "one two four three"),
            (2, 2, 0)
        );
        assert_eq!(shared("a a a a a a", "a a a"), (1, 1, 1));
        assert_eq!(shared("a a a a", "a a a a a"), (1, 1, 1));
    }

    #[test]
    fn short_texts_are_neither_lost_nor_alike() {
        for (one, other) in [
            ("yes", "no"),
            ("yes", "yes yes"),
            ("very good", "good very"),
            ("你好", "再见"),
            ("ใช่", "ไม่"),
            ("😀", "😡"),
            ("2 + 2", "2 < 2"),
        ] {
            let (ours, theirs, both) = shared(one, other);
            assert!(ours > 0 && theirs > 0, "{one} {other}");
            assert!(both < ours.max(theirs), "{one} {other}");
        }
        assert_eq!(shared("Yes!", "yes"), (1, 1, 1));
    }

    #[test]
    fn scripts_without_spaces_are_cut_at_characters() {
        // Nine characters, one of them another: the three shingles around it.
        assert_eq!(
            shared("今天天气怎么样啊你", "今天天气怎么好啊你"),
            (7, 7, 4)
        );
        let thai = "วันนี้อากาศเป็นอย่างไร";
        assert_eq!(shared(thai, thai).0, thai.chars().count() - 2);
    }

    #[test]
    fn texts_are_one_however_they_are_composed_and_written() {
        for (one, other) in [
            ("Caf\u{e9} au lait", "CAFE\u{301} AU LAIT"),
            ("ＡＢＣ　１２３ ok", "abc 123 ok"),
            ("ﬁne straße hier", "FINE STRASSE HIER"),
            ("soft\u{ad}ware for all", "software for all"),
            ("“Quoted” — and dashed…", "\"quoted\" - and dashed..."),
        ] {
            let (ours, theirs, both) = shared(one, other);
            assert_eq!((ours, theirs), (both, both), "{one} {other}");
        }
    }

    #[test]
    fn shingles_that_fall_into_one_place_are_compacted_too() {
        // The inverse of the table's multiplier: all of these are thrown to its very beginning.
        let mut inverse = 1_u32;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u32.wrapping_sub(inverse.wrapping_mul(0x9E37_79B1)));
        }
        let mut shingler = Shingler::default();
        for number in (1..20_000_u32).chain(1..20_000) {
            shingler.add(number.wrapping_mul(inverse));
        }
        let mut all = Vec::new();
        shingler.finish(&mut all);
        assert_eq!(all.len(), 19_999);
        assert!(all.is_sorted(), "the table was not given up");
    }

    #[test]
    fn of_a_huge_record_the_first_million_shingles_are_kept() {
        let mut shingler = Shingler::default();
        for number in 0..3 * MOST_SHINGLES {
            shingler.add(u32::try_from(number).expect("a small number") * 5 + 1);
            shingler.add(9);
        }
        let mut all = Vec::new();
        shingler.finish(&mut all);
        assert_eq!(all.len(), MOST_SHINGLES);
        assert_eq!(all[..4], [1, 9, 6, 11]);
    }
}
