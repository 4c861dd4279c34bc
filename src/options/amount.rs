//! The size of the validation file: a share or a count.

use crate::diagnostic::option_error::OptionError;
use serde::{Deserialize, Serialize};

/// A share ("20%", 0.2) or a count (500) of records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// Below 1 a share, from 1 on a count.
    Number(f64),
    /// The same as text, or a percentage.
    Text(String),
}

/// The meaning of an [`Amount`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// From 0 up to, not including, 1.
    Share(f64),
    /// A number of records.
    Count(u64),
}

/// Seeds and counts cross the boundary as JavaScript numbers: 2^53 - 1.
pub(super) const LARGEST_WHOLE_NUMBER: u64 = (1 << 53) - 1;

impl Amount {
    /// Parses the share or count.
    ///
    /// # Errors
    /// A sentence, for anything but a share of 0 to under 100% or a whole number of records.
    pub fn quantity(&self) -> Result<Quantity, OptionError> {
        let refused = |shown: &str| {
            OptionError(format!(
                "validation \"{shown}\" is neither a share such as 20% or 0.2 nor a whole number of records such as 500"
            ))
        };
        let (number, shown) = match self {
            Self::Number(number) => (*number, number.to_string()),
            Self::Text(text) => {
                let trimmed = text.trim();
                if let Some(percent) = trimmed.strip_suffix('%') {
                    let share = percent.trim().parse::<f64>().map_err(|_| refused(text))? / 100.0;
                    return if (0.0..1.0).contains(&share) {
                        Ok(Quantity::Share(share))
                    } else {
                        Err(refused(text))
                    };
                }
                (
                    trimmed.parse::<f64>().map_err(|_| refused(text))?,
                    text.clone(),
                )
            }
        };
        if (0.0..1.0).contains(&number) {
            return Ok(Quantity::Share(number));
        }
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact in f64")]
        let largest = LARGEST_WHOLE_NUMBER as f64;
        if number.fract() != 0.0 || !(1.0..=largest).contains(&number) {
            return Err(refused(&shown));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number within range"
        )]
        Ok(Quantity::Count(number as u64))
    }
}
