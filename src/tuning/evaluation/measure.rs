//! Measures of answers, one number each.

use serde::Serialize;

use super::score::{Score, Standard};

/// The measure that a verdict is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "EvaluationMeasure")
)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// For references that are classes or numbers: right or wrong.
    Accuracy,
    /// For references with fields: the share of right fields.
    FieldAccuracy,
    /// For references that are texts: the words that they share with the answer.
    TokenF1,
}

impl Measure {
    /// The measure for answers that are held to `standard`.
    #[must_use]
    pub fn for_answers(standard: &Standard) -> Self {
        match (&standard.classes, &standard.shape) {
            (Some(_), _) => Self::Accuracy,
            (None, Some(shape)) if shape.is_number => Self::Accuracy,
            (None, Some(shape)) if shape.has_fields => Self::FieldAccuracy,
            (None, _) => Self::TokenF1,
        }
    }

    /// Returns the measure of an answer, from 0 to 1.
    #[must_use]
    pub fn of(self, score: &Score) -> f64 {
        match self {
            Self::Accuracy => share(score.is_like),
            Self::FieldAccuracy => score.field_share(),
            Self::TokenF1 => score.token_f1,
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::FieldAccuracy => "field accuracy",
            Self::TokenF1 => "token F1",
        }
    }

    /// Returns the reason for choosing this measure.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Accuracy => {
                "Measured by accuracy, whatever case, white space and punctuation: the references are classes or numbers."
            }
            Self::FieldAccuracy => {
                "Measured by field accuracy, the share of a reference's fields that the answer has right: the references have the same fields."
            }
            Self::TokenF1 => {
                "Measured by token F1 (precision and recall of shared words): the references are free text. A good answer in other words scores low, in both models alike."
            }
        }
    }

    /// Returns true if an answer can only be right or wrong by this measure.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Accuracy)
    }
}

/// 1 for yes.
#[must_use]
pub fn share(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
