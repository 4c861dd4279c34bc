//! What words of prompts are for: those that say what a prompt is about, and those that tell classes apart.

use std::collections::BTreeMap;

use super::{Prompt, Prompts};
use crate::diagnostic::position::narrow;

/// A word of fewer prompts, or of fewer than one in so many, is what a prompt is about where there are few or no classes.
const FEWEST: u64 = 4;
const CONTENT: u64 = 100;
/// There, two words, each of fewer than one prompt in so many, fill one place, and where there are classes one more such word does.
const PLACE: u64 = 20;
/// Where there are many, one of fewer prompts, or of fewer than one in so many, or of so much fewer classes than chance would give it.
const RAREST: u64 = 500;
const SPREAD: f64 = 0.3;
/// From so many classes of one size on, the number of those that have a word says what it is for.
const MANY_CLASSES: f64 = 12.0;
/// So many times as often in the records of one class as in those of the other: the word tells them apart.
const TELLING: u64 = 3;

/// How widely words are spread: those of few classes, or of few prompts where there are few or no classes, are what a prompt is about,
/// negations and what fills a place among them; the others hold sentences together.
pub struct Spread {
    is_content: Vec<bool>,
    /// Of each word, if it is so rare that another as rare in its place makes another prompt.
    fills_places: Vec<bool>,
    has_classes: bool,
}

impl Spread {
    pub fn of(prompts: &Prompts) -> Self {
        let mut by_word: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
        let mut sizes: BTreeMap<u16, u64> = BTreeMap::new();
        for class in prompts.list.iter().filter_map(|one| one.class) {
            *sizes.entry(class).or_default() += 1;
        }
        let classes = sizes.len();
        let has_few_classes = of_one_size(sizes.values()) < MANY_CLASSES;
        for prompt in prompts.list.iter().filter(|_| !has_few_classes) {
            let Some(class) = prompt.class else { continue };
            for &word in &prompt.words {
                let known = by_word.entry(word).or_default();
                if let Err(at) = known.binary_search(&class) {
                    known.insert(at, class);
                }
            }
        }
        let all = prompts.list.len() as u64;
        let is_content = |word: u32| {
            let holders = prompts.holders[word as usize];
            let of_word = by_word.get(&word).map_or(0, Vec::len);
            let is_rarer_than = |one_in: u64| holders < FEWEST || holders * one_in < all;
            if has_few_classes {
                is_rarer_than(CONTENT)
            } else {
                is_rarer_than(RAREST) || is_of_few(of_word, classes, holders)
            }
        };
        let fills_places = |&holders: &u64| has_few_classes && holders * PLACE < all;
        let words = 0..narrow(prompts.names.len());
        Self {
            is_content: words.map(is_content).collect(),
            fills_places: prompts.holders.iter().map(fills_places).collect(),
            has_classes: classes > 0,
        }
    }

    /// Returns true if words that each of two prompts has for itself fill a place.
    pub fn fill_a_place(&self, lacking: &[u32], added: &[u32]) -> bool {
        let fills = |words: &[u32]| words.iter().any(|&word| self.fills_places[word as usize]);
        if lacking.is_empty() || added.is_empty() {
            return self.has_classes && (fills(lacking) || fills(added));
        }
        fills(lacking) && fills(added)
    }

    pub fn is_content(&self, word: u32) -> bool {
        self.is_content[word as usize]
    }
}

/// Returns how many classes of one size have records as varied as those of so many records.
#[expect(clippy::cast_precision_loss, reason = "counts of records")]
fn of_one_size<'s>(sizes: impl Iterator<Item = &'s u64> + Clone) -> f64 {
    let all = sizes.clone().sum::<u64>() as f64;
    let squares: f64 = sizes.map(|&size| (size as f64 / all).powi(2)).sum();
    if squares > 0.0 { 1.0 / squares } else { 0.0 }
}

/// Returns true if a word of so many prompts is in far fewer classes than it would be by chance.
#[expect(clippy::cast_precision_loss, reason = "counts of records")]
fn is_of_few(found: usize, classes: usize, holders: u64) -> bool {
    let classes = classes as f64;
    let empty = (1.0 - 1.0 / classes).powf(holders as f64);
    (found as f64) < SPREAD * classes * (1.0 - empty)
}

/// Words that tell classes apart.
pub struct Telling {
    /// Prompts of a class that have a word.
    holders: BTreeMap<(u16, u32), u64>,
    /// Prompts of a class.
    sizes: BTreeMap<u16, u64>,
}

impl Telling {
    pub fn of(prompts: &[Prompt]) -> Self {
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
    pub fn tells(&self, words: &[u32], class: u16, other: u16) -> bool {
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
