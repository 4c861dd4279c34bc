//! Ends of texts of a sentence or more, read from their raw text.

use crate::analysis::profile::affixes::ends_in_escape;

/// Bytes of an escaped character, `\u201d`.
const ESCAPE: usize = 6;
/// The end of a text of a sentence or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// With what ends a sentence.
    Sentence,
    /// With a letter.
    Word,
    /// With a letter of a script without spaces between words.
    Unspaced,
    /// With a comma.
    Comma,
    /// With a word that asks for another: "the", "and".
    Link,
    /// With anything else: a colon, an emoji, a formula.
    Other,
}

/// Words that no text ends with: English ones, and those of other languages that are no words of English.
const fn is_link(word: &[u8]) -> bool {
    matches!(
        word,
        b"a" | b"an"
            | b"and"
            | b"because"
            | b"but"
            | b"into"
            | b"my"
            | b"of"
            | b"or"
            | b"our"
            | b"than"
            | b"the"
            | b"their"
            | b"your"
            // German, Dutch.
            | b"dass"
            | b"einem"
            | b"einen"
            | b"oder"
            | b"sowie"
            | b"und"
            | b"weil"
            // French, Spanish, Portuguese, Italian.
            | b"avec"
            | b"degli"
            | b"dell"
            | b"della"
            | b"delle"
            | b"dos"
            | b"et"
            | b"las"
            | b"les"
            | b"los"
            | b"nella"
            | b"ou"
            | b"para"
            | b"uma"
            | b"una"
    )
}

/// Particles behind which a Japanese sentence goes on: of its topic, and of its object.
const PARTICLES: [char; 2] = ['は', 'を'];

/// English words that hardly a sentence ends with, though the item of a list may.
const fn is_weak_link(word: &[u8]) -> bool {
    matches!(
        word,
        b"are" | b"for" | b"if" | b"in" | b"is" | b"that" | b"to" | b"when" | b"which" | b"with"
    )
}

/// Words of a last line that needs no full stop: a name below a letter, a heading.
const MOST_WORDS: usize = 4;
/// The same in characters, where words are not told apart.
const MOST_UNSPACED: usize = 12;

/// Returns true for a letter of a script that is written without spaces.
const fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        // Thai, Lao, Tibetan, Burmese, Khmer; kana and Han.
        '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The last line of a raw text, where it has several.
fn last_line(inside: &str) -> Option<&str> {
    let mut breaks = memchr::memmem::rfind_iter(inside.as_bytes(), b"\\n");
    let at = breaks.find(|at| !ends_in_escape(&inside[..*at]))?;
    Some(inside[at + 2..].trim_start())
}

/// Beginnings of the words that end a letter.
const FAREWELLS: [&str; 16] = [
    "yours",
    "sincerely",
    "best",
    "kind",
    "warm",
    "with",
    "regards",
    "love",
    "cheers",
    "- ",
    "— ",
    "mit freundlichen",
    "viele",
    "cordialement",
    "atentamente",
    "saludos",
];
/// Words of a farewell and a name.
const MOST_SIGNED: usize = 8;

/// Returns true if a text ends with the words below a letter, on its last line or behind its last sentence, or with a `#tag`.
fn is_signature(inside: &str) -> bool {
    let end = inside
        .rfind([' ', '\n'])
        .map_or(inside, |at| &inside[at + 1..]);
    let bytes = inside.as_bytes();
    let mut stops = memchr::memrchr3_iter(b'.', b'!', b'?', bytes);
    let last = stops.find(|at| bytes.get(at + 1) == Some(&b' '));
    let tail = last.map_or("", |at| &inside[at + 2..]);
    let begins = |farewell: &str| {
        let head = tail.get(..farewell.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(farewell))
    };
    end.starts_with('#')
        || FAREWELLS.iter().any(|farewell| begins(farewell))
            && tail.split_whitespace().nth(MOST_SIGNED).is_none()
}

/// Returns true for an item of a list: `- a`, `3. a`, `b) a`.
fn is_item(line: &str) -> bool {
    let is_bullet = |rest: &str| rest.starts_with([' ', '*']);
    if let Some(rest) =
        line.strip_prefix(['-', '*', '+', '•', '·', '–', '—', '○', '◦', '#', '|', '>'])
    {
        return is_bullet(rest) || rest.starts_with('#') || line.starts_with(['•', '·']);
    }
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = if number.len() == line.len() {
        line.trim_start_matches(|c: char| c.is_ascii_alphabetic())
    } else {
        number
    };
    (1..=3).contains(&(line.len() - number.len()))
        && number.starts_with(['.', ')', '、', '．', '）', ':'])
}

impl Closing {
    /// Returns the end of a trimmed raw text.
    pub fn of(inside: &str) -> Self {
        let bytes = inside.as_bytes();
        // The character that an escape at the end encodes is not looked at.
        let escape = &bytes[bytes.len().saturating_sub(ESCAPE)..];
        match bytes.last() {
            Some(b'.' | b'!' | b'?') => return Self::Sentence,
            _ if escape.starts_with(b"\\u") => return Self::Other,
            // A sum, a year, the last of a table.
            Some(b'0'..=b'9') => return Self::Other,
            Some(last) if last.is_ascii_alphabetic() => {
                let letters = bytes.iter().rev().take(8);
                let letters = letters.take_while(|byte| byte.is_ascii_alphabetic());
                let at = bytes.len() - letters.count();
                return Self::of_word(inside, at);
            }
            _ => {}
        }
        let is_outer = |char| {
            matches!(
                char,
                '"' | '\\' | '\'' | ')' | ']' | '*' | '_' | '»' | '”' | '’'
            )
        };
        let end = inside.trim_end_matches(is_outer);
        match end.chars().next_back() {
            Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔') => {
                Self::Sentence
            }
            // Behind a closing bracket or quotation mark, a word is no end that was cut.
            _ if end.len() < inside.len() => Self::Other,
            Some(',' | '，' | '、') => Self::Comma,
            Some(last) if last.is_alphabetic() => Self::of_word(inside, inside.len()),
            _ => Self::Other,
        }
    }

    /// Returns the end of a text that ends with a letter; its last English word begins at `at`.
    fn of_word(inside: &str, at: usize) -> Self {
        let word = &inside.as_bytes()[at..];
        // Capitals are names, but where they begin a sentence.
        let begins_sentence =
            inside[..at].ends_with([' ']) && inside[..at].trim_end().ends_with(['.', '!', '?']);
        let lower = word.to_ascii_lowercase();
        let word = if begins_sentence {
            lower.as_slice()
        } else {
            word
        };
        let last = inside.chars().next_back();
        if is_link(word) || last.is_some_and(|last| PARTICLES.contains(&last)) {
            return Self::Link;
        }
        let is_unspaced = last.is_some_and(is_unspaced);
        let needs_no_stop = is_signature(inside)
            || last_line(inside).is_some_and(|line| {
                is_item(line)
                    || if is_unspaced {
                        line.chars().count() <= MOST_UNSPACED
                    } else {
                        line.split_whitespace().count() <= MOST_WORDS
                    }
            });
        match () {
            () if needs_no_stop => Self::Other,
            () if is_weak_link(word) => Self::Link,
            () if is_unspaced => Self::Unspaced,
            () => Self::Word,
        }
    }

    /// Returns true if a sentence goes on behind it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Word | Self::Unspaced | Self::Comma | Self::Link)
    }

    /// Returns the name that users see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentence => "the end of a sentence",
            Self::Word | Self::Unspaced => "a word",
            Self::Comma => "a comma",
            Self::Link => "a word that cannot end a sentence",
            Self::Other => "another character",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Closing;

    #[test]
    fn closings_are_told() {
        for (text, closing) in [
            ("It is so.", Closing::Sentence),
            ("He said \\\"no.\\\"", Closing::Sentence),
            ("Is it (really?)", Closing::Sentence),
            ("はい。", Closing::Sentence),
            ("It is so", Closing::Word),
            ("first, second,", Closing::Comma),
            ("It is the", Closing::Link),
            ("what it is for", Closing::Link),
            ("It grows. OR", Closing::Link),
            ("es ist so und", Closing::Link),
            ("個人の重要性とは", Closing::Link),
            ("何かお手伝いしましょうか", Closing::Unspaced),
            ("He lives in Portland, OR", Closing::Word),
            ("Vitamin A", Closing::Word),
            ("the sum is 42", Closing::Other),
            (
                "I remain\\n\\nYours affectionately,\\nJane Austen",
                Closing::Other,
            ),
            (
                "first:\\n- the one that you are looking for",
                Closing::Other,
            ),
            ("first:\\n12. the end of the story and the", Closing::Link),
            ("Text.\\nThen he went on to the next house", Closing::Word),
            ("C:\\\\notes are where he keeps all", Closing::Word),
            ("适当运动、改善饮食和水肿等", Closing::Unspaced),
            (
                "名单：\\n1. 哈利·波特与死亡圣器的幻想小说出版",
                Closing::Other,
            ),
            ("敬上。\\n张三", Closing::Other),
            (
                "It is so. Yours in hope and anticipation, Dracula",
                Closing::Other,
            ),
            ("I wait. - Harry", Closing::Other),
            ("It is so. The next one begins here", Closing::Word),
            ("breathe", Closing::Word),
            ("as follows:", Closing::Other),
            ("see (the manual)", Closing::Other),
            ("done 🎉", Closing::Other),
            ("it is so.\\u201d", Closing::Other),
        ] {
            assert_eq!(Closing::of(text), closing, "{text}");
        }
    }
}
