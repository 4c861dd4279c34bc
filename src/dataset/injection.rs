//! Faults for tests: the data set fails on records that were marked for it. In no build but those with the feature
//! `fault-injection`.

use crate::check::chunk_report::ChunkReport;
use crate::check::injection::{CROWD, CROWDED_FOLD, CROWDED_REPORT, CROWDED_SEARCH, FOLD, SEARCH};
use crate::dataset::Nearness;
use crate::dataset::record_table::Records;

/// A chunk is about to be folded behind so many records.
///
/// # Panics
/// If a record asks for that.
pub fn at_fold(report: &ChunkReport, before: usize) {
    for record in &report.records {
        let upper = record.fingerprint.map_or(0, |known| known.canonical >> 64);
        assert!(upper != u128::from(FOLD), "injected");
        assert!(
            upper != u128::from(CROWDED_FOLD) || before < CROWD,
            "injected"
        );
    }
}

/// Near-duplicates are about to be looked for.
///
/// # Panics
/// If a record asks for that.
pub fn at_search(records: &Records, near: Nearness) {
    if !matches!(near, Nearness::From(_)) {
        return;
    }
    for record in 0..records.len() {
        let upper = records.get(record).canonical() >> 64;
        assert!(upper != u128::from(SEARCH), "injected");
        assert!(
            upper != u128::from(CROWDED_SEARCH) || records.len() < CROWD,
            "injected"
        );
    }
}

/// A report is about to be made.
///
/// # Panics
/// If a record asks for that.
pub fn at_report(records: &Records) {
    let asks = |record| records.get(record).canonical() >> 64 == u128::from(CROWDED_REPORT);
    let is_asked = (0..records.len()).any(asks);
    assert!(!is_asked || records.len() < CROWD, "injected");
}
