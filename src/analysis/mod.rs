//! Measures records and judges nothing.
//!
//! - `similarity`: words, shingles and digests of texts; near-duplicates and matches.
//! - `profile`: answers, classes, lengths, scripts and other statistics, counted by chunk and added up.
//! - `sensitive`: keys, passwords and personal data.
//!
//! Uses `diagnostic`, `json` and `record`. Start reading at `similarity`.

pub mod profile;
pub mod sensitive;
pub mod similarity;
