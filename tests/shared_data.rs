//! Published data sets beside the checkout (`../shared/data`); tests that do not find them are listed as skipped.

mod outside;
mod run;

use outside::outside;
use run::{Cut, check, options, prepare};
use tuneset::report::{Counts, Report};

fn data(name: &str) -> Option<Vec<u8>> {
    let path = outside(&format!("data/{name}"))?;
    Some(std::fs::read(path).expect("a file that can be read"))
}

fn checked(bytes: &[u8], model: &str) -> Report {
    let json = if model.is_empty() {
        r#"{"split": null}"#.to_owned()
    } else {
        // This is about the data, not the model's availability.
        format!(r#"{{"split": null, "model": "{model}", "rules": {{"model-closed": "off"}}}}"#)
    };
    check(&[("train.jsonl", bytes)], &options(&json), &Cut::default())
}

/// Rules with an error among their findings, and how many findings each has.
fn errors(report: &Report) -> Vec<(&str, u64)> {
    let rules = report.rules.iter();
    let is_error = |severity| severity == tuneset::Severity::Error;
    rules
        .filter(|(_, found)| is_error(found.severity))
        .map(|(rule, found)| (*rule, found.count))
        .collect()
}

#[test]
fn data_sets_that_aws_publishes_have_no_error_for_their_model() {
    for (name, model, format, records) in [
        (
            "nova-tooluse.converse.jsonl",
            "nova-lite",
            "bedrock-conversation-2024",
            560,
        ),
        (
            "claude-tooluse.jsonl",
            "claude-3-haiku",
            "claude-messages",
            560,
        ),
        (
            "dialogsum.prompt-completion.jsonl",
            "llama-3-1-8b",
            "prompt-completion",
            1000,
        ),
    ] {
        let Some(bytes) = data(name) else { continue };
        let report = checked(&bytes, model);
        assert_eq!(errors(&report), [], "{name}");
        assert_eq!(
            (report.counts.records, report.counts.valid),
            (records, records),
            "{name}"
        );
        let report = checked(&bytes, "");
        assert_eq!(
            (report.format, errors(&report)),
            (Some(format), vec![]),
            "{name}"
        );
    }
}

/// The array is one error, not one a line; that none of its records has a completion is another matter.
#[test]
fn an_array_is_one_error_and_its_records_are_checked() {
    let Some(bytes) = data("array-not-jsonl.json") else {
        return;
    };
    let report = checked(&bytes, "");
    assert_eq!(
        errors(&report),
        [("json-array-file", 1), ("missing-key", 11)]
    );
    assert_eq!(report.format, Some("prompt-completion"));
    assert_eq!(report.counts.records, 11);
}

#[test]
fn an_array_of_whole_records_is_fixed() {
    let Some(bytes) = data("dialogsum.prompt-completion.jsonl") else {
        return;
    };
    let lines = String::from_utf8(bytes).expect("UTF-8");
    let array = format!("[\n  {}\n]", lines.trim_end().replace('\n', ",\n  "));
    let files: [(&str, &[u8]); 1] = [("train.json", array.as_bytes())];
    let fixed = prepare(
        &files,
        &options(r#"{"fix": true, "dedupe": "off"}"#),
        &Cut::every(10_000),
    );
    assert_eq!(fixed.set_aside, "");
    for side in [&fixed.train, &fixed.validation] {
        let again = checked(side.as_bytes(), "");
        assert!(again.counts.records > 0 && again.ok, "{:?}", errors(&again));
        assert!(side.lines().all(|line| lines.contains(line)));
    }
}

/// Chats that a reward function judges: they contain no answer, and further keys are allowed.
#[test]
fn reinforcement_records_are_recognised_and_have_no_error() {
    for (name, records) in [("gsm8k-rft.jsonl", 300), ("forge/rft_test_data.jsonl", 10)] {
        let Some(bytes) = data(name) else { continue };
        for model in ["", "nova-2-lite-rft", "gpt-oss-20b-rft"] {
            let report = checked(&bytes, model);
            // The small set is too small, and full of copies, which does not matter here.
            let mut errors = errors(&report);
            errors.retain(|(rule, _)| *rule != "too-few-records");
            assert_eq!(errors, [], "{name} ({model})");
            assert_eq!(report.format, Some("openai-rft"), "{name} ({model})");
            let Counts {
                records: all,
                valid,
                ..
            } = report.counts;
            assert_eq!((all, valid), (records, records), "{name} ({model})");
        }
    }
}

/// AWS's own cases for its Nova Forge SDK: conversations are taken, chats with images and tools are not reinforcement data.
#[test]
fn cases_of_the_forge_are_told_apart() {
    if let Some(bytes) = data("forge/sft_train_samples_converse.jsonl") {
        for model in ["", "nova-lite", "nova-2-lite"] {
            let report = checked(&bytes, model);
            let mut errors = errors(&report);
            errors.retain(|(rule, _)| *rule != "too-few-records");
            assert_eq!(errors, [], "{model}");
        }
    }
    if let Some(bytes) = data("forge/openai_sft_multimodal_test_data.jsonl") {
        let report = checked(&bytes, "nova-2-lite-rft");
        assert!(report.rules.contains_key("media-not-supported"));
        assert!(report.rules.contains_key("invalid-reference-answer"));
    }
    if let Some(bytes) = data("forge/rft_multiturn_valid_openai.jsonl") {
        let report = checked(&bytes, "nova-2-lite-rft");
        assert_eq!(report.counts.valid, 0, "Bedrock takes no such records");
    }
}
