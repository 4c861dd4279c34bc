//! One property of many records: the count of each of its values, and its first place.

use serde::{Deserialize, Serialize};

/// A property with more values than this has no usual one: counting stops. Whatever the order, the same sets give up.
const MOST_VALUES: usize = 64;

/// Counts of the values of a property. `P` is a place: within a chunk, or in the data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueCounts<P> {
    values: Vec<ValueCount<P>>,
    given_up: bool,
}

/// One value of a property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueCount<P> {
    /// Key that identifies the value.
    pub key: u64,
    /// The name that users see.
    pub name: String,
    /// Number of records with it.
    pub count: u64,
    /// First places, in the order of the input.
    pub places: Vec<P>,
}

/// The value that most records have.
pub struct Mode<'f, P> {
    /// The value.
    pub met: &'f ValueCount<P>,
    /// Number of records.
    pub total: u64,
    /// The other values, in order of appearance.
    pub others: Vec<&'f ValueCount<P>>,
}

impl<P> Default for ValueCounts<P> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            given_up: false,
        }
    }
}

impl<P> ValueCounts<P> {
    /// Counts a value once; its first `most` places are kept.
    pub fn meet(
        &mut self,
        key: u64,
        most: usize,
        name: impl FnOnce() -> String,
        place: impl FnOnce() -> P,
    ) {
        let Some(met) = self.value(key, name) else {
            return;
        };
        met.count += 1;
        if met.places.len() < most {
            met.places.push(place());
        }
    }

    /// Adds what a later stretch of the input holds.
    pub fn add<Q>(&mut self, later: &ValueCounts<Q>, most: usize, mut place: impl FnMut(&Q) -> P) {
        if later.given_up {
            self.give_up();
        }
        for theirs in &later.values {
            let Some(met) = self.value(theirs.key, || theirs.name.clone()) else {
                return;
            };
            met.count += theirs.count;
            let room = most.saturating_sub(met.places.len());
            met.places
                .extend(theirs.places.iter().take(room).map(&mut place));
        }
    }

    /// The value that at least `share` of `total` records have, where these are at least `fewest`.
    #[must_use]
    pub fn mode(&self, total: u64, (share, fewest): (f64, u64)) -> Option<Mode<'_, P>> {
        // The first of the most frequent: `max_by_key` would take the last.
        let at = (0..self.values.len())
            .rev()
            .max_by_key(|&at| self.values[at].count)?;
        let met = &self.values[at];
        (total >= fewest && part(met.count, total) >= share).then(|| Mode {
            met,
            total,
            others: (0..self.values.len())
                .filter(|&other| other != at)
                .map(|other| &self.values[other])
                .collect(),
        })
    }

    /// Returns the number of records with any value; nothing once there were too many values.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.values.iter().map(|met| met.count).sum()
    }

    /// Returns the values in order of appearance.
    #[must_use]
    pub fn values(&self) -> &[ValueCount<P>] {
        &self.values
    }

    fn value(&mut self, key: u64, name: impl FnOnce() -> String) -> Option<&mut ValueCount<P>> {
        if self.given_up {
            return None;
        }
        if let Some(at) = self.values.iter().position(|known| known.key == key) {
            return self.values.get_mut(at);
        }
        if self.values.len() == MOST_VALUES {
            self.give_up();
            return None;
        }
        self.values.push(ValueCount {
            key,
            name: name(),
            count: 0,
            places: Vec::new(),
        });
        self.values.last_mut()
    }

    fn give_up(&mut self) {
        *self = Self {
            given_up: true,
            ..Self::default()
        };
    }
}

/// A part of a whole, from 0 to 1.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are far below 2^53"
)]
pub fn part(count: u64, total: u64) -> f64 {
    if total == 0 {
        0.0
    } else {
        count as f64 / total as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_VALUES, ValueCounts};

    /// A stretch of the input: each value with its place.
    fn stretch(values: &[(u64, usize)]) -> ValueCounts<usize> {
        let mut counts = ValueCounts::default();
        for &(value, place) in values {
            counts.meet(value, 2, || value.to_string(), || place);
        }
        counts
    }

    #[test]
    fn stretches_add_up_to_the_whole_wherever_they_are_cut() {
        let all: Vec<(u64, usize)> = [3, 1, 3, 3, 2, 3, 1, 3].into_iter().zip(0..).collect();
        let whole = stretch(&all);
        for cut in 0..=all.len() {
            let mut sum = ValueCounts::default();
            for part in [&all[..cut], &all[cut..]] {
                sum.add(&stretch(part), 2, |place| *place);
            }
            assert_eq!(sum, whole, "cut at {cut}");
        }
        let mode = whole.mode(8, (0.6, 8)).expect("5 of 8 have it");
        assert_eq!((mode.met.name.as_str(), mode.met.count), ("3", 5));
        assert_eq!(mode.met.places, [0, 2], "the first two");
        assert_eq!(mode.others.len(), 2);
        assert!(whole.mode(8, (0.7, 8)).is_none(), "too few have it");
        assert!(whole.mode(8, (0.6, 9)).is_none(), "too few records");
    }

    #[test]
    fn too_many_values_are_given_up_wherever_the_input_is_cut() {
        let all: Vec<(u64, usize)> = (0..=MOST_VALUES as u64).zip(0..).collect();
        for cut in [0, 1, 40, all.len()] {
            let mut sum = ValueCounts::default();
            for part in [&all[..cut], &all[cut..]] {
                sum.add(&stretch(part), 2, |place| *place);
            }
            assert_eq!(sum, stretch(&all), "cut at {cut}");
            assert_eq!(sum.total(), 0);
        }
        assert_eq!(stretch(&all[1..]).total(), MOST_VALUES as u64);
    }
}
