//! Quotation marks within a text: each is its end or part of it, as what follows shows.

use crate::input::repair::Doubt;
use crate::input::repair::edit::EditKind;
use crate::input::repair::reader::Reader;
use crate::input::repair::word;

/// The text behind a quotation mark, as far as it shows that the mark ends a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Follower {
    /// Nothing that can follow a value.
    None,
    /// An end that may be part of a text: a member with a key that no record of the file has.
    Stranger,
    /// Something that can follow a value.
    Likely,
    /// The rest of the record's brackets, or a member with a key that records of the file have.
    Sure,
}

/// The quotation marks within one text.
#[derive(Default)]
pub(super) struct Marks {
    /// One waits for its other half.
    is_quoting: bool,
    /// One has no other half.
    is_lone: bool,
    /// Number of those that are part of the text.
    inner: usize,
    /// True if the end of the text was determined by the keys of the file's records.
    pub hang_on_keys: bool,
}

impl Marks {
    /// Returns true if one has no other half yet.
    pub const fn is_open(&self) -> bool {
        self.is_quoting || self.is_lone
    }

    /// Returns true if a mark with that behind it ends the text.
    ///
    /// # Errors
    /// If it may or may not.
    pub fn end_with(&mut self, follower: Follower, has_keys: bool) -> Result<bool, Doubt> {
        match follower {
            Follower::None => Ok(false),
            Follower::Stranger if self.inner > 0 => {
                self.hang_on_keys = true;
                Ok(false)
            }
            Follower::Sure if has_keys => {
                self.hang_on_keys |= self.is_open();
                Ok(true)
            }
            _ if self.is_open() => Err(Doubt::Ambiguous),
            _ => Ok(true),
        }
    }
}

impl Reader<'_> {
    /// Classifies the text behind a quotation mark that may end a value.
    pub(super) fn follower(&self, at: usize) -> Follower {
        let bytes = self.text.as_bytes();
        let mut next = self.past_everything(at);
        let mut open = self.open.len();
        while let Some(bracket @ (b'}' | b']')) = bytes.get(next) {
            let opening = if *bracket == b'}' { b'{' } else { b'[' };
            if open == 0 || self.open[open - 1] != opening {
                return Follower::Likely;
            }
            open -= 1;
            next = self.past_everything(next + 1);
        }
        let is_closed = open < self.open.len();
        match bytes.get(next) {
            None if is_closed && open == 0 => Follower::Sure,
            None | Some(b'/' | b'#') => Follower::Likely,
            // Brackets and a mark behind them may be words of the text, too.
            Some(b'"') if is_closed => Follower::Stranger,
            _ if is_closed && open == 0 => Follower::Likely,
            Some(b',' | b';') => self.behind_comma(next, open, is_closed),
            Some(_) if is_closed => Follower::Likely,
            Some(_) => Follower::None,
        }
    }

    /// Looks behind the comma at `comma`, with so many brackets open.
    fn behind_comma(&self, comma: usize, open: usize, is_closed: bool) -> Follower {
        let bytes = self.text.as_bytes();
        let next = self.past_everything(comma + 1);
        let in_object = self.open[open - 1] == b'{';
        let is_comma = bytes[comma] == b',';
        match bytes.get(next) {
            None | Some(b'}' | b']' | b',' | b'/' | b'#') if is_comma => Follower::Likely,
            Some(b'}' | b']') => Follower::Likely,
            Some(b'"') if in_object && self.is_key(next) => match self.key_at(next) {
                key if self.keys.know(key) => Follower::Sure,
                _ if self.has_keys() => Follower::Stranger,
                _ => Follower::Likely,
            },
            Some(b'{') if !in_object && is_closed => Follower::Sure,
            // The bracket of the object before it is missing.
            Some(b'{') if matches!(self.open[..open], [.., b'[', b'{']) => Follower::Likely,
            // A key that lacks a mark or its colon, or another fault behind a closing bracket.
            Some(_) if in_object && (is_closed || self.begins_member(next)) => Follower::Likely,
            Some(b'{' | b'[' | b'"') if !in_object => Follower::Likely,
            Some(_) if !in_object && is_comma => Follower::Likely,
            _ => Follower::None,
        }
    }

    /// Returns true if a member may begin at `at`, whatever its key lacks.
    fn begins_member(&self, at: usize) -> bool {
        let text = self.text;
        if word::is_bare_key(text, at) || word::is_half_quoted_key(text, at) {
            return true;
        }
        let Some(quote) = text[at..].chars().next() else {
            return false;
        };
        // Other marks, or a straight one with something for its colon.
        let is_other = matches!(quote, '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«');
        let start = at + quote.len_utf8();
        let length = word::name_len(&text[start..]);
        let behind = text[start + length..].trim_start();
        let name = &text[start..start + length];
        if quote == '"' {
            let value = behind.strip_prefix('"').map(str::trim_start);
            let is_odd =
                |value: &str| value.starts_with(['"', '=', '{', '[']) || self.keys.know(name);
            // "role: "user"
            length > 0 && (behind.starts_with(':') || value.is_some_and(is_odd))
        } else {
            is_other && length > 0
        }
    }

    /// Returns the key in straight marks at `at`.
    pub(super) fn key_at(&self, at: usize) -> &str {
        self.mark_behind(at + 1)
            .map_or("", |end| &self.text[at + 1..end])
    }

    /// Returns true if a text in straight marks with a colon behind it begins at `at`.
    pub(super) fn is_key(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_followed = |end: usize| bytes.get(word::past_space(bytes, end + 1)) == Some(&b':');
        bytes.get(at) == Some(&b'"') && self.mark_behind(at + 1).is_some_and(is_followed)
    }

    /// Returns the place of the first straight mark from `at` on that no backslash escapes.
    fn mark_behind(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
            if bytes[at] == b'"' {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Returns true if a key of the file's records, or any key if none are known, begins at `at` and lacks its first mark.
    pub(super) fn is_known_half_key(&self, at: usize) -> bool {
        let name = &self.text[at..at + word::name_len(&self.text[at..])];
        word::is_half_quoted_key(self.text, at) && (!self.has_keys() || self.keys.know(name))
    }

    /// Returns true if a key of the file's records is behind the mark at `at`, where a member may begin in the text from `start` on.
    fn may_begin_member(&self, start: usize, at: usize) -> bool {
        let before = self.text[start..at].trim_end();
        let name = &self.text[at + 1..];
        before.ends_with(['"', ',', '{']) && self.keys.know(&name[..word::name_len(name)])
    }

    /// A straight mark at `at` that is part of the text: they come in pairs, unless the file's keys leave no other reading.
    pub(super) fn inner_quote(
        &mut self,
        start: usize,
        at: usize,
        marks: &mut Marks,
    ) -> Result<(), Doubt> {
        let before = self.text[start..at].chars().next_back();
        let after = self.text[at + 1..].chars().next();
        let is_space = |char: Option<char>| char.is_none_or(char::is_whitespace);
        let is_open = (is_space(before)
            || matches!(before, Some('(' | '[' | '-' | '–' | '—' | '/' | '>')))
            && after.is_some_and(|char| !char.is_whitespace() && char != '"');
        let is_close = !is_space(before) && after.is_none_or(|char| !char.is_alphanumeric());
        let fits = if marks.is_quoting { is_close } else { is_open };
        if fits {
            marks.is_quoting = !marks.is_quoting;
        } else if self.has_keys() && !self.may_begin_member(start, at) {
            marks.is_lone = true;
        } else {
            return Err(Doubt::Ambiguous);
        }
        marks.inner += 1;
        self.insert(at, "\\", EditKind::UnescapedQuote);
        Ok(())
    }
}
