//! The search for near-duplicates, in steps, between which the caller can report progress or cancel.

mod repeated;
mod slots;

use super::alike::Alike;
use super::clusters::{Member, Neighbours};
use super::compared::Likeness;
use super::jaccard::Similarity;
use super::passages;
use super::short_pairs::ShortPair;
use crate::analysis::similarity::frequent_shingles::{Census, FrequentShingles, most_records};
use crate::analysis::similarity::lsh::Bands;
use crate::analysis::similarity::minhash::{PLACES, sign};
use crate::analysis::similarity::shingle_sets::{ShingleStore, Slot};
use crate::analysis::similarity::union_find::UnionFind;
use crate::diagnostic::position::narrow;

use repeated::Repeated;

/// Shingles processed by a step, about: some milliseconds.
const STEP: usize = 1 << 19;

/// Looks for texts that are similar.
pub struct Search {
    alike: Alike,
    bands: Bands,
    slots: Vec<Slot>,
    stage: Stage,
    /// The next text of the stage; while pairs are compared, the next entry of `buckets`.
    at: usize,
    census: Census,
    frequent: FrequentShingles,
    /// The keys of all texts, band by band.
    keys: Vec<u32>,
    /// Those of one text; used again for each.
    own_keys: Vec<u32>,
    repeated: Repeated,
    /// Keys of the current band that more than one text may have, each above its text, ascending.
    buckets: Vec<u64>,
    is_sorted: Vec<bool>,
    groups: UnionFind,
    /// Of each text that is similar to another, one such.
    links: Vec<Option<(u32, Similarity)>>,
    /// Texts that are similar but for their answers, in groups.
    prompts: UnionFind,
    /// Of each such text, another one.
    prompt_links: Vec<Option<(u32, Similarity)>>,
    /// Texts that answer alike to other prompts, in groups.
    answers: UnionFind,
}

/// The stages of a search, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Counting,
    CountingAgain,
    LeavingOut,
    Signing,
    Comparing { band: usize },
    Done,
}

impl Search {
    /// Searches the texts of `records`, ascending and distinct; similar texts reach `threshold`.
    #[must_use]
    pub fn new(shingle_store: &ShingleStore, records: &[u32], threshold: f64) -> Self {
        let slots: Vec<Slot> = records
            .iter()
            .map(|&record| shingle_store.slot(record as usize))
            .collect();
        let total = slots.iter().map(|slot| slot.length as usize).sum();
        Self {
            alike: Alike::from(threshold),
            bands: Bands::finding(threshold),
            stage: Stage::Counting,
            at: 0,
            census: Census::new(total, most_records(records.len())),
            frequent: FrequentShingles::default(),
            keys: Vec::new(),
            own_keys: Vec::new(),
            repeated: Repeated::among(slots.len()),
            buckets: Vec::new(),
            is_sorted: vec![false; slots.len()],
            groups: UnionFind::new(slots.len()),
            links: vec![None; slots.len()],
            prompts: UnionFind::new(slots.len()),
            prompt_links: vec![None; slots.len()],
            answers: UnionFind::new(slots.len()),
            slots,
        }
    }

    /// Goes on for some milliseconds; how far it is then, from 0 to 1, or none where there is no more to do.
    pub fn step(&mut self, shingle_store: &mut ShingleStore) -> Option<f64> {
        match self.stage {
            Stage::Counting => {
                self.for_texts(shingle_store, |search, shingle_store, text| {
                    search.census.count(shingle_store.get(search.slots[text]));
                });
            }
            Stage::CountingAgain => {
                self.for_texts(shingle_store, |search, shingle_store, text| {
                    search
                        .census
                        .count_again(shingle_store.get(search.slots[text]));
                });
            }
            Stage::LeavingOut => self.for_texts(shingle_store, Self::leave_out),
            Stage::Signing => self.for_texts(shingle_store, Self::sign),
            Stage::Comparing { band } => self.compare_buckets(shingle_store, band),
            Stage::Done => return None,
        }
        let is_through = match self.stage {
            Stage::Comparing { .. } => self.at == self.buckets.len(),
            _ => self.at == self.slots.len(),
        };
        if is_through {
            self.at = 0;
            self.stage = self.next_stage();
        }
        Some(self.share())
    }

    /// Returns the similarity from which texts are similar.
    #[must_use]
    pub const fn threshold(&self) -> f64 {
        self.alike.threshold
    }

    fn next_stage(&mut self) -> Stage {
        match self.stage {
            Stage::Counting if self.census.is_undecided() => Stage::CountingAgain,
            Stage::CountingAgain => {
                self.frequent = self.census.finish();
                if self.frequent.is_empty() {
                    self.signing()
                } else {
                    Stage::LeavingOut
                }
            }
            Stage::Counting | Stage::LeavingOut => self.signing(),
            Stage::Signing => self.comparing(0),
            Stage::Comparing { band } => self.comparing(band + 1),
            Stage::Done => Stage::Done,
        }
    }

    /// Weights of the stages, measured on a large set with few similar texts.
    #[expect(clippy::cast_precision_loss, reason = "a share of what is below 2^52")]
    fn share(&self) -> f64 {
        let of = |all: usize| self.at as f64 / all.max(1) as f64;
        let texts = of(self.slots.len());
        match self.stage {
            Stage::Counting => 0.1 * texts,
            Stage::CountingAgain => 0.1 + 0.1 * texts,
            Stage::LeavingOut => 0.2 + 0.1 * texts,
            Stage::Signing => 0.3 + 0.5 * texts,
            Stage::Comparing { band } => {
                0.8 + 0.2 * (band as f64 + of(self.buckets.len())) / self.bands.bands as f64
            }
            Stage::Done => 1.0,
        }
    }

    /// The next texts, as many as a step is for.
    fn for_texts(
        &mut self,
        shingle_store: &mut ShingleStore,
        work: impl Fn(&mut Self, &mut ShingleStore, usize),
    ) {
        // One for each text: there may be many of no shingle.
        let mut left = STEP;
        while self.at < self.slots.len() && left > 0 {
            left = left.saturating_sub(self.slots[self.at].length as usize + 1);
            work(self, shingle_store, self.at);
            self.at += 1;
        }
    }

    /// Moves frequent shingles behind those that are compared.
    fn leave_out(&mut self, shingle_store: &mut ShingleStore, text: usize) {
        let slot = &mut self.slots[text];
        let shingles = shingle_store.get_mut(*slot);
        let mut kept = 0;
        for at in 0..shingles.len() {
            if !self.frequent.holds(shingles[at]) {
                shingles.swap(kept, at);
                kept += 1;
            }
        }
        slot.length = narrow(kept);
    }

    fn signing(&mut self) -> Stage {
        self.keys = vec![0; self.bands.bands * self.slots.len()];
        Stage::Signing
    }

    fn sign(&mut self, shingle_store: &mut ShingleStore, text: usize) {
        let shingles = shingle_store.get(self.slots[text]);
        if shingles.is_empty() {
            return;
        }
        let mut signature = [0; PLACES];
        sign(shingles, &mut signature);
        self.bands.keys(&signature, &mut self.own_keys);
        for (band, &key) in self.own_keys.iter().enumerate() {
            self.keys[band * self.slots.len() + text] = key;
        }
    }

    /// Makes the buckets of a band.
    fn comparing(&mut self, band: usize) -> Stage {
        self.buckets.clear();
        if band == self.bands.bands {
            return Stage::Done;
        }
        let keys_of_band = &self.keys[band * self.slots.len()..][..self.slots.len()];
        let keyed = || {
            let keyed = keys_of_band.iter().zip(0_u32..).zip(&self.slots);
            keyed
                .filter(|(_, slot)| slot.length > 0)
                .map(|((&key, text), _)| (key, text))
        };
        self.repeated.note(keyed().map(|(key, _)| key));
        self.buckets.extend(
            keyed()
                .filter(|&(key, _)| self.repeated.may_hold(key))
                .map(|(key, text)| u64::from(key) << 32 | u64::from(text)),
        );
        self.buckets.sort_unstable();
        Stage::Comparing { band }
    }

    /// The next buckets, as many as a step is for.
    fn compare_buckets(&mut self, shingle_store: &mut ShingleStore, band: usize) {
        let buckets = std::mem::take(&mut self.buckets);
        let mut left = STEP;
        for bucket in buckets[self.at..].chunk_by(|one, other| one >> 32 == other >> 32) {
            if left == 0 {
                break;
            }
            let looked_at = self.compare(shingle_store, bucket, band);
            left = left.saturating_sub(looked_at + 1);
            self.at += bucket.len();
        }
        self.buckets = buckets;
    }

    fn were_compared(&self, band: usize, one: u32, other: u32) -> bool {
        let of_band = |band: usize| &self.keys[band * self.slots.len()..];
        (0..band).any(|before| {
            let keys = of_band(before);
            keys[one as usize] == keys[other as usize]
        })
    }

    /// Compares the texts of a bucket, except those that are in one cluster already or were compared in a band before. Returns
    /// the numbers of compared pairs and shingles.
    fn compare(&mut self, shingle_store: &mut ShingleStore, bucket: &[u64], band: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the text is in the lower half"
        )]
        let text = |entry: &u64| *entry as u32;
        let mut looked_at = 0;
        for (at, one) in bucket.iter().map(text).enumerate().skip(1) {
            for other in bucket[..at].iter().map(text) {
                looked_at += 1;
                if self.groups.first(one) == self.groups.first(other)
                    || self.were_compared(band, one, other)
                {
                    continue;
                }
                let slots = [
                    self.sorted(shingle_store, one),
                    self.sorted(shingle_store, other),
                ];
                looked_at += (slots[0].length + slots[1].length) as usize;
                let [one_set, other_set] = slots.map(|slot| shingle_store.compared(slot));
                if let Some(similarity) = one_set.similarity_from(other_set, self.alike.threshold) {
                    let (groups, links) = match one_set.likeness(other_set) {
                        Likeness::Record => (&mut self.groups, &mut self.links),
                        Likeness::Prompt => (&mut self.prompts, &mut self.prompt_links),
                        Likeness::Answer => {
                            self.answers.union(one, other);
                            continue;
                        }
                        Likeness::Nothing => continue,
                    };
                    groups.union(one, other);
                    links[one as usize].get_or_insert((other, similarity));
                    links[other as usize].get_or_insert((one, similarity));
                }
            }
        }
        looked_at
    }

    /// Returns the shingles of a text, sorted on first use: most texts are never compared.
    fn sorted(&mut self, shingle_store: &mut ShingleStore, text: u32) -> Slot {
        let slot = self.slots[text as usize];
        if !std::mem::replace(&mut self.is_sorted[text as usize], true) {
            shingle_store.sort(slot);
        }
        slot
    }

    /// Joins short prompts that say nearly the same, where their answers are alike, too; once there is no more to do.
    pub fn join(&mut self, shingle_store: &mut ShingleStore, pairs: Vec<ShortPair>) {
        for (one, other, similarity) in pairs {
            let slots = [one, other].map(|text| self.sorted(shingle_store, text));
            let [one_set, other_set] = slots.map(|slot| shingle_store.compared(slot));
            let pair = ((one, one_set), (other, other_set));
            let Some(similarity) = self.alike.of_short(pair, similarity) else {
                continue;
            };
            self.groups.union(one, other);
            self.links[one as usize].get_or_insert((other, similarity));
            self.links[other as usize].get_or_insert((one, similarity));
        }
    }

    /// Returns the clusters, once there is no more to do.
    pub fn finish(mut self, shingle_store: &mut ShingleStore) -> Neighbours {
        let texts = 0..narrow(self.slots.len());
        for text in texts.clone() {
            let first = self.groups.first(text);
            self.prompts.union(first, text);
        }
        let passages = passages::part(
            (&mut self.groups, &mut self.links),
            &mut self.prompt_links,
            shingle_store,
            (&self.slots, &self.alike),
        );
        let (mut members, mut prompts) = (Vec::new(), Vec::new());
        for text in texts {
            let (first, first_prompt) = (self.groups.first(text), self.prompts.first(text));
            if first != text {
                let link = self.links[text as usize];
                let third = passages.get(&text).copied();
                members.push(self.member(shingle_store, (text, first), link, third));
            } else if first_prompt != text {
                let link = self.prompt_links[text as usize];
                prompts.push(self.member(shingle_store, (text, first_prompt), link, None));
            }
        }
        members.sort_unstable_by_key(|member| (member.representative, member.text));
        let firsts = std::mem::take(&mut self.answers).firsts();
        let answers = (0_u32..).zip(firsts).filter(|(text, first)| text != first);
        Neighbours {
            slots: self.slots,
            alike: self.alike,
            frequent: self.frequent.len(),
            members,
            prompts,
            answers: answers.collect(),
            passages,
        }
    }

    /// A text beside the first of those around it; with a `third` one that asks something else about their passage.
    fn member(
        &mut self,
        shingle_store: &mut ShingleStore,
        (text, representative): (u32, u32),
        link: Option<(u32, Similarity)>,
        third: Option<u32>,
    ) -> Member {
        let slots = [representative, text].map(|text| self.sorted(shingle_store, text));
        let third = third.map(|third| self.sorted(shingle_store, third));
        let [one, other] = slots.map(|slot| shingle_store.compared(slot));
        let asks_like =
            third.is_none_or(|third| one.asks_like(other, shingle_store.compared(third)));
        let (one, other) = ((representative, one), (text, other));
        let is_similar = asks_like && self.alike.of(one, other).is_some();
        Member {
            text,
            representative,
            similarity: self.alike.similarity(one, other),
            link: link.filter(|_| !is_similar),
        }
    }
}

/// Finds which of the texts of `records` (ascending, no two of one text) are similar by `threshold` or more.
pub fn neighbours(shingle_store: &mut ShingleStore, records: &[u32], threshold: f64) -> Neighbours {
    let mut search = Search::new(shingle_store, records, threshold);
    while search.step(shingle_store).is_some() {}
    search.finish(shingle_store)
}

#[cfg(test)]
mod tests;
