//! From one loss to another: how far, and whether that is more than scatter.

use super::series::Stretch;
use crate::diagnostic::numbers::significant;

/// A change below this share of the loss counts as none: another seed differs by as much, and it does not justify another epoch.
pub const FLAT: f64 = 0.02;
/// A change counts when it is larger than this many standard errors of itself. Three and not two, because places are picked
/// for being low or high: the lowest of ten means is two standard errors off by chance alone.
const CERTAIN: f64 = 3.0;

/// From one loss to another.
#[derive(Clone, Copy)]
pub struct Change {
    /// The earlier loss.
    pub from: f64,
    /// The later loss.
    pub to: f64,
    /// Beyond this much of it is scatter.
    noise: f64,
}

impl Change {
    /// Between the means of two stretches.
    pub fn between(from: Stretch, to: Stretch) -> Self {
        Self {
            from: from.mean,
            to: to.mean,
            noise: CERTAIN * (from.variance + to.variance).sqrt(),
        }
    }

    /// The change between two exact losses: a validation loss is a mean over the whole file already.
    pub const fn exact(from: f64, to: f64) -> Self {
        Self {
            from,
            to,
            noise: 0.0,
        }
    }

    /// Above 0: risen.
    pub fn share(self) -> f64 {
        if self.from > 0.0 {
            (self.to - self.from) / self.from
        } else {
            f64::from(u8::from(self.to > 0.0))
        }
    }

    /// Returns true if the two losses are nearly the same.
    pub fn is_alike(self) -> bool {
        self.share().abs() <= FLAT
    }

    /// Returns true if it is too small to count.
    pub fn is_flat(self) -> bool {
        self.is_alike() || (self.to - self.from).abs() <= self.noise
    }

    /// Returns true if it rose, and not by scatter.
    pub fn has_risen(self) -> bool {
        !self.is_flat() && self.to > self.from
    }

    /// Both losses, as a sentence has them.
    pub fn losses(self) -> String {
        format!("{} to {}", significant(self.from), significant(self.to))
    }
}
