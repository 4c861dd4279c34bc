//! Verdicts: whether data of each kind is worth a job.

use crate::{checked, classes, conversations, planned, price, prose, reason, verdict};
use serde_json::{Value, json};

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
        message.starts_with("30 different examples are too few: below 50"),
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
        message.starts_with("The system prompt has an estimated 2,576 tokens"),
        "{message}"
    );
    let saved = price(&plan, "prompt-tokens");
    assert_eq!(saved["value"], 2576.0);
    let notes = plan["cost"]["notes"].to_string();
    assert!(
        notes.contains("assuming that each request is 2,576 tokens shorter"),
        "{notes}"
    );
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
        "the smallest class, \"delivery\", has 60: within the recommendation"
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
        message.contains("one of them has fewer than the recommended 50 records"),
        "{message}"
    );
}

#[test]
fn one_format_of_answers_speaks_for_it() {
    let records: Vec<_> = (0..200)
        .map(|n| format!(r#"{{"prompt": "Order {n}: what is in it?", "completion": "{{\"order\": {n}, \"items\": \"{}{n}\"}}"}}"#, "bolt ".repeat(n % 9 + 1)))
        .collect();
    let plan = planned(&checked(&records, &json!({})), &json!({}));
    let (speaks, message) = reason(&plan, "output-format").expect("the reason");
    assert_eq!(speaks, "for");
    assert!(
        message.starts_with("100% of 200 answers are a JSON object"),
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
        message.starts_with("20 records (8% of all) answer a prompt differently"),
        "{message}"
    );
}
