//! Relations of records: copies, the same words, near-duplicates, the same question. Known once all of them are read.

mod conflicts;

use crate::analysis::similarity::clusters::{Member, Neighbours};
use crate::analysis::similarity::frequent_shingles::most_records;
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::search::Search;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::analysis::similarity::short_pairs::{ShortPair, ShortPairs, ShortPrompts};
use crate::analysis::similarity::union_find::UnionFind;
use crate::check::assignments::Destination;
use crate::dataset::group_by::GroupBy;
use crate::dataset::record_table::{Pair, Records, State};
use crate::dataset::shared_media::SharedMedia;
use crate::diagnostic::numbers::{grouped, several};
use crate::diagnostic::position::narrow;

pub use conflicts::Conflicts;

/// The relations of the records of a data set.
pub struct Relations {
    /// Records of the same words as an earlier one, in the order of the input; copies as a value left out.
    pub normalized: Vec<Pair>,
    /// The first record of each text, in the order of the input: texts are numbered by their place here.
    pub texts: Vec<u32>,
    /// Texts that are similar; none if that was not looked for.
    pub near: Option<Neighbours>,
    /// Records that answer another way than the first with their question, in the order of the input.
    pub conflicting: Vec<Pair>,
    /// Records that ask nearly what an earlier one asks and are of another class, in the order of the input.
    pub other_label: Vec<ShortPair>,
    /// The groups that the user requested; `None` without a pointer.
    pub group_by: Option<GroupBy>,
    /// Media that several records name.
    pub shared_media: SharedMedia,
    /// True if records with one of these stay on one side of a split.
    pub is_media_kept: bool,
    /// Records with the question of an earlier one.
    questions: Vec<Pair>,
    /// Of each record a number that it has in common with all that stay on its side of a split.
    keys: Vec<u64>,
}

/// A near-duplicate.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    /// The record, the first of its text.
    pub record: u32,
    /// The first record of its cluster.
    pub representative: u32,
    /// Similarity to that one.
    pub similarity: Similarity,
    /// If that is not enough: a record of the cluster that it is similar enough to.
    pub link: Option<(u32, Similarity)>,
}

/// The search for how records are related, in steps.
pub struct RelationBuilder {
    texts: Vec<u32>,
    normalized: Vec<Pair>,
    search: Option<Search>,
}

impl RelationBuilder {
    /// Of all records; near-duplicates are looked for with shelves and from a similarity on.
    #[must_use]
    pub fn new(records: &Records, shingle_store: Option<(&ShingleStore, f64)>) -> Self {
        let (texts, normalized) = texts(records);
        let search = shingle_store
            .map(|(shingle_store, threshold)| Search::new(shingle_store, &texts, threshold));
        Self {
            texts,
            normalized,
            search,
        }
    }

    /// Goes on for some milliseconds; how far it is then, from 0 to 1, or none where there is no more to do.
    pub fn step(&mut self, shingle_store: &mut ShingleStore) -> Option<f64> {
        self.search.as_mut()?.step(shingle_store)
    }

    /// Returns the relations, once there is no more to do; in the user's groups, and by the media that records share if these are
    /// kept together. With `class_of`, where answers are classes, prompts of another class are compared, too.
    #[must_use]
    pub fn finish(
        mut self,
        records: &Records,
        group_by: Option<GroupBy>,
        (shared_media, is_media_kept): (SharedMedia, bool),
        shingle_store: &mut ShingleStore,
        class_of: Option<&dyn Fn(u32) -> Option<u16>>,
    ) -> Relations {
        let (questions, conflicting) = questions(records, most_records(self.texts.len()));
        let mut short = Vec::new();
        if let Some(search) = &mut self.search {
            let prompts = ShortPrompts::of(shingle_store, &self.texts, class_of);
            let ShortPairs { near, other_label } = prompts.pairs(search.threshold());
            search.join(shingle_store, near);
            search.part(shingle_store, &|one, other| {
                prompts.ask_otherwise(one, other)
            });
            short = other_label;
        }
        let record = |text: u32| self.texts[text as usize];
        for pair in &mut short {
            (pair.0, pair.1) = (record(pair.0), record(pair.1));
        }
        short.sort_unstable_by_key(|pair| (pair.0, pair.1));
        let mut relations = Relations {
            normalized: self.normalized,
            texts: self.texts,
            near: self.search.map(|search| search.finish(shingle_store)),
            conflicting,
            other_label: one_each(short, records),
            group_by,
            shared_media,
            is_media_kept,
            questions,
            keys: Vec::new(),
        };
        relations.keys = relations.keys(records);
        relations
    }
}

impl Relations {
    /// Of all records, in the user's groups; near-duplicates are not looked for.
    #[must_use]
    pub fn of(records: &Records, group_by: Option<GroupBy>) -> Self {
        let media = (SharedMedia::default(), false);
        RelationBuilder::new(records, None).finish(
            records,
            group_by,
            media,
            &mut ShingleStore::default(),
            None,
        )
    }

    /// Returns a key for a record and all that stay on its side of a split: it depends on neither order nor other records.
    #[must_use]
    pub fn key(&self, record: usize) -> u64 {
        self.keys[record]
    }

    /// Every near-duplicate, by cluster, then in the order of the input.
    pub fn near(&self) -> impl Iterator<Item = Near> {
        let members = self.near.iter().flat_map(Neighbours::members);
        members.map(|member| self.named(*member))
    }

    /// Every record that is similar to an earlier one but for the answer, in the order of the input.
    pub fn near_prompts(&self) -> impl Iterator<Item = Near> {
        let members = self.near.iter().flat_map(Neighbours::prompts);
        members.map(|member| self.named(*member))
    }

    fn named(&self, member: Member) -> Near {
        let link = member.link;
        Near {
            record: self.record(member.text),
            representative: self.record(member.representative),
            similarity: member.similarity,
            link: link.map(|(text, similarity)| (self.record(text), similarity)),
        }
    }

    /// Similar records, each with the first of those around it, in whatever part they are alike.
    fn similar(&self) -> impl Iterator<Item = Pair> {
        let all = self.near().chain(self.near_prompts());
        let answers = self.near.iter().flat_map(Neighbours::answers);
        all.map(|near| (near.record, near.representative))
            .chain(answers.map(|&(text, first)| (self.record(text), self.record(first))))
    }

    /// Returns the number of near-duplicates.
    #[must_use]
    pub fn near_count(&self) -> usize {
        self.near.as_ref().map_or(0, |near| near.members().len())
    }

    /// The first record of a text.
    #[must_use]
    pub fn record(&self, text: u32) -> u32 {
        self.texts[text as usize]
    }

    /// The first record of the words of `record`, which may be itself.
    #[must_use]
    pub fn first_of_text(&self, records: &Records, record: u32) -> u32 {
        let original = records.original(record);
        let found = self
            .normalized
            .binary_search_by_key(&original, |(record, _)| *record);
        found.map_or(original, |at| self.normalized[at].1)
    }

    /// Validation records with a copy, a near-duplicate, their question, their group or one of their media on the training side;
    /// counted from where they went.
    #[must_use]
    pub fn leakage(&self, records: &Records, destinations: &[Destination]) -> u64 {
        let mut is_leak = vec![false; destinations.len()];
        let by_text = self.normalized.iter().copied().chain(self.similar());
        for pairs in [
            records.copies().to_vec(),
            by_text.collect(),
            self.questions.clone(),
            self.grouped().to_vec(),
            self.kept_media().to_vec(),
        ] {
            for group in groups(pairs) {
                if group
                    .iter()
                    .any(|&record| destinations[record as usize] == Destination::Train)
                {
                    for record in group {
                        is_leak[record as usize] |=
                            destinations[record as usize] == Destination::Validation;
                    }
                }
            }
        }
        is_leak.into_iter().filter(|&is_leak| is_leak).count() as u64
    }

    fn grouped(&self) -> &[Pair] {
        self.group_by
            .as_ref()
            .map_or(&[], |group_by| group_by.pairs.as_slice())
    }

    /// Returns the part of a sentence on too few validation records that names shared media, if these are kept together.
    #[must_use]
    pub fn media_note(&self) -> Option<String> {
        let SharedMedia { files, records, .. } = &self.shared_media;
        (self.is_media_kept && *records > 0).then(|| {
            format!(
                "; {} records share {}, which keeps them together unless media groups are off (--media-groups off)",
                grouped(*records),
                several(*files, "image, video or document"),
            )
        })
    }

    /// Records that share media, if these are kept together.
    fn kept_media(&self) -> &[Pair] {
        if self.is_media_kept {
            &self.shared_media.pairs
        } else {
            &[]
        }
    }

    fn keys(&self, records: &Records) -> Vec<u64> {
        let mut related = UnionFind::new(records.len());
        let pairs = [
            records.copies(),
            &self.normalized,
            &self.questions,
            self.grouped(),
            self.kept_media(),
        ];
        for (one, other) in (pairs.into_iter().flatten().copied()).chain(self.similar()) {
            related.union(one, other);
        }
        let firsts = related.firsts();
        // The least digest of a group is the same in any order.
        let mut least: Vec<u64> = (0..firsts.len())
            .map(|record| records.get(record).key())
            .collect();
        for (record, &first) in firsts.iter().enumerate() {
            least[first as usize] = least[first as usize].min(least[record]);
        }
        for (record, &first) in firsts.iter().enumerate() {
            least[record] = least[first as usize];
        }
        least
    }
}

/// The first record of each text, and the others of its words with it.
fn texts(records: &Records) -> (Vec<u32>, Vec<Pair>) {
    let originals = (0..narrow(records.len()))
        .filter(|&record| records.state(record as usize) == State::Original);
    let normalized = |&record: &u32| records.get(record as usize).normalized;
    let mut by_words: Vec<u32> = originals.collect();
    by_words.sort_unstable_by_key(|record| (normalized(record), *record));
    let (mut texts, mut pairs) = (Vec::with_capacity(by_words.len()), Vec::new());
    for text in
        by_words.chunk_by(|one, other| normalized(one) != 0 && normalized(one) == normalized(other))
    {
        texts.push(text[0]);
        pairs.extend(text[1..].iter().map(|&record| (record, text[0])));
    }
    texts.sort_unstable();
    pairs.sort_unstable();
    (texts, pairs)
}

/// Records with the question of an earlier one, and of these who answer another way. A question of more than `most` answers is
/// one that wants many, such as "Write a poem": no two of them contradict each other, and a split may part them.
fn questions(records: &Records, most: usize) -> (Vec<Pair>, Vec<Pair>) {
    let of = |&record: &u32| records.get(record as usize);
    let valid = (0..narrow(records.len()))
        .filter(|&record| records.state(record as usize) != State::Invalid);
    let mut by_question: Vec<u32> = valid.filter(|record| of(record).prompt != 0).collect();
    by_question.sort_unstable_by_key(|record| (of(record).prompt, *record));
    let (mut same, mut conflicting) = (Vec::new(), Vec::new());
    for asked in by_question.chunk_by(|one, other| of(one).prompt == of(other).prompt) {
        let (first, others) = (asked[0], &asked[1..]);
        let mut answers: Vec<u32> = asked.iter().map(|record| of(record).answer).collect();
        answers.sort_unstable();
        answers.dedup();
        if answers.len() > most {
            continue;
        }
        same.extend(others.iter().map(|&record| (record, first)));
        let answers = |record: &u32| of(record).answer != of(&first).answer;
        conflicting.extend(
            others
                .iter()
                .filter(|record| answers(record))
                .map(|&record| (record, first)),
        );
    }
    conflicting.sort_unstable();
    (same, conflicting)
}

/// Of each later record the pair with the most similar one; nothing where both ask the very same.
fn one_each(mut pairs: Vec<ShortPair>, records: &Records) -> Vec<ShortPair> {
    let prompt = |record: u32| records.get(record as usize).prompt;
    pairs.retain(|pair| prompt(pair.0) != prompt(pair.1));
    let mut best: Vec<ShortPair> = Vec::new();
    for pair in pairs {
        match best.last_mut() {
            Some(last) if last.0 == pair.0 => {
                if pair.2.value() > last.2.value() {
                    *last = pair;
                }
            }
            _ => best.push(pair),
        }
    }
    best
}

/// Collects groups from pairs with the first record of each.
fn groups(pairs: Vec<Pair>) -> Vec<Vec<u32>> {
    let mut by_first: Vec<Pair> = pairs
        .into_iter()
        .map(|(record, first)| (first, record))
        .collect();
    by_first.sort_unstable();
    let groups = by_first.chunk_by(|one, other| one.0 == other.0);
    groups
        .map(|group| {
            std::iter::once(group[0].0)
                .chain(group.iter().map(|pair| pair.1))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests;
