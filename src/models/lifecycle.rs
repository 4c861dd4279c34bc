//! The job of a model: its API and type, its result, and its availability.

use serde::{Deserialize, Serialize};

use super::{Disputed, Status};

/// A way to customize a model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Customization {
    /// Value of `customizationType` in the request.
    #[serde(rename = "type")]
    pub kind: CustomizationType,
    /// API that takes the request.
    #[serde(default)]
    pub api: Api,
    /// Id of the catalogue entry with the rules of this way, if it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Condition or remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Values of `customizationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CustomizationType {
    /// Learns from given answers.
    FineTuning,
    /// Learns from plain text.
    ContinuedPreTraining,
    /// Learns from a larger model's answers.
    Distillation,
    /// Learns from the scores of a reward function.
    ReinforcementFineTuning,
}

impl CustomizationType {
    /// The API's word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FineTuning => "FINE_TUNING",
            Self::ContinuedPreTraining => "CONTINUED_PRE_TRAINING",
            Self::Distillation => "DISTILLATION",
            Self::ReinforcementFineTuning => "REINFORCEMENT_FINE_TUNING",
        }
    }
}

/// API that takes the request of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobApi"))]
#[serde(rename_all = "kebab-case")]
pub enum Api {
    /// `CreateModelCustomizationJob` of Amazon Bedrock.
    #[default]
    Bedrock,
    /// Bedrock's OpenAI-compatible API, and no other: `fine_tuning.jobs`.
    Openai,
}

/// A way to use a customized model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Inference {
    /// The way.
    pub way: InferenceWay,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Condition or remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Ways to use a customized model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InferenceWay {
    /// By the token, after a deployment.
    OnDemand,
    /// By the hour, for bought model units.
    ProvisionedThroughput,
    /// Over Bedrock's OpenAI-compatible API as soon as the job is done.
    OpenaiApi,
    /// As the model that the job customizes.
    AsStudent,
}

/// Dates on which AWS stops offering a model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lifecycle {
    /// From this day on there is no new customization job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legacy: Option<String>,
    /// From this day on requests fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<String>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// True if the model's own card is the only source: AWS's lifecycle tables have no row for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_card_alone: bool,
    /// Condition or remark on the dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Stages according to other sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Disputed<Status>>,
}

impl Lifecycle {
    /// Returns a sentence with AWS's statement, and those of sources that disagree.
    #[must_use]
    pub fn sentence(&self) -> String {
        let dates = [
            ("legacy from", &self.legacy),
            ("end of life on", &self.end_of_life),
        ];
        let dates: Vec<_> = dates
            .into_iter()
            .filter_map(|(word, date)| Some(format!("{word} {}", date.as_ref()?)))
            .collect();
        let said = format!(
            "{} according to {} as of {}",
            dates.join(", "),
            self.source,
            self.as_of
        );
        let others = self.disputed.iter().map(|other| match &other.note {
            Some(note) => format!("{}: {note}", other.source),
            None => format!("{} says {}", other.source, other.value.name()),
        });
        let parts = [said].into_iter().chain(self.note.clone()).chain(others);
        parts.collect::<Vec<_>>().join("; ")
    }
}

/// An advised number of examples; not required.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recommended {
    /// Fewest records.
    pub min: u64,
    /// Most records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Task or unit that the numbers are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
