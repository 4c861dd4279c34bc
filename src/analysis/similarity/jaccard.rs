//! The similarity of two sets, counted.

use serde::Serialize;

/// The Jaccard index of two sets as the fraction that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Similarity {
    /// Shingles that both have.
    pub shared: u32,
    /// Shingles that either has.
    pub either: u32,
}

impl Similarity {
    /// That of a set with itself.
    pub const SAME: Self = Self {
        shared: 1,
        either: 1,
    };

    /// Returns that of both sets together with two other sets that share nothing with them.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self {
            shared: self.shared + others.shared,
            either: self.either + others.either,
        }
    }

    /// As a number from 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.shared) / f64::from(self.either.max(1))
    }

    /// In ten-thousandths, rounded down, so that the figure is never too high.
    #[must_use]
    pub fn shown(self) -> f64 {
        let tenths = u64::from(self.shared) * 10_000 / u64::from(self.either.max(1));
        f64::from(u32::try_from(tenths).unwrap_or(10_000)) / 10_000.0
    }
}

impl Serialize for Similarity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.shown())
    }
}

/// The similarity of two sets of ascending shingles.
#[must_use]
pub fn similarity(one: &[u32], other: &[u32]) -> Similarity {
    let shared = shared_at_least(one, other, 0).unwrap_or(0);
    fraction(shared, one, other)
}

/// Returns the similarity if it is at least `threshold`; stops early otherwise.
#[must_use]
pub fn similarity_from(one: &[u32], other: &[u32], threshold: f64) -> Option<Similarity> {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes below 2^32, and a number between 0 and them"
    )]
    // A little below the required count, for rounding; the fraction decides.
    let needed = {
        let both = (one.len() + other.len()) as f64;
        (threshold * both / (1.0 + threshold) - 0.001).max(0.0) as usize
    };
    let shared = shared_at_least(one, other, needed)?;
    let similarity = fraction(shared, one, other);
    (similarity.shared > 0 && similarity.value() >= threshold).then_some(similarity)
}

/// Returns the number of shingles that both have, if these are at least `needed`.
fn shared_at_least(one: &[u32], other: &[u32], needed: usize) -> Option<usize> {
    if one.len().min(other.len()) < needed {
        return None;
    }
    // Number of shingles of each that the other may still lack.
    let (spare_of_one, spare_of_other) = (one.len() - needed, other.len() - needed);
    let (mut at, mut other_at, mut shared) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(at), other.get(other_at)) {
        at += usize::from(left <= right);
        other_at += usize::from(right <= left);
        shared += usize::from(left == right);
        if at - shared > spare_of_one || other_at - shared > spare_of_other {
            return None;
        }
    }
    (shared >= needed).then_some(shared)
}

fn fraction(shared: usize, one: &[u32], other: &[u32]) -> Similarity {
    let narrow = crate::diagnostic::position::narrow;
    Similarity {
        shared: narrow(shared),
        either: narrow(one.len() + other.len() - shared),
    }
}

#[cfg(test)]
mod tests {
    use super::{Similarity, similarity, similarity_from};

    #[test]
    fn what_both_have_of_what_either_has() {
        for (one, other, shared, either) in [
            (vec![1, 2, 3], vec![2, 3, 4], 2, 4),
            (vec![], vec![], 0, 0),
            (vec![1], vec![], 0, 1),
            (vec![1, 5, 9], vec![1, 5, 9], 3, 3),
            ((0..100).collect(), (50..150).collect(), 50, 150),
        ] {
            assert_eq!(similarity(&one, &other), Similarity { shared, either });
            assert_eq!(similarity(&other, &one), Similarity { shared, either });
        }
    }

    #[test]
    fn at_the_threshold_counts_and_below_does_not() {
        let set = |range: std::ops::Range<u32>| range.collect::<Vec<_>>();
        for size in 1..60 {
            for shared in 0..=size {
                let (one, other) = (set(0..size), set(size - shared..2 * size - shared));
                let exact = similarity(&one, &other);
                for threshold in [0.5, 0.7, 0.8, 1.0, exact.value()] {
                    let expected = (shared > 0 && exact.value() >= threshold).then_some(exact);
                    assert_eq!(similarity_from(&one, &other, threshold), expected);
                }
            }
        }
    }

    #[test]
    fn what_is_shown_is_rounded_down() {
        assert_eq!(
            Similarity {
                shared: 79_999,
                either: 100_000
            }
            .shown()
            .to_string(),
            "0.7999"
        );
        assert_eq!(
            Similarity {
                shared: 9,
                either: 10
            }
            .shown()
            .to_string(),
            "0.9"
        );
        assert_eq!(Similarity::SAME.shown().to_string(), "1");
    }
}
