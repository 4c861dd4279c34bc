//! Markers in texts: `<image>`, `<video>` and `<audio>`.

use memchr::memmem;
use smallvec::SmallVec;

use crate::diagnostic::position::{Span, narrow};
use crate::json::Text;
use crate::record::convert::dialogue::{Medium, Named, Part, Turn};

/// The markers.
const MARKERS: [(&str, Named); 3] = [
    ("<image>", Named::Image),
    ("<video>", Named::Video),
    ("<audio>", Named::Audio),
];

/// White space as JSON writes it in a string.
const SPACES: [&str; 4] = [" ", "\\n", "\\r", "\\t"];

/// The place of an image or video.
#[derive(Clone, Copy, Debug)]
pub struct Marker {
    /// Kind of the media.
    pub kind: Named,
    /// The place in the record.
    pub span: Span,
    /// True if it is alone on its line, or begins the text without a space behind it.
    pub stands_alone: bool,
}

/// Returns the markers of a turn in their order.
pub fn markers(turn: &Turn<'_>) -> Vec<Marker> {
    let mut found = Vec::new();
    let has_media = turn.parts.iter().any(|part| matches!(part, Part::Media(_)));
    for part in &turn.parts {
        match part {
            Part::Text(words) => {
                for text in words {
                    in_text(*text, &mut found);
                }
            }
            Part::Marker(kind, at) => found.push(Marker {
                kind: *kind,
                span: at.span(),
                stands_alone: true,
            }),
            _ => {}
        }
    }
    if has_media {
        // The turn has its media beside its text already.
        for marker in &mut found {
            marker.stands_alone = false;
        }
    }
    found
}

fn in_text(text: Text<'_>, found: &mut Vec<Marker>) {
    let raw = text.raw();
    if memchr::memchr(b'>', raw.as_bytes()).is_none() && !text.has_free_escapes() {
        return;
    }
    let before = found.len();
    let start = text.span().start + 1;
    let mut add = |kind, at: usize, length: usize| {
        let (left, right) = (&raw[..at], &raw[at + length..]);
        let ends = right.is_empty() || right.starts_with("\\n") || right.starts_with("\\r");
        let begins = left.is_empty() || left.ends_with("\\n");
        let is_glued = left.is_empty() && !right.starts_with(' ');
        found.push(Marker {
            kind,
            span: Span::new(start + narrow(at), start + narrow(at + length)),
            stands_alone: begins && ends || is_glued,
        });
    };
    for (marker, kind) in MARKERS {
        for at in memmem::find_iter(raw.as_bytes(), marker) {
            add(kind, at, marker.len());
        }
        if text.has_free_escapes() {
            // Some writers escape the brackets, for HTML.
            let word = kind.name();
            for at in memmem::find_iter(raw.as_bytes(), word) {
                if is_escape(&raw[..at], "\\u003c") && is_escape_at(&raw[at + word.len()..]) {
                    add(kind, at - 6, word.len() + 12);
                }
            }
        }
    }
    found[before..].sort_by_key(|marker| marker.span.start);
}

/// Returns true if `before` ends in the escape, its backslash no escaped one.
fn is_escape(before: &str, escape: &str) -> bool {
    let Some(cut) = before.len().checked_sub(escape.len()) else {
        return false;
    };
    let bytes = before.as_bytes();
    let backslashes = bytes[..cut].iter().rev().take_while(|byte| **byte == b'\\');
    bytes[cut..].eq_ignore_ascii_case(escape.as_bytes()) && backslashes.count() % 2 == 0
}

fn is_escape_at(after: &str) -> bool {
    let bytes = after.as_bytes().get(..6);
    bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(b"\\u003e"))
}

/// Adds `part` to `placed`, with each marker replaced by the result of `take`.
pub fn without<'t>(
    part: Part<'t>,
    take: &mut impl FnMut(Named) -> Option<Medium<'t>>,
    placed: &mut SmallVec<[Part<'t>; 1]>,
) {
    let words = match part {
        Part::Marker(kind, at) => {
            placed.push(take(kind).map_or(Part::Marker(kind, at), Part::Media));
            return;
        }
        Part::Text(words) => words,
        other => {
            placed.push(other);
            return;
        }
    };
    let mut pieces: Vec<Span> = Vec::new();
    let mut is_cut = false;
    for text in &words {
        let mut found = Vec::new();
        in_text(*text, &mut found);
        let start = text.span().start + 1;
        let mut from = 0;
        for marker in found {
            let Some(medium) = take(marker.kind) else {
                continue;
            };
            is_cut = true;
            let (at, end) = (marker.span.start - start, marker.span.end - start);
            pieces.extend(trimmed(text.raw(), start, from, at as usize));
            if !pieces.is_empty() {
                placed.push(Part::Cut(std::mem::take(&mut pieces)));
            }
            placed.push(Part::Media(medium));
            from = end as usize;
        }
        pieces.extend(trimmed(text.raw(), start, from, text.raw().len()));
    }
    if !is_cut {
        placed.push(Part::Text(words));
    } else if !pieces.is_empty() {
        placed.push(Part::Cut(pieces));
    }
}

/// The part of `raw` from `from` to `to` without white space beside markers; nothing if nothing is left.
fn trimmed(raw: &str, start: u32, mut from: usize, mut to: usize) -> Option<Span> {
    if from > 0 {
        while let Some(space) = space_at(&raw[from..to]) {
            from += space;
        }
    }
    if to < raw.len() {
        while let Some(space) = space_before(&raw[from..to]) {
            to -= space;
        }
    }
    (from < to).then(|| Span::new(start + narrow(from), start + narrow(to)))
}

fn space_at(text: &str) -> Option<usize> {
    let space = SPACES.iter().find(|space| text.starts_with(**space));
    space.map(|space| space.len())
}

/// Returns the length of the white space at the end; `\\n` behind another backslash does not count.
fn space_before(text: &str) -> Option<usize> {
    let space = SPACES.iter().find(|space| text.ends_with(**space))?;
    let before = text[..text.len() - space.len()].bytes().rev();
    let backslashes = before.take_while(|byte| *byte == b'\\').count();
    (space.len() == 1 || backslashes % 2 == 0).then_some(space.len())
}
