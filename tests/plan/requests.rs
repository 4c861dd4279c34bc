//! Plans of odd reports, and the request that a plan fills.

use crate::{checked, classes, conversations, item, planned, prose, reason, refused, row, verdict};
use serde_json::{Value, json};
use tuneset::plan::{PlanOptions, plan};

#[test]
fn what_cannot_be_planned_gets_a_sentence() {
    let report = checked(&prose(60), &json!({}));
    for (asked, said) in [
        (
            json!({"model": "nova-lit"}),
            "there is no model \"nova-lit\" in the catalogue; did you mean nova-lite?",
        ),
        (
            json!({"model": "claude-3-5-sonnet"}),
            "Amazon Bedrock cannot customize \"claude-3-5-sonnet\": AWS's pages on fine-tuning, reinforcement fine-tuning and \
             distillation, as read on 2026-11-22, do not list it as customizable; tuneset models lists those that are",
        ),
        (
            json!({"prices": {"training-token": 1}}),
            "there is no price \"training-token\"; did you mean training-tokens?",
        ),
        (
            json!({"prices": {"months": -1}}),
            "the price months must be a number from 0 up, not -1",
        ),
        (
            json!({"answers": {"task": "cooking"}}),
            "the answer to task is one of classification, generation, reasoning, general, not \"cooking\"",
        ),
        (
            json!({"answers": {"mood": "good"}}),
            "there is no question \"mood\"; there are prompting, knowledge, task, language",
        ),
        (
            json!({"requestsPerDay": -5}),
            "requests per day must be a number from 0 up, not -5",
        ),
    ] {
        assert_eq!(refused(&report, &asked), said);
    }
    assert!(
        refused(&json!({"a": 1}), &json!({})).starts_with("this is no report of `tuneset check`")
    );
    assert!(refused(&json!([]), &json!({})).starts_with("this is no report"));
}

#[test]
fn records_that_wait_for_a_conversion_are_told_as_that() {
    let report = checked(&prose(300), &json!({"model": "nova-lite"}));
    let plan = planned(&report, &json!({"answers": {"prompting": "exhausted"}}));
    let (_, message) = reason(&plan, "unconverted").expect("the reason");
    assert!(
        message.starts_with("The 300 records can be converted"),
        "{message}"
    );
    assert_eq!(verdict(&plan), "yes");
    assert_eq!(row(&plan, "nova-lite").expect("takes it")["asItIs"], false);
    assert_eq!(
        item(&plan, "training-by-tokens"),
        None,
        "tokens are not known yet"
    );
    assert_eq!(
        plan["findings"][0]["message"],
        "Amazon Nova Lite: the records must be converted to bedrock-conversation-2024"
    );
}

#[test]
fn every_model_and_price_can_be_planned_for() {
    let report = checked(&prose(200), &json!({}));
    for model in tuneset::all_models() {
        let plan = planned(&report, &json!({"model": model.id, "requestsPerDay": 1e9}));
        for item in plan["cost"]["items"].as_array().expect("items") {
            let [low, likely, high] =
                ["low", "likely", "high"].map(|key| item[key].as_f64().expect("USD"));
            assert!(
                low <= likely && likely <= high && high.is_finite(),
                "{}: {item}",
                model.id
            );
        }
        for row in plan["hyperparameters"].as_array().expect("rows") {
            assert!(
                !row["reason"].as_str().expect("text").is_empty(),
                "{}: {row}",
                model.id
            );
        }
        let wrong = plan["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|finding| {
                let of_model =
                    ["model-and-data", "model-closed"].map(|code| finding["code"] == code);
                !of_model.contains(&true) && finding["severity"] == "error"
            });
        assert_eq!(
            wrong.count(),
            0,
            "{}: what is recommended is allowed: {}",
            model.id,
            plan["findings"]
        );
    }
}

#[test]
fn the_job_takes_its_files_from_the_report_and_its_values_from_the_plan() {
    let mut report = checked(
        &conversations(200, "Be brief."),
        &json!({"model": "nova-lite"}),
    );
    let sha256 = "ab".repeat(32);
    report["split"] = json!({
        "train": {"records": 160, "bytes": 9, "sha256": sha256},
        "validation": {"records": 40},
        "setAside": {"records": 0, "byReason": {}}, "seed": 42, "leakage": 0
    });
    let asked = json!({"hyperparameters": {"epochCount": 3}, "job": {"bucket": "a-bucket", "jobName": "mine"}});
    let plan = planned(&report, &asked);
    let uploads = plan["job"]["uploads"].as_array().expect("uploads");
    let files: Vec<_> = uploads
        .iter()
        .map(|upload| upload["file"].as_str())
        .collect();
    assert_eq!(files, [Some("train.jsonl"), Some("validation.jsonl")]);
    assert_eq!(uploads[0]["s3Uri"], "s3://a-bucket/mine/train.jsonl");
    assert_eq!(
        uploads[0]["sha256"].as_str().map(str::len),
        Some(44),
        "in Base64"
    );
    let request = plan["job"]["documents"][0]["text"]
        .as_str()
        .expect("job.json");
    let request: Value = serde_json::from_str(request).expect("JSON");
    assert_eq!(request["hyperParameters"]["epochCount"], "3");
    assert_eq!(request["hyperParameters"]["learningRate"], "0.00001");

    // Nova 2 Lite takes no validation file, and without a model none is requested.
    let plan = planned(&report, &json!({"model": "nova-2-lite"}));
    assert_eq!(plan["job"]["uploads"].as_array().map(Vec::len), Some(1));
    let without = checked(&conversations(200, "Be brief."), &json!({}));
    assert_eq!(planned(&without, &json!({}))["job"], Value::Null);
    let of_data = planned(&without, &json!({"model": "nova-lite"}));
    assert_eq!(
        of_data["job"]["uploads"][0]["file"], "train.jsonl",
        "the data itself"
    );
}

#[test]
fn a_wrong_value_is_a_fault_of_the_request_too() {
    let report = checked(
        &conversations(200, "Be brief."),
        &json!({"model": "nova-lite"}),
    );
    let plan = planned(&report, &json!({"hyperparameters": {"epochCount": 9}}));
    assert_eq!(plan["findings"][0]["field"], "hyperparameters.epochCount");
    let faults = plan["job"]["faults"].as_array().expect("faults");
    let fault = faults
        .iter()
        .find(|fault| fault["field"] == "hyperparameters.epochCount");
    assert_eq!(fault.map(|fault| &fault["missing"]), Some(&json!(false)));
    assert_eq!(plan["job"]["ready"], false);
}

/// Every value within, by its pointer.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(inner, format!("{at}/{name}"), all);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate().take(2) {
                pointers(inner, format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
    all.push(at);
}

#[test]
fn a_report_that_somebody_tampered_with_is_a_plan_or_a_sentence() {
    let mut report = checked(
        &classes(&[("billing", 80), ("delivery", 60)]),
        &json!({"model": "nova-lite", "convert": true}),
    );
    report["stats"]["systemPrompt"] =
        json!({"records": 140, "distinct": 1, "longestTokens": 3_000});
    report["split"] = json!({"train": {"records": 100}, "validation": {"records": 40}});
    let mut all = Vec::new();
    pointers(&report, String::new(), &mut all);
    let odd = [
        json!(null),
        json!(-1),
        json!(u64::MAX),
        json!("x"),
        json!([{}]),
    ];
    let asked = PlanOptions::from_json(r#"{"requestsPerDay": 1e12}"#).expect("options");
    let mut made = 0;
    for pointer in &all {
        for value in &odd {
            let mut tampered = report.clone();
            *tampered.pointer_mut(pointer).expect("a place") = value.clone();
            match plan(&tampered, &asked) {
                Ok(plan) => {
                    made += 1;
                    assert!(!plan.advice.summary.is_empty());
                }
                Err(sentence) => assert!(!sentence.is_empty(), "{pointer}"),
            }
        }
    }
    assert!(
        made > all.len() * odd.len() / 2,
        "most of it is not looked at"
    );
    let mut largest = report.clone();
    for pointer in &all {
        if let Some(number) = largest.pointer_mut(pointer)
            && number.is_u64()
        {
            *number = json!(u64::MAX);
        }
    }
    plan(&largest, &asked).map(|_| ()).expect("a plan");
}

#[test]
fn reinforcement_has_defaults_of_its_own_and_is_billed_by_the_hour() {
    let records: Vec<_> = (0..200)
        .map(|n| format!(r#"{{"messages": [{{"role": "user", "content": "What is {n} plus {n}?"}}], "reference_answer": "{}"}}"#, 2 * n))
        .collect();
    let plan = planned(
        &checked(&records, &json!({"model": "nova-2-lite-rft"})),
        &json!({}),
    );
    let rows = plan["hyperparameters"].as_array().expect("rows");
    for row in rows {
        let default = row["default"].to_string().replace('"', "");
        let recommended = row["recommended"].as_str().expect("a value");
        assert_eq!(
            recommended.parse().ok(),
            default.parse::<f64>().ok(),
            "{row}"
        );
    }
    assert_eq!(item(&plan, "training-by-tokens"), None);
    assert_eq!(
        item(&plan, "training-by-hours").expect("hours")["text"],
        "$16-32 (one-time)"
    );
    assert_eq!(plan["advice"]["questions"][2]["looks"], "reasoning");
}
