//! Sizes of many texts: how many there are of each, by quarters of an octave, and which are the longest.

use serde::{Deserialize, Serialize};

/// Texts that are kept.
const MOST_KEPT: usize = 100;
/// Buckets from a size to its double.
const STEPS: u32 = 4;

/// Sizes, in characters. `P` is a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lengths<P> {
    buckets: Vec<u64>,
    longest: Vec<(u64, P)>,
}

/// The usual range of sizes, and the sizes far from it.
pub struct Spread<'l, P> {
    /// Half of the texts are no longer.
    pub median: u64,
    /// Number of those that are far longer, and the longest of them.
    pub longer: (u64, Vec<&'l (u64, P)>),
}

impl<P> Default for Lengths<P> {
    fn default() -> Self {
        Self {
            buckets: Vec::new(),
            longest: Vec::new(),
        }
    }
}

impl<P> Lengths<P> {
    /// Counts a text; the `most` longest are kept.
    pub fn meet(&mut self, characters: u64, most: usize, place: impl Fn() -> P) {
        let bucket = bucket(characters);
        if self.buckets.len() <= bucket {
            self.buckets.resize(bucket + 1, 0);
        }
        self.buckets[bucket] += 1;
        keep(&mut self.longest, most.min(MOST_KEPT), characters, place);
    }

    /// Adds what a later stretch of the input holds.
    pub fn add<Q>(&mut self, later: &Lengths<Q>, most: usize, mut place: impl FnMut(&Q) -> P) {
        if self.buckets.len() < later.buckets.len() {
            self.buckets.resize(later.buckets.len(), 0);
        }
        for (mine, theirs) in self.buckets.iter_mut().zip(&later.buckets) {
            *mine += theirs;
        }
        let most = most.min(MOST_KEPT);
        for (size, at) in &later.longest {
            keep(&mut self.longest, most, *size, || place(at));
        }
    }

    /// Returns their number.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.buckets.iter().sum()
    }

    /// The size that half of the texts do not exceed, to a quarter of an octave.
    #[must_use]
    pub fn median(&self) -> u64 {
        smallest(self.quantile(1, 2))
    }

    /// Returns the texts far from the rest: beyond three times the distance of the quartiles (Tukey's outer fences, on a
    /// scale of ratios, since lengths spread by factors), at least `factor` times longer than the median, and no shorter than `shortest`.
    #[must_use]
    pub fn spread(&self, factor: u32, shortest: u64) -> Spread<'_, P> {
        let (first, middle, third) = (
            self.quantile(1, 4),
            self.quantile(1, 2),
            self.quantile(3, 4),
        );
        let distance = 3 * (third - first).max(1);
        let least = (STEPS * factor.ilog2()) as usize;
        let short = bucket(shortest).saturating_sub(1);
        let above = (third + distance).max(middle + least).max(short);
        let first_kept = self.longest.iter();
        let longer = first_kept.take_while(|(size, _)| bucket(*size) > above);
        let counts = self.buckets.get(above + 1..).unwrap_or_default();
        Spread {
            median: smallest(middle),
            longer: (counts.iter().sum(), longer.collect()),
        }
    }

    /// The bucket of the text that so many of all are not above.
    fn quantile(&self, part: u64, of: u64) -> usize {
        let rank = (self.total() * part).div_ceil(of);
        let mut seen = 0;
        self.buckets
            .iter()
            .position(|count| {
                seen += count;
                seen >= rank
            })
            .unwrap_or_default()
    }
}

/// Keeps the longest, the longest first; of equal ones the earlier.
fn keep<P>(kept: &mut Vec<(u64, P)>, most: usize, size: u64, place: impl FnOnce() -> P) {
    if kept.len() >= most && kept.last().is_none_or(|(last, _)| size <= *last) {
        return;
    }
    let at = kept.partition_point(|(known, _)| size <= *known);
    kept.insert(at, (size, place()));
    kept.truncate(most);
}

/// The bucket of a size: its octave, and the quarter of it.
fn bucket(size: u64) -> usize {
    let Some(octave) = size.checked_ilog2() else {
        return 0;
    };
    // The two bits below the highest one.
    let quarter = if octave >= 2 {
        (size >> (octave - 2)) & 3
    } else {
        (size << (2 - octave)) & 3
    };
    1 + (octave * STEPS) as usize + usize::try_from(quarter).unwrap_or_default()
}

/// The smallest size in a bucket.
fn smallest(bucket: usize) -> u64 {
    let Some(step) = bucket.checked_sub(1) else {
        return 0;
    };
    let (octave, quarter) = (step / STEPS as usize, (step % STEPS as usize) as u64);
    if octave >= 2 {
        (4 + quarter) << (octave - 2)
    } else {
        ((4 + quarter) << octave).div_ceil(4)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lengths, bucket, smallest};

    #[test]
    fn buckets_grow_by_quarters_of_an_octave() {
        let mut last = 0;
        for size in 0..5_000 {
            let at = bucket(size);
            assert!(at >= last, "{size}");
            assert!(
                smallest(at) <= size && size < smallest(at + 1).max(size + 1),
                "{size}"
            );
            last = at;
        }
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 8, 1 << 40].map(|size| smallest(bucket(size))),
            [0, 1, 2, 3, 4, 5, 8, 1 << 40]
        );
        assert_eq!(
            (smallest(bucket(1_000)), smallest(bucket(u64::MAX))),
            (896, 7 << 61)
        );
    }

    #[test]
    fn stretches_add_up_wherever_they_are_cut() {
        let sizes = [5_u64, 900, 3, 3, 700, 900, 1, 40, 2];
        let of = |range: std::ops::Range<usize>| {
            let mut lengths = Lengths::default();
            for at in range {
                lengths.meet(sizes[at], 3, || at);
            }
            lengths
        };
        let whole = of(0..sizes.len());
        assert_eq!(whole.longest, [(900, 1), (900, 5), (700, 4)]);
        for cut in 0..=sizes.len() {
            let mut sum = Lengths::default();
            sum.add(&of(0..cut), 3, |at| *at);
            sum.add(&of(cut..sizes.len()), 3, |at| *at);
            assert_eq!(sum, whole, "cut at {cut}");
        }
    }

    #[test]
    fn only_what_stands_far_from_the_rest_is_told() {
        let mut lengths = Lengths::default();
        for at in 0..100_usize {
            lengths.meet(100 + at as u64, 20, || at);
        }
        let spread = lengths.spread(8, 0);
        assert_eq!((spread.median, spread.longer.0), (128, 0));
        for (at, size) in [(100, 400), (101, 5_000), (102, 9), (103, 0), (104, 7_000)] {
            lengths.meet(size, 20, || at);
        }
        let spread = lengths.spread(8, 0);
        let places = |kept: &[&(u64, usize)]| kept.iter().map(|(_, at)| *at).collect::<Vec<_>>();
        assert_eq!(
            (spread.longer.0, places(&spread.longer.1)),
            (2, vec![104, 101])
        );
    }
}
