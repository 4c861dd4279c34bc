//! The models that take the data, and their hyperparameters.

use crate::{checked, conversations, planned, prose, row};
use serde_json::{Value, json};

#[test]
fn models_are_those_that_take_the_data_or_would_after_a_conversion() {
    let plan = planned(&checked(&prose(60), &json!({})), &json!({}));
    let llama = row(&plan, "llama-3-1-8b").expect("takes it");
    assert_eq!(
        (&llama["asItIs"], &llama["fit"]),
        (&json!(true), &json!("no")),
        "Llama needs 100"
    );
    assert_eq!(llama["records"]["text"], "60 (100 to 10,000)");
    assert!(
        llama["why"][1]
            .as_str()
            .expect("text")
            .starts_with("60 records are fewer than 100 according to")
    );
    let nova = row(&plan, "nova-micro").expect("takes it when converted");
    assert_eq!(
        (&nova["asItIs"], &nova["fit"]),
        (&json!(false), &json!("fits"))
    );
    assert_eq!(
        nova["inference"],
        json!(["on demand", "Provisioned Throughput"])
    );
    assert_eq!(nova["validationFile"], true);
    assert_eq!(llama["newJobs"], "disputed");
    let titan = row(&plan, "titan-text-express").expect("took it");
    assert_eq!(
        (&titan["status"], &titan["newJobs"]),
        (&json!("deprecated"), &json!("closed"))
    );
    assert_eq!(titan["fit"], "no", "a closed model is never recommended");
    assert!(titan["why"][0].as_str().expect("text").starts_with(
        "Amazon Titan Text G1 - Express is not available for new jobs: legacy from 2025-01-31"
    ));
    assert_eq!(row(&plan, "titan-image-v2"), None);
    assert!(
        plan["notForThisData"]
            .to_string()
            .contains("Amazon Nova Canvas")
    );
    let rank = |row: &Value| {
        ["open", "disputed", "closed"]
            .iter()
            .position(|state| row["newJobs"] == *state)
    };
    let ranks: Vec<_> = plan["models"]
        .as_array()
        .expect("rows")
        .iter()
        .map(rank)
        .collect();
    assert!(ranks.is_sorted() && ranks[0] == Some(0), "{ranks:?}");
    let (_, message) = crate::reason(&plan, "no-open-model").expect("the reason");
    assert!(
        message.starts_with(
            "No model open to new jobs accepts prompt-completion, according to AWS's pages of"
        ),
        "{message}"
    );
}

#[test]
fn a_record_that_may_be_too_long_is_said_to_be_that() {
    let mut records = prose(120);
    // An estimated 12,992 tokens: a third more than that is past the limit, a third fewer is not.
    records.push(format!(
        r#"{{"prompt": "{}", "completion": "yes"}}"#,
        "word ".repeat(16_000)
    ));
    let plan = planned(&checked(&records, &json!({})), &json!({}));
    let row = row(&plan, "llama-3-1-8b").expect("takes it");
    assert_eq!(row["longest"]["fit"], "unsure");
    assert!(
        row["why"]
            .to_string()
            .contains("may be past the limit of 16,000"),
        "{}",
        row["why"]
    );
}

#[test]
fn hyperparameters_have_a_start_and_its_reason() {
    let report = checked(
        &conversations(700, "Be brief."),
        &json!({"model": "nova-lite"}),
    );
    let plan = planned(&report, &json!({}));
    let of = |name: &str| {
        let rows = plan["hyperparameters"].as_array().expect("rows");
        rows.iter()
            .find(|row| row["name"] == name)
            .expect(name)
            .clone()
    };
    let epochs = of("epochCount");
    assert_eq!(
        (&epochs["recommended"], &epochs["range"]),
        (&json!("5"), &json!("1 to 5"))
    );
    assert!(
        epochs["reason"]
            .as_str()
            .expect("text")
            .starts_with("for 700 records: ")
    );
    assert_eq!(
        of("learningRateWarmupSteps")["recommended"],
        "5",
        "700 / 160, rounded up"
    );
    assert_eq!(of("learningRate")["recommended"], "0.00001");
    assert_eq!(plan["findings"], json!([]));
    assert_eq!(plan["ok"], true);
}

#[test]
fn values_out_of_range_are_findings() {
    let report = checked(
        &conversations(120, "Be brief."),
        &json!({"model": "nova-lite"}),
    );
    let of = |name: &str, value: Value| {
        let plan = planned(&report, &json!({"hyperparameters": {name: value}}));
        let findings = plan["findings"].as_array().expect("findings").clone();
        let first = findings.first().cloned().unwrap_or_default();
        (
            first["severity"].clone(),
            first["code"].clone(),
            first["message"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let (severity, code, message) = of("epochCount", json!(6));
    assert_eq!(
        (severity, code),
        (json!("error"), json!("hyperparameter-out-of-range"))
    );
    assert!(
        message.starts_with("epochCount is 6; Amazon Nova Lite takes 1 to 5, says"),
        "{message}"
    );
    let (severity, _, message) = of("learningRateWarmupSteps", json!("50"));
    assert_eq!(severity, "warning");
    assert!(message.contains("stops at 20"), "{message}");
    assert_eq!(of("epochCount", json!("two")).1, "invalid-hyperparameter");
    assert_eq!(of("epochCount", json!(1.5)).1, "invalid-hyperparameter");
    assert!(
        of("epochcount", json!(2))
            .2
            .ends_with("did you mean epochCount?")
    );
    assert_eq!(of("epochCount", json!(3)).1, Value::Null);
}

#[test]
fn a_batch_that_makes_records_too_long_is_a_finding() {
    let mut records = prose(120);
    records.push(format!(
        r#"{{"prompt": "{}", "completion": "yes"}}"#,
        "word ".repeat(2_200)
    ));
    let report = checked(&records, &json!({"model": "titan-text-express"}));
    let codes = |batch: u64| {
        let plan = planned(&report, &json!({"hyperparameters": {"batchSize": batch}}));
        let findings = plan["findings"].as_array().expect("findings").clone();
        findings
            .iter()
            .map(|finding| finding["code"].as_str().expect("code").to_owned())
            .collect::<Vec<_>>()
    };
    assert!(codes(2).contains(&"record-too-long-for-batch".to_owned()));
    assert!(codes(8).contains(&"batch-size-not-offered".to_owned()));
    assert!(
        !codes(1).iter().any(|code| code.contains("batch")),
        "{:?}",
        codes(1)
    );
}
