//! Digests that identify chunks, records and texts.

use xxhash_rust::xxh3::xxh3_64;

/// Returns the XXH3-64 of `bytes`. It is large once inlined, and hot: it is compiled once.
#[inline(never)]
#[must_use]
pub fn narrow_digest(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}
