//! `mixed-media`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{MediaKind, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-media",
    severity: Severity::Error,
    what: "Reports two kinds of media in one record, or in one data set. Text may stand beside either.",
    why: "A data set for Nova holds text, text and images, or text and videos, never two kinds of media.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}, {"text": "What is this?"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep, N2-prep: one kind of media in a data set; V-nova25: an image and a video in one message fail.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, N2-prep: a data set holds one kind of media at most.",
    fixable: false,
    check: Check::Blocks(check),
};

fn in_record(one: MediaKind, other: MediaKind) -> Message {
    Message::new(
        format!(
            "the record holds both {}s and {}s",
            one.name(),
            other.name()
        ),
        "keep one kind of media in a data set; make a data set for each",
    )
}

/// Different records have two kinds of media; the first kind is on `line`, of another file if `file` is given.
pub fn in_data_set(one: MediaKind, other: MediaKind, line: u64, file: Option<&str>) -> Message {
    let of_file = file.map(|file| format!(" of {file}")).unwrap_or_default();
    Message::new(
        format!(
            "the data set holds {}s here, and {}s since line {line}{of_file}",
            other.name(),
            one.name()
        ),
        "keep one kind of media in a data set; make a data set for each",
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
                "error: the record holds both images and videos",
                r#"{"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/a.mp4"}}}"#,
            )],
        );
    }
}
