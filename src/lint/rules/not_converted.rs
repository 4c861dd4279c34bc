//! `not-converted`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::rules::{missing_key, wrong_format};
use crate::lint::{Check, Effect, Rule};
use crate::record::convert::{Refusal, Why};
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};

/// The rule.
pub static RULE: Rule = Rule {
    name: "not-converted",
    severity: Severity::Error,
    what: "Record cannot be converted without losing content or guessing. It is excluded unchanged.",
    why: "Content that the target format cannot represent would be missing from training.",
    example: r#"{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}}]}, {"role": "assistant", "content": "A cat."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "s3://acme/cat.png"}}]}, {"role": "assistant", "content": "A cat."}]}"#,
    model: Some("nova-lite"),
    source: "UG-prep: the format of each model; OpenAI, Anthropic, Google and the authors of Alpaca and ShareGPT document their layouts.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep: a job reads one format.",
    fixable: false,
    check: Check::Shape,
};

fn message(why: &Why, wanted: Format) -> Message {
    let name = wanted.name();
    let (text, help) = match why {
        Why::Twice => (
            "duplicate key: the intended value is ambiguous".to_owned(),
            "keep one of them",
        ),
        Why::Type(key, right, found) => (
            format!("{} is {found}; conversion requires {right}", quoted(key)),
            match (*right, *found) {
                ("a string", "an object" | "an array") => {
                    "write it as a JSON string, as json.dumps does in Python, or as text for the model"
                }
                _ => "change its type, or convert this record manually",
            },
        ),
        Why::Missing(key) => return lacks(key),
        Why::Turns(turns) => (
            format!(
                "{turns} messages do not fit in a {name} record, which has one prompt and one answer"
            ),
            "choose a model that accepts conversations, or split this one into pairs",
        ),
        Why::Roles => (
            format!(
                "this does not start with a user message and an answer, the only content of a {name} record"
            ),
            "start with a user message, followed by an assistant message",
        ),
        Why::LateSystem => (
            "a system message is allowed only before all other messages".to_owned(),
            "move it to the beginning, or turn it into a user message",
        ),
        Why::NoPlace(thing) => (
            format!("{thing} cannot be represented in a {name} record"),
            "choose a model that accepts it, or exclude this record",
        ),
        Why::Part(kind) => (
            format!("Bedrock has no content of type \"{kind}\""),
            "write it as text, or exclude this record",
        ),
        Why::Address(thing) => (
            format!("this {thing} is not in Amazon S3; Bedrock reads {thing}s only from there"),
            match *thing {
                "video" => {
                    "copy it to the bucket of the training file and use its s3:// URI, which ends in .mp4, .mov or .mkv"
                }
                "file" => {
                    "copy it to the bucket of the training file and use its s3:// URI, with an extension such as .png, .mp4 or .pdf"
                }
                _ => {
                    "copy it to the bucket of the training file and use its s3:// URI, which ends in .png, .jpeg, .gif or .webp"
                }
            },
        ),
        Why::Marker(thing) => (
            format!("marker for {thing} data that the record does not reference"),
            "add its s3:// URI to \"images\" or \"videos\", or remove the marker",
        ),
        Why::Markers(thing, markers, media) => (
            format!(
                "{} for {}: the assignment is ambiguous",
                counted(*markers, &format!("<{thing}> marker")),
                counted(*media, thing),
            ),
            "use one marker for each, in order, or none at all",
        ),
        Why::NotJson => (
            "this string must contain JSON".to_owned(),
            "write the arguments as a JSON object",
        ),
        Why::Elsewhere(foreign) => return elsewhere(*foreign),
        Why::NoWay(thing) => (
            format!("{thing} cannot be converted to a {name} record"),
            "choose a model that accepts it, or rewrite the record",
        ),
        Why::TooDeep => (
            "after conversion, this record would be nested deeper than 127 levels".to_owned(),
            "flatten the arguments or schemas of its tools",
        ),
    };
    Message::new(text, help)
}

fn lacks(key: &str) -> Message {
    Message::new(
        format!("missing \"{key}\", which conversion requires"),
        "add it, or convert this record manually",
    )
}

/// Returns the message for a record without `key`; one that is spelt almost so is named.
fn missing(root: Value<'_>, key: &str) -> Message {
    let lacks = lacks(key);
    match missing_key::similar(root, key) {
        Some(similar) => Message::new(
            format!("{}; \"{similar}\" is a different field", lacks.text),
            format!("rename \"{similar}\" to \"{key}\""),
        ),
        None => lacks,
    }
}

fn counted(number: usize, thing: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{end}")
}

fn elsewhere(foreign: Foreign) -> Message {
    let text = match foreign {
        Foreign::BatchInference => "this is input for batch inference: a prompt without an answer",
        Foreign::MultiTurnRft => {
            "this is a record for multi-turn reinforcement learning, which SageMaker supports and Bedrock does not"
        }
        Foreign::RejectedAnswer => {
            "\"label\" marks this answer as rejected, but a fine-tuning job would train on it"
        }
        Foreign::CaptionMap => "this object contains the captions of several images",
        _ => "no Bedrock fine-tuning job learns from chosen and rejected answers",
    };
    Message::new(
        text,
        wrong_format::help(Layout::Foreign(foreign), None, &[]),
    )
}

fn quoted(name: &str) -> String {
    if name.contains(' ') {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}

/// Reports that the record was not converted, for the reason in `refusal`.
pub fn report(root: Value<'_>, refusal: &Refusal, wanted: Format, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, refusal.span, || match refusal.why {
        Why::Missing(key) if refusal.span == root.span() => missing(root, key),
        _ => message(&refusal.why, wanted),
    });
}
