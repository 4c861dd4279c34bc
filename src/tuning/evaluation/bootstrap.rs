//! The confidence of a mean difference: the same pairs drawn again and again, with a seed.

use crate::diagnostic::numbers::real;
use crate::tuning::order::{ascending, key};

/// Draws of all pairs. The ends of a 95% interval are then the 51st values from both sides, which another seed moves by a few
/// hundredths of its width.
pub const RESAMPLES: usize = 2_000;
/// The share of the draws within the interval.
pub const LEVEL: f64 = 0.95;

/// A mean, and the interval that 95% of the draws are in.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Interval {
    /// The measured mean.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Interval {
    /// Returns true if the interval excludes 0.
    #[must_use]
    pub fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// `SplitMix64`: a few instructions, the same numbers everywhere, and good enough to draw from at most 2^32 pairs.
pub struct Random(u64);

impl Random {
    /// Numbers that depend on `seed` alone.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let product = u128::from(mixed) * count as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

/// Draws `count` pairs with replacement, [`RESAMPLES`] times, and calls `statistics` with each draw; it returns the same number
/// of values each time. Returns the interval of each value around its value for all pairs.
pub fn intervals(
    count: usize,
    seed: u64,
    mut statistics: impl FnMut(&[u32]) -> Vec<f64>,
) -> Vec<Interval> {
    let times_once = vec![1; count];
    let whole = statistics(&times_once);
    if count == 0 {
        return Vec::new();
    }
    let mut random = Random::new(seed);
    let mut draws: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); whole.len()];
    let mut times = vec![0; count];
    for _ in 0..RESAMPLES {
        times.fill(0);
        for _ in 0..count {
            times[random.below(count)] += 1;
        }
        for (draws, value) in draws.iter_mut().zip(statistics(&times)) {
            draws.push(value);
        }
    }
    whole
        .into_iter()
        .zip(draws)
        .map(|(mean, draws)| {
            let order = ascending(draws.iter().copied().map(key));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "fewer than RESAMPLES"
            )]
            let outside = ((1.0 - LEVEL) / 2.0 * real(RESAMPLES)) as usize;
            Interval {
                mean,
                low: draws[order[outside]],
                high: draws[order[RESAMPLES - 1 - outside]],
            }
        })
        .collect()
}

/// The mean of `values`, each as often as it was drawn.
#[must_use]
pub fn mean(values: &[f64], times: &[u32]) -> f64 {
    let sum: f64 = values
        .iter()
        .zip(times)
        .map(|(value, times)| value * f64::from(*times))
        .sum();
    sum / real(values.len().max(1))
}

/// Returns the probability that of `one + other` coin tosses as few or fewer fall on the rarer side, or as few on the other: the exact
/// test of `McNemar`, for pairs in which only one of two models is right.
#[must_use]
pub fn sign_test(one: u64, other: u64) -> f64 {
    let (few, all) = (one.min(other), one + other);
    // Probabilities as logarithms: 2^-2000 is 0 in f64.
    let mut term = -(real_of(all)) * std::f64::consts::LN_2;
    let mut sum = term.exp();
    for heads in 0..few {
        term += (real_of(all - heads) / real_of(heads + 1)).ln();
        sum += term.exp();
    }
    (2.0 * sum).min(1.0)
}

fn real_of(count: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let real = count as f64;
    real
}

#[cfg(test)]
mod tests {
    use super::{Random, intervals, mean, sign_test};

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..5).map(|_| random.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(42), draw(42));
        assert_ne!(draw(42), draw(43));
        let mut random = Random::new(7);
        let mut counts = [0; 4];
        for _ in 0..40_000 {
            counts[random.below(4)] += 1;
        }
        assert!(
            counts.iter().all(|count| (9_700..10_300).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn an_interval_is_as_wide_as_theory_says() {
        // 400 pairs, half of them 1: the mean is 0.5 with a standard error of 0.025, and 95% lie within 1.96 of these.
        let values: Vec<f64> = (0..400).map(|index| f64::from(index % 2)).collect();
        let found = intervals(400, 42, |times| vec![mean(&values, times)])[0];
        assert!((found.mean - 0.5).abs() < 1e-12);
        assert!((found.low - 0.451).abs() < 0.004, "{found:?}");
        assert!((found.high - 0.549).abs() < 0.004, "{found:?}");
    }

    #[test]
    fn what_never_differs_has_no_width() {
        let found = intervals(30, 1, |times| vec![mean(&[1.0; 30], times)])[0];
        assert_eq!((found.mean, found.low, found.high), (1.0, 1.0, 1.0));
        assert!(intervals(0, 1, |_| vec![0.0]).is_empty());
    }

    #[test]
    fn the_sign_test_is_that_of_the_textbooks() {
        for (one, other, p) in [
            (0, 0, 1.0),
            (5, 5, 1.0),
            (0, 5, 0.0625),
            (0, 6, 0.03125),
            (1, 9, 0.021_484_375),
            (10, 2, 0.038_574_218_75),
        ] {
            assert!((sign_test(one, other) - p).abs() < 1e-9, "{one} {other}");
        }
        assert!(sign_test(2_000, 1_000) < 1e-60);
        assert!((sign_test(1_000, 1_000) - 1.0).abs() < 1e-9);
    }
}
