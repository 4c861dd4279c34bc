//! Counts of the steps, and how they are worded.

use crate::dataset::Dataset;
use crate::dataset::report::Unit;
use crate::diagnostic::numbers::several;
use crate::record::layout::Layout;

impl Dataset {
    /// Counts the records of no known layout.
    pub(super) fn of_unknown_keys(&self) -> u64 {
        let met = self.unexpected_layouts.iter().map(|(_, met)| met);
        let unknown = met.filter(|met| met.layout == Layout::Unknown);
        unknown.map(|met| met.records).sum()
    }
}

/// Returns what is to be fixed: findings, or records that show theirs once they are converted.
pub(super) fn counted(findings: u64, records: u64) -> Option<(u64, Unit, String)> {
    match (findings, records) {
        (0, 0) => None,
        (0, _) => Some((records, Unit::Records, several(records, "record"))),
        _ => Some((findings, Unit::Findings, several(findings, "finding"))),
    }
}

/// Says that so many records become valid.
pub(super) fn become_valid(records: u64) -> String {
    let becomes = if records == 1 { "becomes" } else { "become" };
    format!("{} {becomes} valid", several(records, "rejected record"))
}
