//! Who goes where: copies out, the rest shared between training and validation by a hash of seed and content; what is related
//! stays on one side.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::copies::{self, LeftOut};
use crate::figure::{grouped, several};
use crate::kinship::Kinship;
use crate::models::{Model, Stated};
use crate::near::shelf::Shelves;
use crate::options::{Dedupe, Keep, OptionError, Quantity, SplitOptions};
use crate::position::narrow;
use crate::records::{Records, State};

/// Where a record goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Side {
    /// Into the training file.
    Train,
    /// Into the validation file.
    Validation,
    /// Nowhere: it has an error.
    Invalid,
    /// Nowhere: it is a copy of a record that stays.
    Duplicate,
}

/// Where every record goes.
pub struct Assignment {
    /// By record index.
    pub sides: Vec<Side>,
    /// The copies that are left out, in the order of the input.
    pub left_out: Vec<LeftOut>,
    /// How many go into each file.
    pub train: u64,
    /// How many go into the validation file.
    pub validation: u64,
    /// What was asked for and could not be had.
    pub note: Option<String>,
}

/// The options that decide a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Which copies are left out.
    pub dedupe: Dedupe,
    /// Which of the copies stays.
    pub keep: Keep,
    /// The share and the seed; none for a training file only.
    pub split: Option<SplitOptions>,
}

/// What is shared out.
#[derive(Clone, Copy)]
pub struct Lot<'d> {
    /// Every record.
    pub records: &'d Records,
    /// How they are related.
    pub kinship: &'d Kinship,
    /// Their shingles.
    pub shelves: &'d Shelves,
}

/// Shares out all records of a data set; keeps what the last plan gave, so that another share is quick.
#[derive(Default)]
pub struct Splitter {
    left_out: Option<((Dedupe, Keep), Vec<LeftOut>)>,
    scores: Option<Scores>,
}

struct Scores {
    dedupe: Dedupe,
    keep: Keep,
    seed: u64,
    /// Scores of the records that stay, ascending; those that are related have the same.
    ascending: Vec<u64>,
}

impl Assignment {
    /// What stays in the place of `record`, if that is left out.
    #[must_use]
    pub fn stays_for(&self, record: usize) -> Option<LeftOut> {
        copies::stays_for(&self.left_out, narrow(record))
    }
}

impl Splitter {
    /// Where every record goes.
    ///
    /// # Errors
    /// An amount that is neither a share nor a count.
    pub fn assign(
        &mut self,
        lot: Lot<'_>,
        plan: &Plan,
        model: Option<&Model>,
    ) -> Result<Assignment, OptionError> {
        let Lot { records, .. } = lot;
        let left_out = self.left_out(lot, plan).to_vec();
        let mut sides: Vec<Side> = (0..records.len())
            .map(|index| {
                if records.state(index) == State::Invalid {
                    Side::Invalid
                } else {
                    Side::Train
                }
            })
            .collect();
        for &LeftOut { copy, .. } in &left_out {
            sides[copy as usize] = Side::Duplicate;
        }
        let staying = sides.iter().filter(|&&side| side == Side::Train).count() as u64;
        let mut assignment = Assignment {
            sides,
            left_out,
            train: staying,
            validation: 0,
            note: None,
        };
        let Some(split) = &plan.split else {
            return Ok(assignment);
        };
        let (wanted, note) = validation_size(split.validation.quantity()?, staying, model);
        assignment.note = note;
        if wanted > 0 {
            self.share_out(lot, plan, split.seed, wanted, &mut assignment);
        }
        Ok(assignment)
    }

    fn left_out(&mut self, lot: Lot<'_>, plan: &Plan) -> &[LeftOut] {
        let of = (plan.dedupe, plan.keep);
        let known = self.left_out.take().filter(|(known, _)| *known == of);
        let Lot {
            records,
            kinship,
            shelves,
        } = lot;
        let found = known.unwrap_or_else(|| {
            (
                of,
                copies::left_out(records, kinship, shelves, plan.dedupe, plan.keep),
            )
        });
        &self.left_out.insert(found).1
    }

    fn share_out(
        &mut self,
        lot: Lot<'_>,
        plan: &Plan,
        seed: u64,
        wanted: u64,
        assignment: &mut Assignment,
    ) {
        let is_current = |scores: &Scores| {
            (scores.dedupe, scores.keep, scores.seed) == (plan.dedupe, plan.keep, seed)
        };
        if !self.scores.as_ref().is_some_and(is_current) {
            let staying = assignment
                .sides
                .iter()
                .enumerate()
                .filter(|(_, side)| **side == Side::Train);
            // Exactly as much as is needed: growing would hold it twice.
            let mut ascending = Vec::with_capacity(usize::try_from(assignment.train).unwrap_or(0));
            ascending.extend(staying.map(|(index, _)| score(lot, index, seed)));
            ascending.sort_unstable();
            self.scores = Some(Scores {
                dedupe: plan.dedupe,
                keep: plan.keep,
                seed,
                ascending,
            });
        }
        let Some(scores) = &self.scores else { return };
        let taken = Taken::lowest(&scores.ascending, wanted);
        for (index, side) in assignment.sides.iter_mut().enumerate() {
            if *side == Side::Train && taken.holds(score(lot, index, seed)) {
                *side = Side::Validation;
            }
        }
        assignment.validation = taken.count;
        assignment.train -= taken.count;
        if taken.count < wanted && assignment.note.is_none() {
            assignment.note = Some(format!(
                "{} asked for; {} is the most that keeps related records on one side",
                several(wanted, "validation record"),
                grouped(taken.count)
            ));
        }
    }
}

/// The records with the lowest scores, groups of one score whole.
struct Taken {
    highest: Option<u64>,
    passed_over: HashSet<u64>,
    count: u64,
}

impl Taken {
    /// Takes groups in ascending order of score until `wanted` records are reached, passing over groups that go beyond.
    fn lowest(ascending: &[u64], wanted: u64) -> Self {
        let mut taken = Self {
            highest: None,
            passed_over: HashSet::new(),
            count: 0,
        };
        for group in ascending.chunk_by(|one, other| one == other) {
            let size = group.len() as u64;
            if taken.count + size <= wanted {
                taken.highest = Some(group[0]);
                taken.count += size;
            } else {
                taken.passed_over.insert(group[0]);
            }
            if taken.count == wanted {
                break;
            }
        }
        taken
    }

    fn holds(&self, score: u64) -> bool {
        self.highest.is_some_and(|highest| score <= highest) && !self.passed_over.contains(&score)
    }
}

/// A record's place in the draw: the same for all that are related, and for the same seed whatever else is in the data set.
fn score(lot: Lot<'_>, index: usize, seed: u64) -> u64 {
    xxh3_64_with_seed(&lot.kinship.key(index).to_le_bytes(), seed)
}

/// How many records go to validation, within what the model takes; and a sentence where that is not what was asked for.
fn validation_size(
    quantity: Quantity,
    staying: u64,
    model: Option<&Model>,
) -> (u64, Option<String>) {
    let asked = match quantity {
        Quantity::Count(count) => count,
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of fewer than 2^32 records"
        )]
        Quantity::Share(share) => (staying as f64 * share).round() as u64,
    };
    let is_wanted = !matches!(quantity, Quantity::Share(share) if share <= 0.0);
    if let Some(model) = model.filter(|model| is_wanted && !model.validation_file.value) {
        return (0, Some(without_validation(model)));
    }
    if asked == 0 {
        let too_few = staying > 0 && is_wanted;
        let note = || {
            format!(
                "that share of {} is none: there is no validation file",
                several(staying, "record")
            )
        };
        return (0, too_few.then(note));
    }
    let mut size = asked;
    let mut why = None;
    if let Some(model) = model {
        let limits = &model.limits;
        let fewest_to_train = limits
            .min_train_records
            .as_ref()
            .map_or(1, |limit| limit.value);
        if let Some(limit) = limits
            .max_validation_records
            .as_ref()
            .filter(|limit| size > limit.value)
        {
            size = limit.value;
            why = Some(format!(
                "{} takes at most {}, says {}",
                model.name,
                grouped(size),
                limit.source
            ));
        }
        let least = limits.min_validation_records.as_ref();
        if let Some(limit) =
            least.filter(|limit| size < limit.value && staying >= limit.value + fewest_to_train)
        {
            size = limit.value;
            why = Some(format!(
                "{} needs at least {}, says {}",
                model.name,
                grouped(size),
                limit.source
            ));
        }
    }
    if size > staying {
        size = staying;
        why = Some(format!("there are only {}", grouped(staying)));
    }
    let note = why.map(|why| format!("{} asked for; {why}", several(asked, "validation record")));
    (size, note)
}

/// Why there is no validation file, and who says otherwise.
fn without_validation(model: &Model) -> String {
    let Stated {
        source, disputed, ..
    } = &model.validation_file;
    let said = format!(
        "all records go to training: {} takes no validation file, says {source}",
        model.name
    );
    let disputed = disputed.iter();
    let others = disputed.map(|other| format!("{} speaks of one", other.source));
    [said]
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::{Lot, Plan, Side, Splitter};
    use crate::fingerprint::Fingerprint;
    use crate::kinship::Kinship;
    use crate::near::shelf::Shelves;
    use crate::options::{Amount, Dedupe, Keep, SplitOptions};
    use crate::records::{Location, Records};

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
            records.push(location, Some(fingerprint));
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

    fn sides(records: &Records, plan: &Plan) -> Vec<Side> {
        let lot = Lot {
            records,
            kinship: &Kinship::of(records, None, None),
            shelves: &Shelves::default(),
        };
        Splitter::default()
            .assign(lot, plan, None)
            .expect("a good plan")
            .sides
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
            let found = sides(&records, &plan(share, Dedupe::Canonical, 42));
            assert_eq!(
                found
                    .iter()
                    .filter(|side| **side == Side::Validation)
                    .count(),
                expected,
                "{share} of {count}"
            );
        }
    }

    #[test]
    fn copies_stay_on_one_side() {
        let records = data((0..900).chain(0..300).chain(0..100));
        let found = sides(&records, &plan("20%", Dedupe::Off, 7));
        assert_eq!(
            found
                .iter()
                .filter(|side| **side == Side::Validation)
                .count(),
            260
        );
        assert_eq!(
            Kinship::of(&records, None, None).leakage(&records, &found),
            0
        );
    }

    #[test]
    fn one_record_in_a_hundred_more_moves_at_most_one_in_a_hundred() {
        let (before, after) = (data(0..10_000), data(0..10_100));
        let plan = plan("20%", Dedupe::Canonical, 42);
        let (before, after) = (sides(&before, &plan), sides(&after, &plan));
        let moved = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .count();
        assert!(moved <= 100, "{moved} of 10000 moved");
    }

    #[test]
    fn another_seed_is_another_split() {
        let records = data(0..100);
        let [one, same, other] =
            [1, 1, 2].map(|seed| sides(&records, &plan("20%", Dedupe::Canonical, seed)));
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
            records.push(location, Some(fingerprint));
        }
        for (keep, stays) in [(Keep::First, 0), (Keep::Last, 2), (Keep::Longest, 1)] {
            let plan = Plan {
                dedupe: Dedupe::Canonical,
                keep,
                split: None,
            };
            let found = sides(&records, &plan);
            let kept: Vec<_> = (0..3)
                .filter(|&index| found[index] == Side::Train)
                .collect();
            assert_eq!(kept, [stays], "{keep:?}");
        }
    }
}
