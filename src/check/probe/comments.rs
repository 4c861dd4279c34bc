//! Comments before the first record of a file.

use crate::input::line_kind::comment_end;

/// Iterates over the comments before the first record, and their ends.
pub(super) struct Comments<'h> {
    head: &'h [u8],
    at: usize,
}

impl<'h> Comments<'h> {
    pub(super) const fn of(head: &'h [u8], at: usize) -> Self {
        Self { head, at }
    }

    /// Returns the start of something else, if there is any.
    pub(super) fn content(mut self) -> Option<usize> {
        while self.next().is_some() {}
        (self.at < self.head.len()).then_some(self.at)
    }
}

impl Iterator for Comments<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let rest = &self.head[self.at..];
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let skip = rest.iter().position(|byte| !is_space(byte));
        self.at += skip.unwrap_or(rest.len());
        let start = self.at;
        self.at += comment_end(&self.head[start..])?;
        Some((start, self.at))
    }
}
