//! How many records go to validation, within what the model takes.

use crate::figure::{grouped, several};
use crate::models::{Limit, Model, Stated};
use crate::options::Quantity;

/// The number, and a sentence where that is not what was asked for.
pub fn validation_size(
    quantity: Quantity,
    staying: u64,
    model: Option<&Model>,
) -> (u64, Option<String>) {
    let asked = match quantity {
        Quantity::Count(count) => count,
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of fewer than 2^32 records"
        )]
        // 35 % of 90 are 31.5, and 0.35 × 90 is a hair less.
        Quantity::Share(share) => (staying as f64 * share + 1e-6).round() as u64,
    };
    let is_wanted = !matches!(quantity, Quantity::Share(share) if share <= 0.0);
    if let Some(model) = model.filter(|model| is_wanted && !model.validation_file.value) {
        return (0, Some(without_validation(model)));
    }
    if asked == 0 {
        let too_few = staying > 0 && is_wanted;
        let note = || {
            format!(
                "that share of {} is none: there is no validation file",
                several(staying, "record")
            )
        };
        return (0, too_few.then(note));
    }
    let (size, why) = within(asked, staying, model);
    let note = why.map(|why| format!("{} asked for; {why}", several(asked, "validation record")));
    (size, note)
}

/// As near to what was asked for as both files of the model allow, and why that is not it.
fn within(asked: u64, staying: u64, model: Option<&Model>) -> (u64, Option<String>) {
    let (mut size, mut why) = (asked, None);
    let limits = model.map(|model| (&model.name, &model.limits));
    let least_train = limits.and_then(|(_, limits)| limits.min_train_records.as_ref());
    let says = |verb: &str, name: &str, limit: &Limit, what: &str| {
        let number = grouped(limit.value);
        Some(format!(
            "{name} {verb} {number}{what}, says {}",
            limit.source
        ))
    };
    if let Some((name, limits)) = limits {
        let most = limits.max_validation_records.as_ref();
        if let Some(limit) = most.filter(|limit| size > limit.value) {
            size = limit.value;
            why = says("takes at most", name, limit, "");
        }
        let least = limits.min_validation_records.as_ref();
        let left = least_train.map_or(1, |limit| limit.value);
        let can = |limit: &&Limit| size < limit.value && staying >= limit.value + left;
        if let Some(limit) = least.filter(can) {
            size = limit.value;
            why = says("needs at least", name, limit, "");
        }
        // Training comes first where there is enough for it at all.
        if let Some(limit) = least_train
            && staying > limit.value
            && size > staying - limit.value
        {
            size = staying - limit.value;
            why = says("needs at least", name, limit, " to train on");
        }
    }
    if size > staying {
        size = staying;
        why = Some(format!("there are only {}", grouped(staying)));
    }
    (size, why)
}

/// Why there is no validation file, and who says otherwise.
fn without_validation(model: &Model) -> String {
    let Stated {
        source, disputed, ..
    } = &model.validation_file;
    let said = format!(
        "all records go to training: {} takes no validation file, says {source}",
        model.name
    );
    let disputed = disputed.iter();
    let others = disputed.map(|other| format!("{} speaks of one", other.source));
    [said]
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join("; ")
}
