//! Lines that are not valid JSON, and the records that their repairs make.

use smallvec::SmallVec;

use super::{Fault, FaultKind, Preparation, Prepared, Record};
use crate::diagnostic::position::Span;
use crate::input::framing::line_feeds;
use crate::input::repair::{Doubt, Edit, EditKind, Repair, on_one_line, repair};

impl Preparation {
    /// A record of a file of lines that goes over several of them.
    #[cold]
    #[inline(never)]
    pub(super) fn over_lines<'c>(&mut self, text: &'c str) -> Prepared<'c> {
        let Some(repair) = on_one_line(&mut self.parser, text) else {
            return self.text(text);
        };
        let is_break = |edit: &&Edit| edit.kind == EditKind::LineBreak;
        let kind = match repair.edits.iter().find(is_break) {
            Some(first) => FaultKind::LineEndInText(first.span),
            None => FaultKind::Printed(Span::byte(0)),
        };
        self.repaired(text, kind, Ok(repair))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn broken<'c>(&mut self, text: &'c str, kind: FaultKind) -> Prepared<'c> {
        let repair = repair(
            &mut self.parser,
            text,
            self.framing.is_by_line(),
            &self.keys,
        );
        self.repaired(text, kind, repair)
    }

    /// Returns the records that the repair of a text makes, if it is requested.
    pub(super) fn repaired<'c>(
        &mut self,
        text: &'c str,
        kind: FaultKind,
        repair: Result<Repair, Doubt>,
    ) -> Prepared<'c> {
        // A conversion writes each record on one line, as the fix does.
        let is_converted = matches!(kind, FaultKind::Printed(_)) && self.converter.is_some();
        let wanted = repair
            .as_ref()
            .ok()
            .filter(|repair| is_converted || repair.is_among(self.fixes.of(kind.rule())));
        let mut records: SmallVec<[Record<'c>; 1]> = SmallVec::new();
        let (mut line, mut upto) = (0, 0);
        for (span, mapped) in wanted
            .map(|repair| repair.records(text))
            .unwrap_or_default()
        {
            line += line_feeds(&text.as_bytes()[upto..span.start as usize]);
            upto = span.start as usize;
            let mut record = Record::new(text, span, Some(mapped));
            record.line = line;
            self.finish(&mut record);
            records.push(record);
        }
        if let [record] = &mut records[..] {
            record.line = 0;
        } else {
            // The parser has read on since.
            for record in &mut records {
                record.is_read = false;
            }
        }
        Prepared {
            fault: Some(Fault {
                kind,
                is_repaired: wanted.is_some(),
                repair,
            }),
            records,
        }
    }
}
