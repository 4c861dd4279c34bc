//! The split in the report: how many records where, what stays together, and the classes on both sides.

use std::collections::BTreeMap;

use super::classes::CLASSES_LISTED;
use super::{
    DecisionsReport, GroupByReport, OutputReport, SetAsideReport, SplitReport, StrataReport,
    StratumReport,
};
use crate::analysis::similarity::match_kind::MatchKind;
use crate::check::assignments::Destination;
use crate::check::set_aside::SetAsideReason;
use crate::dataset::Dataset;
use crate::dataset::dedupe::Removed;
use crate::dataset::split::Assignment;

impl Dataset {
    /// Returns the current split; `None` before the records were shared out.
    #[must_use]
    pub fn split_now(&self) -> Option<SplitReport> {
        self.assignment
            .as_ref()
            .filter(|_| self.options.split.is_some())
            .map(|assignment| self.split_report(assignment))
    }

    fn split_report(&self, assignment: &Assignment) -> SplitReport {
        let output = |records, written: Option<&crate::dataset::Output>| OutputReport {
            records,
            bytes: written.map(|output| output.bytes),
            sha256: written.map(|output| output.sha256.clone()),
        };
        let destinations = self.sides_written(&assignment.destinations);
        let count =
            |side: Destination| destinations.iter().filter(|found| **found == side).count() as u64;
        let counted = self.counted();
        let (train, validation) = counted.unwrap_or((assignment.train, assignment.validation));
        let is_near = |removed: &&Removed| {
            self.records.match_kind(removed.copy, removed.stays) >= MatchKind::Normalized
        };
        let near_duplicates = assignment.removed.iter().filter(is_near).count() as u64;
        let by_reason: BTreeMap<SetAsideReason, u64> = [
            (SetAsideReason::Invalid, count(Destination::Invalid)),
            (
                SetAsideReason::DuplicateRecord,
                count(Destination::Duplicate) - near_duplicates,
            ),
            (SetAsideReason::NearDuplicateRecord, near_duplicates),
            (
                SetAsideReason::DroppedByDecision,
                count(Destination::Dropped),
            ),
            (
                SetAsideReason::OverlappingRecord,
                count(Destination::Overlapping),
            ),
            (SetAsideReason::BlankLine, self.totals.blank),
            (SetAsideReason::CommentLine, self.totals.comments),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
        let set_aside = self.written.set_aside.as_ref();
        SplitReport {
            train: output(train, self.written.train.as_ref()),
            validation: (validation > 0)
                .then(|| output(validation, self.written.validation.as_ref())),
            set_aside: SetAsideReport {
                records: by_reason.values().sum(),
                by_reason,
                bytes: set_aside.map(|output| output.bytes),
                sha256: set_aside.map(|output| output.sha256.clone()),
            },
            seed: self.options.split.as_ref().map_or(0, |split| split.seed),
            leakage: self.relations.as_ref().map_or(0, |relations| {
                relations.leakage(&self.records, destinations)
            }),
            note: assignment.note.clone(),
            group_by: self.group_by(),
            strata: self.strata_report(assignment),
            decisions: self.decisions_report(assignment),
        }
    }

    fn group_by(&self) -> Option<GroupByReport> {
        let group_by = self.relations.as_ref()?.group_by.as_ref()?;
        Some(GroupByReport {
            pointer: self.options.split.as_ref()?.group_by.clone()?,
            groups: group_by.groups,
            largest: group_by.largest,
            ungrouped: group_by.ungrouped,
        })
    }

    fn decisions_report(&self, assignment: &Assignment) -> Option<DecisionsReport> {
        self.options.split.as_ref()?.decisions.as_ref()?;
        let applied_decisions = &assignment.applied_decisions;
        Some(DecisionsReport {
            kept: applied_decisions.keep.len() as u64,
            dropped: (applied_decisions.drop.len() - applied_decisions.overlapping.len()) as u64,
            replaced: applied_decisions.replaced as u64,
            not_applied: applied_decisions.not_applied.clone(),
        })
    }

    fn strata_report(&self, assignment: &Assignment) -> Option<StrataReport> {
        let (by, strata) = self.strata_of(assignment)?;
        let distinct = strata.iter().filter(|class| class.name.is_some()).count() as u64;
        let listed = strata
            .iter()
            .take(CLASSES_LISTED)
            .map(|class| StratumReport {
                label: class.name.map(str::to_owned),
                train: class.train,
                validation: class.validation,
                train_share: share(class.train, assignment.train),
                validation_share: share(class.validation, assignment.validation),
            });
        Some(StrataReport {
            by: by.to_owned(),
            stratified: self.strata().is_some()
                && assignment.validation > 0
                && !self.has_validation_files(),
            distinct,
            strata: listed.collect(),
        })
    }
}

/// In ten-thousandths.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of records, far below 2^52"
)]
fn share(part: u64, whole: u64) -> f64 {
    (part as f64 / whole.max(1) as f64 * 10_000.0).round() / 10_000.0
}
