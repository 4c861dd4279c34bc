//! Evaluations of every kind. `tests/fixtures/evaluation/VERDICT[.WHAT]/` holds references and answers; the folder's name is
//! the verdict, and the report as text is a snapshot in `tests/snapshots/evaluation`.

#[path = "evaluation/random.rs"]
mod random;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tuneset::evaluation::{EvaluationOptions, File, Files, evaluate};

/// The report as scripts read it.
fn report(references: &str, tuned: &str, base: Option<&str>, options: &Value) -> Value {
    bytes_report(
        references.as_bytes(),
        tuned.as_bytes(),
        base.map(str::as_bytes),
        options,
    )
}

fn bytes_report(references: &[u8], tuned: &[u8], base: Option<&[u8]>, options: &Value) -> Value {
    let options = EvaluationOptions::from_json(&options.to_string()).expect("good options");
    let file = |name, bytes| File { name, bytes };
    let files = Files {
        references: file("references", references),
        tuned: file("tuned", tuned),
        base: base.map(|bytes| file("base", bytes)),
        training: None,
    };
    serde_json::to_value(evaluate(&files, &options)).expect("a report serializes")
}

fn lines(records: impl IntoIterator<Item = Value>) -> String {
    records.into_iter().fold(String::new(), |mut text, record| {
        writeln!(text, "{record}").expect("a string");
        text
    })
}

#[test]
fn every_kind_of_evaluation_has_its_verdict() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/evaluation");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    let mut seen = std::collections::BTreeSet::new();
    for folder in folders() {
        let name = folder.file_name().and_then(|name| name.to_str());
        let name = name.expect("a name").to_owned();
        let [references, tuned, base] =
            ["references", "tuned", "base"].map(|side| read(&folder, side));
        let report = bytes_report(
            &references.expect("references"),
            &tuned.expect("answers"),
            base.as_deref(),
            &json!({}),
        );
        let wanted = name.split('.').next().expect("a verdict").to_owned();
        assert_eq!(report["verdict"]["kind"], *wanted, "{name}");
        insta::assert_snapshot!(name.as_str(), shown(&report));
        seen.insert(wanted);
    }
    assert_eq!(seen.len(), 5, "a fixture of each kind: {seen:?}");
}

fn folders() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evaluation");
    let entries = std::fs::read_dir(folder).expect("a folder of fixtures");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn read(folder: &Path, side: &str) -> Option<Vec<u8>> {
    ["jsonl", "jsonl.out", "csv"]
        .iter()
        .find_map(|ending| std::fs::read(folder.join(format!("{side}.{ending}"))).ok())
}

fn shown(report: &Value) -> String {
    let mut text = String::new();
    let verdict = &report["verdict"];
    writeln!(
        text,
        "= {}",
        verdict["summary"].as_str().expect("a sentence")
    )
    .expect("a string");
    for (lead, key) in [("-", "reasons"), (">", "advice")] {
        for sentence in verdict[key].as_array().into_iter().flatten() {
            writeln!(text, "{lead} {}", sentence.as_str().expect("a sentence")).expect("a string");
        }
    }
    writeln!(text, "references: {}", report["references"]).expect("a string");
    for side in ["tuned", "base"] {
        let mut model = report[side].clone();
        let scores = model["scores"].take();
        writeln!(text, "{side}: {model}").expect("a string");
        for (key, value) in scores.as_object().into_iter().flatten() {
            writeln!(text, "  {key}: {value}").expect("a string");
        }
    }
    for measured in report["difference"]["measures"]
        .as_array()
        .into_iter()
        .flatten()
    {
        writeln!(text, "{measured}").expect("a string");
    }
    for side in ["better", "worse"] {
        let changes = &report["difference"][side];
        let first = &changes["examples"][0];
        writeln!(text, "{side}: {}, first {first}", changes["count"]).expect("a string");
    }
    for (name, finding) in report["findings"].as_object().into_iter().flatten() {
        writeln!(text, "{} {name}: {}", finding["severity"], finding["count"]).expect("a string");
        for example in finding["examples"].as_array().into_iter().flatten().take(3) {
            let place = ["file", "line", "column"].map(|key| example[key].to_string());
            writeln!(text, "  {}: {}", place.join(":"), example["message"]).expect("a string");
        }
    }
    text
}

/// Ten references of two classes, worked out by hand.
#[test]
fn a_small_case_comes_out_as_by_hand() {
    let classes = ["cat", "dog"];
    let reference = |n: usize| json!({"prompt": format!("q{n}"), "completion": classes[n % 2]});
    let references = lines((0..10).map(reference));
    // The tuned model is right in 8: it takes one dog for a cat, and calls another a wolf.
    let tuned = [
        "cat", "dog", "Cat.", "cat", "cat", "dog", "cat", "wolf", "cat", "dog",
    ];
    // The base model always answers cat.
    let answers = |texts: &[&str]| lines(texts.iter().map(|text| json!({"answer": text})));
    let found = report(
        &references,
        &answers(&tuned),
        Some(&answers(&["cat"; 10])),
        &json!({}),
    );
    let scores = &found["tuned"]["scores"];
    let near = |value: &Value, wanted: f64| {
        let value = value.as_f64().expect("a number");
        assert!((value - wanted).abs() < 1e-12, "{value} {wanted}");
    };
    near(&scores["normalizedMatch"], 0.8);
    near(&scores["exactMatch"], 0.7);
    near(&scores["formatCompliance"]["share"], 0.9);
    assert_eq!(
        scores["classes"]["confusion"],
        json!([[5, 0, 0], [1, 3, 1]])
    );
    near(&scores["classes"]["each"][0]["precision"], 5.0 / 6.0);
    near(&scores["classes"]["each"][0]["recall"], 1.0);
    near(&scores["classes"]["each"][1]["f1"], 3.0 / 4.0);
    near(
        &scores["classes"]["macro"]["f1"],
        f64::midpoint(10.0 / 11.0, 0.75),
    );
    near(&scores["classes"]["micro"]["precision"], 8.0 / 9.0);
    near(&scores["length"]["mean"], 3.2);
    near(&scores["length"]["median"], 3.0);
    let base = &found["base"]["scores"];
    near(&base["normalizedMatch"], 0.5);
    near(&base["classes"]["macro"]["f1"], (10.0 / 15.0) / 2.0);
    let difference = &found["difference"];
    near(&difference["measures"][0]["difference"]["mean"], 0.3);
    assert_eq!(difference["better"]["count"], 3);
    assert_eq!(difference["worse"]["count"], 0);
    near(&difference["mcnemarP"], 0.25);
    assert_eq!(
        found["verdict"]["kind"], "no-difference",
        "ten pairs are too few"
    );
}

#[test]
fn keys_and_the_manner_of_matching_can_be_named() {
    let references = lines((0..12).map(|n| json!({"nr": n, "in": n, "right": {"a": n % 2}})));
    let tuned = lines(
        (0..12)
            .rev()
            .map(|n| json!({"nr": n, "out": [{"said": n % 2}]})),
    );
    let options = json!({
        "referenceKey": "/right/a",
        "answerKey": "/out/0/said",
        "idKey": "nr",
    });
    let found = report(&references, &tuned, None, &options);
    assert_eq!(found["tuned"]["matchedBy"], "id");
    assert_eq!(found["tuned"]["scores"]["exactMatch"], 1.0);
    let mut by_order = options.clone();
    by_order["matchBy"] = json!("order");
    let found = report(&references, &tuned, None, &by_order);
    assert_eq!(found["tuned"]["matchedBy"], "order");
    assert_eq!(found["tuned"]["scores"]["exactMatch"], 0.0);
}

#[test]
fn options_that_are_none_are_refused() {
    for options in [r#"{"sed": 1}"#, r#"{"matchBy": "luck"}"#, r#"{"seed": -1}"#] {
        assert!(EvaluationOptions::from_json(options).is_err(), "{options}");
    }
}

#[test]
fn prompts_that_stand_twice_are_answered_in_their_order() {
    let references = lines([
        json!({"prompt": "same", "completion": "first"}),
        json!({"prompt": "same", "completion": "second"}),
        json!({"prompt": "other", "completion": "third"}),
    ]);
    let tuned = lines([
        json!({"prompt": "other", "completion": "third"}),
        json!({"prompt": "same", "completion": "first"}),
        json!({"prompt": " SAME ", "completion": "second"}),
        json!({"prompt": "same", "completion": "one too many"}),
    ]);
    let found = report(&references, &tuned, None, &json!({}));
    assert_eq!(found["tuned"]["matchedBy"], "prompt");
    assert_eq!(found["tuned"]["scores"]["exactMatch"], 1.0);
    assert_eq!(found["findings"]["repeated-answer"]["count"], 1);
}

#[test]
fn the_form_of_answers_is_learnt_from_the_training_data() {
    let city = |n: usize| json!({ "city": format!("City {n}"), "n": n }).to_string();
    let pair = |n: usize, completion: &str| json!({ "prompt": format!("Where is {n}?"), "completion": completion });
    let training = lines((100..140).map(|n| pair(n, &city(n))));
    // Few references, one of them of another form, are not enough to judge the form.
    let references = lines((0..6).map(|n| {
        pair(
            n,
            &if n == 4 {
                "Nowhere.".to_owned()
            } else {
                city(n)
            },
        )
    }));
    let tuned = lines((0..6).map(|n| {
        pair(
            n,
            &if n == 2 {
                format!("It is City {n}.")
            } else {
                city(n)
            },
        )
    }));
    let file = |name, text: &'static str| File {
        name,
        bytes: text.as_bytes(),
    };
    let evaluated = |training: Option<String>| {
        let files = Files {
            references: file("references", references.clone().leak()),
            tuned: file("tuned", tuned.clone().leak()),
            base: None,
            training: training.map(|text| file("training", text.leak())),
        };
        serde_json::to_value(evaluate(&files, &EvaluationOptions::default()))
            .expect("a report serializes")
    };
    let alone = evaluated(None);
    assert_eq!(alone["tuned"]["scores"]["formatCompliance"], Value::Null);
    assert_eq!(alone["training"], Value::Null);
    let taught = evaluated(Some(training));
    assert_eq!(taught["training"]["usable"], 40);
    assert_eq!(
        taught["references"]["format"]["name"],
        "a JSON object with the keys \"city\", \"n\""
    );
    let compliance = &taught["tuned"]["scores"]["formatCompliance"];
    assert_eq!(compliance["breaking"], 1);
    assert_eq!(compliance["examples"][0]["line"], 3);
    let unexpected_layouts = &taught["findings"]["other-form-than-training"];
    assert_eq!(unexpected_layouts["count"], 1);
    assert_eq!(unexpected_layouts["examples"][0]["line"], 5);
    assert_eq!(
        unexpected_layouts["examples"][0]["message"],
        "it is plain text, and the training data are mostly a JSON object with the keys \"city\", \"n\""
    );
    // Classes that only the training data have are classes too.
    let class = |n: usize, classes: &[&str]| pair(n, classes[n % classes.len()]);
    let references = lines((0..12).map(|n| class(n, &["red", "green"])));
    let tuned =
        lines((0..12).map(|n| class(n, if n == 0 { &["blue"] } else { &["red", "green"] })));
    let training = lines((100..160).map(|n| class(n, &["red", "green", "blue"])));
    let files = Files {
        references: file("references", references.leak()),
        tuned: file("tuned", tuned.leak()),
        base: None,
        training: Some(file("training", training.leak())),
    };
    let report =
        serde_json::to_value(evaluate(&files, &EvaluationOptions::default())).expect("a report");
    let names: Vec<_> = report["references"]["classes"]
        .as_array()
        .expect("classes")
        .iter()
        .map(|one| one["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["green", "blue", "red"]);
    assert_eq!(report["tuned"]["scores"]["formatCompliance"]["breaking"], 0);
}

#[test]
fn answers_to_another_test_set_are_refused_and_not_scored() {
    let question = |n: usize| format!("Which train from Geneva has the number {n} today?");
    let set = |numbers: std::ops::Range<usize>| {
        lines(
            numbers
                .map(|n| json!({"prompt": question(n), "completion": format!("track {}", n % 7)})),
        )
    };
    let references = set(0..200);
    let other = set(5_000..6_000);
    let found = report(&references, &other, None, &json!({}));
    assert_eq!(found["verdict"]["kind"], "nothing-to-compare");
    assert_eq!(
        found["verdict"]["summary"],
        "tuned does not match the test set references: 1,000 answers, 200 references, 0 prompts in common. Not scored."
    );
    assert_eq!(found["tuned"]["scores"], Value::Null);
    assert_eq!(found["findings"]["other-test-set"]["count"], 1);
    assert_eq!(found["findings"]["unmatched-answer"], Value::Null);
    // As many answers as references make it no better, and neither does a base model that fits.
    let as_many = set(5_000..5_200);
    let found = report(&references, &as_many, Some(&references), &json!({}));
    assert_eq!(found["verdict"]["kind"], "nothing-to-compare");
    // Who knows better says so.
    let found = report(&references, &as_many, None, &json!({"matchBy": "order"}));
    assert_eq!(found["tuned"]["matchedBy"], "order");
    // The same prompts in a template are matched by their order.
    let wrapped = lines((0..200).map(|n| {
        let prompt = format!("You are a clerk. {} Answer in a word.", question(n));
        json!({"prompt": prompt, "completion": format!("track {}", n % 7)})
    }));
    let found = report(&references, &wrapped, None, &json!({}));
    assert_eq!(found["tuned"]["scores"]["exactMatch"], 1.0);
}

#[test]
fn answers_to_more_than_the_test_set_are_matched_by_their_prompts() {
    let set = |from: usize, to: usize| {
        lines((from..to).map(|n| json!({"prompt": format!("What is the name of {n}?"), "completion": format!("name {n}")})))
    };
    let found = report(&set(700, 800), &set(0, 1_000), None, &json!({}));
    assert_eq!(found["tuned"]["matchedBy"], "prompt");
    assert_eq!(found["tuned"]["scored"], 100);
    assert_eq!(found["tuned"]["scores"]["exactMatch"], 1.0);
}
