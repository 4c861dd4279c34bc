//! The catalogue: every model's limits as data, each number with its source and the day it was
//! read. People edit `models.toml`; `build.rs` merges the defaults, spells out the sources and
//! embeds the result as JSON.

mod hyperparameter;
mod job;
mod limit;
mod limits;
mod media;
mod quota;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use hyperparameter::{DisputedRange, Hyperparameter, Kind as HyperparameterKind};
pub use job::{
    Api, Customization, CustomizationType, Inference, InferenceWay, Lifecycle, Recommended,
};
pub use limit::{AtBatchSize, Breach, Limit, Whose};
pub use limits::Limits;
pub use media::{Media, MediaFormats, MediaLimits};
pub use quota::SetQuota;

use crate::format::Format;
use crate::sample::MediaKind;
use crate::spelling;

/// A model that Amazon Bedrock customizes, and the data of one way to do so. Serializes as `ModelInfo` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Model {
    /// What users call it: `nova-lite`.
    pub id: String,
    /// What AWS calls it: `Amazon Nova Lite`.
    pub name: String,
    /// Whose rules on content it shares.
    pub family: Family,
    /// The id that a job's request names, where a source gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_model_id: Option<String>,
    /// Whether it could still be customized on the day the sources were read.
    pub status: Status,
    /// When AWS stops offering it, where a source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// AWS Regions that customize it; none where no source names any.
    pub regions: Vec<String>,
    /// Where its base model id and Regions stand.
    pub source: String,
    /// The oldest reading among its sources, as `2026-11-22`.
    pub as_of: String,
    /// The ways to customize it; the first is the one that this entry is about.
    pub customization: Vec<Customization>,
    /// How the customized model is used.
    pub inference: Vec<Inference>,
    /// The record format of its training data.
    pub format: Format,
    /// Its numbers.
    #[serde(default)]
    pub limits: Limits,
    /// How much data is advised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommended: Vec<Recommended>,
    /// Whether a job takes a validation file. Where sources disagree the answer is no: a training file alone is taken by
    /// all of them.
    pub validation_file: Stated<bool>,
    /// The images, videos and documents it takes; `None` where it takes text only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// What a record's `schemaVersion` may be; `None` for formats that have no such key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_version: Option<Stated<SchemaVersion>>,
    /// How many blocks `system` holds where it is present; `None` where their number is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_blocks: Option<Stated<u32>>,
    /// Whether it learns from `reasoningContent`.
    #[serde(default)]
    pub reasoning: bool,
    /// What a job's request may set, by the names of the API.
    #[serde(default)]
    pub hyperparameters: BTreeMap<String, Hyperparameter>,
    /// What else a person should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

impl Model {
    /// The formats it takes for media of that kind; `None` where it takes none.
    #[must_use]
    pub fn formats_of(&self, kind: MediaKind) -> Option<&MediaFormats> {
        self.media.as_ref()?.formats(kind)
    }
}

/// A model's maker, or line of models, whose rules on content it shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Family {
    Nova,
    NovaCanvas,
    Claude,
    Llama,
    Titan,
    TitanImage,
    Cohere,
    Openai,
    Qwen,
    Distillation,
}

/// Whether a model can still be customized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// AWS offers it.
    Current,
    /// AWS is about to end it, and starts no new customization job.
    Legacy,
    /// AWS has ended it.
    Deprecated,
}

impl Status {
    /// The word for it, as in the catalogue.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Legacy => "legacy",
            Self::Deprecated => "deprecated",
        }
    }
}

/// What a record's `schemaVersion` may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemaVersion {
    /// Any string or none; another than the format's own deserves a warning.
    Any,
    /// The format's own where present; another is an error.
    Constant,
    /// Present, and the format's own.
    Required,
}

/// What a source says, and what others say instead. Serializes as `Stated` of `js/types.ts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stated<T> {
    /// What is held to.
    pub value: T,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// What the bare value does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What other sources say.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Disputed<T>>,
}

/// What another source says instead. Serializes as `Disputed` of `js/types.ts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disputed<T> {
    /// What it says: a stricter number, say, or a media format that it refuses.
    pub value: T,
    /// Title and tag, as in [`Stated::source`].
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// How the source comes to say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A sentence with its source.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// Title and tag, as in [`Stated::source`].
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
}

/// What the build script made of `models.toml`.
const EMBEDDED: &str = include_str!(concat!(env!("OUT_DIR"), "/models.json"));

static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    serde_json::from_str(EMBEDDED).expect("every field of src/models.toml is one of src/models.rs")
});

/// Every model, in the catalogue's order.
#[must_use]
pub fn all() -> &'static [Model] {
    &MODELS
}

/// The model with exactly this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Model> {
    all().iter().find(|model| model.id == id)
}

/// The id that somebody may have meant who wrote `id`, which may also be close to the model's
/// name or to its base model id; `None` where nothing is near.
#[must_use]
pub fn closest(id: &str) -> Option<&'static str> {
    let spellings = |model: &'static Model| {
        [
            Some(&model.id),
            Some(&model.name),
            model.base_model_id.as_ref(),
        ]
        .into_iter()
        .flatten()
    };
    let spelling = spelling::closest(id, all().iter().flat_map(spellings).map(String::as_str))?;
    let meant = all()
        .iter()
        .find(|model| spellings(model).any(|known| known == spelling))?;
    Some(&meant.id)
}

#[cfg(test)]
mod tests;
