//! Runs of blank lines, passed over at once: so they cost no more than their bytes.

use memchr::{memchr_iter, memmem, memrchr, memrchr2};

use super::{Frames, Framing, line_feeds};
use crate::diagnostic::position::narrow;

impl Frames<'_> {
    /// Passes over the next lines as long as they hold white space at most, and returns how many. A line without an end is left
    /// to the iterator, and so is everything where records are no lines.
    pub fn pass_blank_lines(&mut self) -> u32 {
        let rest = self.chunk.get(self.at..).unwrap_or_default();
        let is_space = |byte: &u8| matches!(byte, b'\n' | b'\r' | b' ' | b'\t');
        let blank = rest.iter().position(|byte| !is_space(byte));
        let blank = &rest[..blank.unwrap_or(rest.len())];
        let (whole, lines) = match self.framing {
            Framing::Lines => {
                let whole = memrchr(b'\n', blank).map_or(0, |feed| feed + 1);
                (whole, line_feeds(&blank[..whole]))
            }
            Framing::Returns => {
                let whole = memrchr2(b'\r', b'\n', blank).map_or(0, |end| end + 1);
                let blank = &blank[..whole];
                let ends = memchr_iter(b'\r', blank).count() + memchr_iter(b'\n', blank).count();
                (
                    whole,
                    narrow(ends - memmem::find_iter(blank, b"\r\n").count()),
                )
            }
            _ => (0, 0),
        };
        self.at += whole;
        self.line += lines;
        lines
    }
}

#[cfg(test)]
mod tests {
    use crate::input::framing::{Framing, frames};

    #[test]
    fn blank_lines_are_passed_over_up_to_the_next_that_holds_something() {
        for (framing, text, lines, next) in [
            (Framing::Lines, "x\n\n \t\n\r\n  y\n", 3, Some((8, 11, 4))),
            (Framing::Lines, "x\n\n\n", 2, None),
            (Framing::Lines, "x\n\n ", 1, Some((3, 4, 2))),
            (Framing::Lines, "x\ny", 0, Some((2, 3, 1))),
            (Framing::Lines, "x", 0, None),
            (Framing::Returns, "x\r\r\n\n\r y", 3, Some((6, 8, 4))),
            (Framing::Returns, "x\r\n\r\n \r", 2, None),
            (Framing::Values, "1\n\n2", 0, Some((3, 4, 2))),
            (Framing::CommaSeparated, "a,b\n\nc,d\n", 0, Some((5, 8, 2))),
            (Framing::Opaque, "x\n\ny", 0, Some((2, 2, 1))),
        ] {
            let mut frames = frames(text.as_bytes(), framing);
            assert!(frames.next().is_some(), "{text:?}");
            assert_eq!(frames.pass_blank_lines(), lines, "{text:?}");
            let found = frames.next();
            let found = found.map(|frame| (frame.start, frame.end, frame.line));
            assert_eq!(found, next, "{text:?}");
        }
    }
}
