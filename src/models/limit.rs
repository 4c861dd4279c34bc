//! A number with its source, the numbers of other sources, and how a count breaks it.

use serde::{Deserialize, Serialize};

use super::Disputed;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;

/// A number taken from AWS: the loosest that any source gives. Going past it is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limit {
    /// The loosest number that any source gives; the number itself is still allowed.
    pub value: u64,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Condition or remark on the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Set if AWS raises it for an account on request: see `CheckOptions.limits`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adjustable: bool,
    /// Set if sources disagree on whether the limit exists at all: going past it is never more than a warning.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advisory: bool,
    /// Stricter numbers of other sources, loosest first: going past one of them is a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Disputed<u64>>,
    /// Looser numbers of single sources that most others contradict, loosest first: a caller may set one, see
    /// `CheckOptions.limits`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outvoted: Vec<Disputed<u64>>,
    /// The number at each batch size, if it depends on that; `value` is the largest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_batch_size: Vec<AtBatchSize>,
    /// True if the number is the caller's own.
    #[serde(skip)]
    pub by_user: bool,
}

/// A limit's number at some batch sizes of the job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AtBatchSize {
    /// Smallest of these batch sizes.
    pub from: u64,
    /// Largest of these batch sizes.
    pub to: u64,
    /// The number; absent if these batch sizes are not available.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
}

/// A limit that was gone past, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The number that was gone past.
    pub value: u64,
    /// Its owner.
    pub whose: Whose<'a>,
    /// Addition to the bare number.
    pub note: Option<&'a str>,
    /// All sources agree: an error. Otherwise a warning.
    pub certain: bool,
    /// The loosest number and its source, where that is not the one that was gone past.
    pub looser: Option<(u64, &'a str)>,
}

/// The owner of a limit's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    /// A page's or script's: its title and tag.
    Source(&'a str),
    /// The user's own, set in the place of a quota that AWS raises.
    User,
}

impl Breach<'_> {
    /// The message as sure as its source: a warning where another source disagrees.
    #[must_use]
    pub fn weigh(&self, message: Message) -> Message {
        if self.certain {
            message
        } else {
            message.at(Severity::Warning)
        }
    }
}

impl std::fmt::Display for Breach<'_> {
    /// Writes `20,000 according to AWS General Reference, … (GR)`, or `50,000 (set by you)`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = grouped(self.value);
        match self.whose {
            Whose::Source(source) => write!(formatter, "{value} according to {source}")?,
            Whose::User => write!(formatter, "{value} (set by you)")?,
        }
        match (self.looser, self.note) {
            // One source read in two ways: the note explains this number.
            (Some((_, source)), Some(note)) if self.whose == Whose::Source(source) => {
                write!(formatter, ", {note}")
            }
            (Some((looser, source)), _) => {
                write!(formatter, "; {} according to {source}", grouped(looser))
            }
            (None, _) => Ok(()),
        }
    }
}

impl Limit {
    /// Returns true if callers may set another number.
    #[must_use]
    pub const fn can_be_set(&self) -> bool {
        self.adjustable || !self.outvoted.is_empty()
    }

    /// Returns the breach if `number` is above this limit, or `None`.
    #[must_use]
    pub fn above(&self, number: u64) -> Option<Breach<'_>> {
        self.breach(|value| number > value)
    }

    /// Returns the breach if `number` is below this limit, or `None`.
    #[must_use]
    pub fn below(&self, number: u64) -> Option<Breach<'_>> {
        self.breach(|value| number < value)
    }

    fn breach(&self, past: impl Fn(u64) -> bool) -> Option<Breach<'_>> {
        if past(self.value) {
            return Some(Breach {
                value: self.value,
                whose: self.whose(),
                note: self.note.as_deref(),
                certain: !self.advisory,
                looser: self
                    .outvoted
                    .first()
                    .filter(|_| !self.by_user)
                    .map(|other| (other.value, other.source.as_str())),
            });
        }
        let disputed = self.disputed.iter().find(|disputed| past(disputed.value))?;
        Some(Breach {
            value: disputed.value,
            whose: Whose::Source(&disputed.source),
            note: disputed.note.as_deref(),
            certain: false,
            looser: Some((self.value, &self.source)),
        })
    }

    /// Returns the owner of `value`.
    #[must_use]
    pub fn whose(&self) -> Whose<'_> {
        if self.by_user {
            Whose::User
        } else {
            Whose::Source(&self.source)
        }
    }

    /// The same limit with the user's undisputed number: granted by AWS, or taken from another source.
    #[must_use]
    pub fn set_by_user(&self, value: u64) -> Self {
        Self {
            value,
            disputed: Vec::new(),
            by_user: true,
            ..self.clone()
        }
    }
}
