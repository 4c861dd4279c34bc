//! Costs, and the volume that pays for them.

use crate::{checked, conversations, item, planned, price, prose};
use serde_json::{Value, json};

#[test]
fn a_thousand_examples_on_titan_cost_sixteen_to_thirty_two_by_the_hour() {
    let report = checked(&prose(1_000), &json!({"model": "titan-text-express"}));
    let plan = planned(&report, &json!({}));
    let hours = item(&plan, "training-by-hours").expect("hours");
    assert_eq!(hours["text"], "$16-32 (one-time)");
    let more = planned(
        &checked(&prose(1_500), &json!({"model": "titan-text-express"})),
        &json!({}),
    );
    assert_eq!(
        item(&more, "training-by-hours").expect("hours")["text"],
        "$16-64 (one-time)"
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
        &json!({"model": "nova-2-lite"}),
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
        "no source says so of Nova 2 Lite"
    );
    assert_eq!(plan["cost"]["isAssumed"], false);
    let llama = planned(&report, &json!({"model": "llama-3-2-1b"}));
    assert_eq!(item(&llama, "on-demand"), None);
    let decides = llama["cost"]["decides"].as_str().expect("text");
    assert!(
        decides.starts_with("Provisioned Throughput is most of the cost: $73,958 over 12 months"),
        "{decides}"
    );
}

/// A thousand records that must be converted cost "16 to 32 USD" by hours that nobody bills, and had "about 0 tokens".
#[test]
fn nothing_is_estimated_of_records_that_are_not_converted_yet() {
    let plan = planned(
        &checked(&prose(1_000), &json!({"model": "nova-lite"})),
        &json!({}),
    );
    assert_eq!(item(&plan, "training-by-tokens"), None);
    let hours = item(&plan, "training-by-hours").expect("hours");
    assert_eq!(hours["applies"], false);
    assert_eq!(
        plan["cost"]["decides"],
        "Costs depend on the tokens of valid records: convert or fix the records first."
    );
    let lite = model(&plan, "nova-lite");
    assert_eq!(
        (
            &lite["longest"]["text"],
            &lite["training"],
            &lite["monthly"]
        ),
        (
            &json!("known after conversion (up to 32,000)"),
            &Value::Null,
            &Value::Null
        )
    );
}

#[test]
fn each_model_has_its_costs_and_a_chosen_one_those_of_the_given_epochs() {
    let report = checked(
        &conversations(150, "Be kind."),
        &json!({"model": "nova-micro"}),
    );
    let plan = planned(&report, &json!({"hyperparameters": {"epochCount": 1}}));
    let tokens = item(&plan, "training-by-tokens").expect("tokens");
    assert_eq!(tokens["applies"], true);
    let micro = model(&plan, "nova-micro");
    let text = micro["training"].as_str().expect("a cost");
    assert_eq!(tokens["text"], format!("{text} (one-time)"));
    assert!(
        micro["monthly"]
            .as_str()
            .is_some_and(|cost| cost.starts_with('$'))
    );
    let hours = item(&plan, "training-by-hours").expect("hours");
    assert_eq!(hours["applies"], false);
    let size = micro["size"]["text"].as_str().expect("text");
    assert!(size.contains(" kB"), "{size}");
}

/// Storage "decided" with 23 USD beside 5,112 USD a month of Provisioned Throughput.
#[test]
fn what_costs_most_is_said_of_the_way_that_it_is_served() {
    let plan = planned(
        &checked(&conversations(150, "Be kind."), &json!({})),
        &json!({}),
    );
    let decides = plan["cost"]["decides"].as_str().expect("text");
    assert!(decides.contains("on demand"), "{decides}");
    assert!(
        decides.contains("Provisioned Throughput instead would cost $"),
        "{decides}"
    );
}

fn model<'p>(plan: &'p Value, id: &str) -> &'p Value {
    let models = plan["models"].as_array().expect("models");
    models.iter().find(|row| row["id"] == id).expect(id)
}
