//! The tolerant reader: the grammar of JSON, and the probable intention at each place that violates it.
//! It goes forward only, and never looks ahead at the same stretch twice.

mod brackets;
mod escape;
mod forgotten;
mod opening;
mod outside;
mod quote;
pub mod string;

use std::borrow::Cow;
use std::mem::take;

use self::opening::{Opening, Role};
use super::edit::{Edit, EditKind};
use super::keys::Keys;
use super::space::foreign;
use super::{Doubt, word};
use crate::diagnostic::position::{Span, narrow};
use crate::record::recognise::is_read;

/// The tokens that the grammar allows next, inside a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Value,
    Key,
    Colon,
    AfterValue,
}

/// A text being read.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Reader<'t> {
    pub text: &'t str,
    /// The next byte to look at.
    pub at: usize,
    /// One past the last value, key or bracket.
    pub token_end: usize,
    pub edits: Vec<Edit>,
    /// The brackets that are open, outermost first.
    pub open: Vec<u8>,
    /// The last comma, until something follows it.
    comma: Option<usize>,
    /// True if a carriage return is no white space.
    is_line: bool,
    /// True if the text ends in a comment that may have had more of the record in it.
    ends_in_comment: bool,
    /// Keys of the file's records.
    keys: &'t Keys,
    /// True if there is a reading only because of these keys.
    needs_keys: bool,
    /// True if a bracket that does not close the innermost open one is written as the one that does, rather than taken for that of one further out.
    rewrites_brackets: bool,
    met_wrong_bracket: bool,
}

/// The edits that make JSON of a text.
pub(super) struct Reading {
    pub edits: Vec<Edit>,
    /// True if they are right only for a record with the keys of the others.
    pub needs_keys: bool,
}

/// The edits that make JSON of `text`, which the caller checks; and true if a bracket does not close the innermost open one.
pub(super) fn read(
    text: &str,
    is_line: bool,
    keys: &Keys,
    rewrites_brackets: bool,
) -> (Result<Reading, Doubt>, bool) {
    let mut reader = Reader {
        text,
        at: 0,
        token_end: 0,
        edits: Vec::new(),
        open: Vec::new(),
        comma: None,
        is_line,
        ends_in_comment: false,
        keys,
        needs_keys: false,
        rewrites_brackets,
        met_wrong_bracket: false,
    };
    let reading = reader.records();
    (reading, reader.met_wrong_bracket)
}

impl Reader<'_> {
    fn records(&mut self) -> Result<Reading, Doubt> {
        let mut is_first = true;
        while self.next_record(is_first)? {
            self.record()?;
            is_first = false;
        }
        let in_order = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start;
        if is_first || !self.edits.windows(2).all(in_order) {
            return Err(Doubt::Hopeless);
        }
        Ok(Reading {
            edits: take(&mut self.edits),
            needs_keys: self.needs_keys,
        })
    }

    fn record(&mut self) -> Result<(), Doubt> {
        // The bracket may be one that was lost.
        let mut place = if self.open.is_empty() {
            self.opened()?
        } else {
            Place::Key
        };
        while !self.open.is_empty() {
            self.skip();
            place = match place {
                Place::Value => self.value()?,
                Place::Key => self.key()?,
                Place::Colon => self.colon()?,
                Place::AfterValue => self.after_value()?,
            };
        }
        Ok(())
    }

    /// A colon, another sign for it, or the value itself.
    fn colon(&mut self) -> Result<Place, Doubt> {
        let rest = self.rest();
        let length = match rest.as_bytes() {
            [b':', ..] => {
                self.at += 1;
                return Ok(Place::Value);
            }
            [b'=', b'>', ..] => 2,
            [b'=', ..] => 1,
            _ if word::starts_value(rest) => {
                self.insert(self.insertion_point(), ":", EditKind::MissingColon);
                return Ok(Place::Value);
            }
            _ => return Err(Doubt::Hopeless),
        };
        self.replace(self.at, self.at + length, ":", EditKind::WrongColon);
        self.at += length;
        Ok(Place::Value)
    }

    fn value(&mut self) -> Result<Place, Doubt> {
        let in_array = self.open.last() == Some(&b'[');
        match self.found().ok_or(Doubt::Hopeless)? {
            b'{' | b'[' => return self.opened(),
            b']' if in_array => return Ok(self.closed(b']')),
            b'}' if in_array && self.comma.is_some() => return Ok(self.closed(b'}')),
            b',' if in_array => {
                self.extra_comma();
                return Ok(Place::Value);
            }
            _ => {}
        }
        self.comma = None;
        if in_array && self.is_key(self.at) {
            // The bracket of its object was lost.
            self.needs_keys = true;
            self.insert(self.at, "{", EditKind::OpeningBracket);
            self.open.push(b'{');
            return Ok(Place::Key);
        }
        if let Some(opening) = Opening::of(self.rest()) {
            self.string(opening, Role::Value)?;
            return Ok(Place::AfterValue);
        }
        self.bare_value()?;
        Ok(Place::AfterValue)
    }

    /// A number, a literal, or a text that lacks its opening quotation mark.
    fn bare_value(&mut self) -> Result<(), Doubt> {
        let rest = self.rest();
        let found = &rest[..word::word_len(rest)];
        let end = self.at + found.len();
        let is_number = found
            .trim_start_matches('-')
            .starts_with(|char: char| char.is_ascii_digit())
            && found.parse::<f64>().is_ok();
        if is_number || matches!(found, "true" | "false" | "null") {
            self.at = end;
        } else if let Some(literal) = word::literal(found) {
            self.replace(self.at, end, literal, EditKind::Literal);
            self.at = end;
        } else if word::is_not_a_number(found) && self.is_unread() {
            self.replace(self.at, end, "null", EditKind::NotANumber);
            self.at = end;
        } else if found.starts_with(char::is_alphanumeric) && !self.ends_value(end) {
            return self.string(Opening::Missing, Role::Value);
        } else if found.is_empty() {
            return Err(Doubt::Hopeless);
        } else {
            // `NaN` in place of a text is not null, and a bare word may be a text, a name or a slip.
            return Err(Doubt::Ambiguous);
        }
        self.token_end = end;
        Ok(())
    }

    /// Returns true if the value at hand is at the root of the record under a key that no layout reads.
    fn is_unread(&self) -> bool {
        let before = self.text[..self.at].trim_end().strip_suffix(':');
        let key = before.and_then(|before| {
            let before = before.trim_end().strip_suffix('"')?;
            Some(&before[before.rfind('"')? + 1..])
        });
        self.open == [b'{'] && key.is_some_and(|key| !is_read(key))
    }

    fn key(&mut self) -> Result<Place, Doubt> {
        let is_fresh = self.comma.is_none();
        match self.found().ok_or(Doubt::Hopeless)? {
            b'}' => return Ok(self.closed(b'}')),
            b']' if !is_fresh => return Ok(self.closed(b']')),
            b'{' => return self.reopened(),
            b',' => {
                self.extra_comma();
                return Ok(Place::Key);
            }
            _ => {}
        }
        self.comma = None;
        if let Some(opening) = Opening::of(self.rest()) {
            self.string(opening, Role::Key)?;
        } else {
            let end = self.at + word::name_len(self.rest());
            if word::is_half_quoted_key(self.text, self.at) {
                self.insert(self.at, "\"", EditKind::MissingQuote);
                self.at = end + 1;
            } else if word::is_bare_key(self.text, self.at) {
                self.insert(self.at, "\"", EditKind::UnquotedKey);
                self.insert(end, "\"", EditKind::UnquotedKey);
                self.at = end;
            } else {
                return Err(Doubt::Hopeless);
            }
            self.token_end = self.at;
        }
        Ok(Place::Colon)
    }

    fn after_value(&mut self) -> Result<Place, Doubt> {
        let in_object = self.open.last() == Some(&b'{');
        let next = if in_object { Place::Key } else { Place::Value };
        let found = match self.found() {
            None => return self.unclosed(),
            Some(b',') => {
                self.comma = Some(self.at);
                self.at += 1;
                return Ok(next);
            }
            Some(bracket @ (b'}' | b']')) => return Ok(self.closed(bracket)),
            Some(b';') => {
                self.replace(self.at, self.at + 1, ",", EditKind::WrongComma);
                self.comma = None;
                self.at += 1;
                return Ok(next);
            }
            Some(found) => found,
        };
        let is_quote = Opening::of(self.rest()).is_some();
        let touches = self.at == self.token_end;
        let starts = if in_object {
            is_quote
                || word::is_bare_key(self.text, self.at)
                || word::is_half_quoted_key(self.text, self.at)
        } else {
            is_quote || matches!(found, b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
        };
        let is_bracket = matches!(found, b'{' | b'[');
        // The comma may have been part of the comment, and more with it.
        let is_behind_comment = self.edits.last().is_some_and(|edit| {
            edit.kind == EditKind::Comment && edit.span.start as usize >= self.token_end
        });
        let is_known = self.is_key(self.at) && self.keys.know(self.key_at(self.at));
        if !starts || touches && !is_bracket && !is_known || is_behind_comment {
            return Err(Doubt::Ambiguous);
        }
        self.insert(self.insertion_point(), ",", EditKind::MissingComma);
        Ok(next)
    }

    fn extra_comma(&mut self) {
        self.replace(self.at, self.at + 1, "", EditKind::ExtraComma);
        self.at += 1;
    }

    /// Goes over white space and takes out what passes for it.
    fn skip(&mut self) {
        loop {
            self.at = self.past_space(self.at);
            let Some(found) = foreign(self.text, self.at, self.is_line) else {
                return;
            };
            self.replace(self.at, found.end, "", found.kind);
            self.at = found.end;
            self.ends_in_comment = found.takes_line && found.end == self.text.len();
        }
    }

    fn past_space(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n'))
            || !self.is_line && bytes.get(at) == Some(&b'\r')
        {
            at += 1;
        }
        at
    }

    /// Returns the start of the next token, if `at` is between two.
    pub fn past_everything(&self, mut at: usize) -> usize {
        loop {
            at = self.past_space(at);
            match foreign(self.text, at, self.is_line) {
                Some(found) if found.kind != EditKind::Comment => at = found.end,
                _ => return at,
            }
        }
    }

    /// Returns true if the text from `at` on can follow a value.
    pub fn ends_value(&self, at: usize) -> bool {
        let next = self.past_everything(at);
        matches!(
            self.text.as_bytes().get(next),
            None | Some(b',' | b'}' | b']' | b'/' | b'#' | b';')
        )
    }

    /// Returns true if keys of the file's records are known.
    fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    fn found(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Returns the position behind the last token and the text removed behind it.
    fn insertion_point(&self) -> usize {
        let edited = self.edits.last().map_or(0, |edit| edit.span.end as usize);
        self.token_end.max(edited)
    }

    pub fn insert(&mut self, at: usize, text: impl Into<Cow<'static, str>>, kind: EditKind) {
        self.replace(at, at, text, kind);
    }

    pub fn replace(
        &mut self,
        start: usize,
        end: usize,
        text: impl Into<Cow<'static, str>>,
        kind: EditKind,
    ) {
        self.edits.push(Edit {
            span: Span::new(narrow(start), narrow(end)),
            text: text.into(),
            kind,
        });
    }
}
