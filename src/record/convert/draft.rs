//! A new record being written: text of the old one is copied, so that it keeps its place.

use super::dialogue::{Id, Words};
use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::json::string_or_line_end;
use crate::json::{Text, Value};

/// A new record, made from the text of an old one.
pub struct Draft<'t> {
    record: &'t str,
    mapped: MappedText,
}

impl<'t> Draft<'t> {
    /// An empty record to be made from `record`.
    pub fn new(record: &'t str) -> Self {
        Self {
            record,
            mapped: MappedText::default(),
        }
    }

    /// The new record.
    pub fn finish(self) -> MappedText {
        self.mapped
    }

    /// Writes JSON that does not come from the old record.
    pub fn write(&mut self, json: &str) {
        self.mapped.write(json);
    }

    /// Writes what comes between two elements or members.
    pub fn separate(&mut self, index: usize) {
        if index > 0 {
            self.write(",");
        }
    }

    /// Opens an object. The old record's bracket is mapped, so that findings about the whole keep their place.
    pub fn open(&mut self, old: Option<Value<'t>>) {
        match old {
            Some(old) => self.copy(Span::new(old.span().start, old.span().start + 1), "{"),
            None => self.write("{"),
        }
    }

    /// Closes what [`open`](Self::open) opened.
    pub fn close(&mut self, old: Option<Value<'t>>) {
        match old {
            Some(old) => self.copy(Span::new(old.span().end - 1, old.span().end), "}"),
            None => self.write("}"),
        }
    }

    /// Copies a bracket, where it is the one.
    fn copy(&mut self, span: Span, bracket: &str) {
        if &self.record[span.range()] == bracket {
            self.mapped.copy(self.record, span);
        } else {
            self.write(bracket);
        }
    }

    /// Copies a string, quotes included.
    pub fn text(&mut self, text: Text<'t>) {
        self.mapped.copy(self.record, text.span());
    }

    /// Copies one text, or several as one with blank lines between them.
    pub fn words(&mut self, words: &Words<'t>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return self.write("\"\"");
        };
        let (start, end) = (first.span().start, last.span().end);
        self.mapped.copy(self.record, Span::new(start, start + 1));
        for (index, text) in words.iter().enumerate() {
            if index > 0 {
                self.write("\\n\\n");
            }
            let span = text.span();
            self.mapped
                .copy(self.record, Span::new(span.start + 1, span.end - 1));
        }
        self.mapped.copy(self.record, Span::new(end - 1, end));
    }

    /// Copies pieces of strings as one string, with blank lines between them.
    pub fn pieces(&mut self, pieces: &[Span]) {
        self.write("\"");
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 {
                self.write("\\n\\n");
            }
            self.mapped.copy(self.record, *piece);
        }
        self.write("\"");
    }

    /// Copies a value; one that goes over several lines is put on one.
    pub fn value(&mut self, value: Value<'t>) {
        let Span { start, end } = value.span();
        let bytes = value.raw().as_bytes();
        if memchr::memchr2(b'\n', b'\r', bytes).is_none() {
            return self.mapped.copy(self.record, value.span());
        }
        // Up to, not including, `from` everything is copied.
        let (mut from, mut at) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'"' => at = string_or_line_end(bytes, at, b'"').unwrap_or(bytes.len()),
                b' ' | b'\t' | b'\r' | b'\n' => {
                    self.copy_part(start, from, at);
                    at += 1;
                    from = at;
                }
                _ => at += 1,
            }
        }
        let length = end - start;
        self.copy_part(start, from, length as usize);
    }

    fn copy_part(&mut self, start: u32, from: usize, to: usize) {
        let span = Span::new(start + narrow(from), start + narrow(to));
        self.mapped.copy(self.record, span);
    }

    /// Writes the name of a call.
    pub fn id(&mut self, id: Id<'t>) {
        match id {
            Id::Given(text) => self.text(text),
            Id::Counted(number) => self.write(&format!("\"call_{number}\"")),
        }
    }
}
