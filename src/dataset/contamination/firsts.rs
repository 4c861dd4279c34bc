//! The first record of each digest of interest.

use hashbrown::HashTable;

/// Digests to search for, each with its first record.
#[derive(Default)]
pub(super) struct Firsts(HashTable<(u128, u32)>);

/// Placeholder for a record that has not occurred.
pub(super) const NONE: u32 = u32::MAX;

impl Firsts {
    pub(super) fn want(&mut self, digest: u128) {
        if digest != 0 {
            self.0
                .entry(
                    spread(digest),
                    |(known, _)| *known == digest,
                    |(known, _)| spread(*known),
                )
                .or_insert((digest, NONE));
        }
    }

    pub(super) fn meet(&mut self, digest: u128, record: u32) {
        let found = self
            .0
            .find_mut(spread(digest), |(known, _)| *known == digest);
        if let Some((_, first)) = found
            && *first == NONE
        {
            *first = record;
        }
    }

    pub(super) fn forget(&mut self, digest: u128) {
        let found = self
            .0
            .find_entry(spread(digest), |(known, _)| *known == digest);
        if let Ok(entry) = found {
            entry.remove();
        }
    }

    pub(super) fn first(&self, digest: u128) -> Option<u32> {
        let found = self.0.find(spread(digest), |(known, _)| *known == digest);
        found
            .map(|&(_, first)| first)
            .filter(|&first| first != NONE)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "half of 128 bits is wanted"
)]
pub(super) const fn spread(digest: u128) -> u64 {
    (digest as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
