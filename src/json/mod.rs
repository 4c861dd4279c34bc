//! A JSON reader made for its error messages: it accepts exactly RFC 8259, keeps what other readers throw away (duplicate keys,
//! the order of keys, numbers as written, places), and describes an error in words that the record's author understands.
//!
//! Uses `diagnostic`. Start reading at `parser`.

mod diagnose;
mod error;
mod parser;
pub mod pointer;
mod scan;
mod signs;
mod tape;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use parser::Parser;
pub use scan::string_or_line_end;
pub use signs::{Signs, has_unicode_escape};
pub use tape::MAX_DEPTH;
pub use text::Text;
pub use value::{Kind, Member, Value};
