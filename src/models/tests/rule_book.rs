//! The catalogue against the rule book. The numbers are typed by hand from there, not from
//! `models.toml`, so that a typo in either fails; a number missing from the rule book fails too.

use serde_json::{Map, Value};

use super::tables::{
    HYPERPARAMETERS, JOBS, LIFECYCLES, LIMITS, MEDIA_LIMITS, OF_OPENAI_API, ON_DEMAND, Row,
    WITH_MEDIA,
};
use super::{embedded, model};
use crate::models::{Api, CustomizationType, Disputed, InferenceWay, SchemaVersion, Status, all};
use crate::record::format::Format;

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
fn hyperparameters_are_those_of_the_rule_book() {
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    for model in all() {
        let rows = HYPERPARAMETERS
            .iter()
            .find(|(ids, _)| ids.contains(&model.id.as_str()));
        let expected = rows.map(|(_, rows)| *rows).expect("a row for every model");
        let found: Vec<_> = model
            .hyperparameters
            .iter()
            .map(|(name, it)| {
                let [min, max] =
                    [&it.min, &it.max].map(|number| text(number.as_ref().map(ToString::to_string)));
                (
                    name.as_str(),
                    min,
                    max,
                    text(it.default.as_ref().map(ToString::to_string)),
                )
            })
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(name, min, max, default)| (*name, min.as_str(), max.as_str(), default.as_str()))
            .collect();
        assert_eq!(found, expected, "{}", model.id);
    }
    let warmup = &model("nova-lite").hyperparameters["learningRateWarmupSteps"];
    assert_eq!(warmup.disputed[0].max, Some(20.into()));
    let steps = &model("titan-image-v2").hyperparameters["stepCount"];
    assert_eq!(
        (&steps.words[..], steps.required),
        (&["auto".to_owned()][..], true)
    );
}

#[test]
fn lifecycles_are_those_of_aws() {
    let found: Vec<_> = all()
        .filter_map(|model| {
            let lifecycle = model.lifecycle.as_ref()?;
            let [legacy, end] = [&lifecycle.legacy, &lifecycle.end_of_life]
                .map(|date| date.as_deref().unwrap_or("-"));
            Some((model.id.as_str(), model.status, legacy, end))
        })
        .collect();
    assert_eq!(found, LIFECYCLES);
    for model in all() {
        assert_eq!(
            model.status == Status::Current,
            model.lifecycle.is_none(),
            "{}",
            model.id
        );
    }
    let lifecycle = model("claude-3-haiku").lifecycle.as_ref().expect("dates");
    assert_eq!(
        lifecycle.sentence(),
        "legacy from 2026-03-10, end of life on 2026-09-10 according to Amazon Bedrock User Guide, Model lifecycle (Legacy) \
         (UG-life) as of 2026-11-22; Amazon Bedrock User Guide, Customize a model with fine-tuning (UG-ft): the page \
         still lists it for us-west-2"
    );
}

#[test]
fn each_entry_is_about_its_first_way_to_customize() {
    for model in all() {
        let (first, others) = model.customization.split_first().expect("a way");
        assert!(first.see.is_none(), "{}", model.id);
        assert!(
            others
                .iter()
                .all(|way| way.see.is_some() && way.kind != first.kind),
            "{}",
            model.id
        );
        let expected = match model.format {
            Format::OpenaiRft => CustomizationType::ReinforcementFineTuning,
            Format::Distillation => CustomizationType::Distillation,
            Format::Pretraining => CustomizationType::ContinuedPreTraining,
            _ => CustomizationType::FineTuning,
        };
        assert_eq!(first.kind, expected, "{}", model.id);
        let is_listed = OF_OPENAI_API.contains(&model.id.as_str());
        assert_eq!(first.api == Api::Openai, is_listed, "{}", model.id);
    }
    let on_demand: Vec<_> = all()
        .filter(|model| {
            model
                .inference
                .iter()
                .any(|inference| inference.way == InferenceWay::OnDemand)
        })
        .map(|model| model.id.as_str())
        .collect();
    assert_eq!(on_demand, ON_DEMAND);
}

#[test]
fn the_stricter_word_on_validation_files_is_held_to() {
    for model in all() {
        let stated = &model.validation_file;
        assert!(
            stated
                .disputed
                .iter()
                .all(|other| other.value != stated.value),
            "{}",
            model.id
        );
        assert!(stated.disputed.is_empty() || !stated.value, "{}", model.id);
    }
    assert!(!model("nova-2-lite").validation_file.value);
    assert!(model("nova-lite").validation_file.value);
}

#[test]
fn media_formats_are_those_of_the_rule_book() {
    let formats = |id: &str| {
        let media = model(id).media.as_ref().expect("media");
        let kinds = [
            &media.image_formats,
            &media.video_formats,
            &media.document_formats,
        ];
        kinds.map(|formats| {
            formats.as_ref().map_or(String::new(), |formats| {
                let disputed: Vec<_> = formats
                    .disputed
                    .iter()
                    .map(|Disputed { value, .. }| format!("not {value}"))
                    .collect();
                [&formats.values[..], &disputed[..]].concat().join(" ")
            })
        })
    };
    assert_eq!(
        formats("nova-lite"),
        ["png jpeg gif webp", "mov mkv mp4 webm", ""]
    );
    assert_eq!(
        formats("nova-2-lite"),
        [
            "png jpeg gif webp not webp",
            "mov mkv mp4 webm not webm",
            "pdf not pdf"
        ]
    );
    assert_eq!(formats("llama-3-2-90b"), ["gif jpeg png webp", "", ""]);
    assert_eq!(formats("nova-canvas"), ["png jpeg", "", ""]);
    let with_media: Vec<_> = all()
        .filter(|model| model.media.is_some())
        .map(|model| model.id.as_str())
        .collect();
    assert_eq!(with_media, WITH_MEDIA);
    let media = model("nova-pro").media.as_ref().expect("media");
    assert!(media.one_kind_per_dataset && media.same_bucket);
}

#[test]
fn llama_and_distillation_fix_schema_version_and_system_blocks() {
    for model in all() {
        let llama = model.id.starts_with("llama");
        let version = match model.format {
            Format::BedrockConversation2024 if llama => Some(SchemaVersion::Constant),
            Format::BedrockConversation2024 => Some(SchemaVersion::Any),
            Format::Distillation => Some(SchemaVersion::Required),
            _ => None,
        };
        assert_eq!(
            model.schema_version.as_ref().map(|stated| stated.value),
            version,
            "{}",
            model.id
        );
        let one = version.is_some_and(|version| version != SchemaVersion::Any);
        assert_eq!(
            model.system_blocks.as_ref().map(|stated| stated.value),
            one.then_some(1),
            "{}",
            model.id
        );
    }
}
