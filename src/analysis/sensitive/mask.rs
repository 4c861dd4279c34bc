//! Masks sensitive text: a star for each of its bytes, so that positions do not change.

use std::borrow::Cow;

use super::find;
use crate::diagnostic::position::Span;

/// Bytes before and after a stretch within which something that reaches into it begins and ends: more than a private key has.
const REACH: usize = 8 << 10;
const STAR: u8 = b'*';

/// Masks the bytes in `shown`, a copy of `text` from `from` on, that belong to secrets, to personal data, or to `own`.
pub fn hide(text: &[u8], from: usize, shown: &mut [u8], own: Option<Span>) {
    let start = from.saturating_sub(REACH);
    let end = text.len().min(from + shown.len() + REACH);
    let found = find(&text[start..end])
        .into_iter()
        .map(|hit| start + hit.hidden.start as usize..start + hit.hidden.end as usize);
    for hidden in found.chain(own.map(Span::range)) {
        let (first, last) = (hidden.start.max(from), hidden.end.min(from + shown.len()));
        if first < last {
            shown[first - from..last - from].fill(STAR);
        }
    }
}

/// The same text with stars in it, where it holds something that should not travel.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut shown = Cow::Borrowed(text.as_bytes());
    for hit in find(text.as_bytes()) {
        shown.to_mut()[hit.hidden.range()].fill(STAR);
    }
    match shown {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(shown) => Cow::Owned(String::from_utf8_lossy(&shown).into_owned()),
    }
}
