//! `too-much-media`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::models::{Breach, Limit, Model};
use crate::position::Span;
use crate::rules::{Check, Effect, Rule};
use crate::sample::{Block, MediaKind, Sample, Turn};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-much-media",
    severity: Severity::Error,
    what: "Reports more images, videos or documents than the model takes. Nova takes 10 images a message by AWS's scripts, 10 a record by its guide (a warning), one video and one document a record.",
    why: "The job refuses the record.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}, {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/b.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://my-bucket/a.mp4"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep: 10 images and 1 video per sample; V-nova25 counts images per message (tried: 6 + 6 pass).",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Sample(check),
};

fn message(kind: MediaKind, count: u64, breach: Breach<'_>, model: &str) -> Message {
    let message = Message::new(
        format!(
            "{count} {}s; {model} takes at most {} ({})",
            kind.name(),
            breach.value,
            breach.source
        ),
        "leave some out, or make several records of it",
    );
    if breach.certain {
        message
    } else {
        message.at(Severity::Warning)
    }
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Findings<'_>) {
    let Some(model) = model else { return };
    let Some(media) = &model.media else { return };
    let mut report = |kind, count, limit: Option<&Limit>, span: Span| {
        if let Some(breach) = limit.and_then(|limit| limit.above(count)) {
            findings.report_in(&RULE, sample.root, span, || {
                message(kind, count, breach, &model.name)
            });
        }
    };
    for turn in &sample.turns {
        report(
            MediaKind::Image,
            count(turn, MediaKind::Image),
            media.limits.max_images_per_message.as_ref(),
            turn.at.span(),
        );
    }
    for (kind, limit) in [
        (MediaKind::Image, &media.limits.max_images_per_record),
        (MediaKind::Video, &media.limits.max_videos_per_record),
        (MediaKind::Document, &media.limits.max_documents_per_record),
    ] {
        report(
            kind,
            sample.turns.iter().map(|turn| count(turn, kind)).sum(),
            limit.as_ref(),
            sample.root.span(),
        );
    }
}

fn count(turn: &Turn<'_>, wanted: MediaKind) -> u64 {
    turn.blocks
        .iter()
        .filter(|block| matches!(block, Block::Media(kind, _) if *kind == wanted))
        .count() as u64
}
