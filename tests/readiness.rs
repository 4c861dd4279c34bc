//! Findings about a data set as a whole: the model's limits, the user's own quotas, and what splitting would break.

mod run;

use run::{Cut, check, options, prepare};
use serde_json::{Value, json};
use tuneset::Severity;
use tuneset::report::Report;

/// So many records, no two alike.
fn records(format: &str, count: usize) -> Vec<u8> {
    let record = |n: usize| match format {
        "converse" => format!(
            r#"{{"schemaVersion": "bedrock-conversation-2024", "messages": [{{"role": "user", "content": [{{"text": "question {n}"}}]}}, {{"role": "assistant", "content": [{{"text": "answer {n}"}}]}}]}}"#
        ),
        "prompt" => format!(r#"{{"prompt": "question {n}", "completion": "answer {n}"}}"#),
        "image" => format!(r#"{{"image-ref": "s3://bucket/{n}.png", "caption": "picture {n}"}}"#),
        other => panic!("no records of {other}"),
    };
    (0..count)
        .map(|n| record(n) + "\n")
        .collect::<String>()
        .into_bytes()
}

fn report(bytes: &[u8], asked: &Value) -> Report {
    check(
        &[("train.jsonl", bytes)],
        &options(&asked.to_string()),
        &Cut::default(),
    )
}

/// Severity and messages of a rule.
fn said(report: &Report, rule: &str) -> Option<(Severity, Vec<String>)> {
    let found = report.rules.get(rule)?;
    let messages = found.examples.iter().map(|finding| finding.message.clone());
    Some((found.severity, messages.collect()))
}

fn reason(report: &Report, code: &str) -> Option<(Severity, String)> {
    let mut reasons = report.readiness.reasons.iter();
    let found = reasons.find(|reason| json!(reason.code) == code)?;
    Some((found.severity, found.message.clone()))
}

#[test]
fn fewer_records_than_most_sources_ask_for_are_an_error_unless_the_user_goes_by_the_other() {
    let of = |count, limits: serde_json::Value| {
        let report = report(
            &records("converse", count),
            &json!({"model": "nova-2-lite", "split": null, "limits": limits}),
        );
        report.rules.get("too-few-records").map(|found| {
            let finding = &found.examples[0];
            (
                found.severity,
                finding.message.clone(),
                finding.help.clone(),
            )
        })
    };
    let needs = "valid records; Amazon Nova 2 Lite requires at least 200 according to Amazon Bedrock User Guide, Fine-tune Amazon Nova \
                 models with supervised fine-tuning (UG-n2sft); 8 according to Amazon Nova 2 User Guide, Preparing data for \
                 multimodal fine-tuning (N2-prep)";
    for (count, way_out) in [(7, false), (8, true), (199, true)] {
        let (severity, message, help) = of(count, json!({})).expect("a finding");
        assert_eq!(severity, Severity::Error);
        assert_eq!(message, format!("{count} {needs}"));
        assert_eq!(
            help.contains("set the limit min-train-records to 8"),
            way_out,
            "{help}"
        );
    }
    assert_eq!(of(200, json!({})), None);
    assert_eq!(of(8, json!({"min-train-records": 8})), None);
    let (severity, message, _) = of(7, json!({"min-train-records": 8})).expect("a finding");
    assert_eq!(severity, Severity::Error);
    assert_eq!(
        message,
        "7 valid records; Amazon Nova 2 Lite requires at least 8 (set by you)"
    );
}

#[test]
fn sums_and_single_files_have_their_own_limits() {
    for (model, format, count, rule, expected) in [
        (
            "llama-3-1-8b",
            "prompt",
            99,
            "too-few-records",
            Some((Severity::Error, "99 valid records in all")),
        ),
        ("llama-3-1-8b", "prompt", 100, "too-few-records", None),
        ("llama-3-1-8b", "prompt", 10_000, "too-many-records", None),
        (
            "llama-3-1-8b",
            "prompt",
            10_001,
            "too-many-records",
            Some((Severity::Error, "10,001 valid records in all")),
        ),
        (
            "titan-multimodal-embeddings",
            "image",
            999,
            "too-few-records",
            Some((Severity::Error, "999 valid records;")),
        ),
        (
            "titan-multimodal-embeddings",
            "image",
            50_001,
            "too-many-records",
            Some((Severity::Warning, "50,001 valid records;")),
        ),
        (
            "nova-canvas",
            "image",
            4,
            "too-few-records",
            Some((Severity::Error, "4 valid records;")),
        ),
        (
            "nova-canvas",
            "image",
            10_001,
            "too-many-records",
            Some((Severity::Error, "10,001 valid records;")),
        ),
    ] {
        let report = report(
            &records(format, count),
            &json!({"model": model, "split": null}),
        );
        let found = said(&report, rule);
        match expected {
            None => assert_eq!(found, None, "{model}: {count}"),
            Some((severity, start)) => {
                let (found, messages) = found.unwrap_or_else(|| panic!("{model}: {count}"));
                assert_eq!(found, severity, "{messages:?}");
                assert!(
                    messages.len() == 1 && messages[0].starts_with(start),
                    "{messages:?}"
                );
            }
        }
    }
}

#[test]
fn a_quota_that_the_user_sets_takes_the_place_of_the_default() {
    let of = |count, limits: Value| {
        let bytes = records("converse", count);
        report(
            &bytes,
            &json!({"model": "nova-lite", "limits": limits, "split": null}),
        )
    };
    let raised = of(20_001, json!({"max-records": 50_000}));
    assert_eq!(said(&raised, "too-many-records"), None);
    assert_eq!(
        serde_json::to_value(&raised.model).expect("JSON")["limits"],
        json!([{"name": "max-records", "value": 50_000, "default": 20_000}])
    );
    let lowered = of(501, json!({"max-records": "500"}));
    let (severity, messages) = said(&lowered, "too-many-records").expect("a finding");
    assert_eq!(severity, Severity::Error);
    assert_eq!(
        messages,
        ["501 valid records in all; Amazon Nova Lite allows at most 500 (set by you)"]
    );
    let untouched = serde_json::to_value(of(501, json!({})).model).expect("JSON");
    assert!(untouched.get("limits").is_none(), "{untouched}");
}

#[test]
fn a_split_leaves_as_much_to_train_on_as_the_model_needs() {
    let asked = json!({"model": "nova-lite", "split": {"validation": 5}});
    let report = report(&records("converse", 10), &asked);
    assert_eq!(reason(&report, "limit-broken-by-preparing"), None);
    let (severity, message) = reason(&report, "split-adjusted").expect("a reason");
    assert_eq!(severity, Severity::Warning);
    assert!(
        message.starts_with(
            "5 validation records requested; Amazon Nova Lite requires at least 8 to train on"
        ),
        "{message}"
    );
    let split = report.split.expect("a split");
    assert_eq!(
        (split.train.records, split.validation.expect("one").records),
        (8, 2)
    );
}

#[test]
fn what_splitting_would_break_follows_the_rules_setting() {
    let of = |setting: Option<&str>| {
        let rules = setting.map_or(json!({}), |setting| json!({"too-few-records": setting}));
        let asked = json!({"model": "nova-lite", "rules": rules, "split": {"validation": 2}});
        // Two of the nine are copies, so that the split cannot leave enough to train on.
        let mut bytes = records("converse", 7);
        bytes.extend(records("converse", 2));
        reason(&report(&bytes, &asked), "limit-broken-by-preparing")
    };
    let (severity, message) = of(None).expect("5 training records are too few");
    assert_eq!(severity, Severity::Warning);
    assert!(
        message.starts_with(
            "split like this: 5 training records; Amazon Nova Lite requires at least 8"
        ),
        "{message}"
    );
    assert_eq!(of(Some("off")), None);
    assert_eq!(of(Some("info")).expect("a reason").0, Severity::Info);
    // Nothing was split yet: a warning at most.
    assert_eq!(of(Some("error")).expect("a reason").0, Severity::Warning);
}

#[test]
fn without_a_validation_file_all_records_go_to_training() {
    let bytes = records("converse", 300);
    let asked = json!({"model": "nova-2-lite", "split": {"validation": "20%"}});
    let report = report(&bytes, &asked);
    let split = report.split.as_ref().expect("a split");
    assert_eq!(
        (split.train.records, split.validation.is_some()),
        (300, false)
    );
    let (severity, message) = reason(&report, "split-adjusted").expect("a reason");
    assert_eq!(severity, Severity::Info);
    assert_eq!(
        message,
        "all records go to training: Amazon Nova 2 Lite accepts no validation file, according to Amazon Bedrock User Guide, \
         Fine-tune Amazon Nova models with supervised fine-tuning (UG-n2sft); Amazon Nova 2 User Guide, Preparing data for \
         multimodal fine-tuning (N2-prep) mentions one; AWS General Reference, Amazon Bedrock endpoints and quotas (GR) \
         mentions one"
    );
    let outputs = prepare(
        &[("train.jsonl", &bytes)],
        &options(&asked.to_string()),
        &Cut::default(),
    );
    assert_eq!(
        (outputs.train.lines().count(), outputs.validation.as_str()),
        (300, "")
    );
    let unasked = json!({"model": "nova-2-lite", "split": {"validation": 0}});
    assert_eq!(
        reason(&self::report(&bytes, &unasked), "split-adjusted"),
        None
    );
}
