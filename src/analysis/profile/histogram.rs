//! Counts by size to two digits; as bars whose bounds are round numbers, and as quantiles.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Number of places below 10: one for each number.
const SMALL: usize = 10;
/// Places in each power of ten: one for each two leading digits, 10 to 99.
const PLACES: usize = 90;
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
    /// How many of them go to validation; absent without a split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<u64>,
}

impl Histogram {
    /// Counts one of that size, and returns its place.
    pub fn count(&mut self, size: u64) -> u16 {
        let place = place_of(size);
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += 1;
        // There are 90 of each power of ten.
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// The places of a bar, from its bounds.
    #[must_use]
    pub fn places(from: u64, to: u64) -> Range<usize> {
        place_of(from)..place_of(to)
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
        let mut bars: Vec<Bar> = Vec::new();
        for (place, &count) in self.counts.iter().enumerate() {
            match bars.last_mut() {
                Some(bar) if !is_bound(place) => {
                    bar.count += count;
                    bar.to = bound(place + 1);
                }
                _ => bars.push(Bar {
                    from: bound(place),
                    to: bound(place + 1),
                    count,
                    validation: None,
                }),
            }
        }
        // The last bar ends at a round number, too, wherever its last record is.
        if let Some(bar) = bars.last_mut() {
            let end = self.counts.len();
            // There is one among the places of each power of ten.
            let next = (end..end + 100).find(|place| is_bound(*place));
            bar.to = next.map_or(u64::MAX, bound);
        }
        bars.into_iter().skip_while(|bar| bar.count == 0).collect()
    }

    /// Returns the size that a share of all is at most, to two digits rounded down; 0 without any.
    #[must_use]
    pub fn quantile(&self, share: f64) -> u64 {
        let all: u64 = self.counts.iter().sum();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "counts are far below 2^53, and the share is from 0 to 1"
        )]
        let rank = ((all as f64 * share).ceil() as u64).max(1);
        let mut seen = 0;
        let place = self.counts.iter().position(|count| {
            seen += count;
            seen >= rank
        });
        place.map_or(0, bound)
    }

    /// Counts those above `size`, as exactly as two digits allow.
    #[must_use]
    pub fn above(&self, size: u64) -> u64 {
        let place = place_of(size);
        let is_whole = bound(place) == size && bound(place + 1) > size.saturating_add(1);
        let first = if is_whole { place } else { place + 1 };
        self.counts.iter().skip(first).sum()
    }
}

/// The smallest size in a place; the last one has no upper end.
fn bound(place: usize) -> u64 {
    let Some(place) = place.checked_sub(SMALL) else {
        return place as u64;
    };
    let power = u32::try_from(place / PLACES).map_or(None, |power| 10_u64.checked_pow(power));
    power
        .and_then(|power| power.checked_mul(10 + (place % PLACES) as u64))
        .unwrap_or(u64::MAX)
}

/// Returns true if a bar begins at the place.
fn is_bound(place: usize) -> bool {
    place
        .checked_sub(SMALL)
        .is_none_or(|place| STEPS.contains(&(10 + (place % PLACES) as u64)))
}

/// The place of a size. Every record is counted: no search.
fn place_of(size: u64) -> usize {
    let Some(power) = size
        .checked_ilog10()
        .and_then(|digits| digits.checked_sub(1))
    else {
        return usize::try_from(size).unwrap_or_default();
    };
    let tenths = usize::try_from(size / 10_u64.pow(power)).unwrap_or_default();
    SMALL + power as usize * PLACES + tenths - 10
}

#[cfg(test)]
mod tests {
    use super::{Histogram, bound, place_of};

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
    fn every_size_is_between_the_bounds_of_its_place() {
        let large = (0..64)
            .map(|bit| 1_u64 << bit)
            .flat_map(|size| [size - 1, size, size + 1]);
        for size in (0..20_000).chain(large) {
            let place = place_of(size);
            assert!(bound(place) <= size, "{size}");
            assert!(size == u64::MAX || size < bound(place + 1), "{size}");
        }
    }

    #[test]
    fn no_size_is_too_large() {
        let mut histogram = Histogram::default();
        histogram.count(u64::MAX);
        assert_eq!(histogram.bars().iter().map(|bar| bar.count).sum::<u64>(), 1);
    }

    #[test]
    fn quantiles_are_sizes_to_two_digits() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.quantile(0.5), 0);
        for size in 1..=1_000 {
            histogram.count(size);
        }
        assert_eq!(histogram.quantile(0.5), 500);
        assert_eq!(histogram.quantile(0.95), 950);
        assert_eq!(histogram.quantile(1.0), 1_000);
        assert_eq!(histogram.above(899), 101);
        assert_eq!(histogram.above(99), 901);
        assert_eq!(histogram.above(32_000), 0);
        let mut one = Histogram::default();
        one.count(12_345);
        assert_eq!([one.quantile(0.5), one.quantile(0.95)], [12_000; 2]);
    }
}
