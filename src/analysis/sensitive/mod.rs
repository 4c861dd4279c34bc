//! Keys, passwords and personal data: the place, the kind and the certainty of each, and the same text without it.
//!
//! Most text is passed over by counting (`scan`); only digits and capitals close together, and each `@`, are examined further.
//! It works on the bytes of the file, where an escape such as `\n` may come before a key.

mod accounts;
mod addresses;
mod cards;
mod credentials;
mod keys;
mod mask;
mod offices;
mod phones;
mod placeholder;
mod scan;
mod stand_ins;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::{Span, narrow};

pub use mask::{hide, masked};

/// A secret or personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// All of it.
    pub span: Span,
    /// The part that is masked in all output.
    pub hidden: Span,
    /// Name of the thing, with its article.
    pub what: &'static str,
    /// The reason.
    pub why: &'static str,
    /// The certainty of that.
    pub certainty: Certainty,
    /// The party that a leak harms.
    pub concern: Concern,
    /// Word of its placeholder: `EMAIL` of `[EMAIL]`.
    pub placeholder: &'static str,
}

impl Hit {
    /// Returns a message that names the thing and the certainty; a guess is a note only.
    #[must_use]
    pub fn message(&self, help: &'static str) -> Message {
        let (what, why) = (self.what, self.why);
        let text = match self.certainty {
            Certainty::Perhaps => format!("may be {what}: {why}"),
            Certainty::Likely => format!("looks like {what}: {why}"),
            Certainty::Sure => format!("{what}: {why}"),
        };
        let message = Message::new(text, help);
        if self.certainty == Certainty::Perhaps {
            message.at(Severity::Info)
        } else {
            message
        }
    }
}

/// The certainty of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Much else looks like this.
    Perhaps,
    /// Little else does.
    Likely,
    /// Nothing else does.
    Sure,
}

/// The party that a leak harms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// The owner of the account or system that it opens.
    Secret,
    /// The person it belongs to.
    Person,
}

/// A hit without its place.
#[derive(Clone, Copy)]
struct Kind {
    what: &'static str,
    why: &'static str,
    certainty: Certainty,
    concern: Concern,
    placeholder: &'static str,
}

impl Kind {
    /// The hit at `start..end`; `hidden` is never shown.
    fn at(self, start: usize, end: usize, hidden: std::ops::Range<usize>) -> Hit {
        let Self {
            what,
            why,
            certainty,
            concern,
            placeholder,
        } = self;
        Hit {
            span: Span::new(narrow(start), narrow(end)),
            hidden: Span::new(narrow(hidden.start), narrow(hidden.end)),
            what,
            why,
            certainty,
            concern,
            placeholder,
        }
    }

    /// Returns the kind, with its certainty limited to `certainty`.
    fn at_most(self, certainty: Certainty) -> Self {
        Self {
            certainty: self.certainty.min(certainty),
            ..self
        }
    }
}

/// Returns the sensitive data in `text`, in its order; no two hits overlap.
#[must_use]
pub fn find(text: &[u8]) -> Vec<Hit> {
    let mut hits = Vec::new();
    scan::hot(text, |range, done| look(text, range, done, &mut hits));
    for at in memchr::memchr_iter(b'@', text) {
        hits.extend(match credentials::user(text, at) {
            Some(user) => credentials::password(text, at, user),
            None => addresses::address(text, at),
        });
    }
    hits.sort_by_key(|hit| (hit.span.start, hit.hidden.start));
    let mut end = 0;
    hits.retain(|hit| {
        let is_first = hit.span.start >= end;
        end = end.max(hit.span.end);
        is_first
    });
    hits
}

/// Looks at a stretch that has many digits and capitals, from its first word on, or from `done` if that is later; returns how
/// far it has looked.
fn look(text: &[u8], range: std::ops::Range<usize>, done: usize, hits: &mut Vec<Hit>) -> usize {
    let mut at = range.start.max(done);
    while at > done && is_word(text[at - 1]) {
        at -= 1;
    }
    while at < range.end {
        let byte = text[at];
        let found = match byte {
            b'+' => phones::phone(text, at),
            b'-' => credentials::private_key(text, at),
            _ if is_word(byte) => {
                let start = after_escape(text, at);
                let end = word_end(text, start.max(at));
                let found = word(text, start, end, hits);
                at = found
                    .as_ref()
                    .map_or(end, |hit| end.max(hit.span.end as usize));
                hits.extend(found);
                continue;
            }
            _ => None,
        };
        at = found.as_ref().map_or(at + 1, |hit| hit.span.end as usize);
        hits.extend(found);
    }
    at
}

/// Returns the hit that begins with the word at `start..end`. Most are words of prose, which their first letters rule out.
fn word(text: &[u8], start: usize, end: usize, before: &[Hit]) -> Option<Hit> {
    let first = |place: usize, is: fn(&u8) -> bool| text.get(start + place).is_some_and(is);
    let is_long = end - start >= SHORTEST_KEY;
    let found = if first(0, u8::is_ascii_digit) {
        match text.get(start + 3)? {
            b'0'..=b'9' => cards::card(text, start),
            b'-' => accounts::social_security_number(text, start),
            _ => None,
        }
    } else if is_long || matches!(text.get(end), Some(b'-' | b'.')) {
        keys::key(text, start).or_else(|| credentials::web_token(text, start))
    } else {
        None
    };
    let may_be_account = || first(1, u8::is_ascii_uppercase) && first(2, u8::is_ascii_digit);
    found
        .or_else(|| may_be_account().then(|| accounts::bank_account(text, start))?)
        .or_else(|| credentials::secret_access_key(text, start, before))
}

/// Length of the shortest key, apart from those with a hyphen or a point.
const SHORTEST_KEY: usize = 20;

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// One past the word that holds the byte before `at` or begins there.
fn word_end(text: &[u8], at: usize) -> usize {
    run_end(text, at, is_word)
}

/// One past the bytes from `at` on that `is_in` holds for.
fn run_end(text: &[u8], at: usize, is_in: impl Fn(u8) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.iter().position(|byte| !is_in(*byte));
    at + length.unwrap_or(rest.len())
}

/// Returns the start of the word at `start` without the rest of an escape that it may begin with: `\nghp_…`, `\u0027ghp_…`.
fn after_escape(text: &[u8], start: usize) -> usize {
    if start == 0 || text[start - 1] != b'\\' {
        return start;
    }
    let digits = |hex: &[u8]| hex.iter().all(u8::is_ascii_hexdigit);
    match text.get(start) {
        Some(b'n' | b't' | b'r' | b'b' | b'f') => start + 1,
        Some(b'u') if text.get(start + 1..start + 5).is_some_and(digits) => start + 5,
        _ => start,
    }
}

/// Returns true if the last letter of `text` is the last of an escape.
fn ends_escape(text: &[u8]) -> bool {
    [2, 6].into_iter().any(|length| {
        let start = text
            .len()
            .checked_sub(length)
            .filter(|start| text[*start] == b'\\');
        start.is_some_and(|start| after_escape(text, start + 1) == text.len())
    })
}

/// Returns true if `text` has `word` in it, in any case; `word` is in small letters.
fn mentions(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
