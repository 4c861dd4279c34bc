//! `caption-length`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::empty_text;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Breach, Model};

/// The rule.
pub static RULE: Rule = Rule {
    name: "caption-length",
    severity: Severity::Error,
    what: "Caption too short or too long for the model.",
    why: "The caption is the prompt for the image; two letters are not enough, and a caption over the limit fails the job.",
    example: r#"{"image-ref": "s3://my-bucket/cat.png", "caption": "ab"}"#,
    instead: r#"{"image-ref": "s3://my-bucket/cat.png", "caption": "an orange cat with white spots"}"#,
    model: Some("nova-canvas"),
    source: "UG-prep, N1-canvas: 3 to 1,024 characters; UG-prep for Titan Multimodal Embeddings: up to 2,560.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and N1-canvas list both lengths among the requirements for the training data.",
    fixable: false,
    check: Check::Shape,
};

fn message(
    found: u64,
    bound: &str,
    breach: Breach<'_>,
    model: &str,
    help: &'static str,
) -> Message {
    let plural = if found == 1 { "" } else { "s" };
    breach.weigh(Message::new(
        format!(
            "the caption has {} character{plural}; {model} requires at {bound} {breach}",
            grouped(found)
        ),
        help,
    ))
}

/// Looks at the length of a caption.
pub fn check(
    root: Value<'_>,
    caption: Text<'_>,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) {
    let found = caption.chars() as u64;
    let limits = model.map(|model| (&model.name, &model.limits));
    if let Some((model, limits)) = limits {
        let short = limits.min_caption_characters.as_ref();
        let long = limits.max_caption_characters.as_ref();
        let breach = (short.and_then(|limit| limit.below(found)))
            .map(|breach| ("least", breach, "describe the image"))
            .or_else(|| {
                let breach = long.and_then(|limit| limit.above(found))?;
                Some(("most", breach, "shorten it"))
            });
        if let Some((bound, breach, help)) = breach {
            findings.report_in(&RULE, root, caption.span(), || {
                message(found, bound, breach, model, help)
            });
            return;
        }
    }
    if caption.is_blank() {
        empty_text::report_accepted(root, caption.span(), "caption", findings);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let record = |caption: &str| {
            format!(r#"{{"image-ref": "s3://my-bucket/cat.png", "caption": "{caption}"}}"#)
        };
        passes(
            &RULE,
            [
                ("nova-canvas", record("cat")),
                ("nova-canvas", record(&"é".repeat(1024))),
                ("", record("a")),
            ],
        );
        let long = "a".repeat(1025);
        fails(
            &RULE,
            [
                (
                    "nova-canvas",
                    record("é"),
                    "error: the caption has 1 character; Amazon Nova Canvas requires at least 3 according to Amazon Nova User Guide",
                    r#""é""#,
                ),
                (
                    "titan-image-v2",
                    record(&long),
                    "the caption has 1,025 characters",
                    format!(r#""{long}""#).as_str(),
                ),
            ],
        );
    }
}
