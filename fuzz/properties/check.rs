//! Any bytes, any options, cut up in any way: no panic, and one report. `tests/invariants.rs` asks it of random
//! data sets, the fuzz target `check` of whatever it can think of.

use crate::run::{Cut, Outputs, prepare};
use tuneset::Options;

/// Panics where the report or an output depends on how the work was cut up. Returns what they are.
pub fn holds(files: &[(&str, &[u8])], options: &Options, cut: &Cut) -> Outputs {
    let whole = prepare(files, options, &Cut::default());
    let parts = prepare(files, options, cut);
    for [one, other] in [
        [&whole.report, &parts.report],
        [&whole.train, &parts.train],
        [&whole.validation, &parts.validation],
        [&whole.set_aside, &parts.set_aside],
    ] {
        let differs = one
            .lines()
            .zip(other.lines())
            .find(|(one, other)| one != other);
        assert!(one == other, "{differs:?} with {options:?} {cut:?}");
    }
    whole
}
