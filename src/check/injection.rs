//! Faults for tests: the checker and the writer fail on records that request it, and mark records on which the data set is to
//! fail.
//! In no build but those with the feature `fault-injection`.

use std::alloc::{Layout, handle_alloc_error};

use crate::analysis::similarity::fingerprint::Fingerprint;

/// Requests of records, and the upper half of the digest that the data set knows each by.
const MARKS: [(&str, u64); 5] = [
    ("FAIL-IN-FOLD", FOLD),
    ("FAIL-IN-CROWDED-FOLD", CROWDED_FOLD),
    ("FAIL-IN-SEARCH", SEARCH),
    ("FAIL-IN-CROWDED-SEARCH", CROWDED_SEARCH),
    ("FAIL-IN-CROWDED-REPORT", CROWDED_REPORT),
];
/// Marks a record that the fold fails on.
pub const FOLD: u64 = 0xF417_0000_0000_0001;
/// Marks a record that the fold of many fails on.
pub const CROWDED_FOLD: u64 = 0xF417_0000_0000_0002;
/// Marks a record that the search for near-duplicates fails on.
pub const SEARCH: u64 = 0xF417_0000_0000_0003;
/// Marks a record that the search among many fails on.
pub const CROWDED_SEARCH: u64 = 0xF417_0000_0000_0004;
/// Marks a record that the report on many fails on.
pub const CROWDED_REPORT: u64 = 0xF417_0000_0000_0005;
fn asks(record: &[u8], for_what: &str) -> bool {
    memchr::memmem::find(record, for_what.as_bytes()).is_some()
}

/// Number of records that a fault needs that one chunk alone does not show.
pub const CROWD: usize = 1000;

/// Called before the probe of a file's head.
///
/// # Panics
/// If a record in it requests that.
pub fn at_probe(head: &[u8]) {
    assert!(!asks(head, "FAIL-IN-PROBE"), "injected");
}

/// A record is about to be checked.
///
/// # Panics
/// If it requests that.
pub fn at_check(record: &[u8]) {
    assert!(!asks(record, "FAIL-IN-CHECK"), "injected");
    if asks(record, "RUN-OUT-OF-MEMORY") {
        handle_alloc_error(Layout::new::<u64>());
    }
}

/// Marks the fingerprint of a record for the data set, if the record requests a fault there.
pub fn mark(record: &[u8], fingerprint: &mut Fingerprint) {
    for (text, number) in MARKS {
        if asks(record, text) {
            let lower = fingerprint.canonical & u128::from(u64::MAX);
            fingerprint.canonical = u128::from(number) << 64 | lower;
        }
    }
}

/// A record is about to be written, `line` lines after the beginning of its file.
///
/// # Panics
/// If it requests that.
pub fn at_write(record: &[u8], line: u64) {
    assert!(!asks(record, "FAIL-IN-WRITE"), "injected");
    assert!(
        !asks(record, "FAIL-IN-CROWDED-WRITE") || line < CROWD as u64,
        "injected"
    );
}
