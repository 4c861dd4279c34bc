//! Every record of a data set, in as little memory as they need: 57 bytes each, and a table of places.

use hashbrown::HashTable;

use crate::analysis::similarity::fingerprint::Fingerprint;
use crate::analysis::similarity::match_kind::MatchKind;
use crate::analysis::similarity::text_digests::{TextDigests, differ_in_signs};
use crate::diagnostic::position::narrow;
use crate::lint::rule_set::RuleSet;

/// Records are kept in blocks of this size, so that growing never copies them.
const BLOCK: usize = 1 << 16;

/// One record of the data set: 56 bytes, since there are millions.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The digest of its value, lower half first: as one number its alignment would take 16 bytes more. For a record with an
    /// error, the rules that refuse it.
    canonical: [u64; 2],
    /// The digest of its manner; see [`Fingerprint::exact`].
    pub exact: u64,
    /// The digest of its words; see [`TextDigests::normalized`].
    pub normalized: u64,
    /// The digest of its question; see [`TextDigests::prompt`].
    pub prompt: u64,
    /// The digest of its answer; see [`TextDigests::answer`].
    pub answer: u32,
    /// Its place.
    pub location: Location,
}

/// The place of a record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Location {
    /// Its line in its file, from 0.
    pub line: u32,
    /// Its first byte in its chunk.
    pub offset: u32,
    /// Its bytes.
    pub length: u32,
}

const _: () = assert!(size_of::<Entry>() == 56);

impl Entry {
    /// The digest of its value.
    #[must_use]
    pub const fn canonical(&self) -> u128 {
        (self.canonical[1] as u128) << 64 | self.canonical[0] as u128
    }

    /// Half of that, which is enough to draw lots by.
    #[must_use]
    pub const fn key(&self) -> u64 {
        self.canonical[0]
    }

    /// The rules that refuse it, if it has an error.
    #[must_use]
    pub const fn refused(&self) -> RuleSet {
        RuleSet::from_bits(self.canonical())
    }
}

/// Two records, by index: one, and the first that it is related to in this way.
pub type Pair = (u32, u32);

/// The state of a record before any split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Has an error.
    Invalid,
    /// The first of its value, or the only one.
    Original,
    /// The same value as an earlier record, in other bytes than all of them.
    Canonical,
    /// The same bytes as an earlier record.
    Exact,
}

/// All records, in the order of the input.
#[derive(Default)]
pub struct Records {
    entries: Vec<Vec<Entry>>,
    states: Vec<u8>,
    length: usize,
    /// The first record of each value, by canonical digest.
    originals: HashTable<u32>,
    /// Every copy with the first record of its value, in the order of the input.
    copies: Vec<(u32, u32)>,
    /// Digests of the bytes of all records that have copies.
    exact_seen: HashTable<(u32, u64)>,
}

impl Records {
    /// Returns their number.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Returns true if there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The record at `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> &Entry {
        &self.entries[index / BLOCK][index % BLOCK]
    }

    /// Returns the state of the record at `index`.
    #[must_use]
    pub fn state(&self, index: usize) -> State {
        [
            State::Invalid,
            State::Original,
            State::Canonical,
            State::Exact,
        ][usize::from(self.states[index])]
    }

    /// Returns true if the record at `index` is the first of its value.
    #[must_use]
    pub fn is_original(&self, index: usize) -> bool {
        self.state(index) == State::Original
    }

    /// In what two records are the same that are similar at least.
    #[must_use]
    pub fn match_kind(&self, one: u32, other: u32) -> MatchKind {
        let [one, other] = [one, other].map(|index| self.get(index as usize));
        if one.canonical != other.canonical {
            if one.normalized != 0 && one.normalized == other.normalized {
                MatchKind::Normalized
            } else {
                MatchKind::Near
            }
        } else if one.exact == other.exact {
            MatchKind::Exact
        } else {
            MatchKind::Canonical
        }
    }

    /// Returns true if two records differ in signs, numbers and indentation alone; see [`differ_in_signs`].
    #[must_use]
    pub fn differ_in_signs(&self, one: u32, other: u32) -> bool {
        let [one, other] = [one, other].map(|index| self.get(index as usize).normalized);
        differ_in_signs(one, other)
    }

    /// The first record of the value of the record at `index`, which may be itself.
    #[must_use]
    pub fn original(&self, index: u32) -> u32 {
        let found = self.copies.binary_search_by_key(&index, |(copy, _)| *copy);
        found.map_or(index, |at| self.copies[at].1)
    }

    /// Every copy and the first record of its value, by index, in the order of the input.
    #[must_use]
    pub fn copies(&self) -> &[(u32, u32)] {
        &self.copies
    }

    /// Adds a record; one with errors is invalid. Returns its state, and for a copy the first record of its value.
    pub fn push(
        &mut self,
        location: Location,
        fingerprint: Result<Fingerprint, RuleSet>,
    ) -> (State, Option<usize>) {
        let index = self.length;
        if self.entries.last().is_none_or(|block| block.len() == BLOCK) {
            self.entries.push(Vec::with_capacity(BLOCK));
        }
        if let Some(block) = self.entries.last_mut() {
            let Fingerprint {
                canonical,
                exact,
                text_digests,
            } = fingerprint.unwrap_or_else(|refused| Fingerprint {
                canonical: refused.bits(),
                ..Fingerprint::default()
            });
            let TextDigests {
                normalized,
                prompt,
                answer,
            } = text_digests;
            block.push(Entry {
                canonical: halves(canonical),
                exact,
                normalized,
                prompt,
                answer,
                location,
            });
        }
        self.length += 1;
        let (state, original) = match fingerprint {
            Err(_) => (State::Invalid, None),
            Ok(fingerprint) => self.recognise(index, fingerprint),
        };
        self.states.push(state as u8);
        (state, original)
    }

    fn recognise(&mut self, index: usize, fingerprint: Fingerprint) -> (State, Option<usize>) {
        // Four billion records would take more memory than there are addresses.
        let index = narrow(index);
        let entries = &self.entries;
        let entry = |at: u32| &entries[at as usize / BLOCK][at as usize % BLOCK];
        let canonical = halves(fingerprint.canonical);
        let same = |&at: &u32| entry(at).canonical == canonical;
        let Some(&original) = self.originals.find(canonical[0], same) else {
            self.originals
                .insert_unique(canonical[0], index, |&at| entry(at).canonical[0]);
            return (State::Original, None);
        };
        let first = entry(original).exact;
        self.copies.push((index, original));
        self.see(original, first);
        let state = if self.see(original, fingerprint.exact) {
            State::Canonical
        } else {
            State::Exact
        };
        (state, Some(original as usize))
    }

    /// Adds the bytes of a record of the value whose first record is `original`; returns true if they are new.
    fn see(&mut self, original: u32, exact: u64) -> bool {
        if self
            .exact_seen
            .find(exact, |seen| *seen == (original, exact))
            .is_some()
        {
            return false;
        }
        self.exact_seen
            .insert_unique(exact, (original, exact), |(_, exact)| *exact);
        true
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "half of 128 bits is wanted"
)]
const fn halves(digest: u128) -> [u64; 2] {
    [digest as u64, (digest >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::{Location, Records, State};
    use crate::analysis::similarity::fingerprint::Fingerprint;
    use crate::lint::rule_set::RuleSet;

    #[test]
    fn copies_are_told_apart_by_bytes_and_by_value() {
        let mut records = Records::default();
        let mut push = |canonical, exact| {
            let fingerprint = Fingerprint {
                canonical,
                exact,
                ..Fingerprint::default()
            };
            records.push(Location::default(), Ok(fingerprint))
        };
        assert_eq!(push(1, 1), (State::Original, None));
        assert_eq!(push(2, 2), (State::Original, None));
        assert_eq!(push(1, 3), (State::Canonical, Some(0)));
        assert_eq!(
            push(1, 3),
            (State::Exact, Some(0)),
            "the same bytes as the second copy"
        );
        assert_eq!(
            push(1, 1),
            (State::Exact, Some(0)),
            "the same bytes as the first record"
        );
        assert_eq!(
            push(2, 1),
            (State::Canonical, Some(1)),
            "bytes are compared within a value only"
        );
        assert_eq!(
            records.push(Location::default(), Err(RuleSet::default())),
            (State::Invalid, None)
        );
        assert_eq!(records.len(), 7);
    }
}
