//! Hyperparameters: the API's names, ranges and defaults, a value to start with and the reason, and faults of a given one.

pub mod values;

use std::collections::BTreeMap;

use serde_json::Value;

use self::values::{MISSING, finding, judge, judge_batch, unknown};
use super::facts::Facts;
use super::report::{HyperparameterRow, PlanFinding};
use super::tables::{EPOCHS, WARM_UP};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::several;
use crate::models::{CustomizationType, Hyperparameter, Model};
use crate::tuning::job_request::trimmed;

/// A value to start with, and why.
type Start = (Option<String>, String);

/// Returns the model's hyperparameters with given and recommended values; faults go to `findings`.
#[must_use]
pub fn rows(
    facts: &Facts,
    model: &Model,
    given: &BTreeMap<String, Value>,
    findings: &mut Vec<PlanFinding>,
) -> Vec<HyperparameterRow> {
    for name in given
        .keys()
        .filter(|name| !model.hyperparameters.contains_key(*name))
    {
        findings.push(unknown(model, name));
    }
    let row = |(name, hyperparameter): (&String, &Hyperparameter)| {
        let (recommended, reason) = start(facts, model, name, hyperparameter);
        let given = given.get(name).map(|value| match value {
            Value::String(text) => trimmed(text).to_owned(),
            other => other.to_string(),
        });
        HyperparameterRow {
            name: name.clone(),
            range: range(hyperparameter),
            default: hyperparameter.default.clone(),
            value: given.clone().or_else(|| recommended.clone()),
            recommended,
            reason,
            given,
            source: hyperparameter.source.clone(),
            as_of: hyperparameter.as_of.clone(),
        }
    };
    let rows: Vec<_> = model.hyperparameters.iter().map(row).collect();
    for (row, hyperparameter) in rows.iter().zip(model.hyperparameters.values()) {
        match &row.given {
            Some(text) => judge(model, &row.name, text, hyperparameter, findings),
            None if hyperparameter.required && row.value.is_none() => findings.push(finding(
                Severity::Error,
                MISSING,
                &row.name,
                format!(
                    "{} must be set: {} has no default for it",
                    row.name, model.name
                ),
            )),
            None => {}
        }
    }
    if let Some(row) = rows.iter().find(|row| row.name == "batchSize") {
        judge_batch(facts, model, row, findings);
    }
    rows
}

/// Returns the epochs of a job, for its cost (default: 1).
#[must_use]
pub fn epochs(rows: &[HyperparameterRow]) -> u64 {
    let named = |row: &&HyperparameterRow| matches!(row.name.as_str(), "epochCount" | "n_epochs");
    let row = rows.iter().find(named);
    let value = row.and_then(|row| row.value.as_ref()?.parse().ok());
    value.unwrap_or(1).max(1)
}

/// The range as people read it.
#[must_use]
pub fn range(hyperparameter: &Hyperparameter) -> String {
    let plain = |number: &serde_json::Number| match number.as_f64() {
        Some(number) => number.to_string(), // 0.000001, not 1e-6: as it is typed
        None => number.to_string(),
    };
    let (min, max) = (
        hyperparameter.min.as_ref().map(plain),
        hyperparameter.max.as_ref().map(plain),
    );
    let numbers = match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
        (Some(min), None) => Some(format!("from {min}")),
        (None, Some(max)) => Some(format!("up to {max}")),
        (None, None) if hyperparameter.words.is_empty() => Some("no range is stated".to_owned()),
        (None, None) => None,
    };
    let words = hyperparameter.words.iter().cloned();
    numbers
        .into_iter()
        .chain(words)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns true if a reward function judges the answers: another kind of training, with other numbers.
#[must_use]
pub fn is_reinforced(model: &Model) -> bool {
    let way = model.customization.first();
    way.is_some_and(|way| way.kind == CustomizationType::ReinforcementFineTuning)
}

/// A value to start with, within the narrowest range of any source.
fn start(facts: &Facts, model: &Model, name: &str, hyperparameter: &Hyperparameter) -> Start {
    let default = hyperparameter
        .default
        .as_ref()
        .map(|default| match default {
            Value::String(word) => word.clone(),
            number => number.to_string(),
        });
    let why = |reason: &str| reason.to_owned();
    if is_reinforced(model) && default.is_some() {
        return (
            default,
            why("the default; no advice on other values was found"),
        );
    }
    match name {
        "epochCount" if hyperparameter.words.is_empty() && default.is_some() => {
            first_epochs(facts, model, hyperparameter)
        }
        "learningRateWarmupSteps" => warm_up(facts, model, hyperparameter, default),
        "batchSize" => (
            default,
            why("the default; larger batches are more stable but need more steps to converge"),
        ),
        "learningRate" | "learningRateMultiplier" => (
            default,
            why("the default; adjust it after your first run's loss curves (`tuneset metrics`)"),
        ),
        "earlyStoppingThreshold" | "earlyStoppingPatience" => (
            default,
            why("the default; ends the job when validation loss stops falling"),
        ),
        _ => match (
            default,
            hyperparameter
                .words
                .iter()
                .find(|word| word.eq_ignore_ascii_case("auto")),
        ) {
            (None, Some(auto)) => (
                Some(auto.clone()),
                why("Bedrock chooses it by the size of the data"),
            ),
            (Some(default), _) => (Some(default), why("the default")),
            (None, None) => (
                None,
                hyperparameter
                    .note
                    .clone()
                    .unwrap_or_else(|| why("no default is stated")),
            ),
        },
    }
}

fn first_epochs(facts: &Facts, model: &Model, hyperparameter: &Hyperparameter) -> Start {
    let family = serde_json::to_value(model.family).ok();
    let family = family.as_ref().and_then(Value::as_str);
    let mut entries = EPOCHS
        .iter()
        .filter(|entry| entry.family == family)
        .peekable();
    let of_family = entries.peek().is_some();
    let records = facts.training;
    let entry = EPOCHS
        .iter()
        .filter(|entry| entry.family == if of_family { family } else { None })
        .rfind(|entry| entry.from <= records);
    let Some(entry) = entry else {
        return (None, String::new());
    };
    let (least, most) = narrowest(hyperparameter);
    #[expect(clippy::cast_precision_loss, reason = "epochs are few")]
    let epochs = (entry.count as f64).clamp(least, most);
    (
        Some(format!("{epochs}")),
        format!(
            "for {}: {}; {}",
            several(records, "record"),
            entry.note,
            entry.source
        ),
    )
}

fn warm_up(
    facts: &Facts,
    model: &Model,
    hyperparameter: &Hyperparameter,
    default: Option<String>,
) -> Start {
    let Some(advice) = WARM_UP.iter().find(|advice| advice.model == model.id) else {
        return (default, "the default".to_owned());
    };
    let (least, most) = narrowest(hyperparameter);
    #[expect(clippy::cast_precision_loss, reason = "steps are few")]
    let steps = (facts.training.div_ceil(advice.records) as f64).clamp(least, most);
    (
        Some(format!("{steps}")),
        format!(
            "{} divided by {}, as AWS advises for this model; {}",
            several(facts.training, "record"),
            advice.records,
            advice.source
        ),
    )
}

/// The range that no source disputes.
fn narrowest(hyperparameter: &Hyperparameter) -> (f64, f64) {
    let number =
        |number: &Option<serde_json::Number>| number.as_ref().and_then(serde_json::Number::as_f64);
    let disputed = &hyperparameter.disputed;
    let mins = disputed
        .iter()
        .map(|other| &other.min)
        .chain([&hyperparameter.min]);
    let maxes = disputed
        .iter()
        .map(|other| &other.max)
        .chain([&hyperparameter.max]);
    (
        mins.filter_map(number).fold(f64::NEG_INFINITY, f64::max),
        maxes.filter_map(number).fold(f64::INFINITY, f64::min),
    )
}
