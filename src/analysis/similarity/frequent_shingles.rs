//! Shingles that a large share of the records have in common: an instruction, a template, a phrase of the language. They are left out of
//! every comparison, or records that have an instruction of 7 KB in common would all be near-duplicates of each other.

use hashbrown::HashTable;

/// Places of the first count.
const MOST_PLACES: usize = 1 << 20;

/// Returns the greatest number of `records` that may share a shingle before it is left out: one in 20, but never fewer than 50 nor
/// more than 1,000; and in a data set of fewer than 100, half of them, but never fewer than 8.
///
/// The upper bound keeps the search linear: a shingle has at most a thousand other records.
#[must_use]
pub fn most_records(records: usize) -> usize {
    (records / 2).clamp(8, (records / 20).clamp(50, 1_000))
}

/// Counts shingles, set by set, to find the frequent ones: all sets once, and once more where some may be.
pub struct Census {
    most: usize,
    shift: u32,
    /// Of shingles with the same first bits: never too small.
    counts: Vec<u32>,
    /// Those that may be frequent, each for itself.
    exact: HashTable<(u32, u32)>,
}

/// The frequent shingles.
#[derive(Default)]
pub struct FrequentShingles {
    shingles: HashTable<u32>,
    /// A bit for the first 16 bits of each, so that nearly all others need no further look.
    beginnings: Vec<u64>,
}

impl Census {
    /// For sets of `total` shingles, each holding a shingle once; frequent is what more than `most` of them hold.
    #[must_use]
    pub fn new(total: usize, most: usize) -> Self {
        // So many that what falls into one by chance is a quarter of what makes it frequent: few are counted a second time,
        // and the whole of it stays in a processor's cache.
        let places = (total / most.max(1) * 4).next_power_of_two();
        let places = places.clamp(1 << 8, MOST_PLACES);
        Self {
            most,
            shift: u32::BITS - places.trailing_zeros(),
            counts: vec![0; places],
            exact: HashTable::new(),
        }
    }

    /// Counts a set.
    pub fn count(&mut self, set: &[u32]) {
        for &shingle in set {
            self.counts[(shingle >> self.shift) as usize] += 1;
        }
    }

    /// Returns true if, with all sets counted, some shingle may be too frequent: then all are counted again.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.counts.iter().any(|&count| count as usize > self.most)
    }

    /// Counts a set for the second time.
    pub fn count_again(&mut self, set: &[u32]) {
        for &shingle in set {
            if self.counts[(shingle >> self.shift) as usize] as usize > self.most {
                self.exact
                    .entry(
                        spread(shingle),
                        |(known, _)| *known == shingle,
                        |(known, _)| spread(*known),
                    )
                    .or_insert((shingle, 0))
                    .get_mut()
                    .1 += 1;
            }
        }
    }

    /// Returns the shingles that are too frequent.
    #[must_use]
    pub fn finish(&self) -> FrequentShingles {
        let mut frequent = FrequentShingles {
            shingles: HashTable::new(),
            beginnings: vec![0; 1 << 10],
        };
        let is_frequent = |(_, count): &&(u32, u32)| *count as usize > self.most;
        for &(shingle, _) in self.exact.iter().filter(is_frequent) {
            frequent
                .shingles
                .insert_unique(spread(shingle), shingle, |&known| spread(known));
            frequent.beginnings[(shingle >> 22) as usize] |= 1 << (shingle >> 16 & 63);
        }
        frequent
    }
}

impl FrequentShingles {
    /// The shingles that more than `most` of `sets` hold; each set holds a shingle once.
    #[must_use]
    pub fn of(sets: &[&[u32]], most: usize) -> Self {
        let mut census = Census::new(sets.iter().map(|set| set.len()).sum(), most);
        for set in sets {
            census.count(set);
        }
        if census.is_undecided() {
            for set in sets {
                census.count_again(set);
            }
        }
        census.finish()
    }

    /// Returns true if no shingle is frequent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// Returns their number.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shingles.len()
    }

    /// Returns those of `set`, ascending.
    #[must_use]
    pub fn among(&self, set: &[u32]) -> Vec<u32> {
        let frequent = set.iter().copied();
        let mut frequent: Vec<u32> = frequent.filter(|&shingle| self.holds(shingle)).collect();
        frequent.sort_unstable();
        frequent
    }

    /// Returns true if `shingle` is one of them.
    #[must_use]
    pub fn holds(&self, shingle: u32) -> bool {
        self.beginnings
            .get((shingle >> 22) as usize)
            .is_some_and(|bits| bits >> (shingle >> 16 & 63) & 1 == 1)
            && self
                .shingles
                .find(spread(shingle), |&known| known == shingle)
                .is_some()
    }
}

fn spread(shingle: u32) -> u64 {
    u64::from(shingle).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::{Census, FrequentShingles, most_records};

    #[test]
    fn a_share_of_the_records_but_neither_few_nor_many() {
        for (records, most) in [
            (0, 8),
            (2, 8),
            (20, 10),
            (100, 50),
            (1_000, 50),
            (10_000, 500),
            (20_000, 1_000),
            (5_000_000, 1_000),
        ] {
            assert_eq!(most_records(records), most, "{records}");
        }
    }

    #[test]
    fn shingles_of_more_sets_than_allowed_are_frequent() {
        // Shingles with equal first bits remain distinct.
        let sets: Vec<Vec<u32>> = (0..100_u32)
            .map(|set| vec![7, 8 + set % 2, 1_000 + set, 0x8000_0000 + set])
            .collect();
        let sets: Vec<&[u32]> = sets.iter().map(Vec::as_slice).collect();
        let of = |most| FrequentShingles::of(&sets, most);
        let found = |frequent: &FrequentShingles| {
            (0..2_000)
                .filter(|&shingle| frequent.holds(shingle))
                .collect::<Vec<u32>>()
        };
        assert_eq!(found(&of(49)), [7, 8, 9]);
        assert_eq!(found(&of(50)), [7]);
        assert_eq!(of(50).len(), 1);
        assert!(of(100).is_empty() && found(&of(100)).is_empty());
    }

    #[test]
    fn frequent_shingles_are_known_whatever_bits_they_begin_with() {
        // Two that share the first ten bits and not the next six, one that shares neither, and a stranger beside each.
        let common = [0x0003_0000, 0x0005_0007, 0xFFC1_0000];
        let own = |set: u32| 0x0003_0001 + set;
        let sets: Vec<Vec<u32>> = (0..20)
            .map(|set| [&common[..], &[own(set)]].concat())
            .collect();
        let sets: Vec<&[u32]> = sets.iter().map(Vec::as_slice).collect();
        let found = FrequentShingles::of(&sets, 10);
        assert_eq!(found.len(), 3);
        assert!(common.iter().all(|&shingle| found.holds(shingle)));
        let unexpected_layouts =
            (0..20)
                .map(own)
                .chain([0x0005_0008, 0xFFC1_0001, 0x0004_0000, 0, u32::MAX]);
        for shingle in unexpected_layouts {
            assert!(!found.holds(shingle), "{shingle:x}");
        }
    }

    #[test]
    fn where_nothing_can_be_frequent_nothing_is_counted_again() {
        let mut census = Census::new(100, 10);
        (0..10).for_each(|_| census.count(&[1, 1 << 31]));
        assert!(!census.is_undecided());
        census.count(&[1]);
        assert!(census.is_undecided());
        census.count_again(&[1, 1 << 31]);
        let again: Vec<u32> = census.exact.iter().map(|(shingle, _)| *shingle).collect();
        assert_eq!(again, [1]);
    }
}
