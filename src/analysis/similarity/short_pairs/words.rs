//! Words of two prompts: those of one alone, and those that differ by a slip of the pen.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;

use super::Words;

/// The letters of a text without accents of Latin, Greek and Cyrillic ones: people leave them out in haste.
pub fn without_accents(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
        .filter(|one| !('\u{300}'..='\u{36f}').contains(one))
}

/// The words, ascending by number.
pub fn sorted(words: &Words) -> Words {
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted
}

/// The words of `one` that `other` lacks; both ascending.
pub fn without(one: &[u32], other: &[u32]) -> Words {
    let mut others = other.iter().peekable();
    let is_lacking = |word: &&u32| {
        while others.next_if(|other| other < word).is_some() {}
        others.next_if(|other| other == word).is_none()
    };
    one.iter().filter(is_lacking).copied().collect()
}

/// Returns true if of two words of four letters or more one is the other with a letter replaced, left out, put in or swapped with
/// its neighbour, behind the first.
pub fn differ_in_a_letter(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<SmallVec<[char; 16]>>();
    let (mut short, mut long) = (letters(one), letters(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let has_number = one.contains(char::is_numeric) || other.contains(char::is_numeric);
    if short.len() < 4 || long.len() > short.len() + 1 || short[0] != long[0] || has_number {
        return false;
    }
    let same = short
        .iter()
        .zip(&long)
        .take_while(|(one, other)| one == other);
    let at = same.count();
    if long.len() > short.len() {
        return short[at..] == long[at + 1..];
    }
    let (short, long) = (&short[at..], &long[at..]);
    short.len() < 2
        || short[1..] == long[1..]
        || (short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..])
}

/// Returns true if a word is another one without a letter behind the first.
pub fn lacks_a_letter(word: &str, whole: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<SmallVec<[char; 16]>>();
    let (word, whole) = (letters(word), letters(whole));
    let same = word
        .iter()
        .zip(&whole)
        .take_while(|(one, other)| one == other);
    let at = same.count();
    at > 0 && whole.len() == word.len() + 1 && word[at..] == whole[at + 1..]
}
