//! Phone numbers in the international form, with a plus before them.

use super::{Certainty, Concern, Hit, Kind, ends_escape};

/// ITU-T E.164: at most 15 digits; with fewer than 9 hardly any country's is whole.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Digits of a number of the North American plan, +1.
const NORTH_AMERICAN: usize = 11;
/// Country code and what belongs to it stay to be seen.
const SHOWN: usize = 3;

/// The phone number that begins with the plus at `start`.
pub(super) fn phone(text: &[u8], start: usize) -> Option<Hit> {
    let before = start.checked_sub(1).map_or(b' ', |before| text[before]);
    let is_part = (before.is_ascii_alphanumeric() && !ends_escape(&text[..start]))
        || matches!(before, b'+' | b')' | b'=');
    if is_part || !matches!(text.get(start + 1), Some(b'1'..=b'9')) {
        return None;
    }
    let (mut digits, mut count) = ([0_u8; 15], 0);
    let (mut at, mut end) = (start + 1, start + 1);
    while let Some(byte) = text.get(at) {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = *byte;
                count += 1;
                end = at + 1;
            }
            // No more than a bracket and a space between two digits.
            b' ' | b'-' | b'.' | b'(' | b')' if at - end < 2 => {}
            _ => break,
        }
        at += 1;
    }
    let goes_on = text
        .get(end)
        .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    let digits = &digits[..count];
    let is_whole = DIGITS.contains(&count) && (digits[0] != b'1' || count == NORTH_AMERICAN);
    if goes_on || !is_whole || is_nobodys(digits) {
        return None;
    }
    let kind = Kind {
        what: "a phone number",
        why: "international format",
        certainty: Certainty::Perhaps,
        concern: Concern::Person,
        placeholder: "PHONE",
    };
    Some(kind.at(start, end, start + SHOWN..end))
}

/// Returns true for placeholders: 555-0100 to 555-0199, reserved for fiction (NANPA), a row of digits, or one digit repeated.
fn is_nobodys(digits: &[u8]) -> bool {
    let row = |step: u8| {
        digits[digits.len() - 7..]
            .windows(2)
            .all(|pair| pair[1] == pair[0] + step)
    };
    (digits[0] == b'1' && digits[4..].starts_with(b"55501")) || row(0) || row(1)
}
