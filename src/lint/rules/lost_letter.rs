//! `lost-letter`

use std::ops::Range;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Signs, Value};
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "lost-letter",
    severity: Severity::Warning,
    what: "Question marks in place of letters. At least two words have one inside, and one of these words has no vowel before it (`f?r`); or words consist of question marks only. It is reported once per record. Texts with code, and records about patterns, puzzles and missing letters, are not reported.",
    why: "Programs write ? for a letter that an encoding does not have. The letters are lost, and the model learns words that do not exist.",
    example: r#"{"prompt": "Wann ist offen?", "completion": "F?r G?ste ab neun, im Winter sp?ter."}"#,
    instead: r#"{"prompt": "Wann ist offen?", "completion": "Für Gäste ab neun, im Winter später."}"#,
    model: None,
    source: "Python's errors=\"replace\", .NET's Encoding.ASCII, Java's String.getBytes and SQL Server's varchar write ? for what they cannot encode.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about the content of texts.",
    fixable: false,
    check: Check::Record(Repetition::EachTime, Fixing::Nothing, Signs::ALWAYS, check),
};

/// Words of records in which a question mark in a word is meant.
const ABOUT: [&str; 16] = [
    "regex",
    "regular expression",
    "pattern",
    "wildcard",
    "glob",
    "placeholder",
    "puzzle",
    "crossword",
    "hangman",
    "guess",
    "letter",
    "cipher",
    "encod",
    "unicode",
    "question mark",
    "syntax",
];
/// Signs of a text that holds code.
const CODE: [&str; 8] = ["`", "\\\\", "==", "=>", "();", "</", "({", "$("];
/// Question marks in two words of nothing else.
const FEWEST_ALONE: usize = 6;

fn message(word: &str, more: usize) -> Message {
    let more = match more {
        0 => String::new(),
        more => format!(", and {} more in the record", several(more as u64, "word")),
    };
    Message::new(
        format!(
            "question marks in place of letters in \"{word}\"{more}: the text was saved in an encoding that does not have them"
        ),
        "export the source again as UTF-8; the letters are lost in this file",
    )
}

/// The kind of a word with question marks.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A letter is lost for certain: no vowel is before it.
    Sure,
    /// A letter may be lost.
    Possible,
    /// There is no other letter.
    Alone,
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw();
    if !may_have_lost(record.as_bytes()) {
        return None;
    }
    let mut found: Vec<(Span, &str, Kind)> = Vec::new();
    for text in root.nodes().filter_map(Value::as_text) {
        let (raw, inner) = (text.raw(), text.span().start + 1);
        if CODE.iter().any(|sign| raw.contains(sign)) {
            continue;
        }
        let mut end = 0;
        for at in memchr::memchr_iter(b'?', raw.as_bytes()) {
            if at < end {
                continue;
            }
            let word = word_at(raw, at);
            end = word.end;
            if let Some(kind) = kind(raw, &word) {
                let span = Span::new(inner + narrow(word.start), inner + narrow(word.end));
                found.push((span, &raw[word], kind));
            }
        }
    }
    let first = found.iter().find(|(_, _, kind)| *kind == Kind::Sure);
    let is_lost = first.is_some_and(|(_, first, _)| {
        let is_other = |(_, word, kind): &(Span, &str, Kind)| word != first && *kind != Kind::Alone;
        found.iter().any(is_other)
    });
    let alone = || found.iter().filter(|(_, _, kind)| *kind == Kind::Alone);
    let marks = || alone().map(|(_, word, _)| word.len()).sum::<usize>();
    let (span, word, count) = if is_lost {
        let &(span, word, _) = first?;
        (span, word, found.len())
    } else if alone().nth(1).is_some() && marks() >= FEWEST_ALONE {
        let &(span, word, _) = alone().next()?;
        (span, word, alone().count())
    } else {
        return None;
    };
    let lower = record.to_ascii_lowercase();
    if ABOUT.iter().any(|word| lower.contains(word)) {
        return None;
    }
    Some(RecordFinding {
        span,
        message: message(word, count - 1),
    })
}

/// Returns true if a question mark is between two letters or beside another.
fn may_have_lost(record: &[u8]) -> bool {
    memchr::memchr_iter(b'?', record).any(|at| {
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let next = record.get(at + 1);
        next == Some(&b'?')
            || next.is_some_and(u8::is_ascii_lowercase) && at > 0 && is_letter(record.get(at - 1))
    })
}

/// The letters and question marks around `at`.
fn word_at(raw: &str, at: usize) -> Range<usize> {
    let is_inside = |char: &char| char.is_alphabetic() || *char == '?';
    let length =
        |chars: &mut dyn Iterator<Item = char>| -> usize { chars.map(char::len_utf8).sum() };
    let mut start = at - length(&mut raw[..at].chars().rev().take_while(is_inside));
    // The letter of an escape is none of the word's.
    if raw[..start].ends_with('\\') && start < at {
        start += 1;
    }
    start..at + length(&mut raw[at..].chars().take_while(is_inside))
}

fn kind(raw: &str, range: &Range<usize>) -> Option<Kind> {
    let word = &raw[range.clone()];
    let is_closed = |char: char| char.is_whitespace() || ",.;:!\"'()\\-\u{2019}".contains(char);
    let before = raw[..range.start].chars().next_back();
    let mut behind = raw[range.end..].chars();
    let (next, second) = (behind.next(), behind.next());
    let is_behind_escape = raw.as_bytes().get(range.start.wrapping_sub(2)) == Some(&b'\\');
    // A point or a colon inside is one of addresses and code.
    let is_free = (is_behind_escape || before.is_none_or(|char| is_closed(char) && char != '.'))
        && next.is_none_or(|char| {
            is_closed(char)
                && (!".:".contains(char) || second.is_none_or(|char| !char.is_alphanumeric()))
        });
    if !is_free {
        return None;
    }
    let (Some(head), Some(tail)) = (word.find('?'), word.rfind('?')) else {
        return None;
    };
    let (head, middle, tail) = (&word[..head], &word[head..=tail], &word[tail + 1..]);
    if head.is_empty() && tail.is_empty() {
        let is_whole = middle.bytes().all(|byte| byte == b'?');
        return (is_whole && middle.len() > 1).then_some(Kind::Alone);
    }
    // Behind a question mark that ends a sentence is a capital letter, or nothing.
    if !tail.starts_with(|char: char| char.is_ascii_lowercase()) {
        return None;
    }
    let is_vowelless = |part: &str| part.is_ascii() && !part.is_empty() && !part.contains(VOWELS);
    if head.is_empty() {
        return Some(Kind::Possible);
    }
    let is_sure = is_vowelless(head);
    Some(if is_sure { Kind::Sure } else { Kind::Possible })
}

/// Vowels, with y, without which no word is written.
const VOWELS: [char; 12] = ['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'];

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let of = |text: &str| format!(r#"{{"prompt": "a", "completion": "{text}"}}"#);
        passes(
            &RULE,
            [
                ("", of("Is it open?yes, it is. Really?no. Why?because.")),
                ("", of("Write colou?r and flavou?r as a regex.")),
                ("", of("colou?r")),
                (
                    "",
                    of("See https://a.example/f?r=1 and /g?n=2 or b.example?q"),
                ),
                ("", of("x = c?b:d; y = g?h:k")),
                ("", of(r"f?r\\d+ and m?r\\s")),
                ("", of("What?? No!! Hm?? ??")),
                ("", of("At ??:?? he left.")),
                ("", of("2 ?? 3 = 5")),
                ("", of("Fill in the missing letter: c?t, d?g, b?rd.")),
                ("", of(r"Was?\nmit dem? Ja?\tgut")),
                ("", of("Für Gäste offen?")),
                ("", of("INSERT INTO t VALUES (?, ?, ?)")),
                ("", of("`f?r` and m?r")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of("F?r G?ste ab neun, im Winter sp?ter."),
                    "warning: question marks in place of letters in \"F?r\", and 2 words more in the record: the text was saved in an",
                    "F?r",
                ),
                (
                    "",
                    of(r"Was?\nGr??e f?r M?ller"),
                    "question marks in place of letters in \"Gr??e\", and 2 words more in the record",
                    "Gr??e",
                ),
                ("", of("?ber den See, f?r alle"), "\"f?r\"", "f?r"),
                ("", of("o? est la cr?me br?l?e"), "\"cr?me\"", "cr?me"),
                (
                    "",
                    of("?????? ????, ???"),
                    "question marks in place of letters in \"??????\", and 2 words more in the record",
                    "??????",
                ),
            ],
        );
    }
}
