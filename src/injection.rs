//! Faults for tests: the engine fails on records that ask for it. In no build but those with the feature `fault-injection`.

use std::alloc::{Layout, handle_alloc_error};

use crate::chunk::ChunkReport;
use crate::dataset::Nearness;
use crate::fingerprint::Fingerprint;
use crate::records::Records;

/// What a record asks for, and how the data set knows it: by the upper half of its digest.
const MARKS: [(&str, u64); 5] = [
    ("FAIL-IN-FOLD", FOLD),
    ("FAIL-IN-CROWDED-FOLD", CROWDED_FOLD),
    ("FAIL-IN-SEARCH", SEARCH),
    ("FAIL-IN-CROWDED-SEARCH", CROWDED_SEARCH),
    ("FAIL-IN-CROWDED-REPORT", CROWDED_REPORT),
];
const FOLD: u64 = 0xF417_0000_0000_0001;
const CROWDED_FOLD: u64 = 0xF417_0000_0000_0002;
const SEARCH: u64 = 0xF417_0000_0000_0003;
const CROWDED_SEARCH: u64 = 0xF417_0000_0000_0004;
const CROWDED_REPORT: u64 = 0xF417_0000_0000_0005;
/// Records that there must be for a fault that one chunk alone does not show.
const CROWD: usize = 1000;

fn asks(record: &[u8], for_what: &str) -> bool {
    memchr::memmem::find(record, for_what.as_bytes()).is_some()
}

/// A file's head is about to be looked at.
///
/// # Panics
/// Where a record in it asks for that.
pub fn at_probe(head: &[u8]) {
    assert!(!asks(head, "FAIL-IN-PROBE"), "injected");
}

/// A record is about to be checked.
///
/// # Panics
/// Where it asks for that.
pub fn at_check(record: &[u8]) {
    assert!(!asks(record, "FAIL-IN-CHECK"), "injected");
    if asks(record, "RUN-OUT-OF-MEMORY") {
        handle_alloc_error(Layout::new::<u64>());
    }
}

/// Lets the data set know what a record asks for.
pub fn mark(record: &[u8], fingerprint: &mut Fingerprint) {
    for (text, number) in MARKS {
        if asks(record, text) {
            let lower = fingerprint.canonical & u128::from(u64::MAX);
            fingerprint.canonical = u128::from(number) << 64 | lower;
        }
    }
}

/// A chunk is about to be folded behind so many records.
///
/// # Panics
/// Where a record asks for that.
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
/// Where a record asks for that.
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
/// Where a record asks for that.
pub fn at_report(records: &Records) {
    let asks = |record| records.get(record).canonical() >> 64 == u128::from(CROWDED_REPORT);
    let is_asked = (0..records.len()).any(asks);
    assert!(!is_asked || records.len() < CROWD, "injected");
}

/// A record is about to be written, `line` lines after the beginning of its file.
///
/// # Panics
/// Where it asks for that.
pub fn at_write(record: &[u8], line: u64) {
    assert!(!asks(record, "FAIL-IN-WRITE"), "injected");
    assert!(
        !asks(record, "FAIL-IN-CROWDED-WRITE") || line < CROWD as u64,
        "injected"
    );
}
