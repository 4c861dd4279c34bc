//! Which copies are left out, and whether any stands on the other side.

use std::collections::BTreeMap;

use crate::options::{Dedupe, Keep};
use crate::records::Records;
use crate::split::Side;

/// The copies that are left out, each with the record that stays in its place; by index.
#[must_use]
pub fn left_out(records: &Records, dedupe: Dedupe, keep: Keep) -> BTreeMap<u32, u32> {
    if dedupe == Dedupe::Off {
        return BTreeMap::new();
    }
    let group = |index: u32, original: u32| {
        let exact = if dedupe == Dedupe::Exact {
            records.get(index as usize).fingerprint.exact
        } else {
            0
        };
        (original, exact)
    };
    let mut groups: BTreeMap<(u32, u64), Vec<u32>> = BTreeMap::new();
    for &(copy, original) in records.copies() {
        groups
            .entry(group(original, original))
            .or_insert_with(|| vec![original]);
        let members = groups.entry(group(copy, original)).or_default();
        members.push(copy);
    }
    let mut kept = BTreeMap::new();
    for members in groups.values() {
        let stays = match keep {
            Keep::First => members[0],
            Keep::Last => members[members.len() - 1],
            Keep::Longest => longest(records, members),
        };
        kept.extend(
            members
                .iter()
                .filter(|&&member| member != stays)
                .map(|&member| (member, stays)),
        );
    }
    kept
}

/// The first of those with the most bytes.
fn longest(records: &Records, members: &[u32]) -> u32 {
    let length = |member: u32| records.get(member as usize).length;
    members
        .iter()
        .copied()
        .reduce(|best, next| {
            if length(next) > length(best) {
                next
            } else {
                best
            }
        })
        .unwrap_or_default()
}

/// How many values stand on both sides, recomputed from where the records went.
#[must_use]
pub fn leakage(records: &Records, sides: &[Side]) -> u64 {
    let side_of_original = |original: u32| sides[original as usize];
    let mut sides_of_value: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    let mut note = |original: u32, side: Side| {
        let seen = sides_of_value.entry(original).or_default();
        seen.0 |= side == Side::Train;
        seen.1 |= side == Side::Validation;
    };
    for &(copy, original) in records.copies() {
        note(original, side_of_original(original));
        note(original, sides[copy as usize]);
    }
    sides_of_value
        .values()
        .filter(|(train, validation)| *train && *validation)
        .count() as u64
}
