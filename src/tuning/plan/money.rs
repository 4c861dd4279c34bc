//! Formats amounts and volumes, with no more digits than are significant.

use crate::diagnostic::numbers::grouped;

/// An amount as people read it: `$0.45`, `$1,230`.
#[must_use]
pub fn usd(amount: f64) -> String {
    if is_tiny(amount) {
        "under $0.01".to_owned()
    } else {
        format!("${}", digits(amount))
    }
}

/// `$16-32`, or one amount where both read the same.
#[must_use]
pub fn usd_range(low: f64, high: f64) -> String {
    let (from, to) = (usd(low), usd(high));
    if from == to {
        from
    } else if is_tiny(low) {
        format!("{from} to {to}")
    } else {
        format!("{from}-{}", digits(high))
    }
}

/// True if the amount would read as nothing.
fn is_tiny(amount: f64) -> bool {
    amount > 0.0 && amount < 0.005
}

fn digits(amount: f64) -> String {
    match amount {
        _ if amount < 100.0 && (amount.fract() != 0.0 || amount == 0.0) => format!("{amount:.2}"),
        _ => whole(amount),
    }
}

/// Formats two significant digits: a volume is an estimate.
#[must_use]
pub fn about(number: f64) -> String {
    let scale = 10_f64.powf((number.max(1.0).log10().floor() - 1.0).max(0.0));
    whole((number / scale).ceil() * scale)
}

/// Rounded, thousands apart.
#[must_use]
pub fn whole(number: f64) -> String {
    grouped(whole_number(number))
}

/// Rounded.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "amounts are not negative, and what is too large for u64 stays its largest"
)]
pub fn whole_number(number: f64) -> u64 {
    number.round() as u64
}

/// As it was given: `8`, `7.1`.
#[must_use]
pub fn plain(number: f64) -> String {
    format!("{number}")
}
