//! The user's decisions about single records, as options have them.

use serde::{Deserialize, Serialize};

use crate::diagnostic::numbers::line_of;
use crate::diagnostic::option_error::OptionError;

/// The version of this shape.
const VERSION: u32 = 1;

/// Records that stay and records that go, decided one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decisions {
    /// Version of this shape.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// Records that stay, whatever repeats them, and take the place of their copies.
    #[serde(default)]
    pub keep: Vec<Decided>,
    /// Records that are left out, and count as if they were not there.
    #[serde(default)]
    pub drop: Vec<Decided>,
    /// Records that are read, checked and written with another text than the one in the file, before anything else is done with
    /// them; the set-aside file has both texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replace: Vec<Replaced>,
}

/// A record with a new text. If its line has other bytes by now, the edit is reported and skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// Name of the file, as in `Decided`.
    pub file: String,
    /// Line of the record, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// XXH3-64 of the bytes of the line, its line feed left out, in hexadecimal.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-fA-F]{16}$")))]
    pub digest: String,
    /// The new text, on one line.
    pub record: String,
}

/// A record that was decided on. If its line has another record by now, the decision is reported and skipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// Name of the file, as in the report; the last part of a path is enough if no two files share it.
    pub file: String,
    /// Line of the record, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Digest of the record: `ClusterRecord.digest`.
    pub digest: String,
}

impl Decisions {
    /// Checks that the decisions make sense.
    ///
    /// # Errors
    /// A sentence, for another version, and for a record that is to be kept and dropped.
    pub fn check(&self) -> Result<(), OptionError> {
        if self.schema_version != VERSION {
            return Err(OptionError(format!(
                "decisions of schemaVersion {} cannot be read, only those of {VERSION}",
                self.schema_version
            )));
        }
        let mut edited: Vec<_> = self.replace.iter().map(Replaced::place).collect();
        edited.sort_unstable();
        if let Some(pair) = edited.windows(2).find(|pair| pair[0] == pair[1]) {
            let (file, line, _) = pair[0];
            return Err(OptionError(format!(
                "decisions: {} is replaced twice",
                line_of(line, Some(file))
            )));
        }
        for edit in &self.replace {
            edit.check()?;
        }
        let mut kept: Vec<&Decided> = self.keep.iter().collect();
        kept.sort_unstable();
        match self.drop.iter().find(|one| kept.binary_search(one).is_ok()) {
            Some(Decided { file, line, .. }) => Err(OptionError(format!(
                "decisions: {} is both kept and dropped",
                line_of(*line, Some(file))
            ))),
            None => Ok(()),
        }
    }
}

impl Replaced {
    fn place(&self) -> (&str, u64, &str) {
        (&self.file, self.line, &self.digest)
    }

    fn check(&self) -> Result<(), OptionError> {
        let is_digest =
            self.digest.len() == 16 && self.digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let wrong = if !is_digest {
            "its digest is not one of 16 hexadecimal digits"
        } else if self.record.contains(['\n', '\r']) {
            "its record must be on one line"
        } else if self.record.trim().is_empty() {
            "there is no record; to exclude one, drop it"
        } else {
            return Ok(());
        };
        Err(OptionError(format!(
            "decisions: {} cannot be replaced: {wrong}",
            line_of(self.line, Some(&self.file))
        )))
    }
}
