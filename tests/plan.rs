//! The plan: verdicts on data of each kind, the models that take it, hyperparameters and costs.

mod run;

use run::{Cut, check, options};
use serde_json::{Value, json};
use tuneset::plan::{PlanOptions, plan};

/// The report of a check, as it leaves the engine.
fn checked(records: &[String], asked: &Value) -> Value {
    let bytes = records.join("\n").into_bytes();
    let mut asked = asked.clone();
    asked["split"] = Value::Null;
    let report = check(
        &[("train.jsonl", &bytes)],
        &options(&asked.to_string()),
        &Cut::default(),
    );
    serde_json::to_value(report).expect("JSON")
}

fn planned(report: &Value, asked: &Value) -> Value {
    let options = PlanOptions::from_json(&asked.to_string()).expect("options");
    serde_json::to_value(plan(report, &options).expect("a plan")).expect("JSON")
}

fn refused(report: &Value, asked: &Value) -> String {
    match PlanOptions::from_json(&asked.to_string()) {
        Ok(options) => plan(report, &options).map(|_| ()).expect_err("a sentence"),
        Err(sentence) => sentence,
    }
}

/// What a fact speaks for, and how it is said.
fn reason(plan: &Value, code: &str) -> Option<(String, String)> {
    let reasons = plan["advice"]["reasons"].as_array().expect("reasons");
    let found = reasons.iter().find(|reason| reason["code"] == code)?;
    let text = |key: &str| found[key].as_str().expect("text").to_owned();
    Some((text("speaks"), text("message")))
}

fn verdict(plan: &Value) -> &str {
    plan["advice"]["verdict"].as_str().expect("a verdict")
}

/// So many questions with answers of prose, no two alike.
fn prose(count: usize) -> Vec<String> {
    let word = |n: usize| {
        [
            "river", "harbour", "engine", "orchard", "violin", "ledger", "comet",
        ][n % 7]
    };
    (0..count)
        .map(|n| {
            format!(
                r#"{{"prompt": "What about the {} number {n}, and the {}?", "completion": "It is the {} that {n} people spoke of{}."}}"#,
                word(n),
                word(n / 7),
                word(n / 3),
                " at length".repeat(n % 5)
            )
        })
        .collect()
}

/// `each` records of every label.
fn classes(labels: &[(&str, usize)]) -> Vec<String> {
    let of = |(label, each): &(&str, usize)| {
        let label = (*label).to_owned();
        (0..*each).map(move |n| {
            format!(r#"{{"prompt": "Message {n} of a customer about {label}", "completion": "{label}"}}"#)
        })
    };
    labels.iter().flat_map(of).collect()
}

fn conversations(count: usize, system: &str) -> Vec<String> {
    (0..count)
        .map(|n| {
            format!(
                r#"{{"schemaVersion": "bedrock-conversation-2024", "system": [{{"text": "{system}"}}], "messages": [{{"role": "user", "content": [{{"text": "question {n}"}}]}}, {{"role": "assistant", "content": [{{"text": "answer {n}{}"}}]}}]}}"#,
                " and more".repeat(n % 4)
            )
        })
        .collect()
}

#[test]
fn too_few_examples_are_not_yet_worth_it() {
    let plan = planned(
        &checked(&prose(30), &json!({})),
        &json!({"answers": {"prompting": "exhausted"}}),
    );
    assert_eq!(verdict(&plan), "not-yet");
    let (speaks, message) = reason(&plan, "few-examples").expect("the reason");
    assert_eq!(speaks, "not-yet");
    assert!(
        message.starts_with("30 different examples are too few: with fewer than 50"),
        "{message}"
    );
    let summary = plan["advice"]["summary"].as_str().expect("text");
    assert!(
        summary.starts_with("Not yet. 30 different examples"),
        "{summary}"
    );
}

#[test]
fn nothing_at_all_is_told_as_that() {
    let plan = planned(&checked(&[], &json!({})), &json!({}));
    assert_eq!(
        reason(&plan, "no-examples").expect("the reason").1,
        "There is no record to learn from."
    );
    assert_eq!(verdict(&plan), "not-yet");
    assert_eq!(plan["models"], json!([]));
}

#[test]
fn changing_facts_and_general_tasks_are_for_other_ways() {
    let report = checked(&prose(600), &json!({}));
    for (question, answer, code) in [
        ("knowledge", "changing", "changing-knowledge"),
        ("task", "general", "general-task"),
    ] {
        let plan = planned(
            &report,
            &json!({"answers": {"prompting": "exhausted", question: answer}}),
        );
        assert_eq!(verdict(&plan), "not-yet", "{code}");
        let (speaks, message) = reason(&plan, code).expect(code);
        assert_eq!(speaks, "not-yet");
        assert!(message.contains("600 examples"), "{message}");
    }
}

#[test]
fn prose_without_answers_is_a_perhaps_that_answers_decide() {
    let report = checked(&prose(600), &json!({}));
    let of = |answers: Value| planned(&report, &json!({"answers": answers}));
    let open = of(json!({}));
    assert_eq!(verdict(&open), "maybe");
    let summary = open["advice"]["summary"].as_str().expect("text");
    assert!(
        summary.starts_with("Maybe. 600 different examples are enough"),
        "{summary}"
    );
    assert_eq!(verdict(&of(json!({"prompting": "exhausted"}))), "yes");
    assert_eq!(verdict(&of(json!({"language": "domain"}))), "yes");
    assert_eq!(
        verdict(&of(json!({"language": "domain", "prompting": "untried"}))),
        "maybe"
    );
    let questions = open["advice"]["questions"].as_array().expect("questions");
    assert_eq!(questions.len(), 4);
    assert_eq!(questions[2]["looks"], "generation");
    assert_eq!(questions[2]["answer"], Value::Null);
}

#[test]
fn a_long_system_prompt_speaks_for_it_with_its_tokens() {
    let report = checked(
        &conversations(150, &"Answer as the handbook says. ".repeat(320)),
        &json!({"model": "nova-lite"}),
    );
    let plan = planned(&report, &json!({}));
    assert_eq!(verdict(&plan), "yes");
    let (speaks, message) = reason(&plan, "long-system-prompt").expect("the reason");
    assert_eq!(speaks, "for");
    assert!(
        message.starts_with("The system prompt has an estimated 2,320 tokens"),
        "{message}"
    );
    let saved = price(&plan, "prompt-tokens");
    assert_eq!(saved["value"], 2320.0);
    let notes = plan["cost"]["notes"].to_string();
    assert!(notes.contains("each is 2,320 tokens shorter"), "{notes}");
}

#[test]
fn clear_classes_speak_for_it_and_small_ones_against() {
    let clear = planned(
        &checked(&classes(&[("billing", 80), ("delivery", 60)]), &json!({})),
        &json!({}),
    );
    assert_eq!(verdict(&clear), "yes");
    let (_, message) = reason(&clear, "clear-classes").expect("the reason");
    assert!(
        message.starts_with(
            "The answers are 2 classes, and the smallest (\"delivery\") has 60 records"
        ),
        "{message}"
    );
    let sizes = &clear["advice"]["sizes"];
    assert_eq!(
        sizes[0]["yours"],
        "the smallest class, \"delivery\", has 60: as advised"
    );
    assert_eq!(sizes[1]["yours"], Value::Null);

    let small = planned(
        &checked(&classes(&[("billing", 120), ("delivery", 12)]), &json!({})),
        &json!({}),
    );
    assert_eq!(verdict(&small), "maybe");
    let (speaks, message) = reason(&small, "small-classes").expect("the reason");
    assert_eq!(speaks, "against");
    assert!(
        message.contains("one of them has fewer than the 50 records"),
        "{message}"
    );
}

#[test]
fn one_format_of_answers_speaks_for_it() {
    let records: Vec<_> = (0..200)
        .map(|n| format!(r#"{{"prompt": "Order {n}: what is in it?", "completion": "{{\"order\": {n}, \"items\": \"{}\"}}"}}"#, "bolt ".repeat(n % 9 + 1)))
        .collect();
    let plan = planned(&checked(&records, &json!({})), &json!({}));
    let (speaks, message) = reason(&plan, "output-format").expect("the reason");
    assert_eq!(speaks, "for");
    assert!(
        message.starts_with("100 % of 200 answers are a JSON object"),
        "{message}"
    );
    assert_eq!(verdict(&plan), "yes");
}

#[test]
fn answers_that_contradict_each_other_speak_against() {
    let mut records = prose(200);
    records.extend((0..40).map(|n| {
        format!(
            r#"{{"prompt": "the same question {}", "completion": "answer {n}"}}"#,
            n / 2
        )
    }));
    let plan = planned(
        &checked(&records, &json!({})),
        &json!({"answers": {"prompting": "exhausted"}}),
    );
    assert_eq!(verdict(&plan), "maybe");
    let (_, message) = reason(&plan, "conflicting-answers").expect("the reason");
    assert!(
        message.starts_with("20 records answer a question otherwise"),
        "{message}"
    );
}

fn row<'p>(plan: &'p Value, id: &str) -> Option<&'p Value> {
    plan["models"]
        .as_array()
        .expect("models")
        .iter()
        .find(|row| row["id"] == id)
}

fn price<'p>(plan: &'p Value, name: &str) -> &'p Value {
    let prices = plan["cost"]["prices"].as_array().expect("prices");
    prices.iter().find(|row| row["name"] == name).expect(name)
}

fn item<'p>(plan: &'p Value, name: &str) -> Option<&'p Value> {
    plan["cost"]["items"]
        .as_array()
        .expect("items")
        .iter()
        .find(|row| row["name"] == name)
}

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
        llama["why"][0]
            .as_str()
            .expect("text")
            .starts_with("60 records are fewer than 100, says")
    );
    let nova = row(&plan, "nova-micro").expect("takes it when converted");
    assert_eq!(
        (&nova["asItIs"], &nova["fit"]),
        (&json!(false), &json!("fits"))
    );
    assert_eq!(nova["inference"], json!(["on demand"]));
    assert_eq!(nova["validationFile"], true);
    let titan = row(&plan, "titan-text-express").expect("took it");
    assert_eq!(titan["status"], "deprecated");
    assert_eq!(row(&plan, "titan-image-v2"), None);
    assert!(
        plan["notForThisData"]
            .to_string()
            .contains("Amazon Nova Canvas")
    );
    let first = plan["models"][0]["status"].as_str();
    assert_eq!(first, Some("current"), "those of the past come last");
}

#[test]
fn a_record_that_may_be_too_long_is_said_to_be_that() {
    let mut records = prose(120);
    // 60,000 characters: 15,000 tokens by 4, 20,000 by 3, 10,000 by 6.
    records.push(format!(
        r#"{{"prompt": "{}", "completion": "yes"}}"#,
        "word ".repeat(12_000)
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

#[test]
fn a_thousand_examples_on_titan_cost_sixteen_to_thirty_two_by_the_hour() {
    let report = checked(&prose(1_000), &json!({"model": "titan-text-express"}));
    let plan = planned(&report, &json!({}));
    let hours = item(&plan, "training-by-hours").expect("hours");
    assert_eq!(hours["text"], "16 to 32 USD once");
    let more = planned(
        &checked(&prose(1_500), &json!({"model": "titan-text-express"})),
        &json!({}),
    );
    assert_eq!(
        item(&more, "training-by-hours").expect("hours")["text"],
        "16 to 64 USD once"
    );
}

#[test]
fn tokens_times_epochs_times_price_and_the_users_price_ends_the_range() {
    let report = checked(
        &prose(400),
        &json!({"model": "nova-micro", "convert": true}),
    );
    let plan = planned(
        &report,
        &json!({"prices": {"training-tokens": "0.002"}, "hyperparameters": {"epochCount": 4}}),
    );
    let tokens = report["stats"]["tokens"]["likely"]
        .as_f64()
        .expect("tokens");
    let item = item(&plan, "training-by-tokens").expect("tokens");
    let likely = item["likely"].as_f64().expect("USD");
    assert!(
        (likely - tokens / 1000.0 * 4.0 * 0.002).abs() < 1e-9,
        "{likely}"
    );
    let given = price(&plan, "training-tokens");
    assert_eq!(
        (&given["given"], &given["source"], &given["low"]),
        (&json!(true), &json!("You"), &json!(0.002))
    );
    let quoted = price(&plan, "storage-month");
    assert_eq!(
        (&quoted["given"], &quoted["asOf"]),
        (&json!(false), &json!("2026-11-22"))
    );
}

#[test]
fn the_volume_that_pays_for_it_follows_from_the_prices() {
    let report = checked(
        &conversations(150, &"Answer as the handbook says. ".repeat(320)),
        &json!({"model": "nova-lite"}),
    );
    let prices = json!({"training-tokens": 0, "storage-month": 3, "input-tokens": 0.1, "prompt-tokens": 1000, "months": 1});
    let plan = planned(&report, &json!({"prices": prices, "requestsPerDay": 20}));
    // 0.1 USD saved a request against 0.1 USD of storage a day.
    assert_eq!(
        item(&plan, "on-demand").expect("on demand")["breakEven"],
        1.0
    );
    assert_eq!(
        item(&plan, "provisioned-throughput"),
        None,
        "no source says so of Nova Lite"
    );
    assert_eq!(plan["cost"]["isAssumed"], false);
    let llama = planned(&report, &json!({"model": "llama-3-2-1b"}));
    assert_eq!(item(&llama, "on-demand"), None);
    let decides = llama["cost"]["decides"].as_str().expect("text");
    assert!(
        decides.starts_with("Provisioned Throughput decides: 73,958 USD over 12 months"),
        "{decides}"
    );
}

#[test]
fn what_cannot_be_planned_gets_a_sentence() {
    let report = checked(&prose(60), &json!({}));
    for (asked, said) in [
        (
            json!({"model": "nova-lit"}),
            "there is no model \"nova-lit\" in the catalogue; did you mean nova-lite?",
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
            "requests a day must be a number from 0 up, not -5",
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
                finding["code"] != "model-and-data" && finding["severity"] == "error"
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

    // Nova 2 Lite takes no validation file, and without a model there is nothing to ask for.
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
        "16 to 32 USD once"
    );
    assert_eq!(plan["advice"]["questions"][2]["looks"], "reasoning");
}
