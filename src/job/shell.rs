//! Words for a POSIX shell.

/// A word that the shell takes as it stands, in quotes where it must have them.
#[must_use]
pub fn word(text: &str) -> String {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'_' | b'-' | b'.' | b'/' | b':' | b'=' | b'@' | b'%' | b'+' | b','
            )
    };
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A command over several lines: the words of each line belong together.
#[must_use]
pub fn command(lines: &[Vec<String>]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|words| {
            let words: Vec<String> = words.iter().map(|text| word(text)).collect();
            words.join(" ")
        })
        .collect();
    lines.join(" \\\n  ")
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words_that_a_shell_would_read_otherwise_are_quoted() {
        for (text, quoted) in [
            ("s3://a-b/c_d.jsonl", "s3://a-b/c_d.jsonl"),
            ("", "''"),
            ("two words", "'two words'"),
            ("it's", r"'it'\''s'"),
            ("$HOME `x` \"y\" !z *", "'$HOME `x` \"y\" !z *'"),
            ("~", "'~'"),
            ("<bucket>", "'<bucket>'"),
            ("é", "'é'"),
        ] {
            assert_eq!(word(text), quoted);
        }
    }
}
