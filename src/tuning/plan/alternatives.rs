//! Alternatives, side by side; the advised amount of data for each task.

use super::cost::Estimate;
use super::facts::Facts;
use super::money::usd;
use super::options::PlanOptions;
use super::prices::SHOTS;
use super::report::{Alternative, SizeRow};
use super::tables::{SIZES, Size};
use crate::diagnostic::numbers::{grouped, several};

/// Fine-tuning among the other ways. Set-up times are rules of thumb.
#[must_use]
pub fn alternatives(facts: &Facts, estimate: &Estimate<'_>) -> Vec<Alternative> {
    let input = estimate.prices.value("input-tokens");
    let shots = SHOTS * facts.mean_tokens();
    #[expect(clippy::cast_precision_loss, reason = "tokens are far below 2^53")]
    let of_shots = shots as f64 * input;
    let few_shot = if shots == 0 {
        "each request is longer by the examples".to_owned()
    } else {
        format!(
            "{SHOTS} of your examples add an estimated {} to each request: {} per 1,000 requests",
            several(shots, "token"),
            usd(of_shots)
        )
    };
    let row = |name, title, set_up, cost: String, when: &str| Alternative {
        name,
        title,
        set_up,
        cost,
        when: when.to_owned(),
    };
    vec![
        row(
            "prompt-engineering",
            "Prompt engineering",
            "hours to days",
            "nothing but the tokens of the prompt".to_owned(),
            "always first: it shows what is missing",
        ),
        row(
            "few-shot",
            "Few-shot prompting",
            "hours",
            few_shot,
            "the task can be shown in a handful of examples",
        ),
        row(
            "retrieval",
            "Retrieval (RAG)",
            "days to weeks",
            "no training; an index that runs all the time, and the passages in each prompt"
                .to_owned(),
            "facts change, or answers must name their sources",
        ),
        row(
            "continued-pre-training",
            "Continued pre-training",
            "weeks",
            format!(
                "{} per model-unit hour, and Provisioned Throughput",
                usd(super::prices::pre_training_hour())
            ),
            "a lot of domain text without answers; no current model offers it",
        ),
        row(
            "fine-tuning",
            "Fine-tuning",
            "days, most of them for the data",
            estimate.training_in_words(),
            "format, style, classes or terms that prompts do not achieve",
        ),
    ]
}

/// Returns the task that the user chose, or the one that the data suggests.
#[must_use]
pub fn task(facts: &Facts, options: &PlanOptions) -> &'static str {
    let said = options.answer("task");
    if let Some(size) = SIZES.iter().find(|size| Some(size.task) == said) {
        return size.task;
    }
    let is_judged = facts
        .layouts
        .first()
        .is_some_and(|(layout, _)| layout == crate::record::format::Format::OpenaiRft.name());
    if facts.classes.is_some() {
        "classification"
    } else if is_judged {
        "reasoning"
    } else {
        "generation"
    }
}

/// Lists recommended sizes; the row of the current task compares the data with it.
#[must_use]
pub fn sizes(facts: &Facts, task: &str) -> Vec<SizeRow> {
    let row = |size: &Size| SizeRow {
        task: size.task,
        title: size.title,
        min: size.min,
        max: size.max,
        each: size.each,
        yours: (size.task == task).then(|| compared(facts, size)),
        source: size.source,
        as_of: size.as_of,
    };
    SIZES.iter().map(row).collect()
}

fn compared(facts: &Facts, size: &Size) -> String {
    let (what, count) = match &facts.classes {
        Some(classes) if size.each == "class" => (
            format!(
                "the smallest class, \"{}\", has {}",
                classes.smallest.0,
                grouped(classes.smallest.1)
            ),
            classes.smallest.1,
        ),
        _ => (
            format!("there are {}", several(facts.examples, "example")),
            facts.examples,
        ),
    };
    let how = if count < size.min {
        format!("{} fewer than recommended", grouped(size.min - count))
    } else if count > size.max {
        "more than needed to start".to_owned()
    } else {
        "within the recommendation".to_owned()
    };
    format!("{what}: {how}")
}
