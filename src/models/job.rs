//! The job that a model's data is for: how it is asked for, what becomes of its result, whether it can still be had.

use serde::{Deserialize, Serialize};

use super::{Disputed, Status};

/// A way to customize a base model. Serializes as `Customization` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Customization {
    /// What the request calls it.
    #[serde(rename = "type")]
    pub kind: CustomizationType,
    /// Which API takes the request.
    #[serde(default)]
    pub api: Api,
    /// The id in the catalogue that has the rules of this way, where they stand under another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// What the bare name does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Values of `customizationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CustomizationType {
    /// Answers are shown.
    FineTuning,
    /// Text is read on.
    ContinuedPreTraining,
    /// A larger model's answers are shown.
    Distillation,
    /// Answers are judged by a reward function.
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

/// Where a job is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Api {
    /// `CreateModelCustomizationJob` of Amazon Bedrock.
    #[default]
    Bedrock,
    /// Bedrock's OpenAI-compatible API, and only there: `fine_tuning.jobs`.
    Openai,
}

/// How the customized model is used. Serializes as `Inference` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Inference {
    /// What is paid for.
    pub way: InferenceWay,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// Under which conditions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Ways to use a customized model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InferenceWay {
    /// By the token, after a deployment.
    OnDemand,
    /// By the hour, for bought model units.
    ProvisionedThroughput,
    /// Over Bedrock's OpenAI-compatible API as soon as the job is done.
    OpenaiApi,
    /// As the model that was customized by way of this job is used.
    AsStudent,
}

/// When AWS stops offering a model. Serializes as `Lifecycle` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lifecycle {
    /// From this day on there is no new customization job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legacy: Option<String>,
    /// From this day on requests fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<String>,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// What the bare dates do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What other sources make of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Disputed<Status>>,
}

impl Lifecycle {
    /// What AWS says of it, and who says otherwise.
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
        let said = format!("{}, says {}", dates.join(", "), self.source);
        let disputed = self.disputed.iter();
        let others = disputed.map(|other| format!("{} says {}", other.source, other.value.name()));
        let parts = [said].into_iter().chain(self.note.clone()).chain(others);
        parts.collect::<Vec<_>>().join("; ")
    }
}

/// How much data is advised, not required. Serializes as `Recommended` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recommended {
    /// Records from here on.
    pub min: u64,
    /// Records up to here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
    /// Title and tag of the page or script.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// Of what, or for what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
