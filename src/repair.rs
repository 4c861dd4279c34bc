//! What can be repaired of a text that is not JSON, and how.

mod edit;
mod line;

pub use edit::{Edit, EditKind};
pub use line::{BYTE_ORDER_MARK, Outline, Trimmed, is_blank, outline, trim};

use serde::{Deserialize, Serialize};

use crate::json::{Parser, SyntaxErrorKind};
use crate::position::{Span, narrow};
use crate::rewrite::Rewrite;

/// Which repairs the user wants to be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fixes {
    /// None: records are exported as they are or not at all.
    #[default]
    None,
    /// Those that leave no doubt about what was meant.
    Safe,
    /// Those that guess, too.
    Unsafe,
}

/// How a text becomes JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// In the order of the text; none of them overlaps another.
    pub edits: Vec<Edit>,
    /// The record's places in the text as it stands: one, unless several stood on the line.
    pub records: Vec<Span>,
}

impl Repair {
    /// Whether what is meant is beyond doubt.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.edits.iter().all(|edit| edit.kind.is_safe())
    }

    /// Whether the user wants it.
    #[must_use]
    pub fn is_among(&self, fixes: Fixes) -> bool {
        let needed = if self.is_safe() {
            Fixes::Safe
        } else {
            Fixes::Unsafe
        };
        fixes >= needed
    }

    /// The part of `text` that stands at `span`, repaired; places count from `span`'s start.
    #[must_use]
    pub fn rewrite(&self, text: &str, span: Span) -> Rewrite {
        let old = &text[span.range()];
        let mut rewrite = Rewrite::default();
        let mut at = 0;
        for edit in &self.edits {
            if edit.span.start < span.start || edit.span.end > span.end {
                continue;
            }
            let (start, end) = (edit.span.start - span.start, edit.span.end - span.start);
            rewrite.copy(old, Span::new(at, start));
            rewrite.write(&edit.text);
            at = end;
        }
        rewrite.copy(old, Span::new(at, narrow(old.len())));
        rewrite
    }
}

/// How `text`, which is not JSON, can be repaired; none where that cannot be done without inventing something.
#[must_use]
pub fn repair(text: &str) -> Option<Repair> {
    let mut parser = Parser::new();
    let mut blanked = text.to_owned();
    let mut edits = Vec::new();
    while let Err(error) = parser.parse(&blanked) {
        if error.kind != SyntaxErrorKind::TrailingComma {
            return None;
        }
        blanked.replace_range(error.span.range(), " ");
        edits.push(Edit {
            span: error.span,
            text: "".into(),
            kind: EditKind::TrailingComma,
        });
    }
    let end = blanked.trim_end_matches([' ', '\t', '\r', '\n']).len();
    if let Some(last) = edits.last_mut()
        && last.span.start as usize >= end
    {
        // The space around it goes with a comma behind the record.
        last.span = Span::new(narrow(end), narrow(text.len()));
    }
    Some(Repair {
        edits,
        records: vec![Span::new(0, narrow(text.len()))],
    })
}
