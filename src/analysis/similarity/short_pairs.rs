//! Pairs of short prompts that say nearly the same: all but one or two words, or all words in another order or spelling.
//!
//! Candidates are prompts that are the same multiset of words once up to two are left out of each. A word counts the more the
//! rarer it is, so that "how do I" and "how can I" are near and two cities are not.

mod telling;

use std::collections::BTreeMap;

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;

use crate::analysis::similarity::compared::{puts_before, words_in_order};
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::analysis::similarity::tokenizer::mix;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::narrow;

/// Prompts that differ in the same place are a template from here on: what fills it is what they are about.
const TEMPLATE: usize = 33;
/// With more prompts, one word is left out at most, and with still more there is no search.
const FEW: usize = 200_000;
const MOST: usize = 4_000_000;
/// A word of fewer than one prompt in so many is rare.
const RARE: u64 = 200;
/// A word of fewer prompts, or of fewer than one in so many, makes another prompt.
const RARE_HOLDERS: u64 = 4;
const RAREST: u64 = 500;
/// Share of words that near prompts have in the same order.
const LIKE_ORDER: f64 = 0.75;
/// Bits of a bucket that say which prompt it holds.
const TEXT_BITS: u32 = 24;

use telling::{Spread, Telling};

type Words = SmallVec<[u32; 14]>;

/// A pair of texts, the later one first, and how similar their prompts are.
pub type ShortPair = (u32, u32, Similarity);

struct Prompt {
    /// Its place among the texts.
    text: u32,
    /// Digest of what stands before the prompt.
    before: u64,
    /// Digest of its letters.
    letters: u64,
    /// Its words, ascending by number.
    words: Words,
    class: Option<u16>,
}

struct Prompts<'s> {
    list: Vec<Prompt>,
    names: Vec<&'s str>,
    /// Number of prompts that have a word.
    holders: Vec<u64>,
}

/// Pairs of short prompts that say nearly the same.
#[derive(Default)]
pub struct ShortPairs {
    /// Of one class, or of none: near-duplicates where the answers are alike.
    pub near: Vec<ShortPair>,
    /// Of two classes, which no word of the prompts tells apart.
    pub other_label: Vec<ShortPair>,
}

/// Returns the pairs among the texts of `records`, whose classes `class_of` gives where answers are classes.
#[must_use]
pub fn short_pairs(
    shingle_store: &ShingleStore,
    records: &[u32],
    threshold: f64,
    class_of: Option<&dyn Fn(u32) -> Option<u16>>,
) -> ShortPairs {
    let all = Prompts::of(shingle_store, records, class_of);
    let mut found = ShortPairs::default();
    if all.list.len() < 2 || all.list.len() > MOST {
        return found;
    }
    let (mut telling, mut spread) = (None, None);
    for (one, other) in all.candidates() {
        let [one, other] = [one, other].map(|at| &all.list[at as usize]);
        let classes = one.class.zip(other.class);
        let classes = classes.filter(|(of_one, of_other)| of_one != of_other);
        let (lacking, added) = (
            without(&one.words, &other.words),
            without(&other.words, &one.words),
        );
        let (lacking, added) = all.without_slips(lacking, added);
        let is_respaced = one.letters == other.letters;
        if all.fills_a_place(&lacking, &added, is_respaced) {
            continue;
        }
        let similarity = all.similarity(one, other, &lacking, &added);
        if similarity.value() < threshold {
            continue;
        }
        let Some((of_one, of_other)) = classes else {
            let spread: &Spread = spread.get_or_insert_with(|| Spread::of(&all));
            let texts = [one, other]
                .map(|prompt| shingle_store.short_text(records[prompt.text as usize] as usize));
            let is_content = |word: &u32| spread.is_content(*word);
            let has_own =
                !is_respaced && lacking.iter().chain(&added).any(|&word| all.is_rare(word));
            let swaps = lacking.iter().any(is_content) && added.iter().any(is_content);
            if !has_own && (is_respaced || !swaps) && ask_alike(texts[0], texts[1]) {
                found.near.push((other.text, one.text, similarity));
            }
            continue;
        };
        let telling: &Telling = telling.get_or_insert_with(|| Telling::of(&all.list));
        let is_told =
            telling.tells(&lacking, of_one, of_other) || telling.tells(&added, of_other, of_one);
        if !is_told {
            found.other_label.push((other.text, one.text, similarity));
        }
    }
    found
}

impl<'s> Prompts<'s> {
    fn of(
        shingle_store: &'s ShingleStore,
        records: &[u32],
        class_of: Option<&dyn Fn(u32) -> Option<u16>>,
    ) -> Self {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut all = Self {
            list: Vec::new(),
            names: Vec::new(),
            holders: Vec::new(),
        };
        for (text, &record) in (0..).zip(records) {
            let Some((before, said)) = shingle_store.short_text(record as usize).split_once('\t')
            else {
                continue;
            };
            let mut words = Words::new();
            for word in said.split(' ') {
                let number = *numbers.entry(word).or_insert_with(|| {
                    all.names.push(word);
                    all.holders.push(0);
                    narrow(all.names.len() - 1)
                });
                words.push(number);
            }
            words.sort_unstable();
            let mut last = u32::MAX;
            for &word in &words {
                all.holders[word as usize] += u64::from(word != last);
                last = word;
            }
            let letters: String = without_accents(said).filter(|&one| one != ' ').collect();
            all.list.push(Prompt {
                text,
                before: narrow_digest(before.as_bytes()),
                letters: narrow_digest(letters.as_bytes()),
                words,
                class: class_of.and_then(|class_of| class_of(record)),
            });
        }
        all
    }

    /// Pairs of prompts, by place, each once, ascending.
    fn candidates(&self) -> Vec<(u32, u32)> {
        let mut buckets: Vec<u64> = Vec::new();
        for (at, prompt) in (0_u64..).zip(&self.list) {
            let mut put =
                |key: u64| buckets.push(mix(prompt.before, key) >> TEXT_BITS << TEXT_BITS | at);
            put(prompt.letters);
            let spread = |word: &u32| mix(7, u64::from(*word));
            let all = prompt.words.iter().map(spread).fold(0, u64::wrapping_add);
            put(all);
            for (place, word) in prompt.words.iter().enumerate() {
                let rest = all.wrapping_sub(spread(word));
                put(rest);
                if prompt.words.len() >= 5 && self.list.len() <= FEW {
                    for other in &prompt.words[..place] {
                        put(rest.wrapping_sub(spread(other)));
                    }
                }
            }
        }
        buckets.sort_unstable();
        buckets.dedup();
        let mut pairs = Vec::new();
        for bucket in buckets.chunk_by(|one, other| one >> TEXT_BITS == other >> TEXT_BITS) {
            if bucket.len() >= TEMPLATE {
                continue;
            }
            for (place, other) in bucket.iter().enumerate() {
                let at = |entry: &u64| narrow((entry & ((1 << TEXT_BITS) - 1)) as usize);
                pairs.extend(bucket[..place].iter().map(|one| (at(one), at(other))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Twice the binary logarithm of how rare a word is, and one.
    fn weight(&self, word: u32) -> u32 {
        let rarity = ((self.list.len() as u64) << 16) / self.holders[word as usize];
        (u128::from(rarity) * u128::from(rarity)).ilog2() - 31
    }

    /// Leaves out words that differ in one letter: a slip of the pen, or another ending.
    fn without_slips(&self, lacking: Words, mut added: Words) -> (Words, Words) {
        let is_slip = |one: u32, other: u32| {
            let [one, other] = [one, other].map(|word| self.names[word as usize]);
            differ_in_a_letter(one, other)
        };
        let lacking = lacking.into_iter().filter(|&word| {
            let found = added.iter().position(|&other| is_slip(word, other));
            found.map(|at| added.remove(at)).is_none()
        });
        (lacking.collect(), added)
    }

    /// Returns true for a word of so few prompts that it is what these are about, whatever else they say.
    fn is_rare(&self, word: u32) -> bool {
        let holders = self.holders[word as usize];
        holders < RARE_HOLDERS || holders * RAREST < self.list.len() as u64
    }

    /// Returns true if both have a word of their own that is what they are about: a number, or a rare word that is not the same
    /// with other spaces.
    fn fills_a_place(&self, lacking: &[u32], added: &[u32], is_respaced: bool) -> bool {
        // A sign may be one of a currency.
        let is_number = |word: &u32| {
            let name = self.names[*word as usize];
            name.contains(char::is_numeric) || !name.contains(char::is_alphanumeric)
        };
        let is_rare = |word: &u32| {
            let holders = self.holders[*word as usize];
            holders < 3 || holders * RARE < self.list.len() as u64
        };
        lacking.iter().chain(added).any(is_number)
            || (!is_respaced && lacking.iter().any(is_rare) && added.iter().any(is_rare))
    }

    fn similarity(
        &self,
        one: &Prompt,
        other: &Prompt,
        lacking: &[u32],
        added: &[u32],
    ) -> Similarity {
        let weigh = |words: &[u32]| words.iter().map(|&word| self.weight(word)).sum::<u32>();
        if one.words == other.words {
            return Similarity::SAME;
        }
        let is_respaced = one.letters == other.letters;
        // What is written in another way is not the same.
        let apart = if is_respaced {
            0
        } else {
            weigh(lacking) + weigh(added)
        }
        .max(1);
        let all = weigh(&one.words) + weigh(&other.words);
        Similarity {
            shared: all.saturating_sub(apart),
            either: all,
        }
    }
}

/// The letters of a text without accents of Latin, Greek and Cyrillic ones: people leave them out in haste.
fn without_accents(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
        .filter(|one| !('\u{300}'..='\u{36f}').contains(one))
}

/// The words of `one` that `other` lacks; both ascending.
fn without(one: &[u32], other: &[u32]) -> Words {
    let mut others = other.iter().peekable();
    let is_lacking = |word: &&u32| {
        while others.next_if(|other| other < word).is_some() {}
        others.next_if(|other| other == word).is_none()
    };
    one.iter().filter(is_lacking).copied().collect()
}

/// Returns true if of two words of four letters or more one is the other with a letter replaced, left out, put in or swapped with
/// its neighbour, behind the first.
fn differ_in_a_letter(one: &str, other: &str) -> bool {
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

/// Returns true if two short prompts begin with the same word, which may say what is asked (how, where, why), and have most words
/// in the same order; if neither is the other one with words before it.
fn ask_alike(one: &str, other: &str) -> bool {
    let said = |text: &'_ str| {
        text.split_once('\t')
            .map_or(0, |(before, _)| before.len() + 1)
    };
    let [one_said, other_said] = [&one[said(one)..], &other[said(other)..]];
    let first = |text: &'_ str| text.find(' ').unwrap_or(text.len());
    let firsts = [
        &one_said[..first(one_said)],
        &other_said[..first(other_said)],
    ];
    (firsts[0] == firsts[1] || differ_in_a_letter(firsts[0], firsts[1]))
        && words_in_order(one_said, other_said) >= LIKE_ORDER
        && !puts_before(one, other)
        && !puts_before(other, one)
}

#[cfg(test)]
mod tests;
