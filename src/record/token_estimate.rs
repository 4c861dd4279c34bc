//! Token estimates. No tokenizer of these models is published, so that every number here is an estimate, and named so.

use serde::{Deserialize, Serialize};

use super::character_class::{CLASSES, ClassCounts};
use crate::json::Text;

/// The planning figure of AWS: "approximately 6 characters per token" (UG-prep, read 2026-11-22). Optimistic for a count.
pub const CHARACTERS_PER_TOKEN_LOW: u64 = 6;
/// The usual figure for English prose.
pub const CHARACTERS_PER_TOKEN_LIKELY: u64 = 4;
/// The ratio of AWS's Claude script (V-claude); past it a record may be too long.
pub const CHARACTERS_PER_TOKEN_CAREFUL: u64 = 3;

/// Thousandths of a token that a character of each class costs: low, likely, high. Fitted by `benches/tokens/fit.py` to
/// the tokenizers `o200k`, Llama 3 and Qwen 2.5 on prose in 76 languages, code, logs, identifiers, numbers and emoji: low is below and high above
/// all three, likely is near their mean. Low of digits and punctuation, and high of `AfterDigit`, are set below and above that: a token holds up to
/// three digits, and signs of JSON stand three in one; in a UUID each letter behind a digit may be a token.
const COSTS: [[u32; 3]; CLASSES] = [
    [175, 203, 313],    // Lower
    [295, 428, 558],    // Upper
    [0, 0, 117],        // WordStart
    [563, 632, 716],    // Camel
    [333, 668, 1234],   // Digit
    [0, 522, 0],        // NumberStart
    [350, 815, 924],    // Punctuation
    [31, 35, 0],        // Repeated
    [0, 0, 0],          // Space
    [37, 42, 879],      // LineFeed
    [904, 1886, 2137],  // RareLetter
    [52, 151, 172],     // LetterA
    [0, 0, 700],        // AfterDigit
    [381, 562, 1589],   // Latin
    [287, 1292, 1464],  // Mark
    [379, 621, 1050],   // Greek
    [229, 308, 550],    // Cyrillic
    [702, 803, 910],    // CyrillicCapital
    [627, 1930, 4553],  // CyrillicOther
    [269, 1121, 2062],  // Armenian
    [439, 709, 1419],   // Hebrew
    [312, 475, 1115],   // Arabic
    [313, 711, 1189],   // Devanagari
    [392, 488, 622],    // Thai
    [319, 1048, 2235],  // Indic
    [1221, 2474, 2803], // Vietnamese
    [293, 1189, 2190],  // Georgian
    [502, 1433, 2182],  // Burmese
    [1077, 2048, 3078], // Ethiopic
    [605, 1199, 1897],  // Khmer
    [1198, 1685, 2164], // Lao
    [291, 1300, 5150],  // OtherScript
    [648, 727, 1407],   // Symbol
    [661, 742, 841],    // Kana
    [2325, 2797, 3170], // RareHan
    [584, 785, 2000],   // Han
    [714, 801, 2352],   // Hangul
    [1431, 2532, 2870], // FullWidth
    [1188, 2000, 2862], // Emoji
    [2940, 3647, 4133], // Supplementary
];
/// Thousandths of a token to widen the bounds of a record by: short texts differ most.
const MARGIN_LOW: u64 = 2883;
const MARGIN_HIGH: u64 = 4120;

/// An extent of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Unicode code points.
    pub characters: u64,
    classes: ClassCounts,
}

impl Extent {
    /// Adds a string of the record.
    pub fn add(&mut self, text: Text<'_>) {
        if !text.has_escapes() {
            self.characters += text.chars() as u64;
            self.classes.add(b' ', text.raw());
            return;
        }
        let mut before = b' ';
        for piece in text.pieces_as_written() {
            match piece {
                Ok(plain) => {
                    self.characters += plain.chars().count() as u64;
                    self.classes.add(before, plain);
                    before = plain.as_bytes().last().copied().unwrap_or(before);
                }
                Err(char) => {
                    self.characters += 1;
                    let mut bytes = [0; 4];
                    self.classes.add(before, char.encode_utf8(&mut bytes));
                    before = if char.is_ascii() { char as u8 } else { 0x80 };
                }
            }
        }
    }

    /// Adds JSON that is not a string: the arguments of a tool call.
    pub fn add_json(&mut self, raw: &str) {
        self.characters += raw.chars().count() as u64;
        self.classes.add(b' ', raw);
    }

    /// Adds another extent.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            classes: self.classes.plus(other.classes),
        }
    }

    /// The estimate.
    #[must_use]
    pub fn tokens(&self) -> Tokens {
        if self.characters == 0 {
            return Tokens::default();
        }
        let [low, likely, high] = [0, 1, 2].map(|bound| {
            self.classes
                .weighted(COSTS.iter().map(|costs| costs[bound]))
        });
        Tokens {
            low: (low.saturating_sub(MARGIN_LOW) / 1000).max(1),
            likely: likely.div_ceil(1000).max(1),
            high: (high + MARGIN_HIGH).div_ceil(1000),
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
