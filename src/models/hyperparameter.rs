//! What a job's request may set of the training itself.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// A hyperparameter of a job, under the name that the API gives it. Serializes as `Hyperparameter` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hyperparameter {
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Smallest value that any source gives; itself allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// Largest value that any source gives; itself allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// What the job takes where the request says nothing; a number, or one of `words`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// Words that are allowed too, such as `auto`; of a choice, all that is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The request must set it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// AWS raises its maximum for an account on request.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adjustable: bool,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// What the bare numbers do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Narrower ranges or other defaults of other sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<DisputedRange>,
}

/// What the values of a hyperparameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Float,
    /// One of a few words.
    Choice,
}

/// What another source says of a hyperparameter; only what differs.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    pub default: Option<Value>,
    /// The words that this source allows, where they are fewer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// How the source comes to say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
