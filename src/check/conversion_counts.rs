//! Conversions and their losses: counted, and reported once for each thing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::check::prepare::Conversion;
use crate::diagnostic::finding::Finding;
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::fact::places_kept;
use crate::lint::rules::lost_in_conversion;
use crate::record::convert::{Loss, Lost};
use crate::record::format::Format;

/// The most things to count apart, and the longest name: a key may be any text.
const MOST_LOST: usize = 50;
const LONGEST_NAME: usize = 80;

/// Numbers of converted records, and their losses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversions {
    /// Number of converted records, by the name of their layout.
    pub from: BTreeMap<String, u64>,
    /// Number of records that could not be converted.
    pub refused: u64,
    /// Counts of losses by thing; the first ones in alphabetical order.
    pub lost: BTreeMap<Thing, u64>,
    /// First loss of each thing, or each loss if the user requests many examples, in order of appearance.
    pub firsts: Vec<First>,
    told: BTreeSet<Thing>,
}

/// Something that was lost: how, and its key.
pub type Thing = (Loss, String);

/// The first loss of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The thing itself.
    pub thing: Thing,
    /// File of the data set, from 0.
    pub file: usize,
    /// The example; its message is built when all have been counted.
    pub example: Finding,
}

impl First {
    /// Returns the finding on the loss, for that many records.
    #[must_use]
    pub fn told(&self, records: Option<u64>, wanted: Format) -> Finding {
        let (how, what) = &self.thing;
        let message = lost_in_conversion::message(*how, what, records, wanted);
        Finding {
            message: message.text,
            help: message.help,
            ..self.example.clone()
        }
    }
}

impl Conversions {
    /// Counts what became of a record.
    pub fn count(&mut self, conversion: &Conversion) {
        if conversion.outcome.is_err() {
            self.refused += 1;
            return;
        }
        let name = conversion.name;
        if let Some(count) = self.from.get_mut(name) {
            *count += 1;
        } else {
            self.from.insert(name.to_owned(), 1);
        }
    }

    /// Returns true if its place would be kept, with `most` examples at most.
    #[must_use]
    pub fn is_new(&self, Lost { what, how, .. }: &Lost, most: usize) -> bool {
        self.firsts.len() < most
            && lost_in_conversion::severity(*how, shortened(what)).is_some()
            && (places_kept(most) > 1 || !self.told.contains(&(*how, shortened(what).to_owned())))
    }

    /// Returns true if the place of a loss is to be kept: the first of each thing, or all if the user requests many examples.
    fn takes(&mut self, thing: &Thing, most: usize) -> bool {
        self.firsts.len() < most && (self.told.insert(thing.clone()) || places_kept(most) > 1)
    }

    /// Adds the losses of a record; `root` is the record before the conversion, from which new losses take their place.
    pub fn lose(
        &mut self,
        root: Option<Value<'_>>,
        lost: &[Lost],
        most: usize,
        findings: &mut Collector<'_>,
    ) {
        for Lost { span, what, how } in lost {
            let thing = (*how, shortened(what).to_owned());
            let Some(own) = lost_in_conversion::severity(*how, &thing.1) else {
                self.count_lost(&thing, 1);
                continue;
            };
            let Some(severity) = findings.count_as(&lost_in_conversion::RULE, own) else {
                continue;
            };
            if let Some(root) = root
                && self.takes(&thing, most)
            {
                let example = findings.first(&lost_in_conversion::RULE, severity, root, *span);
                self.firsts.push(First {
                    thing: thing.clone(),
                    file: 0,
                    example,
                });
            }
            self.count_lost(&thing, 1);
        }
    }

    /// Adds the counts of another chunk; `place` maps its examples to positions in `file`.
    pub fn add(
        &mut self,
        other: &Self,
        file: usize,
        most: usize,
        place: impl Fn(&Finding) -> Finding,
    ) {
        for (name, count) in &other.from {
            *self.from.entry(name.clone()).or_default() += count;
        }
        self.refused += other.refused;
        for (thing, count) in &other.lost {
            self.count_lost(thing, *count);
        }
        for First { thing, example, .. } in &other.firsts {
            if self.takes(thing, most) {
                self.firsts.push(First {
                    thing: thing.clone(),
                    file,
                    example: place(example),
                });
            }
        }
    }

    /// Returns the number of times that something was left behind, by its key.
    #[must_use]
    pub fn left_behind(&self) -> BTreeMap<String, u64> {
        let mut left = BTreeMap::new();
        for ((how, what), count) in &self.lost {
            if !matches!(how, Loss::SystemInPrompt | Loss::Joined) {
                *left.entry(what.clone()).or_default() += count;
            }
        }
        left
    }

    /// Of too many things the last ones go: one that stays was never among those, so that its count is right however the
    /// records are cut into chunks.
    fn count_lost(&mut self, thing: &Thing, count: u64) {
        if let Some(known) = self.lost.get_mut(thing) {
            *known += count;
            return;
        }
        self.lost.insert(thing.clone(), count);
        if self.lost.len() > MOST_LOST {
            self.lost.pop_last();
        }
    }
}

fn shortened(name: &str) -> &str {
    let end = name.char_indices().nth(LONGEST_NAME);
    end.map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::Conversions;
    use crate::record::convert::Loss;

    #[test]
    fn names_are_few_and_their_counts_right_in_any_order() {
        let thing = |n: u32| (Loss::LeftBehind, format!("key{:03}", n * 7 % 200));
        let things: Vec<_> = (0..200).map(thing).collect();
        let mut whole = Conversions::default();
        for thing in things.iter().chain(&things) {
            whole.count_lost(thing, 1);
        }
        let mut parts = Conversions::default();
        for chunk in things.chunks(13).chain(things.chunks(70)) {
            let mut part = Conversions::default();
            for thing in chunk {
                part.count_lost(thing, 1);
            }
            parts.add(&part, 0, 20, Clone::clone);
        }
        assert_eq!(whole, parts);
        let left = whole.left_behind();
        assert_eq!(left.len(), 50);
        let is_first = |(name, count): (&String, &u64)| name.as_str() < "key050" && *count == 2;
        assert!(left.iter().all(is_first));
    }
}
