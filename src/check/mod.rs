//! The map, which any worker may do: the first look at a file (`probe`), a line made ready (`prepare`), a chunk checked (`checker`),
//! a chunk written (`writer`). `chunk_report` goes to the fold; `assignments` and `edits` come back from it.
//!
//! A pure function of a chunk's bytes, the options and the file's profile.
//!
//! Uses all rooms below: `diagnostic` to `options`. Start reading at `checker`.

pub mod answer_observer;
pub mod assignments;
pub mod checker;
pub mod chunk_report;
pub mod conversion_counts;
pub mod edits;
pub mod file_profile;
#[cfg(feature = "fault-injection")]
pub mod injection;
pub mod outlook;
pub mod pointer_values;
pub mod prepare;
pub mod preview;
pub mod probe;
pub mod receipt;
pub mod set_aside;
pub mod whole_file;
pub mod writer;
