//! E-mail addresses: recognizes those of a person, as opposed to placeholders and role addresses.

use super::{Certainty, Concern, Hit, Kind, after_escape, run_end};

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
/// Placeholder domains in examples.
const STAND_INS: [&str; 5] = [
    "domain.com",
    "email.com",
    "company.com",
    "mycompany.com",
    "mail.com",
];
/// Beginnings of placeholder domains and local parts, in several languages.
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
/// Local parts that are placeholders.
const NOBODY: [&str; 9] = [
    "user", "username", "someone", "somebody", "test", "testuser", "testmail", "you", "foo",
];
/// Parts before the `@` that name an office: RFC 2142, and common ones.
const ROLES: [&str; 34] = [
    "support",
    "info",
    "sales",
    "contact",
    "help",
    "helpdesk",
    "admin",
    "administrator",
    "service",
    "services",
    "customerservice",
    "customercare",
    "care",
    "office",
    "hello",
    "team",
    "billing",
    "accounts",
    "noreply",
    "donotreply",
    "postmaster",
    "webmaster",
    "hostmaster",
    "press",
    "media",
    "jobs",
    "careers",
    "hr",
    "privacy",
    "legal",
    "security",
    "abuse",
    "feedback",
    "git",
];

/// The e-mail address around the `@` at `at`.
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
    if !is_top || host.contains("..") || is_nobodys(host) || is_of_a_role(local) {
        return None;
    }
    let kind = Kind {
        what: "an e-mail address",
        why: "it has the form of one and is no example's, nor an office's",
        certainty: Certainty::Likely,
        concern: Concern::Person,
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

/// Returns true if the part before the `@` is a role or a placeholder: `no-reply`, `your.name`, `example`.
fn is_of_a_role(local: &[u8]) -> bool {
    let letters: Vec<u8> = local
        .iter()
        .filter(|byte| !matches!(byte, b'-' | b'_' | b'.'))
        .map(u8::to_ascii_lowercase)
        .collect();
    let mut known = ROLES.iter().chain(&NOBODY);
    begins_like_an_example(&letters) || known.any(|name| name.as_bytes() == letters)
}
