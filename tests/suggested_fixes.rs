//! Suggested fixes of sound records: placeholders for personal data and secrets, and a last question without an answer.

mod run;

use run::{Cut, check, options, prepare};
use serde_json::{Value, json};

fn turn(role: &str, text: &str) -> Value {
    json!({"role": role, "content": [{"text": text}]})
}

fn record(turns: &[Value]) -> String {
    json!({"schemaVersion": "bedrock-conversation-2024", "messages": turns}).to_string()
}

fn written(data: &str, asked: &Value) -> String {
    let mut asked = asked.clone();
    asked["split"] = json!({"validation": 0});
    let outputs = prepare(
        &[("a.jsonl", data.as_bytes())],
        &options(&asked.to_string()),
        &Cut::default(),
    );
    outputs.train.trim_end().to_owned()
}

#[test]
fn personal_data_become_placeholders_and_nothing_else_changes() {
    let of = |who: &str, other: &str| {
        record(&[
            turn(
                "user",
                &format!("I am {who}; write to {other}.\nOr call me."),
            ),
            turn("assistant", &format!("Dear {who}, \"{other}\" it is.")),
        ])
    };
    let data = of("jane.roe@acme.com", "bob@acme.com");
    let wanted = of("[EMAIL]", "[EMAIL_2]");
    let one = json!({"model": "nova-lite", "fixes": {"personal-data": "unsafe"}});
    assert_eq!(written(&data, &one), wanted);
    assert_eq!(
        written(&data, &json!({"model": "nova-lite", "unsafeFixes": true})),
        wanted
    );
    assert_eq!(
        written(&data, &json!({"model": "nova-lite", "fix": true})),
        data
    );
    let found = |asked: &Value| {
        let report = check(
            &[("a.jsonl", data.as_bytes())],
            &options(&asked.to_string()),
            &Cut::default(),
        );
        let rule = &report.rules["personal-data"];
        let steps = report
            .next_steps
            .iter()
            .filter(|step| step.option == ["--unsafe-fixes"]);
        (rule.fixed, rule.fixable.unsafe_, steps.count())
    };
    assert_eq!(found(&json!({"model": "nova-lite"})), (0, 2, 1));
    assert_eq!(found(&one), (1, 0, 0));
    let again = check(
        &[("a.jsonl", wanted.as_bytes())],
        &options(r#"{"model": "nova-lite"}"#),
        &Cut::default(),
    );
    assert!(!again.rules.contains_key("personal-data"));
}

#[test]
fn a_secret_and_personal_data_are_fixed_by_their_own_rules() {
    let of = |key: &str, who: &str| {
        record(&[
            turn("user", "Which key?"),
            turn("assistant", &format!("{key}, says {who}")),
        ])
    };
    let (key, who) = ("AKIAQ3EGR5Z2MUNVX7WD", "jane.roe@acme.com");
    let data = of(key, who);
    let by = |fixes: Value| written(&data, &json!({"model": "nova-lite", "fixes": fixes}));
    assert_eq!(
        by(json!({"probable-secret": "unsafe"})),
        of("[SECRET]", who)
    );
    assert_eq!(by(json!({"personal-data": "unsafe"})), of(key, "[EMAIL]"));
    assert_eq!(
        by(json!({"personal-data": "unsafe", "probable-secret": "unsafe"})),
        of("[SECRET]", "[EMAIL]")
    );
}

#[test]
fn a_converted_record_is_redacted_too() {
    let data = json!({"prompt": "To whom?", "completion": "To jane.roe@acme.com."}).to_string();
    let asked =
        json!({"model": "nova-lite", "convert": true, "fixes": {"personal-data": "unsafe"}});
    let wanted: Value = serde_json::from_str(&written(&data, &asked)).expect("a record");
    assert_eq!(wanted["messages"][1]["content"][0]["text"], "To [EMAIL].");
}

#[test]
fn a_last_question_is_left_out_and_what_a_prompt_for_distillation_asks_stays() {
    let (ask, answer) = (turn("user", "Where?"), turn("assistant", "There."));
    let data = record(&[
        ask.clone(),
        answer.clone(),
        turn("user", "And?"),
        turn("user", "Well?"),
    ]);
    let unsafe_fixes = |model: &str| json!({"model": model, "unsafeFixes": true});
    assert_eq!(
        written(&data, &unsafe_fixes("nova-lite")),
        record(&[ask.clone(), answer.clone()])
    );
    let report = check(
        &[("a.jsonl", data.as_bytes())],
        &options(r#"{"model": "nova-lite"}"#),
        &Cut::default(),
    );
    let steps: Vec<_> = report
        .next_steps
        .iter()
        .map(|step| step.text.as_str())
        .collect();
    assert_eq!(steps[0], "Apply suggested fixes to 1 finding", "{steps:?}");
    let prompt = record(&[ask, answer, turn("user", "And?")]);
    assert_eq!(written(&prompt, &unsafe_fixes("distillation")), prompt);
}

#[test]
fn a_prompt_for_distillation_gets_the_version_that_it_lacks() {
    let bare = json!({"messages": [turn("user", "Where?")]}).to_string();
    let wanted = bare.replacen(
        '{',
        "{\"schemaVersion\": \"bedrock-conversation-2024\", ",
        1,
    );
    assert_eq!(
        written(&bare, &json!({"model": "distillation", "fix": true})),
        wanted
    );
}
