//! Advice in sentences, the most important first.

use crate::diagnostic::numbers::percent;
use crate::tuning::metrics::change::{Change, FLAT};
use crate::tuning::metrics::epochs::Checkpoint;
use crate::tuning::metrics::verdict::{Evidence, best};

/// A loss that fell by less in all has hardly moved: the steps are too small, or there is nothing to learn.
const HARDLY: f64 = 0.05;

/// Validation turned at `best`.
pub fn overfitting(best: Checkpoint) -> Vec<String> {
    let mut advice = Vec::new();
    match best.count {
        Some(count) => advice.push(format!(
            "Take epoch {count}: train again with epochCount {count}{}. Such a job hands over the model of its last epoch only (those of gpt-oss and Qwen3 keep checkpoints).",
            as_in_file(best)
        )),
        None => advice.push(format!(
            "Validation loss is lowest at step {}, within an epoch: one epoch of this data at this learning rate is too much already.",
            best.step
        )),
    }
    advice.push("Or keep the epochs and lower learningRate, to a half to begin with.".to_owned());
    advice.push(
        "More examples, or more varied ones, let validation loss fall for longer; copies of records make it rise earlier (`tuneset prepare` leaves them out)."
            .to_owned(),
    );
    advice
}

/// Advice for a validation loss that no longer changes; `whole` is its change over the run.
pub fn plateau(evidence: &Evidence<'_>, whole: Change) -> Vec<String> {
    let checkpoints = evidence.checkpoints;
    let mut advice = Vec::new();
    if has_hardly_moved(whole) {
        advice.push(hardly(whole));
    }
    let lowest = best(checkpoints).map(|best| checkpoints[best].loss);
    let enough = checkpoints
        .iter()
        .find(|point| lowest.is_some_and(|lowest| point.loss <= lowest * (1.0 + FLAT)));
    if let (Some(enough), Some(last)) = (enough, checkpoints.last())
        && let Some(count) = enough.count
        && enough.step < last.step
    {
        advice.push(format!(
            "epochCount {count}{} gives as much for less: from there on validation loss stayed within {}.",
            as_in_file(*enough),
            percent(FLAT)
        ));
    }
    advice.push(
        "More epochs will not lower it. Other data can: more examples, more varied ones, answers that agree with each other."
            .to_owned(),
    );
    advice.push(
        "Whether it is low enough, answers tell and losses do not: `tuneset evaluate`.".to_owned(),
    );
    advice
}

/// Advice for a loss that still falls; `slows` is true if it falls ever more slowly.
pub fn still_learning(evidence: &Evidence<'_>, slows: bool) -> Vec<String> {
    let count = evidence.epochs.last().map(|epoch| epoch.count);
    let longer = match count {
        Some(count) => format!(
            "Raise epochCount from {count} to {}, within the model's range, and stop where validation loss begins to rise.",
            count + if count < 3 || slows { 1 } else { 2 }
        ),
        None => "Raise epochCount, within the model's range, and stop where validation loss begins to rise."
            .to_owned(),
    };
    vec![
        longer,
        "Where that is the most the model takes, raise learningRate instead, two-fold to begin with."
            .to_owned(),
    ]
}

/// Not even the beginning was learned.
pub fn hardly(whole: Change) -> String {
    format!(
        "The loss has hardly moved since the start ({}): raise learningRate five-fold, within the model's range, before anything else.",
        whole.losses()
    )
}

/// Returns true if the loss is about where it began.
pub fn has_hardly_moved(whole: Change) -> bool {
    whole.share().abs() < HARDLY
}

/// "epoch 2 of 5", or "step 120".
pub fn place(checkpoint: Checkpoint, evidence: &Evidence<'_>) -> String {
    let all = evidence.epochs.last().map(|epoch| epoch.count);
    match (checkpoint.count, all) {
        (Some(count), Some(all)) => format!("epoch {count} of {all}"),
        _ => format!("step {}", checkpoint.step),
    }
}

/// Returns the file's own number, too, if the file numbers epochs from 0.
fn as_in_file(checkpoint: Checkpoint) -> String {
    match (checkpoint.epoch, checkpoint.count) {
        (Some(epoch), Some(count)) if epoch != count => {
            format!(" (epoch_number {epoch} in the file)")
        }
        _ => String::new(),
    }
}
