//! A set of shingles in 64 numbers: two sets agree in each with a probability of their similarity.
//!
//! `MinHash` in the way of Dahlgaard, Knudsen and Thorup, "Fast Similarity Sketching" (2017): a round throws every shingle into
//! one of the 64 places, and a place keeps the least number thrown into it; rounds go on until no place is empty. That takes
//! about 400 throws for a record of 1 KB instead of 64 for each of its 170 shingles, and the places are as good as independent.
//!
//! 64 places are enough for candidates, since each is counted: more of them let bands be wider, which spares counts, but to
//! throw for 128 takes longer than these counts do.

/// Numbers in a signature.
pub const PLACES: usize = 64;

/// A set's signature; a place holds the round in its upper half, so that an earlier one stays.
pub type Signature = [u64; PLACES];

const EMPTY: u64 = u64::MAX;

/// After so many rounds each empty place takes the smallest number of all shingles, so that the smallest set ends, too.
const ROUNDS: u64 = PLACES as u64;

/// Signs a set that is not empty.
pub fn sign(shingles: &[u32], signature: &mut Signature) {
    *signature = [EMPTY; PLACES];
    let mut empty = PLACES;
    for round in 0..ROUNDS {
        let mark = round << 32;
        for &shingle in shingles {
            let thrown = throw(shingle, round);
            let place = &mut signature[(thrown >> 58) as usize];
            empty -= usize::from(*place == EMPTY);
            *place = (*place).min(mark | thrown & u64::from(u32::MAX));
        }
        if empty == 0 {
            return;
        }
    }
    for (at, place) in (0..).zip(signature) {
        if *place == EMPTY {
            let throws = shingles.iter().map(|&shingle| throw(shingle, ROUNDS + at));
            *place = ROUNDS << 32 | throws.min().unwrap_or_default() & u64::from(u32::MAX);
        }
    }
}

/// Returns a number for a shingle in a round: its first six bits choose the place, its last 32 are compared.
#[inline]
const fn throw(shingle: u32, round: u64) -> u64 {
    let number = (round << 32 | shingle as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 32)
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Signature, sign};

    fn signature(shingles: impl Iterator<Item = u32>) -> Signature {
        let mut signature = [0; PLACES];
        // Consecutive numbers are the hardest to distinguish.
        sign(&shingles.collect::<Vec<_>>(), &mut signature);
        signature
    }

    #[test]
    fn places_agree_as_often_as_sets_do() {
        for (size, shared) in [(1, 1), (2, 1), (9, 8), (40, 30), (170, 150), (5_000, 4_000)] {
            let (mut agreeing, runs) = (0_u32, 200_u32);
            for run in 0..runs {
                let start = run * 20_000;
                let one = signature(start..start + size);
                let other = signature(start + size - shared..start + 2 * size - shared);
                agreeing += one
                    .iter()
                    .zip(other)
                    .map(|(one, other)| u32::from(*one == other))
                    .sum::<u32>();
            }
            let found = f64::from(agreeing) / f64::from(runs) / 64.0;
            let similarity = f64::from(shared) / f64::from(2 * size - shared);
            assert!(
                (found - similarity).abs() < 0.03,
                "{size} {shared}: {found}, not {similarity}"
            );
        }
    }

    #[test]
    fn the_order_of_shingles_does_not_count() {
        assert_eq!(signature(0..300), signature((0..300).rev()));
    }
}
