//! Texts: with any quotation marks, or with one of them missing.

use crate::input::repair::Doubt;
use crate::input::repair::edit::{Edit, EditKind};
use crate::input::repair::reader::Reader;
use crate::input::repair::reader::brackets::closing;
use crate::input::repair::reader::escape::Backslashes;
use crate::input::repair::reader::forgotten::is_balanced;
use crate::input::repair::reader::opening::{Opening, Role};
use crate::input::repair::reader::quote::Marks;
use crate::input::repair::word;

impl Reader<'_> {
    /// Reads the text that begins here, up to its end or to where its end should be.
    pub(super) fn string(&mut self, opening: Opening, role: Role) -> Result<(), Doubt> {
        let start = self.at + opening.len();
        if opening != Opening::Straight {
            self.replace(self.at, start, "\"", opening.kind());
        }
        let mut at = start;
        let mut marks = Marks::default();
        let mut backslashes = Backslashes::default();
        loop {
            let rest = &self.text[at..];
            let stops = |char: char| {
                char < ' ' || char == '"' || char == '\\' || opening.may_end_with(char)
            };
            let Some(plain) = rest.find(stops) else {
                return self.cut_off(start, role, marks.is_open());
            };
            at += plain;
            let found = self.text[at..].chars().next().unwrap_or_default();
            let end = at + found.len_utf8();
            if found == '\\' {
                at = self.escape((start, at), opening, &mut backslashes)?;
            } else if found < ' ' {
                let is_break = found == '\n' || self.text[at..].starts_with("\r\n");
                if !is_break {
                    let escaped = escaped(found);
                    self.replace(at, end, escaped, EditKind::ControlCharacter);
                    at = end;
                } else if let Some(next) = self.line_break(start, at, role, opening)? {
                    at = next;
                } else {
                    return Ok(());
                }
            } else if opening.may_end_with(found) && self.ends(start, end, role, &mut marks)? {
                self.double(&backslashes)?;
                self.needs_keys |= marks.hang_on_keys;
                if found != '"' {
                    self.replace(at, end, "\"", opening.kind());
                }
                (self.at, self.token_end) = (end, end);
                return Ok(());
            } else if opening == Opening::Straight {
                if self.ends_elsewhere(start, at, role)? {
                    self.needs_keys |= marks.hang_on_keys;
                    return Ok(());
                }
                self.inner_quote(start, at, &mut marks)?;
                at = end;
            } else if found == '"' {
                if opening == Opening::Missing {
                    return Err(Doubt::Ambiguous);
                }
                self.replace(at, end, "\\\"", opening.kind());
                at = end;
            } else {
                // An apostrophe is between letters; anything else may be the end or not.
                let is_apostrophe = self.text[start..at].ends_with(char::is_alphanumeric)
                    && self.text[end..].starts_with(char::is_alphanumeric);
                if !is_apostrophe && !matches!(opening, Opening::Double(_)) {
                    return Err(Doubt::Ambiguous);
                }
                at = end;
            }
        }
    }

    /// Returns true if a quotation mark before `end` is the last of a text that begins at `start`, as what follows shows.
    fn ends(&self, start: usize, end: usize, role: Role, marks: &mut Marks) -> Result<bool, Doubt> {
        if role == Role::Value {
            return marks.end_with(self.follower(end), self.has_keys());
        }
        let next = self.past_everything(end);
        let behind = &self.text[next..];
        let name = self.text[start..end].trim_end_matches(['"', '\'', '”', '“', '’', '»']);
        let is_name = !name.is_empty() && word::name_len(name) == name.len();
        let is_value = word::starts_value(behind) && !behind.starts_with("\":");
        Ok(behind.starts_with(':') || is_name && (behind.starts_with('=') || is_value))
    }

    /// Handles a straight mark at `at` without valid JSON behind it: it may open the next text, with the closing mark of this
    /// one missing, or close this text, with a comma missing. Returns true if the text has ended.
    fn ends_elsewhere(&mut self, start: usize, at: usize, role: Role) -> Result<bool, Doubt> {
        if role == Role::Key {
            // {"role: "user"}
            return if self.ends_key(start, at) {
                Ok(true)
            } else {
                Err(Doubt::Hopeless)
            };
        }
        let in_object = self.open.last() == Some(&b'{');
        if in_object && self.is_known_half_key(at + 1) {
            // {"role": "user, "content": …}
            return self.ends_before_key(start, at).map(|()| true);
        }
        let next = self.past_everything(at + 1);
        let follows = self.text.as_bytes().get(next).copied().unwrap_or(0);
        let is_apart = next > at + 1;
        let comma_is_missing = if in_object && self.has_keys() && self.is_key(next) {
            self.keys.know(self.key_at(next))
        } else if in_object {
            is_apart && (self.is_key(next) || word::is_bare_key(self.text, next))
        } else {
            matches!(follows, b'{' | b'[') || is_apart && follows == b'"'
        };
        if comma_is_missing {
            (self.at, self.token_end) = (at + 1, at + 1);
        }
        Ok(comma_is_missing)
    }

    /// Handles a line's end within a text. Returns `None` if the text ended there without its quotation mark; otherwise the
    /// position to continue at.
    fn line_break(
        &mut self,
        start: usize,
        at: usize,
        role: Role,
        opening: Opening,
    ) -> Result<Option<usize>, Doubt> {
        if role == Role::Key || opening == Opening::Missing {
            return Err(Doubt::Ambiguous);
        }
        let bytes = self.text.as_bytes();
        let next = word::past_space(bytes, at);
        if !matches!(bytes.get(next), None | Some(b'"' | b'}' | b']')) {
            let end = at
                + if self.text[at..].starts_with("\r\n") {
                    2
                } else {
                    1
                };
            self.replace(at, end, "\\n", EditKind::LineBreak);
            return Ok(Some(end));
        }
        let line = self.text[start..at].trim_end();
        let text = line.strip_suffix(',').unwrap_or(line).trim_end();
        if text.is_empty() {
            return Err(Doubt::Ambiguous);
        }
        self.end_at(start + text.len());
        Ok(None)
    }

    /// The end of everything within a text: its mark is missing where all brackets are closed behind it, `"…}]}`.
    fn cut_off(&mut self, start: usize, role: Role, is_open: bool) -> Result<(), Doubt> {
        if role == Role::Key && self.ends_key(start, self.text.len()) {
            return Ok(());
        }
        let all = self.text[start..].trim_end();
        let mut text = all.strip_suffix(',').unwrap_or(all).trim_end();
        for &open in self.open.iter().rev() {
            let inside = text.strip_suffix(closing(open));
            text = inside.ok_or(Doubt::Ambiguous)?.trim_end();
        }
        // Brackets of the text are in pairs: another may have been cut off with its mark.
        if role == Role::Key || is_open || text.is_empty() || !is_balanced(text) {
            return Err(Doubt::Ambiguous);
        }
        self.end_at(start + text.len());
        Ok(())
    }

    /// Ends the text at `end` with the mark that it lacks.
    pub(super) fn end_at(&mut self, end: usize) {
        self.forget_from(end);
        self.insert(end, "\"", EditKind::MissingQuote);
        (self.at, self.token_end) = (end, end);
    }

    /// Drops observations behind `end`, which were no part of the text.
    pub(super) fn forget_from(&mut self, end: usize) {
        let is_behind = |edit: &Edit| edit.span.end as usize > end;
        while self.edits.last().is_some_and(is_behind) {
            self.edits.pop();
        }
    }
}

/// A control character as JSON writes it.
pub fn escaped(control: char) -> String {
    match control {
        '\t' => "\\t".to_owned(),
        '\r' => "\\r".to_owned(),
        '\n' => "\\n".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        _ => format!("\\u{:04x}", u32::from(control)),
    }
}
