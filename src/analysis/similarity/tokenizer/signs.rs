//! ASCII signs that are words: operators, signs before and between digits, indices, calls. All others are punctuation.
//!
//! `4-2` is not `4/2`, nor `-5` `5`, `a[1:]` `a[1]` or `f(g(x), y)` `f(g(x, y))`; but a hyphen, a bullet, a quotation mark or a
//! bracket of prose changes no word. A sign is judged by its neighbours on its line, within a bounded distance, so that
//! equal lines have equal words wherever they are.

use memchr::{memrchr, memrchr2, memrchr3};

/// Bytes to search for the other bracket, the end of an emphasis and signs of code.
const REACH: usize = 256;

/// Bytes, spaces aside, before a sign that are searched for signs of code.
const CODE_REACH: usize = 32;

/// Returns true if the ASCII sign at `at` is a word.
#[inline]
pub fn is_word_sign(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (before(bytes, at), after(bytes, at + 1));
    match bytes[at] {
        b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' | b'%' | b'\\' | b'{'
        | b'}' | b'/' => true,
        b',' => before.is_ascii_digit() && after.is_ascii_digit(),
        b'.' => {
            after.is_ascii_digit()
                && (before.is_ascii_digit() || !is_word(before) && before != b'.')
        }
        b'\'' | b'"' => !(is_word(before) && is_word(after)) && is_quote_a_sign(bytes, at),
        b'-' => is_minus(bytes, at, at + 1),
        b':' => {
            before.is_ascii_digit() && after.is_ascii_digit()
                || matches!(before, b'[' | b']' | b':' | b'=')
                || matches!(after, b'[' | b']' | b':' | b'=')
                || is_blank(before) && matches!(after, b'(' | b')')
                || is_in_code(bytes, at)
        }
        b'!' => {
            after == b'='
                || before.is_ascii_digit()
                || is_lone_letter(bytes, at) && before.is_ascii_lowercase() && before != b'a'
                || (is_blank(before) || matches!(before, b'(' | b'[' | b'{' | b'=' | b'&' | b'|'))
                    && (is_word(after) || after == b'(')
        }
        b'&' => {
            before == b'&' || matches!(after, b'&' | b'=') || !is_word(before) && is_word(after)
        }
        b'*' => is_times(bytes, at),
        b'_' => is_word(before) && is_word(after),
        b'#' => before.is_ascii_alphabetic() && !is_word(after),
        b'(' => {
            before.is_ascii_alphanumeric()
                || matches!(before, b'_' | b')' | b']' | b'(' | b'-' | b':' | b';')
                || is_operator(before_spaces(bytes, at))
        }
        b')' => {
            after.is_ascii_alphanumeric()
                || matches!(before, b':' | b';')
                || matches!(after, b'(' | b'[' | b'-')
                || is_operator(after_spaces(bytes, at + 1))
                || opening(bytes, at, b'(').is_some_and(|open| is_word_sign(bytes, open))
        }
        b'[' => {
            before.is_ascii_alphanumeric()
                || matches!(before, b'_' | b')' | b']' | b'[')
                || after.is_ascii_digit()
                || matches!(after, b'-' | b'[' | b']' | b'\'' | b'"')
                || is_operator(before_spaces(bytes, at))
        }
        b']' => {
            before.is_ascii_digit()
                || opening(bytes, at, b'[').is_some_and(|open| is_word_sign(bytes, open))
        }
        _ => false,
    }
}

/// Start and end of the run of `sign` around `start..end`, looking at three bytes on either side.
fn run(bytes: &[u8], start: usize, end: usize, sign: u8) -> (usize, usize) {
    let is_sign = |byte: &&u8| **byte == sign;
    let before = bytes[..start].iter().rev().take(3).take_while(is_sign);
    let after = bytes[end..].iter().take(3).take_while(is_sign);
    (start - before.count(), end + after.count())
}

/// Returns true if the dash at `start..end`, of ASCII or not, is a minus, a range or an arrow, and not a hyphen, bullet or dash.
pub fn is_minus(bytes: &[u8], start: usize, end: usize) -> bool {
    let (first, last) = run(bytes, start, end, b'-');
    let (before, after) = (before(bytes, first), after(bytes, last));
    if matches!(before, b'<' | b'=') || matches!(after, b'>' | b'=') {
        return true;
    }
    let dashes = last - first - (end - start) + 1;
    let is_behind_operator = matches!(
        before,
        b'*' | b'/' | b'+' | b'^' | b'(' | b'[' | b'{' | b'>'
    );
    let is_first = is_blank(before) && is_at_line_start(bytes, first);
    match dashes {
        1 if after.is_ascii_digit() => {
            !before.is_ascii_alphabetic() || is_lone_letter(bytes, first)
        }
        1 if is_word(after) && is_behind_operator => true,
        1 if is_word(after) && is_blank(before) => !is_first || is_lone_letter_behind(bytes, last),
        1 => !is_first && is_left_operand(bytes, first) && is_right_operand(bytes, last),
        2 if is_word(after) => {
            !is_first && !is_word(before) || before.is_ascii_digit() && after.is_ascii_digit()
        }
        2 => is_word(before) && matches!(after, b';' | b')'),
        _ => false,
    }
}

/// An asterisk that is neither bullet nor emphasis.
fn is_times(bytes: &[u8], at: usize) -> bool {
    let (first, last) = run(bytes, at, at, b'*');
    let (left, right) = (before(bytes, first), after(bytes, last));
    let (far_left, far_right) = (before_spaces(bytes, first), after_spaces(bytes, last));
    let is_operand = |byte: u8| is_word(byte) || matches!(byte, b'(' | b')' | b'[' | b']');
    match (is_blank(left), is_blank(right)) {
        (false, false) if left == b'(' && right == b')' => true,
        (false, false) if is_operand(left) && is_operand(right) => {
            left != b'(' || !ends_emphasis(bytes, last)
        }
        (true, true) => far_left != b'\n' && far_left != b'*' && !matches!(far_right, b'\n' | b'*'),
        _ if far_left.is_ascii_digit() && far_right.is_ascii_digit() => true,
        (_, false) => !is_word(left) && is_word(right) && !ends_emphasis(bytes, last),
        _ => false,
    }
}

/// Returns true if an asterisk behind a word ends on the same line what begins at `start`.
fn ends_emphasis(bytes: &[u8], start: usize) -> bool {
    let line = bytes[start..]
        .iter()
        .take(REACH)
        .take_while(|&&byte| byte != b'\n');
    let mut before = b' ';
    for &byte in line {
        if byte == b'*' && !is_blank(before) {
            return true;
        }
        before = byte;
    }
    false
}

/// Returns true for a quotation mark of code, or for feet, inches, minutes or seconds.
fn is_quote_a_sign(bytes: &[u8], at: usize) -> bool {
    let quote = bytes[at];
    if before(bytes, at).is_ascii_digit() {
        let found = memrchr2(quote, b'\n', &bytes[..at]);
        return found.is_none_or(|found| bytes[found] == b'\n');
    }
    is_in_code(bytes, at)
}

/// Returns true if there are signs of code before `at`, in its sentence.
fn is_in_code(bytes: &[u8], at: usize) -> bool {
    let start = at.saturating_sub(REACH / 2);
    let line = &bytes[start..at];
    // Nearly always that is all.
    if memrchr3(b'=', b'{', b'(', line).is_none() && memrchr(b'[', line).is_none() {
        return false;
    }
    let (mut left, mut next) = (CODE_REACH, b' ');
    for place in (start..at).rev() {
        let byte = bytes[place];
        match byte {
            b'=' | b'{' => return true,
            b'(' | b'[' if before(bytes, place).is_ascii_alphanumeric() => return true,
            b'\n' => return false,
            b'.' | b'!' | b'?' if is_blank(next) => return false,
            _ => {}
        }
        left -= usize::from(!is_blank(byte));
        if left == 0 {
            break;
        }
        next = byte;
    }
    false
}

/// The bracket that the one at `at` closes.
fn opening(bytes: &[u8], at: usize, open: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for place in (at.saturating_sub(REACH)..at).rev() {
        if bytes[place] == bytes[at] {
            depth += 1;
        } else if bytes[place] == open {
            if depth == 0 {
                return Some(place);
            }
            depth -= 1;
        }
    }
    None
}

fn is_left_operand(bytes: &[u8], at: usize) -> bool {
    let end = at
        - bytes[..at]
            .iter()
            .rev()
            .take_while(|&&byte| byte == b' ')
            .count();
    let last = before(bytes, end);
    last.is_ascii_digit() || matches!(last, b')' | b']') || is_lone_letter(bytes, end)
}

fn is_right_operand(bytes: &[u8], at: usize) -> bool {
    let start = at + bytes[at..].iter().take_while(|&&byte| byte == b' ').count();
    let first = after(bytes, start);
    first.is_ascii_digit() || matches!(first, b'(' | b'\\') || is_lone_letter_behind(bytes, start)
}

/// Returns true if there is one letter before `end`, and no word.
fn is_lone_letter(bytes: &[u8], end: usize) -> bool {
    before(bytes, end).is_ascii_alphabetic() && !is_word(before(bytes, end - 1))
}

fn is_lone_letter_behind(bytes: &[u8], start: usize) -> bool {
    after(bytes, start).is_ascii_alphabetic() && !is_word(after(bytes, start + 1))
}

const fn is_operator(byte: u8) -> bool {
    matches!(
        byte,
        b'+' | b'*' | b'/' | b'^' | b'=' | b'<' | b'>' | b'%' | b'|'
    )
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

const fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// The byte before `at`; a line feed before the text.
fn before(bytes: &[u8], at: usize) -> u8 {
    at.checked_sub(1).map_or(b'\n', |at| bytes[at])
}

/// The byte at `at`; a line feed behind the text.
fn after(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(b'\n')
}

fn before_spaces(bytes: &[u8], at: usize) -> u8 {
    let spaces = bytes[..at].iter().rev().take(REACH);
    before(bytes, at - spaces.take_while(|&&byte| byte == b' ').count())
}

fn after_spaces(bytes: &[u8], at: usize) -> u8 {
    let spaces = bytes[at..].iter().take(REACH);
    after(bytes, at + spaces.take_while(|&&byte| byte == b' ').count())
}

/// Returns true if only white space comes before `at` on its line.
fn is_at_line_start(bytes: &[u8], at: usize) -> bool {
    let blanks = bytes[..at]
        .iter()
        .rev()
        .take_while(|&&byte| is_blank(byte) && byte != b'\n');
    before(bytes, at - blanks.count()) == b'\n'
}
