//! The catalogue: every model's limits as data, each number with its source and the day it was read.
//!
//! People edit `models.toml`; `build.rs` merges the defaults, spells out the sources and embeds the result as JSON, one
//! text a model, parsed on first use: V8 compiled the reading of all of them for longer than a small check takes.
//!
//! Uses `diagnostic` and `record`. Start reading at `models.toml`.

mod entry;
mod hyperparameter;
mod lifecycle;
mod limit;
mod limits;
mod media;
mod new_jobs;
mod quota;
mod teacher;
mod uncustomized;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use entry::Entry;
pub use hyperparameter::{Hyperparameter, Kind as HyperparameterKind};
pub use lifecycle::{
    Api, Customization, CustomizationType, Inference, InferenceWay, Lifecycle, Recommended,
};
pub use limit::{Breach, Limit, Whose};
pub use limits::Limits;
pub use media::{Media, MediaFormats};
pub use new_jobs::{
    NewJobs, for_reinforcement, no_open_model, no_open_model_takes, without_a_model,
};
pub use quota::SetQuota;
pub use teacher::Teacher;
pub use uncustomized::uncustomized;

use crate::diagnostic::suggest;
use crate::record::format::Format;
use crate::record::sample::MediaKind;

/// A model, and the data of one way to customize it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ModelInfo"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Model {
    /// Id, as in `CheckOptions.model`: `nova-lite`.
    pub id: String,
    /// Name, as AWS writes it: `Amazon Nova Lite`.
    pub name: String,
    /// Line of models with the same rules on content.
    #[cfg_attr(test, schemars(with = "String"))]
    pub family: Family,
    /// Id that a job's request names, if a source gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_model_id: Option<String>,
    /// Stage of its life on the day the sources were read.
    pub status: Status,
    /// Answer to whether it takes new jobs, by its lifecycle on the day the sources were read.
    pub new_jobs: NewJobs,
    /// Dates on which AWS stops offering it, if a source gives any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// AWS Regions in which it can be customized; empty if no source names any.
    pub regions: Vec<String>,
    /// Source of its base model id and Regions.
    pub source: String,
    /// The oldest reading among its sources, as `2026-11-22`.
    pub as_of: String,
    /// Ways to customize it; the first is the one that this entry is about.
    pub customization: Vec<Customization>,
    /// Ways to use the customized model.
    pub inference: Vec<Inference>,
    /// Record format of its training data.
    pub format: Format,
    /// Numbers by name: `minTrainRecords`, `maxRecords`, `maxTokens`, …
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Limit>"))]
    pub limits: Limits,
    /// Advised numbers of examples; not required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommended: Vec<Recommended>,
    /// True if a job takes a validation file. If sources disagree it is false: all of them take a training file alone.
    pub validation_file: Stated<bool>,
    /// Images, videos and documents that it takes; absent if it takes text only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// Kind of its answers.
    #[serde(default, skip_serializing_if = "Output::is_text")]
    pub output: Output,
    /// Teachers of a distillation, each with its students; absent from other entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teachers: Vec<Teacher>,
    /// Rule on a record's `schemaVersion`; absent for formats without such a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_version: Option<Stated<SchemaVersion>>,
    /// Number of blocks of `system` if it is present; absent if any number will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_blocks: Option<Stated<u32>>,
    /// True if it learns from `reasoningContent`.
    #[serde(default)]
    pub reasoning: bool,
    /// Hyperparameters that a job's request can set, by the names of the API.
    #[serde(default)]
    pub hyperparameters: BTreeMap<String, Hyperparameter>,
    /// Further facts.
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

/// Kind of a model's answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ModelOutput"))]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// Text.
    #[default]
    Text,
    /// Images.
    Images,
    /// Vectors to search by.
    Embeddings,
}

impl Output {
    /// Returns true for the usual kind.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// Stage of a model's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// AWS offers it.
    Current,
    /// AWS is about to end it, and starts no new customization job from some day on.
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

/// Rule on a record's `schemaVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "SchemaVersionRule")
)]
#[serde(rename_all = "kebab-case")]
pub enum SchemaVersion {
    /// Any string or none; a value other than the format's own deserves a warning.
    Any,
    /// The format's own if present; another is an error.
    Constant,
    /// Present, and the format's own.
    Required,
}

/// A statement of a source, and those of others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Stated<{T}>"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stated<T> {
    /// The value that Tuneset goes by.
    pub value: T,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Condition or remark on the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Statements of other sources.
    #[serde(
        default = "Vec::<Disputed<T>>::new",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub disputed: Vec<Disputed<T>>,
}

/// A different statement of another source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Disputed<{T}>"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disputed<T> {
    /// The value: a stricter number, for example, or a media format that the source refuses.
    pub value: T,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Derivation of the value from the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A sentence with its source.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CatalogueNote"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
}

/// Every model, in the catalogue's order. Each is read from its JSON when it is first reached.
pub fn all() -> impl Iterator<Item = &'static Model> + Clone {
    entry::ALL.iter().map(Entry::model)
}

/// The models that take records of this format, in the catalogue's order.
pub fn taking(format: Format) -> impl Iterator<Item = &'static Model> + Clone {
    let takes = move |entry: &&Entry| entry.format == format.name();
    entry::ALL.iter().filter(takes).map(Entry::model)
}

/// The model with exactly this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Model> {
    entry::ALL
        .iter()
        .find(|entry| entry.id == id)
        .map(Entry::model)
}

/// The first model that AWS gives this id: with or without the size of the context behind it, of an inference profile
/// (`us.amazon.…`), or in an ARN.
#[must_use]
pub fn find_by_aws_id(id: &str) -> Option<&'static Model> {
    let wanted = unversioned(aws_name(id));
    let is_it = |model: &&Model| {
        let base = model.base_model_id.as_deref();
        let base = base.map(|base| unversioned(aws_name(base)));
        let rest = base.and_then(|base| wanted.strip_prefix(base));
        rest.is_some_and(|rest| matches!(rest, "" | "-1" | "-v1"))
    };
    all().find(is_it)
}

/// AWS's id without the number behind its version: `amazon.titan-text-lite-v1` of `amazon.titan-text-lite-v1:0`. The catalogue has some
/// ids without their version, as AWS's pages on jobs do.
fn unversioned(name: &str) -> &str {
    match name.rsplit_once(':') {
        Some((id, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => id,
        _ => name,
    }
}

/// AWS's id of a model without what surrounds it: the ARN, the Regions of an inference profile, the size of the context.
#[must_use]
pub fn aws_name(id: &str) -> &str {
    let id = id.trim();
    let id = if id.starts_with("arn:") {
        id.rsplit('/').next().unwrap_or(id)
    } else {
        id
    };
    let id = match id.split_once('.') {
        Some((region, rest)) if INFERENCE_PROFILES.contains(&region) => rest,
        _ => id,
    };
    match id.rsplit_once(':') {
        Some((name, context))
            if context.strip_suffix('k').is_some_and(|size| {
                !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit())
            }) =>
        {
            name
        }
        _ => id,
    }
}

/// Beginnings of the ids of AWS's own inference profiles.
const INFERENCE_PROFILES: [&str; 8] = ["us", "us-gov", "eu", "apac", "jp", "au", "ca", "global"];

/// Returns the known id closest to `id`, which may also resemble the model's name or base model id; `None` if none is close.
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
    let spelling = suggest::closest(id, all().flat_map(spellings).map(String::as_str))?;
    let meant = all().find(|model| spellings(model).any(|known| known == spelling))?;
    Some(&meant.id)
}

#[cfg(test)]
mod tests;
