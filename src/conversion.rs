//! What was converted from what, counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::convert::{Loss, Lost};
use crate::preparation::Conversion;

/// Names of lost keys that are told apart, and how long they may be: anything may stand where a key does.
const MOST_NAMES: usize = 50;
const LONGEST_NAME: usize = 80;

/// Records that were converted, and what they lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversions {
    /// How many were converted, by the name of their layout.
    pub from: BTreeMap<String, u64>,
    /// How many could not be.
    pub refused: u64,
    /// How often something was left behind, by its key; the first names in the order of the alphabet.
    pub lost: BTreeMap<String, u64>,
}

impl Conversions {
    /// Counts what became of a record.
    pub fn count(&mut self, conversion: &Conversion) {
        let Ok(lost) = &conversion.outcome else {
            self.refused += 1;
            return;
        };
        let name = conversion.name;
        if let Some(count) = self.from.get_mut(name) {
            *count += 1;
        } else {
            self.from.insert(name.to_owned(), 1);
        }
        let is_left = |lost: &&Lost| matches!(lost.how, Loss::LeftBehind | Loss::Weight);
        for lost in lost.iter().filter(is_left) {
            self.count_lost(shortened(&lost.what), 1);
        }
    }

    /// Adds what another chunk counted.
    pub fn add(&mut self, other: &Self) {
        for (name, count) in &other.from {
            *self.from.entry(name.clone()).or_default() += count;
        }
        self.refused += other.refused;
        for (name, count) in &other.lost {
            self.count_lost(name, *count);
        }
    }

    /// Of too many names the last ones go: a name that stays was never among those, so that its count is right however the
    /// records are cut into chunks.
    fn count_lost(&mut self, name: &str, count: u64) {
        if let Some(known) = self.lost.get_mut(name) {
            *known += count;
            return;
        }
        self.lost.insert(name.to_owned(), count);
        if self.lost.len() > MOST_NAMES {
            self.lost.pop_last();
        }
    }
}

fn shortened(name: &str) -> &str {
    let end = name.char_indices().nth(LONGEST_NAME);
    end.map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::Conversions;

    #[test]
    fn names_are_few_and_their_counts_right_in_any_order() {
        let names: Vec<String> = (0..200).map(|n| format!("key{:03}", n * 7 % 200)).collect();
        let mut whole = Conversions::default();
        for name in names.iter().chain(&names) {
            whole.count_lost(name, 1);
        }
        let mut parts = Conversions::default();
        for chunk in names.chunks(13).chain(names.chunks(70)) {
            let mut part = Conversions::default();
            for name in chunk {
                part.count_lost(name, 1);
            }
            parts.add(&part);
        }
        assert_eq!(whole, parts);
        assert_eq!(whole.lost.len(), 50);
        assert!(
            whole
                .lost
                .iter()
                .all(|(name, count)| name.as_str() < "key050" && *count == 2)
        );
    }
}
