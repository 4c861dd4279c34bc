//! Pairs of short prompts that say nearly the same: all but one or two words, or all words in another order or spelling.
//!
//! Candidates are prompts that are the same multiset of words once up to two are left out of each. A word counts the more the
//! rarer it is, so that "how do I" and "how can I" are near and two cities are not.

mod places;
mod telling;
mod words;

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::analysis::similarity::compared::{one_begins_earlier, words_in_order};
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::analysis::similarity::short_texts::short_prompt;
use crate::analysis::similarity::tokenizer::mix;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::narrow;

/// Prompts that differ in the same place are a template from here on: what fills it is what they are about.
const TEMPLATE: usize = 33;
/// With more prompts, one word is left out at most, and with still more nothing is compared.
const FEW: usize = 200_000;
const MOST: usize = 4_000_000;
/// A word of fewer prompts, or of fewer than one in so many, is rare.
const RARE_HOLDERS: u64 = 3;
const RARE: u64 = 200;
/// In prompts of so few words, each other word but one of so many prompts makes another prompt: `that is not false`.
const BRIEF: usize = 3;
const FREQUENT: u64 = 20;
/// Share of words that near prompts have in the same order.
const LIKE_ORDER: f64 = 0.75;
/// Of fewer prompts it is not known which words are frequent.
const FEWEST_PROMPTS: usize = 20;
/// Bits of a bucket that say which prompt it holds.
const TEXT_BITS: u32 = 24;

use places::Places;
use telling::{Spread, Telling};
use words::{differ_in_a_letter, lacks_a_letter, sorted, without, without_accents};

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
    /// Its words, in order, and ascending by number.
    said: Words,
    words: Words,
    class: Option<u16>,
}

struct Prompts {
    list: Vec<Prompt>,
    names: Vec<Box<str>>,
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

/// The short prompts among the texts of a data set.
pub struct ShortPrompts {
    all: Prompts,
    spread: Spread,
    places: Places,
}

/// The difference of two prompts.
struct Difference {
    /// The words of both, in order, but for what the other one writes together.
    said: [Words; 2],
    /// Words of each that the other one lacks, but for slips of the pen.
    lacking: Words,
    added: Words,
    /// True if both have the same letters.
    is_respaced: bool,
}

impl ShortPrompts {
    /// Of the texts of `records`, whose classes `class_of` gives where answers are classes.
    #[must_use]
    pub fn of(
        shingle_store: &ShingleStore,
        records: &[u32],
        class_of: Option<&dyn Fn(u32) -> Option<u16>>,
    ) -> Self {
        let mut all = Prompts::of(shingle_store, records, class_of);
        if all.list.len() > MOST {
            all.list.clear();
        }
        let spread = Spread::of(&all);
        let places = Places::of(&all.list);
        Self {
            all,
            spread,
            places,
        }
    }

    /// Returns the pairs that say nearly the same.
    #[must_use]
    pub fn pairs(&self, threshold: f64) -> ShortPairs {
        let mut found = ShortPairs::default();
        let all = &self.all;
        let mut telling = None;
        for (one, other) in all.candidates() {
            let [one, other] = [one, other].map(|at| &all.list[at as usize]);
            let differing = all.difference(one, other);
            if all.fills_a_place(&differing) {
                continue;
            }
            let similarity = all.similarity(one, other, &differing);
            if similarity.value() < threshold {
                continue;
            }
            let classes = one.class.zip(other.class);
            let classes = classes.filter(|(of_one, of_other)| of_one != of_other);
            let Some((of_one, of_other)) = classes else {
                let [one_said, other_said] = &differing.said;
                let ask_alike = differing.is_respaced || all.ask_alike(one_said, other_said);
                if ask_alike && !self.has_content(&differing) {
                    found.near.push((other.text, one.text, similarity));
                }
                continue;
            };
            let telling: &Telling = telling.get_or_insert_with(|| Telling::of(&all.list));
            let is_told = telling.tells(&differing.lacking, of_one, of_other)
                || telling.tells(&differing.added, of_other, of_one);
            if !is_told {
                found.other_label.push((other.text, one.text, similarity));
            }
        }
        found
    }

    /// Returns true if two texts are short prompts that differ in what they are about, however much of the rest is the same.
    #[must_use]
    pub fn ask_otherwise(&self, one: u32, other: u32) -> bool {
        let list = &self.all.list;
        let prompt = |text: u32| {
            let at = list.binary_search_by_key(&text, |prompt| prompt.text);
            at.ok().map(|at| &list[at])
        };
        let pair = prompt(one).zip(prompt(other));
        // Among a few prompts each word is rare.
        let pair = pair.filter(|_| list.len() >= FEWEST_PROMPTS);
        pair.is_some_and(|(one, other)| {
            let differing = self.all.difference(one, other);
            self.all.fills_a_place(&differing) || self.has_content(&differing)
        })
    }

    /// Returns true if one of the differing words is what a prompt is about, or one of few words, or if two are exchanged.
    fn has_content(&self, differing: &Difference) -> bool {
        let [one, other] = &differing.said;
        let is_brief = one.len().min(other.len()) <= BRIEF;
        let is_content = |word: &u32| {
            self.spread.is_content(*word) || (is_brief && !self.all.is_frequent(*word))
        };
        let Difference { lacking, added, .. } = differing;
        let is_reordered = || sorted(one) == sorted(other);
        !differing.is_respaced
            && (lacking.iter().chain(added).any(is_content)
                || self.spread.fill_a_place(lacking, added)
                || is_reordered() && self.places.are_filled_otherwise(one, other)
                || self.places.are_filled_by(one, lacking)
                    && self.places.are_filled_by(other, added))
    }
}

impl Prompts {
    fn of(
        shingle_store: &ShingleStore,
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
            let written = shingle_store.short_text(record as usize);
            let Some((before, said)) = short_prompt(written) else {
                continue;
            };
            let mut numbered = Words::new();
            for word in said.split(' ') {
                let number = *numbers.entry(word).or_insert_with(|| {
                    all.names.push(word.into());
                    all.holders.push(0);
                    narrow(all.names.len() - 1)
                });
                numbered.push(number);
            }
            let words = sorted(&numbered);
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
                said: numbered,
                words,
                class: class_of.and_then(|class_of| class_of(record)),
            });
        }
        all
    }

    fn difference(&self, one: &Prompt, other: &Prompt) -> Difference {
        let said = [self.joined(one, other), self.joined(other, one)];
        let [own, others] = said.each_ref().map(sorted);
        let (lacking, added) = self.without_slips(without(&own, &others), without(&others, &own));
        Difference {
            said,
            lacking,
            added,
            is_respaced: one.letters == other.letters,
        }
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

    fn is_frequent(&self, word: u32) -> bool {
        self.holders[word as usize] * FREQUENT >= self.list.len() as u64
    }

    /// Leaves out words that differ in one letter: a slip of the pen, or another ending.
    fn without_slips(&self, lacking: Words, mut added: Words) -> (Words, Words) {
        let is_slip = |one: u32, other: u32| {
            let [one, other] = [one, other].map(|word| &*self.names[word as usize]);
            differ_in_a_letter(one, other)
        };
        let lacking = lacking.into_iter().filter(|&word| {
            let found = added.iter().position(|&other| is_slip(word, other));
            found.map(|at| added.remove(at)).is_none()
        });
        (lacking.collect(), added)
    }

    /// The words of a prompt, two of them as one where the other one writes them together, but for a letter: `is not` for `isnt`.
    fn joined(&self, one: &Prompt, other: &Prompt) -> Words {
        let lacking = without(&other.words, &one.words);
        let added = without(&one.words, &other.words);
        if lacking.is_empty() || added.len() < 2 {
            return one.said.clone();
        }
        let name = |word: u32| &*self.names[word as usize];
        let is_written = |first: u32, second: u32, word: u32| {
            let both = [name(first), name(second)].concat();
            both == name(word) || lacks_a_letter(name(word), &both)
        };
        let mut said = Words::new();
        let mut rest = &one.said[..];
        while let [first, after @ ..] = rest {
            let second = after
                .first()
                .filter(|second| [first, second].iter().all(|word| added.contains(word)));
            let together = second.and_then(|&second| {
                let mut lacking = lacking.iter().copied();
                lacking.find(|&word| is_written(*first, second, word))
            });
            said.push(together.unwrap_or(*first));
            rest = &after[usize::from(together.is_some())..];
        }
        said
    }

    /// Returns true if two prompts begin with the same word, which may say what is asked (how, where, why), and have most words in the
    /// same order; if neither is the other one with words before it.
    fn ask_alike(&self, one: &[u32], other: &[u32]) -> bool {
        let firsts = [one[0], other[0]].map(|word| &*self.names[word as usize]);
        (firsts[0] == firsts[1] || differ_in_a_letter(firsts[0], firsts[1]))
            && words_in_order(one, other) >= LIKE_ORDER
            && !one_begins_earlier(one, other)
    }

    /// Returns true if both have a word of their own that is what they are about: a number, or a rare word that is not the same
    /// with other spaces.
    fn fills_a_place(&self, differing: &Difference) -> bool {
        // A sign may be one of a currency.
        let is_number = |word: &u32| {
            let name = &self.names[*word as usize];
            name.contains(char::is_numeric) || !name.contains(char::is_alphanumeric)
        };
        let is_rare = |word: &u32| {
            let holders = self.holders[*word as usize];
            holders < RARE_HOLDERS || holders * RARE < self.list.len() as u64
        };
        let (lacking, added) = (&differing.lacking, &differing.added);
        lacking.iter().chain(added).any(is_number)
            || (!differing.is_respaced && lacking.iter().any(is_rare) && added.iter().any(is_rare))
    }

    fn similarity(&self, one: &Prompt, other: &Prompt, differing: &Difference) -> Similarity {
        let weigh = |words: &[u32]| words.iter().map(|&word| self.weight(word)).sum::<u32>();
        if one.words == other.words {
            return Similarity::SAME;
        }
        // What is written in another way is not the same.
        let apart = if differing.is_respaced {
            0
        } else {
            weigh(&differing.lacking) + weigh(&differing.added)
        }
        .max(1);
        let all = weigh(&one.words) + weigh(&other.words);
        Similarity {
            shared: all.saturating_sub(apart),
            either: all,
        }
    }
}

#[cfg(test)]
mod tests;
