//! Text outside of records: white space, commas, comments, and text around a record.

use crate::diagnostic::position::narrow;
use crate::input::repair::Doubt;
use crate::input::repair::edit::EditKind;
use crate::input::repair::reader::Reader;
use crate::input::repair::space::foreign;

/// Bytes of text before a record: more of it is something else.
const LONGEST_BEFORE: usize = 64;

impl Reader<'_> {
    /// Skips text outside of records; returns true if a record begins behind it.
    pub(super) fn next_record(&mut self, is_first: bool) -> Result<bool, Doubt> {
        let (start, before) = (self.at, self.edits.len());
        let mut from = start;
        loop {
            self.at = self.past_space(self.at);
            let (end, kind) = match self.found() {
                None => {
                    if self.edits.len() > before
                        && let Some(last) = self.edits.last_mut()
                    {
                        // White space around removed text is removed, too.
                        last.span.end = narrow(self.text.len());
                    }
                    return Ok(false);
                }
                Some(b'{' | b'[') => break,
                Some(b',') => (self.at + 1, EditKind::TrailingComma),
                Some(b'}' | b']') if !is_first => (self.at + 1, EditKind::SurplusBracket),
                Some(b'"') if is_first && self.is_key(self.at) => {
                    // Its bracket was lost.
                    self.needs_keys = true;
                    self.insert(self.at, "{", EditKind::OpeningBracket);
                    self.open.push(b'{');
                    return Ok(true);
                }
                Some(_) => match foreign(self.text, self.at, self.is_line) {
                    Some(foreign) => (foreign.end, foreign.kind),
                    None => self.prose(is_first)?,
                },
            };
            self.replace(from, end, "", kind);
            (from, self.at) = (end, end);
        }
        if is_first {
            if let Some(last) = self.edits.last_mut() {
                last.span.end = narrow(self.at);
            }
            return Ok(true);
        }
        // A comma between records is not reported.
        if matches!(&self.edits[before..], [only] if only.kind == EditKind::TrailingComma) {
            self.edits.pop();
            from = start;
        }
        self.replace(from, self.at, "\n", EditKind::Split);
        Ok(true)
    }

    /// Returns the end of words before the first record or behind the last one, which are no part of a record.
    fn prose(&mut self, is_first: bool) -> Result<(usize, EditKind), Doubt> {
        let rest = self.rest();
        let length = if is_first {
            rest.find('{').filter(|length| *length <= LONGEST_BEFORE)
        } else {
            Some(rest.len())
        };
        let words = &rest[..length.ok_or(Doubt::Hopeless)?];
        if words.contains(['"', '{', '}', '[', ']']) {
            return Err(Doubt::Hopeless);
        }
        let end = self.at + words.len();
        self.needs_keys |= self.has_keys();
        let kind = if is_first {
            EditKind::TextBefore
        } else {
            EditKind::TextBehind
        };
        Ok((end, kind))
    }
}
