//! Counts by size, in bars whose bounds are round numbers.

use serde::{Deserialize, Serialize};

/// Number of bars below 10: one for each number.
const SMALL: usize = 10;
/// The bounds of the bars in each power of ten, in tenths: 10, 15, 20, 30, 50, 70, 100, 150, …
const STEPS: [u64; 6] = [10, 15, 20, 30, 50, 70];

/// Counts of sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    counts: Vec<u64>,
}

/// A bar of a histogram: number of records from `from` up to, not including, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "HistogramBar"))]
pub struct Bar {
    /// Smallest value in the bar.
    pub from: u64,
    /// Smallest value past the bar.
    pub to: u64,
    /// Number of records.
    pub count: u64,
}

impl Histogram {
    /// Counts one of that size.
    pub fn count(&mut self, size: u64) {
        let bar = bar_of(size);
        if self.counts.len() <= bar {
            self.counts.resize(bar + 1, 0);
        }
        self.counts[bar] += 1;
    }

    /// Adds the counts of another chunk.
    pub fn add(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }

    /// The bars from the first to the last that holds any.
    #[must_use]
    pub fn bars(&self) -> Vec<Bar> {
        let bar = |(index, &count): (usize, &u64)| Bar {
            from: bound(index),
            to: bound(index + 1),
            count,
        };
        self.counts
            .iter()
            .enumerate()
            .map(bar)
            .skip_while(|bar| bar.count == 0)
            .collect()
    }
}

/// The smallest size in a bar; the last bar has no upper end.
fn bound(bar: usize) -> u64 {
    let Some(step) = bar.checked_sub(SMALL) else {
        return bar as u64;
    };
    let power = u32::try_from(step / STEPS.len()).map_or(None, |power| 10_u64.checked_pow(power));
    power
        .and_then(|power| power.checked_mul(STEPS[step % STEPS.len()]))
        .unwrap_or(u64::MAX)
}

/// The bar of a size. Every record is counted: no search.
fn bar_of(size: u64) -> usize {
    let Some(power) = size
        .checked_ilog10()
        .and_then(|digits| digits.checked_sub(1))
    else {
        return usize::try_from(size).unwrap_or_default();
    };
    let tenths = size / 10_u64.pow(power);
    let passed = STEPS.iter().filter(|step| **step <= tenths).count();
    SMALL + power as usize * STEPS.len() + passed - 1
}

#[cfg(test)]
mod tests {
    use super::{Histogram, bar_of, bound};

    #[test]
    fn sizes_fall_into_round_bars() {
        let mut histogram = Histogram::default();
        for size in [3, 3, 10, 14, 15, 99, 100, 32_000] {
            histogram.count(size);
        }
        let bars: Vec<_> = histogram
            .bars()
            .into_iter()
            .filter(|bar| bar.count > 0)
            .map(|bar| (bar.from, bar.to, bar.count))
            .collect();
        assert_eq!(
            bars,
            [
                (3, 4, 2),
                (10, 15, 2),
                (15, 20, 1),
                (70, 100, 1),
                (100, 150, 1),
                (30_000, 50_000, 1)
            ]
        );
        assert_eq!(histogram.bars()[0].from, 3);
    }

    #[test]
    fn every_size_stands_between_the_bounds_of_its_bar() {
        let large = (0..64)
            .map(|bit| 1_u64 << bit)
            .flat_map(|size| [size - 1, size, size + 1]);
        for size in (0..20_000).chain(large) {
            let bar = bar_of(size);
            assert!(
                bound(bar) <= size && size <= bound(bar + 1).max(size),
                "{size}"
            );
            assert!(size == u64::MAX || size < bound(bar + 1), "{size}");
        }
    }

    #[test]
    fn no_size_is_too_large() {
        let mut histogram = Histogram::default();
        histogram.count(u64::MAX);
        assert_eq!(histogram.bars().iter().map(|bar| bar.count).sum::<u64>(), 1);
    }
}
