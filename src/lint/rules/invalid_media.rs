//! `invalid-media`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::models::Model;
use crate::record::format::Format;
use crate::record::media_format::{format_of, other_ending};
use crate::record::sample::{Block, MediaKind, Sample};

mod format;
mod owner;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-media",
    severity: Severity::Error,
    what: "Invalid image, video or document block. It lacks its format or S3 location, or the model does not support the format. The format of a JPEG is `jpeg`, not `jpg`. A format that does not match the file extension is a warning, as is an `image-ref` with an extension other than PNG or JPEG. The safe fix writes `jpeg`, and a `bucketOwner` of 12 digits as a string.",
    why: "Bedrock reads the file that the block refers to; an invalid block is rejected.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "What is this?"}, {"image": {"format": "jpg", "source": {"s3Location": {"uri": "s3://my-bucket/cat.jpg"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "What is this?"}, {"image": {"format": "jpeg", "source": {"s3Location": {"uri": "s3://my-bucket/cat.jpg"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "N1-prep, N2-prep, UG-prep: formats of images and videos; V-nova25: format and source.s3Location.uri; API-rt, V-nova26, V-forge: bucketOwner is a string, of 12 digits.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, N2-prep and UG-prep list the formats; V-nova25 and V-llama reject an incomplete block.",
    fixable: true,
    check: Check::MendedBlocks(check, amend),
};

/// Formats of the images that captions describe.
const REFERENCED: [&str; 2] = ["png", "jpeg"];

fn incomplete(kind: MediaKind, lacks: &str) -> Message {
    Message::new(
        format!("the {} block is missing {lacks}", kind.name()),
        whole(kind),
    )
}

fn not_an_object(kind: MediaKind, found: &str) -> Message {
    Message::new(
        format!("the {} block must be an object, not {found}", kind.name()),
        whole(kind),
    )
}

/// Returns a sample of a block of that kind.
fn whole(kind: MediaKind) -> String {
    format!(
        "use {{\"{}\": {{\"format\": \"…\", \"source\": {{\"s3Location\": {{\"uri\": \"s3://…\"}}}}}}}}",
        kind.name()
    )
}

fn other_extension(extension: &str, known: &[String]) -> Message {
    let known: Vec<_> = known.iter().map(|name| name.to_uppercase()).collect();
    Message::new(
        format!(
            "the image has the extension .{extension}; images must be {}",
            known.join(" or ")
        ),
        "convert the image, or rename it if only the extension is wrong",
    )
    .at(Severity::Warning)
}

fn other_format(kind: MediaKind, format: &str, end: &str) -> Message {
    let help = match format_of(end) {
        Some(named) => {
            format!("use \"{named}\" if that is its format, or rename the file")
        }
        None => "convert the file, or rename it".to_owned(),
    };
    Message::new(
        format!(
            "the format of the {} is \"{format}\", but its extension is .{end}",
            kind.name()
        ),
        help,
    )
    .at(Severity::Warning)
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    if sample.format == Format::ImageCaption {
        check_references(sample, model, findings);
        return;
    }
    for (_, kind, value) in sample.media() {
        if value.as_object().is_none() {
            findings.report_in(&RULE, sample.root, value.span(), || {
                not_an_object(kind, value.kind_name())
            });
            continue;
        }
        format::check(sample.root, kind, value, model, findings);
        let location = value
            .get("source")
            .and_then(|source| source.get("s3Location"));
        match location.and_then(|location| location.get("uri")) {
            Some(uri) => match uri.as_text() {
                Some(text) => check_ending(sample.root, kind, value, text, findings),
                None => findings.report_in(&RULE, sample.root, uri.span(), || {
                    incomplete(kind, "source.s3Location.uri as a string")
                }),
            },
            None => findings.report_in(&RULE, sample.root, value.span(), || {
                incomplete(kind, "source.s3Location.uri")
            }),
        }
        owner::check(sample.root, location, findings);
    }
}

/// Finds the parts of blocks that can be written as they are meant.
fn amend(root: Value<'_>) -> Option<RecordFinding> {
    memchr::memmem::find(root.raw().as_bytes(), b"s3Location")?;
    let messages = root.get("messages")?.elements();
    let blocks = messages
        .filter_map(|message| message.get("content"))
        .flat_map(Value::elements);
    let mut found: Vec<RecordFinding> = blocks
        .flat_map(|block| [format::amend(block), owner::amend(block)])
        .flatten()
        .collect();
    found.sort_by_key(|found| found.span.start);
    let fixes = found.iter().filter_map(|found| found.message.fix.as_ref());
    let mut titles: Vec<String> = Vec::new();
    let mut edits = Vec::new();
    for fix in fixes {
        if titles.iter().all(|title| **title != *fix.title) {
            titles.push(fix.title.to_string());
        }
        edits.extend(fix.edits.iter().cloned());
    }
    let RecordFinding { span, message } = found.into_iter().next()?;
    let message = message.fixed_by(Fix::of_edits(true, titles.join(", "), edits));
    Some(RecordFinding { span, message })
}

/// Checks an image's format by the extension of its name, if there is one: its content is unknown here.
fn check_references(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let own = model.and_then(|model| model.formats_of(MediaKind::Image));
    let usual = REFERENCED.map(str::to_owned);
    let known = own.map_or(&usual[..], |formats| &formats.values);
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        let Block::ImageReference(text) = block else {
            continue;
        };
        let uri = text.decode();
        let name = uri.rsplit('/').next().unwrap_or_default();
        let Some((_, extension)) = name.rsplit_once('.') else {
            continue;
        };
        let format = match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpe" => "jpeg".to_owned(),
            other => other.to_owned(),
        };
        if is_extension(&format) && !known.contains(&format) {
            findings.report_in(&RULE, sample.root, text.span(), || {
                other_extension(extension, known)
            });
        }
    }
}

/// Compares the name of a file with its format: its content is unknown here.
fn check_ending(
    root: Value<'_>,
    kind: MediaKind,
    value: Value<'_>,
    uri: Text<'_>,
    findings: &mut Collector<'_>,
) {
    if let Some(format) = value.get("format").and_then(Value::as_text)
        && let Some(end) = other_ending(&uri.decode(), &format.decode())
    {
        findings.report_in(&RULE, root, format.span(), || {
            other_format(kind, &format.decode(), end)
        });
    }
}

/// Returns true if what follows a name's last dot looks like an extension, and not like the rest of a sentence or a version.
fn is_extension(text: &str) -> bool {
    (2..=4).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
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
                    converse(&media("image", "jpeg", "s3://bucket/a.jpg"), HELLO),
                ),
                (
                    "nova-lite",
                    converse(&media("document", "docx", "s3://bucket/a.docx"), HELLO),
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "s3://bucket/a.v2"), HELLO),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "s3://bucket/a.jpg"), HELLO),
                    "warning: the format of the image is \"png\", but its extension is .jpg",
                    r#""png""#,
                ),
                (
                    "",
                    converse(&media("video", "mp4", "s3://bucket/a.MOV"), HELLO),
                    "warning: the format of the video is \"mp4\", but its extension is .mov",
                    r#""mp4""#,
                ),
                (
                    "nova-lite",
                    converse(&media("document", "pdf", "s3://bucket/a.docx"), HELLO),
                    "warning: the format of the document is \"pdf\"",
                    r#""pdf""#,
                ),
                (
                    "nova-lite",
                    converse(&media("image", "jpg", "s3://bucket/a.jpg"), HELLO),
                    r#"error: "jpg" is not a supported image format"#,
                    r#""jpg""#,
                ),
                (
                    "nova-lite",
                    converse(r#"{"image": "a.png"}"#, HELLO),
                    "the image block must be an object, not a string",
                    r#""a.png""#,
                ),
                (
                    "",
                    converse(
                        r#"{"image": {"format": "png", "source": {"bytes": "iVBOR"}}}"#,
                        HELLO,
                    ),
                    "the image block is missing source.s3Location.uri",
                    r#"{"format": "png", "source": {"bytes": "iVBOR"}}"#,
                ),
                (
                    "",
                    converse(
                        r#"{"video": {"source": {"s3Location": {"uri": "s3://bucket/a.mp4"}}}}"#,
                        HELLO,
                    ),
                    "the video block is missing its format",
                    r#"{"source": {"s3Location": {"uri": "s3://bucket/a.mp4"}}}"#,
                ),
                (
                    "",
                    converse(
                        r#"{"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/a.mp4", "bucketOwner": 123456789012}}}}"#,
                        HELLO,
                    ),
                    "error: bucketowner is a number; an account id is a string",
                    "123456789012",
                ),
            ],
        );
    }
}
