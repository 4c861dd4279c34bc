//! Tests of finding, reading and showing the catalogue.

mod rule_book;
mod tables;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Model, all, closest, find};

fn model(id: &str) -> &'static Model {
    find(id).unwrap_or_else(|| panic!("there is no model {id}"))
}

/// The embedded models, including fields that reports leave out.
fn embedded() -> Vec<Value> {
    let read = |entry: &super::Entry| serde_json::from_str(entry.json);
    let models: Result<_, _> = super::entry::ALL.iter().map(read).collect();
    models.expect("the build script writes JSON")
}

#[test]
fn every_number_has_a_source_and_a_date() {
    fn visit(value: &Value, path: &str, numbers: &mut usize) {
        match value {
            Value::Object(fields) => {
                let numbered = ["value", "values", "min", "way", "type", "legacy"];
                let of_batch_size = fields.contains_key("from");
                if numbered.iter().any(|name| fields.contains_key(*name)) && !of_batch_size {
                    *numbers += 1;
                    let source = fields
                        .get("source")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                    let tag = source
                        .rsplit_once('(')
                        .map_or("", |(_, tag)| tag.trim_end_matches(')'));
                    let known = include_str!("models.toml").contains(&format!("[sources.{tag}]"));
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
    let ids: BTreeSet<_> = all().map(|model| &model.id).collect();
    assert_eq!(ids.len(), all().count());
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
    assert_eq!(
        breach.to_string(),
        "4,096 according to Cohere documentation, Fine-tuning Cohere models on Amazon Bedrock (Cohere); \
         6,144 according to Amazon Bedrock User Guide, Prepare data for fine-tuning your models (UG-prep)"
    );
    let breach = tokens.above(6_145).expect("all refuse it");
    assert_eq!((breach.value, breach.certain), (6_144, true));

    let records = model("nova-lite")
        .limits
        .min_train_records
        .as_ref()
        .expect("a limit");
    assert_eq!(records.below(8), None);
    assert!(records.below(7).is_some_and(|breach| breach.certain));

    let disputed = model("nova-2-lite")
        .limits
        .min_train_records
        .as_ref()
        .expect("a limit");
    assert!(
        disputed
            .below(199)
            .is_some_and(|breach| breach.certain && breach.value == 200)
    );
    assert_eq!(disputed.below(200), None);

    let advisory = model("llama-3-1-8b")
        .limits
        .max_validation_records
        .as_ref()
        .expect("a limit");
    assert!(advisory.above(1_001).is_some_and(|breach| !breach.certain));
}

#[test]
fn ids_of_models_are_known_with_and_without_their_version() {
    for (id, model) in [
        ("openai.gpt-oss-20b-1:0", "openai.gpt-oss-20b"),
        ("qwen.qwen3-32b-v1:0", "qwen.qwen3-32b"),
        (
            "amazon.titan-embed-image-v1",
            "amazon.titan-embed-image-v1:0",
        ),
        (
            "amazon.titan-text-lite-v1",
            "amazon.titan-text-lite-v1:0:4k",
        ),
        (
            "amazon.titan-image-generator-v1",
            "amazon.titan-image-generator-v1:0",
        ),
        (
            "amazon.titan-image-generator-v2:0",
            "amazon.titan-image-generator-v2:0",
        ),
        ("us.amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0:300k"),
    ] {
        let found = super::find_by_aws_id(id).unwrap_or_else(|| panic!("{id} is not known"));
        assert_eq!(found.base_model_id.as_deref(), Some(model), "{id}");
        assert_eq!(super::uncustomized(id), None, "{id}");
    }
    assert!(super::find_by_aws_id("amazon.nova-sonic-v1:0").is_none());
}

#[test]
fn a_model_serializes_as_it_stands_in_the_catalogue() {
    // Reports and `tuneset models --format json` show all that the catalogue holds: nothing is left out.
    for (model, embedded) in all().zip(embedded()) {
        let shown = serde_json::to_value(model).expect("a model is JSON");
        assert_eq!(
            without_defaults(&shown),
            without_defaults(&embedded),
            "{}",
            model.id
        );
    }
    let lite = serde_json::to_value(model("nova-2-lite")).expect("a model is JSON");
    let source = |title: &str| json!(title);
    assert_eq!(
        lite["limits"]["minTrainRecords"],
        json!({
            "value": 200,
            "source": source("Amazon Bedrock User Guide, Fine-tune Amazon Nova models with supervised fine-tuning (UG-n2sft)"),
            "asOf": "2026-11-22",
            "note": "two scripts of AWS (V-nova26, V-forge) refuse fewer too",
            "outvoted": [{
                "value": 8,
                "source": source("Amazon Nova 2 User Guide, Preparing data for multimodal fine-tuning (N2-prep)"),
                "asOf": "2026-11-22",
            }],
        })
    );
    assert_eq!(lite["limits"]["maxRecords"]["adjustable"], true);
    assert_eq!(
        lite["hyperparameters"]["learningRateWarmupSteps"]["disputed"][0]["max"],
        20
    );
    assert_eq!(
        lite["media"]["limits"]["maxVideoSeconds"]["disputed"][0]["value"],
        90
    );
}

/// Removes values that equal their absence: `false` and empty containers.
fn without_defaults(value: &Value) -> Value {
    let says = |value: &Value| *value != json!(false) && *value != json!([]) && *value != json!({});
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, inner)| {
                *name == "value" || says(inner) && **inner != json!("bedrock")
            });
            kept.map(|(name, inner)| (name.clone(), without_defaults(inner)))
                .collect()
        }
        Value::Array(items) => items.iter().map(without_defaults).collect(),
        other => other.clone(),
    }
}
