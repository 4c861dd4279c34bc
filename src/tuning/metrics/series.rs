//! The losses of one run: points by step, and means over stretches of them.

use crate::diagnostic::numbers::real;
use crate::tuning::order::ascending;

/// A loss that was written down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The step it was taken at.
    pub step: u64,
    /// The epoch, as the file numbers them: Bedrock's files have been seen to start at 0.
    pub epoch: Option<u64>,
    /// Finite.
    pub loss: f64,
    /// Index of its file, and its line, from 1.
    pub place: (usize, u64),
}

/// The place of a loss that is no finite number.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The step.
    pub step: u64,
    /// The epoch, as the file numbers them.
    pub epoch: Option<u64>,
    /// As written: `NaN`, `inf`.
    pub written: String,
}

/// The losses of training or of validation, by step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Steps ascend and none repeats.
    pub points: Vec<Point>,
    /// Losses that are no finite numbers, by step.
    pub broken: Vec<Broken>,
}

/// Some neighbouring points, as one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Of the losses.
    pub mean: f64,
    /// The standard error of the mean, squared.
    pub variance: f64,
}

/// The scatter of single losses around their curve: that of steps is wide, that of small batches wider.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// Half the mean square of the difference between neighbours, to which a slope adds little. Taken over the whole curve, as
    /// a short stretch has too few points.
    scatter: f64,
}

impl Means {
    /// Some points as one number; none of no points.
    #[must_use]
    pub fn of(self, points: &[Point]) -> Option<Stretch> {
        Some(Stretch {
            mean: mean(points)?,
            variance: self.scatter / real(points.len()),
        })
    }
}

/// The share of a run that is smoothed over: an epoch of a job of five keeps four values that do not share a step.
const SMOOTHED_SHARE: usize = 20;
/// A wider window would hide where a long run turns.
const WIDEST_WINDOW: usize = 101;

impl Series {
    /// Puts the points in order. Of points of one step the first stays; the others are returned.
    pub fn settle(&mut self) -> Vec<Point> {
        let broken = ascending(self.broken.iter().map(|broken| broken.step));
        self.broken = broken
            .into_iter()
            .map(|at| self.broken[at].clone())
            .collect();
        let points = ascending(self.points.iter().map(|point| point.step));
        self.points = points.into_iter().map(|at| self.points[at]).collect();
        let mut repeated = Vec::new();
        self.points.dedup_by(|later, earlier| {
            let same = later.step == earlier.step;
            if same {
                repeated.push(*later);
            }
            same
        });
        repeated
    }

    /// Over how many steps the curve is smoothed: an odd number, 1 for a short one.
    #[must_use]
    pub fn window(&self) -> usize {
        (self.points.len() / SMOOTHED_SHARE).min(WIDEST_WINDOW) | 1
    }

    /// Returns the scatter of means of its points.
    #[must_use]
    pub fn means(&self) -> Means {
        let pairs = self.points.windows(2);
        let squares: f64 = pairs
            .map(|pair| (pair[1].loss - pair[0].loss).powi(2))
            .sum();
        Means {
            scatter: squares / 2.0 / real(self.points.len().saturating_sub(1).max(1)),
        }
    }

    /// The centred moving mean; at the ends over what there is of the window.
    #[must_use]
    pub fn smoothed(&self) -> Vec<f64> {
        let reach = self.window() / 2;
        let mut sums = vec![0.0];
        for point in &self.points {
            sums.push(sums[sums.len() - 1] + point.loss);
        }
        (0..self.points.len())
            .map(|at| {
                // The same number of points on both sides, or the ends of a falling curve would bend.
                let reach = reach.min(at).min(self.points.len() - 1 - at);
                let (from, to) = (at - reach, at + reach + 1);
                (sums[to] - sums[from]) / real(to - from)
            })
            .collect()
    }
}

/// The mean of some points; none of no points.
#[must_use]
pub fn mean(points: &[Point]) -> Option<f64> {
    let sum: f64 = points.iter().map(|point| point.loss).sum();
    (!points.is_empty()).then(|| sum / real(points.len()))
}

#[cfg(test)]
mod tests {
    use super::{Point, Series};

    fn series(losses: &[f64]) -> Series {
        let points = losses.iter().zip(1..).map(|(&loss, step)| Point {
            step,
            epoch: Some(0),
            loss,
            place: (0, step + 1),
        });
        Series {
            points: points.collect(),
            broken: Vec::new(),
        }
    }

    #[test]
    fn short_curves_stay_as_they_are() {
        let series = series(&[3.0, 1.0, 2.0]);
        assert_eq!(series.window(), 1);
        assert_eq!(series.smoothed(), [3.0, 1.0, 2.0]);
    }

    #[test]
    fn a_straight_line_stays_straight_to_its_ends() {
        let line: Vec<f64> = (0..60_u8).map(f64::from).collect();
        let series = series(&line);
        assert_eq!(series.window(), 3);
        for (smooth, loss) in series.smoothed().iter().zip(&line) {
            assert!((smooth - loss).abs() < 1e-9, "{smooth} {loss}");
        }
    }

    #[test]
    fn of_one_step_the_first_stays() {
        let mut series = series(&[1.0, 2.0]);
        series.points.push(Point {
            step: 1,
            epoch: None,
            loss: 9.0,
            place: (1, 2),
        });
        let repeated = series.settle();
        assert_eq!((repeated.len(), repeated[0].place), (1, (1, 2)));
        assert_eq!(series.points.len(), 2);
        assert!((series.points[0].loss - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn scatter_is_what_neighbours_differ_by_and_not_the_slope() {
        assert!((series(&[1.0, 3.0, 1.0]).means().scatter - 2.0).abs() < 1e-12);
        let slope: Vec<f64> = (0..100_u8).map(|step| f64::from(step) / 100.0).collect();
        assert!(series(&slope).means().scatter < 1e-4);
        assert!(series(&[1.0]).means().scatter.abs() < 1e-12);
    }

    #[test]
    fn a_mean_is_surer_the_more_it_is_of() {
        let all = series(&[1.0, 3.0, 1.0, 3.0]);
        let found = all.means().of(&all.points).expect("points");
        assert!((found.mean - 2.0).abs() < 1e-12);
        assert!((found.variance - 0.5).abs() < 1e-12);
        assert_eq!(all.means().of(&[]), None);
    }
}
