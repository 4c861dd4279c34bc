//! `invalid-s3-uri`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::models::{Family, Model};
use crate::rules::{Check, Effect, Rule};
use crate::sample::Sample;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-s3-uri",
    severity: Severity::Error,
    what: "Reports a media location that is not an S3 URI as Bedrock takes it: `s3://`, the bucket, and a key of letters, digits, `_`, `-`, `/` and `.`.",
    why: "Bedrock checks the pattern before it looks for the file; a space or an = in the key fails the job.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/my cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/my-cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r"V-nova25: ^[\w\-/\.]+$ after s3://; API: pattern of S3Uri; V-llama: ^s3://.*",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Sample(check),
};

fn wrong(found: &str, refused: bool) -> Message {
    let message = Message::new(
        format!("\"{found}\" is not an S3 URI that is taken"),
        "write s3://bucket/key; in bucket and key only letters, digits and _ - / . (no spaces, no =)",
    );
    if refused {
        message
    } else {
        message.at(Severity::Warning)
    }
}

/// Characters that Nova's scripts take after `s3://`, letters and digits apart.
const NOVA_EXTRA: &[u8] = b"_-/.";
/// Characters that the API's pattern takes in keys beyond these.
const API_EXTRA: &[u8] = b"_-/.!*'()";

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Findings<'_>) {
    let is_nova = model.is_none_or(|model| model.family == Family::Nova);
    for (_, _, value) in sample.media() {
        let Some(uri) = value
            .get("source")
            .and_then(|source| source.get("s3Location"))
            .and_then(|location| location.get("uri"))
        else {
            continue;
        };
        let Some(text) = uri.as_text() else { continue };
        let found = text.decode();
        let key = found.strip_prefix("s3://");
        let taken = |extra: &[u8]| {
            key.is_some_and(|key| {
                !key.is_empty()
                    && key
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || extra.contains(&byte))
            })
        };
        if !taken(if is_nova { NOVA_EXTRA } else { API_EXTRA }) {
            let refused = is_nova || key.is_none();
            findings.report_in(&RULE, sample.root, uri.span(), || wrong(&found, refused));
        } else if !has_bucket(key.unwrap_or_default()) {
            findings.report_in(&RULE, sample.root, uri.span(), || wrong(&found, false));
        }
    }
}

/// Buckets have 3 to 63 characters: lower-case letters, digits, dots and hyphens.
fn has_bucket(location: &str) -> bool {
    let bucket = location.split('/').next().unwrap_or_default();
    (3..=63).contains(&bucket.len())
        && bucket.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
        })
}
