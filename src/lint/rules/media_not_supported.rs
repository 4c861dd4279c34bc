//! `media-not-supported`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{MediaKind, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "media-not-supported",
    severity: Severity::Error,
    what: "Media not supported by the model.",
    why: "The job fails, or the media are ignored and the text makes no sense.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "What is this?"}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-micro"),
    source: "N1-prep: Nova Micro accepts text only; UG-prep: Llama 3.2 11B and 90B accept images; N2-rft, UG-dist-prep: text only.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep and UG-prep list the media of each model; V-nova25 rejects media for Nova Micro.",
    fixable: false,
    check: Check::Blocks(check),
};

fn message(kind: MediaKind, model: &str) -> Message {
    Message::new(
        format!("{model} does not support {}s", kind.name()),
        "remove the block, or choose a model that supports it",
    )
}

fn part(kind: &str) -> Message {
    Message::new(
        format!("{kind} in a chat; reinforcement fine-tuning supports text only"),
        "remove the part, or the record",
    )
}

/// A part of a chat's message is no text.
pub fn report_part(root: Value<'_>, value: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, value.span(), || {
        let kind = value.get("type").and_then(Value::as_text);
        let named = kind.map(|kind| format!("a part of type \"{}\"", kind.decode()));
        part(named.as_deref().unwrap_or("a part without text"))
    });
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(model) = model else { return };
    for (_, kind, value) in sample.media() {
        if model.formats_of(kind).is_none() {
            findings.report_in(&RULE, sample.root, value.span(), || {
                message(kind, &model.name)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, converse, fails, media, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(&media("image", "png", "s3://bucket/a.png"), HELLO),
                ),
                (
                    "",
                    converse(&media("document", "pdf", "s3://bucket/a.pdf"), HELLO),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-micro",
                    converse(&media("image", "png", "s3://bucket/a.png"), HELLO),
                    "error: Amazon Nova Micro does not support images",
                    r#"{"format": "png", "source": {"s3Location": {"uri": "s3://bucket/a.png"}}}"#,
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("video", "mp4", "s3://bucket/a.mp4"), HELLO),
                    "Meta Llama 3.2 11B Vision Instruct",
                    r#"{"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/a.mp4"}}}"#,
                ),
            ],
        );
    }
}
