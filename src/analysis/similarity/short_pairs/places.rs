//! Places in prompts: what is between two words. Where it is one of many things, as a city behind "from", it is what a prompt is about.

use super::{FEW, Prompt, Words};
use crate::analysis::similarity::tokenizer::mix;

/// A place that fewer prompts have says nothing.
const ENOUGH: usize = 10;
/// Something in fewer than one of so many prompts with its place is one of many things.
const ONE_OF_MANY: usize = 5;
/// Words that fill a place, at most.
const LONGEST: usize = 2;

/// Marks what has two words, behind all of one word.
const TWO: u64 = 1 << 63;

/// Places, each with what fills it, ascending; as often as it does.
pub struct Places(Vec<(u64, u64)>);

impl Places {
    pub fn of(prompts: &[Prompt]) -> Self {
        let prompts = prompts.iter().filter(|_| prompts.len() <= FEW);
        let mut seen: Vec<(u64, u64)> = prompts.flat_map(|prompt| entries(&prompt.said)).collect();
        seen.sort_unstable();
        Self(seen)
    }

    /// Returns true if two prompts have the same place with other things of many in it, as two cities that are exchanged.
    pub fn are_filled_otherwise(&self, one: &Words, other: &Words) -> bool {
        let others: Vec<(u64, u64)> = entries(other).collect();
        entries(one).any(|own| {
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

    /// A word is one of the words in its place, two are among all things in theirs.
    fn is_one_of_many(&self, (place, filler): (u64, u64)) -> bool {
        let of = |from: u64, to: u64| {
            let start = self.0.partition_point(|seen| *seen < (place, from));
            self.0.partition_point(|seen| *seen <= (place, to)) - start
        };
        let all = of(0, if filler & TWO == 0 { TWO - 1 } else { u64::MAX });
        all >= ENOUGH && of(filler, filler) * ONE_OF_MANY < all
    }
}

/// What fills the places of a prompt.
fn entries(said: &Words) -> impl Iterator<Item = (u64, u64)> {
    (0..said.len()).flat_map(move |start| {
        let ends = start + 1..=(start + LONGEST).min(said.len());
        ends.map(move |end| entry(said, start, end))
    })
}

/// The words before and behind a part of a prompt, and this part.
fn entry(said: &Words, start: usize, end: usize) -> (u64, u64) {
    let word = |at: usize| said.get(at).map_or(0, |&word| u64::from(word) + 1);
    let before = start.checked_sub(1).map_or(0, word);
    let words = said[start..end].iter();
    let filler = words.fold(7, |all, &word| mix(all, u64::from(word))) >> 1;
    let mark = if end - start > 1 { TWO } else { 0 };
    (mix(before, word(end)), filler | mark)
}
