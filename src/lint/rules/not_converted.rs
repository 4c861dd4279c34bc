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
    what: "Reports a record that cannot be converted without losing what it says, or without guessing. It is set aside as it was given.",
    why: "What the format has no place for would be missing from the training.",
    example: r#"{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}}]}, {"role": "assistant", "content": "A cat."}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "s3://acme/cat.png"}}]}, {"role": "assistant", "content": "A cat."}]}"#,
    model: Some("nova-lite"),
    source: "UG-prep: which model takes which format; OpenAI, Anthropic, Google and the makers of Alpaca and ShareGPT document their layouts.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep: a job reads one format.",
    fixable: false,
    check: Check::Shape,
};

fn message(why: &Why, wanted: Format) -> Message {
    let name = wanted.name();
    let (text, help) = match why {
        Why::Twice => (
            "this key appears twice in one object, and which one is meant would be a guess"
                .to_owned(),
            "keep one of the two",
        ),
        Why::Type(key, right, found) => (
            format!("{} is {found}; conversion needs {right}", quoted(key)),
            match (*right, *found) {
                ("a string", "an object" | "an array") => {
                    "write it as a string of JSON, as json.dumps does in Python, or as the words that the model is to read"
                }
                _ => "write it as that, or convert this record by hand",
            },
        ),
        Why::Missing(key) => return lacks(key),
        Why::Turns(turns) => (
            format!(
                "{turns} messages do not fit in a {name} record, which holds a question and its answer"
            ),
            "choose a model that takes conversations, or cut this one into pairs",
        ),
        Why::Roles => (
            format!(
                "this does not begin with a question and its answer, which is all that a {name} record holds"
            ),
            "let the user ask and the assistant answer",
        ),
        Why::LateSystem => (
            "a system message stands among the others; only before them is there a place for it"
                .to_owned(),
            "move it to the beginning, or write it as the user's",
        ),
        Why::NoPlace(thing) => (
            format!("{thing} has no place in a {name} record"),
            "choose a model that takes it, or leave this record out",
        ),
        Why::Part(kind) => (
            format!("no record of Bedrock's holds a part of type \"{kind}\""),
            "write it as text, or leave this record out",
        ),
        Why::Address(thing) => (
            format!(
                "this {thing} is not in Amazon S3, the only place that Bedrock reads {thing}s from"
            ),
            match *thing {
                "video" => {
                    "copy it to the bucket of the training file and write its s3:// URI, which ends in .mp4, .mov or .mkv"
                }
                "file" => {
                    "copy it to the bucket of the training file and write its s3:// URI, whose ending says what it is, such as .png, .mp4 or .pdf"
                }
                _ => {
                    "copy it to the bucket of the training file and write its s3:// URI, which ends in .png, .jpeg, .gif or .webp"
                }
            },
        ),
        Why::Marker(thing) => (
            format!("this marks the place of {thing} data that the record does not name"),
            "name its s3:// URI under \"images\" or \"videos\", or remove the marker",
        ),
        Why::Markers(thing, markers, media) => (
            format!(
                "{} for {}: which belongs where would be a guess",
                counted(*markers, &format!("<{thing}> marker")),
                counted(*media, thing),
            ),
            "write one marker for each, in their order, or none at all",
        ),
        Why::NotJson => (
            "this string should hold JSON and does not".to_owned(),
            "write the arguments as a JSON object",
        ),
        Why::Elsewhere(foreign) => return elsewhere(*foreign),
        Why::NoWay(thing) => (
            format!("{thing} does not make a {name} record"),
            "choose a model that takes it, or write the record anew",
        ),
        Why::TooDeep => (
            "converted, this record would be nested deeper than 127 levels".to_owned(),
            "make the arguments or schemas of its tools flatter",
        ),
    };
    Message::new(text, help)
}

fn lacks(key: &str) -> Message {
    Message::new(
        format!("there is no \"{key}\", which conversion needs"),
        "add it, or convert this record by hand",
    )
}

/// Returns the message for a record without `key`; one that is spelt almost so is named.
fn missing(root: Value<'_>, key: &str) -> Message {
    let lacks = lacks(key);
    match missing_key::similar(root, key) {
        Some(similar) => Message::new(
            format!("{}; \"{similar}\" is not the same", lacks.text),
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
        Foreign::BatchInference => {
            "this is input for batch inference: a question without the answer to learn"
        }
        Foreign::MultiTurnRft => {
            "this is a record for reinforcement over several turns, which SageMaker has and Bedrock has not"
        }
        Foreign::RejectedAnswer => {
            "\"label\" marks this answer as one not to give, and a fine-tuning job would learn to give it"
        }
        Foreign::CaptionMap => "this object holds the captions of several images",
        _ => "no fine-tuning job of Bedrock's learns from chosen and rejected answers",
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
