//! Evaluation: what the answers of a tuned model are worth, by themselves and against those of the base model.
//! No model is called: the answers are files.
//!
//! ```text
//! training ───┐
//! references ─┤
//! tuned  ─────┼─► pairs ─► scores ─► measures, differences with intervals ─► verdict ─► report
//! base   ─────┘
//! ```

mod answer_text;
mod bootstrap;
mod classes;
mod difference;
mod findings;
mod inputs;
mod matching;
mod measure;
mod model;
mod normalize;
mod other_set;
pub mod report;
mod rows;
mod score;
mod verdict;

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::Severity;
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::tool::Tool;
use crate::options::refusal;
use crate::tuning::file_findings::FileFindings;

pub use matching::By;
pub use measure::Measure;
pub use report::{Kind, Verdict};
pub use rows::File;

use classes::Confusion;
use difference::difference;
use inputs::{Reference, answers, references};
use matching::{Side, pair, report_repeated_ids};
use model::{Model, length};
use normalize::Answer;
use report::{ClassReport, EvaluationReport, FormatReport, ReferencesReport, TrainingReport};
use score::Standard;
use verdict::{Evidence, judge};

/// Options of `evaluate` that the result depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EvaluationOptions {
    /// Seed of the draws for the intervals: any whole number from 0 to 2^53 - 1.
    pub seed: u64,
    /// Property to match answers to references by; `auto` takes ids, then prompts, if they find half of the answers or of the
    /// references, otherwise the order; answers to the prompts of another file are refused.
    pub match_by: By,
    /// Key, column or RFC 6901 pointer of the right answer (default: the usual names).
    pub reference_key: Option<String>,
    /// Key, column or RFC 6901 pointer of a model's answer (default: the usual names).
    pub answer_key: Option<String>,
    /// Key, column or RFC 6901 pointer of the id, in all files.
    pub id_key: Option<String>,
}

impl Default for EvaluationOptions {
    fn default() -> Self {
        Self {
            seed: 42,
            match_by: By::Auto,
            reference_key: None,
            answer_key: None,
            id_key: None,
        }
    }
}

impl EvaluationOptions {
    /// Options as JSON.
    ///
    /// # Errors
    /// Returns the fault, as a sentence.
    pub fn from_json(json: &str) -> Result<Self, OptionError> {
        refusal::read(json)
    }
}

/// The files of an evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Files<'f> {
    /// The held-out file, with the right answers.
    pub references: File<'f>,
    /// The tuned model's answers.
    pub tuned: File<'f>,
    /// The base model's answers.
    pub base: Option<File<'f>>,
    /// The training data; its answers also show the expected form.
    pub training: Option<File<'f>>,
}

/// Compares answers with references, and two models with each other.
#[must_use]
pub fn evaluate(files: &Files<'_>, options: &EvaluationOptions) -> EvaluationReport {
    let mut findings = FileFindings::default();
    let known = references(files.references, options, &mut findings);
    report_repeated_ids(&known, files.references, &mut findings);
    let right: Vec<&Answer> = known
        .iter()
        .filter_map(|reference| reference.answer.as_ref())
        .collect();
    let taught = files
        .training
        .map(|file| (file, references(file, options, &mut findings)));
    let lessons = taught.iter().flat_map(|(_, taught)| taught);
    let lessons: Vec<&Answer> = lessons
        .filter_map(|lesson| lesson.answer.as_ref())
        .collect();
    let standard = Standard::of(&lessons, &right);
    if !lessons.is_empty() {
        standard.report_unexpected_answers(&known, files.references, &mut findings);
    }
    let measure = Measure::for_answers(&standard);
    let mut model = |whose, file| {
        let given = answers(file, options, &mut findings);
        let side = Side {
            whose,
            file,
            answers: &given,
        };
        let pairing = pair(
            &known,
            files.references,
            &side,
            options.match_by,
            &mut findings,
        );
        Model::new(file, given, pairing, &known, &standard)
    };
    let tuned = model("tuned", files.tuned);
    let base = files.base.map(|file| model("base", file));
    let found = base
        .as_ref()
        .and_then(|base| difference(base, &tuned, &known, &standard, measure, options.seed));
    let sum = |model: &Model<'_>| model.report(&known, &standard, measure, options.seed);
    let refused = [Some(&tuned), base.as_ref()]
        .into_iter()
        .flatten()
        .find_map(|model| model.pairing.refused.clone());
    let (tuned, base) = (sum(&tuned), base.as_ref().map(sum));
    let references = references_report(files.references, &known, &right, &standard);
    let training = taught.as_ref().map(|(file, taught)| TrainingReport {
        name: file.name.to_owned(),
        bytes: file.bytes.len() as u64,
        records: taught.len() as u64,
        usable: lessons.len() as u64,
    });
    let verdict = judge(&Evidence {
        references: &references,
        measure,
        tuned: &tuned,
        base: base.as_ref(),
        difference: found.as_ref(),
        refused,
    });
    EvaluationReport {
        schema_version: 1,
        tool: Tool::current(),
        ok: findings.of(Severity::Error) == 0 && verdict.severity < Severity::Error,
        verdict,
        measure,
        references,
        training,
        tuned,
        base,
        difference: found,
        findings,
    }
}

/// Returns true if `head`, the first bytes of a file, looks like the output of a batch inference job: its lines hold `modelOutput`, or
/// an error in its place. The line may be longer than `head`.
#[must_use]
pub fn is_batch_output(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let line = String::from_utf8_lossy(line);
    let has = |key: &str| line.contains(&format!("\"{key}\""));
    line.trim_start().starts_with('{')
        && (has("modelOutput") && (has("modelInput") || has("recordId"))
            || has("modelInput") && has("error"))
}

fn references_report(
    file: File<'_>,
    known: &[Reference],
    right: &[&Answer],
    standard: &Standard,
) -> ReferencesReport {
    let classes = standard.classes.as_ref().map(|classes| {
        let pairs = right.iter().map(|answer| {
            let class = classes.class_of(answer);
            ((class, class), 1)
        });
        let counts = Confusion::of(classes.names.len(), pairs);
        let names = classes.names.iter().enumerate();
        names
            .map(|(class, name)| ClassReport {
                name: name.clone(),
                references: counts.references(class),
            })
            .collect()
    });
    ReferencesReport {
        name: file.name.to_owned(),
        bytes: file.bytes.len() as u64,
        records: known.len() as u64,
        usable: right.len() as u64,
        classes,
        format: standard.shape.as_ref().map(|shape| FormatReport {
            name: shape.name.clone(),
            share: shape.share,
        }),
        length: length(right.iter().map(|answer| answer.length())),
    }
}
