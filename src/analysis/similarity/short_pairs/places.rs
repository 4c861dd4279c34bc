//! Places in prompts: what is between two words. Where it is one of many things, as a city behind "from", it is what a prompt is about.

use super::{FEW, Prompt, Words};
use crate::analysis::similarity::tokenizer::mix;

/// A place that fewer prompts have says nothing.
const ENOUGH: usize = 10;
/// Something in fewer than one of so many prompts with its place is one of many things.
const ONE_OF_MANY: usize = 5;
/// Words that fill a place, at most.
const LONGEST: usize = 2;

/// Places, each with what fills it, ascending; as often as it does.
pub struct Places(Vec<(u64, u64)>);

impl Places {
    pub fn of(prompts: &[Prompt]) -> Self {
        let mut seen = Vec::new();
        for prompt in prompts.iter().filter(|_| prompts.len() <= FEW) {
            for start in 0..prompt.said.len() {
                for end in start + 1..=(start + LONGEST).min(prompt.said.len()) {
                    seen.push(entry(&prompt.said, start, end));
                }
            }
        }
        seen.sort_unstable();
        Self(seen)
    }

    /// Returns true if two prompts have the same place with other things of many in it, as two cities that are exchanged.
    pub fn are_filled_otherwise(&self, one: &Words, other: &Words) -> bool {
        let single = |said: &Words| -> Vec<(u64, u64)> {
            (0..said.len()).map(|at| entry(said, at, at + 1)).collect()
        };
        let others = single(other);
        single(one).into_iter().any(|own| {
            let in_place = |other: &&(u64, u64)| other.0 == own.0 && other.1 != own.1;
            let mut found = others.iter().filter(in_place);
            found.any(|&other| self.is_one_of_many(own) && self.is_one_of_many(other))
        })
    }

    /// Returns true if words that another prompt lacks are one of many things in their place.
    pub fn are_filled_by(&self, said: &Words, own: &Words) -> bool {
        let mut start = 0;
        while start < said.len() {
            let length = said[start..]
                .iter()
                .take_while(|word| own.contains(word))
                .count();
            if (1..=LONGEST).contains(&length)
                && self.is_one_of_many(entry(said, start, start + length))
            {
                return true;
            }
            start += length + 1;
        }
        false
    }

    fn is_one_of_many(&self, (place, filler): (u64, u64)) -> bool {
        let of = |from: (u64, u64), to: (u64, u64)| {
            let start = self.0.partition_point(|seen| *seen < from);
            self.0.partition_point(|seen| *seen <= to) - start
        };
        let all = of((place, 0), (place, u64::MAX));
        all >= ENOUGH && of((place, filler), (place, filler)) * ONE_OF_MANY < all
    }
}

/// The words before and behind a part of a prompt, with how many it has, and this part.
fn entry(said: &Words, start: usize, end: usize) -> (u64, u64) {
    let word = |at: usize| said.get(at).map_or(0, |&word| u64::from(word) + 1);
    let before = start.checked_sub(1).map_or(0, word);
    let place = mix(mix(before, word(end)), (end - start) as u64);
    let filler = said[start..end]
        .iter()
        .fold(7, |all, &word| mix(all, u64::from(word)));
    (place, filler)
}
