//! Compares two texts: their similarity with all shingles, if it is high enough, and the similarity of their answers.

use crate::analysis::similarity::jaccard::{Similarity, similarity, similarity_from};
use crate::analysis::similarity::shingles::ANSWER;

/// Answers of a lower similarity are two answers, however similar the records are: the same passage with another question.
const LIKE_ANSWERS: f64 = 0.6;
/// With fewer shingles left, frequent ones count too.
const FEWEST_LEFT: usize = 8;
/// With fewer tenths of all shingles left, frequent ones count too.
const FEWEST_TENTHS_LEFT: usize = 3;

/// Shingles of a text.
#[derive(Clone, Copy)]
pub struct Compared<'s> {
    /// Distinctive ones, ascending.
    pub rare: &'s [u32],
    /// Those in a large share of the records, ascending.
    pub frequent: &'s [u32],
}

impl Compared<'_> {
    /// Returns the similarity by all shingles.
    #[must_use]
    pub fn similarity(self, other: Self) -> Similarity {
        similarity(self.rare, other.rare).and(similarity(self.frequent, other.frequent))
    }

    /// Returns the similarity by all shingles, if that without the frequent ones is at least `threshold`; if too few are left
    /// without these, that of all must reach it, too.
    #[must_use]
    pub fn similarity_from(self, other: Self, threshold: f64) -> Option<Similarity> {
        similarity_from(self.rare, other.rare, threshold)?;
        let all = self.similarity(other);
        let leaves_enough = !self.has_little_left() && !other.has_little_left();
        (leaves_enough || all.value() >= threshold).then_some(all)
    }

    const fn has_little_left(self) -> bool {
        let (left, all) = (self.rare.len(), self.rare.len() + self.frequent.len());
        left < all && (left < FEWEST_LEFT || left * 10 < all * FEWEST_TENTHS_LEFT)
    }

    /// Returns true if both give about the same answer, or none; true of texts that are nothing but an answer.
    #[must_use]
    pub fn has_like_answer(self, other: Self) -> bool {
        let [one, two] = [self, other].map(Self::parts);
        if one.0.is_empty() && two.0.is_empty() {
            return true;
        }
        let answers = one.1.similarity(two.1);
        answers.either == 0 || answers.value() >= LIKE_ANSWERS
    }

    /// The shingles of the question and of the answer, which have the highest bit.
    fn parts(self) -> (Self, Self) {
        let part = |set: &'_ [u32]| set.partition_point(|&shingle| shingle < ANSWER);
        let (rare, frequent) = (part(self.rare), part(self.frequent));
        let question = Self {
            rare: &self.rare[..rare],
            frequent: &self.frequent[..frequent],
        };
        let answer = Self {
            rare: &self.rare[rare..],
            frequent: &self.frequent[frequent..],
        };
        (question, answer)
    }

    const fn is_empty(self) -> bool {
        self.rare.is_empty() && self.frequent.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{ANSWER, Compared};

    const NONE: &[u32] = &[];

    #[test]
    fn what_is_frequent_counts_in_what_is_shown() {
        let (one, other): (Vec<u32>, Vec<u32>) = ((0..20).collect(), (1..21).collect());
        let of = |rare, frequent| Compared { rare, frequent };
        let same = of(&one, &[90, 91]).similarity_from(of(&other, &[90, 91]), 0.8);
        assert_eq!(
            same.map(|found| (found.shared, found.either)),
            Some((21, 23))
        );
        let another = of(&one, &[90, 91]).similarity_from(of(&other, &[92, 93]), 0.8);
        assert_eq!(
            another.map(|found| (found.shared, found.either)),
            Some((19, 25))
        );
    }

    #[test]
    fn where_little_is_left_all_decides() {
        let few: Vec<u32> = (0..7).collect();
        let of = |rare, frequent| Compared { rare, frequent };
        for (one, other, is_similar) in [
            (of(&few, NONE), of(&few, NONE), true),
            (of(&few, &[90, 91]), of(&few, &[92, 93]), false),
            (of(&few, &[90]), of(&few, &[90]), true),
        ] {
            assert_eq!(one.similarity_from(other, 0.8).is_some(), is_similar);
            assert_eq!(other.similarity_from(one, 0.8).is_some(), is_similar);
        }
        let nine: Vec<u32> = (0..9).collect();
        let (many, others): (Vec<u32>, Vec<u32>) = ((100..130).collect(), (200..230).collect());
        assert!(
            of(&nine, &many)
                .similarity_from(of(&nine, &others), 0.8)
                .is_none()
        );
        assert!(
            of(&nine, &many[..5])
                .similarity_from(of(&nine, &others[..5]), 0.8)
                .is_some()
        );
    }

    #[test]
    fn answers_are_compared_by_themselves() {
        fn of(rare: &[u32]) -> Compared<'_> {
            Compared {
                rare,
                frequent: NONE,
            }
        }
        let answer = |numbers: std::ops::Range<u32>| -> Vec<u32> {
            (0..50)
                .chain(numbers.map(|number| number | ANSWER))
                .collect()
        };
        for (one, other, is_like) in [
            (answer(0..10), answer(0..10), true),
            (answer(0..10), answer(0..8), true),
            (answer(0..10), answer(5..15), false),
            (answer(0..1), answer(1..2), false),
            (answer(0..0), answer(0..0), true),
            (answer(0..1), answer(0..0), false),
        ] {
            assert_eq!(of(&one).has_like_answer(of(&other)), is_like);
        }
        // Texts without a question.
        let (one, other) = ([1 | ANSWER, 2 | ANSWER], [2 | ANSWER, 3 | ANSWER]);
        assert!(of(&one).has_like_answer(of(&other)));
    }
}
