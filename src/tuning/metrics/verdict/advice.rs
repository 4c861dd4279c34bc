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
            "Retrain with epochCount {count}{}: Bedrock keeps only the last epoch's model (jobs of gpt-oss and Qwen3 keep checkpoints).",
            as_in_file(best)
        )),
        None => advice.push(format!(
            "Validation loss is lowest at step {}, within an epoch: one epoch of this data at this learning rate is too much already.",
            best.step
        )),
    }
    advice.push("Or keep the number of epochs and halve learningRate.".to_owned());
    advice.push(
        "More varied examples delay overfitting; duplicates cause it earlier (`tuneset prepare` removes them)."
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
            "epochCount {count}{} is enough and costs less: from there on validation loss stayed within {}.",
            as_in_file(*enough),
            percent(FLAT)
        ));
    }
    advice.push(
        "More epochs will not lower it. Other data can: more or more varied examples, and consistent answers."
            .to_owned(),
    );
    advice.push(
        "To see if it is low enough, evaluate the model's answers (`tuneset evaluate`).".to_owned(),
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
        "If that is the model's maximum, double learningRate instead.".to_owned(),
    ]
}

/// Not even the beginning was learned.
pub fn hardly(whole: Change) -> String {
    format!(
        "The loss has hardly moved since the start ({}): first raise learningRate five-fold, within the model's range.",
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
