//! The record that rules look at, and an example of a finding in it.

use super::excerpt::excerpt;
use crate::diagnostic::finding::{Finding, Message, Severity};
use crate::diagnostic::position::narrow;
use crate::diagnostic::position::{Span, utf16_units};
use crate::input::framing::Framing;

/// The current record and its position in the chunk.
#[derive(Clone, Copy, Debug)]
pub struct Place<'c> {
    /// The whole chunk.
    pub chunk: &'c [u8],
    /// First byte of the record in the chunk.
    pub start: usize,
    /// One past the record's last byte, its line's end left out.
    pub end: usize,
    /// Ends of lines in the chunk before the record.
    pub line: u32,
    /// Framing, which determines the end of a line.
    pub framing: Framing,
    /// Place of the record in the file's chunk, if it was edited: the chunk is the new text then.
    pub edited: Option<(usize, usize)>,
}

impl Place<'_> {
    pub(super) fn example(
        &self,
        rule: usize,
        severity: Severity,
        fixed: bool,
        message: Message,
        (span, hidden): (Span, Option<Span>),
        pointer: String,
    ) -> Finding {
        let at = (self.start + span.start as usize).min(self.end);
        let upto = (self.start + span.end as usize).clamp(at, self.end);
        let line_start = self.framing.line_start(self.chunk, at);
        let stands = self.edited.unwrap_or((self.start, self.end));
        let base = self.edited.map_or(0, |(start, _)| start);
        let feeds = memchr::memchr_iter(b'\n', &self.chunk[self.start..at]).count();
        let (excerpt, highlight) = excerpt(
            &self.chunk[self.start..self.end],
            at - self.start,
            upto - self.start,
            hidden,
        );
        Finding {
            rule: u8::try_from(rule).expect("fewer than 256 rules"),
            severity,
            fixed,
            message: message.text,
            help: message.help,
            line: self.line + narrow(feeds),
            column: utf16_units(&self.chunk[line_start..at]),
            offset: (base + at) as u64,
            length: narrow(upto - at),
            pointer,
            excerpt,
            highlight,
            record: (stands.0 as u64, (stands.1 - stands.0) as u64),
            fix: message.fix.map(|mut fix| {
                fix.shift((base + self.start) as u64);
                fix
            }),
            edited: self.edited.is_some(),
        }
    }
}
