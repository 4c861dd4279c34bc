//! Quotations in messages.

/// Quotes at most the first 40 characters of `text`.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", &text[..end]),
        None => format!("\"{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn long_quotes_are_cut_between_characters() {
        assert_eq!(quoted("né"), "\"né\"");
        assert_eq!(quoted(&"é".repeat(41)), format!("\"{}…\"", "é".repeat(40)));
    }
}
