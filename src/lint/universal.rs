//! Findings that every record has in the same words, such as a key that the format does not know: one finding for the data set.

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::Severity;
use crate::diagnostic::hash::narrow_digest;

/// Below this number of records each place is listed.
pub const FEWEST_RECORDS: u64 = 10;

/// A finding that all records so far have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Universal {
    /// Index of its rule.
    pub rule: u8,
    /// Digest of its message.
    pub message: u64,
    /// Severity after the user's settings.
    pub severity: Severity,
    /// Number of findings, one or more in each record.
    pub findings: u64,
}

/// Returns the digest of a message.
#[must_use]
pub fn digest(message: &str) -> u64 {
    narrow_digest(message.as_bytes())
}

impl Universal {
    fn is_like(&self, other: &Self) -> bool {
        (self.rule, self.message, self.severity) == (other.rule, other.message, other.severity)
    }
}

/// The findings of some records that all of them have. Which they are does not depend on how records are cut into chunks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Universals {
    /// Number of records that were read as their format.
    pub records: u64,
    /// The findings.
    pub list: Vec<Universal>,
}

impl Universals {
    /// Returns true if findings of the next record are to be added.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.records == 0 || !self.list.is_empty()
    }

    /// Adds the findings of other records.
    pub fn add(&mut self, other: &Self) {
        if other.records == 0 {
            return;
        }
        if self.records == 0 {
            self.list.clone_from(&other.list);
        } else {
            self.list.retain_mut(|mine| {
                let theirs = other.list.iter().find(|theirs| theirs.is_like(mine));
                mine.findings += theirs.map_or(0, |theirs| theirs.findings);
                theirs.is_some()
            });
        }
        self.records += other.records;
    }

    /// Adds a finding of a record that is being read.
    pub fn note(&mut self, found: Universal) {
        match self.list.iter_mut().find(|known| known.is_like(&found)) {
            Some(known) => known.findings += found.findings,
            None => self.list.push(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Universal, Universals, digest};
    use crate::diagnostic::finding::Severity;

    fn records(records: &[&[&str]]) -> Universals {
        let mut all = Universals::default();
        for messages in records {
            let mut one = Universals {
                records: 1,
                list: Vec::new(),
            };
            for message in *messages {
                one.note(Universal {
                    rule: 7,
                    message: digest(message),
                    severity: Severity::Warning,
                    findings: 1,
                });
            }
            all.add(&one);
        }
        all
    }

    #[test]
    fn chunks_do_not_matter() {
        let all: [&[&str]; 4] = [&["a", "b"], &["b", "a", "a"], &["a", "c"], &["a"]];
        let whole = records(&all);
        assert_eq!(whole.list.len(), 1);
        assert_eq!((whole.records, whole.list[0].findings), (4, 5));
        for at in 0..=all.len() {
            let mut parts = records(&all[..at]);
            parts.add(&records(&all[at..]));
            assert_eq!(parts, whole, "cut at {at}");
        }
    }
}
