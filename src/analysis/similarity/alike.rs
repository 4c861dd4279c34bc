//! Pairs of texts that are near-duplicates: by their shingles, or as short prompts with the same answer.

use std::collections::{BTreeMap, BTreeSet};

use super::compared::{Compared, Likeness};
use super::jaccard::Similarity;

/// How similar two texts must be, and short ones that are.
pub struct Alike {
    pub(super) threshold: f64,
    /// Pairs of short prompts whose words say so, the earlier text first.
    short: BTreeMap<(u32, u32), Similarity>,
    /// Pairs of short prompts that ask something else, likewise.
    apart: BTreeSet<(u32, u32)>,
}

/// A text by its number, and its shingles.
pub type Numbered<'s> = (u32, Compared<'s>);

impl Alike {
    /// No short texts yet.
    #[must_use]
    pub const fn from(threshold: f64) -> Self {
        Self {
            threshold,
            short: BTreeMap::new(),
            apart: BTreeSet::new(),
        }
    }

    /// Notes that two texts ask something else, however similar they are.
    pub fn part(&mut self, one: u32, other: u32) {
        self.apart.insert(ordered(one, other));
    }

    /// Returns how similar two texts with near short prompts are: by their shingles if that is enough, else by the words of the
    /// prompts and the answers, which must be alike.
    pub fn of_short(
        &mut self,
        (one, other): (Numbered<'_>, Numbered<'_>),
        prompts: Similarity,
    ) -> Option<Similarity> {
        if let Some((similarity, Likeness::Record)) = self.of(one, other) {
            return Some(similarity);
        }
        let similarity = prompts.and(one.1.answers(other.1));
        let are_near = one.1.answers_like(other.1) && similarity.value() >= self.threshold;
        are_near.then(|| {
            self.short.insert(ordered(one.0, other.0), similarity);
            similarity
        })
    }

    /// Returns the similarity of two texts if it is enough, and in which part they are alike.
    #[must_use]
    pub fn of(&self, one: Numbered<'_>, other: Numbered<'_>) -> Option<(Similarity, Likeness)> {
        if self.apart.contains(&ordered(one.0, other.0)) {
            return None;
        }
        let by_words = self.short_pair(one.0, other.0);
        by_words
            .map(|similarity| (similarity, Likeness::Record))
            .or_else(|| {
                let similarity = one.1.similarity_from(other.1, self.threshold)?;
                Some((similarity, one.1.likeness(other.1)))
            })
    }

    /// Returns the similarity of two texts, enough or not.
    #[must_use]
    pub fn similarity(&self, one: Numbered<'_>, other: Numbered<'_>) -> Similarity {
        let by_words = self.short_pair(one.0, other.0);
        by_words.unwrap_or_else(|| one.1.similarity(other.1))
    }

    fn short_pair(&self, one: u32, other: u32) -> Option<Similarity> {
        self.short.get(&ordered(one, other)).copied()
    }
}

fn ordered(one: u32, other: u32) -> (u32, u32) {
    (one.min(other), one.max(other))
}
