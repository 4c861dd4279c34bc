//! The verdict on the tuned model, with advice.

use super::bootstrap::Interval;
use super::measure::Measure;
use super::report::{DifferenceReport, Kind, ModelReport, ReferencesReport, Verdict};
use crate::diagnostic::numbers::{grouped, percent, several};
use crate::tuning::evaluation::matching::By;

/// The fewest pairs for a verdict: an interval drawn from fewer is narrower than it should be.
const FEWEST_PAIRS: u64 = 20;
/// The fewest differing references for a verdict: six of six on one side happens by chance once in 32 times.
const FEWEST_DIFFERING: u64 = 6;
/// A difference in right and wrong that is more likely by chance than this counts as none. The interval alone is too sure of
/// itself where only a few of many pairs differ.
const CHANCE: f64 = 0.05;
/// Answers this much longer or shorter than the references are worth a word.
const OTHER_LENGTH: f64 = 1.5;
/// More pairs than this are not advised.
const MANY_PAIRS: f64 = 100_000.0;

/// The evidence for the verdict.
pub struct Evidence<'r> {
    /// The held-out file.
    pub references: &'r ReferencesReport,
    /// Measure of the verdict.
    pub measure: Measure,
    /// The tuned model.
    pub tuned: &'r ModelReport,
    /// The base model.
    pub base: Option<&'r ModelReport>,
    /// Both on the same references.
    pub difference: Option<&'r DifferenceReport>,
    /// The reason why a file of answers was refused.
    pub refused: Option<String>,
}

/// Judges an evaluation.
pub fn judge(evidence: &Evidence<'_>) -> Verdict {
    let Evidence {
        tuned,
        base,
        difference,
        measure,
        ..
    } = *evidence;
    if let Some(refused) = &evidence.refused {
        return refusal(refused);
    }
    let (kind, summary, advice) = match (base, difference) {
        (_, Some(difference)) => compared(difference, measure),
        (Some(_), None) => nothing("No reference has an answer of both models."),
        (None, None) => match &tuned.scores {
            None => nothing("No answer belongs to a reference."),
            Some(scores) => alone(scores.measured, tuned.scored, measure),
        },
    };
    let mut reasons = Vec::new();
    for (whose, model) in [("tuned", Some(tuned)), ("base", base)] {
        let records = evidence.references.records;
        reasons.extend(model.and_then(|model| shifted(whose, model, records)));
    }
    if tuned.scores.is_some() {
        reasons.push(measure.reason().to_owned());
    }
    reasons.extend(guessing(evidence));
    reasons.extend(moves(evidence));
    reasons.extend(shape(evidence));
    reasons.extend(length(evidence));
    for (whose, model) in [("tuned", Some(tuned)), ("base", base)] {
        reasons.extend(model.and_then(|model| left_out(whose, model)));
    }
    Verdict {
        kind,
        severity: kind.severity(),
        summary,
        reasons,
        advice,
    }
}

/// Nothing else is said of answers to another file.
fn refusal(why: &str) -> Verdict {
    let (kind, summary, advice) = nothing(why);
    Verdict {
        kind,
        severity: kind.severity(),
        summary,
        reasons: Vec::new(),
        advice,
    }
}

type Judged = (Kind, String, Vec<String>);

fn nothing(why: &str) -> Judged {
    (
        Kind::NothingToCompare,
        why.to_owned(),
        vec![
            "Choose the answers to the records of this test set, in its order or with its ids or prompts."
                .to_owned(),
        ],
    )
}

fn alone(measured: Interval, scored: u64, measure: Measure) -> Judged {
    (
        Kind::NotCompared,
        format!(
            "The tuned model has {} of {} on {} (95% CI {} to {}).",
            article(measure),
            percent(measured.mean),
            several(scored, "answer"),
            percent(measured.low),
            percent(measured.high)
        ),
        vec![
            "Add the base model's answers to the same records (`--base FILE`) to see what the training changed."
                .to_owned(),
        ],
    )
}

fn compared(difference: &DifferenceReport, measure: Measure) -> Judged {
    let Some(main) = difference.main(measure) else {
        return nothing("There is no measure for these answers.");
    };
    let Interval { mean, low, high } = main.difference;
    let numbers = format!(
        "The tuned model's {} is {} and the base model's {} on {}: {} points (95% CI {} to {})",
        measure.name(),
        percent(main.tuned),
        percent(main.base),
        several(difference.pairs, "pair"),
        points(mean),
        points(low),
        points(high)
    );
    let differing = difference.better.count + difference.worse.count;
    let is_certain = main.difference.excludes_zero()
        && difference.pairs >= FEWEST_PAIRS
        && differing >= FEWEST_DIFFERING
        && difference.mcnemar_p.is_none_or(|chance| chance < CHANCE);
    if !is_certain {
        return (
            Kind::NoDifference,
            if difference.pairs < FEWEST_PAIRS {
                format!("{numbers}. That is too few to decide.")
            } else {
                format!("{numbers}. This may be chance.")
            },
            more_pairs(difference, main.difference),
        );
    }
    if mean > 0.0 {
        return (
            Kind::Better,
            format!("{numbers}."),
            vec![
                "Make sure that no record of the test set was trained on (`tuneset check TRAIN --against HELD-OUT`)."
                    .to_owned(),
            ],
        );
    }
    (
        Kind::Worse,
        format!("{numbers}."),
        vec![
            "Look at the answers that got worse: is it the format or the content?".to_owned(),
            "Prompt the tuned model as it was trained: same system prompt, same prompt template."
                .to_owned(),
            "Read the loss curves of its training (`tuneset metrics`): was it overfitting or diverging?"
                .to_owned(),
        ],
    )
}

fn more_pairs(difference: &DifferenceReport, measured: Interval) -> Vec<String> {
    let mut advice = Vec::new();
    if difference.pairs < FEWEST_PAIRS {
        advice.push(format!(
            "{} are too few: hold out at least {FEWEST_PAIRS}, better 200.",
            several(difference.pairs, "pair")
        ));
    }
    match difference.pairs_needed(measured) {
        Some(needed) if needed <= MANY_PAIRS => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to 100,000"
            )]
            let needed = (needed / 10.0).ceil() as u64 * 10;
            if needed > difference.pairs {
                advice.push(format!(
                    "To detect a difference of {} points (80% power), about {} pairs are needed.",
                    points(measured.mean.abs()).trim_start_matches('+'),
                    grouped(needed)
                ));
            }
        }
        _ => advice.push("The difference is too small to be worth a larger test set.".to_owned()),
    }
    advice.push(
        "If there is no difference, the training did not help: try more or better examples, more epochs, or a better prompt for the base model."
            .to_owned(),
    );
    advice
}

/// Returns the score of always answering the largest class.
fn guessing(evidence: &Evidence<'_>) -> Option<String> {
    let classes = evidence.references.classes.as_ref()?;
    let scores = evidence.tuned.scores.as_ref()?;
    let all: u64 = classes.iter().map(|class| class.references).sum();
    let largest = classes.iter().rev().max_by_key(|class| class.references)?;
    let share = ratio(largest.references, all);
    let verdict = if scores.measured.mean <= share {
        "; the tuned model is no better"
    } else {
        ""
    };
    Some(format!(
        "Majority-class baseline (\"{}\"): {}{verdict}.",
        largest.name,
        percent(share)
    ))
}

fn moves(evidence: &Evidence<'_>) -> Option<String> {
    let difference = evidence.difference?;
    let what = if evidence.measure.is_binary() {
        "is right"
    } else {
        "is closer to the reference"
    };
    if difference.better.count + difference.worse.count == 0 {
        return Some("No reference is answered better by one model than by the other.".to_owned());
    }
    Some(format!(
        "Only the tuned model {what}: {}; only the base model: {}.",
        several(difference.better.count, "answer"),
        grouped(difference.worse.count)
    ))
}

/// Answers of another shape than the references.
fn shape(evidence: &Evidence<'_>) -> Option<String> {
    let compliance = evidence.tuned.scores.as_ref()?.format_compliance.as_ref()?;
    let wanted = match (&evidence.references.classes, &evidence.references.format) {
        (Some(classes), _) => format!("one of the {} classes", classes.len()),
        (None, shape) => shape.as_ref()?.name.clone(),
    };
    let changed = evidence
        .difference
        .and_then(|difference| difference.of("formatCompliance"))
        .filter(|measured| measured.difference.excludes_zero())
        .map(|measured| format!(" ({} by the base model)", percent(measured.base)))
        .unwrap_or_default();
    let is_quiet = compliance.breaking == 0 && changed.is_empty();
    (!is_quiet).then(|| {
        format!(
            "{} of the tuned model's answers have the form of the references, {wanted}{changed}.",
            percent(compliance.share)
        )
    })
}

fn length(evidence: &Evidence<'_>) -> Option<String> {
    let answers = evidence.tuned.scores.as_ref()?.length.mean;
    let references = evidence.references.length.mean;
    let times = answers / references;
    let is_other = times.is_finite() && !(1.0 / OTHER_LENGTH..=OTHER_LENGTH).contains(&times);
    is_other.then(|| {
        format!(
            "Its answers are {times:.1} times as long as the references ({answers:.0} characters on average, and {references:.0})."
        )
    })
}

/// Matched by order, and one is missing somewhere.
fn shifted(whose: &str, model: &ModelReport, references: u64) -> Option<String> {
    (model.matched_by == By::Order && model.records != references && model.scored > 0).then(|| {
        format!(
            "Caution: the {whose} model has {} to {}, matched by their order. The scores are right only if the missing ones are the last.",
            several(model.records, "answer"),
            several(references, "reference")
        )
    })
}

fn left_out(whose: &str, model: &ModelReport) -> Option<String> {
    let mut parts = Vec::new();
    if model.unanswered > 0 {
        parts.push(format!(
            "{} without an answer",
            several(model.unanswered, "reference")
        ));
    }
    if model.unmatched > 0 {
        parts.push(format!(
            "{} without a matching reference",
            several(model.unmatched, "answer")
        ));
    }
    if model.cut_off > 0 {
        parts.push(format!(
            "{} cut off at the token limit",
            several(model.cut_off, "answer")
        ));
    }
    (!parts.is_empty()).then(|| format!("The {whose} model: {}.", parts.join(", ")))
}

/// Hundredths: "+12", "-3.1".
fn points(difference: f64) -> String {
    let points = difference * 100.0;
    let digits = usize::from(points != 0.0 && points.abs() < 9.95);
    format!("{points:+.digits$}")
}

fn article(measure: Measure) -> String {
    let article = if measure == Measure::Accuracy {
        "an"
    } else {
        "a"
    };
    format!("{article} {}", measure.name())
}

fn ratio(part: u64, whole: u64) -> f64 {
    use crate::diagnostic::numbers::real;
    let real = |count: u64| real(usize::try_from(count).unwrap_or(usize::MAX));
    real(part) / real(whole.max(1))
}
