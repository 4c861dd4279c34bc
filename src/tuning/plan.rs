//! The plan: from a report to whether, with which model, how and at what cost to fine-tune. A pure function of the report's
//! numbers and what the user answers and sets.
//!
//! ```text
//! report ─► Facts ─┬─► advice (reasons ─► verdict), alternatives, sizes
//! options ─────────┼─► choice: the catalogue's models against the facts
//!                  ├─► hyperparameters ─► epochs ─┐
//!                  ├─► prices ────────────────────┴─► cost
//!                  └─► job (src/tuning/job_request.rs)
//! ```

mod advice;
mod alternatives;
mod choice;
mod cost;
mod facts;
mod hyperparameters;
mod money;
mod options;
mod prices;
pub mod report;
mod tables;

use std::collections::BTreeMap;

use serde_json::Value;

pub use options::{PlanOptions, QUESTIONS, Question};

use crate::diagnostic::finding::Severity;
use crate::diagnostic::tool::Tool;
use crate::models::{Model, NewJobs};
use crate::tuning::job_request::{self, Fault, JobFields, JobPlan};
use cost::Estimate;
use facts::Facts;
use prices::Prices;
use report::{Advice, Choice, HyperparameterRow, PlanFinding, PlanModel, PlanReport, QuestionRow};

/// Makes a plan of a check's report.
///
/// # Errors
/// A sentence, for something that is no complete report, an unknown model or price, or an impossible number.
pub fn plan(report: &Value, options: &PlanOptions) -> Result<PlanReport, String> {
    let facts = Facts::read(report, tables::SIZES[0].min)?;
    let model = options.find_model(facts.model.as_deref(), &facts.quotas)?;
    let model = model.as_ref();
    let mut findings = Vec::new();
    let hyperparameters = model.map_or_else(Vec::new, |model| {
        hyperparameters::rows(&facts, model, &options.given(), &mut findings)
    });
    if let Some(model) = model {
        findings.extend(closed(model, &facts));
        match facts.is_or_may_become(model.format) {
            Some(as_it_is) => {
                let row = choice::row(&facts, model, as_it_is);
                let severity = match row.fit {
                    report::Fit::No => Severity::Error,
                    _ => Severity::Warning,
                };
                findings.extend(row.why.into_iter().map(|why| PlanFinding {
                    severity,
                    code: "model-and-data",
                    message: format!("{}: {why}", model.name),
                    field: None,
                }));
            }
            None if facts.layouts.is_empty() => {}
            None => findings.push(PlanFinding {
                severity: Severity::Error,
                code: "model-and-data",
                message: format!(
                    "{} takes {} records, and these cannot become such",
                    model.name,
                    model.format.name()
                ),
                field: None,
            }),
        }
    }
    let prices = Prices::of(
        model.map(|model| model.id.as_str()),
        prompt_that_is_saved(&facts),
        facts.examples,
        &options.prices,
    )?;
    let estimate = Estimate {
        facts: &facts,
        model,
        prices: &prices,
        epochs: hyperparameters::epochs(&hyperparameters),
        requests: options.requests_per_day,
    };
    let reasons = advice::reasons(&facts, options);
    let (verdict, summary) = advice::judge(&reasons, &facts);
    let task = alternatives::task(&facts, options);
    let advice = Advice {
        verdict,
        summary,
        reasons,
        questions: QUESTIONS
            .iter()
            .map(|question| asked(question, options, task))
            .collect(),
        alternatives: alternatives::alternatives(&facts, &estimate),
        sizes: alternatives::sizes(&facts, task),
    };
    let job = model.map(|model| {
        let fields = job_fields(&options.job, &facts, model, &hyperparameters);
        with_faults(job_request::request(model, &fields), &findings)
    });
    let mut cost = estimate.cost();
    cost.prices = prices.rows;
    let (mut models, not_for_this_data) = choice::choices(&facts);
    for row in &mut models {
        estimate_row(row, &facts, options)?;
    }
    Ok(PlanReport {
        schema_version: 1,
        tool: Tool::current(),
        model: model.map(|model| PlanModel {
            id: model.id.clone(),
            name: model.name.clone(),
            as_of: model.as_of.clone(),
        }),
        ok: findings
            .iter()
            .all(|finding| finding.severity < Severity::Error),
        advice,
        models,
        not_for_this_data,
        hyperparameters,
        findings,
        cost,
        job,
    })
}

/// Estimates the costs of a model beside others: with its recommended hyperparameters, unless it is the chosen one.
fn estimate_row(
    row: &mut report::ModelRow,
    facts: &Facts,
    options: &PlanOptions,
) -> Result<(), String> {
    let Some(model) = crate::models::find(&row.id) else {
        return Ok(());
    };
    let chosen = options.model.as_deref().or(facts.model.as_deref());
    let given = if chosen == Some(row.id.as_str()) {
        options.given()
    } else {
        BTreeMap::new()
    };
    let hyperparameters = hyperparameters::rows(facts, model, &given, &mut Vec::new());
    let prices = Prices::of(
        Some(&model.id),
        prompt_that_is_saved(facts),
        facts.examples,
        &options.prices,
    )?;
    let estimate = Estimate {
        facts,
        model: Some(model),
        prices: &prices,
        epochs: hyperparameters::epochs(&hyperparameters),
        requests: options.requests_per_day,
    };
    row.training = estimate.training_text();
    row.monthly = estimate.monthly_text();
    Ok(())
}

/// Returns the finding that the model takes no new job, or may take none.
fn closed(model: &Model, facts: &Facts) -> Option<PlanFinding> {
    Some(PlanFinding {
        severity: match model.new_jobs {
            NewJobs::Closed => Severity::Error,
            _ => Severity::Warning,
        },
        code: "model-closed",
        message: format!(
            "{}; {}",
            model.closure()?,
            model.way_out(&facts.kinds_of_media())
        ),
        field: Some("model".to_owned()),
    })
}

/// Adds faults of hyperparameters to the faults of the request.
fn with_faults(mut job: JobPlan, findings: &[PlanFinding]) -> JobPlan {
    for finding in findings {
        let Some(field) = &finding.field else {
            continue;
        };
        job.ready &= finding.severity < Severity::Error;
        if job.faults.iter().any(|fault| fault.field == *field) {
            continue;
        }
        job.faults.push(Fault {
            field: field.clone(),
            severity: finding.severity,
            missing: finding.code == crate::tuning::plan::hyperparameters::values::MISSING,
            message: format!("{}.", finding.message),
            help: String::new(),
            source: None,
        });
    }
    job
}

/// Builds the fields of the job's request. Files default to those of the report, hyperparameters to those of the plan.
fn job_fields(
    given: &JobFields,
    facts: &Facts,
    model: &Model,
    hyperparameters: &[HyperparameterRow],
) -> JobFields {
    let mut fields = given.clone();
    if fields.training.name.is_empty() {
        fields.training = facts.training_file.clone();
        if model.validation_file.value {
            fields.validation.clone_from(&facts.validation_file);
        }
    }
    if fields.media_buckets.is_empty() {
        fields.media_buckets.clone_from(&facts.media_buckets);
    }
    for row in hyperparameters {
        if let Some(value) = &row.value {
            let place = fields.hyperparameters.entry(row.name.clone());
            place.or_insert_with(|| value.clone());
        }
    }
    fields
}

fn asked(question: &'static Question, options: &PlanOptions, task: &str) -> QuestionRow {
    let said = options.answer(question.name);
    // A guess at the task needs no answer to be right.
    let looks = (question.name == "task").then(|| task.to_owned());
    let choices = question
        .choices
        .iter()
        .map(|&(value, text)| Choice { value, text });
    QuestionRow {
        name: question.name,
        text: question.text,
        choices: choices.collect(),
        answer: said.map(str::to_owned),
        looks,
    }
}

/// Returns the number of tokens that a request may save, and the reason.
fn prompt_that_is_saved(facts: &Facts) -> (f64, String) {
    #[expect(clippy::cast_precision_loss, reason = "tokens are far below 2^53")]
    if facts.system_prompt > 0 {
        (
            facts.system_prompt as f64,
            "the longest system prompt, estimated; train with the short one that you will send"
                .to_owned(),
        )
    } else {
        let shots = prices::SHOTS;
        (
            (shots * facts.mean_tokens()) as f64,
            format!(
                "there is no system prompt; {shots} examples of the data in the prompt, estimated"
            ),
        )
    }
}
