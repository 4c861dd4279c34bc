//! Numbers of payment cards: digits of an issuer's range and length, with the check digit that goes with them.

use super::{Certainty, Concern, Hit, Kind};

/// Numbers that payment services give out for tests; they are no one's.
const FOR_TESTS: [&[u8]; 15] = [
    b"4111111111111111",
    b"4242424242424242",
    b"4012888888881881",
    b"4000056655665556",
    b"5555555555554444",
    b"5105105105105100",
    b"378282246310005",
    b"371449635398431",
    b"6011111111111117",
    b"30569309025904",
    b"38520000023237",
    b"4222222222222222",
    b"5200828282828210",
    b"6011000990139424",
    b"3530111333300000",
];
/// Digits that stay to be seen, as receipts have it.
const SHOWN: usize = 4;

/// The card number that begins at `start`: in groups that a space or a hyphen parts, or without.
pub(super) fn card(text: &[u8], start: usize) -> Option<Hit> {
    let before = start.checked_sub(1).map_or(b' ', |before| text[before]);
    // Part of a longer number: 0.4111…, 12-4111…
    if matches!(before, b'.' | b'-' | b',') && start > 1 && text[start - 2].is_ascii_digit() {
        return None;
    }
    let (mut digits, mut count) = ([0_u8; 16], 0);
    let (mut groups, mut at) = (Vec::new(), start);
    let mut separator = None;
    loop {
        match text.get(at) {
            Some(digit @ b'0'..=b'9') => {
                *digits.get_mut(count)? = *digit;
                count += 1;
            }
            Some(byte @ (b' ' | b'-'))
                if text.get(at + 1).is_some_and(u8::is_ascii_digit)
                    && separator.is_none_or(|known| known == *byte) =>
            {
                separator = Some(*byte);
                groups.push(count);
            }
            _ => break,
        }
        at += 1;
    }
    let digits = &digits[..count];
    let goes_on = match text.get(at) {
        Some(b'.' | b',' | b'-') => text.get(at + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_alphanumeric() || *byte == b'_',
        None => false,
    };
    let is_grouped = groups.is_empty()
        || match count {
            16 => groups == [4, 8, 12],
            _ => groups == [4, 10],
        };
    let is_for_tests = FOR_TESTS.contains(&digits);
    if goes_on || !is_grouped || is_for_tests || !is_issued(digits) || !has_check_digit(digits) {
        return None;
    }
    let kind = Kind {
        what: "a payment card number",
        why: "known issuer prefix and valid check digit",
        certainty: Certainty::Likely,
        concern: Concern::Person,
        placeholder: "CARD",
    };
    // Among the parts of an address it is another kind of number more often.
    let is_weak = matches!(before, b'/' | b'=' | b'#');
    let kind = if is_weak {
        kind.at_most(Certainty::Perhaps)
    } else {
        kind
    };
    let mut shown = at;
    for _ in 0..SHOWN {
        shown -= 1;
        while !text[shown].is_ascii_digit() {
            shown -= 1;
        }
    }
    Some(kind.at(start, at, start..shown))
}

/// Returns true if an issuer has such numbers: ISO/IEC 7812, ranges as Visa, Mastercard, American Express, Discover, JCB, Diners Club and
/// `UnionPay` publish them.
fn is_issued(digits: &[u8]) -> bool {
    let first = |length: usize| {
        digits[..length]
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    };
    match digits.len() {
        16 => {
            matches!(first(4), 4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6440..=6599 | 3528..=3589 | 6200..=6299)
        }
        15 => matches!(first(2), 34 | 37),
        14 => matches!(first(3), 300..=305 | 360..=369 | 380..=399),
        _ => false,
    }
}

/// Luhn's check, ISO/IEC 7812-1, annex B.
fn has_check_digit(digits: &[u8]) -> bool {
    let weigh = |(place, digit): (usize, &u8)| {
        let value = u32::from(digit - b'0') << (place % 2);
        value / 10 + value % 10
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}
