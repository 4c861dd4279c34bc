//! A run by its epochs, and the checkpoints at which validation was measured.

use std::collections::BTreeMap;

use super::read::Run;
use super::series::{Point, Series, Stretch, mean};

/// One epoch of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Epoch {
    /// As the file numbers it.
    pub number: u64,
    /// Number of epochs of a job that ends with this one.
    pub count: u64,
    /// Steps of training in it.
    pub steps: u64,
    /// Its training losses.
    pub training: Option<Stretch>,
    /// Its last validation loss.
    pub validation: Option<Point>,
}

/// A place where validation was measured, and the training that led there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checkpoint {
    /// Of the validation loss.
    pub step: u64,
    /// The epoch, as the file numbers it.
    pub epoch: Option<u64>,
    /// Number of epochs of a job that ends here, if it ends an epoch.
    pub count: Option<u64>,
    /// The validation loss.
    pub loss: f64,
    /// The training losses since the checkpoint before.
    pub training: Option<Stretch>,
}

/// A validation curve of one epoch is judged in this many parts: enough to see a turn, few enough that each is a mean.
const PARTS: usize = 10;

/// The epochs of both series, ascending.
#[must_use]
pub fn epochs(run: &Run) -> Vec<Epoch> {
    let means = run.training.means();
    let mut training = by_epoch(&run.training);
    let validation = by_epoch(&run.validation);
    let mut numbers: Vec<u64> = training.keys().chain(validation.keys()).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    // Files that begin with epoch 0 call the first of five epochs 0.
    let ahead = u64::from(numbers.first() == Some(&0));
    numbers
        .into_iter()
        .map(|number| {
            let points = training.remove(&number).unwrap_or_default();
            Epoch {
                number,
                count: number + ahead,
                steps: points.len() as u64,
                training: means.of(&points),
                validation: validation
                    .get(&number)
                    .and_then(|points| points.last().copied()),
            }
        })
        .collect()
}

fn by_epoch(series: &Series) -> BTreeMap<u64, Vec<Point>> {
    let mut epochs: BTreeMap<u64, Vec<Point>> = BTreeMap::new();
    for point in &series.points {
        if let Some(epoch) = point.epoch {
            epochs.entry(epoch).or_default().push(*point);
        }
    }
    epochs
}

/// The checkpoints: the last validation loss of each epoch; within a single epoch (or without epochs) the validation losses
/// themselves, as means of [`PARTS`] parts where there are more.
#[must_use]
pub fn checkpoints(run: &Run, epochs: &[Epoch]) -> Vec<Checkpoint> {
    let of_epochs: Vec<Checkpoint> = epochs
        .iter()
        .filter_map(|epoch| {
            let point = epoch.validation?;
            Some(Checkpoint {
                step: point.step,
                epoch: Some(epoch.number),
                count: Some(epoch.count),
                loss: point.loss,
                training: epoch.training,
            })
        })
        .collect();
    if of_epochs.len() > 1 {
        return of_epochs;
    }
    let means = run.training.means();
    let points = &run.validation.points;
    let size = points.len().div_ceil(PARTS).max(1);
    let mut trained = &run.training.points[..];
    points
        .chunks(size)
        .filter_map(|part| {
            let last = part.last()?;
            let since = trained.partition_point(|point| point.step <= last.step);
            let (before, after) = trained.split_at(since);
            trained = after;
            Some(Checkpoint {
                step: last.step,
                epoch: last.epoch,
                count: None,
                loss: mean(part)?,
                training: means.of(before),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{checkpoints, epochs};
    use crate::tuning::file_findings::FileFindings;
    use crate::tuning::metrics::read::{File, Run};

    fn run(files: &[&str]) -> Run {
        let files: Vec<File<'_>> = files
            .iter()
            .map(|text| File {
                name: "a.csv",
                bytes: text.as_bytes(),
            })
            .collect();
        Run::read(&files, &mut FileFindings::default()).0
    }

    #[test]
    fn a_run_that_starts_at_epoch_0_has_one_epoch_more_than_its_last_number() {
        let zero = run(&["step_number,epoch_number,training_loss\n1,0,2\n2,0,4\n3,1,1\n"]);
        let found = epochs(&zero);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].number, found[0].count, found[0].steps), (0, 1, 2));
        assert_eq!((found[1].number, found[1].count, found[1].steps), (1, 2, 1));
        assert!((found[0].training.expect("steps").mean - 3.0).abs() < 1e-12);
        let one = run(&["step_number,epoch_number,training_loss\n1,1,2\n2,2,1\n"]);
        assert_eq!(epochs(&one)[1].count, 2);
    }

    #[test]
    fn the_last_validation_loss_of_an_epoch_is_its_checkpoint() {
        let run = run(&[
            "step,epoch,training_loss\n1,1,2\n2,1,4\n3,2,1\n",
            "step,epoch,validation_loss\n1,1,9\n2,1,3\n3,2,2\n",
        ]);
        let found = checkpoints(&run, &epochs(&run));
        let losses: Vec<(u64, f64)> = found.iter().map(|point| (point.step, point.loss)).collect();
        assert_eq!(losses, [(2, 3.0), (3, 2.0)]);
        assert!((found[0].training.expect("steps").mean - 3.0).abs() < 1e-12);
    }

    #[test]
    fn many_validation_losses_of_one_epoch_are_judged_in_parts() {
        use std::fmt::Write;
        let (mut training, mut validation) = (
            "step,training_loss\n".to_owned(),
            "step,validation_loss\n".to_owned(),
        );
        for step in 1..=40 {
            writeln!(training, "{step},1").expect("a string");
            writeln!(validation, "{step},{step}").expect("a string");
        }
        let run = run(&[&training, &validation]);
        let found = checkpoints(&run, &epochs(&run));
        assert_eq!(found.len(), 10);
        assert_eq!((found[0].step, found[0].loss), (4, 2.5));
        assert!(found.iter().all(|point| point.training.is_some()));
    }
}
