//! The class that each record counts for in a split.

use std::collections::BTreeMap;

use crate::analysis::profile::class_labels::NO_LABEL;

/// Classes, and the class of each record.
pub struct Strata<'d> {
    /// Source of the classes: a field of the answers, or a pointer.
    pub by: &'d str,
    /// By number.
    pub names: Vec<&'d str>,
    /// By record; [`NO_LABEL`], or nothing at the end, for one of no class.
    pub ids: &'d [u16],
}

impl Strata<'_> {
    /// The class of a record.
    #[must_use]
    pub fn of(&self, record: u32) -> u16 {
        self.ids.get(record as usize).copied().unwrap_or(NO_LABEL)
    }

    /// The class that a group counts for: that of most of its records; of two the first in the alphabet.
    pub fn of_group(&self, records: impl Iterator<Item = u32> + Clone) -> u16 {
        let mut classes = records.map(|record| self.of(record));
        let Some(first) = classes.clone().next() else {
            return NO_LABEL;
        };
        if classes.clone().all(|class| class == first) {
            return first;
        }
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        for class in classes.by_ref().filter(|class| *class != NO_LABEL) {
            *counts.entry(class).or_default() += 1;
        }
        let name = |class: u16| std::cmp::Reverse(self.names[usize::from(class)]);
        let most = counts
            .into_iter()
            .max_by_key(|&(class, count)| (count, name(class)));
        most.map_or(NO_LABEL, |(class, _)| class)
    }
}

#[cfg(test)]
mod tests {
    use super::Strata;
    use crate::analysis::profile::class_labels::NO_LABEL;

    #[test]
    fn a_group_counts_for_the_class_of_most_of_its_records() {
        // Numbered as they came, not by the alphabet.
        let strata = Strata {
            by: "completion",
            names: vec!["no", "maybe", "yes"],
            ids: &[0, 2, 2, 1, NO_LABEL, NO_LABEL, NO_LABEL],
        };
        for (records, class) in [
            (&[0, 1, 2][..], 2),
            (&[3, 2, 1], 2),
            // Of two classes alike the first in the alphabet.
            (&[0, 1], 0),
            (&[0, 3], 1),
            // Records of no class do not count, but where there are no others.
            (&[4, 5, 6, 0], 0),
            (&[4, 99], NO_LABEL),
            (&[], NO_LABEL),
        ] {
            let found = strata.of_group(records.iter().copied());
            assert_eq!(found, class, "{records:?}");
        }
    }
}
