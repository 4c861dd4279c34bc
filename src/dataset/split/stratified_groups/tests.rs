//! Exchanges of groups, held to what trying all of them finds.

use super::{LARGEST_EXCHANGE, StratifiedGroups, Stratum, Taken, way};
use proptest::prelude::*;

/// Of each size: how many groups are free, and how many are held.
type Sizes = Vec<(usize, usize, usize)>;

/// The fewest moves that bring in `missing`, found by trying all.
fn fewest(missing: i64, sizes: &[(usize, usize, usize)]) -> Option<u64> {
    let Some((&(size, free, held), rest)) = sizes.split_first() else {
        return (missing == 0).then_some(0);
    };
    let signed = |count: usize| i64::try_from(count).expect("few");
    let moves = -signed(held)..=signed(free);
    let each = moves.filter_map(|count| {
        let others = fewest(missing - count * signed(size), rest)?;
        Some(count.unsigned_abs() + others)
    });
    each.min()
}

fn agrees(missing: usize, sizes: &Sizes) {
    let groups = |(size, free, held)| (size, [vec![0; free], vec![0; held]]);
    let found = way(missing, &sizes.iter().copied().map(groups).collect());
    let expected = fewest(i64::try_from(missing).expect("few"), sizes);
    assert_eq!(
        found.as_ref().map(|moves| moves.len() as u64),
        expected,
        "{missing} {sizes:?}"
    );
    let (mut taken, mut given) = (0, 0);
    for step in found.iter().flatten() {
        *(if step.is_taken {
            &mut taken
        } else {
            &mut given
        }) += step.size;
    }
    assert!(
        found.is_none() || taken == given + missing,
        "{missing} {sizes:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn swaps_are_the_fewest_that_there_are(
        sizes in prop::collection::btree_map(1..90_usize, (0..7_usize, 0..7_usize), 1..5),
        missing in 1..60_usize,
    ) {
        let sizes = sizes.into_iter().map(|(size, (free, held))| (size, free, held)).collect();
        agrees(missing, &sizes);
    }
}

#[test]
fn any_number_of_groups_of_a_size_can_go() {
    for (there, wanted) in (1..13).flat_map(|there| (1..=there).map(move |wanted| (there, wanted)))
    {
        agrees(wanted * 3, &vec![(3, there, 0)]);
        agrees(40 - wanted * 3, &vec![(3, 0, there), (40, 1, 0)]);
    }
}

#[test]
fn the_largest_swap_is_found() {
    let most = LARGEST_EXCHANGE;
    agrees(most, &vec![(most, 1, 0)]);
    agrees(most, &vec![(most / 2, 2, 1), (most + 1, 1, 0)]);
    agrees(1, &vec![(most - 1, 0, 1), (most, 1, 1)]);
}

/// Returns the sizes of each stratum's groups after exchanges reach `wanted`; those with a mark are taken before.
fn swapped(strata: &[&str], wanted: u64) -> Vec<String> {
    let (mut draw, mut taken) = (
        StratifiedGroups {
            order: Vec::new(),
            starts: vec![0],
            strata: Vec::new(),
        },
        Taken {
            groups: Vec::new(),
            records: 0,
        },
    );
    for groups in strata {
        let (first, before) = (taken.groups.len(), draw.order.len());
        for group in groups.split(' ') {
            let size = group.trim_end_matches('!').parse().expect(group);
            let is_taken = group.ends_with('!');
            draw.order.extend(std::iter::repeat_n(0, size));
            draw.starts
                .push(u32::try_from(draw.order.len()).expect("few"));
            taken.records += if is_taken { size as u64 } else { 0 };
            taken.groups.push(is_taken);
        }
        let records = (draw.order.len() - before) as u64;
        draw.strata.push(Stratum {
            groups: first..taken.groups.len(),
            records,
            trains: None,
            input: 0,
        });
    }
    draw.fewest_swaps(wanted, &mut taken);
    assert_eq!(taken.records, wanted);
    let of = |stratum: &Stratum| {
        let held = stratum.groups.clone().filter(|&group| taken.groups[group]);
        held.map(|group| draw.size(group).to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    draw.strata.iter().map(of).collect()
}

#[test]
fn swaps_take_from_where_most_is_missing_and_give_where_most_is_too_much() {
    for (strata, wanted, expected) in [
        // A single record goes, a pair comes from the second: the first has all of its share.
        (["2! 2! 2! 2", "2 2 2 2", "1!"], 8, ["2 2 2", "2", ""]),
        // The first has more than the second, and yet less of its share.
        (
            ["2! 2! 2 2 2 2 2 2 2 2 2 2 2 2", "2! 2 2 2", "1!"],
            8,
            ["2 2 2", "2", ""],
        ),
        // The same for a removal: the single record of the class that has too many.
        (["1! 2! 2! 2", "1! 2 2 2", "2 2 2"], 7, ["2 2", "1", "2"]),
        (["1! 2 2 2", "1! 2! 2! 2", "2 2 2"], 7, ["1", "2 2", "2"]),
    ] {
        assert_eq!(swapped(&strata, wanted), expected, "{strata:?}");
    }
}
