//! A text made from another one, with the origin of each part: findings in the new text are shown in the old one.

use crate::diagnostic::position::{Span, narrow};

/// A piece of the new text copied unchanged from the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Copied {
    /// First byte in the new text.
    at: u32,
    /// First byte in the old text.
    from: u32,
    /// Bytes.
    length: u32,
}

/// A text made from another one, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    /// In ascending order of `at`.
    copied: Vec<Copied>,
}

impl MappedText {
    /// The new text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends the text at `span` of `old`, unchanged.
    pub fn copy(&mut self, old: &str, span: Span) {
        let piece = &old[span.range()];
        let (at, from, length) = (narrow(self.text.len()), span.start, narrow(piece.len()));
        match self.copied.last_mut() {
            Some(last) if last.at + last.length == at && last.from + last.length == from => {
                last.length += length;
            }
            _ if length > 0 => self.copied.push(Copied { at, from, length }),
            _ => {}
        }
        self.text.push_str(piece);
    }

    /// Appends new text.
    pub fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds what `other` has made of the same old text.
    pub fn append(&mut self, other: Self) {
        let end = narrow(self.text.len());
        self.text.push_str(&other.text);
        self.copied
            .extend(other.copied.into_iter().map(|piece| Copied {
                at: piece.at + end,
                ..piece
            }));
    }

    /// Maps a span of the new text to the old one. Copied text keeps its exact place; inserted text maps to an empty span
    /// behind the text copied before it.
    #[must_use]
    pub fn origin(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.origin_of(span.start);
            return Span::new(at, at);
        }
        // Text that was written before the first copy in it, such as a quote, has no origin.
        let first = self
            .copied
            .partition_point(|piece| piece.at + piece.length <= span.start);
        let first = self.copied.get(first).filter(|piece| piece.at < span.end);
        let start = first.map_or_else(
            || self.origin_of(span.start),
            |piece| piece.from + span.start.saturating_sub(piece.at),
        );
        // The end is that of the last byte, so that what follows the place does not count as part of it.
        let last = self.origin_of(span.end - 1);
        let inside = self.copy_at(span.end - 1).is_some();
        Span::new(start, (last + u32::from(inside)).max(start))
    }

    /// Composes two rewrites: maps positions to the text that `earlier` was made from. This one was made from `earlier`'s text.
    #[must_use]
    pub fn after(self, earlier: &Self) -> Self {
        let mut copied = Vec::with_capacity(self.copied.len());
        for piece in &self.copied {
            let end = piece.from + piece.length;
            let first = earlier
                .copied
                .partition_point(|old| old.at + old.length <= piece.from);
            for old in earlier.copied[first..]
                .iter()
                .take_while(|old| old.at < end)
            {
                let (start, stop) = (old.at.max(piece.from), (old.at + old.length).min(end));
                copied.push(Copied {
                    at: piece.at + (start - piece.from),
                    from: old.from + (start - old.at),
                    length: stop - start,
                });
            }
        }
        Self {
            text: self.text,
            copied,
        }
    }

    fn copy_at(&self, at: u32) -> Option<&Copied> {
        let next = self.copied.partition_point(|piece| piece.at <= at);
        self.copied[..next]
            .last()
            .filter(|piece| at < piece.at + piece.length)
    }

    fn origin_of(&self, at: u32) -> u32 {
        let next = self.copied.partition_point(|piece| piece.at <= at);
        let before = self.copied[..next].last();
        before.map_or_else(
            || self.copied.first().map_or(0, |piece| piece.from),
            |piece| piece.from + (at - piece.at).min(piece.length),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::MappedText;
    use crate::diagnostic::position::Span;

    fn rewritten() -> (&'static str, MappedText) {
        let old = "{'role': 'user'}";
        let mut mapped = MappedText::default();
        mapped.copy(old, Span::new(0, 1));
        mapped.write("\"");
        mapped.copy(old, Span::new(2, 6));
        mapped.write("\"");
        mapped.copy(old, Span::new(7, 9));
        mapped.write("\"");
        mapped.copy(old, Span::new(10, 14));
        mapped.write("\"");
        mapped.copy(old, Span::new(15, 16));
        (old, mapped)
    }

    #[test]
    fn what_was_copied_keeps_its_place() {
        let (old, mapped) = rewritten();
        assert_eq!(mapped.text(), r#"{"role": "user"}"#);
        let place = mapped.origin(Span::new(10, 14));
        assert_eq!(&old[place.range()], "user");
        assert_eq!(mapped.origin(Span::new(0, 16)), Span::new(0, 16));
    }

    #[test]
    fn what_was_written_stands_behind_what_was_copied() {
        let (_, mapped) = rewritten();
        assert_eq!(mapped.origin(Span::new(1, 2)), Span::new(1, 1));
        assert_eq!(mapped.origin(Span::new(14, 15)), Span::new(14, 14));
    }

    #[test]
    fn what_was_written_around_a_copy_is_no_part_of_its_place() {
        let (old, mapped) = rewritten();
        let key = mapped.origin(Span::new(1, 7));
        assert_eq!(&old[key.range()], "role");
    }

    #[test]
    fn parts_are_joined() {
        let (old, first) = rewritten();
        let mut both = MappedText::default();
        both.write("[");
        both.append(first);
        assert_eq!(both.text(), r#"[{"role": "user"}"#);
        assert_eq!(&old[both.origin(Span::new(11, 15)).range()], "user");
    }

    #[test]
    fn a_rewrite_of_a_rewrite_leads_back_to_the_first_text() {
        let (old, first) = rewritten();
        let mut second = MappedText::default();
        second.write("[");
        second.copy(first.text(), Span::new(9, 15));
        second.write("]");
        let both = second.after(&first);
        assert_eq!(both.text(), r#"["user"]"#);
        assert_eq!(&old[both.origin(Span::new(2, 6)).range()], "user");
    }
}
