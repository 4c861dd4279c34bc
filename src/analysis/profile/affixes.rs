//! Beginnings and ends of answers, read from their raw text: if most answers share one, it is part of their format.

use crate::diagnostic::hash::narrow_digest;

/// A longer beginning or end is no mark.
const LONGEST_MARK: usize = 32;
const MOST_MARK_WORDS: usize = 3;
/// The end of a block of code.
const FENCE: &str = "```";

/// The raw text of an answer, and the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges<'t> {
    /// Without white space around it.
    pub inside: &'t str,
    /// True if white space comes before it.
    pub leading: bool,
    trailing: bool,
}

/// The beginning or the end of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge<'t> {
    /// Neither white space nor a mark.
    Plain,
    /// White space.
    Space,
    /// `Answer:`, `###`
    Mark(&'t str),
}

impl<'t> Edges<'t> {
    /// The edges of a text as JSON writes it: a line feed is a backslash and an n.
    pub fn of(raw: &'t str) -> Self {
        let bytes = raw.as_bytes();
        // A text that begins with a letter and ends with a sentence is the many.
        let is_bare = |byte: Option<&u8>| byte.is_some_and(|byte| is_bare(*byte));
        let inside = if is_bare(bytes.first()) {
            raw
        } else {
            trim_start(raw)
        };
        let leading = inside.len() < raw.len();
        let start = inside.len();
        let inside = match bytes.last() {
            Some(b'.' | b'!' | b'?') => inside,
            _ => trim_end(inside),
        };
        Self {
            inside,
            leading,
            trailing: inside.len() < start,
        }
    }

    /// Returns the beginning of the answer.
    pub fn opening(self) -> Edge<'t> {
        if self.leading {
            return Edge::Space;
        }
        let head = &self.inside.as_bytes()[..self.inside.len().min(LONGEST_MARK)];
        let Some(colon) = memchr::memchr(b':', head) else {
            return Edge::Plain;
        };
        let mark = &self.inside[..colon];
        let is_mark = mark.starts_with(|first: char| first.is_alphabetic() || first == '#')
            && mark
                .chars()
                .all(|char| char.is_alphabetic() || matches!(char, ' ' | '_' | '-' | '#'))
            && mark.split(' ').count() <= MOST_MARK_WORDS;
        if is_mark {
            Edge::Mark(&self.inside[..=colon])
        } else {
            Edge::Plain
        }
    }

    /// Returns the end of the answer.
    pub fn ending(self) -> Edge<'t> {
        let plain = if self.trailing {
            Edge::Space
        } else {
            Edge::Plain
        };
        // No mark ends like a word or a sentence.
        if let Some(b'a'..=b'z' | b'0'..=b'9' | b'.' | b'!' | b'?') = self.inside.as_bytes().last()
        {
            return plain;
        }
        let token = last_token(self.inside);
        let in_brackets =
            |open, close| token.len() > 2 && token.starts_with(open) && token.ends_with(close);
        // A fence ends code, and what is said of it may follow.
        let is_mark = token.len() < self.inside.len()
            && token != FENCE
            && (in_brackets('<', '>')
                || in_brackets('[', ']')
                || matches!(token, "END" | "STOP" | "DONE" | "EOS")
                || (token.len() > 1
                    && token
                        .bytes()
                        .all(|byte| byte.is_ascii_punctuation() && !is_closing(byte))));
        if is_mark { Edge::Mark(token) } else { plain }
    }
}

fn trim_start(mut raw: &str) -> &str {
    loop {
        let shorter = raw.trim_start();
        let escaped = SPACES.iter().find_map(|space| shorter.strip_prefix(space));
        let shorter = escaped.unwrap_or(shorter);
        if shorter.len() == raw.len() {
            return raw;
        }
        raw = shorter;
    }
}

fn trim_end(mut raw: &str) -> &str {
    loop {
        let shorter = raw.trim_end();
        let escaped = SPACES.iter().find_map(|space| shorter.strip_suffix(space));
        let escaped = escaped.filter(|rest| !ends_in_escape(rest));
        let shorter = escaped.unwrap_or(shorter);
        if shorter.len() == raw.len() {
            return raw;
        }
        raw = shorter;
    }
}

/// Neither white space nor the beginning of an escape.
const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'\\'
}

/// White space as JSON escapes write it.
const SPACES: [&str; 3] = ["\\n", "\\r", "\\t"];

/// Returns true if a backslash after this text would be the second half of an escaped one.
pub(super) fn ends_in_escape(raw: &str) -> bool {
    raw.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The end of the text from the last white space on; nothing where that is far.
fn last_token(raw: &str) -> &str {
    let bytes = raw.as_bytes();
    let from = bytes.len().saturating_sub(LONGEST_MARK);
    let mut at = bytes.len();
    while at > from {
        let is_space = bytes[at - 1] == b' '
            || (at >= 2 && bytes[at - 2] == b'\\' && matches!(bytes[at - 1], b'n' | b't' | b'r'));
        if is_space {
            return &raw[at..];
        }
        at -= 1;
    }
    if from == 0 { raw } else { "" }
}

/// Closes a sentence, a quotation or a bracket, rather than a text.
const fn is_closing(byte: u8) -> bool {
    matches!(
        byte,
        b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']' | b'}' | b'%' | b'\\'
    )
}

impl Edge<'_> {
    /// Equal for equal edges.
    pub fn digest(self) -> u64 {
        match self {
            Self::Plain => 0,
            Self::Space => 1,
            Self::Mark(mark) => narrow_digest(mark.as_bytes()),
        }
    }

    /// Returns the name that users see; empty for nothing.
    pub fn name(self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Space => "white space".to_owned(),
            Self::Mark(mark) => format!("\"{mark}\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Edges};

    #[test]
    fn white_space_around_is_told_as_it_is_written() {
        for (raw, inside, leading, trailing) in [
            ("a", "a", false, false),
            (" a\\n", "a", true, true),
            ("\\n\\t a b \\r\\n", "a b", true, true),
            ("C:\\\\n", "C:\\\\n", false, false),
            ("\\\\\\n", "\\\\", false, true),
            ("", "", false, false),
            (" ", "", true, false),
        ] {
            let edges = Edges::of(raw);
            assert_eq!(
                (edges.inside, edges.leading, edges.trailing),
                (inside, leading, trailing),
                "{raw}"
            );
        }
    }

    #[test]
    fn marks_are_told_from_words() {
        for (raw, opening, ending) in [
            ("Answer: 4 ###", Edge::Mark("Answer:"), Edge::Mark("###")),
            (
                "### Final Answer: 4\\n\\nEND",
                Edge::Mark("### Final Answer:"),
                Edge::Mark("END"),
            ),
            ("It is so. </s>", Edge::Plain, Edge::Mark("</s>")),
            (" Positive\\n", Edge::Space, Edge::Space),
            (
                "At 12:30 he said (softly): \\\"no.\\\"",
                Edge::Plain,
                Edge::Plain,
            ),
            ("Yes, [really]", Edge::Plain, Edge::Mark("[really]")),
            ("###", Edge::Plain, Edge::Plain),
            ("and then ...", Edge::Plain, Edge::Plain),
        ] {
            let edges = Edges::of(raw);
            assert_eq!(
                (edges.opening(), edges.ending()),
                (opening, ending),
                "{raw}"
            );
        }
    }
}
