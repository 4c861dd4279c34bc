//! Pairs of short prompts that say nearly the same: all but one or two words, or all words in another order or spelling.
//!
//! Candidates are prompts that are the same multiset of words once up to two are left out of each. A word counts the more the
//! rarer it is, so that "how do I" and "how can I" are near and two cities are not.

use std::collections::BTreeMap;

use smallvec::SmallVec;

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
/// So many times as often in the records of one class as in those of the other: the word tells them apart.
const TELLING: u64 = 3;
/// Bits of a bucket that say which prompt it holds.
const TEXT_BITS: u32 = 24;

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

/// Returns the pairs among the texts of `records` that are of two classes, as `class_of` gives them, which no word of the prompts
/// tells apart.
#[must_use]
pub fn short_pairs(
    shingle_store: &ShingleStore,
    records: &[u32],
    threshold: f64,
    class_of: &dyn Fn(u32) -> Option<u16>,
) -> Vec<ShortPair> {
    let all = Prompts::of(shingle_store, records, class_of);
    let mut found = Vec::new();
    if all.list.len() < 2 || all.list.len() > MOST {
        return found;
    }
    let mut telling = None;
    for (one, other) in all.candidates() {
        let [one, other] = [one, other].map(|at| &all.list[at as usize]);
        let (Some(of_one), Some(of_other)) = (one.class, other.class) else {
            continue;
        };
        if of_one == of_other {
            continue;
        }
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
        let telling: &Telling = telling.get_or_insert_with(|| Telling::of(&all.list));
        let is_told =
            telling.tells(&lacking, of_one, of_other) || telling.tells(&added, of_other, of_one);
        if !is_told {
            found.push((other.text, one.text, similarity));
        }
    }
    found
}

impl<'s> Prompts<'s> {
    fn of(
        shingle_store: &'s ShingleStore,
        records: &[u32],
        class_of: &dyn Fn(u32) -> Option<u16>,
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
            let letters: String = said.split(' ').collect();
            all.list.push(Prompt {
                text,
                before: narrow_digest(before.as_bytes()),
                letters: narrow_digest(letters.as_bytes()),
                words,
                class: class_of(record),
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

    /// Returns true if both have a word of their own that is what they are about: a number, or a rare word that is not the same
    /// with other spaces.
    fn fills_a_place(&self, lacking: &[u32], added: &[u32], is_respaced: bool) -> bool {
        let is_number = |word: &u32| self.names[*word as usize].contains(char::is_numeric);
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

/// Words that tell classes apart.
struct Telling {
    /// Prompts of a class that have a word.
    holders: BTreeMap<(u16, u32), u64>,
    /// Prompts of a class.
    sizes: BTreeMap<u16, u64>,
}

impl Telling {
    fn of(prompts: &[Prompt]) -> Self {
        let (mut holders, mut sizes) = (BTreeMap::new(), BTreeMap::new());
        for prompt in prompts {
            let Some(class) = prompt.class else { continue };
            *sizes.entry(class).or_default() += 1;
            let mut words = prompt.words.clone();
            words.dedup();
            for word in words {
                *holders.entry((class, word)).or_default() += 1;
            }
        }
        Self { holders, sizes }
    }

    /// Returns true if one of the words is far more frequent in a class than in the other.
    fn tells(&self, words: &[u32], class: u16, other: u16) -> bool {
        let of = |class, word| {
            self.holders
                .get(&(class, word))
                .copied()
                .unwrap_or_default()
        };
        let size = |class| self.sizes.get(&class).copied().unwrap_or_default();
        words.iter().any(|&word| {
            let (own, others) = (of(class, word), of(other, word));
            own >= 2 && own * size(other) > TELLING * others * size(class)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ShortPair, differ_in_a_letter, short_pairs};
    use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};

    fn pairs(prompts: &[(&str, u16)]) -> Vec<ShortPair> {
        let mut shingle_store = ShingleStore::default();
        for (prompt, _) in prompts {
            let mut shingle_sets = ShingleSets::default();
            shingle_sets.end_record_with(&format!("\t{prompt}"));
            shingle_store.add(&shingle_sets, |_| true);
        }
        let records: Vec<u32> = (0..).take(prompts.len()).collect();
        let class = |record: u32| Some(prompts[record as usize].1);
        short_pairs(&shingle_store, &records, 0.8, &class)
    }

    #[test]
    fn a_letter_makes_no_other_word() {
        for (one, other, is_slip) in [
            ("transfer", "transger", true),
            ("recieve", "receive", true),
            ("charge", "charges", true),
            ("charges", "charge", true),
            ("beneficiary", "beneficiery", true),
            ("recognise", "recognize", true),
            ("rejected", "reverted", false),
            ("oil", "oils", false),
            ("item1", "item2", false),
            ("date", "late", false),
            ("abcd", "abcdef", false),
        ] {
            assert_eq!(differ_in_a_letter(one, other), is_slip, "{one} {other}");
        }
    }

    #[test]
    fn prompts_in_another_order_spelling_or_spacing_are_near() {
        let found = pairs(&[
            ("turn your volume up", 0),
            ("turn up your volume", 1),
            ("read my todo list now", 0),
            ("read my to do list now", 1),
            ("why was my transfer declined", 0),
            ("why was my transger declined", 1),
            ("set a timer for 5 minutes", 0),
            ("set a timer for 10 minutes", 1),
            ("where is my parcel today", 0),
            ("where is my parcel today please", 0),
        ]);
        let found: Vec<(u32, u32)> = found.iter().map(|pair| (pair.0, pair.1)).collect();
        assert_eq!(found, [(1, 0), (3, 2), (5, 4)]);
    }

    #[test]
    fn a_word_that_tells_two_classes_apart_makes_no_conflict() {
        let mut prompts = Vec::new();
        for (verb, class) in [("oil", 0), ("tires", 1)] {
            for rest in [
                "when should my VERB be changed",
                "i want new VERB for my car today",
                "is the VERB of this car still good",
            ] {
                prompts.push((rest.replace("VERB", verb), class));
            }
        }
        let prompts: Vec<(&str, u16)> = prompts
            .iter()
            .map(|(text, class)| (text.as_str(), *class))
            .collect();
        assert!(pairs(&prompts).is_empty());
    }
}
