//! The report on one chunk: it travels from the worker that checked it to the data set.

use serde::{Deserialize, Serialize};

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::stats::Stats;
use crate::analysis::similarity::fingerprint::Fingerprint;
use crate::analysis::similarity::shingle_sets::ShingleSets;
use crate::analysis::similarity::text_digests::TextDigests;
use crate::check::conversion_counts::Conversions;
use crate::check::edits::Edited;
use crate::check::outlook::Outlook;
use crate::check::pointer_values::PointerValues;
use crate::diagnostic::finding::{Finding, Tally};
use crate::diagnostic::position::narrow;
use crate::input::framing::Frame;
use crate::lint::fact::Facts;
use crate::lint::rule_set::RuleSet;
use crate::lint::unexpected_layout::UnexpectedLayout;
use crate::lint::universal::Universals;

/// The report on one chunk; lines and offsets count from its start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChunkReport {
    /// Size of the chunk.
    pub bytes: u64,
    /// Digest of its bytes.
    pub digest: u64,
    /// Line feeds in it.
    pub line_feeds: u32,
    /// UTF-16 units after the last of them, or in all if there is none.
    pub tail: u64,
    /// True if its last byte is no line feed.
    pub ends_in_line: bool,
    /// True where that last line holds a record: a blank one or a comment needs no line feed, it should go.
    pub ends_in_record: bool,
    /// True if the list of the file's values is closed in it, false if another one is opened; `None` if neither.
    pub is_list_closed: Option<bool>,
    /// Lines without a record.
    pub blank: u32,
    /// Lines that hold a comment only.
    pub comments: u32,
    /// The records in order.
    #[serde(with = "rows")]
    pub records: Vec<Record>,
    /// The shingles of each record; empty where near-duplicates are not looked for.
    pub shingle_sets: ShingleSets,
    /// Values at the user's pointers.
    pub pointer_values: PointerValues,
    /// Digests of the addresses of media, each behind the number of the record that names it.
    pub media_addresses: Vec<(u32, u64)>,
    /// Findings by rule index.
    pub tallies: Vec<Tally>,
    /// Kept findings in the order they were found.
    pub examples: Vec<Finding>,
    /// Facts about many records alike.
    pub facts: Facts<Finding>,
    /// Findings that all records have which were read as their format.
    pub universals: Universals,
    /// Records of other layouts than the requested format.
    pub unexpected_layouts: Vec<UnexpectedLayout>,
    /// What would become of its refused records.
    pub outlook: Outlook,
    /// What would become of all its records for the model to go on with, where it is another than the user's.
    pub outlook_of_next: Outlook,
    /// Counts of conversions.
    pub conversions: Conversions,
    /// Sizes and counts.
    pub stats: Stats,
    /// Properties of the answers.
    pub answers: Answers<u32>,
    /// The edits that it was read with.
    pub edited: Edited,
    /// The places of these properties, by number.
    pub answer_findings: Vec<Finding>,
}

/// One record of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Line feeds in the chunk before it.
    pub line: u32,
    /// First byte in the chunk.
    pub offset: u32,
    /// Bytes, its line's end left out.
    pub length: u32,
    /// The mark of the bytes to write; see [`seal`](crate::check::receipt::seal).
    pub seal: u32,
    /// Digests that identify it; or for a record that has an error, the rules that refuse it.
    pub fingerprint: Result<Fingerprint, RuleSet>,
}

impl Record {
    /// The record that `frame` holds; without a fingerprint it has an error.
    #[must_use]
    pub fn at(frame: Frame, seal: u32, fingerprint: Result<Fingerprint, RuleSet>) -> Self {
        Self {
            line: frame.line,
            offset: narrow(frame.start),
            length: narrow(frame.end - frame.start),
            seal,
            fingerprint,
        }
    }
}

/// Records travel as rows of one size: there are millions, and reading them field by field takes longer than adding them.
mod rows {
    use serde::de::Error;
    use serde::{Deserializer, Serializer, de};

    use super::{Fingerprint, Record, RuleSet, TextDigests};

    const ROW: usize = 4 + 4 + 4 + 1 + 16 + 8 + 8 + 8 + 4 + 4;

    pub fn serialize<S: Serializer>(records: &[Record], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(records.len() * ROW);
        for record in records {
            let Fingerprint {
                canonical,
                exact,
                text_digests,
            } = record.fingerprint.unwrap_or_else(refused);
            bytes.extend_from_slice(&record.line.to_le_bytes());
            bytes.extend_from_slice(&record.offset.to_le_bytes());
            bytes.extend_from_slice(&record.length.to_le_bytes());
            bytes.push(u8::from(record.fingerprint.is_ok()));
            bytes.extend_from_slice(&canonical.to_le_bytes());
            bytes.extend_from_slice(&exact.to_le_bytes());
            bytes.extend_from_slice(&text_digests.normalized.to_le_bytes());
            bytes.extend_from_slice(&text_digests.prompt.to_le_bytes());
            bytes.extend_from_slice(&text_digests.answer.to_le_bytes());
            bytes.extend_from_slice(&record.seal.to_le_bytes());
        }
        serializer.serialize_bytes(&bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Record>, D::Error> {
        deserializer.deserialize_bytes(Rows)
    }

    struct Rows;

    impl de::Visitor<'_> for Rows {
        type Value = Vec<Record>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "rows of {ROW} bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<Record>, E> {
            if !bytes.len().is_multiple_of(ROW) {
                return Err(E::invalid_length(bytes.len(), &self));
            }
            Ok(bytes.chunks_exact(ROW).map(record).collect())
        }
    }

    fn record(row: &[u8]) -> Record {
        let is_valid = row[12] == 1;
        let canonical = u128::from_le_bytes(field(row, 13));
        Record {
            line: u32::from_le_bytes(field(row, 0)),
            offset: u32::from_le_bytes(field(row, 4)),
            length: u32::from_le_bytes(field(row, 8)),
            seal: u32::from_le_bytes(field(row, 57)),
            fingerprint: if is_valid {
                Ok(Fingerprint {
                    canonical,
                    exact: u64::from_le_bytes(field(row, 29)),
                    text_digests: TextDigests {
                        normalized: u64::from_le_bytes(field(row, 37)),
                        prompt: u64::from_le_bytes(field(row, 45)),
                        answer: u32::from_le_bytes(field(row, 53)),
                    },
                })
            } else {
                Err(RuleSet::from_bits(canonical))
            },
        }
    }

    /// The rules that refuse a record, in the place of its digest.
    fn refused(rules: RuleSet) -> Fingerprint {
        Fingerprint {
            canonical: rules.bits(),
            ..Fingerprint::default()
        }
    }

    fn field<const N: usize>(row: &[u8], at: usize) -> [u8; N] {
        let mut bytes = [0; N];
        bytes.copy_from_slice(&row[at..at + N]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::{ChunkReport, Record};
    use crate::analysis::similarity::fingerprint::Fingerprint;
    use crate::analysis::similarity::shingle_sets::ShingleSets;
    use crate::analysis::similarity::text_digests::TextDigests;
    use crate::lint::rule_set::RuleSet;

    #[test]
    fn a_report_comes_back_as_it_was_sent() {
        let fingerprint = Ok(Fingerprint {
            canonical: u128::MAX - 5,
            exact: 7,
            text_digests: TextDigests {
                normalized: 8,
                prompt: u64::MAX,
                answer: 9,
            },
        });
        let records = vec![
            Record {
                line: 1,
                offset: 2,
                length: 3,
                seal: 4,
                fingerprint,
            },
            Record {
                line: u32::MAX,
                offset: 0,
                length: 9,
                seal: u32::MAX,
                fingerprint: Err(RuleSet::from_bits(1 << 127 | 1)),
            },
        ];
        let report = ChunkReport {
            records,
            bytes: 12,
            shingle_sets: ShingleSets {
                ends: vec![2, 2],
                shingles: vec![u32::MAX, 1],
                ..ShingleSets::default()
            },
            ..ChunkReport::default()
        };
        let sent = postcard::to_allocvec(&report).expect("serializes");
        assert_eq!(
            postcard::from_bytes::<ChunkReport>(&sent).expect("reads"),
            report
        );
    }
}
