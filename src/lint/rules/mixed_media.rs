//! `mixed-media`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::line_of;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{MediaKind, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-media",
    severity: Severity::Error,
    what: "Mixed kinds of media in one record or data set. Text can be combined with either.",
    why: "A data set for Nova contains text, text and images, or text and videos, but not images and videos.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"text": "What is this?"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep, N2-prep: one kind of media in a data set; V-nova25: an image and a video in one message fail.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, N2-prep: a data set has one kind of media at most.",
    fixable: false,
    check: Check::Blocks(check),
};

fn in_record(one: MediaKind, other: MediaKind) -> Message {
    Message::new(
        format!(
            "the record contains both {}s and {}s",
            one.name(),
            other.name()
        ),
        "use one data set per kind of media",
    )
}

/// Different records have two kinds of media; the first kind is on `line`, of another file if `file` is given.
pub fn in_data_set(one: MediaKind, other: MediaKind, line: u64, file: Option<&str>) -> Message {
    Message::new(
        format!(
            "{}s here, but {}s from {}",
            other.name(),
            one.name(),
            line_of(line, file)
        ),
        "use one data set per kind of media",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    if !model
        .and_then(|model| model.media.as_ref())
        .is_none_or(|media| media.one_kind_per_dataset)
    {
        return;
    }
    let mut kinds = sample.media();
    let Some((_, first, _)) = kinds.next() else {
        return;
    };
    if let Some((_, other, value)) = kinds.find(|(_, kind, _)| *kind != first) {
        findings.report_in(&RULE, sample.root, value.span(), || in_record(first, other));
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
                    "titan-text-express",
                    r#"{"prompt": "a", "completion": "b"}"#.to_owned(),
                ),
            ],
        );
        fails(
            &RULE,
            [(
                "nova-lite",
                converse(
                    &[
                        media("image", "png", "s3://bucket/a.png"),
                        media("video", "mp4", "s3://bucket/a.mp4"),
                    ]
                    .join(", "),
                    HELLO,
                ),
                "error: the record contains both images and videos",
                r#"{"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/a.mp4"}}}"#,
            )],
        );
    }
}
