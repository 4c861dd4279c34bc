//! Pictures, videos and documents shared by several records: one seen in training would be known in validation.

use crate::dataset::record_table::{Pair, Records, State};

/// Media that several records name, by their addresses in S3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedMedia {
    /// Records that name what an earlier one names, and the first that does.
    pub pairs: Vec<Pair>,
    /// Different addresses that more than one record names.
    pub files: u64,
    /// Records that name one of them.
    pub records: u64,
}

impl SharedMedia {
    /// By the digests of addresses, each behind the record that names it.
    #[must_use]
    pub fn of(records: &Records, addresses: &[(u32, u64)]) -> Self {
        let mut by_address: Vec<(u64, u32)> = addresses
            .iter()
            .filter(|(record, _)| records.state(*record as usize) != State::Invalid)
            .map(|&(record, address)| (address, record))
            .collect();
        by_address.sort_unstable();
        by_address.dedup();
        let mut found = Self::default();
        let mut sharing = Vec::new();
        for group in by_address.chunk_by(|one, other| one.0 == other.0) {
            let [(_, first), others @ ..] = group else {
                continue;
            };
            if others.is_empty() {
                continue;
            }
            found.files += 1;
            found
                .pairs
                .extend(others.iter().map(|&(_, record)| (record, *first)));
            sharing.extend(group.iter().map(|&(_, record)| record));
        }
        sharing.sort_unstable();
        sharing.dedup();
        found.records = sharing.len() as u64;
        found
    }
}

#[cfg(test)]
mod tests {
    use super::SharedMedia;
    use crate::analysis::similarity::fingerprint::Fingerprint;
    use crate::dataset::record_table::{Location, Records};
    use crate::lint::rule_set::RuleSet;

    #[test]
    fn media_of_several_valid_records_are_shared() {
        let mut records = Records::default();
        for canonical in 0..4 {
            let fingerprint = Fingerprint {
                canonical,
                ..Fingerprint::default()
            };
            records.push(Location::default(), Ok(fingerprint));
        }
        records.push(Location::default(), Err(RuleSet::default()));
        let found = SharedMedia::of(
            &records,
            &[(0, 7), (0, 7), (1, 8), (2, 7), (2, 8), (3, 9), (4, 9)],
        );
        assert_eq!(found.pairs, [(2, 0), (2, 1)]);
        assert_eq!((found.files, found.records), (2, 3));
    }
}
