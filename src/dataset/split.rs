//! The split: copies out, the rest shared between training and validation by a hash of seed and content; a group of related records
//! stays on one side.

mod held_out;
mod strata;
mod stratified_groups;
mod validation_size;

use std::ops::Range;

use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::check::assignments::Destination;
use crate::dataset::decisions::AppliedDecisions;
use crate::dataset::dedupe::{self, DedupeInput, Dropped, Removed};
use crate::dataset::record_table::{Records, State};
use crate::dataset::relations::Relations;
use crate::diagnostic::numbers::{grouped, several};
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::narrow;
use crate::models::Model;
use crate::options::{Dedupe, Keep, SplitOptions};

pub use strata::Strata;
use stratified_groups::StratifiedGroups;
pub use validation_size::validation_size;

/// The destination of every record.
pub struct Assignment {
    /// By record index.
    pub destinations: Vec<Destination>,
    /// The copies that are left out, in the order of the input.
    pub removed: Vec<Removed>,
    /// Records that the user dropped, in the order of the input.
    pub dropped: Vec<Dropped>,
    /// Decisions about single records.
    pub applied_decisions: AppliedDecisions,
    /// Number of records in the training file.
    pub train: u64,
    /// Number of records in the validation file.
    pub validation: u64,
    /// A request that could not be fulfilled.
    pub note: Option<String>,
}

/// The options that decide a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Kinds of copies that are left out.
    pub dedupe: Dedupe,
    /// The copy that stays.
    pub keep: Keep,
    /// The share and the seed; none for a training file only.
    pub split: Option<SplitOptions>,
}

/// The records to split, with all that decides where they go.
#[derive(Clone, Copy)]
pub struct SplitInput<'d> {
    /// Every record.
    pub records: &'d Records,
    /// Relations of the records.
    pub relations: &'d Relations,
    /// Decisions about single records.
    pub applied_decisions: &'d AppliedDecisions,
    /// Their shingles.
    pub shingle_store: &'d ShingleStore,
    /// The classes that both sides are to have the same shares of.
    pub strata: Option<&'d Strata<'d>>,
    /// The records of the validation files, if there are any: these stay on that side, and no others go there.
    pub validation: Option<&'d Range<u32>>,
}

/// Shares out all records of a data set; keeps what the last plan gave, so that another share is quick.
#[derive(Default)]
pub struct Splitter {
    removed: Option<((Dedupe, Keep, AppliedDecisions), Vec<Removed>)>,
    groups: Option<(Selection, StratifiedGroups)>,
}

/// The input of a selection: the records that stay, the seed, and the pointer to classes.
#[derive(Clone, PartialEq)]
struct Selection(Dedupe, Keep, AppliedDecisions, u64, Option<String>);

impl Assignment {
    /// Returns the record that stays in the place of `record`, if that is left out and one does.
    #[must_use]
    pub fn stays_for(&self, record: usize) -> Option<Removed> {
        let copy = narrow(record);
        dedupe::stays_for(&self.removed, copy).or_else(|| {
            let at = self
                .dropped
                .binary_search_by_key(&copy, |dropped| dropped.record);
            let (stays, similarity) = self.dropped[at.ok()?].like?;
            Some(Removed {
                copy,
                stays,
                similarity,
            })
        })
    }
}

impl Splitter {
    /// Returns the destination of every record.
    ///
    /// # Errors
    /// An amount that is neither a share nor a count.
    pub fn assign(
        &mut self,
        input: SplitInput<'_>,
        plan: &Plan,
        model: Option<&Model>,
    ) -> Result<Assignment, OptionError> {
        let SplitInput { records, .. } = input;
        let choice = DedupeInput {
            records,
            relations: input.relations,
            shingle_store: input.shingle_store,
            dedupe: plan.dedupe,
            keep: plan.keep,
            applied_decisions: input.applied_decisions,
            validation: input.validation.map(|validation| validation.start),
        };
        let removed = self.removed(&choice).to_vec();
        let dropped = choice.dropped(&removed);
        let mut destinations: Vec<Destination> = (0..records.len())
            .map(|index| {
                if records.state(index) == State::Invalid {
                    Destination::Invalid
                } else {
                    Destination::Train
                }
            })
            .collect();
        for &Removed { copy, .. } in &removed {
            destinations[copy as usize] = Destination::Duplicate;
        }
        for &Dropped { record, .. } in &dropped {
            destinations[record as usize] = Destination::Dropped;
        }
        for &record in &input.applied_decisions.overlapping {
            destinations[record as usize] = Destination::Overlapping;
        }
        let staying = destinations
            .iter()
            .filter(|&&side| side == Destination::Train)
            .count() as u64;
        let mut assignment = Assignment {
            destinations,
            removed,
            dropped,
            applied_decisions: input.applied_decisions.clone(),
            train: staying,
            validation: 0,
            note: None,
        };
        let Some(split) = &plan.split else {
            return Ok(assignment);
        };
        if let Some(validation) = input.validation {
            assignment.hold_out(validation);
            return Ok(assignment);
        }
        let (wanted, note) = validation_size(split.validation.quantity()?, staying, model);
        assignment.note = note;
        if wanted > 0 {
            self.share_out(input, plan, split.seed, wanted, &mut assignment);
        }
        Ok(assignment)
    }

    fn removed(&mut self, choice: &DedupeInput<'_>) -> &[Removed] {
        let of = (choice.dedupe, choice.keep, choice.applied_decisions.clone());
        let known = self.removed.take().filter(|(known, _)| *known == of);
        let found = known.unwrap_or_else(|| (of, choice.removed()));
        &self.removed.insert(found).1
    }

    fn share_out(
        &mut self,
        input: SplitInput<'_>,
        plan: &Plan,
        seed: u64,
        wanted: u64,
        assignment: &mut Assignment,
    ) {
        let by = input.strata.map(|strata| strata.by.to_owned());
        let applied_decisions = input.applied_decisions.clone();
        let of = Selection(plan.dedupe, plan.keep, applied_decisions, seed, by);
        let known = self.groups.take().filter(|(known, _)| *known == of);
        let (_, groups) = self.groups.insert(known.unwrap_or_else(|| {
            let destinations = assignment.destinations.iter().zip(0..);
            let staying = destinations.filter(|(side, _)| **side == Destination::Train);
            let staying = staying.map(|(_, record)| record);
            let count = usize::try_from(assignment.train).unwrap_or(0);
            let groups = StratifiedGroups::new(staying, count, input.relations, input.strata, seed);
            (of, groups)
        }));
        let taken = groups.take(wanted);
        for record in groups.records(&taken) {
            assignment.destinations[record as usize] = Destination::Validation;
        }
        assignment.validation = taken.records;
        assignment.train -= taken.records;
        if taken.records < wanted && assignment.note.is_none() {
            assignment.note = Some(format!(
                "{} requested; because groups are never split{}, there are {}{}",
                several(wanted, "validation record"),
                if input.strata.is_some() {
                    " and each class needs a training record"
                } else {
                    ""
                },
                grouped(taken.records),
                (input.relations.media_note()).unwrap_or_default(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, SplitInput, Splitter};
    use crate::analysis::similarity::fingerprint::Fingerprint;
    use crate::analysis::similarity::shingle_sets::ShingleStore;
    use crate::check::assignments::Destination;
    use crate::dataset::decisions::AppliedDecisions;
    use crate::dataset::record_table::{Location, Records};
    use crate::dataset::relations::Relations;
    use crate::options::{Amount, Dedupe, Keep, SplitOptions};

    fn data(values: impl IntoIterator<Item = u64>) -> Records {
        let mut records = Records::default();
        for (line, value) in (0..).zip(values) {
            let location = Location {
                line,
                ..Location::default()
            };
            let fingerprint = Fingerprint {
                canonical: u128::from(value) * 0x9E37_79B9,
                exact: value,
                ..Fingerprint::default()
            };
            records.push(location, Ok(fingerprint));
        }
        records
    }

    fn plan(validation: &str, dedupe: Dedupe, seed: u64) -> Plan {
        let split = Some(SplitOptions {
            validation: Amount::Text(validation.to_owned()),
            seed,
            ..SplitOptions::default()
        });
        Plan {
            dedupe,
            keep: Keep::First,
            split,
        }
    }

    fn destinations(records: &Records, plan: &Plan) -> Vec<Destination> {
        let input = SplitInput {
            records,
            relations: &Relations::of(records, None),
            shingle_store: &ShingleStore::default(),
            strata: None,
            validation: None,
            applied_decisions: &AppliedDecisions::default(),
        };
        Splitter::default()
            .assign(input, plan, None)
            .expect("a good plan")
            .destinations
    }

    #[test]
    fn shares_are_exact_to_the_record() {
        for (count, share, expected) in [
            (1000, "20%", 200),
            (1000, "33", 33),
            (7, "50%", 4),
            (3, "10", 3),
            (10, "0", 0),
        ] {
            let records = data(0..count);
            let found = destinations(&records, &plan(share, Dedupe::Canonical, 42));
            assert_eq!(
                found
                    .iter()
                    .filter(|side| **side == Destination::Validation)
                    .count(),
                expected,
                "{share} of {count}"
            );
        }
    }

    #[test]
    fn copies_stay_on_one_side() {
        let records = data((0..900).chain(0..300).chain(0..100));
        let found = destinations(&records, &plan("20%", Dedupe::Off, 7));
        assert_eq!(
            found
                .iter()
                .filter(|side| **side == Destination::Validation)
                .count(),
            260
        );
        assert_eq!(Relations::of(&records, None).leakage(&records, &found), 0);
    }

    #[test]
    fn one_record_in_a_hundred_more_moves_at_most_one_in_a_hundred() {
        let (before, after) = (data(0..10_000), data(0..10_100));
        let plan = plan("20%", Dedupe::Canonical, 42);
        let (before, after) = (destinations(&before, &plan), destinations(&after, &plan));
        let moved = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .count();
        assert!(moved <= 100, "{moved} of 10000 moved");
    }

    #[test]
    fn another_plan_gives_the_split_that_a_new_splitter_gives() {
        let records = data((0..100).chain(0..40));
        let input = SplitInput {
            records: &records,
            relations: &Relations::of(&records, None),
            shingle_store: &ShingleStore::default(),
            strata: None,
            validation: None,
            applied_decisions: &AppliedDecisions::default(),
        };
        let mut splitter = Splitter::default();
        for (share, dedupe, seed) in [
            ("20%", Dedupe::Canonical, 1),
            ("20%", Dedupe::Canonical, 2),
            ("30%", Dedupe::Canonical, 2),
            ("30%", Dedupe::Off, 2),
            ("30%", Dedupe::Canonical, 2),
        ] {
            let plan = plan(share, dedupe, seed);
            let found = splitter.assign(input, &plan, None).expect("a good plan");
            let expected = destinations(&records, &plan);
            assert_eq!(found.destinations, expected, "{share} {dedupe:?} {seed}");
        }
    }

    #[test]
    fn another_seed_is_another_split() {
        let records = data(0..100);
        let [one, same, other] =
            [1, 1, 2].map(|seed| destinations(&records, &plan("20%", Dedupe::Canonical, seed)));
        assert_eq!(one, same);
        assert_ne!(one, other);
    }

    #[test]
    fn the_chosen_copy_stays() {
        let mut records = Records::default();
        for (line, length) in [(0, 5), (1, 9), (2, 7)] {
            let location = Location {
                line,
                offset: 0,
                length,
            };
            let fingerprint = Fingerprint {
                canonical: 1,
                exact: u64::from(length),
                ..Fingerprint::default()
            };
            records.push(location, Ok(fingerprint));
        }
        for (keep, stays) in [(Keep::First, 0), (Keep::Last, 2), (Keep::Longest, 1)] {
            let plan = Plan {
                dedupe: Dedupe::Canonical,
                keep,
                split: None,
            };
            let found = destinations(&records, &plan);
            let kept: Vec<_> = (0..3)
                .filter(|&index| found[index] == Destination::Train)
                .collect();
            assert_eq!(kept, [stays], "{keep:?}");
        }
    }
}
