//! The number of validation records, within the model's limits.

use crate::diagnostic::numbers::{grouped, several};
use crate::models::{Limit, Model, Stated};
use crate::options::Quantity;

/// Returns the number, and a sentence if it is not the requested one.
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
        // 35% of 90 are 31.5, and 0.35 × 90 is a hair less.
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
                "that share of {} is less than one record: there is no validation file",
                several(staying, "record")
            )
        };
        return (0, too_few.then(note));
    }
    let (size, why) = within(asked, staying, model);
    let note = why.map(|why| format!("{} requested; {why}", several(asked, "validation record")));
    (size, note)
}

/// Returns the number nearest to the request that both files of the model allow, and the reason for a difference.
fn within(asked: u64, staying: u64, model: Option<&Model>) -> (u64, Option<String>) {
    let (mut size, mut why) = (asked, None);
    let limits = model.map(|model| (&model.name, &model.limits));
    let least_train = limits.and_then(|(_, limits)| limits.min_train_records.as_ref());
    let says = |verb: &str, name: &str, limit: &Limit, what: &str| {
        let number = grouped(limit.value);
        Some(format!(
            "{name} {verb} {number}{what} according to {}",
            limit.source
        ))
    };
    if let Some((name, limits)) = limits {
        let most = limits.max_validation_records.as_ref();
        if let Some(limit) = most.filter(|limit| size > limit.value) {
            size = limit.value;
            why = says("allows at most", name, limit, "");
        }
        let least = limits.min_validation_records.as_ref();
        let left = least_train.map_or(1, |limit| limit.value);
        let can = |limit: &&Limit| size < limit.value && staying >= limit.value + left;
        if let Some(limit) = least.filter(can) {
            size = limit.value;
            why = says("requires at least", name, limit, "");
        }
        // Training comes first where there is enough for it at all.
        if let Some(limit) = least_train
            && staying > limit.value
            && size > staying - limit.value
        {
            size = staying - limit.value;
            why = says("requires at least", name, limit, " to train on");
        }
    }
    if size > staying {
        size = staying;
        why = Some(format!("there are only {}", grouped(staying)));
    }
    (size, why)
}

/// The reason why there is no validation file, with the sources that disagree.
fn without_validation(model: &Model) -> String {
    let Stated {
        source, disputed, ..
    } = &model.validation_file;
    let said = format!(
        "all records go to training: {} accepts no validation file, according to {source}",
        model.name
    );
    let disputed = disputed.iter();
    let others = disputed.map(|other| format!("{} mentions one", other.source));
    [said]
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::validation_size;
    use crate::models::find;
    use crate::options::Quantity::{self, Count, Share};

    /// The number for `asked` of `staying` records, and how the sentence begins if there is one.
    fn holds(model: Option<&str>, cases: &[(Quantity, u64, u64, &str)]) {
        let model = model.map(|id| find(id).expect(id));
        for &(asked, staying, expected, sentence) in cases {
            let (size, note) = validation_size(asked, staying, model);
            let note = note.unwrap_or_default();
            assert_eq!(size, expected, "{asked:?} of {staying}: {note}");
            assert!(note.starts_with(sentence), "{asked:?} of {staying}: {note}");
            assert_eq!(note.is_empty(), sentence.is_empty(), "{note}");
        }
    }

    #[test]
    fn a_share_is_rounded_to_whole_records_and_never_more_than_there_are() {
        holds(
            None,
            &[
                (Share(0.2), 1_000, 200, ""),
                (Share(0.35), 90, 32, ""),
                (Share(0.34), 90, 31, ""),
                (Share(0.0), 10, 0, ""),
                (Share(0.2), 0, 0, ""),
                (
                    Share(0.01),
                    10,
                    0,
                    "that share of 10 records is less than one record: there is no validation file",
                ),
                (Count(5), 5, 5, ""),
                (
                    Count(6),
                    5,
                    5,
                    "6 validation records requested; there are only 5",
                ),
                (
                    Count(1),
                    0,
                    0,
                    "1 validation record requested; there are only 0",
                ),
            ],
        );
    }

    #[test]
    fn the_model_has_the_last_word_and_training_comes_first() {
        // At least 32 records to train on and 32 to validate with, at most 1,000 of these.
        let most = "1,001 validation records requested; Anthropic Claude 3 Haiku allows at most 1,000 according to ";
        let least = "31 validation records requested; Anthropic Claude 3 Haiku requires at least 32 according to ";
        let train = "40 validation records requested; Anthropic Claude 3 Haiku requires at least 32 to train on";
        holds(
            Some("claude-3-haiku"),
            &[
                (Count(1_000), 5_000, 1_000, ""),
                (Count(1_001), 5_000, 1_000, most),
                (Count(31), 1_000, 32, least),
                (Count(31), 64, 32, least),
                (Count(32), 64, 32, ""),
                // Not enough for both files: the requested number stays.
                (Count(31), 63, 31, ""),
                (Count(40), 64, 32, train),
                (Count(40), 33, 1, train),
                (Count(20), 32, 20, ""),
                (Share(0.0), 1_000, 0, ""),
            ],
        );
    }

    #[test]
    fn a_model_that_takes_no_validation_file_gets_none_and_is_named() {
        let none = "all records go to training: MODEL accepts no validation file, according to ";
        let model = crate::models::all().find(|model| !model.validation_file.value);
        let model = model.expect("there is one");
        let none = none.replace("MODEL", &model.name);
        holds(
            Some(&model.id),
            &[
                (Share(0.2), 1_000, 0, &none),
                (Count(1), 1_000, 0, &none),
                (Share(0.0), 1_000, 0, ""),
            ],
        );
    }
}
