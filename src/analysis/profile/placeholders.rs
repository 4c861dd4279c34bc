//! Placeholder answers: a dash, "N/A", "TODO". If answers are classes, these are real answers.

use crate::json::Text;
use crate::record::placeholder::{is_mark, stands_for_nothing};

/// Kinds of placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// To be written later.
    Unwritten,
    /// A program's word for nothing.
    Missing,
    /// Punctuation alone.
    Marks,
}

/// The longest placeholder, in bytes.
pub const LONGEST: usize = 40;
/// More punctuation than this is a line that parts, or a drawing.
const MOST_MARKS: usize = 8;

const UNWRITTEN: [&str; 14] = [
    "todo",
    "tbd",
    "tba",
    "fixme",
    "xxx",
    "placeholder",
    "lorem ipsum",
    "answer here",
    "your answer here",
    "insert answer here",
    "completion here",
    "fill in",
    "to be done",
    "to be determined",
];
/// Values that programs print, and how a question shows the program.
const PRINTED: [&str; 5] = ["nan", "null", "nil", "none", "undefined"];
const CODE: [&str; 5] = ["```", "print(", "rintln", "printf(", ".log("];
/// Marks that are an answer alone where a question shows them: operators and signs, not the end of a sentence.
const SIGNS: &str = "/+*=<>&|%#@~^\\$_";
/// Words that a text to fill a page begins with.
const FILLER: &str = "lorem ipsum dolor";

/// Returns true if `answer` is a text to fill a page, of any length.
#[must_use]
pub fn is_filler(answer: &str) -> bool {
    let head = answer.get(..FILLER.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(FILLER))
}

/// Returns true if `word` occurs in `text` without letters or digits beside it.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        !is_part(before.chars().next_back()) && !is_part(after.chars().next())
    })
}

impl Emptiness {
    /// Returns the kind of placeholder of `answer`, trimmed; `None` for a real answer, be it one letter.
    #[must_use]
    pub fn of(answer: &str) -> Option<Self> {
        if is_filler(answer) {
            return Some(Self::Unwritten);
        }
        if answer.is_empty() || answer.len() > LONGEST || matches!(answer, "{}" | "[]") {
            return None;
        }
        let word = answer.trim_matches(|char| is_mark(char) || char == ' ');
        if word.is_empty() {
            return (answer.chars().count() <= MOST_MARKS).then_some(Self::Marks);
        }
        let is_in = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is_in(&UNWRITTEN) {
            Some(Self::Unwritten)
        } else {
            stands_for_nothing(word).then_some(Self::Missing)
        }
    }

    /// Returns true if the question asks for this answer: it names the word, or shows a program that prints it.
    pub fn is_asked_for<'t>(self, answer: &str, asked: impl Iterator<Item = Text<'t>>) -> bool {
        let word = answer.trim_matches(|char| is_mark(char) || char == ' ');
        let is_printed = || PRINTED.iter().any(|value| value.eq_ignore_ascii_case(word));
        let shows = |text: &str| match self {
            Self::Unwritten => false,
            Self::Missing => {
                has_word(text, word)
                    || (is_printed() && CODE.iter().any(|code| text.contains(code)))
            }
            Self::Marks => SIGNS.contains(answer) && text.contains(answer),
        };
        asked.into_iter().any(|text| shows(&text.decode()))
    }

    /// Returns a digest of a placeholder, with its kind.
    #[must_use]
    pub fn digest(self, answer: &str) -> u64 {
        crate::diagnostic::hash::narrow_digest(answer.as_bytes()) << 2 | self as u64
    }

    /// Returns true if it is [`Emptiness::Unwritten`], from its digest.
    #[must_use]
    pub const fn is_unwritten(digest: u64) -> bool {
        digest & 3 == Self::Unwritten as u64
    }
}

#[cfg(test)]
mod tests {
    use super::Emptiness;

    #[test]
    fn what_says_nothing_is_told_from_short_answers() {
        for (answer, why) in [
            ("-", Emptiness::Marks),
            ("...", Emptiness::Marks),
            ("…", Emptiness::Marks),
            ("?", Emptiness::Marks),
            ("N/A", Emptiness::Missing),
            ("n/a.", Emptiness::Missing),
            ("None", Emptiness::Missing),
            ("(null)", Emptiness::Missing),
            ("TODO", Emptiness::Unwritten),
            ("TODO: ...", Emptiness::Unwritten),
            ("[Your answer here]", Emptiness::Unwritten),
            ("<noinput>", Emptiness::Missing),
            ("<No Output>", Emptiness::Missing),
            ("[No output]", Emptiness::Missing),
            (
                "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
                Emptiness::Unwritten,
            ),
        ] {
            assert_eq!(Emptiness::of(answer), Some(why), "{answer}");
        }
        for answer in [
            "A",
            "b",
            "yes",
            "no",
            "4",
            "-1",
            "50%",
            "👍",
            "是",
            "[]",
            "{}",
            "ok.",
            "to do the laundry",
            "none of these",
            "Nil",
            "Null",
            "--------------------",
            "",
        ] {
            assert_eq!(Emptiness::of(answer), None, "{answer}");
        }
    }
}
