//! What words of prompts are for: those that say what a prompt is about, and those that tell classes apart.

use std::collections::BTreeMap;

use super::{Prompt, Prompts};
use crate::diagnostic::position::narrow;

/// A word of fewer than one prompt in so many is what a prompt is about.
const CONTENT: u64 = 20;
/// So many times as often in the records of one class as in those of the other: the word tells them apart.
const TELLING: u64 = 3;

/// How widely words are spread: those of few classes, or of few prompts where there are no classes, are what a prompt is about.
pub struct Spread {
    is_content: Vec<bool>,
}

impl Spread {
    pub fn of(prompts: &Prompts<'_>) -> Self {
        let mut by_word: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
        let mut classes: Vec<u16> = prompts.list.iter().filter_map(|one| one.class).collect();
        classes.sort_unstable();
        classes.dedup();
        for prompt in prompts.list.iter().filter(|_| !classes.is_empty()) {
            let Some(class) = prompt.class else { continue };
            for &word in &prompt.words {
                let known = by_word.entry(word).or_default();
                if let Err(at) = known.binary_search(&class) {
                    known.insert(at, class);
                }
            }
        }
        let is_content = |word: u32| {
            if classes.is_empty() {
                prompts.holders[word as usize] * CONTENT < prompts.list.len() as u64
            } else {
                let of_word = by_word.get(&word).map_or(0, Vec::len);
                of_word * 3 < classes.len()
            }
        };
        let words = 0..narrow(prompts.names.len());
        Self {
            is_content: words.map(is_content).collect(),
        }
    }

    pub fn is_content(&self, word: u32) -> bool {
        self.is_content[word as usize]
    }
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
