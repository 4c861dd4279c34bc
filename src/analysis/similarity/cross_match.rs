//! Of each text of one data set, the text of another that it is most similar to.

use super::compared::Compared;
use super::jaccard::{Similarity, similarity_from};
use crate::analysis::similarity::frequent_shingles::{FrequentShingles, most_records};
use crate::analysis::similarity::lsh::Bands;
use crate::analysis::similarity::minhash::{PLACES, sign};
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::diagnostic::position::narrow;

/// Texts of a data set: records, ascending, no two of one text.
#[derive(Clone, Copy)]
pub struct Texts<'s> {
    /// Shingles of all records.
    pub shingle_store: &'s ShingleStore,
    /// The first record of each text.
    pub records: &'s [u32],
}

impl<'s> Texts<'s> {
    fn sets(self) -> impl Iterator<Item = &'s [u32]> {
        let slot = move |&record: &u32| self.shingle_store.slot(record as usize);
        self.records
            .iter()
            .map(move |record| self.shingle_store.get(slot(record)))
    }
}

/// Similar texts of two data sets.
pub struct CrossMatches {
    /// Of each text of `theirs` the record of `ours` that is most similar to it; of several, the first one.
    pub nearest: Vec<Option<(u32, Similarity)>>,
    /// The records of `ours` that are similar to any of theirs, ascending.
    pub ours: Vec<u32>,
}

/// Finds the texts of `theirs` and `ours` that are similar by `threshold` or more. What is frequent is left out as if both were one
/// data set, and bounds the work as there.
///
/// `theirs` are put up and `ours` walk by, so that the memory is that of `theirs`.
#[must_use]
pub fn cross_matches(ours: Texts<'_>, theirs: Texts<'_>, threshold: f64) -> CrossMatches {
    let sets: Vec<&[u32]> = ours.sets().chain(theirs.sets()).collect();
    let frequent = FrequentShingles::of(&sets, most_records(sets.len()));
    let (ours_sets, theirs_sets) = sets.split_at(ours.records.len());
    let compared = |set: &[u32], into: &mut Vec<u32>| {
        into.extend(
            set.iter()
                .filter(|&&shingle| !frequent.holds(shingle))
                .copied(),
        );
    };
    let mut stand = Stand::new(threshold);
    for set in theirs_sets {
        stand.put(|into| compared(set, into));
    }
    stand.open();
    let mut found: Vec<Option<(u32, Similarity)>> = vec![None; theirs_sets.len()];
    let mut shown = vec![Similarity::SAME; theirs_sets.len()];
    let (mut set, mut candidates) = (Vec::new(), Vec::new());
    let mut similar = Vec::new();
    for (&record, whole) in ours.records.iter().zip(ours_sets) {
        set.clear();
        compared(whole, &mut set);
        stand.candidates(&set, &mut candidates);
        if !candidates.is_empty() {
            set.sort_unstable();
        }
        for &text in &candidates {
            let best = &mut found[text as usize];
            let is_known = similar.last() == Some(&record);
            let wanted = best.filter(|_| is_known);
            let wanted = wanted.map_or(threshold, |(_, best)| best.value());
            if let Some(similarity) = similarity_from(&set, stand.set(text), wanted) {
                let is_best = best.is_none_or(|(_, best)| similarity.value() > best.value());
                if is_known && !is_best {
                    continue;
                }
                let frequent = [whole, theirs_sets[text as usize]].map(|set| frequent.among(set));
                let ours = Compared {
                    rare: &set,
                    frequent: &frequent[0],
                    prompt: "",
                };
                let theirs = Compared {
                    rare: stand.set(text),
                    frequent: &frequent[1],
                    prompt: "",
                };
                if let Some(all) = ours.similarity_from(theirs, threshold) {
                    if !is_known {
                        similar.push(record);
                    }
                    if is_best {
                        *best = Some((record, similarity));
                        shown[text as usize] = all;
                    }
                }
            }
        }
    }
    let shown = found.into_iter().zip(shown);
    let nearest = shown.map(|(found, all)| found.map(|(record, _)| (record, all)));
    CrossMatches {
        nearest: nearest.collect(),
        ours: similar,
    }
}

/// Texts that others are held against.
struct Stand {
    bands: Bands,
    /// Shingles of each text that are compared, ascending.
    shingles: Vec<u32>,
    /// One past the last of each text.
    ends: Vec<usize>,
    /// Of each band the keys of the texts, with the text in the lower half; ascending once open.
    keys: Vec<Vec<u64>>,
    /// Used again for each text.
    signature: [u64; PLACES],
    own_keys: Vec<u32>,
}

impl Stand {
    fn new(threshold: f64) -> Self {
        let bands = Bands::finding(threshold);
        Self {
            bands,
            shingles: Vec::new(),
            ends: Vec::new(),
            keys: vec![Vec::new(); bands.bands],
            signature: [0; PLACES],
            own_keys: Vec::new(),
        }
    }

    /// Puts up the text whose shingles `add` appends.
    fn put(&mut self, add: impl FnOnce(&mut Vec<u32>)) {
        let start = self.shingles.len();
        add(&mut self.shingles);
        let text = u64::from(narrow(self.ends.len()));
        self.ends.push(self.shingles.len());
        let set = &mut self.shingles[start..];
        if set.is_empty() {
            return;
        }
        set.sort_unstable();
        sign(set, &mut self.signature);
        self.bands.keys(&self.signature, &mut self.own_keys);
        for (keys, &key) in self.keys.iter_mut().zip(&self.own_keys) {
            keys.push(u64::from(key) << 32 | text);
        }
    }

    /// All of them are there.
    fn open(&mut self) {
        for keys in &mut self.keys {
            keys.sort_unstable();
        }
    }

    /// The texts that may be similar to `set`, ascending.
    fn candidates(&mut self, set: &[u32], candidates: &mut Vec<u32>) {
        candidates.clear();
        if set.is_empty() || self.shingles.is_empty() {
            return;
        }
        sign(set, &mut self.signature);
        self.bands.keys(&self.signature, &mut self.own_keys);
        for (keys, &key) in self.keys.iter().zip(&self.own_keys) {
            let first = keys.partition_point(|entry| entry >> 32 < u64::from(key));
            let met = keys[first..]
                .iter()
                .take_while(|&entry| entry >> 32 == u64::from(key));
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the text is in the lower half"
            )]
            candidates.extend(met.map(|&entry| entry as u32));
        }
        candidates.sort_unstable();
        candidates.dedup();
    }

    fn set(&self, text: u32) -> &[u32] {
        let at = text as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.shingles[start..self.ends[at]]
    }
}

#[cfg(test)]
mod tests {
    use super::{Texts, cross_matches};
    use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};

    fn shingle_store(sets: &[Vec<u32>]) -> ShingleStore {
        let mut shingle_sets = ShingleSets::default();
        for set in sets {
            shingle_sets.shingles.extend(set);
            shingle_sets.end_record();
        }
        let mut shingle_store = ShingleStore::default();
        shingle_store.add(&shingle_sets, |_| true);
        shingle_store
    }

    /// Of each of theirs the nearest of ours, and all of ours that are similar.
    type Found = (Vec<Option<(u32, u32, u32)>>, Vec<u32>);

    fn found(ours: &[Vec<u32>], theirs: &[Vec<u32>]) -> Found {
        let all = |sets: &[Vec<u32>]| (0..).take(sets.len()).collect::<Vec<u32>>();
        let texts = |shingle_store, records| Texts {
            shingle_store,
            records,
        };
        let (our_store, their_store) = (shingle_store(ours), shingle_store(theirs));
        let found = cross_matches(
            texts(&our_store, &all(ours)),
            texts(&their_store, &all(theirs)),
            0.8,
        );
        let nearest = found.nearest.into_iter();
        let nearest = nearest.map(|found| found.map(|(record, by)| (record, by.shared, by.either)));
        (nearest.collect(), found.ours)
    }

    #[test]
    fn the_most_similar_is_found_and_of_equals_the_first() {
        let run = |start: u32, length: u32| (start..start + length).collect::<Vec<_>>();
        let ours = [run(1, 90), run(1, 96), run(2, 96), run(500, 9), Vec::new()];
        let theirs = [run(1, 98), run(498, 9), Vec::new(), run(1, 90)];
        assert_eq!(
            found(&ours, &theirs),
            (
                vec![Some((1, 96, 98)), None, None, Some((0, 90, 90))],
                vec![0, 1, 2]
            )
        );
        assert_eq!(found(&[], &theirs), (vec![None; 4], vec![]));
    }

    #[test]
    fn what_both_data_sets_are_full_of_makes_nothing_similar() {
        let with_instruction = |number: u32| {
            let own = 10_000 + number * 3;
            (1..100).chain(own..own + 3).collect::<Vec<_>>()
        };
        let ours: Vec<_> = (0..6).map(with_instruction).collect();
        let theirs: Vec<_> = (6..12).map(with_instruction).collect();
        assert_eq!(found(&ours, &theirs), (vec![None; 6], vec![]));
    }
}
