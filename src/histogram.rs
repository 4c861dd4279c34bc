//! Counts by size, in bars whose bounds are round numbers.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// How many bars there are below 10: one for each number.
const SMALL: u64 = 10;
/// The bounds of the bars in each power of ten, in tenths: 10, 15, 20, 30, 50, 70, 100, 150, …
const STEPS: [u64; 6] = [10, 15, 20, 30, 50, 70];

/// How often each size was met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    counts: Vec<u64>,
}

/// One bar: how many had from `from` up to, not including, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The smallest size in it.
    pub from: u64,
    /// The smallest size past it.
    pub to: u64,
    /// How many there are.
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

/// The smallest size in each bar; the last bar has no upper end.
static BOUNDS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let powers = (0..19).map(|exponent| 10_u64.pow(exponent));
    let rest = powers.flat_map(|power| STEPS.iter().map_while(move |step| step.checked_mul(power)));
    (0..SMALL).chain(rest).collect()
});

fn bound(bar: usize) -> u64 {
    BOUNDS.get(bar).copied().unwrap_or(u64::MAX)
}

fn bar_of(size: u64) -> usize {
    BOUNDS.partition_point(|&bound| bound <= size) - 1
}

#[cfg(test)]
mod tests {
    use super::Histogram;

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
    fn no_size_is_too_large() {
        let mut histogram = Histogram::default();
        histogram.count(u64::MAX);
        assert_eq!(histogram.bars().iter().map(|bar| bar.count).sum::<u64>(), 1);
    }
}
