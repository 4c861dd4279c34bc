//! `format`: the name of a file's format, as Bedrock writes it.

use super::RULE;
use super::incomplete;
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::json::{Text, Value};
use crate::lint::RecordFinding;
use crate::lint::collector::Collector;
use crate::models::Model;
use crate::record::sample::MediaKind;

/// Formats that some model takes, for data without a model.
const IMAGES: [&str; 4] = ["png", "jpeg", "gif", "webp"];
const VIDEOS: [&str; 4] = ["mov", "mkv", "mp4", "webm"];
const DOCUMENTS: [&str; 1] = ["pdf"];

/// Returns the image format that a file's ending or a media type names, if every model with images takes it.
fn meant(kind: MediaKind, found: &str) -> Option<&'static str> {
    let name = found.trim().to_ascii_lowercase();
    let bare = name.strip_prefix("image/").or(name.strip_prefix('.'));
    match bare.unwrap_or(&name) {
        _ if kind != MediaKind::Image => None,
        "jpg" | "jpe" => Some("jpeg"),
        "jpeg" if name != "jpeg" => Some("jpeg"),
        "png" if name != "png" => Some("png"),
        _ => None,
    }
}

/// Adds the fix that writes the format's name, if it is known.
fn fixed(message: Message, kind: MediaKind, format: Value<'_>) -> Message {
    let found = format.as_text().map(Text::decode);
    let Some(meant) = found.and_then(|found| meant(kind, &found)) else {
        return message;
    };
    let name = format!("\"{meant}\"");
    let title = format!("use {name}");
    let edit = FixEdit {
        offset: u64::from(format.span().start),
        length: format.span().len(),
        text: name.into(),
    };
    message.fixed_by(Fix::of_edits(true, title, vec![edit]))
}

/// Finds an image whose format has another name than Bedrock's.
pub(super) fn amend(block: Value<'_>) -> Option<RecordFinding> {
    let format = block.get("image")?.get("format")?;
    let kind = MediaKind::Image;
    let found = format.as_text()?.decode();
    meant(kind, &found)?;
    Some(RecordFinding {
        span: format.span(),
        message: fixed(unknown(kind, &found, &IMAGES), kind, format),
    })
}

fn unknown(kind: MediaKind, found: &str, known: &[&str]) -> Message {
    let help = match (known.split_last(), meant(kind, found)) {
        (_, Some(meant)) => format!("use \"{meant}\""),
        (Some((last, [])), _) => format!("use {last}"),
        (Some((last, others)), _) => format!("use {} or {last}", others.join(", ")),
        (None, _) => "remove it".to_owned(),
    };
    Message::new(
        format!("\"{found}\" is not a supported {} format", kind.name()),
        help,
    )
}

fn disputed_format(found: &str, source: &str) -> Message {
    Message::new(
        format!("AWS's sources disagree on \"{found}\": {source} does not list it"),
        "use another format to be safe",
    )
    .at(Severity::Warning)
}

/// Checks the format of the block `value`.
pub(super) fn check(
    root: Value<'_>,
    kind: MediaKind,
    value: Value<'_>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) {
    let Some(format) = value.get("format") else {
        findings.report_in(&RULE, root, value.span(), || incomplete(kind, "its format"));
        return;
    };
    let Some(text) = format.as_text() else {
        findings.report_in(&RULE, root, format.span(), || {
            incomplete(kind, "a format that is a string")
        });
        return;
    };
    let found = text.decode();
    let formats = model.and_then(|model| model.formats_of(kind));
    if model.is_some() && formats.is_none() {
        // The model takes none of that kind, which `media-not-supported` reports.
        return;
    }
    let known: Vec<&str> = match (formats, kind) {
        (Some(formats), _) => formats.values.iter().map(String::as_str).collect(),
        (None, MediaKind::Image) => IMAGES.to_vec(),
        (None, MediaKind::Video) => VIDEOS.to_vec(),
        (None, MediaKind::Document) => DOCUMENTS.to_vec(),
    };
    if !known.iter().any(|name| name.eq_ignore_ascii_case(&found)) {
        if findings.wants(&RULE) {
            let message = findings.of_record(fixed(unknown(kind, &found, &known), kind, format));
            findings.report_in(&RULE, root, format.span(), || message);
        }
    } else if let Some(disputed) = formats.and_then(|formats| {
        formats
            .disputed
            .iter()
            .find(|entry| entry.value.eq_ignore_ascii_case(&found))
    }) {
        findings.report_in(&RULE, root, format.span(), || {
            disputed_format(&found, &disputed.source)
        });
    }
}
