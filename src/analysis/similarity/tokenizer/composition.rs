//! Compatibility composition (NFKC) that keeps the meaning of a superscript, a fraction or an index: `10⁶` is not `106`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::hash::{every, first_eight};
use crate::analysis::similarity::case_folding::is_composed;

/// Returns the text in NFKC. `⁶` becomes `^6`, as people write it in ASCII; a fraction (`½`), a number in a circle and an index behind
/// a digit are parted from the digit before them.
#[must_use]
pub fn compose(text: &str) -> Cow<'_, str> {
    match next_uncomposed(text, 0) {
        None => Cow::Borrowed(text),
        Some(first) => Cow::Owned(composed(text, first)),
    }
}

/// Returns the place of the first character from `at` on that is not in NFKC, or may not be beside others. ASCII is passed over
/// eight bytes at a time.
fn next_uncomposed(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let beyond = first_eight(&bytes[at..]) & every(0x80);
        if beyond == 0 {
            at += 8;
            continue;
        }
        at += beyond.trailing_zeros() as usize / 8;
        let character = text[at..].chars().next()?;
        if !is_composed(character) {
            return Some(at);
        }
        at += character.len_utf8();
    }
    None
}

/// Composes the characters that may change, each run with the character before it, which a mark may change. The others stay.
#[inline(never)]
fn composed(text: &str, mut start: usize) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut parted = String::new();
    let mut written = 0;
    loop {
        let run = text[start..].find(is_composed);
        let end = run.map_or(text.len(), |length| start + length);
        let run = &text[start..end];
        if run.chars().all(|character| full_width(character).is_some()) {
            whole.push_str(&text[written..start]);
            whole.extend(run.chars().filter_map(full_width));
        } else {
            let first = text[written..start].chars().next_back();
            whole.push_str(&text[written..start - first.map_or(0, char::len_utf8)]);
            parted.clear();
            part(first, run, text[end..].chars().next(), &mut parted);
            whole.extend(parted.nfkc());
        }
        written = end;
        match next_uncomposed(text, end) {
            Some(next) => start = next,
            None => break,
        }
    }
    whole.push_str(&text[written..]);
    whole
}

/// Returns the ASCII of a full-width form, which no mark changes and which changes nothing beside it; of a digit none, as its
/// place counts.
fn full_width(character: char) -> Option<char> {
    match character {
        '\u{FF10}'..='\u{FF19}' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

/// Appends `first` and the run behind it to `parted`, with signs where numbers meet.
fn part(first: Option<char>, run: &str, next: Option<char>, parted: &mut String) {
    parted.extend(first);
    let mut before = first.map_or(Place::Line, Place::of);
    for character in run.chars() {
        let place = Place::of(character);
        match place {
            Place::Above if before != Place::Above => parted.push('^'),
            Place::Below if before == Place::Digit => parted.push('_'),
            Place::Number if matches!(before, Place::Digit | Place::Number) => parted.push(' '),
            Place::Digit if before == Place::Number => parted.push(' '),
            _ => {}
        }
        parted.push(character);
        before = place;
    }
    if before == Place::Number && next.is_some_and(|next| Place::of(next) == Place::Digit) {
        parted.push(' ');
    }
}

/// Position of a character relative to the digits beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Above,
    Below,
    /// A fraction or a number in a circle.
    Number,
    Digit,
    Line,
}

impl Place {
    fn of(character: char) -> Self {
        match character {
            '²' | '³' | '¹' | '\u{2070}'..='\u{207F}' => Self::Above,
            '\u{2080}'..='\u{208E}' => Self::Below,
            '¼'..='¾' | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{249B}' => {
                Self::Number
            }
            '0'..='9' => Self::Digit,
            '\0'..='\u{7F}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Self::Line,
            _ if character.is_numeric() => Self::Digit,
            _ => Self::Line,
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{compose, part};

    /// The whole text at once.
    fn at_once(text: &str) -> String {
        let mut parted = String::new();
        part(None, text, None, &mut parted);
        parted.nfkc().collect()
    }

    #[test]
    fn a_text_composed_in_parts_is_the_text_composed_at_once() {
        let pieces = [
            "a",
            "1",
            " ",
            "é",
            "e\u{301}",
            "\u{301}",
            "\u{323}",
            "²",
            "₂",
            "½",
            "①",
            "，",
            "１",
            "Ａ",
            "…",
            "\u{A0}",
            "ﬁ",
            "가",
            "ᄀ",
            "ᅡ",
            "ᆨ",
            "中",
            "〇",
            "か",
            "\u{3099}",
            "ｶ",
            "ﾞ",
            "٣",
            "क",
            "़",
            "Ω",
            "\u{2126}",
            "\u{3000}",
            "ＡＢ，",
            "\u{F900}",
        ];
        let mut seed = 7_u64;
        let mut below = |count: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % count
        };
        for _ in 0..30_000 {
            let text: String = (0..=below(7))
                .map(|_| pieces[below(pieces.len())])
                .collect();
            assert_eq!(compose(&text), at_once(&text), "{text:?}");
        }
    }
}
