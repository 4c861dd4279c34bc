//! `mixed-buckets`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-buckets",
    severity: Severity::Error,
    what: "Media in more than one bucket; the model requires the bucket of the data set.",
    why: "The data set is in one bucket, so media in another bucket are not found.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://other-bucket/dog.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/dog.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r#"N1-prep, N2-prep, N2-sft: "The images or videos must be in the same Amazon S3 bucket as your dataset"; no script checks it."#,
    bedrock: Effect::Rejects,
    evidence: "N1-prep, N2-prep and N2-sft require it; the bucket of the data set is not known here.",
    fixable: false,
    check: Check::Reading,
};

/// Media are in two buckets; `first` and `other` are the first places of each.
pub fn message(bucket: &str, first: &str, other: &str, place: &str, model: &str) -> Message {
    Message::new(
        format!(
            "media of {first} are in the bucket \"{bucket}\", of {place} in \"{other}\"; {model} requires all media in the bucket of the data set"
        ),
        "copy the media to one bucket, and upload the data set to the same bucket",
    )
}
