//! The verdict on the curves of a run (learned, no progress, overfitted or diverged), and advice.

pub mod advice;
pub mod divergence;

use serde::Serialize;

use self::advice::place;
use self::divergence::{broken_run, diverged, diverging};
use super::change::{Change, FLAT};
use super::epochs::{Checkpoint, Epoch};
use super::read::Run;
use super::series::Stretch;
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{percent, several, significant};

/// Validation has turned when its loss ends this much above its lowest: as `FLAT`, so that no curve is both.
const TURNED: f64 = FLAT;
/// The fewest training steps to compare: with fewer, each of the two stretches would hold a single step.
pub const FEWEST_STEPS: usize = 10;
/// Training is compared in stretches of this share of the run where there are no two epochs to compare.
const STRETCHES: usize = 5;
/// A validation loss of this many times the training loss shows overfitting.
const WIDE_GAP: f64 = 2.0;

/// A fall that was so many times as steep before is about to end.
const SLOWING: f64 = 2.0;

/// Course of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "MetricsVerdictKind")
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The loss was still falling when the run ended.
    StillLearning,
    /// The loss has stopped falling.
    Plateau,
    /// Validation loss rises again while training loss does not.
    Overfitting,
    /// The loss rose for good, or is no longer a number.
    Diverging,
    /// There are too few losses to judge.
    TooLittleData,
}

impl Kind {
    /// Returns its severity: an exit code and a colour depend on it.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::StillLearning | Self::Plateau => Severity::Info,
            Self::Overfitting | Self::TooLittleData => Severity::Warning,
            Self::Diverging => Severity::Error,
        }
    }
}

/// The verdict on a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "MetricsVerdict")
)]
pub struct Verdict {
    /// Course of the run.
    pub kind: Kind,
    /// Severity: diverging is an error, overfitting and too little data are warnings.
    pub severity: Severity,
    /// The verdict in one sentence, with the numbers that led to it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub summary: String,
    /// Further facts that bear on it.
    pub reasons: Vec<String>,
    /// Changes to make, the most important first.
    pub advice: Vec<String>,
}

impl Verdict {
    /// A verdict without further reasons.
    pub fn new(kind: Kind, summary: String, advice: Vec<String>) -> Self {
        Self {
            kind,
            severity: kind.severity(),
            summary,
            reasons: Vec::new(),
            advice,
        }
    }
}

/// The curves, ready to be judged.
pub struct Evidence<'r> {
    /// Both series.
    pub run: &'r Run,
    /// By epoch.
    pub epochs: &'r [Epoch],
    /// Measurements of validation loss.
    pub checkpoints: &'r [Checkpoint],
}

/// The checkpoint of the lowest validation loss, the first of several.
#[must_use]
pub fn best(checkpoints: &[Checkpoint]) -> Option<usize> {
    let lower = |&one: &usize, &other: &usize| {
        checkpoints[one]
            .loss
            .total_cmp(&checkpoints[other].loss)
            .then(one.cmp(&other))
    };
    (0..checkpoints.len()).min_by(lower)
}

/// The checkpoint at which validation turned, if it did: the best one, where the last is clearly worse.
#[must_use]
pub fn turn(checkpoints: &[Checkpoint]) -> Option<usize> {
    let best = best(checkpoints)?;
    let last = checkpoints.last()?;
    (last.loss > checkpoints[best].loss * (1.0 + TURNED)).then_some(best)
}

/// Judges a run.
#[must_use]
pub fn judge(evidence: &Evidence<'_>) -> Verdict {
    let Evidence { run, .. } = *evidence;
    let broken = [("Training", &run.training), ("Validation", &run.validation)]
        .into_iter()
        .find_map(|(what, series)| Some((what, series, series.broken.first()?)));
    if let Some((what, series, first)) = broken {
        return broken_run(what, series, first);
    }
    if let Some(verdict) = diverged(&run.training) {
        return verdict;
    }
    let mut verdict = if evidence.checkpoints.len() > 1 {
        by_validation(evidence)
    } else if run.training.points.len() >= FEWEST_STEPS {
        by_training(evidence)
    } else {
        return too_little(evidence);
    };
    verdict.reasons.extend(gap(evidence));
    if run.training.points.is_empty() {
        verdict.reasons.push(
            "There are no training losses here, so that overfitting and diverging look alike."
                .to_owned(),
        );
    }
    if evidence.checkpoints.len() == 2 {
        verdict.reasons.push(
            "There are two validation losses only: they show a direction, and no more.".to_owned(),
        );
    }
    verdict
}

fn by_validation(evidence: &Evidence<'_>) -> Verdict {
    let checkpoints = evidence.checkpoints;
    let last = checkpoints[checkpoints.len() - 1];
    if let Some(best) = turn(checkpoints) {
        return turned(evidence, checkpoints[best], last);
    }
    let before = checkpoints[checkpoints.len() - 2];
    let change = Change::exact(before.loss, last.loss);
    let since = format!(
        "from {} to {}",
        place(before, evidence),
        place(last, evidence)
    );
    let whole = Change::exact(checkpoints[0].loss, last.loss);
    if change.is_flat() {
        let summary = format!(
            "Validation loss has stopped falling: it changed by {} {since} ({}).",
            percent(change.share()),
            change.losses()
        );
        return Verdict::new(Kind::Plateau, summary, advice::plateau(evidence, whole));
    }
    let earlier = checkpoints
        .len()
        .checked_sub(3)
        .map(|third| {
            Change::exact(checkpoints[third].loss, before.loss)
                .share()
                .abs()
        })
        .filter(|earlier| *earlier > SLOWING * change.share().abs());
    let summary = format!(
        "Validation loss was still falling when the run ended: by {} {since} ({}).",
        percent(change.share()),
        change.losses()
    );
    let advice = advice::still_learning(evidence, earlier.is_some());
    let mut found = Verdict::new(Kind::StillLearning, summary, advice);
    if let Some(earlier) = earlier {
        found.reasons.push(format!(
            "The fall slows: {} before, {} now. Another epoch would bring less than the last one did.",
            percent(earlier),
            percent(change.share())
        ));
    }
    found
}

fn turned(evidence: &Evidence<'_>, best: Checkpoint, last: Checkpoint) -> Verdict {
    let rise = Change::exact(best.loss, last.loss);
    let since = format!(
        "Validation loss was lowest at {} ({}) and has risen by {} since ({})",
        place(best, evidence),
        significant(best.loss),
        percent(rise.share()),
        significant(last.loss)
    );
    let training = best.training.zip(last.training);
    let training = training.map(|(from, to)| Change::between(from, to));
    if let Some(training) = training
        && training.has_risen()
    {
        return diverging(format!(
            "{since}, and training loss rose with it ({}).",
            training.losses()
        ));
    }
    let summary = match training {
        Some(training) if !training.is_flat() => format!(
            "{since}, while training loss went on falling ({}): the model is memorizing the training data.",
            training.losses()
        ),
        Some(training) if training.is_alike() => format!(
            "{since}, while training loss stayed where it was ({}): the model has memorized the training data.",
            training.losses()
        ),
        Some(training) => format!(
            "{since}, while training loss went from {}; there are too few steps to tell that from scatter.",
            training.losses()
        ),
        None => format!("{since}."),
    };
    Verdict::new(Kind::Overfitting, summary, advice::overfitting(best))
}

fn by_training(evidence: &Evidence<'_>) -> Verdict {
    let points = &evidence.run.training.points;
    let means = evidence.run.training.means();
    let trained: Vec<(u64, Stretch)> = evidence
        .epochs
        .iter()
        .filter_map(|epoch| Some((epoch.count, epoch.training?)))
        .collect();
    let part = points.len() / STRETCHES;
    let (change, since) = if let [.., (one, from), (other, to)] = trained[..] {
        (
            Change::between(from, to),
            format!("from epoch {one} to epoch {other}"),
        )
    } else {
        let (rest, to) = points.split_at(points.len() - part);
        let (_, from) = rest.split_at(rest.len() - part);
        let Some((from, to)) = means.of(from).zip(means.of(to)) else {
            return too_little(evidence);
        };
        let since = format!("over the last {} steps", 2 * part);
        (Change::between(from, to), since)
    };
    let whole = means
        .of(&points[..part])
        .zip(means.of(&points[points.len() - part..]));
    let mut found = if change.is_flat() || change.has_risen() {
        let what = if change.is_flat() {
            "changed no more than it scatters"
        } else {
            "has risen a little"
        };
        let summary = format!(
            "Training loss has stopped falling: it {what}, by {} {since} ({}).",
            percent(change.share()),
            change.losses()
        );
        let mut advice = Vec::new();
        if let Some((from, to)) = whole
            && advice::has_hardly_moved(Change::between(from, to))
        {
            advice.push(advice::hardly(Change::between(from, to)));
        }
        advice.push(
            "More epochs will not lower it; a larger learningRate or other data may.".to_owned(),
        );
        Verdict::new(Kind::Plateau, summary, advice)
    } else {
        let summary = format!(
            "Training loss was still falling when the run ended: by {} {since} ({}).",
            percent(change.share()),
            change.losses()
        );
        Verdict::new(
            Kind::StillLearning,
            summary,
            advice::still_learning(evidence, false),
        )
    };
    found.reasons.push(match evidence.checkpoints {
        [] => "There is no validation loss here. Training loss alone cannot show overfitting, nor which epoch is best: give the job a validation file.".to_owned(),
        _ => "There is one validation loss only, so whether it rises cannot be seen.".to_owned(),
    });
    found
}

fn too_little(evidence: &Evidence<'_>) -> Verdict {
    let steps = evidence.run.training.points.len();
    let measured = evidence.run.validation.points.len();
    Verdict::new(
        Kind::TooLittleData,
        format!(
            "{} and {}: too little to say anything. It takes {FEWEST_STEPS} training steps or two validation losses.",
            several(steps as u64, "training step"),
            match measured {
                1 => "1 validation loss".to_owned(),
                _ => format!("{measured} validation losses"),
            }
        ),
        vec![
            "Give both files of the job: step_wise_training_metrics.csv and validation_metrics.csv."
                .to_owned(),
            "A run of so few steps is over before it has learned much: use more examples, a smaller batchSize or more epochs."
                .to_owned(),
        ],
    )
}

/// Describes the gap between validation and training at the end.
fn gap(evidence: &Evidence<'_>) -> Option<String> {
    let last = evidence.checkpoints.last()?;
    let training = last.training?;
    let times = last.loss / training.mean;
    (training.mean > 0.0 && times >= WIDE_GAP).then(|| {
        format!(
            "At the end validation loss is {} times the training loss ({} and {}): the model does much better on what it has seen.",
            significant(times),
            significant(last.loss),
            significant(training.mean)
        )
    })
}
