//! Token estimates. No tokenizer of these models is published, so that every number here is an estimate, and named so.

use serde::{Deserialize, Serialize};

use crate::json::Text;

/// The planning figure of AWS: "approximately 6 characters per token" (UG-prep, read 2026-11-22). Optimistic for a count.
pub const CHARACTERS_PER_TOKEN_LOW: u64 = 6;
/// The usual figure for English prose.
pub const CHARACTERS_PER_TOKEN_LIKELY: u64 = 4;
/// The ratio of a real job for dense English text: 10,000 characters were 4,919 tokens (I-224).
pub const CHARACTERS_PER_TOKEN_HIGH: u64 = 2;
/// The ratio of AWS's Claude script (V-claude); past it a record may be too long.
pub const CHARACTERS_PER_TOKEN_CAREFUL: u64 = 3;
/// Scripts of three bytes a character take about a token a character.
const BYTES_PER_TOKEN_OTHER_SCRIPTS: u64 = 3;

/// An extent of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Unicode code points.
    pub characters: u64,
    /// Bytes as UTF-8, as they stand in the file.
    pub bytes: u64,
}

impl Extent {
    /// Adds a string of the record.
    pub fn add(&mut self, text: Text<'_>) {
        self.characters += text.chars() as u64;
        self.bytes += text.raw().len() as u64;
    }

    /// Adds JSON that is not a string: the arguments of a tool call.
    pub fn add_json(&mut self, raw: &str) {
        self.characters += raw.chars().count() as u64;
        self.bytes += raw.len() as u64;
    }

    /// Adds another extent.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            bytes: self.bytes + other.bytes,
        }
    }

    /// The estimate.
    #[must_use]
    pub fn tokens(self) -> Tokens {
        // Half as many bytes again as characters: most of the text is in a script of three-byte characters.
        let other_scripts = if self.bytes * 2 >= self.characters * 3 {
            self.bytes / BYTES_PER_TOKEN_OTHER_SCRIPTS
        } else {
            0
        };
        Tokens {
            low: self.characters.div_ceil(CHARACTERS_PER_TOKEN_LOW),
            likely: self
                .characters
                .div_ceil(CHARACTERS_PER_TOKEN_LIKELY)
                .max(other_scripts),
            high: self
                .characters
                .div_ceil(CHARACTERS_PER_TOKEN_HIGH)
                .max(other_scripts),
        }
    }
}

/// An estimate of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Not likely fewer.
    pub low: u64,
    /// About this many.
    pub likely: u64,
    /// Not likely more.
    pub high: u64,
}

impl Tokens {
    /// Adds another record's.
    pub fn add(&mut self, other: Self) {
        self.low += other.low;
        self.likely += other.likely;
        self.high += other.high;
    }
}
