//! The images, videos and documents that a model takes in its records.

use serde::{Deserialize, Serialize};

use super::{Disputed, Limit};
use crate::record::sample::MediaKind;

/// Media that a model takes in its records.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Media {
    /// Formats of images; absent if the model takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_formats: Option<MediaFormats>,
    /// Formats of videos; absent if the model takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_formats: Option<MediaFormats>,
    /// Formats of documents; absent if the model takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_formats: Option<MediaFormats>,
    /// Numbers by name: `maxImageBytes`, `maxVideoSeconds`, …
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, Limit>"))]
    pub limits: MediaLimits,
    /// True if a data set must not mix kinds of media.
    #[serde(default)]
    pub one_kind_per_dataset: bool,
    /// True if media must be in the same S3 bucket as the data set.
    #[serde(default)]
    pub same_bucket: bool,
}

impl Media {
    /// The formats of that kind; `None` where the model takes none.
    #[must_use]
    pub fn formats(&self, kind: MediaKind) -> Option<&MediaFormats> {
        match kind {
            MediaKind::Image => self.image_formats.as_ref(),
            MediaKind::Video => self.video_formats.as_ref(),
            MediaKind::Document => self.document_formats.as_ref(),
        }
    }
}

/// Formats that a media block can name, as written: `jpeg`, never `jpg`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaFormats {
    /// Formats that some source allows.
    pub values: Vec<String>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
    /// Those of `values` that another source refuses: a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Disputed<String>>,
}

/// The numbers on media; `None` where no source gives one. Sizes and lengths can only be checked
/// with the media at hand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaLimits {
    /// Most images of one message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_images_per_message: Option<Limit>,
    /// Most images of all messages of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_images_per_record: Option<Limit>,
    /// Most videos of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_videos_per_record: Option<Limit>,
    /// Most documents of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_documents_per_record: Option<Limit>,
    /// Most bytes of an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_image_bytes: Option<Limit>,
    /// Fewest pixels of an image's width and of its height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_image_side: Option<Limit>,
    /// Most pixels of an image's width and of its height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_image_side: Option<Limit>,
    /// Most pixels of an image in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_image_pixels: Option<Limit>,
    /// Most that an image's longer side may be, as a multiple of the shorter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_image_aspect_ratio: Option<Limit>,
    /// Most bytes of a video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_video_bytes: Option<Limit>,
    /// Longest playing time of a video, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_video_seconds: Option<Limit>,
    /// Most bytes of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_document_bytes: Option<Limit>,
}
