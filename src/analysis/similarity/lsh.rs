//! Candidates for similarity: records whose signatures agree in a whole band (locality-sensitive hashing).

use crate::analysis::similarity::minhash::{PLACES, Signature};
use crate::analysis::similarity::tokenizer::mix;

/// Share of the pairs just above the threshold that may be missed: one in two thousand. More similar pairs are missed less.
const MOST_MISSED: f64 = 0.0005;

/// The bands of a signature: with more places a band, fewer records are compared in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    /// Number of bands.
    pub bands: usize,
    /// Places of each.
    pub places: usize,
}

impl Bands {
    /// The widest bands that miss so few pairs of the similarity `threshold`, and no more of them than that takes.
    #[must_use]
    pub fn finding(threshold: f64) -> Self {
        let widest = (1..=PLACES / 4).rev().find_map(|places| {
            let differing = 1.0 - power(threshold, places);
            let misses_few = |&bands: &usize| power(differing, bands) <= MOST_MISSED;
            let bands = (1..=PLACES / places).find(misses_few)?;
            Some(Self { bands, places })
        });
        widest.unwrap_or(Self {
            bands: PLACES,
            places: 1,
        })
    }

    /// A key for each band of a signature: equal where the bands are.
    pub fn keys(self, signature: &Signature, keys: &mut Vec<u32>) {
        keys.clear();
        let bands = signature.chunks_exact(self.places).take(self.bands);
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is wanted")]
        keys.extend(bands.map(|band| band.iter().fold(0, |key, &place| mix(key, place)) as u32));
    }
}

/// By multiplication alone, which is the same on every platform.
fn power(base: f64, exponent: usize) -> f64 {
    std::iter::repeat_n(base, exponent).product()
}

#[cfg(test)]
mod tests {
    use super::{Bands, power};

    #[test]
    fn bands_are_as_wide_as_the_threshold_lets_them_be() {
        for (threshold, bands, places) in [
            (0.5, 27, 2),
            (0.6, 18, 2),
            (0.7, 19, 3),
            (0.8, 15, 4),
            (0.9, 9, 5),
            (1.0, 1, 16),
        ] {
            assert_eq!(
                Bands::finding(threshold),
                Bands { bands, places },
                "{threshold}"
            );
        }
    }

    #[test]
    fn few_pairs_are_missed_whatever_the_threshold() {
        for percent in 50..=100 {
            let threshold = f64::from(percent) / 100.0;
            let Bands { bands, places } = Bands::finding(threshold);
            assert!(
                power(1.0 - power(threshold, places), bands) <= 0.0005,
                "{threshold}"
            );
        }
    }
}
