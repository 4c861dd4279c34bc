//! Tuneset's answer to a data set beside those of AWS's validators.

use tuneset::{Severity, Verdict};

use super::cases::Case;
use super::run::{Cut, check, options};

/// Agreement between the validators and Tuneset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// None refuses it.
    Taken,
    /// A validator refuses it, and so does Tuneset, on the line that was changed.
    Refused,
    /// A validator and Tuneset refuse it, and Tuneset does not report the line that was changed.
    Elsewhere,
    /// Tuneset alone refuses it.
    Stricter,
    /// A validator refuses it; Tuneset warns, or has a note on a reserved word or a key.
    Laxer,
    /// A validator refuses it; Tuneset has nothing more than information.
    Silent,
}

/// A data set with Tuneset's answer.
pub struct Row {
    pub case: Case,
    pub outcome: Outcome,
    pub is_ready: bool,
    /// Errors, or without any warnings: rule and line; of a changed record those on it, if there are any.
    pub found: Vec<(&'static str, u64)>,
}

/// The scripts know no dates: whether the model takes new jobs is left out. The rule for the words of the Nova Forge SDK, off by
/// default, is on.
pub fn judge(case: Case) -> Row {
    let options = options(&format!(
        r#"{{"model": "{}", "split": null, "maxExamplesPerRule": 1000, "rules": {{"model-closed": "off", "script-reserved-string": "on"}}}}"#,
        case.model
    ));
    let files = [(case.file_name.as_str(), &case.bytes[..])];
    let report = check(&files, &options, &Cut::default());
    let is_ready = report.readiness.verdict != Verdict::NotReady;
    let severity = if is_ready {
        Severity::Warning
    } else {
        Severity::Error
    };
    let examples = report.rules.iter().flat_map(|(rule, found)| {
        // Words that the guide leaves out and keys such as `id` are a note, and a validator refuses them.
        let is_note = is_ready && ["reserved-string", "unknown-key"].contains(rule);
        let examples = found.examples.iter();
        let examples = examples.filter(move |one| one.severity == severity || is_note);
        examples.map(|one| (*rule, one.line))
    });
    let mut found: Vec<_> = examples.collect();
    let on_line = |(_, line): &(&str, u64)| Some(*line) == case.line;
    let is_on_line = case.line.is_none() || found.iter().any(on_line);
    if case.line.is_some() && is_on_line {
        found.retain(on_line);
    }
    found.dedup();
    let outcome = match (case.is_refused(), is_ready) {
        (false, true) => Outcome::Taken,
        (false, false) => Outcome::Stricter,
        (true, false) if is_on_line => Outcome::Refused,
        (true, false) => Outcome::Elsewhere,
        (true, true) if is_on_line && !found.is_empty() => Outcome::Laxer,
        (true, true) => Outcome::Silent,
    };
    Row {
        case,
        outcome,
        is_ready,
        found,
    }
}
