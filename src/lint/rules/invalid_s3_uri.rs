//! `invalid-s3-uri`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::collector::Collector;
use crate::lint::rules::placeholder;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-s3-uri",
    severity: Severity::Error,
    what: "Invalid S3 URI of an image, video or document. Bedrock accepts `s3://`, the bucket, and a key of letters, digits, `_`, `-`, `/` and `.`. A URI without an object, such as a folder, is reported, too, and a placeholder for the bucket: `YOUR_BUCKET`, `<bucket>`, `bucket-xxxxx`.",
    why: "Bedrock checks the pattern before it looks for the file; a space or = in the key fails the job.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/my cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/my-cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r"V-nova25: ^[\w\-/\.]+$ after s3://; API: pattern of S3Uri; V-llama: ^s3://.*",
    bedrock: Effect::Rejects,
    evidence: r#"rePost: "The provided S3 URI is invalid"; N1-prep lists the allowed characters, V-nova25 rejects others."#,
    fixable: false,
    check: Check::Blocks(check),
};

fn wrong(found: &str, fault: &Fault) -> Message {
    let (what, severity) = match fault {
        Fault::Scheme => (
            format!("\"{found}\" does not start with s3://"),
            Severity::Error,
        ),
        Fault::Character(character, severity) => (
            format!("\"{found}\" contains \"{character}\", which is not allowed in the S3 URI"),
            *severity,
        ),
        Fault::Bucket(severity) => (format!("\"{found}\" has no bucket"), *severity),
        Fault::Object => (
            format!("\"{found}\" is a bucket or folder, not an object"),
            Severity::Error,
        ),
        Fault::Placeholder => (
            format!("\"{found}\" has a placeholder for the bucket"),
            Severity::Error,
        ),
    };
    let help = match fault {
        Fault::Object => "add the object's full key after the bucket: s3://bucket/folder/name.png",
        Fault::Placeholder => "use the name of the bucket that contains the file",
        _ => {
            "use s3://bucket/key with only letters, digits and _ - / . and the bucket in lowercase"
        }
    };
    Message::new(what, help).at(severity)
}

enum Fault {
    Scheme,
    Character(char, Severity),
    Bucket(Severity),
    /// There is a bucket and no object in it.
    Object,
    /// The bucket was never filled in.
    Placeholder,
}

/// Characters that Nova's scripts take after `s3://`, letters and digits apart.
const NOVA_EXTRA: &str = "_-/.";
/// Characters that the API's pattern takes in keys.
const API_EXTRA: &str = "_-/.!*'()";

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    if sample.format == Format::ImageCaption {
        check_references(sample, findings);
        return;
    }
    let is_nova = model.is_none_or(|model| model.family == Family::Nova);
    for (_, _, value) in sample.media() {
        let uri = value
            .get("source")
            .and_then(|source| source.get("s3Location"))
            .and_then(|location| location.get("uri"));
        if let Some(uri) = uri
            && let Some(text) = uri.as_text()
            && let Some(fault) = fault(&text.decode(), is_nova)
        {
            findings.report_in(&RULE, sample.root, uri.span(), || {
                wrong(&text.decode(), &fault)
            });
        }
    }
}

/// No page or script of AWS restricts the characters of an `image-ref`: only the API's pattern is known.
fn check_references(sample: &Sample<'_>, findings: &mut Collector<'_>) {
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        if let Block::ImageReference(text) = block
            && let Some(fault) = fault(&text.decode(), false)
        {
            findings.report_in(&RULE, sample.root, text.span(), || {
                wrong(&text.decode(), &fault)
            });
        }
    }
}

fn fault(uri: &str, is_nova: bool) -> Option<Fault> {
    let Some(location) = uri.strip_prefix("s3://") else {
        return Some(Fault::Scheme);
    };
    let (bucket, key) = location.split_once('/').unwrap_or((location, ""));
    if bucket.is_empty() {
        return Some(Fault::Bucket(Severity::Error));
    }
    if placeholder::is_bucket(bucket) {
        return Some(Fault::Placeholder);
    }
    let (extra, severity) = if is_nova {
        (NOVA_EXTRA, Severity::Error)
    } else {
        (API_EXTRA, Severity::Warning)
    };
    let is_taken = |character: char| character.is_ascii_alphanumeric() || extra.contains(character);
    if let Some(character) = location.chars().find(|character| !is_taken(*character)) {
        return Some(Fault::Character(character, severity));
    }
    if key.is_empty() || key.ends_with('/') {
        return Some(Fault::Object);
    }
    (!is_bucket(bucket)).then_some(Fault::Bucket(Severity::Warning))
}

/// Buckets have 3 to 63 characters: lower-case letters, digits, dots and hyphens.
fn is_bucket(bucket: &str) -> bool {
    (3..=63).contains(&bucket.len())
        && bucket.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
        })
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
                    converse(&media("image", "png", "s3://my-bucket/2024/a_1.png"), HELLO),
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "s3://my-bucket/it's(1).png"), HELLO),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(&media("image", "png", "s3://my-bucket/a b.png"), HELLO),
                    r#"error: "s3://my-bucket/a b.png" contains " ""#,
                    r#""s3://my-bucket/a b.png""#,
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "s3://my-bucket/a b.png"), HELLO),
                    r#"warning: "s3://my-bucket/a b.png" contains " ""#,
                    r#""s3://my-bucket/a b.png""#,
                ),
                (
                    "",
                    r#"{"image-ref": "/home/ana/cat.png", "caption": "an orange cat"}"#.to_owned(),
                    r#"error: "/home/ana/cat.png" does not start with s3://"#,
                    r#""/home/ana/cat.png""#,
                ),
                (
                    "nova-canvas",
                    r#"{"image-ref": "s3://my-bucket/a cat.png", "caption": "an orange cat"}"#
                        .to_owned(),
                    r#"warning: "s3://my-bucket/a cat.png" contains " ""#,
                    r#""s3://my-bucket/a cat.png""#,
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "s3://my-bucket"), HELLO),
                    "error: \"s3://my-bucket\" is a bucket or folder, not an object",
                    r#""s3://my-bucket""#,
                ),
                (
                    "",
                    converse(&media("video", "mp4", "s3://my-bucket/clips/"), HELLO),
                    "\"s3://my-bucket/clips/\" is a bucket or folder, not an object",
                    r#""s3://my-bucket/clips/""#,
                ),
                (
                    "nova-lite",
                    converse(&media("image", "png", "s3://YOUR_BUCKET/a.png"), HELLO),
                    "error: \"s3://YOUR_BUCKET/a.png\" has a placeholder for the bucket",
                    r#""s3://YOUR_BUCKET/a.png""#,
                ),
                (
                    "nova-canvas",
                    r#"{"image-ref": "s3://images-xxxxx/cat.png", "caption": "an orange cat"}"#
                        .to_owned(),
                    "\"s3://images-xxxxx/cat.png\" has a",
                    r#""s3://images-xxxxx/cat.png""#,
                ),
                (
                    "llama-3-2-11b",
                    converse(&media("image", "png", "https://a.png"), HELLO),
                    r#"error: "https://a.png" does not start with s3://"#,
                    r#""https://a.png""#,
                ),
                (
                    "nova-lite",
                    converse(&media("image", "png", "s3://"), HELLO),
                    r#"error: "s3://" has no bucket"#,
                    r#""s3://""#,
                ),
                (
                    "nova-lite",
                    converse(&media("image", "png", "s3://My_Bucket/a.png"), HELLO),
                    r#"warning: "s3://My_Bucket/a.png" has no bucket"#,
                    r#""s3://My_Bucket/a.png""#,
                ),
            ],
        );
    }
}
