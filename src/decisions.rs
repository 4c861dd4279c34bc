//! What the user decided of single records: which stay whatever repeats them, and which are left out.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::edits::named;
use crate::option_error::OptionError;
use crate::records::State;

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

/// Decisions about the records of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decreed {
    /// Records that stay, ascending.
    pub keep: Vec<u32>,
    /// Records that are left out, ascending.
    pub drop: Vec<u32>,
    /// How many were written anew.
    pub replaced: usize,
    /// What could not be done.
    pub not_applied: Vec<NotApplied>,
}

/// A decision that could not be applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "NotAppliedDecision")
)]
pub struct NotApplied {
    /// The decision.
    #[cfg_attr(test, schemars(extend("enum" = ["keep", "drop", "replace"])))]
    pub action: &'static str,
    /// File of the decision.
    pub file: String,
    /// Line of the decision.
    pub line: u64,
    /// The obstacle, as a phrase.
    pub why: &'static str,
}

impl Decisions {
    /// Whether they can be meant.
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
                "decisions: line {line} of {file} is replaced twice"
            )));
        }
        for edit in &self.replace {
            edit.check()?;
        }
        let mut kept: Vec<&Decided> = self.keep.iter().collect();
        kept.sort_unstable();
        match self.drop.iter().find(|one| kept.binary_search(one).is_ok()) {
            Some(Decided { file, line, .. }) => Err(OptionError(format!(
                "decisions: line {line} of {file} is both kept and dropped"
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
            "its record must stand on one line"
        } else if self.record.trim().is_empty() {
            "there is no record; to leave one out, drop it"
        } else {
            return Ok(());
        };
        Err(OptionError(format!(
            "decisions: line {} of {} cannot be replaced: {wrong}",
            self.line, self.file
        )))
    }
}

impl Decreed {
    /// Whether a record stays whatever repeats it.
    #[must_use]
    pub fn keeps(&self, record: u32) -> bool {
        self.keep.binary_search(&record).is_ok()
    }

    /// Whether a record is left out.
    #[must_use]
    pub fn drops(&self, record: u32) -> bool {
        self.drop.binary_search(&record).is_ok()
    }
}

impl Dataset {
    /// What the decisions come to: each about the record that it was made of, or told.
    pub(crate) fn decreed(&self) -> Decreed {
        let split = self.options.split.as_ref();
        let Some(decisions) = split.and_then(|split| split.decisions.as_ref()) else {
            return Decreed::default();
        };
        let mut decreed = Decreed {
            replaced: self.edits_made().count(),
            not_applied: self.edits_not_made(),
            ..Decreed::default()
        };
        for (action, decided) in [("keep", &decisions.keep), ("drop", &decisions.drop)] {
            for one in decided {
                match self.decided(one) {
                    Ok(record) if action == "keep" => decreed.keep.push(record),
                    Ok(record) => decreed.drop.push(record),
                    Err(why) => decreed.not_applied.push(NotApplied {
                        action,
                        file: one.file.clone(),
                        line: one.line,
                        why,
                    }),
                }
            }
        }
        for records in [&mut decreed.keep, &mut decreed.drop] {
            records.sort_unstable();
            records.dedup();
        }
        decreed
    }

    /// The record that is meant, or why there is none.
    fn decided(&self, one: &Decided) -> Result<u32, &'static str> {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        let file = named(&names, &one.file)?;
        let line = one.line.checked_sub(1).ok_or("lines count from 1")?;
        let records = self.records_of_line(file, line);
        if records.is_empty() {
            return Err("no record stands on that line");
        }
        let is_meant = |&record: &usize| digest(self.records.get(record).key()) == one.digest;
        let record = records
            .clone()
            .find(is_meant)
            .filter(|&record| self.records.state(record) != State::Invalid);
        match record.and_then(|record| u32::try_from(record).ok()) {
            Some(record) => Ok(record),
            None if records
                .clone()
                .all(|at| self.records.state(at) == State::Invalid) =>
            {
                Err("the record has an error, and is set aside for that")
            }
            None => Err("another record stands on that line than was decided on"),
        }
    }

    /// The records that a line (from 0) of a file holds.
    fn records_of_line(&self, file: usize, line: u64) -> Range<usize> {
        let first = self.files[file].first_record;
        let next = self.files.get(file + 1);
        let end = next.map_or(self.records.len(), |next| next.first_record);
        let line_of = |record: usize| u64::from(self.records.get(record).location.line);
        // Lines ascend within a file.
        let from = |line: u64| {
            let (mut low, mut high) = (first, end);
            while low < high {
                let middle = low.midpoint(high);
                if line_of(middle) < line {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        from(line)..from(line + 1)
    }
}

/// What a record is known by in decisions: half of the digest of its value, in hexadecimal.
#[must_use]
pub fn digest(key: u64) -> String {
    format!("{key:016x}")
}
