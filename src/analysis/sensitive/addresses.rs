//! E-mail addresses: those of persons, and those of examples and offices (`offices`), which are passed over.

use super::{Certainty, Concern, Hit, Kind, after_escape, offices, run_end, stand_ins};

/// RFC 5321, section 4.5.3.1: octets of the part before the `@`, and of the domain.
const LONGEST_LOCAL: usize = 64;
const LONGEST_DOMAIN: usize = 255;

/// Top-level domains of three letters and more that people have addresses in; all of two letters are countries'.
const TOP: [&str; 32] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "dev", "app",
    "cloud", "online", "site", "tech", "shop", "store", "xyz", "email", "mail", "agency",
    "company", "digital", "group", "world", "global", "live", "club", "health", "bank",
];
/// Domains that no one has: RFC 2606 and RFC 6761.
const RESERVED: [&str; 6] = [
    "example.com",
    "example.org",
    "example.net",
    "example.edu",
    "localhost",
    "127.0.0.1",
];
const RESERVED_TOP: [&str; 5] = ["example", "test", "invalid", "localhost", "local"];
/// Domains that stand for any one in examples.
const STAND_INS: [&str; 14] = [
    "domain.com",
    "mydomain.com",
    "email.com",
    "company.com",
    "mycompany.com",
    "somecompany.com",
    "thecompany.com",
    "mail.com",
    "abc.com",
    "xyz.com",
    "foo.com",
    "bar.com",
    "test.com",
    "website.com",
];
/// What names of such domains, and of nobody before the `@`, begin with, in several languages.
const EXAMPLES: [&str; 13] = [
    "example",
    "sample",
    "your",
    "exemple",
    "ejemplo",
    "exemplo",
    "esempio",
    "beispiel",
    "voorbeeld",
    "eksempel",
    "exempel",
    "przyklad",
    "ornek",
];
/// Names of textbooks, which name nobody at a provider where anybody can have an address.
const TEXTBOOK: [&str; 30] = [
    "alice",
    "bob",
    "carol",
    "charlie",
    "dan",
    "dave",
    "eve",
    "john",
    "jane",
    "joe",
    "jack",
    "jill",
    "jon",
    "mary",
    "tom",
    "doe",
    "johndoe",
    "janedoe",
    "joedoe",
    "jdoe",
    "johnsmith",
    "janesmith",
    "jsmith",
    "maxmustermann",
    "mustermann",
    "erikamustermann",
    "juanperez",
    "mariorossi",
    "jankowalski",
    "jeandupont",
];
/// Such providers.
const PROVIDERS: [&str; 14] = [
    "gmail",
    "googlemail",
    "yahoo",
    "hotmail",
    "outlook",
    "live",
    "aol",
    "icloud",
    "gmx",
    "web",
    "protonmail",
    "proton",
    "yandex",
    "msn",
];
/// The e-mail address whose `@` stands at `at`.
pub(super) fn address(text: &[u8], at: usize) -> Option<Hit> {
    let is_local = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
    };
    let head = &text[at.saturating_sub(LONGEST_LOCAL + 6)..at];
    let length = head
        .iter()
        .rev()
        .position(|byte| !is_local(byte))
        .unwrap_or(head.len());
    let start = if length == 0 {
        at
    } else {
        after_escape(text, at - length)
    };
    let local = text
        .get(start..at)
        .filter(|local| !local.is_empty() && local.len() <= LONGEST_LOCAL)?;
    let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| *byte == b'.');
    // `LIKE '%@gmail.com'` is a pattern.
    let is_pattern = !local.iter().any(u8::is_ascii_alphanumeric);
    if is_pattern || is_edge(local.first()) || is_edge(local.last()) {
        return None;
    }
    let host = host(text, at + 1);
    let (_, top) = host.rsplit_once('.')?;
    let is_top = (top.len() == 2 && top.bytes().all(|byte| byte.is_ascii_lowercase()))
        || TOP.iter().any(|known| known.eq_ignore_ascii_case(top));
    if !is_top || host.contains("..") || is_nobodys(host) || is_passed_over(local, host) {
        return None;
    }
    let kind = Kind {
        what: "an e-mail address",
        why: "not an example domain or role account",
        certainty: Certainty::Likely,
        concern: Concern::Person,
        placeholder: "EMAIL",
    };
    Some(kind.at(start, at + 1 + host.len(), start..at))
}

/// The host name at `start`.
pub(super) fn host(text: &[u8], start: usize) -> &str {
    let upto = text.len().min(start + LONGEST_DOMAIN);
    let end = run_end(&text[..upto], start, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
    });
    let host = std::str::from_utf8(&text[start.min(end)..end]).unwrap_or_default();
    host.trim_matches(['.', '-'])
}

/// Returns true if a host is one that examples use.
pub(super) fn is_nobodys(host: &str) -> bool {
    let ends_in = |domain: &&str| {
        let (start, is_longer) = (
            host.len().checked_sub(domain.len()),
            host.len() > domain.len(),
        );
        start.is_some_and(|start| {
            host.is_char_boundary(start)
                && host[start..].eq_ignore_ascii_case(domain)
                && (!is_longer || host.as_bytes()[start - 1] == b'.')
        })
    };
    let mut known = RESERVED.iter().chain(&RESERVED_TOP).chain(&STAND_INS);
    known.any(ends_in) || host.rsplit('.').nth(1).is_some_and(is_stand_in)
}

/// Returns true if a domain's name is a letter, as in `a@b.com`, or an example's.
fn is_stand_in(name: &str) -> bool {
    name.len() == 1 || begins_like_an_example(name.as_bytes())
}

fn begins_like_an_example(name: &[u8]) -> bool {
    EXAMPLES.iter().any(|example| {
        let head = name.get(..example.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(example.as_bytes()))
    })
}

/// Returns true if the part before the `@` names an office, or nobody: `no-reply`, `your.name`, `example`.
fn is_passed_over(local: &[u8], host: &str) -> bool {
    let letters: Vec<u8> = local
        .iter()
        .filter(|byte| !matches!(byte, b'-' | b'_' | b'.'))
        .map(u8::to_ascii_lowercase)
        .collect();
    let length = letters.iter().rposition(|byte| !byte.is_ascii_digit());
    // `2020@…` is a year or a room; longer numbers are persons at some providers.
    let Some(last) = length else {
        return letters.len() <= 4;
    };
    let of_textbook = || {
        let provider = host.split('.').rev().nth(1).unwrap_or_default();
        TEXTBOOK
            .iter()
            .any(|name| name.as_bytes() == &letters[..=last])
            && PROVIDERS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(provider))
    };
    begins_like_an_example(&letters)
        || stand_ins::is_local(local)
        || stand_ins::is_domain(host)
        || offices::is_office(local, &letters, host)
        || of_textbook()
}
