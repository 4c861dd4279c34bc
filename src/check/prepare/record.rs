//! A record of a line: its original text and the text to write.

use crate::diagnostic::finding::Message;
use crate::diagnostic::position::Span;
use crate::diagnostic::source_map::MappedText;
use crate::input::framing::on_one_line;
use crate::lint::Rule;
use crate::record::convert::{Lost, Refusal};
use std::rc::Rc;

/// A record: its original text and the text to write.
pub struct Record<'c> {
    /// Its place in the line's content.
    pub span: Span,
    /// Line feeds of the content before it; 0 for the only record, which starts where the content does.
    pub line: u32,
    /// Its original text.
    pub original: &'c str,
    /// Text that replaces it, if any, with its positions in `original`.
    pub mapped: Option<Rc<MappedText>>,
    /// Outcome of its conversion, if it has another layout than the target.
    pub conversion: Option<Box<Conversion>>,
    /// Findings that were repaired in it though it is sound JSON.
    pub amended: Vec<Amended>,
    /// True if its parts are not adjacent, so that its original is all of the content.
    pub is_gathered: bool,
    /// True if the parser's last text was this record's.
    pub(super) is_read: bool,
}

/// A finding that was repaired in a record of sound JSON.
pub struct Amended {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its place in the original record.
    pub span: Span,
    /// Pointer to the value that it is in.
    pub pointer: String,
    /// The message, with the repair.
    pub message: Message,
}

/// The name of the layout of rows.
pub const ROW: &str = "csv";

/// The outcome of converting a record of another layout.
pub struct Conversion {
    /// The name of its original layout.
    pub name: &'static str,
    /// The losses, or the reason for the refusal. Places are those of the record before it.
    pub outcome: Result<Vec<Lost>, Refusal>,
    /// Text before the conversion, if it was no longer the original.
    pub(super) before: Option<Rc<MappedText>>,
}

impl<'c> Record<'c> {
    /// The record at `span` of a line's content, and what replaces it.
    pub(super) fn new(text: &'c str, span: Span, mapped: Option<MappedText>) -> Self {
        Self {
            span,
            line: 0,
            original: &text[span.range()],
            mapped: mapped.map(Rc::new),
            conversion: None,
            amended: Vec::new(),
            is_gathered: false,
            is_read: false,
        }
    }
}

impl Record<'_> {
    /// The text that is judged and written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.mapped
            .as_ref()
            .map_or(self.original, |mapped| mapped.text())
    }

    /// The text in the file.
    #[must_use]
    pub fn stands(&self) -> &str {
        if self.is_gathered {
            self.text_before()
        } else {
            self.original
        }
    }

    /// The text that was converted.
    pub(super) fn text_before(&self) -> &str {
        let before = self
            .conversion
            .as_ref()
            .and_then(|conversion| conversion.before.as_ref());
        before.map_or(self.original, |mapped| mapped.text())
    }

    /// Returns the mapping from the text that was converted to the original.
    #[must_use]
    pub fn mapped_before(&self) -> Option<Rc<MappedText>> {
        self.conversion.as_ref()?.before.clone()
    }

    /// Returns true if it became something else.
    #[must_use]
    pub fn is_converted(&self) -> bool {
        let conversion = self.conversion.as_ref();
        conversion.is_some_and(|conversion| conversion.outcome.is_ok())
    }

    /// Puts it on one line.
    pub(super) fn join(&mut self) {
        if let Some(joined) = on_one_line(self.text()) {
            self.become_text(joined);
        }
    }

    /// Replaces the record's text by `mapped`; all changes of records use this.
    pub(super) fn become_text(&mut self, mapped: MappedText) {
        let mapped = match self.mapped.take() {
            Some(earlier) => mapped.after(&earlier),
            None => mapped,
        };
        self.mapped = Some(Rc::new(mapped));
        self.is_read = false;
    }
}
