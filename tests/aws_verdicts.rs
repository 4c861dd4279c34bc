//! What AWS's own scripts say of small data sets, and what Tuneset says: never laxer, and on the same line.
//! Stands on data beside the checkout; where it is absent the test says so.
//! `cargo test --test aws_verdicts -- --nocapture` shows the table.

mod run;

use std::collections::BTreeMap;
use std::path::Path;

use run::{Cut, check, options};
use serde_json::Value;
use tuneset::diagnostic::Severity;
use tuneset::readiness::Verdict;

/// How a case comes out, from the script's view and from ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    BothTake,
    BothRefuse,
    /// We refuse what no script refuses: each has the rule that does.
    Stricter,
    /// We take what a script refuses.
    Laxer,
    /// We refuse it too, and say nothing of the line that the script names.
    Elsewhere,
}

#[test]
fn no_verdict_is_laxer_than_that_of_a_script_of_aws() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/aws-verdicts/cases.jsonl");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let mut table: BTreeMap<Outcome, Vec<String>> = BTreeMap::new();
    for case in cases.lines() {
        let case: Value = serde_json::from_str(case).expect("the cases are JSON");
        let bytes = bytes_of(&case);
        for model in list(&case["models"]) {
            let (outcome, errors) = judge(&case, &bytes, model);
            let name = case["case"].as_str().expect("a name");
            let row = format!("{name:<44} {model:<20} {}", errors.join(" "));
            table.entry(outcome).or_default().push(row);
        }
    }
    for (outcome, rows) in &table {
        println!("{outcome:?}: {}", rows.len());
        if !matches!(outcome, Outcome::BothTake | Outcome::BothRefuse) {
            println!("  {}\n", rows.join("\n  "));
        }
    }
    for wrong in [Outcome::Laxer, Outcome::Elsewhere] {
        assert!(
            !table.contains_key(&wrong),
            "{wrong:?}: {:#?}",
            table[&wrong]
        );
    }
}

/// The outcome for one model, and our errors as `rule:line`.
fn judge(case: &Value, bytes: &[u8], model: &str) -> (Outcome, Vec<String>) {
    let options = options(&format!(r#"{{"model": "{model}", "split": null}}"#));
    let report = check(&[("train.jsonl", bytes)], &options, &Cut::default());
    let errors: Vec<_> = report
        .rules
        .values()
        .flat_map(|found| &found.examples)
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let verdicts = case["verdicts"].as_object().expect("verdicts");
    let refused = verdicts
        .iter()
        .any(|(script, verdict)| applies(script, model) && verdict.to_string().contains("fail"));
    let line = case["line"].as_u64();
    let is_on_line = line.is_none_or(|line| errors.iter().any(|error| error.line == line));
    let outcome = match (refused, report.readiness.verdict != Verdict::NotReady) {
        (true, true) => Outcome::Laxer,
        (true, false) if !is_on_line => Outcome::Elsewhere,
        (true, false) => Outcome::BothRefuse,
        (false, false) => Outcome::Stricter,
        (false, true) => Outcome::BothTake,
    };
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| format!("{}:{}", error.rule, error.line))
        .collect();
    errors.dedup();
    (outcome, errors)
}

/// AWS's Nova script is told the model: `aws-nova-2025/micro` speaks for `nova-micro` alone.
fn applies(script: &str, model: &str) -> bool {
    script
        .strip_prefix("aws-nova-2025/")
        .is_none_or(|size| model == format!("nova-{size}"))
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// The file of a case: its text, or its bytes in base64 where they are not UTF-8.
fn bytes_of(case: &Value) -> Vec<u8> {
    if let Some(text) = case["content"].as_str() {
        return text.as_bytes().to_vec();
    }
    let text = case["base64"].as_str().expect("content or base64");
    let digits = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain(*b"+/");
    let table: BTreeMap<u8, u32> = digits.zip(0..).collect();
    let groups = text.trim_end_matches('=').as_bytes().chunks(4);
    groups
        .flat_map(|group| {
            let bits = group.iter().fold(0, |bits, byte| bits << 6 | table[byte]);
            let bytes = (bits << (6 * (4 - group.len()))).to_be_bytes();
            bytes[1..group.len()].to_vec()
        })
        .collect()
}
