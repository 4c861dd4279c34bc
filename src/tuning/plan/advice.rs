//! Should one fine-tune? Facts of the data and answers of the user, each for or against it; the verdict follows from them.

use super::facts::{Classes, Facts};
use super::options::PlanOptions;
use super::report::{Reason, Speaks, Verdict};
use super::tables::SIZES;
use crate::analysis::profile::value_counts::part;
use crate::diagnostic::numbers::{grouped, percent, several, share};
use crate::lint::rules::long_system_prompt::LONG_SYSTEM_PROMPT_TOKENS;
use crate::models::no_open_model_takes;

/// Fewer examples than this teach little. This and the next two: the usual advice (`Origin` of src/tuning/plan/plan.toml; N1-prep
/// recommends at least 100 a task).
const FEW: u64 = 50;
/// From here on there are enough to begin with,
const ENOUGH: u64 = 100;
/// and beyond this each adds less.
const MANY: u64 = 5_000;
/// From this share of invalid records on, the model learns the faults, too.
const MUCH: f64 = 0.05;
/// From this share on, copies make a data set look larger than it is.
const MANY_COPIES: f64 = 0.2;
/// A format that so many answers have is one that is required.
const REQUIRED: f64 = 0.95;
/// Requests a day from which a shorter prompt and a smaller model are felt in the bill.
const BUSY: f64 = 10_000.0;

/// Not a need for fine-tuning, only the means for it.
const ENOUGH_EXAMPLES: &str = "enough-examples";

/// The reasons, heaviest first.
#[must_use]
pub fn reasons(facts: &Facts, options: &PlanOptions) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut say = |speaks, code, message: String| {
        reasons.push(Reason {
            speaks,
            code,
            message,
        });
    };
    about_models(facts, options, &mut say);
    about_size(facts, &mut say);
    about_quality(facts, &mut say);
    about_need(facts, &mut say);
    about_answers(facts, options, &mut say);
    reasons.sort_by_key(|reason| reason.speaks);
    reasons
}

/// The verdict and its one sentence.
#[must_use]
pub fn judge(reasons: &[Reason], facts: &Facts) -> (Verdict, String) {
    let first = |speaks| reasons.iter().find(|reason| reason.speaks == speaks);
    let examples = several(facts.examples, "different example");
    if let Some(reason) = first(Speaks::NotYet) {
        return (Verdict::NotYet, format!("Not yet. {}", reason.message));
    }
    if let Some(reason) = first(Speaks::Against) {
        return (Verdict::Maybe, format!("Maybe. {}", reason.message));
    }
    let need = reasons
        .iter()
        .find(|reason| reason.speaks == Speaks::For && reason.code != ENOUGH_EXAMPLES);
    match need {
        None => (
            Verdict::Maybe,
            format!(
                "Maybe. {examples} are enough to start. Whether fine-tuning beats a good prompt depends on your answers to the questions."
            ),
        ),
        Some(need) => (
            Verdict::Yes,
            format!("Yes. {examples} are enough to start. {}", need.message),
        ),
    }
}

fn about_size(facts: &Facts, say: &mut impl FnMut(Speaks, &'static str, String)) {
    let examples = several(facts.examples, "different example");
    let (speaks, code, message) = match facts.examples {
        0 => (
            Speaks::NotYet,
            "no-examples",
            match facts.invalid {
                0 => "There is no record to learn from.".to_owned(),
                1 => "The one record cannot be used as it is: fix the findings first.".to_owned(),
                invalid => format!(
                    "None of the {} can be used as it is: fix the findings first.",
                    several(invalid, "record")
                ),
            },
        ),
        count if count < FEW => (
            Speaks::NotYet,
            "few-examples",
            format!(
                "{examples} {}: below {FEW}, prompt engineering or few-shot prompting usually works better.",
                if count == 1 {
                    "is too few"
                } else {
                    "are too few"
                }
            ),
        ),
        count if count < ENOUGH => (
            Speaks::Against,
            "thin-examples",
            format!("{examples} are few; from {ENOUGH} on it is worth a try."),
        ),
        count if count <= MANY => (
            Speaks::For,
            ENOUGH_EXAMPLES,
            format!("There are {examples}, and {ENOUGH} are enough to start."),
        ),
        _ => (
            Speaks::For,
            ENOUGH_EXAMPLES,
            format!(
                "There are {examples}; beyond {} each one adds less, so a part of them may be enough for a first job.",
                grouped(MANY)
            ),
        ),
    };
    say(speaks, code, message);
    if facts.valid == 0 && facts.convertible > 0 {
        say(
            Speaks::Neither,
            "unconverted",
            format!(
                "The {} can be converted but are not yet; figures that depend on their tokens and answers are known after that.",
                several(facts.convertible, "record")
            ),
        );
    }
}

/// Reports that no open model takes the data's format. If a model is chosen, a finding reports this.
fn about_models(
    facts: &Facts,
    options: &PlanOptions,
    say: &mut impl FnMut(Speaks, &'static str, String),
) {
    let is_named = options.model.is_some() || facts.model.is_some();
    let format = facts.format().filter(|_| !is_named);
    let told = format.and_then(|format| no_open_model_takes(format, &facts.kinds_of_media()));
    if let Some(message) = told {
        say(Speaks::Neither, "no-open-model", message);
    }
}

fn about_quality(facts: &Facts, say: &mut impl FnMut(Speaks, &'static str, String)) {
    let all = facts.valid + facts.invalid;
    if facts.examples > 0 && part(facts.invalid, all) >= MUCH {
        say(
            Speaks::Against,
            "invalid-records",
            format!(
                "{} of {} ({}) are invalid. Fix them, or check that the rest still covers the task.",
                grouped(facts.invalid),
                several(all, "record"),
                rounded(facts.invalid, all)
            ),
        );
    }
    if part(facts.conflicting, facts.valid) >= MUCH {
        say(
            Speaks::Against,
            "conflicting-answers",
            format!(
                "{} ({} of all) answer a prompt differently from another record: the model would learn to guess. Decide first which answer is right.",
                several(facts.conflicting, "record"),
                share(facts.conflicting, facts.valid)
            ),
        );
    }
    if part(facts.near, facts.valid) >= MANY_COPIES {
        say(
            Speaks::Neither,
            "many-copies",
            format!(
                "{} of {} ({}) are duplicates or near-duplicates: the data is less varied than its size suggests.",
                grouped(facts.near),
                several(facts.valid, "record"),
                share(facts.near, facts.valid)
            ),
        );
    }
}

/// Adds the reasons to fine-tune rather than prompt.
fn about_need(facts: &Facts, say: &mut impl FnMut(Speaks, &'static str, String)) {
    if facts.system_prompt >= LONG_SYSTEM_PROMPT_TOKENS {
        say(
            Speaks::For,
            "long-system-prompt",
            format!(
                "The system prompt has an estimated {} tokens (long from {} on): each request pays for it, and a tuned model may need only a few lines of it.",
                grouped(facts.system_prompt),
                grouped(LONG_SYSTEM_PROMPT_TOKENS)
            ),
        );
    }
    if let Some(classes) = &facts.classes {
        let (speaks, code, message) = about_classes(classes);
        say(speaks, code, message);
    }
    if let Some((name, records, total)) = &facts.answer_format
        && part(*records, *total) >= REQUIRED
    {
        say(
            Speaks::For,
            "output-format",
            format!(
                "{} of {} are {name}: fine-tuning teaches a required format well.",
                share(*records, *total),
                several(*total, "answer")
            ),
        );
    }
}

fn about_classes(classes: &Classes) -> (Speaks, &'static str, String) {
    let few = SIZES[0].min;
    let count = several(classes.distinct, "class").replace("classs", "classes");
    let (smallest, records) = &classes.smallest;
    let field = if classes.field == "completion" {
        "The answers are".to_owned()
    } else {
        format!("The field {} of the answers is one of", classes.field)
    };
    if *records >= few {
        return (
            Speaks::For,
            "clear-classes",
            format!(
                "{field} {count}, and the smallest (\"{smallest}\") has {}: with {few} to {} per class a small model learns to tell them apart.",
                several(*records, "record"),
                SIZES[0].max
            ),
        );
    }
    (
        Speaks::Against,
        "small-classes",
        format!(
            "{field} {count}, and {} fewer than the recommended {few} records; \"{smallest}\" has {}.",
            if classes.small == 1 {
                "one of them has".to_owned()
            } else {
                format!("{} of them have", grouped(classes.small))
            },
            grouped(*records)
        ),
    )
}

fn about_answers(
    facts: &Facts,
    options: &PlanOptions,
    say: &mut impl FnMut(Speaks, &'static str, String),
) {
    let examples = several(facts.examples, "example");
    match options.answer("knowledge") {
        Some("changing") => say(
            Speaks::NotYet,
            "changing-knowledge",
            format!(
                "The facts in the answers change: the {examples} would go out of date inside the model; retrieval (RAG) looks facts up."
            ),
        ),
        Some("stable") => say(
            Speaks::Neither,
            "stable-knowledge",
            format!("The facts in the answers rarely change: what the {examples} say stays right."),
        ),
        _ => {}
    }
    if options.answer("task") == Some("general") {
        say(
            Speaks::NotYet,
            "general-task",
            format!(
                "The task is general Q&A: the base model has seen more of it than {examples} can show, and tuning makes it narrower."
            ),
        );
    }
    match options.answer("prompting") {
        Some("untried") => say(
            Speaks::Against,
            "prompts-untried",
            format!(
                "Prompt engineering was not seriously tried: it takes hours, and a few of your {examples} in the prompt show how far it gets."
            ),
        ),
        Some("exhausted") => say(
            Speaks::For,
            "prompts-exhausted",
            format!(
                "You have exhausted prompting, and {} are enough to start.",
                several(facts.examples, "example")
            ),
        ),
        _ => {}
    }
    if options.answer("language") == Some("domain") {
        say(
            Speaks::For,
            "domain-language",
            format!("The task uses specialized vocabulary: {examples} show its terms in use."),
        );
    }
    if let Some(requests) = options.requests_per_day
        && requests >= BUSY
    {
        say(
            Speaks::For,
            "many-requests",
            format!(
                "At {} requests per day the tokens of a longer prompt and the price of a larger model add up (see the costs).",
                super::money::whole(requests)
            ),
        );
    }
}

/// A share as a percentage without digits: what is being judged is about its size.
fn rounded(count: u64, all: u64) -> String {
    percent((part(count, all) * 100.0).round() / 100.0)
}
