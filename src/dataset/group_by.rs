//! The groups that the user's pointer makes of the records.

use crate::dataset::record_table::Pair;
use crate::dataset::record_table::{Records, State};
use crate::diagnostic::position::narrow;

/// Records of the same value at the user's pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupBy {
    /// Records with the value of an earlier one, and the first of them.
    pub pairs: Vec<Pair>,
    /// Different values.
    pub groups: u64,
    /// Records that have the most frequent one.
    pub largest: u64,
    /// Valid records without a value: each is a separate group.
    pub ungrouped: u64,
}

impl GroupBy {
    /// Groups records by the digests of their values, one a record; 0 means no value.
    #[must_use]
    pub fn of(records: &Records, digests: &[u64]) -> Self {
        let of = |record: u32| digests.get(record as usize).copied().unwrap_or(0);
        let valid = (0..narrow(records.len()))
            .filter(|&record| records.state(record as usize) != State::Invalid);
        let mut found = Self::default();
        let mut by_value: Vec<(u64, u32)> = Vec::with_capacity(records.len());
        for record in valid {
            match of(record) {
                0 => found.ungrouped += 1,
                value => by_value.push((value, record)),
            }
        }
        by_value.sort_unstable();
        for group in by_value.chunk_by(|one, other| one.0 == other.0) {
            found.groups += 1;
            found.largest = found.largest.max(group.len() as u64);
            let (_, first) = group[0];
            found
                .pairs
                .extend(group[1..].iter().map(|&(_, record)| (record, first)));
        }
        found
    }
}
