//! A JSON reader whose report is the product: it accepts exactly RFC 8259, keeps what other readers throw away (duplicate keys,
//! the order of keys, numbers as written, places), and says what is wrong in words that the record's author understands.
//!
//! Start reading at `parser`.

mod diagnose;
mod error;
mod parser;
mod scan;
mod tape;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub use error::{NumberFault, SyntaxError, SyntaxErrorKind};
pub use parser::Parser;
pub use scan::string_or_line_end;
pub use tape::MAX_DEPTH;
pub use text::{Stretch, Text};
pub use value::{Elements, Kind, Member, Members, Value};
