//! Shingles of all records, in one store a chunk: they travel and are kept as they came, and nothing is copied in growing.

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::compared::Compared;
use crate::analysis::similarity::lsh::Bands;
use crate::analysis::similarity::short_texts::ShortTexts;
use crate::diagnostic::position::narrow;

/// Shingles of records that follow each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShingleSets {
    /// By record: one past its last shingle.
    #[serde(with = "words")]
    pub ends: Vec<u32>,
    /// The shingles of one record after those of the other.
    #[serde(with = "words")]
    pub shingles: Vec<u32>,
    /// Short prompts.
    pub short_texts: ShortTexts,
}

/// The shingles of every record of a data set.
#[derive(Default)]
pub struct ShingleStore {
    /// Each with the number of its first record.
    filled: Vec<(usize, ShingleSets)>,
    records: usize,
    shingles: usize,
    short_bytes: usize,
}

/// The place of a record's shingles.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    shingle_sets: u32,
    /// The record's place among those of its chunk.
    record: u32,
    start: u32,
    /// Number of those that are compared; the frequent ones follow.
    pub length: u32,
    /// Number of all.
    all: u32,
}

impl Slot {
    /// With the frequent shingles.
    const fn whole(self) -> Self {
        Self {
            length: self.all,
            ..self
        }
    }
}

impl ShingleSets {
    /// Ends a record that has a short prompt, or an empty one.
    pub fn end_record_with(&mut self, prompt: &str) {
        self.ends.push(narrow(self.shingles.len()));
        self.short_texts.push(prompt);
    }

    /// Ends a record, which gets the shingles appended since the last one.
    pub fn end_record(&mut self) {
        self.end_record_with("");
    }
}

impl ShingleStore {
    /// Returns the memory in bytes for the shingles and for the search.
    #[must_use]
    pub fn bytes_to_search(&self, threshold: f64) -> usize {
        // Four bytes a shingle; for each record where they and its short prompt end, where they are, its keys, whether these are repeated, its place in
        // a bucket and in a cluster.
        let a_record = 8 + size_of::<Slot>() + Bands::finding(threshold).bands * 4 + 8 + 8 + 28;
        self.shingles * size_of::<u32>() + self.records * a_record + self.short_bytes
    }

    /// Adds the records of a chunk; only those for which `is_wanted` returns true keep their shingles.
    pub fn add(&mut self, chunk: &ShingleSets, is_wanted: impl Fn(usize) -> bool) {
        let mut kept = ShingleSets {
            ends: Vec::with_capacity(chunk.ends.len()),
            shingles: Vec::with_capacity(chunk.shingles.len()),
            short_texts: ShortTexts::default(),
        };
        let mut start = 0;
        for (record, &end) in chunk.ends.iter().enumerate() {
            let end = end as usize;
            if is_wanted(record) {
                kept.shingles.extend_from_slice(&chunk.shingles[start..end]);
                kept.end_record_with(chunk.short_texts.get(record));
            } else {
                kept.end_record();
            }
            start = end;
        }
        let first = self.records;
        self.records += kept.ends.len();
        self.shingles += kept.shingles.len();
        self.short_bytes += kept.short_texts.bytes();
        self.filled.push((first, kept));
    }

    /// Returns the short prompt of a record.
    #[must_use]
    pub fn short_text(&self, record: usize) -> &str {
        let at = self.filled.partition_point(|(first, _)| *first <= record) - 1;
        let (first, found) = &self.filled[at];
        found.short_texts.get(record - first)
    }

    /// Returns the place of a record's shingles.
    #[must_use]
    pub fn slot(&self, record: usize) -> Slot {
        let at = self.filled.partition_point(|(first, _)| *first <= record) - 1;
        let (first, found) = &self.filled[at];
        let end = found.ends[record - first];
        let before = (record - first).checked_sub(1);
        let start = before.map_or(0, |before| found.ends[before]);
        Slot {
            shingle_sets: narrow(at),
            record: narrow(record - first),
            start,
            length: end - start,
            all: end - start,
        }
    }

    /// The shingles at `slot`.
    #[must_use]
    pub fn get(&self, slot: Slot) -> &[u32] {
        let start = slot.start as usize;
        &self.filled[slot.shingle_sets as usize].1.shingles[start..start + slot.length as usize]
    }

    /// Sorts the shingles at `slot`, the frequent ones by themselves.
    pub fn sort(&mut self, slot: Slot) {
        let (rare, frequent) = self
            .get_mut(slot.whole())
            .split_at_mut(slot.length as usize);
        rare.sort_unstable();
        frequent.sort_unstable();
    }

    /// Returns the sorted shingles at `slot`, to be compared.
    #[must_use]
    pub fn compared(&self, slot: Slot) -> Compared<'_> {
        let (rare, frequent) = self.get(slot.whole()).split_at(slot.length as usize);
        let chunk = &self.filled[slot.shingle_sets as usize].1;
        Compared {
            rare,
            frequent,
            prompt: chunk.short_texts.get(slot.record as usize),
        }
    }

    /// The same, to be put in another order.
    pub fn get_mut(&mut self, slot: Slot) -> &mut [u32] {
        let start = slot.start as usize;
        &mut self.filled[slot.shingle_sets as usize].1.shingles[start..start + slot.length as usize]
    }
}

/// Numbers travel as bytes: there are hundreds a record, and reading them one by one takes longer than finding them.
mod words {
    use serde::de::Error;
    use serde::{Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = vec![0; size_of_val(numbers)];
        for (four, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            four.copy_from_slice(&number.to_le_bytes());
        }
        serializer.serialize_bytes(&bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        deserializer.deserialize_bytes(Numbers)
    }

    struct Numbers;

    impl de::Visitor<'_> for Numbers {
        type Value = Vec<u32>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("numbers of four bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u32>, E> {
            if !bytes.len().is_multiple_of(4) {
                return Err(E::invalid_length(bytes.len(), &self));
            }
            let numbers = bytes.chunks_exact(4);
            Ok(numbers
                .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
                .collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ShingleSets, ShingleStore};

    fn shingle_sets(sets: &[&[u32]]) -> ShingleSets {
        let mut shingle_sets = ShingleSets::default();
        for set in sets {
            shingle_sets.shingles.extend_from_slice(set);
            shingle_sets.end_record();
        }
        shingle_sets
    }

    #[test]
    fn each_record_has_its_shingles_in_whatever_chunk_it_came() {
        let mut shingle_store = ShingleStore::default();
        shingle_store.add(&shingle_sets(&[&[1, 2], &[], &[3, 4, 5]]), |_| true);
        shingle_store.add(&shingle_sets(&[]), |_| true);
        shingle_store.add(&shingle_sets(&[&[6], &[7, 8], &[9]]), |record| record != 1);
        shingle_store.add(&shingle_sets(&[&[10, 11], &[12]]), |_| true);
        let sets: [&[u32]; 8] = [&[1, 2], &[], &[3, 4, 5], &[6], &[], &[9], &[10, 11], &[12]];
        for (record, set) in sets.into_iter().enumerate() {
            let slot = shingle_store.slot(record);
            assert_eq!(shingle_store.get(slot), set, "{record}");
            assert_eq!(shingle_store.get_mut(slot), set, "{record}");
        }
    }

    #[test]
    fn the_memory_of_a_search_is_told_beforehand() {
        let mut shingle_store = ShingleStore::default();
        let set: Vec<u32> = (0..170).collect();
        shingle_store.add(&shingle_sets(&vec![&set[..]; 1_000]), |_| true);
        shingle_store.add(&shingle_sets(&vec![&set[..]; 500]), |record| record < 100);
        // Of each record 15 keys at 0.8, 9 at 0.9, and 72 bytes beside.
        let bytes = |keys: usize| 1_100 * 170 * 4 + 1_500 * (keys * 4 + 72);
        assert_eq!(shingle_store.bytes_to_search(0.8), bytes(15));
        assert_eq!(shingle_store.bytes_to_search(0.9), bytes(9));
    }

    #[test]
    fn bytes_that_are_no_shingle_sets_are_refused() {
        let sound = shingle_sets(&[&[1, u32::MAX], &[3]]);
        let bytes = postcard::to_allocvec(&sound).expect("shingle sets");
        assert_eq!(postcard::from_bytes::<ShingleSets>(&bytes), Ok(sound));
        let refusal = |json: &str| {
            serde_json::from_str::<ShingleSets>(json)
                .expect_err(json)
                .to_string()
        };
        let odd = refusal(r#"{"ends": "abcde", "shingles": "", "short_texts": {}}"#);
        assert!(
            odd.starts_with("invalid length 5, expected numbers of four bytes"),
            "{odd}"
        );
        let number = refusal(r#"{"ends": 7, "shingles": "", "short_texts": {}}"#);
        assert!(
            number.contains("expected numbers of four bytes"),
            "{number}"
        );
    }
}
