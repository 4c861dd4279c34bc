//! Monitoring: reads the metrics files of a finished job and judges its training.
//!
//! ```text
//! files ─► Run (two series of losses) ─► epochs, checkpoints ─► verdict ─► report
//! ```

mod change;
mod epochs;
mod findings;
mod read;
pub mod report;
mod series;
mod verdict;

pub use read::{File, is_metrics};
pub use verdict::{Kind, Verdict};

use crate::diagnostic::finding::Severity;
use crate::diagnostic::tool::Tool;
use crate::tuning::file_findings::FileFindings;
use report::{
    BestReport, CurveReport, EpochReport, FileReport, MetricsReport, OverfitOnsetReport,
    PointReport,
};
use series::{Point, Series};
use verdict::Evidence;

/// Points that a curve is shown with; a longer one is shown by means of neighbouring losses. More fit no screen.
const MOST_POINTS: usize = 500;

/// Reads the metrics files of one run and judges it.
#[must_use]
pub fn metrics(files: &[File<'_>]) -> MetricsReport {
    let mut findings = FileFindings::default();
    let (run, holds) = read::Run::read(files, &mut findings);
    let epochs = epochs::epochs(&run);
    let checkpoints = epochs::checkpoints(&run, &epochs);
    let verdict = verdict::judge(&Evidence {
        run: &run,
        epochs: &epochs,
        checkpoints: &checkpoints,
    });
    let at = |index: usize| checkpoints[index];
    MetricsReport {
        schema_version: 1,
        tool: Tool::current(),
        ok: findings.of(Severity::Error) == 0 && verdict.severity < Severity::Error,
        files: files
            .iter()
            .zip(holds)
            .map(|(file, holds)| FileReport {
                name: file.name.to_owned(),
                bytes: file.bytes.len() as u64,
                holds: holds.kind,
                rows: holds.rows,
                losses: holds.losses,
            })
            .collect(),
        verdict,
        best: verdict::best(&checkpoints).map(at).map(|best| BestReport {
            step: best.step,
            epoch_number: best.epoch,
            epoch_count: best.count,
            validation_loss: best.loss,
        }),
        overfit_onset: verdict::turn(&checkpoints)
            .map(at)
            .zip(checkpoints.last())
            .map(|(turn, last)| OverfitOnsetReport {
                step: turn.step,
                rise: last.loss / turn.loss - 1.0,
                training_change: turn
                    .training
                    .zip(last.training)
                    .filter(|(from, _)| from.mean > 0.0)
                    .map(|(from, to)| to.mean / from.mean - 1.0),
            }),
        epochs: epochs
            .iter()
            .map(|epoch| EpochReport {
                epoch_number: epoch.number,
                epoch_count: epoch.count,
                steps: epoch.steps,
                training_loss: epoch.training.map(|training| training.mean),
                validation_loss: epoch.validation.map(|point| point.loss),
            })
            .collect(),
        training: curve(&run.training),
        validation: curve(&run.validation),
        findings,
    }
}

fn curve(series: &Series) -> Option<CurveReport> {
    if series.points.is_empty() && series.broken.is_empty() {
        return None;
    }
    let each = series.points.len().div_ceil(MOST_POINTS).max(1);
    let smoothed = series.smoothed();
    let points = series
        .points
        .chunks(each)
        .zip(smoothed.chunks(each))
        .filter_map(|(points, smoothed)| point(points, smoothed));
    Some(CurveReport {
        losses: series.points.len() as u64,
        not_finite: series.broken.len() as u64,
        smoothed_over: series.window() as u64,
        losses_per_point: each as u64,
        points: points.collect(),
    })
}

/// Neighbours as one: the last one's step and epoch, and means.
fn point(points: &[Point], smoothed: &[f64]) -> Option<PointReport> {
    let last = points.last()?;
    Some(PointReport {
        step: last.step,
        epoch_number: last.epoch,
        loss: series::mean(points)?,
        smoothed: smoothed.iter().sum::<f64>() / crate::diagnostic::numbers::real(smoothed.len()),
    })
}
