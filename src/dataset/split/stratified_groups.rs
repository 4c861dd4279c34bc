//! The draw: of each stratum the groups with the lowest scores go to validation, until its part of the number is reached.
//!
//! A group is a set of records that must stay on one side; its score is a hash of the seed and of its content, so that other
//! records do not change it. The largest group of a class (of several, the one with the highest score) always trains, so that
//! each class is in the training file: from a class of one group nothing is drawn. Each stratum gets its part of the number,
//! rounded so that the parts come to the number (the largest remainders are rounded up, as seats are given to parties), and
//! takes whole groups as far as its part goes. The rest is filled by one group more in as many strata as necessary, so that no
//! share is off by more than a group. Only if the number cannot be reached like this do strata give more.

use std::collections::BTreeMap;
use std::iter::zip;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::strata::Strata;
use crate::analysis::profile::class_labels::NO_LABEL;
use crate::dataset::relations::Relations;
use crate::diagnostic::position::narrow;

/// Records that stay, in the order that they are drawn in.
pub struct StratifiedGroups {
    /// Records, by stratum and then by score; those of one group are adjacent.
    order: Vec<u32>,
    /// Start of each group in the order, and the end of the last one.
    starts: Vec<u32>,
    strata: Vec<Stratum>,
}

/// Groups that are drawn among each other.
struct Stratum {
    /// Its groups.
    groups: Range<usize>,
    records: u64,
    /// The one that always trains, where these are the records of a class.
    trains: Option<usize>,
    /// Decides between equal remainders.
    input: u64,
}

impl Stratum {
    /// Groups that may go to validation.
    fn drawn(&self) -> impl Iterator<Item = usize> + use<> {
        let trains = self.trains;
        self.groups
            .clone()
            .filter(move |&group| Some(group) != trains)
    }
}

/// The records that were selected.
pub struct Taken {
    groups: Vec<bool>,
    /// Number of records.
    pub records: u64,
}

/// Rounds of filling what groups leave open: each takes at least one group more.
const MOST_ROUNDS: usize = 64;

impl StratifiedGroups {
    /// For the records that stay.
    pub fn new(
        staying: impl Iterator<Item = u32>,
        count: usize,
        relations: &Relations,
        strata: Option<&Strata<'_>>,
        seed: u64,
    ) -> Self {
        // Exactly as much as is needed: growing would hold it twice.
        let mut scored: Vec<(u64, u32)> = Vec::with_capacity(count);
        scored.extend(staying.map(|record| (score(relations, record, seed), record)));
        scored.sort_unstable();
        let of_one_group = |one: &(u64, u32), other: &(u64, u32)| one.0 == other.0;
        let groups: Vec<(u16, u32)> = scored
            .chunk_by(of_one_group)
            .map(|group| {
                let records = group.iter().map(|(_, record)| *record);
                let stratum = strata.map_or(0, |strata| strata.of_group(records));
                (stratum, narrow(group.len()))
            })
            .collect();
        let records: Vec<u32> = scored.iter().map(|(_, record)| *record).collect();
        drop(scored);
        Self::sorted(&records, &groups, strata, seed)
    }

    /// Sorts groups, each given by its stratum and size, by stratum.
    fn sorted(
        records: &[u32],
        groups: &[(u16, u32)],
        strata: Option<&Strata<'_>>,
        seed: u64,
    ) -> Self {
        let count = strata.map_or(1, |strata| strata.names.len() + 1);
        let place = |stratum: u16| usize::from(stratum).min(count - 1);
        let (mut groups_of, mut records_of) = (vec![0_usize; count], vec![0_usize; count]);
        for &(stratum, size) in groups {
            groups_of[place(stratum)] += 1;
            records_of[place(stratum)] += size as usize;
        }
        let (mut next_group, mut next_record) = (vec![0; count], vec![0; count]);
        let (mut group, mut record) = (0, 0);
        for at in 0..count {
            (next_group[at], next_record[at]) = (group, record);
            group += groups_of[at];
            record += records_of[at];
        }
        let mut order = vec![0; records.len()];
        let mut starts = vec![narrow(records.len()); groups.len() + 1];
        // Size and number of the largest group of each stratum.
        let mut largest = vec![(0, 0); count];
        let mut from = 0;
        for &(stratum, size) in groups {
            let (at, size) = (place(stratum), size as usize);
            let to = next_record[at];
            order[to..to + size].copy_from_slice(&records[from..from + size]);
            starts[next_group[at]] = narrow(to);
            largest[at] = largest[at].max((size, next_group[at]));
            next_group[at] += 1;
            next_record[at] += size;
            from += size;
        }
        let found = (0..count).filter(|&at| groups_of[at] > 0).map(|at| {
            let name = strata.and_then(|strata| strata.names.get(at));
            Stratum {
                groups: next_group[at] - groups_of[at]..next_group[at],
                records: records_of[at] as u64,
                trains: name.map(|_| largest[at].1),
                input: xxh3_64_with_seed(name.map_or(&[], |name| name.as_bytes()), seed),
            }
        });
        Self {
            strata: found.collect(),
            order,
            starts,
        }
    }

    /// Takes `wanted` records, or as near as whole groups allow.
    pub fn take(&self, wanted: u64) -> Taken {
        let mut taken = Taken {
            groups: vec![false; self.starts.len() - 1],
            records: 0,
        };
        for _ in 0..MOST_ROUNDS {
            let before = taken.records;
            self.round(wanted, &mut taken);
            if taken.records == wanted || taken.records == before {
                break;
            }
        }
        self.fewest_swaps(wanted, &mut taken);
        taken
    }

    /// The records that are taken.
    pub fn records<'d>(&'d self, taken: &'d Taken) -> impl Iterator<Item = u32> + 'd {
        let groups = (0..taken.groups.len()).filter(|&group| taken.groups[group]);
        groups.flat_map(|group| self.order[self.range(group)].iter().copied())
    }

    fn range(&self, group: usize) -> Range<usize> {
        self.starts[group] as usize..self.starts[group + 1] as usize
    }

    fn size(&self, group: usize) -> u64 {
        self.range(group).len() as u64
    }

    /// Distributes the remaining number among the groups that were not taken.
    fn round(&self, wanted: u64, taken: &mut Taken) {
        let left = |stratum: &Stratum| -> u64 {
            let left = stratum.drawn().filter(|&group| !taken.groups[group]);
            left.map(|group| self.size(group)).sum()
        };
        let most: Vec<u64> = self.strata.iter().map(left).collect();
        let open = if taken.records == 0 {
            self.strata.iter().map(|stratum| stratum.records).collect()
        } else {
            most.clone()
        };
        let mut short = self.parts(wanted - taken.records, &open, &most);
        for (stratum, short) in self.strata.iter().zip(&mut short) {
            for group in stratum.drawn() {
                if *short == 0 {
                    break;
                }
                let size = self.size(group);
                if !taken.groups[group] && size <= *short {
                    taken.groups[group] = true;
                    taken.records += size;
                    *short -= size;
                }
            }
        }
        let mut by_need: Vec<usize> = (0..self.strata.len()).collect();
        by_need.sort_unstable_by_key(|&at| (u64::MAX - short[at], self.strata[at].input));
        for at in by_need {
            let room = wanted - taken.records;
            if room == 0 {
                break;
            }
            let mut groups = self.strata[at].drawn();
            let fits = |group: &usize| !taken.groups[*group] && self.size(*group) <= room;
            if let Some(group) = groups.find(fits) {
                taken.groups[group] = true;
                taken.records += self.size(group);
            }
        }
    }

    /// Returns the part of each stratum in `wanted`, proportional to its size: whole numbers with that sum, none above its
    /// most, and none further than one from its share unless others are too small.
    fn parts(&self, wanted: u64, open: &[u64], most: &[u64]) -> Vec<u64> {
        let all = open.iter().sum::<u64>().max(1);
        let share = |open: u64| u128::from(wanted) * u128::from(open);
        let whole = |open: u64| u64::try_from(share(open) / u128::from(all)).unwrap_or(u64::MAX);
        let mut parts: Vec<u64> = zip(open, most)
            .map(|(&open, &most)| whole(open).min(most))
            .collect();
        let mut left = wanted.saturating_sub(parts.iter().sum());
        let mut by_remainder: Vec<usize> = (0..open.len()).collect();
        by_remainder.sort_unstable_by_key(|&at| {
            let remainder = share(open[at]) % u128::from(all);
            // The remainder is less than the total, which is a number of records.
            let remainder = u64::try_from(remainder).unwrap_or(u64::MAX);
            (u64::MAX - remainder, self.strata[at].input)
        });
        while left > 0 && zip(&parts, most).any(|(part, most)| part < most) {
            for &at in &by_remainder {
                if left > 0 && parts[at] < most[at] {
                    parts[at] += 1;
                    left -= 1;
                }
            }
        }
        parts
    }

    /// Swaps groups if whole groups leave a few missing: gives some back and takes others until the number is reached, if it can be.
    fn fewest_swaps(&self, wanted: u64, taken: &mut Taken) {
        let missing = usize::try_from(wanted - taken.records).unwrap_or(usize::MAX);
        if missing == 0 || missing > LARGEST_EXCHANGE {
            return;
        }
        // Groups by size: those to be had, and those to be given back.
        let mut by_size: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
        for group in self.strata.iter().flat_map(Stratum::drawn) {
            let of_size = by_size.entry(self.range(group).len()).or_default();
            of_size[usize::from(taken.groups[group])].push(group);
        }
        for Move { size, is_taken } in way(missing, &by_size).unwrap_or_default() {
            let groups = by_size.get_mut(&size);
            let Some(groups) = groups.map(|groups| &mut groups[usize::from(!is_taken)]) else {
                continue;
            };
            // From the stratum that is furthest below its share; back to where it is furthest above.
            let needs = self.needs(wanted, taken);
            let need = |group: usize| {
                let need = needs[self.stratum_of(group)];
                if is_taken { -need } else { need }
            };
            let best = (0..groups.len()).min_by_key(|&at| need(groups[at]));
            if let Some(group) = best.map(|at| groups.remove(at)) {
                taken.groups[group] = is_taken;
                taken.records = if is_taken {
                    taken.records + size as u64
                } else {
                    taken.records - size as u64
                };
            }
        }
    }

    /// Returns the distance of each stratum to its share of `wanted`, times the number of all records.
    fn needs(&self, wanted: u64, taken: &Taken) -> Vec<i128> {
        let all = i128::from(narrow(self.order.len()));
        let need = |stratum: &Stratum| {
            let groups = stratum.groups.clone().filter(|&group| taken.groups[group]);
            let held: u64 = groups.map(|group| self.size(group)).sum();
            i128::from(wanted) * i128::from(stratum.records) - i128::from(held) * all
        };
        self.strata.iter().map(need).collect()
    }

    fn stratum_of(&self, group: usize) -> usize {
        self.strata
            .partition_point(|stratum| stratum.groups.end <= group)
    }
}

/// More than this are not looked for group by group.
const LARGEST_EXCHANGE: usize = 1 << 12;

/// A group of that size taken, or given back.
#[derive(Clone, Copy)]
struct Move {
    size: usize,
    is_taken: bool,
}

/// The fewest moves that bring in the records that are missing, if there are any: a knapsack that groups of each size go into, as
/// many as there are, and come out of. It holds at most as much as is exchanged.
fn way(missing: usize, by_size: &BTreeMap<usize, [Vec<usize>; 2]>) -> Option<Vec<Move>> {
    const NONE: u32 = u32::MAX;
    let places = 2 * LARGEST_EXCHANGE + 1;
    // By how many records more than now are held, from the fewest on.
    let mut fewest = vec![NONE; places];
    fewest[LARGEST_EXCHANGE] = 0;
    // Several groups of a size go at once: with 1, 2, 4, … of them any number can be put together.
    let mut bundles = Vec::new();
    for (&size, [free, held]) in by_size.range(..=LARGEST_EXCHANGE) {
        for (groups, is_taken) in [(held.len(), false), (free.len(), true)] {
            let (mut left, mut count) = (groups.min(LARGEST_EXCHANGE / size), 1);
            while left > 0 {
                let bundle = count.min(left);
                bundles.push((bundle, Move { size, is_taken }));
                left -= bundle;
                count *= 2;
            }
        }
    }
    // Of each bundle, by place: whether the fewest moves to there are with it.
    let mut is_with = Vec::with_capacity(bundles.len());
    for (count, step) in &bundles {
        let weight = count * step.size;
        let mut with = vec![0_u64; places.div_ceil(64)];
        let mut improve = |from: usize, to: usize| {
            let moves = fewest[from].saturating_add(narrow(*count));
            if moves < fewest[to] {
                fewest[to] = moves;
                with[to / 64] |= 1 << (to % 64);
            }
        };
        // From where nothing of this bundle has come yet.
        if step.is_taken {
            (weight..places)
                .rev()
                .for_each(|to| improve(to - weight, to));
        } else {
            (weight..places).for_each(|from| improve(from, from - weight));
        }
        is_with.push(with);
    }
    // At most the last place: `missing` is no more than is exchanged.
    let mut at = LARGEST_EXCHANGE + missing;
    if fewest[at] == NONE {
        return None;
    }
    let mut moves = Vec::new();
    for ((count, step), with) in bundles.iter().zip(&is_with).rev() {
        if with[at / 64] >> (at % 64) & 1 == 1 {
            moves.extend(std::iter::repeat_n(*step, *count));
            let weight = count * step.size;
            at = if step.is_taken {
                at - weight
            } else {
                at + weight
            };
        }
    }
    Some(moves)
}

/// A group's place in the draw: the same for all of its records, and for the same seed whatever else is in the data set.
fn score(relations: &Relations, record: u32, seed: u64) -> u64 {
    xxh3_64_with_seed(&relations.key(record as usize).to_le_bytes(), seed)
}

const _: () = assert!(NO_LABEL == u16::MAX, "records without a label stand last");

#[cfg(test)]
mod tests;
