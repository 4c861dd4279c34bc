//! A line taken apart, with its faults.

use super::record::Record;
use crate::diagnostic::position::Span;
use crate::input::csv::RowFault;
use crate::input::repair::{Doubt, Repair};
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::lint::Rule;
use crate::lint::rules::{
    carriage_return, invalid_json, multiple_values_on_line, pretty_printed_json, ragged_row,
    unclosed_quote, wrapped_records,
};
use smallvec::SmallVec;

/// A line taken apart.
pub struct Line<'c> {
    /// Bytes of a byte order mark before its content.
    pub skipped: usize,
    /// True if it ended in CR LF.
    pub carriage_return: bool,
    /// Its bytes without these.
    pub trimmed: &'c [u8],
    /// Content of the line.
    pub content: Content<'c>,
}

/// The content of a line. Places count from its start.
pub enum Content<'c> {
    /// White space at most.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// Content that is not read.
    Opaque,
    /// Bytes that stop being UTF-8 at `at`.
    NotText {
        /// The content.
        bytes: &'c [u8],
        /// The first byte that does not fit.
        at: usize,
    },
    /// JSON, or text that was probably intended as JSON.
    Text(Prepared<'c>),
}

/// The records of a line, ready to be judged and written.
pub struct Prepared<'c> {
    /// Fault of the line before any repair.
    pub fault: Option<Fault>,
    /// One, as a rule; none if the line cannot be read, several if a repair separated them.
    pub records: SmallVec<[Record<'c>; 1]>,
}

/// A fault of a line.
pub struct Fault {
    /// The thing itself.
    pub kind: FaultKind,
    /// The repair, or the reason why there is none.
    pub repair: Result<Repair, Doubt>,
    /// True if it has been repaired.
    pub is_repaired: bool,
}

/// The kind of a line's fault.
pub enum FaultKind {
    /// It is not JSON.
    Syntax(SyntaxError),
    /// It contains a carriage return.
    CarriageReturn(Span),
    /// Its record goes over several lines, as a text of it holds a raw line end.
    LineEndInText(Span),
    /// Its record is printed over several lines.
    Printed(Span),
    /// It is a row of the Hugging Face viewer, which has cut it off.
    CutRow(Span),
    /// It is a row of a table, and none that makes a record.
    Row(RowFault),
}

impl FaultKind {
    /// Returns true for `NaN` and its like.
    #[must_use]
    pub const fn is_not_a_number(&self) -> bool {
        matches!(self, Self::Syntax(error) if matches!(error.kind, SyntaxErrorKind::NotANumber(_)))
    }

    /// The rule that reports it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::CarriageReturn(_) => &carriage_return::RULE,
            Self::Row(RowFault::Ragged { .. } | RowFault::Header(_)) => &ragged_row::RULE,
            Self::Row(RowFault::OpenQuote(_)) => &unclosed_quote::RULE,
            Self::Printed(_) => &pretty_printed_json::RULE,
            Self::CutRow(_) => &wrapped_records::RULE,
            Self::Syntax(error) if error.kind == SyntaxErrorKind::MultipleValues => {
                &multiple_values_on_line::RULE
            }
            Self::Syntax(_) | Self::LineEndInText(_) => &invalid_json::RULE,
        }
    }
}
