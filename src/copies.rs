//! Which copies are left out, and whether any stands on the other side.

use crate::options::{Dedupe, Keep};
use crate::records::Records;
use crate::split::Side;

/// A copy that is left out, and the record that stays in its place; by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The copy.
    pub copy: u32,
    /// The record that stays.
    pub stays: u32,
}

/// The copies that are left out, in the order of the input.
#[must_use]
pub fn left_out(records: &Records, dedupe: Dedupe, keep: Keep) -> Vec<LeftOut> {
    if dedupe == Dedupe::Off {
        return Vec::new();
    }
    // Originals and copies together, those of one group side by side and in the order of the input.
    let bytes_of = |index: u32| match dedupe {
        Dedupe::Exact => records.get(index as usize).exact,
        _ => 0,
    };
    let mut members: Vec<(u32, u64, u32)> = Vec::with_capacity(records.copies().len() * 2);
    for &(copy, original) in records.copies() {
        members.push((original, bytes_of(original), original));
        members.push((original, bytes_of(copy), copy));
    }
    members.sort_unstable();
    members.dedup();
    let mut left_out = Vec::with_capacity(records.copies().len());
    for group in members.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let stays = match keep {
            Keep::First => group[0].2,
            Keep::Last => group[group.len() - 1].2,
            Keep::Longest => longest(records, group.iter().map(|member| member.2)),
        };
        let others = group
            .iter()
            .map(|member| member.2)
            .filter(|&copy| copy != stays);
        left_out.extend(others.map(|copy| LeftOut { copy, stays }));
    }
    left_out.sort_unstable();
    left_out
}

/// The first of those with the most bytes.
fn longest(records: &Records, members: impl Iterator<Item = u32>) -> u32 {
    let length = |member: u32| records.get(member as usize).length;
    let longer = |best, next| {
        if length(next) > length(best) {
            next
        } else {
            best
        }
    };
    members.reduce(longer).unwrap_or_default()
}

/// How many values stand on both sides, recomputed from where the records went.
#[must_use]
pub fn leakage(records: &Records, sides: &[Side]) -> u64 {
    let mut members: Vec<(u32, u32)> = Vec::with_capacity(records.copies().len() * 2);
    for &(copy, original) in records.copies() {
        members.push((original, original));
        members.push((original, copy));
    }
    members.sort_unstable();
    let values = members.chunk_by(|one, other| one.0 == other.0);
    let on =
        |group: &[(u32, u32)], side| group.iter().any(|member| sides[member.1 as usize] == side);
    values
        .filter(|group| on(group, Side::Train) && on(group, Side::Validation))
        .count() as u64
}
