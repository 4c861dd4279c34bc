//! Runs that broke: losses that are no numbers, and losses that rise for good.

use crate::diagnostic::numbers::{grouped, significant};
use crate::tuning::metrics::change::Change;
use crate::tuning::metrics::series::{Broken, Point, Series, Stretch};
use crate::tuning::metrics::verdict::{FEWEST_STEPS, Kind, Verdict};

/// A run has diverged when it ends having lost this share of what it had learned: scatter and warm-up stay well below.
const LOST: f64 = 0.5;
/// And ends this much above its lowest: near 0, half of what was learned may be next to nothing.
const RISEN: f64 = 0.1;
/// The run is compared in so many parts at most, of so many steps at least.
const PARTS: usize = 10;
const FEWEST_OF_PART: usize = 5;

/// The verdict that a run has diverged, for the reason that `summary` gives.
pub fn diverging(summary: String) -> Verdict {
    let advice = [
        "Lower learningRate to a tenth and train again (learningRateMultiplier for Claude).",
        "Raise learningRateWarmupSteps where the model has it, so that the first steps are small.",
        "Look for very long or garbled records in the training file (`tuneset check` finds them).",
    ];
    Verdict::new(Kind::Diverging, summary, advice.map(str::to_owned).to_vec())
}

/// A loss is no finite number.
pub fn broken_run(what: &str, series: &Series, first: &Broken) -> Verdict {
    let mut found = diverging(format!(
        "{what} loss is {} at step {}: the run has diverged.",
        first.written, first.step
    ));
    let all = series.points.len() + series.broken.len();
    found.reasons.push(format!(
        "{} of {} {} losses are NaN or infinite.",
        grouped(series.broken.len() as u64),
        grouped(all as u64),
        what.to_lowercase()
    ));
    found
}

/// Training rose for good: it ends having lost most of what it had learned.
pub fn diverged(training: &Series) -> Option<Verdict> {
    if training.points.len() < FEWEST_STEPS {
        return None;
    }
    let means = training.means();
    let parts: Vec<(&[Point], Stretch)> = training
        .points
        .chunks(training.points.len().div_ceil(PARTS).max(FEWEST_OF_PART))
        .filter_map(|part| Some((part, means.of(part)?)))
        .collect();
    let (_, start) = parts.first()?;
    let (at, low) = parts
        .iter()
        .min_by(|one, other| one.1.mean.total_cmp(&other.1.mean))?;
    let (_, end) = parts.last()?;
    let rise = Change::between(*low, *end);
    if !rise.has_risen() || rise.share() < RISEN {
        return None;
    }
    let step = at.first()?.step;
    let learned = start.mean - low.mean;
    let has_learned = Change::between(*low, *start).has_risen();
    if has_learned && end.mean - low.mean >= LOST * learned {
        return Some(diverging(format!(
            "Training loss fell from {} to {} around step {step}, and is {} at the end: more than half of what was learned is lost again.",
            significant(start.mean),
            significant(low.mean),
            significant(end.mean)
        )));
    }
    Change::between(*start, *end).has_risen().then(|| {
        diverging(format!(
            "Training loss rose from {} at the beginning to {} at the end.",
            significant(start.mean),
            significant(end.mean)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::diverged;
    use crate::tuning::metrics::series::{Point, Series};

    /// A run whose losses scatter by up to `scatter` of themselves around `curve`.
    fn run(steps: u32, scatter: f64, seed: u64, curve: impl Fn(f64) -> f64) -> Series {
        let points = (0..steps).map(|step| {
            let digest =
                xxhash_rust::xxh3::xxh3_64(&[seed, u64::from(step)].map(u64::to_le_bytes).concat());
            let random =
                f64::from(u32::try_from(digest >> 32).expect("32 bits")) / f64::from(u32::MAX);
            let loss =
                curve(f64::from(step) / f64::from(steps)) * (1.0 + scatter * (2.0 * random - 1.0));
            Point {
                step: u64::from(step),
                epoch: None,
                loss,
                place: (0, 0),
            }
        });
        Series {
            points: points.collect(),
            broken: Vec::new(),
        }
    }

    #[test]
    fn scatter_alone_does_not_diverge() {
        for steps in [10, 17, 40, 200] {
            let wrong = (0..500)
                .filter(|&seed| diverged(&run(steps, 0.5, seed, |_| 1.0)).is_some())
                .count();
            assert!(wrong <= 5, "{wrong} of 500 runs of {steps} steps");
            let wrong = (0..500)
                .filter(|&seed| {
                    diverged(&run(steps, 0.5, seed, |at| 0.3 + (-4.0 * at).exp())).is_some()
                })
                .count();
            assert!(wrong <= 5, "{wrong} of 500 falling runs of {steps} steps");
        }
    }

    #[test]
    fn a_rise_is_seen_through_scatter() {
        for steps in [40, 200] {
            let seen = (0..100)
                .filter(|&seed| {
                    diverged(&run(steps, 0.3, seed, |at| 0.5 + (at - 0.4).abs() * 3.0)).is_some()
                })
                .count();
            assert!(seen >= 99, "{seen} of 100 runs of {steps} steps");
        }
    }
}
