//! Tuneset's core: checks, deduplicates and splits fine-tuning data for Amazon Bedrock models.
//!
//! ```text
//! source ──ranges──► Checker::check(chunk) ─► ChunkReport ─┐        any worker, pure
//!                                                          ▼
//!                                     Dataset::add(report)          one place, in file order
//!                                     Dataset::split(options)
//!                                                          │
//! source ──same ranges──► write(chunk, assignments) ─► train / validation / set-aside bytes
//! ```
//!
//! Everything here is a function of bytes and options: no I/O, clock, randomness, threads or environment.
//! The same input, options and seed give the same bytes on every platform.

pub mod answer_observer;
pub mod answers;
pub mod assignments;
pub mod ceiling;
pub mod check;
pub mod chunk;
pub mod chunk_edits;
pub mod columns;
pub mod conversion;
pub mod convert;
pub mod converted;
pub mod copies;
pub mod dataset;
pub mod dataset_finding;
pub mod decisions;
pub mod decompress;
pub mod diagnostic;
pub mod edges;
pub mod edits;
pub mod emptiness;
pub mod evaluation;
pub mod facet;
pub mod figure;
pub mod file_profile;
pub mod findings;
pub mod fingerprint;
pub mod fix_settings;
#[cfg(feature = "fault-injection")]
pub mod fold_injection;
pub mod format;
pub mod frame;
pub mod grouping;
pub mod groups;
pub mod hash;
pub mod hex;
pub mod histogram;
#[cfg(feature = "fault-injection")]
pub mod injection;
pub mod job;
pub mod json;
pub mod kinship;
pub mod labels;
pub mod layout;
pub mod lengths;
pub mod line;
pub mod line_kind;
pub mod match_kind;
pub mod metrics;
pub mod models;
pub mod near;
pub mod option_decisions;
pub mod option_error;
pub mod options;
pub mod order;
pub mod outline;
pub mod overlap;
pub mod parts;
pub mod plan;
pub mod pointer;
pub mod position;
pub mod preparation;
pub mod preview;
pub mod private;
pub mod probe;
pub mod quote;
pub mod readiness;
pub mod receipt;
pub mod recognise;
pub mod records;
pub mod rehearsal;
pub mod remark;
pub mod repair;
pub mod report;
pub mod rewrite;
pub mod rule;
pub mod rules;
pub mod sample;
pub mod schema;
pub mod scripts;
pub mod set_aside;
pub mod settings;
pub mod spelling;
pub mod split;
pub mod stats;
pub mod strangers;
pub mod table;
pub mod tags;
pub mod tokens;
pub mod tool;
pub mod unparsed;
pub mod whole;
pub mod wording;
pub mod write;

#[cfg(test)]
mod schema_parts;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod testing;
#[cfg(target_arch = "wasm32")]
mod wasm;
