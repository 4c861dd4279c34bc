//! The ground: findings and the words that every room needs to report them.
//!
//! - `finding`: severities, messages, fixes, tallies, and findings with their place.
//! - `position`, `source_map`: spans of bytes, and texts made from others, mapped back to them.
//! - `numbers`, `quote`, `suggest`, `hex`: numbers, quotations, names and digests as people read them.
//! - `option_error`, `tool`: what every entry point returns or reports.
//!
//! Uses no other room. Start reading at `finding`.

pub mod finding;
pub mod hash;
pub mod hex;
pub mod numbers;
pub mod option_error;
pub mod position;
pub mod quote;
#[cfg(test)]
pub mod schema_parts;
pub mod source_map;
pub mod suggest;
pub mod tool;
