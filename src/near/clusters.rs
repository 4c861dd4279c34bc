//! Clusters of records that are near-duplicates of each other, directly or through others.

use super::bands::Bands;
use super::commonplace::{Commonplace, most_records};
use super::jaccard::{Similarity, similarity, similarity_from};
use super::shelf::{Shelves, Slot};
use super::signature::{PLACES, sign};
use crate::groups::Groups;
use crate::position::narrow;

/// A text beside the first of its cluster. Texts are numbered as they were given to [`Neighbours::among`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The text.
    pub text: u32,
    /// The first text of its cluster, which stands for it.
    pub representative: u32,
    /// How similar it is to that one.
    pub similarity: Similarity,
    /// Where that is not enough: a text of the cluster that it is similar enough to.
    pub link: Option<(u32, Similarity)>,
}

/// A text that another one can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The text that need not stay.
    pub text: u32,
    /// The one that stays.
    pub stays: u32,
    /// How similar they are.
    pub similarity: Similarity,
}

/// Texts of one cluster that may stay each for those around it; of a chain that needs more, the rest stays too.
const MOST_STAYING: usize = 64;

/// Texts and which of them are similar.
pub struct Neighbours {
    slots: Vec<Slot>,
    threshold: f64,
    /// How many shingles were left out because too many texts have them.
    pub commonplace: usize,
    /// Beside the representatives, by cluster, then in the order of the input.
    members: Vec<Member>,
}

/// Which keys of a band more than one text may have: most have one, and need not be sorted to see that.
struct Repeated {
    /// Two bits for the beginning of a key: there was one, there was another.
    once: Vec<u64>,
    again: Vec<u64>,
    shift: u32,
}

impl Repeated {
    /// With about 16 places for each of so many texts.
    fn among(texts: usize) -> Self {
        let bits = (texts * 16).next_power_of_two().clamp(1 << 6, 1 << 28);
        Self {
            once: vec![0; bits / 64],
            again: vec![0; bits / 64],
            shift: u32::BITS - bits.trailing_zeros(),
        }
    }

    /// Forgets the last band and looks at all keys of the next one.
    fn note(&mut self, keys: impl Iterator<Item = u32>) {
        self.once.fill(0);
        self.again.fill(0);
        for key in keys {
            let (word, bit) = self.place(key);
            self.again[word] |= self.once[word] & bit;
            self.once[word] |= bit;
        }
    }

    fn may_hold(&self, key: u32) -> bool {
        let (word, bit) = self.place(key);
        self.again[word] & bit != 0
    }

    fn place(&self, key: u32) -> (usize, u64) {
        let place = key >> self.shift;
        ((place / 64) as usize, 1 << (place % 64))
    }
}

/// What is known while pairs are looked for.
struct Search<'s> {
    shelves: &'s mut Shelves,
    slots: Vec<Slot>,
    commonplace: Commonplace,
    threshold: f64,
    is_sorted: Vec<bool>,
    groups: Groups,
    /// Of each text that is similar to another, one such.
    links: Vec<Option<(u32, Similarity)>>,
}

impl Neighbours {
    /// Finds which of the texts of `records` (ascending, no two of one text) are similar by `threshold` or more.
    pub fn among(shelves: &mut Shelves, records: &[u32], threshold: f64) -> Self {
        let slots: Vec<Slot> = records
            .iter()
            .map(|&record| shelves.slot(record as usize))
            .collect();
        let sets: Vec<&[u32]> = slots.iter().map(|&slot| shelves.get(slot)).collect();
        let commonplace = Commonplace::of(&sets, most_records(records.len()));
        let mut search = Search {
            shelves,
            commonplace,
            threshold,
            is_sorted: vec![false; slots.len()],
            groups: Groups::alone(slots.len()),
            links: vec![None; slots.len()],
            slots,
        };
        search.leave_out_commonplace();
        search.find();
        search.finish()
    }

    /// The texts beside the representatives, by cluster, then in the order of the input.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Which texts could be left out, by text: each for one that stays and is similar enough to it, never for one that is
    /// only linked to it. Where there is a choice, the text of the lowest `rank` stays; one without a rank is not looked at, and
    /// one that `must_stay` does.
    pub fn stand_ins<R: Ord>(
        &self,
        shelves: &Shelves,
        rank: impl Fn(u32) -> Option<R>,
        must_stay: impl Fn(u32) -> bool,
    ) -> Vec<StandIn> {
        let mut stand_ins = Vec::new();
        let of_one_cluster =
            |one: &Member, other: &Member| one.representative == other.representative;
        for members in self.members.chunk_by(of_one_cluster) {
            let texts = members.iter().map(|member| member.text);
            let texts = texts.chain([members[0].representative]);
            let mut undecided: Vec<u32> = texts.filter(|&text| rank(text).is_some()).collect();
            undecided.sort_unstable_by_key(|&text| (rank(text), text));
            for _ in 0..MOST_STAYING {
                if undecided.len() < 2 {
                    break;
                }
                let stays = undecided.remove(0);
                undecided.retain(|&text| {
                    if must_stay(text) {
                        return true;
                    }
                    let similarity = similarity_from(
                        self.shingles(shelves, stays),
                        self.shingles(shelves, text),
                        self.threshold,
                    );
                    stand_ins.extend(similarity.map(|similarity| StandIn {
                        text,
                        stays,
                        similarity,
                    }));
                    similarity.is_none()
                });
            }
        }
        stand_ins.sort_unstable_by_key(|stand_in| stand_in.text);
        stand_ins
    }

    /// The texts of the cluster that a text is in, ascending; none where it is in none.
    #[must_use]
    pub fn cluster(&self, text: u32) -> Vec<u32> {
        let own = self.members.iter().find(|member| member.text == text);
        let first = own.map_or(text, |member| member.representative);
        let start = self
            .members
            .partition_point(|member| member.representative < first);
        let members = self.members[start..].iter();
        let members = members.take_while(|member| member.representative == first);
        let others: Vec<u32> = members.map(|member| member.text).collect();
        if others.is_empty() {
            return others;
        }
        std::iter::once(first).chain(others).collect()
    }

    /// How similar two texts are that are in clusters.
    #[must_use]
    pub fn similarity(&self, shelves: &Shelves, one: u32, other: u32) -> Similarity {
        similarity(self.shingles(shelves, one), self.shingles(shelves, other))
    }

    /// Ascending, since the text is in a cluster.
    fn shingles<'s>(&self, shelves: &'s Shelves, text: u32) -> &'s [u32] {
        shelves.get(self.slots[text as usize])
    }
}

impl Search<'_> {
    /// Puts what is commonplace behind what is compared.
    fn leave_out_commonplace(&mut self) {
        if self.commonplace.is_empty() {
            return;
        }
        for slot in &mut self.slots {
            let shingles = self.shelves.get_mut(*slot);
            let mut kept = 0;
            for at in 0..shingles.len() {
                if !self.commonplace.holds(shingles[at]) {
                    shingles.swap(kept, at);
                    kept += 1;
                }
            }
            slot.length = narrow(kept);
        }
    }

    fn find(&mut self) {
        let bands = Bands::finding(self.threshold);
        let keys = self.keys(bands);
        let texts = self.slots.len();
        let mut repeated = Repeated::among(texts);
        let mut buckets: Vec<u64> = Vec::new();
        for band in 0..bands.bands {
            let keys_of_band = &keys[band * texts..][..texts];
            let keyed = || {
                let keyed = keys_of_band.iter().zip(0_u32..).zip(&self.slots);
                keyed
                    .filter(|(_, slot)| slot.length > 0)
                    .map(|((&key, text), _)| (key, text))
            };
            repeated.note(keyed().map(|(key, _)| key));
            buckets.clear();
            buckets.extend(
                keyed()
                    .filter(|&(key, _)| repeated.may_hold(key))
                    .map(|(key, text)| u64::from(key) << 32 | u64::from(text)),
            );
            buckets.sort_unstable();
            for bucket in buckets.chunk_by(|one, other| one >> 32 == other >> 32) {
                if bucket.len() > 1 {
                    self.compare(bucket, |one, other| {
                        (0..band).any(|before| {
                            keys[before * texts + one] == keys[before * texts + other]
                        })
                    });
                }
            }
        }
    }

    /// The keys of all texts, band by band.
    fn keys(&self, bands: Bands) -> Vec<u32> {
        let texts = self.slots.len();
        let mut all = vec![0; bands.bands * texts];
        let (mut signature, mut keys) = ([0; PLACES], Vec::new());
        for (text, &slot) in self.slots.iter().enumerate() {
            let shingles = self.shelves.get(slot);
            if shingles.is_empty() {
                continue;
            }
            sign(shingles, &mut signature);
            bands.keys(&signature, &mut keys);
            for (band, &key) in keys.iter().enumerate() {
                all[band * texts + text] = key;
            }
        }
        all
    }

    /// Compares the texts of a bucket, but those that are in one cluster already or `were_compared` before.
    fn compare(&mut self, bucket: &[u64], were_compared: impl Fn(usize, usize) -> bool) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the text is in the lower half"
        )]
        let text = |entry: &u64| *entry as u32;
        for (at, one) in bucket.iter().map(text).enumerate().skip(1) {
            for other in bucket[..at].iter().map(text) {
                if self.groups.first(one) == self.groups.first(other)
                    || were_compared(one as usize, other as usize)
                {
                    continue;
                }
                if let Some(similarity) = self.similar(one, other) {
                    self.groups.join(one, other);
                    self.links[one as usize].get_or_insert((other, similarity));
                    self.links[other as usize].get_or_insert((one, similarity));
                }
            }
        }
    }

    fn similar(&mut self, one: u32, other: u32) -> Option<Similarity> {
        let [one, other] = [self.sorted(one), self.sorted(other)];
        similarity_from(
            self.shelves.get(one),
            self.shelves.get(other),
            self.threshold,
        )
    }

    /// Where the shingles of a text are, in ascending order: most texts are never looked at.
    fn sorted(&mut self, text: u32) -> Slot {
        let slot = self.slots[text as usize];
        if !std::mem::replace(&mut self.is_sorted[text as usize], true) {
            self.shelves.get_mut(slot).sort_unstable();
        }
        slot
    }

    fn finish(mut self) -> Neighbours {
        let mut members = Vec::new();
        for text in 0..narrow(self.slots.len()) {
            let representative = self.groups.first(text);
            if representative == text {
                continue;
            }
            let [one, other] = [self.sorted(representative), self.sorted(text)];
            let similarity = similarity(self.shelves.get(one), self.shelves.get(other));
            let link = self.links[text as usize].filter(|_| similarity.value() < self.threshold);
            members.push(Member {
                text,
                representative,
                similarity,
                link,
            });
        }
        members.sort_unstable_by_key(|member| (member.representative, member.text));
        Neighbours {
            slots: self.slots,
            threshold: self.threshold,
            commonplace: self.commonplace.len(),
            members,
        }
    }
}
