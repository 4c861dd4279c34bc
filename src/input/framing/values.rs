//! JSON values one after the other, whatever the lines: where each begins and ends.

use crate::input::line_kind::comment_end;
use crate::json::string_or_line_end;
use memchr::memchr3;

/// Precedes each record of a JSON text sequence (RFC 7464).
pub const SEPARATOR: u8 = 0x1E;

/// The first byte from `at` on that begins a value: what separates values is passed over, the bracket of a second array behind the
/// first among it.
#[must_use]
pub fn value_start(bytes: &[u8], at: usize) -> Option<usize> {
    let mut has_closed = false;
    let separates = |byte: &u8| match *byte {
        b']' => {
            has_closed = true;
            true
        }
        b'[' => std::mem::take(&mut has_closed),
        byte => matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | SEPARATOR),
    };
    let skip = bytes[at..].iter().position(not(separates));
    skip.map(|skip| at + skip)
}

fn not(mut is: impl FnMut(&u8) -> bool) -> impl FnMut(&u8) -> bool {
    move |byte| !is(byte)
}

/// One past the value, or the comment, that begins at `start`; `None` where the bytes end first.
/// Brackets are counted outside strings; a line feed ends a string that was left open, since no string may hold one.
#[must_use]
pub fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    match bytes[start] {
        b'{' | b'[' => container_end(bytes, start),
        mark @ (b'"' | b'\'') => string_or_line_end(bytes, start, mark),
        b'/' | b'#' if begins_comment(&bytes[start..]) => comment_end_at(bytes, start),
        _ => memchr3(b',', b'\n', b']', &bytes[start..])
            .map(|length| start + length)
            .or(Some(bytes.len())),
    }
}

fn container_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match *bytes.get(at)? {
            b'{' | b'[' => depth += 1,
            // The record before it was cut off.
            SEPARATOR => return Some(at),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = string_or_line_end(bytes, at, b'"')?;
                continue;
            }
            // As Python prints it; elsewhere it is an apostrophe.
            b'\'' if begins_token(&bytes[..at]) => {
                at = string_or_line_end(bytes, at, b'\'')?;
                continue;
            }
            b'/' | b'#' if begins_comment(&bytes[at..]) => {
                at = comment_end_at(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Returns true if a value or key may begin behind `before`.
fn begins_token(before: &[u8]) -> bool {
    let last = before.trim_ascii_end().last();
    matches!(last, Some(b'{' | b'[' | b',' | b':'))
}

fn begins_comment(bytes: &[u8]) -> bool {
    matches!(bytes, [b'#', ..] | [b'/', b'/' | b'*', ..])
}

/// Returns the position past the comment at `at`; `None` if it may continue behind the bytes.
fn comment_end_at(bytes: &[u8], at: usize) -> Option<usize> {
    let length = comment_end(&bytes[at..])?;
    (bytes[at..].starts_with(b"/*") || at + length < bytes.len()).then_some(at + length)
}
