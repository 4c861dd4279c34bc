//! Choice of the model: those that accept the data directly, or after a conversion, each checked against its limits.

use super::facts::Facts;
use super::report::{Fit, Measured, ModelRow};
use crate::diagnostic::numbers::grouped;
use crate::models::{self, InferenceWay, Lifecycle, Limit, Model, NewJobs};
use crate::record::token_estimate::{
    CHARACTERS_PER_TOKEN_CAREFUL, CHARACTERS_PER_TOKEN_LIKELY, CHARACTERS_PER_TOKEN_LOW,
};

/// The models that take the data, those that can still be customized and that it fits first; and the names of the others.
#[must_use]
pub fn choices(facts: &Facts) -> (Vec<ModelRow>, Vec<String>) {
    let mut rows = Vec::new();
    let mut others = Vec::new();
    for model in models::all() {
        match facts.is_or_may_become(model.format) {
            Some(as_it_is) => {
                let row = close(row(facts, model, as_it_is), model);
                rows.push((model.new_jobs, row));
            }
            None => others.push(model.name.clone()),
        }
    }
    rows.sort_by_key(|(new_jobs, row)| (*new_jobs, row.fit, !row.as_it_is));
    (rows.into_iter().map(|(_, row)| row).collect(), others)
}

/// Closes the row of a model that takes no new job, or may take none: the reason comes first, and the fit is not certain.
fn close(mut row: ModelRow, model: &Model) -> ModelRow {
    if let Some(closure) = model.closure() {
        row.why.insert(0, closure);
        row.fit = row.fit.max(match model.new_jobs {
            NewJobs::Closed => Fit::No,
            NewJobs::Open | NewJobs::Disputed => Fit::Unsure,
        });
    }
    row
}

/// Returns the row of a model for the data, whether or not the model is open to new jobs.
#[must_use]
pub fn row(facts: &Facts, model: &Model, as_it_is: bool) -> ModelRow {
    let mut why = Vec::new();
    let limits = &model.limits;
    let records = records(facts, model, &mut why);
    let longest = longest(facts.longest, limits.max_tokens.as_ref(), &mut why);
    let size = size(facts.bytes, limits.max_train_bytes.as_ref(), &mut why);
    let mut fit = records.fit.max(longest.fit).max(size.fit);
    let is_taken = |kind: &String| {
        model.media.as_ref().is_some_and(|media| {
            [
                ("image", &media.image_formats),
                ("video", &media.video_formats),
                ("document", &media.document_formats),
            ]
            .iter()
            .any(|(name, formats)| name == kind && formats.is_some())
        })
    };
    if let Some(kind) = facts.media.iter().find(|kind| !is_taken(kind)) {
        why.push(format!("it takes no {kind}s, and the data has some"));
        fit = Fit::No;
    }
    if !as_it_is {
        why.push(format!(
            "the records must be converted to {}",
            model.format.name()
        ));
    }
    ModelRow {
        id: model.id.clone(),
        name: model.name.clone(),
        status: model.status.name(),
        new_jobs: model.new_jobs,
        lifecycle: model.lifecycle.as_ref().map(Lifecycle::sentence),
        regions: model.regions.clone(),
        as_it_is,
        fit,
        records,
        longest,
        size,
        why,
        validation_file: model.validation_file.value,
        inference: model
            .inference
            .iter()
            .map(|inference| in_words(inference.way).to_owned())
            .collect(),
        training: None,
        monthly: None,
        as_of: model.as_of.clone(),
    }
}

const fn in_words(way: InferenceWay) -> &'static str {
    match way {
        InferenceWay::OnDemand => "on demand",
        InferenceWay::ProvisionedThroughput => "Provisioned Throughput",
        InferenceWay::OpenaiApi => "OpenAI-compatible API",
        InferenceWay::AsStudent => "as the student's",
    }
}

fn records(facts: &Facts, model: &Model, why: &mut Vec<String>) -> Measured {
    let limits = &model.limits;
    let count = facts.examples;
    let fewest = [&limits.min_train_records, &limits.min_records];
    let most = [&limits.max_train_records, &limits.max_records];
    let mut fit = Fit::Fits;
    let broken = fewest
        .into_iter()
        .flatten()
        .filter_map(|limit| limit.below(count));
    let broken = broken.chain(
        most.into_iter()
            .flatten()
            .filter_map(|limit| limit.above(count)),
    );
    for breach in broken {
        let worse = if breach.certain { Fit::No } else { Fit::Unsure };
        if worse > fit {
            fit = worse;
            let than = if count < breach.value {
                "fewer"
            } else {
                "more"
            };
            why.push(format!(
                "{} records are {than} than {breach}",
                grouped(count)
            ));
        }
    }
    let from = fewest.into_iter().flatten().map(|limit| limit.value).max();
    let to = most.into_iter().flatten().map(|limit| limit.value).min();
    let count = grouped(count);
    let text = match (from, to) {
        (Some(from), Some(to)) => format!("{count} ({} to {})", grouped(from), grouped(to)),
        (Some(from), None) => format!("{count} (from {})", grouped(from)),
        (None, Some(to)) => format!("{count} (up to {})", grouped(to)),
        (None, None) => count,
    };
    Measured { text, fit }
}

/// As sure as the estimate allows: past the limit by AWS's own 6 characters a token it is too long, by 3 it may be.
#[must_use]
pub fn token_fit(likely: u64, limit: u64) -> Fit {
    let characters = likely * CHARACTERS_PER_TOKEN_LIKELY;
    if characters.div_ceil(CHARACTERS_PER_TOKEN_LOW) > limit {
        Fit::No
    } else if characters.div_ceil(CHARACTERS_PER_TOKEN_CAREFUL) > limit {
        Fit::Unsure
    } else {
        Fit::Fits
    }
}

fn longest(tokens: u64, limit: Option<&Limit>, why: &mut Vec<String>) -> Measured {
    let about = grouped(tokens);
    if tokens == 0 {
        let known = "known after conversion";
        return Measured {
            text: limit.map_or_else(
                || known.to_owned(),
                |limit| format!("{known} (up to {})", grouped(limit.value)),
            ),
            fit: Fit::Fits,
        };
    }
    let Some(limit) = limit else {
        return Measured {
            text: format!("about {about}"),
            fit: Fit::Fits,
        };
    };
    let fit = token_fit(tokens, limit.value);
    let may = match fit {
        Fit::Fits => None,
        Fit::Unsure => Some("may be"),
        Fit::No => Some("is"),
    };
    if let Some(may) = may {
        why.push(format!(
            "the longest record, an estimated {about} tokens, {may} past the limit of {}, says {}",
            grouped(limit.value),
            limit.source
        ));
    }
    Measured {
        text: format!("about {about} (up to {})", grouped(limit.value)),
        fit,
    }
}

fn size(bytes: u64, limit: Option<&Limit>, why: &mut Vec<String>) -> Measured {
    let fit = match limit.and_then(|limit| limit.above(bytes)) {
        None => Fit::Fits,
        Some(breach) => {
            why.push(format!("{} bytes are more than {breach}", grouped(bytes)));
            if breach.certain { Fit::No } else { Fit::Unsure }
        }
    };
    let text = match limit {
        Some(limit) => format!("{} (up to {})", size_text(bytes), size_text(limit.value)),
        None => size_text(bytes),
    };
    Measured { text, fit }
}

/// Decimal units with three digits, as file managers and S3 show them: `42.0 kB`, `2.15 GB`.
fn size_text(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "files are far below 2^53 bytes")]
    let mut size = bytes as f64;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if size < 999.5 {
            break;
        }
        size /= 1_000.0;
        unit = larger;
    }
    let digits = match size {
        _ if unit == "B" || size >= 99.5 => 0,
        _ if size >= 9.95 => 1,
        _ => 2,
    };
    format!("{size:.digits$} {unit}")
}
