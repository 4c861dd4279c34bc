//! Words of short prompts: too few for runs of three to find a changed one in the middle.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::analysis::similarity::case_folding::{Class, classify, fold};
use crate::analysis::similarity::tokenizer::compose;
use crate::diagnostic::position::narrow;
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

/// Writes the words of a short prompt, parted by spaces, behind a tab and the digest of what stands before all turns. Writes
/// nothing for other prompts: long ones, formulas, and what is more than text.
pub fn write(before: u64, prompt: &[Turn<'_>], into: &mut String) {
    into.clear();
    let blocks = || prompt.iter().flat_map(|turn| &turn.blocks);
    let length = |block: &Block<'_>| match block {
        Block::Text(text) => text.raw().len(),
        _ => MOST_BYTES + 1,
    };
    if blocks().map(length).sum::<usize>() > MOST_BYTES {
        return;
    }
    let mut words = String::new();
    for block in blocks() {
        let Block::Text(text) = block else { continue };
        let text = text.decode();
        let is_formula = |sign: char| "+*/=<>^".contains(sign);
        if text.contains(|sign: char| sign.is_numeric()) && text.contains(is_formula) {
            return;
        }
        for character in compose(&text).chars() {
            match classify(character) {
                Class::Letter => fold(character, |folded| words.push(folded)),
                Class::Ideograph | Class::Symbol => {
                    words.push(' ');
                    words.push(character);
                    words.push(' ');
                }
                Class::Mark | Class::Space => words.push(' '),
                Class::Nothing => {}
            }
        }
        words.push(' ');
    }
    let count = words.split_whitespace().count();
    if (FEWEST_WORDS..=MOST_WORDS).contains(&count) {
        if before != 0 {
            let _ = write!(into, "{before:x}");
        }
        into.push('\t');
        for (at, word) in words.split_whitespace().enumerate() {
            if at > 0 {
                into.push(' ');
            }
            into.push_str(word);
        }
    }
}
