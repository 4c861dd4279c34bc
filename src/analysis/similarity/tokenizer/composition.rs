//! Compatibility composition (NFKC) that keeps the meaning of a superscript, a fraction or an index: `10⁶` is not `106`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::hash::{every, first_eight};
use crate::analysis::similarity::case_folding::is_composed;

/// Returns the text in NFKC. `⁶` becomes `^6`, as people write it in ASCII; a fraction (`½`), a number in a circle and an index behind
/// a digit are parted from the digit before them.
#[must_use]
pub fn compose(text: &str) -> Cow<'_, str> {
    if is_all_composed(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(composed(text))
    }
}

/// Returns true if the text is in NFKC, as far as that shows without putting marks in order. ASCII is passed over eight bytes at a time.
fn is_all_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let beyond = first_eight(&bytes[at..]) & every(0x80);
        if beyond == 0 {
            at += 8;
            continue;
        }
        at += beyond.trailing_zeros() as usize / 8;
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        if !is_composed(character) {
            return false;
        }
        at += character.len_utf8();
    }
    true
}

// Apart and never inlined: few texts need it.
#[cold]
#[inline(never)]
fn composed(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    let mut before = Place::Line;
    for character in text.chars() {
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
    parted.nfkc().collect()
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
            _ if character.is_numeric() => Self::Digit,
            _ => Self::Line,
        }
    }
}
