//! The catalogue: every model's limits as data, each number with its source and the day it was
//! read. People edit `models.toml`; `build.rs` merges the defaults, spells out the sources and
//! embeds the result as JSON.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Message, Severity};
use crate::figure::grouped;
use crate::format::Format;
use crate::sample::MediaKind;
use crate::spelling;

/// A model that Amazon Bedrock customizes. Serializes as `ModelInfo` of `js/types.ts`.
#[derive(Debug, Serialize, Deserialize)]
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
    /// Whether it can still be customized.
    pub status: Status,
    /// What became of it, where it is not current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_note: Option<String>,
    /// AWS Regions that customize it; none where no source names any.
    pub regions: Vec<String>,
    /// The record format of its training data.
    pub format: Format,
    /// The oldest reading among its sources, as `2026-11-22`.
    pub as_of: String,
    /// Its numbers.
    #[serde(default)]
    pub limits: Limits,
    /// Whether a job takes a validation file.
    pub validation_file: bool,
    /// Where its status, Regions and base model id stand.
    #[serde(skip_serializing)]
    pub source: String,
    /// What a record's `schemaVersion` may be; `None` for formats that have no such key.
    #[serde(skip_serializing)]
    pub schema_version: Option<SchemaVersion>,
    /// How many blocks `system` holds where it is present; `None` where their number is free.
    #[serde(skip_serializing)]
    pub system_blocks: Option<u32>,
    /// The images, videos and documents it takes; `None` where it takes text only.
    #[serde(skip_serializing)]
    pub media: Option<Media>,
    /// Whether it learns from `reasoningContent`.
    #[serde(default, skip_serializing)]
    pub reasoning: bool,
}

impl Model {
    /// The formats it takes for media of that kind; `None` where it takes none.
    #[must_use]
    pub fn formats_of(&self, kind: MediaKind) -> Option<&MediaFormats> {
        let media = self.media.as_ref()?;
        match kind {
            MediaKind::Image => media.image_formats.as_ref(),
            MediaKind::Video => media.video_formats.as_ref(),
            MediaKind::Document => media.document_formats.as_ref(),
        }
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
    /// AWS's guide lists it.
    Current,
    /// AWS's guide lists it no longer, yet still states its limits.
    Legacy,
    /// Its maker has ended its customization.
    Deprecated,
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

/// A model's numbers on its data; `None` where no source gives one.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Fewest records of the training file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_train_records: Option<Limit>,
    /// Most records of the training file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_train_records: Option<Limit>,
    /// Fewest records of the validation file, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_validation_records: Option<Limit>,
    /// Most records of the validation file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_validation_records: Option<Limit>,
    /// Fewest records of both files together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_records: Option<Limit>,
    /// Most records of both files together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_records: Option<Limit>,
    /// Most tokens of a record, input and output together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<Limit>,
    /// Most tokens of a record's input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_input_tokens: Option<Limit>,
    /// Most tokens of a record's output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<Limit>,
    /// Most characters of a record: the documented character quota, six times that on tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_characters: Option<Limit>,
    /// Most bytes of a record's line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_record_bytes: Option<Limit>,
    /// Fewest characters of an image's caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_caption_characters: Option<Limit>,
    /// Most characters of an image's caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_caption_characters: Option<Limit>,
    /// A record is refused whose characters, divided by this, exceed `max_tokens`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters_per_token_refused: Option<Limit>,
    /// Most bytes of the training file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_train_bytes: Option<Limit>,
    /// Most bytes of the validation file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_validation_bytes: Option<Limit>,
}

/// A number with its source. Serializes as `Limit` of `js/types.ts`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limit {
    /// The loosest number that any source gives; itself still allowed.
    pub value: u64,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// What the bare number does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// AWS raises it for an account on request.
    #[serde(default, skip_serializing)]
    pub adjustable: bool,
    /// Sources disagree on whether the limit exists at all: going past it is only ever a warning.
    #[serde(default, skip_serializing)]
    pub advisory: bool,
    /// Stricter numbers of other sources, loosest first.
    #[serde(default, skip_serializing)]
    pub disputed: Vec<Disputed<u64>>,
}

/// What another source says instead.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disputed<T> {
    /// A stricter number, or a media format that this source refuses.
    pub value: T,
    /// Title and tag, as in [`Limit::source`].
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// How the source comes to say so.
    pub note: Option<String>,
}

/// A limit that was gone past, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The number that was gone past.
    pub value: u64,
    /// Title and tag of the source that gives it.
    pub source: &'a str,
    /// What the bare number does not say.
    pub note: Option<&'a str>,
    /// All sources agree: an error. Otherwise a warning.
    pub certain: bool,
}

impl Breach<'_> {
    /// The message as sure as its source: a warning where another source disagrees.
    #[must_use]
    pub fn weigh(&self, message: Message) -> Message {
        if self.certain {
            message
        } else {
            message.at(Severity::Warning)
        }
    }
}

impl std::fmt::Display for Breach<'_> {
    /// `20,000, says AWS General Reference, … (GR)`
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}, says {}", grouped(self.value), self.source)
    }
}

impl Limit {
    /// How `number` breaks this limit taken as a maximum, or `None` where it does not.
    #[must_use]
    pub fn above(&self, number: u64) -> Option<Breach<'_>> {
        self.breach(|value| number > value)
    }

    /// How `number` breaks this limit taken as a minimum, or `None` where it does not.
    #[must_use]
    pub fn below(&self, number: u64) -> Option<Breach<'_>> {
        self.breach(|value| number < value)
    }

    fn breach(&self, past: impl Fn(u64) -> bool) -> Option<Breach<'_>> {
        if past(self.value) {
            let (source, note) = (&self.source, self.note.as_deref());
            return Some(Breach {
                value: self.value,
                source,
                note,
                certain: !self.advisory,
            });
        }
        let disputed = self.disputed.iter().find(|disputed| past(disputed.value))?;
        let (source, note) = (&disputed.source, disputed.note.as_deref());
        Some(Breach {
            value: disputed.value,
            source,
            note,
            certain: false,
        })
    }
}

/// The images, videos and documents that a model takes in its records.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Media {
    /// Formats of images; `None` where the model takes no image.
    pub image_formats: Option<MediaFormats>,
    /// Formats of videos; `None` where the model takes no video.
    pub video_formats: Option<MediaFormats>,
    /// Formats of documents; `None` where the model takes no document.
    pub document_formats: Option<MediaFormats>,
    /// The numbers.
    #[serde(default)]
    pub limits: MediaLimits,
    /// A data set holds one kind of media at most.
    #[serde(default)]
    pub one_kind_per_dataset: bool,
    /// Media stand in the same S3 bucket as the data set.
    #[serde(default)]
    pub same_bucket: bool,
}

/// The formats that a media block may name, as written: `jpeg`, never `jpg`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaFormats {
    /// Every format that some source allows.
    pub values: Vec<String>,
    /// Title and tag, as in [`Limit::source`].
    pub source: String,
    /// The day the source was read, as `2026-11-22`.
    pub as_of: String,
    /// Those of `values` that another source refuses: a warning.
    #[serde(default)]
    pub disputed: Vec<Disputed<String>>,
}

/// The numbers on media; `None` where no source gives one. Sizes and lengths can only be checked
/// with the media at hand.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaLimits {
    /// Most images of one message.
    pub max_images_per_message: Option<Limit>,
    /// Most images of all messages of a record.
    pub max_images_per_record: Option<Limit>,
    /// Most videos of a record.
    pub max_videos_per_record: Option<Limit>,
    /// Most documents of a record.
    pub max_documents_per_record: Option<Limit>,
    /// Most bytes of an image.
    pub max_image_bytes: Option<Limit>,
    /// Fewest pixels of an image's width and of its height.
    pub min_image_side: Option<Limit>,
    /// Most pixels of an image's width and of its height.
    pub max_image_side: Option<Limit>,
    /// Most bytes of a video.
    pub max_video_bytes: Option<Limit>,
    /// Longest playing time of a video, in seconds.
    pub max_video_seconds: Option<Limit>,
    /// Most bytes of a document.
    pub max_document_bytes: Option<Limit>,
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
