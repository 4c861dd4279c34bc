//! Models open or closed to new jobs, the sources for it, and the open model to use instead.

use serde::{Deserialize, Serialize};

use super::{Api, CustomizationType, Model, aws_name};
use crate::diagnostic::quote::listed;
use crate::record::format::Format;
use crate::record::layout::Layout;
use crate::record::sample::MediaKind;

/// Answer to whether a model takes new jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NewJobs {
    /// It does.
    Open,
    /// It is legacy by its model card, and AWS's lifecycle tables have no row for it.
    Disputed,
    /// It has ended, or is legacy by AWS's lifecycle table.
    Closed,
}

impl NewJobs {
    /// The word for it, as in the catalogue.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Disputed => "disputed",
            Self::Closed => "closed",
        }
    }
}

impl Model {
    /// Returns a sentence with the reason why it takes no new job, or may take none; `None` for an open model.
    #[must_use]
    pub fn closure(&self) -> Option<String> {
        let takes = match self.new_jobs {
            NewJobs::Open => return None,
            NewJobs::Disputed => "may not be available for new jobs",
            NewJobs::Closed => "is not available for new jobs",
        };
        let lifecycle = self.lifecycle.as_ref()?.sentence();
        Some(format!("{} {takes}: {lifecycle}", self.name))
    }

    /// Returns advice on what to do instead, for data with media of these kinds.
    #[must_use]
    pub fn way_out(&self, kinds: &[MediaKind]) -> String {
        let ask = format!("check the current state with AWS: {}", self.question());
        let Some(open) = self.nearest_open(kinds) else {
            return format!("{ask}; no model open to new jobs accepts such data");
        };
        let (name, id) = (&open.name, &open.id);
        let take = if open.format == self.format {
            format!(
                "choose {name} (--model {id}), which is open to new jobs and accepts these records"
            )
        } else {
            let format = open.format.name();
            format!(
                "no model open to new jobs accepts {}; convert to {format} for {name} (--model {id} --convert)",
                self.format.name()
            )
        };
        match self.new_jobs {
            NewJobs::Closed => format!("{take}; {ask}"),
            _ => format!("{ask}; if the answer is LEGACY: {take}"),
        }
    }

    /// The command whose `modelLifecycle` is AWS's own word on the state of today, in the Region that it names.
    fn question(&self) -> String {
        let region = self.regions.first().map_or("us-east-1", String::as_str);
        match &self.base_model_id {
            Some(id) => format!(
                "aws bedrock get-foundation-model --region {region} --model-identifier {} --query modelDetails.modelLifecycle",
                aws_name(id)
            ),
            None => format!(
                "aws bedrock list-foundation-models --region {region} --query 'modelSummaries[].[modelId,modelLifecycle]'"
            ),
        }
    }

    /// Returns the open model that is nearest: the same kind of job and of answers, takes media of these kinds, the same
    /// records if there is one and records that these can be converted to otherwise; the first of the catalogue.
    #[must_use]
    pub fn nearest_open(&self, kinds: &[MediaKind]) -> Option<&'static Self> {
        // Records with errors, or still to be converted, may hold images that have not been counted.
        let sees = |model: &Self| model.formats_of(MediaKind::Image).is_some();
        let is_near = |open: &&Self| {
            open.new_jobs == NewJobs::Open
                && (sees(open) || !sees(self))
                && open.way() == self.way()
                && open.output == self.output
                && kinds.iter().all(|kind| open.formats_of(*kind).is_some())
        };
        nearest(self.format, is_near)
    }

    /// Returns the model to go on with where this one takes no new job.
    #[must_use]
    pub fn instead(&self, kinds: &[MediaKind]) -> Option<&'static Self> {
        let is_closed = self.new_jobs == NewJobs::Closed;
        is_closed.then(|| self.nearest_open(kinds))?
    }

    /// API and kind of the job that the entry is about.
    fn way(&self) -> Option<(Api, CustomizationType)> {
        let way = self.customization.first()?;
        Some((way.api, way.kind))
    }
}

/// Returns the model to go on with where none was named: one that is open, where no open model takes records of `format`;
/// for reinforcement, where no format is known and records are of the layout `found`.
#[must_use]
pub fn without_a_model(
    format: Option<Format>,
    found: Option<Layout>,
    kinds: &[MediaKind],
) -> Option<&'static Model> {
    match format {
        Some(format) if is_taken(format) => None,
        Some(format) => nearest_for_text(format, kinds),
        None => for_reinforcement(found?),
    }
}

/// Returns an open model that learns by reinforcement, where only such a one is meant by records of the layout.
#[must_use]
pub fn for_reinforcement(found: Layout) -> Option<&'static Model> {
    let takes =
        |model: &&Model| model.new_jobs == NewJobs::Open && model.format == Format::OpenaiRft;
    let mut models = super::all();
    found.is_for_reinforcement().then(|| models.find(takes))?
}

/// Returns true if an open model takes records of the format.
fn is_taken(format: Format) -> bool {
    let mut models = super::all();
    models.any(|model| model.format == format && model.new_jobs == NewJobs::Open)
}

/// Returns the open model for fine-tuning that takes records of the format once they are converted.
fn nearest_for_text(format: Format, kinds: &[MediaKind]) -> Option<&'static Model> {
    let is_open = |model: &&Model| {
        model.new_jobs == NewJobs::Open
            && model.way() == Some((Api::Bedrock, CustomizationType::FineTuning))
            && kinds.iter().all(|kind| model.formats_of(*kind).is_some())
    };
    nearest(format, is_open)
}

/// The first model that takes records of the format, or records that these can be converted to.
fn nearest(format: Format, is_near: impl Fn(&&Model) -> bool) -> Option<&'static Model> {
    let becomes = |model: &&Model| Layout::Known(format).converts_to(model.format);
    let same = super::taking(format).find(&is_near);
    same.or_else(|| super::all().find(|model| is_near(model) && becomes(model)))
}

/// Returns a sentence if no model open to new jobs takes records of this format, with the format to convert them to.
#[must_use]
pub fn no_open_model_takes(format: Format, kinds: &[MediaKind]) -> Option<String> {
    let fact = no_open_model(format)?;
    let Some(open) = nearest_for_text(format, kinds) else {
        return Some(fact);
    };
    Some(format!(
        "{fact}; convert to {}, for example for {} (--model {} --convert)",
        open.format.name(),
        open.name,
        open.id
    ))
}

/// Returns the same sentence without a format to convert to.
#[must_use]
pub fn no_open_model(format: Format) -> Option<String> {
    let takers = || super::taking(format);
    if takers().any(|model| model.new_jobs == NewJobs::Open) {
        return None;
    }
    let read = takers().map(|model| &model.as_of).min()?;
    let disputed: Vec<_> = takers()
        .filter(|model| model.new_jobs == NewJobs::Disputed)
        .map(|model| model.name.as_str())
        .collect();
    let but = if disputed.is_empty() {
        String::new()
    } else {
        format!(
            " ({} {} legacy only by {})",
            listed(&disputed),
            if disputed.len() == 1 { "is" } else { "are" },
            if disputed.len() == 1 {
                "its model card"
            } else {
                "their model cards"
            },
        )
    };
    Some(format!(
        "No model open to new jobs accepts {}, according to AWS's pages of {read}{but}",
        format.name()
    ))
}
