//! Shares of classes on both sides of a split, asked of random data sets: exact in number, right to within a group, stable.

use proptest::collection::vec;
use proptest::prelude::*;
use tuneset::AppliedDecisions;
use tuneset::Destination;
use tuneset::GroupBy;
use tuneset::NO_LABEL;
use tuneset::Relations;
use tuneset::similarity::fingerprint::Fingerprint;
use tuneset::similarity::shingle_sets::ShingleStore;
use tuneset::split::{Assignment, Plan, SplitInput, Splitter, Strata};
use tuneset::{Amount, Dedupe, Keep, SplitOptions};
use tuneset::{Location, Records};

/// A record: a number that no other has, its group (0 for none), its class.
type Made = (u64, u64, u16);

const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

fn assigned(made: &[Made], validation: &str, seed: u64) -> Assignment {
    let mut records = Records::default();
    for &(number, ..) in made {
        let fingerprint = Fingerprint {
            canonical: u128::from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            exact: number,
            ..Fingerprint::default()
        };
        records.push(Location::default(), Ok(fingerprint));
    }
    let groups: Vec<u64> = made.iter().map(|(_, group, _)| *group).collect();
    let relations = Relations::of(&records, Some(GroupBy::of(&records, &groups)));
    let ids: Vec<u16> = made.iter().map(|(.., class)| *class).collect();
    let strata = Strata {
        by: "completion",
        names: NAMES.to_vec(),
        ids: &ids,
    };
    let input = SplitInput {
        records: &records,
        relations: &relations,
        shingle_store: &ShingleStore::default(),
        strata: Some(&strata),
        validation: None,
        applied_decisions: &AppliedDecisions::default(),
    };
    let plan = Plan {
        dedupe: Dedupe::Off,
        keep: Keep::First,
        split: Some(SplitOptions {
            validation: Amount::Text(validation.to_owned()),
            seed,
            ..SplitOptions::default()
        }),
    };
    let assignment = Splitter::default().assign(input, &plan, None);
    let assignment = assignment.expect("a good plan");
    assert_eq!(relations.leakage(&records, &assignment.destinations), 0);
    let on = |side: Destination| {
        assignment
            .destinations
            .iter()
            .filter(|found| **found == side)
            .count() as u64
    };
    assert_eq!(on(Destination::Validation), assignment.validation);
    assert_eq!(on(Destination::Train), assignment.train);
    assignment
}

fn number(count: u64) -> f64 {
    f64::from(u32::try_from(count).expect("few"))
}

/// Groups of one class each: sizes and classes.
fn pure() -> impl Strategy<Value = Vec<Made>> {
    let class = prop_oneof![6 => Just(0_u16), 3 => Just(1), 2 => 2..12_u16, 1 => Just(NO_LABEL)];
    let size = prop_oneof![6 => Just(1_u64), 2 => 2..5_u64, 1 => 5..20_u64];
    vec((class, size), 30..300).prop_map(|groups| {
        let mut made = Vec::new();
        for (group, (class, size)) in (1..).zip(groups) {
            for _ in 0..size {
                made.push((made.len() as u64 + 1, group, class));
            }
        }
        made
    })
}

/// True if the number is the requested one, or it is reported that there are fewer single records than the largest group has.
fn is_exact_if_it_can_be(made: &[Made], assignment: &Assignment, wanted: f64) -> bool {
    let mut sizes = std::collections::BTreeMap::<u64, usize>::new();
    let grouped = made.iter().filter(|(_, group, _)| *group != 0);
    for (_, group, _) in grouped {
        *sizes.entry(*group).or_default() += 1;
    }
    let alone = sizes.values().filter(|size| **size == 1).count()
        + made.iter().filter(|(_, group, _)| *group == 0).count();
    let largest = sizes.values().copied().max().unwrap_or(1);
    // The largest group of each class trains.
    let mut training = std::collections::BTreeMap::<u16, usize>::new();
    for group in made.chunk_by(|one, other| one.1 == other.1 && one.1 != 0) {
        let of_class = training.entry(group[0].2).or_default();
        *of_class = group.len().max(*of_class);
    }
    training.remove(&NO_LABEL);
    let open = made.len() - training.values().sum::<usize>();
    match &assignment.note {
        None => (number(assignment.validation) - wanted).abs() < 0.1,
        // A single record of each class may have to train.
        Some(note) => {
            let is_forced = alone < largest + NAMES.len() || wanted > number(open as u64);
            is_forced && note.contains("groups are never split")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_number_is_exact_and_every_share_right_to_within_two_groups(
        made in pure(), percent in 5..60_u32, seed in 0..1000_u64,
    ) {
        let assignment = assigned(&made, &format!("{percent}%"), seed);
        let all = made.len() as u64;
        let wanted = (number(all) * f64::from(percent) / 100.0).round();
        prop_assert!(is_exact_if_it_can_be(&made, &assignment, wanted), "{} instead of {}, {:?}", assignment.validation, wanted, assignment.note);
        let largest_of_all = made.chunk_by(|one, other| one.1 == other.1).map(<[Made]>::len).max().unwrap_or(0) as u64;
        for class in (0..12).chain([NO_LABEL]) {
            let of: Vec<usize> = (0..made.len()).filter(|&at| made[at].2 == class).collect();
            let taken = of.iter().filter(|&&at| assignment.destinations[at] == Destination::Validation).count();
            let mut sizes = std::collections::BTreeMap::<u64, u64>::new();
            for &at in &of {
                *sizes.entry(made[at].1).or_default() += 1;
            }
            let largest = sizes.values().copied().max().unwrap_or(0);
            let share = number(of.len() as u64) * wanted / number(all);
            let off = (number(taken as u64) - share).abs();
            // One group, and one more if groups are exchanged to reach the number.
            prop_assert!(off < number(largest + largest_of_all) + 1.0, "class {}: {} of {}, {} wanted, largest {}", class, taken, of.len(), share, largest);
        }
    }

    /// Without groups, a class has its share to within a record, and one in training: others make up for that.
    #[test]
    fn without_groups_no_class_is_off_by_a_record_or_untrained(
        classes in vec(prop_oneof![9 => 0..12_u16, 1 => Just(NO_LABEL)], 20..400), count in 1..19_u64, seed in 0..1000_u64,
    ) {
        let made: Vec<Made> = (1..).zip(&classes).map(|(number, &class)| (number, 0, class)).collect();
        let assignment = assigned(&made, &count.to_string(), seed);
        let ids = (0..12).chain([NO_LABEL]);
        let sizes: Vec<(u16, u64)> = ids.map(|class| (class, classes.iter().filter(|&&found| found == class).count() as u64)).collect();
        let most = |class: u16, of: u64| if class == NO_LABEL { of } else { of.saturating_sub(1) };
        let open: u64 = sizes.iter().map(|&(class, of)| most(class, of)).sum();
        prop_assert_eq!(assignment.validation, count.min(open));
        let share = |of: u64| number(of) * number(count) / number(classes.len() as u64);
        let spared: f64 = sizes.iter().map(|&(class, of)| (share(of).ceil() - number(most(class, of))).max(0.0)).sum();
        for &(class, of) in &sizes {
            let taken = (0..made.len()).filter(|&at| classes[at] == class && assignment.destinations[at] == Destination::Validation);
            let taken = taken.count() as u64;
            prop_assert!(taken <= most(class, of), "class {}: {} of {} go to validation", class, taken, of);
            let off = number(taken) - share(of);
            prop_assert!(off.abs() < 1.0 + spared, "class {}: off by {}", class, off);
        }
    }

    /// Groups of mixed classes stay whole, and the number is exact where single records are there to make it so.
    #[test]
    fn groups_of_mixed_classes_stay_whole(
        of in vec((0..40_u64, 0..12_u16), 60..300), percent in 10..50_u32,
    ) {
        let made: Vec<Made> = (1..).zip(of).map(|(number, (group, class))| (number, if group < 15 { 0 } else { group }, class)).collect();
        let assignment = assigned(&made, &format!("{percent}%"), 1);
        let wanted = (number(made.len() as u64) * f64::from(percent) / 100.0).round();
        prop_assert!(is_exact_if_it_can_be(&made, &assignment, wanted));
        for (at, (_, group, _)) in made.iter().enumerate() {
            let first = made.iter().position(|(_, other, _)| other == group && *group != 0).unwrap_or(at);
            prop_assert_eq!(assignment.destinations[at], assignment.destinations[first]);
        }
    }

    /// Adding one record in a hundred moves about one in a hundred of the others at most.
    #[test]
    fn a_split_is_stable(seed in 0..1000_u64, skew in 1..6_u64, is_grouped: bool, percent in 10..40_u32) {
        let record = |number: u64| {
            let mixed = number.wrapping_mul(0xD134_2543_DE82_EF95) >> 33;
            // Powers make some classes rare.
            let class = (0..skew).map(|turn| mixed >> (turn * 4) & 15).min().unwrap_or(0) * 12 / 16;
            let group = if is_grouped && mixed.is_multiple_of(3) { mixed % 1500 + 1 } else { 0 };
            (number, group, u16::try_from(class).unwrap_or(0))
        };
        let before: Vec<Made> = (1..=5_000).map(record).collect();
        // Some of the new ones come first.
        let after: Vec<Made> = (5_001..=5_025).chain(1..=5_000).chain(5_026..=5_050).map(record).collect();
        let share = format!("{percent}%");
        let (old, new) = (assigned(&before, &share, seed), assigned(&after, &share, seed));
        let moved = (0..5_000).filter(|&at| old.destinations[at] != new.destinations[at + 25]).count();
        // 50 records are one in a hundred; rounding may move one or two of each class.
        prop_assert!(moved <= 50 + 12, "{} of 5000 moved", moved);
    }
}

/// 30 groups of 10 in three classes cannot add up to 95.
#[test]
fn a_number_that_groups_forbid_is_told() {
    let made: Vec<Made> = (0..300)
        .map(|at| (at + 1, at / 10 + 1, u16::try_from(at / 100).expect("few")))
        .collect();
    let assignment = assigned(&made, "95", 42);
    assert_eq!(assignment.validation, 90);
    assert_eq!(
        assignment.note.as_deref(),
        Some(
            "95 validation records requested; because groups are never split and each class needs a training record, there are 90"
        )
    );
    for class in 0..3 {
        let of = (class * 100..class * 100 + 100)
            .filter(|&at| assignment.destinations[at] == Destination::Validation);
        assert_eq!(of.count(), 30);
    }
}

/// Taking the first that fit leaves 1 open; a pair in the place of a single record closes it.
#[test]
fn a_group_makes_way_for_a_larger_one() {
    for seed in 0..20 {
        let made: Vec<Made> = (0..41_u64)
            .map(|at| (at + 1, at.div_ceil(2) + 1, 0))
            .collect();
        for wanted in 1..20_u64 {
            assert_eq!(
                assigned(&made, &wanted.to_string(), seed).validation,
                wanted,
                "{wanted} by seed {seed}"
            );
        }
    }
}

/// The shares of 9 records are 5.4, 2.7 and 0.9: whole ones first, then the largest remainders.
#[test]
fn the_largest_remainders_are_rounded_up() {
    let made: Vec<Made> = (0..100)
        .map(|at| {
            (
                at + 1,
                0,
                [0, 1, 2][usize::from(at >= 60) + usize::from(at >= 90)],
            )
        })
        .collect();
    for seed in 0..10 {
        let assignment = assigned(&made, "9", seed);
        let of = |range: std::ops::Range<usize>| {
            let taken = range.filter(|&at| assignment.destinations[at] == Destination::Validation);
            taken.count()
        };
        assert_eq!([of(0..60), of(60..90), of(90..100)], [5, 3, 1], "{seed}");
    }
}

/// `count` records in groups of `size` each, behind those that were made.
fn grouped(mut made: Vec<Made>, count: u64, size: u64, class: u16) -> Vec<Made> {
    let first = made.len() as u64;
    made.extend((first..first + count).map(|at| (at + 1, first + at / size + 1, class)));
    made
}

/// Nothing is exchanged record by record where thousands are missing: whole groups have to do.
#[test]
fn large_groups_are_taken_whole_or_left() {
    let two = grouped(grouped(Vec::new(), 10_000, 5_000, 0), 10_000, 5_000, 1);
    // No class is to have more than 2,500 of them, and one gives a whole group.
    assert_eq!(assigned(&two, "5000", 1).validation, 5_000);
    let too_few = assigned(&two, "4500", 1);
    assert_eq!(too_few.validation, 0);
    let note = "4,500 validation records requested; because groups are never split and each class needs a training record, there are 0";
    assert_eq!(too_few.note.as_deref(), Some(note));
    // The class of one group cannot give a part of it: the other gives all.
    let one = grouped(grouped(Vec::new(), 9_000, 9_000, 0), 9_000, 1, 1);
    let others = assigned(&one, "8999", 1);
    assert_eq!((others.validation, others.note), (8_999, None));
}
