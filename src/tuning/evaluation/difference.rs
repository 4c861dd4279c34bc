//! Base and tuned on the same references.

use super::bootstrap::{Interval, LEVEL, RESAMPLES, intervals, mean, sign_test};
use super::classes::Confusion;
use super::measure::{Measure, share};
use super::model::{Model, excerpt};
use super::report::{ChangeReport, ChangesReport, DifferenceReport, MeasuredReport};
use super::score::{Score, Standard};
use crate::diagnostic::numbers::real;
use crate::tuning::evaluation::inputs::Reference;
use crate::tuning::order::{ascending, key};

/// References that one model answers better than the other are shown up to here, the clearest first.
const EXAMPLES: usize = 10;

/// Both models' scores of a reference.
struct Pair<'m> {
    reference: usize,
    base: &'m Score,
    tuned: &'m Score,
}

type Value = (&'static str, fn(&Score) -> f64);

/// Compares both models pair by pair; returns none if no reference has two answers.
pub fn difference(
    base: &Model<'_>,
    tuned: &Model<'_>,
    references: &[Reference],
    standard: &Standard,
    measure: Measure,
    seed: u64,
) -> Option<DifferenceReport> {
    let pairs: Vec<Pair<'_>> = base
        .scores
        .iter()
        .zip(&tuned.scores)
        .enumerate()
        .filter_map(|(reference, (base, tuned))| {
            Some(Pair {
                reference,
                base: base.as_ref()?,
                tuned: tuned.as_ref()?,
            })
        })
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let changed: Vec<(f64, &Pair<'_>)> = pairs
        .iter()
        .map(|pair| (measure.of(pair.tuned) - measure.of(pair.base), pair))
        .collect();
    let change = |(difference, pair): &(f64, &Pair<'_>)| ChangeReport {
        line: references[pair.reference].line,
        difference: *difference,
        reference: references[pair.reference]
            .answer
            .as_ref()
            .map_or_else(String::new, |answer| excerpt(&answer.text)),
        base: base.shown(pair.reference),
        tuned: tuned.shown(pair.reference),
    };
    // The clearest first; the order of the file among equals.
    let clearest = |sign: f64| {
        let moved: Vec<&(f64, &Pair<'_>)> = changed
            .iter()
            .filter(|(difference, _)| difference * sign > 0.0)
            .collect();
        let order = ascending(moved.iter().map(|(difference, _)| key(-difference * sign)));
        ChangesReport {
            count: moved.len() as u64,
            examples: order
                .into_iter()
                .take(EXAMPLES)
                .map(|at| change(moved[at]))
                .collect(),
        }
    };
    let (better, worse) = (clearest(1.0), clearest(-1.0));
    Some(DifferenceReport {
        pairs: pairs.len() as u64,
        resamples: RESAMPLES as u64,
        level: LEVEL,
        seed,
        measures: measures(&pairs, standard, seed),
        mcnemar_p: measure
            .is_binary()
            .then(|| sign_test(better.count, worse.count)),
        better,
        worse,
    })
}

fn measures(pairs: &[Pair<'_>], standard: &Standard, seed: u64) -> Vec<MeasuredReport> {
    let mut values: Vec<Value> = vec![
        ("normalizedMatch", |score| share(score.is_like)),
        ("exactMatch", |score| share(score.is_exact)),
        ("tokenF1", |score| score.token_f1),
    ];
    if standard
        .shape
        .as_ref()
        .is_some_and(|shape| shape.has_fields)
    {
        values.push(("fieldAccuracy", Score::field_share));
    }
    if standard.shape.is_some() || standard.classes.is_some() {
        values.push(("formatCompliance", |score| share(score.breaks.is_none())));
    }
    values.push(("length", |score| {
        real(usize::try_from(score.length).unwrap_or(usize::MAX))
    }));
    let columns: Vec<(Vec<f64>, Vec<f64>)> = values
        .iter()
        .map(|(_, of)| {
            pairs
                .iter()
                .map(|pair| (of(pair.base), of(pair.tuned)))
                .unzip()
        })
        .collect();
    let differences: Vec<Vec<f64>> = columns
        .iter()
        .map(|(base, tuned)| {
            base.iter()
                .zip(tuned)
                .map(|(base, tuned)| tuned - base)
                .collect()
        })
        .collect();
    let classes = standard.classes.as_ref().map(|classes| classes.names.len());
    let macro_f1 = |which: fn(&Pair<'_>) -> (Option<usize>, Option<usize>), times: &[u32]| {
        let pairs = pairs
            .iter()
            .zip(times)
            .map(|(pair, times)| (which(pair), *times));
        Confusion::of(classes.unwrap_or(0), pairs)
            .macro_average()
            .f1
    };
    let found = intervals(pairs.len(), seed, |times| {
        let mut drawn: Vec<f64> = differences
            .iter()
            .map(|values| mean(values, times))
            .collect();
        if classes.is_some() {
            drawn.push(
                macro_f1(|pair| pair.tuned.classes, times)
                    - macro_f1(|pair| pair.base.classes, times),
            );
        }
        drawn
    });
    let once = vec![1; pairs.len()];
    let mut measured: Vec<MeasuredReport> = values
        .iter()
        .zip(&columns)
        .zip(&found)
        .map(|(((name, _), (base, tuned)), difference)| MeasuredReport {
            name,
            base: mean(base, &once),
            tuned: mean(tuned, &once),
            difference: *difference,
        })
        .collect();
    if let Some(difference) = found.get(values.len()) {
        measured.push(MeasuredReport {
            name: "macroF1",
            base: macro_f1(|pair| pair.base.classes, &once),
            tuned: macro_f1(|pair| pair.tuned.classes, &once),
            difference: *difference,
        });
    }
    measured
}

impl DifferenceReport {
    /// Returns the report on a measure.
    pub fn of(&self, name: &str) -> Option<&MeasuredReport> {
        self.measures.iter().find(|measured| measured.name == name)
    }

    /// The measure that decides the verdict.
    pub fn main(&self, measure: Measure) -> Option<&MeasuredReport> {
        self.of(match measure {
            Measure::Accuracy => "normalizedMatch",
            Measure::FieldAccuracy => "fieldAccuracy",
            Measure::TokenF1 => "tokenF1",
        })
    }

    /// Estimates how many pairs show a difference of this size with a power of 80%. The interval is about four standard errors
    /// wide; 7.85 is the square of 1.96 + 0.84.
    pub fn pairs_needed(&self, difference: Interval) -> Option<f64> {
        let pairs = real(usize::try_from(self.pairs).unwrap_or(usize::MAX));
        let standard_error = (difference.high - difference.low) / (2.0 * 1.96);
        let needed = 7.85 * pairs * (standard_error / difference.mean).powi(2);
        needed.is_finite().then_some(needed)
    }
}
