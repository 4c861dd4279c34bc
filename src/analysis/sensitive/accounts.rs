//! Numbers that identify people at a bank or an office.

use super::{Certainty, Concern, Hit, Kind};

/// Characters of an IBAN by country: SWIFT, IBAN Registry (ISO 13616).
const LENGTHS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18\
GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29\
RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

/// The international bank account number that begins at `start`, in groups of four or without.
pub(super) fn bank_account(text: &[u8], start: usize) -> Option<Hit> {
    let country = text.get(start..start + 2)?;
    let known = LENGTHS
        .as_bytes()
        .chunks_exact(4)
        .find(|entry| entry.starts_with(country))?;
    let length = usize::from((known[2] - b'0') * 10 + known[3] - b'0');
    let (mut at, mut count) = (start, 0);
    let mut rest = 0_u32;
    // Mod 97 of the number with its first four characters at the end, letters as 10 to 35: ISO 7064.
    let add = |rest: u32, byte: u8| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    };
    while count < length {
        let byte = *text.get(at)?;
        at += 1;
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' => {}
            b' ' if count > 0 && count % 4 == 0 && text[at - 2] != b' ' => continue,
            _ => return None,
        }
        if count == 4 {
            rest = 0;
        }
        rest = add(rest, byte);
        count += 1;
    }
    // The first four, after the others.
    let head = text[start..start + 4]
        .iter()
        .fold(rest, |rest, byte| add(rest, *byte));
    let is_whole = !text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let kind = Kind {
        what: "a bank account number (IBAN)",
        why: "valid length for its country and valid check digits",
        certainty: Certainty::Sure,
        concern: Concern::Person,
        placeholder: "IBAN",
    };
    (is_whole && head == 1).then(|| kind.at(start, at, start + 2..at))
}

/// Numbers that were printed on cards in advertisements and belong to no one (ssa.gov, history of the number).
const ADVERTISED: [&[u8]; 2] = [b"078-05-1120", b"219-09-9999"];

/// The number of US social security that begins at `start`, with its hyphens; ssa.gov lists those that were never given out.
pub(super) fn social_security_number(text: &[u8], start: usize) -> Option<Hit> {
    const LENGTH: usize = 11;
    let number = text.get(start..start + LENGTH)?;
    let has_form = number.iter().enumerate().all(|(place, byte)| match place {
        3 | 6 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let goes_on = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    let is_part =
        goes_on(text.get(start + LENGTH)) || matches!(before, Some(b'-' | b'.' | b'/' | b'+'));
    if !has_form || is_part || ADVERTISED.contains(&number) {
        return None;
    }
    let is_never = matches!(&number[..3], b"000" | b"666")
        || number[0] == b'9'
        || &number[4..6] == b"00"
        || &number[7..] == b"0000";
    let kind = Kind {
        what: "a US Social Security number",
        why: "matching format and range, but these numbers have no check digit",
        certainty: Certainty::Perhaps,
        concern: Concern::Person,
        placeholder: "SSN",
    };
    (!is_never).then(|| kind.at(start, start + LENGTH, start..start + LENGTH))
}
