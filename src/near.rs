//! Near-duplicates: records that are the same to a person though not to a machine.
//!
//! ```text
//! what user and assistant say ─► words ─► shingles        in the worker, record by record
//!                                            │
//!        left out: shingles that a large share have in common
//!                                            ▼
//!        signature ─► bands ─► candidates ─► exact similarity ─► clusters      in the data set
//! ```
//!
//! The similarity of two records is the Jaccard index of their shingles: how many they have in common, of all that either
//! has. A shingle is three words in a row, known by 32 bits of its hash; see [`shingles`]. Left out on both sides is what more
//! records have in common than [`commonplace::most_records`] allows, which is an instruction or a template rather than
//! something copied. Candidates are drawn by `MinHash`, which may miss one pair in thousands near the threshold; what is
//! reported was counted, shingle by shingle.
//!
//! Nothing here depends on how the data was cut into chunks: records are numbered in the order of the input.

pub mod bands;
pub mod clusters;
pub mod commonplace;
pub mod jaccard;
pub mod letters;
mod masks;
pub mod nearest;
pub mod search;
pub mod shelf;
pub mod shingles;
pub mod signature;
pub mod words;
