//! Decisions about single records: those to keep whatever repeats them, and those to drop.

use std::ops::Range;

use serde::Serialize;

use crate::dataset::Dataset;
use crate::dataset::record_table::State;
use crate::diagnostic::hex::digest;
use crate::options::decisions::{Decided, Decisions};

/// Decisions about the records of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedDecisions {
    /// Records that stay, ascending.
    pub keep: Vec<u32>,
    /// Records that are left out, ascending.
    pub drop: Vec<u32>,
    /// Those of `drop` that no decision is about: the other side or files to compare with have them, too.
    pub overlapping: Vec<u32>,
    /// Number of edited records.
    pub replaced: usize,
    /// Decisions that could not be carried out.
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

impl AppliedDecisions {
    /// Returns true if a record stays whatever repeats it.
    #[must_use]
    pub fn keeps(&self, record: u32) -> bool {
        self.keep.binary_search(&record).is_ok()
    }

    /// Returns true if a record is left out.
    #[must_use]
    pub fn drops(&self, record: u32) -> bool {
        self.drop.binary_search(&record).is_ok()
    }
}

impl Dataset {
    /// Resolves the decisions: each is about the record that it was made for, or reported as not applied.
    pub(crate) fn applied_decisions(&self) -> AppliedDecisions {
        let Some(split) = &self.options.split else {
            return AppliedDecisions::default();
        };
        let decisions = split.decisions.as_ref();
        let mut applied = decisions.map_or_else(AppliedDecisions::default, |decisions| {
            self.applied(decisions)
        });
        if let Some(side) = split.drop_overlap.side() {
            let is_open = |record: &u32| !applied.keeps(*record) && !applied.drops(*record);
            let on_both = self.on_both_sides(side).into_iter();
            applied.overlapping = on_both.filter(is_open).collect();
            applied.drop.extend(&applied.overlapping);
            applied.drop.sort_unstable();
        }
        applied
    }

    fn applied(&self, decisions: &Decisions) -> AppliedDecisions {
        let mut applied_decisions = AppliedDecisions {
            replaced: self.edits_made().count(),
            not_applied: self.edits_not_made(),
            ..AppliedDecisions::default()
        };
        for (action, decided) in [("keep", &decisions.keep), ("drop", &decisions.drop)] {
            for one in decided {
                match self.decided(one) {
                    Ok(record) if action == "keep" => applied_decisions.keep.push(record),
                    Ok(record) => applied_decisions.drop.push(record),
                    Err(why) => applied_decisions.not_applied.push(NotApplied {
                        action,
                        file: one.file.clone(),
                        line: one.line,
                        why,
                    }),
                }
            }
        }
        for records in [&mut applied_decisions.keep, &mut applied_decisions.drop] {
            records.sort_unstable();
            records.dedup();
        }
        applied_decisions
    }

    /// Finds the record of a decision, or returns the reason why there is none.
    fn decided(&self, one: &Decided) -> Result<u32, &'static str> {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        let file = named(&names, &one.file)?;
        let line = one.line.checked_sub(1).ok_or("lines count from 1")?;
        let records = self.records_of_line(file, line);
        if records.is_empty() {
            return Err("no record on that line");
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
                Err("the record is invalid, and excluded for that reason")
            }
            None => Err("the record on that line has changed since"),
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

/// Finds a file by name; its last part is enough unless two names end alike.
///
/// # Errors
/// The reason why there is no such file.
pub(crate) fn named<N: AsRef<str>>(names: &[N], wanted: &str) -> Result<usize, &'static str> {
    let last = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned);
    if let Some(file) = names.iter().position(|name| name.as_ref() == wanted) {
        return Ok(file);
    }
    let is_alike = |at: &usize| last(names[*at].as_ref()) == last(wanted);
    let mut alike = (0..names.len()).filter(is_alike);
    match (alike.next(), alike.next()) {
        (Some(file), None) => Ok(file),
        (Some(_), Some(_)) => Err("several files have that name"),
        _ => Err("no file has that name"),
    }
}
