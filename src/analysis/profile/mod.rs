//! Properties of answers and records, counted by chunk and added up in the order of the input.
//!
//! Start reading at `answers` for the answers, `stats` for sizes.

pub mod affixes;
pub mod answer_structure;
pub mod answers;
pub mod class_labels;
pub mod closing;
pub mod histogram;
pub mod length_sketch;
pub mod mojibake;
pub mod optional_fields;
pub mod placeholders;
pub mod stats;
pub mod truncation;
pub mod unicode_script;
pub mod value_counts;
