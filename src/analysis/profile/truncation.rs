//! The greatest length of many texts, and which texts have it: where many do, something has cut them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The most different texts to count.
const MOST_DISTINCT: usize = 8;

/// The greatest length, in characters, and the texts that have it. `P` is a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truncation<P> {
    /// The greatest length.
    pub characters: u64,
    /// Texts of that length that do not end a sentence.
    pub open: u64,
    /// Texts of that length.
    pub total: u64,
    /// Places of the first open ones.
    pub places: Vec<P>,
    /// Digests of the open ones, the smallest few: any order of adding keeps the same ones.
    distinct: BTreeSet<u64>,
}

impl<P> Default for Truncation<P> {
    fn default() -> Self {
        Self {
            characters: 0,
            open: 0,
            total: 0,
            places: Vec::new(),
            distinct: BTreeSet::new(),
        }
    }
}

impl<P> Truncation<P> {
    /// Adds a text; its end is examined only if no other text was longer, and is the digest of a text that ends no sentence.
    pub fn meet(
        &mut self,
        characters: u64,
        most: usize,
        open: impl FnOnce() -> Option<u64>,
        place: impl FnOnce() -> P,
    ) {
        if !self.reach(characters) {
            return;
        }
        self.total += 1;
        if let Some(digest) = open() {
            self.open += 1;
            self.distinguish(digest);
            if self.places.len() < most {
                self.places.push(place());
            }
        }
    }

    /// Adds what a later stretch of the input holds.
    pub fn add<Q>(&mut self, later: &Truncation<Q>, most: usize, place: impl FnMut(&Q) -> P) {
        if !self.reach(later.characters) {
            return;
        }
        self.total += later.total;
        self.open += later.open;
        for digest in &later.distinct {
            self.distinguish(*digest);
        }
        let room = most.saturating_sub(self.places.len());
        self.places
            .extend(later.places.iter().take(room).map(place));
    }

    /// Returns the number of different open texts, up to `MOST_DISTINCT`.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.distinct.len()
    }

    /// Returns true if a length is the greatest so far; a greater one resets all counts.
    fn reach(&mut self, characters: u64) -> bool {
        if characters > self.characters {
            *self = Self {
                characters,
                ..Self::default()
            };
        }
        characters == self.characters
    }

    fn distinguish(&mut self, digest: u64) {
        self.distinct.insert(digest);
        if self.distinct.len() > MOST_DISTINCT {
            self.distinct.pop_last();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truncation;

    #[test]
    fn stretches_add_up_wherever_they_are_cut() {
        let texts = [
            (3, None),
            (9, Some(1)),
            (9, None),
            (4, Some(5)),
            (9, Some(2)),
            (9, Some(1)),
        ];
        let of = |range: std::ops::Range<usize>| {
            let mut truncation = Truncation::default();
            for at in range {
                let (characters, open) = texts[at];
                truncation.meet(characters, 2, || open, || at);
            }
            truncation
        };
        let whole = of(0..texts.len());
        assert_eq!((whole.characters, whole.total, whole.open), (9, 4, 3));
        assert_eq!(
            (whole.places.as_slice(), whole.distinct()),
            ([1, 4].as_slice(), 2)
        );
        for cut in 0..=texts.len() {
            let mut sum = Truncation::default();
            sum.add(&of(0..cut), 2, |at| *at);
            sum.add(&of(cut..texts.len()), 2, |at| *at);
            assert_eq!(sum, whole, "cut at {cut}");
        }
    }
}
