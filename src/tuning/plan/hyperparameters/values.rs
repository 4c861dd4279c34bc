//! Given values of hyperparameters: faults of single values, and of their combination with the data.

use serde_json::Value;

use crate::diagnostic::finding::Severity;
use crate::diagnostic::numbers::{grouped, several};
use crate::diagnostic::suggest;
use crate::models::{Hyperparameter, HyperparameterKind, Model};
use crate::tuning::job_request::control::{held, quoted_shown, shown};
use crate::tuning::plan::choice::token_fit;
use crate::tuning::plan::facts::Facts;
use crate::tuning::plan::hyperparameters::range;
use crate::tuning::plan::options::number;
use crate::tuning::plan::report::{Fit, HyperparameterRow, PlanFinding};

/// The code of a value that must be given and is not.
pub const MISSING: &str = "hyperparameter-missing";

/// Makes a finding on a hyperparameter, under the name that the job's request has for it.
#[must_use]
pub fn finding(severity: Severity, code: &'static str, name: &str, message: String) -> PlanFinding {
    PlanFinding {
        severity,
        code,
        message,
        field: Some(format!("hyperparameters.{name}")),
    }
}

/// A name that the model does not have.
#[must_use]
pub fn unknown(model: &Model, name: &str) -> PlanFinding {
    let names: Vec<_> = model.hyperparameters.keys().map(String::as_str).collect();
    let meant = match suggest::closest(name, names.iter().copied()) {
        Some(closest) => format!("did you mean {closest}?"),
        None => format!("there are {}", names.join(", ")),
    };
    finding(
        Severity::Error,
        "unknown-hyperparameter",
        name,
        format!(
            "{} has no hyperparameter {}; {meant}",
            model.name,
            shown(name)
        ),
    )
}

/// Reports an invalid value, or one out of range; out of one source's range only is a warning.
pub fn judge(
    model: &Model,
    name: &str,
    text: &str,
    hyperparameter: &Hyperparameter,
    findings: &mut Vec<PlanFinding>,
) {
    let mut say = |severity, code, message| {
        findings.push(finding(severity, code, name, message));
    };
    if let Some(control) = held(text) {
        let message = format!("{name} is {}: {control}", quoted_shown(text));
        return say(Severity::Error, "invalid-hyperparameter", message);
    }
    if hyperparameter.words.iter().any(|word| word == text) {
        return;
    }
    let is_whole = hyperparameter.kind == HyperparameterKind::Integer;
    let value = number(&Value::String(text.to_owned())).filter(|value| {
        hyperparameter.kind != HyperparameterKind::Choice && (!is_whole || value.fract() == 0.0)
    });
    let Some(value) = value else {
        let words = hyperparameter.words.join(", ");
        let wanted = match hyperparameter.kind {
            HyperparameterKind::Choice => format!("one of {words}"),
            HyperparameterKind::Integer if words.is_empty() => "a whole number".to_owned(),
            HyperparameterKind::Integer => format!("a whole number or {words}"),
            HyperparameterKind::Float => "a number".to_owned(),
        };
        return say(
            Severity::Error,
            "invalid-hyperparameter",
            format!("{name} is \"{text}\" and must be {wanted}"),
        );
    };
    let past = |min: &Option<serde_json::Number>, max: &Option<serde_json::Number>| {
        let number = |number: &Option<serde_json::Number>| {
            number.as_ref().and_then(serde_json::Number::as_f64)
        };
        number(min).is_some_and(|min| value < min) || number(max).is_some_and(|max| value > max)
    };
    if past(&hyperparameter.min, &hyperparameter.max) {
        return say(
            Severity::Error,
            "hyperparameter-out-of-range",
            format!(
                "{name} is {text}; {} takes {}, says {}",
                model.name,
                range(hyperparameter),
                hyperparameter.source
            ),
        );
    }
    for other in hyperparameter
        .disputed
        .iter()
        .filter(|other| past(&other.min, &other.max))
    {
        let bound = other.max.as_ref().or(other.min.as_ref());
        say(
            Severity::Warning,
            "hyperparameter-out-of-range",
            format!(
                "{name} is {text}; {} takes {}, and {} stops at {}",
                model.name,
                range(hyperparameter),
                other.source,
                bound.map(ToString::to_string).unwrap_or_default()
            ),
        );
    }
}

/// A batch larger than the data, or one at which the longest record is too long.
pub fn judge_batch(
    facts: &Facts,
    model: &Model,
    row: &HyperparameterRow,
    findings: &mut Vec<PlanFinding>,
) {
    let Some(batch) = row
        .value
        .as_ref()
        .and_then(|value| value.parse::<u64>().ok())
    else {
        return;
    };
    if facts.training > 0 && batch > facts.training {
        findings.push(finding(
            Severity::Warning,
            "batch-larger-than-data",
            "batchSize",
            format!(
                "batchSize is {batch}, and there are {} to train on",
                several(facts.training, "record")
            ),
        ));
    }
    let Some(limit) = &model.limits.max_tokens else {
        return;
    };
    let at = limit
        .by_batch_size
        .iter()
        .find(|at| (at.from..=at.to).contains(&batch));
    let stated = if limit.by_batch_size.is_empty() {
        Some(limit.value)
    } else {
        at.and_then(|at| at.value)
    };
    let Some(most) = stated else {
        findings.push(finding(Severity::Error, "batch-size-not-offered", "batchSize", format!("batchSize {batch} has no token limit of its own, so that {} does not offer it: {}, says {}", model.name, limit.note.clone().unwrap_or_default(), limit.source)));
        return;
    };
    if most == limit.value {
        return; // reported for the model already
    }
    let (may, severity) = match token_fit(facts.longest, most) {
        Fit::Fits => return,
        Fit::Unsure => ("may be", Severity::Warning),
        Fit::No => ("is", Severity::Error),
    };
    findings.push(finding(severity, "record-too-long-for-batch", "batchSize", format!(
            "the longest record, an estimated {} tokens, {may} too long at batchSize {batch}, where {} takes {}, says {}",
            grouped(facts.longest), model.name, grouped(most), limit.source
        )));
}
