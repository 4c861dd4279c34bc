//! Runs of letters outside any text: literals, numbers, keys without quotation marks.

/// Returns the length in bytes of the key without quotation marks at the start of `text`.
pub(super) fn name_len(text: &str) -> usize {
    let part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '$');
    match text.chars().next() {
        Some(first) if first.is_alphabetic() || matches!(first, '_' | '$') => {
            text.find(|char| !part(char)).unwrap_or(text.len())
        }
        _ => 0,
    }
}

/// Returns the length in bytes of the number or bare word at the start of `text`.
pub(super) fn word_len(text: &str) -> usize {
    let part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '+' | '-');
    text.find(|char| !part(char)).unwrap_or(text.len())
}

/// Returns true for the words that Python and JavaScript write for numbers that JSON does not have.
pub(super) fn is_not_a_number(word: &str) -> bool {
    matches!(word.trim_start_matches('-'), "NaN" | "nan" | "Infinity")
}

/// Returns JSON's spelling of the word; none if it is no such word.
pub(super) fn literal(word: &str) -> Option<&'static str> {
    match word {
        "None" => Some("null"),
        _ => ["true", "false", "null"]
            .into_iter()
            .find(|literal| literal.eq_ignore_ascii_case(word)),
    }
}

/// The first place from `at` on that is not white space.
pub(super) fn past_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// Returns true if `text` has at `at` a key that only lacks its opening quotation mark: `role": "user"`.
pub(super) fn is_half_quoted_key(text: &str, at: usize) -> bool {
    let quote = at + name_len(&text[at..]);
    let bytes = text.as_bytes();
    let colon = past_space(bytes, quote + 1);
    quote > at && bytes.get(quote) == Some(&b'"') && bytes.get(colon) == Some(&b':')
}

/// Returns true if `text` has an unquoted key at `at`.
pub(super) fn is_bare_key(text: &str, at: usize) -> bool {
    let end = at + name_len(&text[at..]);
    let colon = past_space(text.as_bytes(), end);
    end > at && text.as_bytes().get(colon) == Some(&b':')
}

/// Returns the key in straight marks at the start of `text`, if a colon is behind it; empty if there is none.
pub(super) fn first_key(text: &str) -> &str {
    let bytes = text.as_bytes();
    let quote = past_space(bytes, 0);
    let start = quote + 1;
    if bytes.get(quote) != Some(&b'"') {
        return "";
    }
    let end = start + name_len(&text[start..]);
    let colon = past_space(bytes, end + 1);
    if bytes.get(end) == Some(&b'"') && bytes.get(colon) == Some(&b':') {
        &text[start..end]
    } else {
        ""
    }
}

/// Returns true if a value begins at the start of `text` that is no bare word.
pub(super) fn starts_value(text: &str) -> bool {
    let word = &text[..word_len(text)];
    let is_number = word.starts_with(|char: char| char.is_ascii_digit() || char == '-');
    text.starts_with(['"', '{', '['])
        || is_number && word.parse::<f64>().is_ok()
        || literal(word).is_some()
}
