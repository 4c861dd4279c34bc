//! `too-much-media`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Breach, Limit, Model};
use crate::record::sample::{Block, MediaKind, Sample, Turn};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-much-media",
    severity: Severity::Error,
    what: "Too many images, videos or documents. Nova allows 10 images per message in AWS's scripts, 10 per record in its guide (a warning), and one video and one document per record.",
    why: "The job rejects the record.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}, {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/b.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep: 10 images and 1 video per sample; V-nova25 counts images per message (tried: 6 + 6 pass).",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, N2-prep state the numbers; V-nova25 rejects the file.",
    fixable: false,
    check: Check::Blocks(check),
};

fn message(kind: MediaKind, count: usize, whole: &str, breach: Breach<'_>, model: &str) -> Message {
    breach.weigh(Message::new(
        format!(
            "{count} {}s in one {whole}; {model} allows at most {breach}",
            kind.name()
        ),
        "remove some, or split the record",
    ))
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(model) = model else { return };
    let Some(media) = &model.media else { return };
    let limits = &media.limits;
    let mut report = |kind, whole, found: &[Value<'_>], limit: Option<&Limit>| {
        let breach = limit.and_then(|limit| limit.above(found.len() as u64));
        let Some(breach) = breach else { return false };
        // The first that is too many is marked.
        let first = usize::try_from(breach.value).map_or(0, |most| most.min(found.len() - 1));
        findings.report_in(&RULE, sample.root, found[first].span(), || {
            message(kind, found.len(), whole, breach, &model.name)
        });
        true
    };
    let mut is_said = false;
    for turn in &sample.turns {
        let images = of_kind(turn, MediaKind::Image);
        let limit = limits.max_images_per_message.as_ref();
        is_said |= report(MediaKind::Image, "message", &images, limit);
    }
    for (kind, limit) in [
        (MediaKind::Image, &limits.max_images_per_record),
        (MediaKind::Video, &limits.max_videos_per_record),
        (MediaKind::Document, &limits.max_documents_per_record),
    ] {
        if kind != MediaKind::Image || !is_said {
            let found: Vec<_> = sample
                .turns
                .iter()
                .flat_map(|turn| of_kind(turn, kind))
                .collect();
            report(kind, "record", &found, limit.as_ref());
        }
    }
}

fn of_kind<'t>(turn: &Turn<'t>, wanted: MediaKind) -> Vec<Value<'t>> {
    let of_kind = |block: &Block<'t>| match block {
        Block::Media(kind, value) if *kind == wanted => Some(*value),
        _ => None,
    };
    turn.blocks.iter().filter_map(of_kind).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, converse, fails, media, passes};

    fn images(count: u32) -> String {
        let image = |n| media("image", "png", &format!("s3://bucket/{n}.png"));
        let images: Vec<_> = (0..count).map(image).collect();
        converse(&images.join(", "), HELLO)
    }

    #[test]
    fn table() {
        passes(&RULE, [("nova-lite", images(10)), ("", images(11))]);
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    images(11),
                    "error: 11 images in one message",
                    r#"{"format": "png", "source": {"s3Location": {"uri": "s3://bucket/10.png"}}}"#,
                ),
                (
                    "nova-lite",
                    converse(
                        &[
                            media("video", "mp4", "s3://bucket/a.mp4"),
                            media("video", "mp4", "s3://bucket/b.mp4"),
                        ]
                        .join(", "),
                        HELLO,
                    ),
                    "error: 2 videos in one record",
                    r#"{"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/b.mp4"}}}"#,
                ),
            ],
        );
    }
}
