//! The numbers of a model on its data.

use serde::{Deserialize, Serialize};

use super::Limit;

/// A model's numbers on its data; `None` where no source gives one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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

/// The way to a limit.
type LimitOf = fn(&mut Limits) -> &mut Option<Limit>;

impl Limits {
    /// Every limit by its name in `models.toml`, which is the name that users set it by.
    pub(super) const NAMES: [(&'static str, LimitOf); 16] = [
        ("min-train-records", |limits| &mut limits.min_train_records),
        ("max-train-records", |limits| &mut limits.max_train_records),
        ("min-validation-records", |limits| {
            &mut limits.min_validation_records
        }),
        ("max-validation-records", |limits| {
            &mut limits.max_validation_records
        }),
        ("min-records", |limits| &mut limits.min_records),
        ("max-records", |limits| &mut limits.max_records),
        ("max-tokens", |limits| &mut limits.max_tokens),
        ("max-input-tokens", |limits| &mut limits.max_input_tokens),
        ("max-output-tokens", |limits| &mut limits.max_output_tokens),
        ("max-characters", |limits| &mut limits.max_characters),
        ("max-record-bytes", |limits| &mut limits.max_record_bytes),
        ("min-caption-characters", |limits| {
            &mut limits.min_caption_characters
        }),
        ("max-caption-characters", |limits| {
            &mut limits.max_caption_characters
        }),
        ("characters-per-token-refused", |limits| {
            &mut limits.characters_per_token_refused
        }),
        ("max-train-bytes", |limits| &mut limits.max_train_bytes),
        ("max-validation-bytes", |limits| {
            &mut limits.max_validation_bytes
        }),
    ];
}
