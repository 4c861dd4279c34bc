//! Words, comments and scripts for a POSIX shell.

use super::Command;
use super::control::shown;

/// Returns a word for the shell, quoted if necessary.
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
    // No argument can hold a NUL.
    let text = text.replace('\0', &shown("\0"));
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A line that the shell passes over, whatever the text holds.
#[must_use]
pub fn comment(text: &str) -> String {
    format!("# {}", shown(text))
}

/// An option and its value, joined where the value would be taken for an option.
#[must_use]
pub fn option(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') {
        return vec![format!("{name}={value}")];
    }
    vec![name.to_owned(), value.to_owned()]
}

/// The path of a file in this folder, as no command takes it for an option.
#[must_use]
pub fn path(name: &str) -> String {
    if name.starts_with('-') {
        return format!("./{name}");
    }
    name.to_owned()
}

/// Commands as one script, which ends at the first that fails.
#[must_use]
pub fn script(commands: &[Command]) -> String {
    let steps = commands.iter().map(|step| {
        let says = match &*step.says {
            "" => String::new(),
            says => format!(": {says}"),
        };
        let title = comment(&format!("{}{says}", step.title));
        format!("\n{title}\n{}\n", step.text.trim_end())
    });
    format!("#!/bin/sh\nset -e\n{}", steps.collect::<String>())
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
    use super::{comment, option, path, word};

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
            ("a\nb\0", "'a\nb<U+0000>'"),
        ] {
            assert_eq!(word(text), quoted);
        }
    }

    #[test]
    fn comments_keep_to_one_line() {
        assert_eq!(
            comment("a\ntouch b\r\u{2028}"),
            "# a<U+000A>touch b<U+000D><U+2028>"
        );
    }

    #[test]
    fn values_and_files_are_not_taken_for_options() {
        assert_eq!(option("--key", "-a"), ["--key=-a"]);
        assert_eq!(option("--key", "a"), ["--key", "a"]);
        assert_eq!((&*path("-a"), &*path("a")), ("./-a", "a"));
    }
}
