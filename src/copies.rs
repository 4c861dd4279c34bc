//! Which records are left out, each for one that says the same.

use crate::kinship::Kinship;
use crate::near::jaccard::Similarity;
use crate::near::shelf::Shelves;
use crate::options::{Dedupe, Keep};
use crate::records::Records;

/// A record that is left out, and the one that stays in its place; by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The record.
    pub copy: u32,
    /// The record that stays.
    pub stays: u32,
    /// How similar they are.
    pub similarity: Similarity,
}

/// The records that are left out, in the order of the input.
#[must_use]
pub fn left_out(
    records: &Records,
    kinship: &Kinship,
    shelves: &Shelves,
    dedupe: Dedupe,
    keep: Keep,
) -> Vec<LeftOut> {
    let mut left_out = match dedupe {
        Dedupe::Off => Vec::new(),
        Dedupe::Exact => of_groups(records, keep, same_values(records), |record| {
            records.get(record as usize).exact
        }),
        Dedupe::Canonical => of_groups(records, keep, same_values(records), |_| 0),
        Dedupe::Normalized | Dedupe::Near => {
            of_groups(records, keep, same_words(records, kinship), |_| 0)
        }
    };
    if dedupe == Dedupe::Near {
        add_near(records, kinship, shelves, keep, &mut left_out);
    }
    left_out
}

fn same_values(records: &Records) -> Vec<(u32, u32)> {
    records.copies().to_vec()
}

fn same_words(records: &Records, kinship: &Kinship) -> Vec<(u32, u32)> {
    let copies = records.copies().iter();
    let copies = copies.map(|&(copy, _)| (copy, kinship.first_of_text(records, copy)));
    copies.chain(kinship.normalized.iter().copied()).collect()
}

/// Of each group of copies, told by pairs with its first one and by `part` of it, all but the one that stays.
fn of_groups(
    records: &Records,
    keep: Keep,
    pairs: Vec<(u32, u32)>,
    part: impl Fn(u32) -> u64,
) -> Vec<LeftOut> {
    let mut members: Vec<(u32, u64, u32)> = Vec::with_capacity(pairs.len() * 2);
    for (copy, first) in pairs {
        members.push((first, part(first), first));
        members.push((first, part(copy), copy));
    }
    members.sort_unstable();
    members.dedup();
    let mut left_out = Vec::with_capacity(members.len());
    for group in members.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let group = group.iter().map(|member| member.2);
        let Some(stays) = group
            .clone()
            .min_by_key(|&record| rank(records, keep, record))
        else {
            continue;
        };
        let others = group.filter(|&copy| copy != stays);
        left_out.extend(others.map(|copy| LeftOut {
            copy,
            stays,
            similarity: Similarity::SAME,
        }));
    }
    left_out.sort_unstable_by_key(|left_out| left_out.copy);
    left_out
}

/// The lowest stays.
fn rank(records: &Records, keep: Keep, record: u32) -> (u32, u32) {
    match keep {
        Keep::First => (0, record),
        Keep::Last => (0, u32::MAX - record),
        // The first of those with the most bytes.
        Keep::Longest => (
            u32::MAX - records.get(record as usize).location.length,
            record,
        ),
    }
}

/// Of the records that stay for their words, those that another one can stand for; and where these stood for copies, that one
/// does from now on.
fn add_near(
    records: &Records,
    kinship: &Kinship,
    shelves: &Shelves,
    keep: Keep,
    left_out: &mut Vec<LeftOut>,
) {
    let Some(near) = &kinship.near else { return };
    // The record that stays for each text: its first one, unless that is left out.
    let staying = |text: u32| {
        let first = kinship.record(text);
        stays_for(left_out, first).map_or(first, |found| found.stays)
    };
    let stand_ins = near.stand_ins(shelves, |text| rank(records, keep, staying(text)));
    let mut more: Vec<LeftOut> = stand_ins
        .iter()
        .map(|stand_in| LeftOut {
            copy: staying(stand_in.text),
            stays: staying(stand_in.stays),
            similarity: stand_in.similarity,
        })
        .collect();
    more.sort_unstable_by_key(|left_out| left_out.copy);
    for copy in left_out.iter_mut() {
        if let Some(found) = stays_for(&more, copy.stays) {
            (copy.stays, copy.similarity) = (found.stays, found.similarity);
        }
    }
    left_out.append(&mut more);
    left_out.sort_unstable_by_key(|left_out| left_out.copy);
}

/// What was found for `record`, if it is left out.
#[must_use]
pub fn stays_for(left_out: &[LeftOut], record: u32) -> Option<LeftOut> {
    let found = left_out.binary_search_by_key(&record, |left_out| left_out.copy);
    found.ok().map(|at| left_out[at])
}
