//! Records within another structure: columns of one object, a row with its number, a string.

use smallvec::SmallVec;

use super::{FaultKind, Preparation, Prepared, Record};
use crate::diagnostic::position::Span;
use crate::diagnostic::source_map::MappedText;
use crate::input::framing::{line_feeds, wrapped};
use crate::input::json_columns::{Arrangement, Gathered, records};
use crate::lint::rules::encoded_record;

impl Preparation {
    /// The records that the columns of an object make.
    pub(super) fn of_columns<'c>(
        &mut self,
        text: &'c str,
        arrangement: Arrangement,
    ) -> Prepared<'c> {
        let made = match self.parser.parse(text) {
            Ok(root) => records(text, root, arrangement),
            Err(error) => return self.broken(text, FaultKind::Syntax(error)),
        };
        if made.is_empty() {
            return self.text(text);
        }
        let mut all: SmallVec<[Record<'c>; 1]> = SmallVec::new();
        let (mut line, mut upto) = (0, 0);
        for Gathered {
            span,
            mapped,
            is_apart,
        } in made
        {
            line += line_feeds(&text.as_bytes()[upto..span.start as usize]);
            upto = span.start as usize;
            let mut record = Record::new(text, span, Some(mapped));
            (record.line, record.is_gathered) = (line, is_apart);
            self.finish(&mut record);
            record.is_read = false;
            all.push(record);
        }
        Prepared {
            fault: None,
            records: all,
        }
    }

    /// Takes a record out of a row of the Hugging Face viewer; returns the place of the cut-off mark if the row is truncated.
    pub(super) fn take_row(&mut self, record: &mut Record<'_>) -> Option<Span> {
        let root = self.value(record);
        if let Some(cells) = wrapped::cut_cells(root) {
            return Some(cells.span());
        }
        if let Some(row) = wrapped::row(root) {
            let mut mapped = MappedText::default();
            mapped.copy(record.text(), row.span());
            record.become_text(mapped);
        }
        None
    }

    /// Decodes a record encoded in a string, if a fix or a conversion is requested.
    pub(super) fn decode(&mut self, record: &mut Record<'_>) {
        let rule = &encoded_record::RULE;
        if self.converter.is_none() && !self.fixes.repairs(rule) {
            return;
        }
        let found = encoded_record::check(self.value(record));
        if let Some(found) = found {
            let stands = record.mapped.is_none();
            self.carry_out(record, rule, found, stands);
        }
    }
}
