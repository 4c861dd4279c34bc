//! Texts as answers are compared: to the character, by their words, as numbers.

use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use crate::analysis::similarity::tokenizer::{Listener, is_sign, read};
use crate::diagnostic::numbers::real;

/// Collects the hashes of a text's words, and its punctuation marks with the number of words before each.
#[derive(Default)]
struct Words {
    found: Vec<u64>,
    marks: Vec<u64>,
}

impl Listener for Words {
    fn words(&mut self, hashes: &[u64]) {
        self.found.extend_from_slice(hashes);
    }

    fn mark(&mut self, ahead: u32, mark: u32) {
        let before = self.found.len() as u64 + u64::from(ahead);
        self.marks.push(before << 32 | u64::from(mark));
    }
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        read(text, &mut words);
        words
    }
}

/// The words of a text, each by its hash: NFKC, case folded, without white space and punctuation, as near-duplicates are found. A sign
/// of a formula or of code is one of them: an answer with another sign is another answer.
#[must_use]
pub fn words(text: &str) -> Vec<u64> {
    Words::of(text).found
}

/// One number for all ways to ask the same. Here punctuation counts: `6 * 3` is another question than `6 / 3`.
#[must_use]
pub fn question(text: &str) -> u128 {
    let Words { found, marks } = Words::of(text);
    digest(&[found, marks].concat())
}

fn digest(words: &[u64]) -> u128 {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    xxh3_128(&bytes)
}

/// Seeds, so that no number and no text is alike to words.
const NUMBER: u64 = 1;
const TEXT: u64 = 2;

/// A text that is compared with another many times.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Without white space around it.
    pub text: String,
    key: u128,
    /// The words in order of their hashes, signs left out.
    words: Vec<u64>,
}

impl Answer {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let mut words = words(text);
        let key = match number(text) {
            Some(number) => xxh3_128_with_seed(&number.to_bits().to_le_bytes(), NUMBER),
            None if words.is_empty() => xxh3_128_with_seed(text.as_bytes(), TEXT),
            None => digest(&words),
        };
        words.retain(|&word| !is_sign(word));
        words.sort_unstable();
        Self {
            text: text.to_owned(),
            key,
            words,
        }
    }

    /// Characters in it.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.text.chars().count() as u64
    }

    /// The same text, white space around it left out.
    #[must_use]
    pub fn is_exactly(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// Returns the key that equal answers share: the same words, whatever case, white space and punctuation; the same number,
    /// where all of it is one (-5 is not 5, and 1,000 is 1000); where there are no words (`?`, `…`), the same text.
    #[must_use]
    pub const fn key(&self) -> u128 {
        self.key
    }

    /// Returns true if it is alike.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Returns the share of common words in both lengths: twice as many as are shared, of all there are. 1 for the same words
    /// in any order, 0 for none in common. This is the F1 that question answering is scored with; as there, signs do not count:
    /// the braces of JSON would hide that its values are others.
    #[must_use]
    pub fn token_f1(&self, other: &Self) -> f64 {
        let all = self.words.len() + other.words.len();
        if all == 0 {
            return f64::from(u8::from(self.is_exactly(other)));
        }
        let (mut one, mut two, mut shared) = (0, 0, 0);
        while let (Some(mine), Some(theirs)) = (self.words.get(one), other.words.get(two)) {
            one += usize::from(mine <= theirs);
            two += usize::from(theirs <= mine);
            shared += usize::from(mine == theirs);
        }
        real(2 * shared) / real(all)
    }
}

/// A number that is all of the text, with its sign; currency and percent signs and commas between thousands are passed over.
fn number(text: &str) -> Option<f64> {
    let bare = text
        .trim_start_matches(['$', '€', '£'])
        .trim_end_matches('%');
    let mut digits = String::with_capacity(bare.len());
    let mut groups = bare.split(',');
    digits.push_str(groups.next()?);
    for group in groups {
        let whole = group.split('.').next()?;
        if whole.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let is_number = digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    // Adding 0 makes one zero of two.
    digits
        .parse::<f64>()
        .ok()
        .filter(|_| is_number)
        .map(|number| number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::Answer;

    fn pair(one: &str, two: &str) -> (bool, bool, f64) {
        let (one, two) = (Answer::new(one), Answer::new(two));
        (
            one.is_exactly(&two),
            one.is_like(&two),
            (one.token_f1(&two) * 1000.0).round() / 1000.0,
        )
    }

    #[test]
    fn answers_are_compared_to_the_character_and_by_their_words() {
        for (one, two, expected) in [
            ("Paris", " Paris\n", (true, true, 1.0)),
            ("Paris", "paris.", (false, true, 1.0)),
            ("Ｐａｒｉｓ", "Paris", (false, true, 1.0)),
            ("the red car", "car, the red", (false, false, 1.0)),
            ("the red car", "a red bike", (false, false, 0.333)),
            ("positive", "negative", (false, false, 0.0)),
            ("", "", (true, true, 1.0)),
            ("", "x", (false, false, 0.0)),
            ("?", "!", (false, false, 0.0)),
            ("a a b", "a b b", (false, false, 0.667)),
            ("x = -5", "x = 5", (false, false, 1.0)),
            ("10⁶ m", "106 m", (false, false, 0.4)),
            (r#"{"a": "b"}"#, r#"{"a": "c"}"#, (false, false, 0.5)),
        ] {
            assert_eq!(pair(one, two), expected, "{one:?} {two:?}");
        }
    }

    #[test]
    fn questions_keep_their_punctuation() {
        use super::question;
        assert_eq!(question("What is 6 * 3?"), question("what  is 6 *3?\n"));
        assert_ne!(question("6 * 3"), question("6 / 3"));
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (one, two, like) in [
            ("1,000", "1000", true),
            ("5.0", "5", true),
            ("-5", "5", false),
            ("$3.50", "3.5", true),
            ("12%", "12", true),
            ("1,5", "1.5", false),
            ("1.5", "15", false),
            ("-0", "0", true),
            ("10", "ten", false),
        ] {
            assert_eq!(pair(one, two).1, like, "{one} {two}");
        }
    }
}
