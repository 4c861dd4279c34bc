//! The catalogue against the rule book. The numbers are typed by hand from there, not from
//! `models.toml`, so that a typo in either fails; one that stands only in the catalogue fails too.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Model, SchemaVersion, Status, all, closest, find};
use crate::format::Format;

/// Some models and the rows they share: a limit's name as in reports, and its value.
type Row = (&'static [&'static str], &'static [(&'static str, u64)]);

#[rustfmt::skip]
const LIMITS: &[Row] = &[
    (&["nova-micro", "nova-lite", "nova-pro"], &[
        ("minTrainRecords", 8), ("maxTrainRecords", 20_000), ("maxRecords", 20_000), ("maxTokens", 32_000),
    ]),
    (&["claude-3-haiku"], &[
        ("minTrainRecords", 32), ("maxTrainRecords", 10_000),
        ("minValidationRecords", 32), ("maxValidationRecords", 1_000), ("maxRecords", 10_000),
        ("maxTokens", 32_000), ("charactersPerTokenRefused", 3),
        ("maxTrainBytes", 10_737_418_240), ("maxValidationBytes", 1_073_741_824),
    ]),
    (&["llama-3-1-8b", "llama-3-1-70b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 16_000), ("maxInputTokens", 16_000), ("maxOutputTokens", 16_000), ("maxCharacters", 96_000),
    ]),
    (&["llama-3-2-1b", "llama-3-2-3b", "llama-3-2-11b", "llama-3-3-70b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 16_000),
    ]),
    (&["llama-3-2-90b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 10_000),
    ]),
    (&["titan-text-express", "titan-text-lite"], &[
        ("maxRecords", 10_000), ("maxTokens", 4_096), ("maxCharacters", 24_576),
        ("maxTrainBytes", 1_073_741_824), ("maxValidationBytes", 104_857_600),
    ]),
    (&["cohere-command", "cohere-command-light"], &[
        ("minTrainRecords", 32), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxInputTokens", 4_096), ("maxOutputTokens", 2_048), ("maxTokens", 6_144), ("maxCharacters", 36_864),
    ]),
];

#[rustfmt::skip]
const MEDIA_LIMITS: &[Row] = &[
    (&["nova-lite", "nova-pro"], &[
        ("maxImagesPerMessage", 10), ("maxImagesPerRecord", 10), ("maxVideosPerRecord", 1),
        ("maxImageBytes", 10_485_760), ("minImageSide", 25),
        ("maxVideoBytes", 52_428_800), ("maxVideoSeconds", 90),
    ]),
    (&["llama-3-2-11b", "llama-3-2-90b", "llama-3-3-70b"], &[
        ("maxImageBytes", 10_485_760), ("minImageSide", 10), ("maxImageSide", 8_192),
    ]),
];

/// Base model id, Region first named, format; `-` where no source gives one.
#[rustfmt::skip]
const JOBS: &[(&str, &str, &str, Format)] = &[
    ("nova-micro", "amazon.nova-micro-v1:0:128k", "us-east-1", Format::BedrockConversation2024),
    ("nova-lite", "amazon.nova-lite-v1:0:300k", "us-east-1", Format::BedrockConversation2024),
    ("nova-pro", "amazon.nova-pro-v1:0:300k", "us-east-1", Format::BedrockConversation2024),
    ("claude-3-haiku", "anthropic.claude-3-haiku-20240307-v1:0:200k", "us-west-2", Format::ClaudeMessages),
    ("llama-3-1-8b", "meta.llama3-1-8b-instruct-v1:0:128k", "us-west-2", Format::PromptCompletion),
    ("llama-3-1-70b", "meta.llama3-1-70b-instruct-v1:0:128k", "us-west-2", Format::PromptCompletion),
    ("llama-3-2-1b", "meta.llama3-2-1b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-3b", "meta.llama3-2-3b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-11b", "meta.llama3-2-11b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-90b", "meta.llama3-2-90b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-3-70b", "meta.llama3-3-70b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("titan-text-express", "amazon.titan-text-express-v1:0:8k", "us-east-1", Format::PromptCompletion),
    ("titan-text-lite", "amazon.titan-text-lite-v1:0:4k", "us-east-1", Format::PromptCompletion),
    ("cohere-command", "-", "-", Format::PromptCompletion),
    ("cohere-command-light", "-", "-", Format::PromptCompletion),
];

fn model(id: &str) -> &'static Model {
    find(id).unwrap_or_else(|| panic!("there is no model {id}"))
}

/// The models as they are embedded, what reports leave out included.
fn embedded() -> Vec<Value> {
    serde_json::from_str(super::EMBEDDED).expect("the build script writes JSON")
}

/// Holds the limits at `pointer` of every model against `rows`, both ways.
fn compare(rows: &[Row], pointer: &str) {
    for model in embedded() {
        let id = model["id"].as_str().expect("an id");
        let expected: Map<String, Value> = rows
            .iter()
            .filter(|(ids, _)| ids.contains(&id))
            .flat_map(|(_, row)| *row)
            .map(|&(name, value)| (name.to_owned(), value.into()))
            .collect();
        let found: Map<String, Value> = model
            .pointer(pointer)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, limit)| (name.clone(), limit["value"].clone()))
            .collect();
        assert_eq!(found, expected, "{pointer} of {id}");
    }
}

#[test]
fn limits_are_those_of_the_rule_book() {
    compare(LIMITS, "/limits");
    compare(MEDIA_LIMITS, "/media/limits");
}

#[test]
fn base_models_regions_and_formats_are_those_of_the_rule_book() {
    let found: Vec<_> = all()
        .iter()
        .map(|model| {
            let base = model.base_model_id.as_deref().unwrap_or("-");
            let region = model.regions.first().map_or("-", String::as_str);
            (model.id.as_str(), base, region, model.format)
        })
        .collect();
    assert_eq!(found, JOBS);
    assert_eq!(model("titan-text-lite").regions, ["us-east-1", "us-west-2"]);
}

#[test]
fn media_formats_are_those_of_the_rule_book() {
    let media = model("nova-lite")
        .media
        .as_ref()
        .expect("Nova Lite takes media");
    let images = media.image_formats.as_ref().expect("images");
    let videos = media.video_formats.as_ref().expect("videos");
    assert_eq!(images.values, ["png", "jpeg", "gif", "webp"]);
    assert_eq!(videos.values, ["mov", "mkv", "mp4", "webm"]);
    assert!(media.document_formats.is_none());
    assert!(media.one_kind_per_dataset && media.same_bucket);

    let media = model("llama-3-2-90b")
        .media
        .as_ref()
        .expect("90B takes images");
    let images = media.image_formats.as_ref().expect("images");
    assert_eq!(images.values, ["gif", "jpeg", "png", "webp"]);
    assert!(media.video_formats.is_none());
}

#[test]
fn llama_fixes_schema_version_and_system_blocks() {
    for model in all() {
        let converse = model.format == Format::BedrockConversation2024;
        let llama = converse && model.id.starts_with("llama");
        let version = if llama {
            SchemaVersion::Constant
        } else {
            SchemaVersion::Any
        };
        assert_eq!(
            model.schema_version,
            converse.then_some(version),
            "{}",
            model.id
        );
        assert_eq!(model.system_blocks, llama.then_some(1), "{}", model.id);
    }
}

#[test]
fn whatever_is_not_current_says_why() {
    for model in all() {
        assert_eq!(
            model.status == Status::Current,
            model.status_note.is_none(),
            "{}",
            model.id
        );
    }
    assert_eq!(model("titan-text-lite").status, Status::Legacy);
    assert_eq!(model("cohere-command").status, Status::Deprecated);
}

#[test]
fn every_number_has_a_source_and_a_date() {
    fn visit(value: &Value, path: &str, numbers: &mut usize) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("value") || fields.contains_key("values") {
                    *numbers += 1;
                    let source = fields
                        .get("source")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                    let tag = source
                        .rsplit_once('(')
                        .map_or("", |(_, tag)| tag.trim_end_matches(')'));
                    let known =
                        include_str!("../models.toml").contains(&format!("[sources.{tag}]"));
                    assert!(known, "{path} names the source \"{source}\"");
                    let date = fields
                        .get("asOf")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                    let shape: String = date
                        .chars()
                        .map(|c| if c.is_ascii_digit() { '0' } else { c })
                        .collect();
                    assert_eq!(shape, "0000-00-00", "{path} was read on \"{date}\"");
                }
                fields
                    .iter()
                    .for_each(|(name, inner)| visit(inner, &format!("{path}/{name}"), numbers));
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(i, item)| visit(item, &format!("{path}/{i}"), numbers));
            }
            _ => {}
        }
    }
    for model in embedded() {
        let mut numbers = 0;
        visit(
            &model,
            model["id"].as_str().unwrap_or_default(),
            &mut numbers,
        );
        assert!(numbers >= 4, "{model}");
    }
}

#[test]
fn ids_are_unique_and_kebab_case_and_find_their_model() {
    let ids: BTreeSet<_> = all().iter().map(|model| &model.id).collect();
    assert_eq!(ids.len(), all().len());
    for id in ids {
        assert!(
            id.split('-').all(|word| !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_digit() || c.is_ascii_lowercase())),
            "{id}"
        );
        assert_eq!(&model(id).id, id);
        assert_eq!(closest(id), Some(id.as_str()));
    }
    assert!(find("Nova-Lite").is_none());
    assert!(find("").is_none());
}

#[test]
fn closest_is_what_somebody_may_have_meant() {
    for (typed, meant) in [
        ("nova-lit", Some("nova-lite")),
        ("NOVA_PRO", Some("nova-pro")),
        ("Amazon Nova Micro", Some("nova-micro")),
        ("amazon.nova-lite-v1:0", Some("nova-lite")),
        ("llama3-1-8b", Some("llama-3-1-8b")),
        ("claude-haiku", Some("claude-3-haiku")),
        ("titan-express", Some("titan-text-express")),
        ("gpt-4o", None),
        ("", None),
        ("日本", None),
    ] {
        assert_eq!(closest(typed), meant, "{typed}");
    }
}

#[test]
fn a_breach_names_the_number_and_whether_sources_agree() {
    let tokens = model("cohere-command")
        .limits
        .max_tokens
        .as_ref()
        .expect("a limit");
    assert_eq!(tokens.above(4_096), None);
    let breach = tokens.above(4_097).expect("Cohere refuses it");
    assert_eq!((breach.value, breach.certain), (4_096, false));
    assert!(breach.source.ends_with("(Cohere)"));
    let breach = tokens.above(6_145).expect("all refuse it");
    assert_eq!((breach.value, breach.certain), (6_144, true));

    let records = model("nova-lite")
        .limits
        .min_train_records
        .as_ref()
        .expect("a limit");
    assert_eq!(records.below(8), None);
    assert!(records.below(7).is_some_and(|breach| breach.certain));

    let advisory = model("llama-3-1-8b")
        .limits
        .max_validation_records
        .as_ref()
        .expect("a limit");
    assert!(advisory.above(1_001).is_some_and(|breach| !breach.certain));
}

#[test]
fn a_model_serializes_as_model_info() {
    let lite = serde_json::to_value(model("nova-lite")).expect("a model is JSON");
    assert_eq!(
        lite,
        json!({
            "id": "nova-lite",
            "name": "Amazon Nova Lite",
            "family": "nova",
            "baseModelId": "amazon.nova-lite-v1:0:300k",
            "status": "current",
            "regions": ["us-east-1"],
            "format": "bedrock-conversation-2024",
            "asOf": "2026-11-22",
            "limits": {
                "minTrainRecords": {
                    "value": 8,
                    "source": "Amazon Nova User Guide, Preparing data for multimodal fine-tuning (N1-prep)",
                    "asOf": "2026-11-22"
                },
                "maxTrainRecords": {
                    "value": 20_000,
                    "source": "Amazon Nova User Guide, Preparing data for multimodal fine-tuning (N1-prep)",
                    "asOf": "2026-11-22",
                    "note": "the page says 20k samples"
                },
                "maxRecords": {
                    "value": 20_000,
                    "source": "AWS General Reference, Amazon Bedrock endpoints and quotas (GR)",
                    "asOf": "2026-11-22",
                    "note": "training and validation together; adjustable quota"
                },
                "maxTokens": {
                    "value": 32_000,
                    "source": "Amazon Nova User Guide, Preparing data for multimodal fine-tuning (N1-prep)",
                    "asOf": "2026-11-22",
                    "note": "the page says a context length of 32k"
                }
            },
            "validationFile": true
        })
    );

    let cohere = serde_json::to_value(model("cohere-command")).expect("a model is JSON");
    let fields: Vec<_> = cohere
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    for field in fields {
        let known = [
            "id",
            "name",
            "family",
            "status",
            "statusNote",
            "regions",
            "format",
            "asOf",
            "limits",
            "validationFile",
        ];
        assert!(known.contains(&field), "{field} is not in ModelInfo");
    }
}
