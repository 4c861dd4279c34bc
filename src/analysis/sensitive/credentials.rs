//! Secrets recognized by their context or structure: private keys, web tokens, passwords in addresses, AWS's secret keys.

use super::{Certainty, Concern, Hit, Kind, addresses, mentions, placeholder, run_end};

const fn kind(what: &'static str, why: &'static str, certainty: Certainty) -> Kind {
    Kind {
        what,
        why,
        certainty,
        concern: Concern::Secret,
        placeholder: "SECRET",
    }
}

/// RFC 7468, sections 10 and 11, and what OpenSSH and OpenSSL write: any label that ends like this.
const LABEL: &[u8] = b"PRIVATE KEY-----";
const LONGEST_LABEL: usize = 60;
/// A line of a key has 64 letters, a short key one of fewer.
const SHORTEST_LINE: usize = 32;

/// The private key whose first line begins at `start`.
pub(super) fn private_key(text: &[u8], start: usize) -> Option<Hit> {
    let rest = &text[start..];
    if !rest.starts_with(b"-----BEGIN ") {
        return None;
    }
    let head = &rest[..rest.len().min(LONGEST_LABEL)];
    let from = start + memchr::memmem::find(head, LABEL)? + LABEL.len();
    // To its last line, or to where it was cut off.
    let mut end = run_end(text, from, |byte| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'+' | b'/' | b'=' | b'\\' | b' ' | b',' | b':' | b'\n' | b'\r'
            )
    });
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut lines = text[from..end].split(|byte| !is_letter(byte));
    if !lines.any(|line| line.len() >= SHORTEST_LINE && !placeholder::stands_in(line)) {
        return None;
    }
    let hidden = from..end;
    if text[end..].starts_with(b"-----END ") {
        let tail = &text[end + 5..text.len().min(end + LONGEST_LABEL)];
        end += memchr::memmem::find(tail, b"-----").map_or(0, |length| length + 10);
    }
    Some(kind("a private key", "PEM header and content", Certainty::Sure).at(start, end, hidden))
}

/// Payload of the example on the site that explains such tokens: subject 1234567890.
const WELL_KNOWN: &[u8] = b"eyJzdWIiOiIxMjM0NTY3ODkwI";
const SHORTEST_SIGNATURE: usize = 20;

/// The JSON Web Token (RFC 7519) that begins at `start`: two JSON objects and a signature, each in base64url.
pub(super) fn web_token(text: &[u8], start: usize) -> Option<Hit> {
    // `{"` in base64.
    const OBJECT: &[u8] = b"eyJ";
    let part = |from: usize| {
        run_end(text, from, |byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
        })
    };
    if !text[start..].starts_with(OBJECT) {
        return None;
    }
    let head = part(start);
    let payload = text.get(head + 1..)?;
    if text[head] != b'.' || !payload.starts_with(OBJECT) {
        return None;
    }
    let middle = part(head + 1);
    if text.get(middle) != Some(&b'.') {
        return None;
    }
    let end = part(middle + 1);
    if end - middle <= SHORTEST_SIGNATURE || placeholder::stands_in(&text[middle + 1..end]) {
        return None;
    }
    let what = kind(
        "a JSON Web Token",
        "header, body and signature",
        Certainty::Likely,
    );
    let what = if payload.starts_with(WELL_KNOWN) {
        what.at_most(Certainty::Perhaps)
    } else {
        what
    };
    Some(what.at(start, end, start + OBJECT.len()..end))
}

/// A user and a password before the `@` are shorter than this.
const LONGEST_USER: usize = 200;

/// Returns the part between `scheme://` and the `@` at `at`, if there is one: a user, or a user and a password
/// (RFC 3986, section 3.2.1).
pub(super) fn user(text: &[u8], at: usize) -> Option<&[u8]> {
    let head = &text[at.saturating_sub(LONGEST_USER)..at];
    let is_inside = |byte: &u8| {
        byte.is_ascii_graphic() && !matches!(byte, b'/' | b'?' | b'@' | b'"' | b'\'' | b'\\' | b'`')
    };
    let before = head.iter().rposition(|byte| !is_inside(byte))?;
    // Slashes may be escaped.
    let mut scheme = head[..=before].iter().rev().filter(|byte| **byte != b'\\');
    let is_url = [b'/', b'/', b':']
        .iter()
        .all(|byte| scheme.next() == Some(byte));
    (is_url && scheme.next().is_some_and(u8::is_ascii_alphanumeric)).then(|| &head[before + 1..])
}

/// The password in `user`, which ends at the `@` at `at`.
pub(super) fn password(text: &[u8], at: usize, user: &[u8]) -> Option<Hit> {
    let password = &user[memchr::memchr(b':', user)? + 1..];
    if placeholder::stands_for_password(password) {
        return None;
    }
    let host = addresses::host(text, at + 1);
    let what = kind(
        "a password",
        "between user and host in a URL",
        Certainty::Likely,
    );
    let what = if addresses::is_nobodys(host) {
        what.at_most(Certainty::Perhaps)
    } else {
        what
    };
    Some(what.at(at - password.len(), at, at - password.len()..at))
}

/// Characters of a secret access key; docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html shows one.
const SECRET_KEY: usize = 40;
/// Greatest distance, in bytes, to its key ID or its name before it.
const NEAR: usize = 256;
const NAME: usize = 48;

/// The secret access key of AWS that begins at `start`, if a key ID or a word for it comes before.
pub(super) fn secret_access_key(text: &[u8], start: usize, before: &[Hit]) -> Option<Hit> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut start = start;
    while start > 0 && matches!(text[start - 1], b'+' | b'/') {
        start -= 1;
    }
    // No further than it may go: a long run is no key.
    let upto = text.len().min(start + SECRET_KEY + 1);
    let end = run_end(&text[..upto], start, is_letter);
    let key = &text[start..end];
    let is_digest = key.iter().all(u8::is_ascii_hexdigit);
    let has = |is: fn(&u8) -> bool| key.iter().any(is);
    let is_mixed =
        has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    if key.len() != SECRET_KEY || is_digest || !is_mixed || placeholder::stands_in(key) {
        return None;
    }
    let is_id = |hit: &Hit| hit.span.len() == 20 && start - (hit.span.end as usize) < NEAR;
    let certainty = if before.last().is_some_and(is_id) {
        Certainty::Sure
    } else if mentions(&text[start.saturating_sub(NAME)..start], b"secret") {
        Certainty::Likely
    } else {
        return None;
    };
    let why = "matching length, after its key ID or name";
    Some(kind("an AWS secret access key", why, certainty).at(start, end, start..end))
}
