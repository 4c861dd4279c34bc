//! Words that a program or a form writes where there is nothing: `nan`, `<noinput>`, `N/A`.

/// Without marks around them.
const WORDS: [&str; 15] = [
    "n/a",
    "n.a",
    "na",
    "nan",
    "null",
    "nil",
    "none",
    "undefined",
    "noinput",
    "no input",
    "nooutput",
    "no output",
    "no answer",
    "no response",
    "not applicable",
];
/// In this spelling these are words: sodium, a bread, the Nile, the German zero.
const NAMES: [&str; 4] = ["Na", "Nan", "Nil", "Null"];
/// The longest placeholder, in bytes.
const LONGEST: usize = 24;

/// Returns true if a character is a mark that may surround a placeholder.
#[must_use]
pub fn is_mark(char: char) -> bool {
    char.is_ascii_punctuation() || matches!(char, '…' | '—' | '–' | '。')
}

/// Returns true if `word`, without marks around it, is a placeholder.
#[must_use]
pub fn stands_for_nothing(word: &str) -> bool {
    !NAMES.contains(&word) && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Returns true if a text beside a question is only a placeholder.
#[must_use]
pub fn is_no_text(text: &str) -> bool {
    let text = text.trim();
    let word = text.trim_matches(|char| is_mark(char) || char == ' ');
    text.len() <= LONGEST && stands_for_nothing(word)
}

/// The words that only data sets of instructions write: they are never the text that an instruction is about.
const CERTAIN: [&str; 4] = ["noinput", "no input", "nooutput", "no output"];
/// Words of an instruction that refers to a text beside it.
const REFERRING: [&str; 33] = [
    "this",
    "these",
    "following",
    "below",
    "above",
    "given",
    "provided",
    "input",
    "it",
    "its",
    "word",
    "words",
    "term",
    "phrase",
    "text",
    "sentence",
    "passage",
    "value",
    "keyword",
    "expression",
    "abbreviation",
    "acronym",
    "symbol",
    "code",
    "literal",
    "string",
    "token",
    "label",
    "diagnosis",
    "finding",
    "result",
    "field",
    "answer",
];
/// Referring words in languages without spaces between words.
const REFERRING_PARTS: [&str; 8] = ["以下", "下面", "下列", "这", "這", "给定", "次の", "この"];
/// An instruction of fewer words lacks its object.
const FEWEST_WORDS: usize = 3;

/// Returns true if the placeholder `text` may be left out beside `instruction`, as it is not data. `is_usual` is true if the
/// file has placeholders beside other instructions, too; `answer` is the answer of the record.
#[must_use]
pub fn is_filler(text: &str, instruction: &str, answer: &str, is_usual: bool) -> bool {
    let word = text
        .trim()
        .trim_matches(|char| is_mark(char) || char == ' ');
    if CERTAIN.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return true;
    }
    is_usual
        && !refers_to_a_text(instruction)
        && ![instruction, answer]
            .iter()
            .any(|said| has_word(said, word))
}

/// Returns true if `instruction` seems to refer to a text beside it.
fn refers_to_a_text(instruction: &str) -> bool {
    let instruction = instruction.trim();
    let is_one_of = |word: &str| {
        REFERRING
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    let is_short = instruction.is_ascii()
        && instruction
            .split_ascii_whitespace()
            .nth(FEWEST_WORDS - 1)
            .is_none();
    is_short
        || instruction.ends_with([':', '：'])
        || REFERRING_PARTS
            .iter()
            .any(|part| instruction.contains(part))
        || words(instruction).any(is_one_of)
}

fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|other| other.eq_ignore_ascii_case(word))
}

/// The words of `text`; a slash is part of one, as in `N/A`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|char: char| !(char.is_alphanumeric() || char == '/'));
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_filler, is_no_text};

    #[test]
    fn a_word_that_an_instruction_is_about_is_data() {
        for (text, instruction, answer) in [
            ("None", "Classify the word", "pronoun"),
            ("None", "Explain", "The value of nothing in Python."),
            (
                "null",
                "What does JavaScript print here?",
                "It prints null.",
            ),
            ("NA", "Expand the abbreviation.", "North America"),
            (
                "None",
                "Known allergies of the patient:",
                "No allergies are known.",
            ),
            ("NaN", "给定以下内容，解释含义", "不是数字"),
        ] {
            assert!(!is_filler(text, instruction, answer, true), "{instruction}");
        }
        for (text, instruction) in [
            ("nan", "Name a soup that is served cold."),
            ("None", "Who painted the ceiling?"),
            ("N/A", "Can dogs eat grapes?"),
        ] {
            assert!(is_filler(text, instruction, "Yes.", true), "{instruction}");
            assert!(
                !is_filler(text, instruction, "Yes.", false),
                "{instruction}"
            );
        }
        assert!(is_filler("<noinput>", "Classify the word", "a", false));
    }

    #[test]
    fn words_for_nothing_are_told_from_texts() {
        for text in [
            "<noinput>",
            "No input",
            "noinput",
            "<no input>",
            "nan",
            "N/A",
            "None.",
            "[No output]",
            "undefined",
            " null ",
            "NA",
        ] {
            assert!(is_no_text(text), "{text}");
        }
        for text in [
            "",
            "Na",
            "Nil",
            "none of these",
            "no",
            "0",
            "-",
            "Nile",
            "no input device was found",
        ] {
            assert!(!is_no_text(text), "{text}");
        }
    }
}
