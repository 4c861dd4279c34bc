//! The catalogue against the rule book that was compiled from the same sources by other hands: every number of
//! `bedrock-rules.json` is the catalogue's, or is listed here with the reason why it is not.
//! Needs a file beside the checkout; without it the test is reported as skipped.

mod outside;

use std::collections::BTreeSet;

use outside::outside;
use serde_json::Value;
use tuneset::Format;
use tuneset::{Limit, Model};

/// Names of a model in the rule book and in the catalogue.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("nova-2-lite-sft", &["nova-2-lite"]),
    ("llama3-1-8b", &["llama-3-1-8b"]),
    ("llama3-1-70b", &["llama-3-1-70b"]),
    ("llama3-2-1b", &["llama-3-2-1b"]),
    ("llama3-2-3b", &["llama-3-2-3b"]),
    ("llama3-2-11b", &["llama-3-2-11b"]),
    ("llama3-2-90b", &["llama-3-2-90b"]),
    ("llama3-3-70b", &["llama-3-3-70b"]),
    ("titan-embed-image", &["titan-multimodal-embeddings"]),
    ("titan-text-cpt", &["titan-text-express-cpt", "titan-text-lite-cpt"]),
    ("cohere-command", &["cohere-command", "cohere-command-light"]),
];

/// Numbers that differ on purpose: profile, path, what the catalogue has, and why.
#[rustfmt::skip]
const DIFFERENCES: &[(&str, &str, Option<f64>, &str)] = &[
    ("nova-2-lite-sft", "records/min_train_alt", Some(200.0), "8 is outvoted by three sources"),
    ("nova-2-lite-sft", "media/video_max_seconds", Some(900.0), "the looser of 90 and 900 seconds decides, 90 is disputed"),
    ("titan-embed-image", "records/max_train", Some(500_000.0), "the looser of 500,000 and 50,000 decides, 50,000 is disputed"),
    ("titan-embed-image", "image/max_bytes", Some(52_428_800.0), "the page's text has 50 MB, its table 5 MB, which is disputed"),
    ("titan-embed-image", "image/max_pixels", Some(12_582_912.0), "the page's text has 12,582,912, its table 12,528,912, which is disputed"),
    ("distillation", "file/train_alt", Some(2_147_483_648.0), "the stricter number is disputed"),
    ("distillation", "messages/0", None, "the number of messages is the format's matter"),
    ("distillation", "messages/1", None, "the number of messages is the format's matter"),
    ("", "s3uri_max", None, "the rule invalid-s3-uri has it"),
];

#[test]
fn every_number_of_the_rule_book_is_the_catalogues() {
    let Some(path) = outside("reference/bedrock-rules.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the rule book can be read");
    let book: Value = serde_json::from_str(&text).expect("the rule book is JSON");
    let mut compared = 0;
    let mut differing = BTreeSet::new();
    let mut wrong = Vec::new();
    for (profile, rules) in book["profiles"].as_object().expect("profiles") {
        let named = NAMES.iter().find(|(name, _)| name == profile);
        let own = [profile.as_str()];
        for id in named.map_or(&own[..], |(_, ids)| ids) {
            let model = tuneset::find_model(id).unwrap_or_else(|| panic!("there is no model {id}"));
            compare_words(model, rules);
            let mut numbers = Vec::new();
            collect(rules, String::new(), &mut numbers);
            for (at, number) in numbers {
                compared += 1;
                let found = look_up(model, &at);
                if found == Some(number) {
                    continue;
                }
                let listed = DIFFERENCES
                    .iter()
                    .find(|(of, path, ..)| of == profile && *path == at);
                match listed {
                    Some((.., instead, _)) if found == *instead => {
                        differing.insert((profile.as_str(), at));
                    }
                    _ => wrong.push(format!("{id}: {at} is {number} there and {found:?} here")),
                }
            }
        }
    }
    let mut rest = Vec::new();
    for (name, value) in book
        .as_object()
        .expect("an object")
        .iter()
        .filter(|(name, _)| *name != "profiles")
    {
        collect(value, name.clone(), &mut rest);
    }
    differing.extend(rest.into_iter().map(|(at, _)| ("", at)));
    let expected: BTreeSet<_> = DIFFERENCES
        .iter()
        .map(|(of, at, ..)| (*of, (*at).to_owned()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        differing, expected,
        "differences that are listed and are none, or the other way round"
    );
    assert!(compared > 150, "{compared} numbers were compared");
}

/// Every number under `value`, with its path.
fn collect(value: &Value, path: String, numbers: &mut Vec<(String, f64)>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}/{name}")
        }
    };
    match value {
        Value::Number(number) => numbers.push((path, number.as_f64().expect("a number"))),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, inner)| collect(inner, below(name), numbers)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, inner)| collect(inner, below(&at.to_string()), numbers)),
        _ => {}
    }
}

/// The catalogue's number for a path of the rule book.
#[expect(clippy::cast_precision_loss, reason = "limits are far below 2^53")]
fn look_up(model: &Model, path: &str) -> Option<f64> {
    let limits = &model.limits;
    let media = model.media.as_ref().map(|media| &media.limits);
    let value = |limit: &Option<Limit>| limit.as_ref().map(|limit| limit.value as f64);
    match path {
        "records/min_train" | "records/min_train_alt" => value(&limits.min_train_records),
        "records/max_train" | "records/max_train_alt" => value(&limits.max_train_records),
        "records/min_validation" | "records/min_validation_recommended" => {
            value(&limits.min_validation_records)
        }
        "records/max_validation" | "records/max_validation_script" => {
            value(&limits.max_validation_records)
        }
        "records/min_sum" => value(&limits.min_records),
        "records/max_sum" => value(&limits.max_records),
        "tokens/context" | "tokens/sum" => value(&limits.max_tokens),
        "tokens/input" => value(&limits.max_input_tokens),
        "tokens/output" => value(&limits.max_output_tokens),
        "tokens/chars_per_token_script" => value(&limits.characters_per_token_refused),
        "tokens/char_quota_per_token" => {
            Some(value(&limits.max_characters)? / value(&limits.max_tokens)?)
        }
        "file/train" | "file/train_alt" => value(&limits.max_train_bytes),
        "file/validation" => value(&limits.max_validation_bytes),
        "max_line_bytes" => value(&limits.max_record_bytes),
        "caption_chars/0" => value(&limits.min_caption_characters),
        "caption_chars/1" => value(&limits.max_caption_characters),
        "system_items/0" | "system_items/1" => model
            .system_blocks
            .as_ref()
            .map(|stated| stated.value.into()),
        "media/image_max_bytes" | "image/max_bytes" => value(&media?.max_image_bytes),
        "media/image_max_per_sample" => value(&media?.max_images_per_record),
        "media/image_min_px" | "media/side/0" | "image/side/0" => value(&media?.min_image_side),
        "media/side/1" | "image/side/1" => value(&media?.max_image_side),
        "media/video_max_bytes" => value(&media?.max_video_bytes),
        "media/video_max_per_sample" => value(&media?.max_videos_per_record),
        "media/video_max_seconds" | "media/video_max_seconds_alt" => {
            value(&media?.max_video_seconds)
        }
        "image/max_pixels" => value(&media?.max_image_pixels),
        "image/aspect/0" => Some(1.0 / value(&media?.max_image_aspect_ratio)?),
        "image/aspect/1" => value(&media?.max_image_aspect_ratio),
        _ => {
            let sizes = path.strip_prefix("tokens/sum_by_batch/")?;
            let (from, to) = sizes.split_once('-').unwrap_or((sizes, sizes));
            let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
            let limit = limits.max_tokens.as_ref()?;
            let at = limit
                .by_batch_size
                .iter()
                .find(|at| at.from <= from && to <= at.to)?;
            at.value.map(|value| value as f64)
        }
    }
}

/// Compares the rule book's words about a model.
fn compare_words(model: &Model, rules: &Value) {
    let id = &model.id;
    if let Some(base) = rules["id"].as_str().filter(|base| !base.contains('{')) {
        assert_eq!(model.base_model_id.as_deref(), Some(base), "{id}");
    }
    let format = match rules["schema"].as_str().expect("a schema") {
        "image-ref-caption" => Format::ImageCaption,
        "input-only" => Format::Pretraining,
        name => serde_json::from_value(name.into()).expect("a format"),
    };
    assert_eq!(model.format, format, "{id}");
    if let Some(regions) = rules["region"].as_array() {
        assert_eq!(
            &model
                .regions
                .iter()
                .map(|region| Value::from(region.as_str()))
                .collect::<Vec<_>>(),
            regions,
            "{id}"
        );
    }
    if rules["validation_supported"] == false {
        assert!(!model.validation_file.value, "{id}");
    }
    if rules["legacy"] == true {
        assert_ne!(model.status, tuneset::ModelStatus::Current, "{id}");
    }
    let adjustable = rules.pointer("/records/adjustable") == Some(&true.into());
    let is_quota = |limit: &Option<Limit>| limit.as_ref().is_some_and(|limit| limit.adjustable);
    assert!(!adjustable || is_quota(&model.limits.max_records), "{id}");
    for (kind, formats) in [
        (
            "image",
            model
                .media
                .as_ref()
                .and_then(|media| media.image_formats.as_ref()),
        ),
        (
            "video",
            model
                .media
                .as_ref()
                .and_then(|media| media.video_formats.as_ref()),
        ),
        (
            "document",
            model
                .media
                .as_ref()
                .and_then(|media| media.document_formats.as_ref()),
        ),
    ] {
        let list = |path: String| {
            rules
                .pointer(&path)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(|format| format.as_str().expect("a format"))
        };
        let sure: BTreeSet<_> = list(format!("/media/{kind}_formats"))
            .chain(list("/image/formats".to_owned()).filter(|_| kind == "image"))
            .collect();
        let disputed: BTreeSet<_> = list(format!("/media/{kind}_formats_disputed")).collect();
        let found: BTreeSet<_> = formats
            .iter()
            .flat_map(|formats| &formats.values)
            .map(String::as_str)
            .collect();
        let found_disputed: BTreeSet<_> = formats
            .iter()
            .flat_map(|formats| &formats.disputed)
            .map(|other| other.value.as_str())
            .collect();
        assert_eq!(found_disputed, disputed, "{id}: {kind}");
        assert_eq!(found, &sure | &disputed, "{id}: {kind}");
    }
}
