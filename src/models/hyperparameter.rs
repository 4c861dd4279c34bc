//! Hyperparameters that a job's request may set.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// A hyperparameter of a job, with the widest range that any source gives.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hyperparameter {
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Smallest value that any source gives; the value itself is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// Largest value that any source gives; the value itself is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// Value that the job takes if the request sets none: a number, or one of `words`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::number_or_word")
    )]
    pub default: Option<Value>,
    /// Words that are allowed beside numbers, such as `auto`; of a choice, all that is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Set if the request must set it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Set if AWS raises its maximum for an account on request.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adjustable: bool,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Condition or remark on the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Narrower ranges or other defaults of other sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<DisputedRange>,
}

/// Type of the values of a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "HyperparameterType")
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Float,
    /// One of a few words.
    Choice,
}

/// A different range of another source; only the properties that differ.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisputedRange {
    /// A larger minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// A smaller maximum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// Another default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::number_or_word")
    )]
    pub default: Option<Value>,
    /// The words that this source allows, if they are fewer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Derivation of the range from the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
