//! Near-duplicates: records with nearly the same text. Words become shingles record by record in the worker; the data set signs
//! them, draws candidates by LSH bands, and counts the exact similarity of each pair.
//!
//! The similarity of two records is the Jaccard index of their shingles, which are three words in a row, known by 30 bits of their
//! hash. Shingles that more records have than `frequent_shingles::most_records` allows are an instruction or a template, and are left
//! out. `MinHash` may miss one pair in thousands near the threshold; reported similarities are counted shingle by shingle.
//! Nothing here depends on how the data was cut into chunks: records are numbered in the order of the input.
//!
//! Start reading at `tokenizer`, `shingles`, `search`.

mod alike;
mod byte_classes;
pub mod case_folding;
pub mod clusters;
pub mod compared;
pub mod cross_match;
mod exact;
pub mod fingerprint;
pub mod frequent_shingles;
pub mod jaccard;
pub mod lsh;
pub mod match_kind;
pub mod minhash;
pub(crate) mod passages;
pub mod search;
pub mod shingle_sets;
pub mod shingles;
pub mod short_pairs;
pub mod short_texts;
pub mod text_digests;
pub mod tokenizer;
pub mod union_find;
