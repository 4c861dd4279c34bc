//! Options of the split.

use super::Amount;
use crate::diagnostic::option_error::OptionError;
use crate::json::pointer::Pointer;
use crate::options::decisions::Decisions;
use serde::{Deserialize, Serialize};

/// Options of the split between training and validation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SplitOptions {
    /// Share (`20%` or 0.2) or count (500) of the records that go to validation; 0 or `off` for no split.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::number_or_word")
    )]
    pub validation: Amount,
    /// Seed of the split: any whole number from 0 to 2^53 - 1.
    pub seed: u64,
    /// A JSON Pointer (RFC 6901) into the record as it came: records with the same value there stay on one side.
    pub group_by: Option<String>,
    /// Records that name the same picture, video or document in S3 stay on one side: `on`, or `off`.
    pub media_groups: MediaGroups,
    /// Decisions about single records, which override `dedupe` and `keep`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<Decisions>,
    /// Leave out records that training has in common with the validation files or the files of `against`, in a way that counts for
    /// `Overlap.overlapping`: true or `training` for the training records, `validation` for those of the validation files. A
    /// decision to keep a record overrides this.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::flag_or::<Side>")
    )]
    #[serde(skip_serializing_if = "DropOverlap::is_off")]
    pub drop_overlap: DropOverlap,
    /// Classes that both sides have equal shares of: `auto` for the classes of the answers, if they look like classes, a JSON
    /// Pointer into the record as it came, or `off`.
    pub stratify_by: String,
}

impl Default for SplitOptions {
    fn default() -> Self {
        Self {
            validation: Amount::Text("20%".to_owned()),
            seed: 42,
            group_by: None,
            media_groups: MediaGroups::On,
            decisions: None,
            drop_overlap: DropOverlap::Wanted(false),
            stratify_by: AUTO.to_owned(),
        }
    }
}

/// The side that gives up the records that both have, as the user requests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DropOverlap {
    /// Training, or neither.
    Wanted(bool),
    /// That side.
    From(Side),
}

/// A side of the split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SplitSide"))]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The training file.
    Training,
    /// The validation file.
    Validation,
}

impl DropOverlap {
    /// Returns the side, if one is to give records up.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Wanted(true) => Some(Side::Training),
            Self::Wanted(false) => None,
            Self::From(side) => Some(side),
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    const fn is_off(&self) -> bool {
        self.side().is_none()
    }
}

/// If records with the same media stay on one side of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MediaGroups {
    /// They do.
    On,
    /// They may be parted.
    Off,
}

/// The classes of the answers, where they look like classes.
const AUTO: &str = "auto";
const OFF: &str = "off";

/// The classes that both sides have equal shares of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratify {
    /// The classes of the answers, where they look like classes.
    Auto,
    /// Values at a pointer.
    Pointer,
    /// Nothing.
    Off,
}

impl SplitOptions {
    /// Returns the pointer that records are grouped by.
    pub(super) fn group_pointer(&self) -> Result<Option<Pointer>, OptionError> {
        let given = self.group_by.as_deref();
        given
            .map(|text| Pointer::parse(text, "group-by"))
            .transpose()
    }

    /// Returns the classes that both sides have equal shares of.
    #[must_use]
    pub fn stratify(&self) -> Stratify {
        match self.stratify_by.as_str() {
            AUTO => Stratify::Auto,
            OFF => Stratify::Off,
            _ => Stratify::Pointer,
        }
    }

    /// Returns the pointer to the classes that both sides have equal shares of, if the user gave one.
    pub(super) fn class_pointer(&self) -> Result<Option<Pointer>, OptionError> {
        if self.stratify() != Stratify::Pointer {
            return Ok(None);
        }
        let option = format!("neither {AUTO} nor {OFF}: stratify-by");
        Pointer::parse(&self.stratify_by, &option).map(Some)
    }
}
