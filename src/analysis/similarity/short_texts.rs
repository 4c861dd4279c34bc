//! Words of short prompts, too few for runs of three to find a changed one in the middle, and of short questions behind a passage,
//! which outweighs them.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::case_folding::{Class, classify, fold};
use crate::analysis::similarity::exact::{exact_digest, is_formal};
use crate::analysis::similarity::tokenizer::compose;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::narrow;
use crate::json::Text;
use crate::record::sample::{Block, Turn};

/// Words of a short prompt, at most and at least.
pub const MOST_WORDS: usize = 14;
const FEWEST_WORDS: usize = 3;
/// Bytes of a short prompt as it is written, at most.
const MOST_BYTES: usize = 200;

/// The short prompts of records that follow each other; nothing where a prompt is long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortTexts {
    /// By record: one past its last byte.
    ends: Vec<u32>,
    text: String,
}

impl ShortTexts {
    /// Adds the next record.
    pub fn push(&mut self, prompt: &str) {
        self.text.push_str(prompt);
        self.ends.push(narrow(self.text.len()));
    }

    /// Returns the prompt of a record.
    #[must_use]
    pub fn get(&self, record: usize) -> &str {
        let start = record.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[record] as usize]
    }

    /// Returns the number of bytes of all.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// What begins the digest of a passage, and the words of the question behind it.
const PASSAGE: char = '\u{1}';
const BEHIND: char = '\u{2}';
/// Words of such a question, at least.
const FEWEST_BEHIND: usize = 3;
/// What begins the lines of a prompt that is no short one for all its words.
const LINES: char = '\u{3}';
/// A word that ends a line.
const LINE: &str = "\u{4}";
/// Bytes of a label, and of a prompt that is parted in lines, as they are written, at most.
const LONGEST_LABEL: usize = 40;
const MOST_BYTES_OF_LINES: usize = 600;

/// Writes the words of a short prompt, parted by spaces, behind a tab and the digest of what stands before all turns; of a longer
/// prompt those of its last line, if that is short. If the answer is a label, the words are those of each line, and a line with a
/// formula or code is one word, whatever the length. Writes nothing for other formulas, and for what is more than text.
pub fn write(before: u64, (prompt, answer): (&[Turn<'_>], &[Turn<'_>]), into: &mut String) {
    into.clear();
    // In a conversation of several turns greetings are alike whatever is asked.
    if prompt.len() > 1 {
        return;
    }
    let blocks = || prompt.iter().flat_map(|turn| &turn.blocks);
    let length = |block: &Block<'_>| match block {
        Block::Text(text) => text.raw().len(),
        _ => usize::MAX / 2,
    };
    let bytes = blocks().map(length).fold(0, usize::saturating_add);
    let is_label = answer
        .iter()
        .flat_map(|turn| &turn.blocks)
        .map(length)
        .sum::<usize>()
        <= LONGEST_LABEL;
    if let (true, Some(Block::Text(text)), None) = (
        is_label && !answer.is_empty() && bytes <= MOST_BYTES_OF_LINES,
        blocks().next(),
        blocks().nth(1),
    ) && write_lines(before, &text.decode(), into)
    {
        return;
    }
    if bytes > MOST_BYTES {
        if let Some(Block::Text(text)) = prompt.last().and_then(|turn| turn.blocks.last()) {
            write_last_line(*text, into);
        }
        return;
    }
    let mut words = String::new();
    for block in blocks() {
        let Block::Text(text) = block else { continue };
        if is_calculation(&text.decode()) {
            return;
        }
        push_words(&text.decode(), &mut words);
    }
    let count = words.split_whitespace().count();
    if (FEWEST_WORDS..=MOST_WORDS).contains(&count) {
        write_short(before, &words, into);
    }
}

fn write_short(before: u64, words: &str, into: &mut String) {
    if before != 0 {
        let _ = write!(into, "{before:x}");
    }
    into.push('\t');
    push_parted(words, into);
}

/// The lines of a prompt, if there are several or one with a formula or code.
fn write_lines(before: u64, text: &str, into: &mut String) -> bool {
    let is_code = is_formal(text);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    if !is_code && lines.clone().nth(1).is_none() {
        return false;
    }
    let mut words = String::new();
    for (at, line) in lines.enumerate() {
        if at > 0 {
            words.push_str(LINE);
            words.push(' ');
        }
        if is_code && is_formal(line) {
            let _ = write!(words, "{:x} ", exact_digest(line));
        } else {
            push_words(line, &mut words);
        }
    }
    let count = words
        .split_whitespace()
        .filter(|word| *word != LINE)
        .count();
    if !is_code && (FEWEST_WORDS..=MOST_WORDS).contains(&count) {
        write_short(before, &words, into);
    } else {
        into.push(LINES);
        push_parted(&words, into);
    }
    true
}

/// The question behind a passage.
fn write_last_line(text: Text<'_>, into: &mut String) {
    let raw = text.raw();
    let Some(start) = memchr::memmem::rfind(raw.as_bytes(), br"\n") else {
        return;
    };
    let line = &raw[start + 2..];
    if line.len() > MOST_BYTES || line.replace("\\\"", "").contains('\\') || is_calculation(line) {
        return;
    }
    let mut words = String::new();
    push_words(line, &mut words);
    if words.split_whitespace().count() >= FEWEST_BEHIND {
        let passage = narrow_digest(&raw.as_bytes()[..start]);
        let _ = write!(into, "{PASSAGE}{passage:x}{BEHIND}");
        push_parted(&words, into);
    }
}

/// Returns the digest of a passage and the words of the question behind it.
#[must_use]
pub fn behind_passage(written: &str) -> Option<(&str, &str)> {
    written.strip_prefix(PASSAGE)?.split_once(BEHIND)
}

/// Returns the digest of what stands before a short prompt and the words of this.
#[must_use]
pub fn short_prompt(written: &str) -> Option<(&str, &str)> {
    written.split_once('\t')
}

/// Returns the words of the lines that each of two prompts with a label for an answer has for itself, if they share a line or hold
/// formulas or code.
#[must_use]
pub fn own_lines<'t>(one: &'t str, other: &'t str) -> Option<[Vec<&'t str>; 2]> {
    let lines = |text: &'t str| -> Option<Vec<&'t str>> {
        let long = text.strip_prefix(LINES);
        let said = long.or_else(|| Some(short_prompt(text)?.1))?;
        let lines = || said.split(LINE).map(str::trim);
        (long.is_some() || lines().nth(1).is_some()).then(|| lines().collect())
    };
    let (one, other) = (lines(one)?, lines(other)?);
    let own = |of: &[&'t str], others: &[&'t str]| -> Vec<&'t str> {
        let own = of.iter().filter(|line| !others.contains(line));
        own.flat_map(|line| line.split(' ')).collect()
    };
    Some([own(&one, &other), own(&other, &one)])
}

/// Returns true if a text calculates with numbers.
fn is_calculation(text: &str) -> bool {
    text.contains(char::is_numeric) && text.contains(|sign: char| "+*/=<>^".contains(sign))
}

/// Appends the words of a text, with spaces around.
fn push_words(text: &str, words: &mut String) {
    let composed = compose(text);
    for (at, character) in composed.char_indices() {
        match classify(character) {
            Class::Letter => fold(character, |folded| words.push(folded)),
            Class::Ideograph | Class::Symbol => {
                words.push(' ');
                words.push(character);
                words.push(' ');
            }
            Class::Mark if is_within_word(&composed, at) => {}
            Class::Mark | Class::Space => words.push(' '),
            Class::Nothing => {}
        }
    }
    words.push(' ');
}

/// Returns true for an apostrophe before the last one or two letters of a word, which people leave out in haste: `isn't`, `what's`.
fn is_within_word(text: &str, at: usize) -> bool {
    let is_letter = |one: char| classify(one) == Class::Letter;
    let mut behind = text[at..].chars();
    matches!(behind.next(), Some('\'' | '’'))
        && text[..at].chars().next_back().is_some_and(is_letter)
        && (1..=2).contains(&behind.take_while(|&one| is_letter(one)).count())
}

fn push_parted(words: &str, into: &mut String) {
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            into.push(' ');
        }
        into.push_str(word);
    }
}
