//! What AWS's own scripts say of small data sets, and what Tuneset says. Stands on data beside the checkout;
//! where it is absent the test says so.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tuneset::check::Checker;
use tuneset::dataset::Dataset;
use tuneset::options::Options;
use tuneset::probe::probe;
use tuneset::readiness::Verdict;
use tuneset::report::Report;

fn check(bytes: &[u8], model: &str) -> Report {
    let options = Options {
        model: Some(model.to_owned()),
        split: None,
        ..Options::default()
    };
    let probe = probe(bytes, true, &options).expect("good options");
    let mut checker = Checker::new(&options, &probe).expect("good options");
    let mut dataset = Dataset::new(options).expect("good options");
    dataset.begin_file("train.jsonl", bytes.len() as u64, &probe);
    let start = usize::try_from(probe.start).expect("small");
    if bytes.len() > start {
        dataset.add(&checker.check(&bytes[start..]));
    }
    dataset.end_file();
    dataset.report_now(true)
}

fn bytes_of(case: &Value) -> Vec<u8> {
    if let Some(text) = case["content"].as_str() {
        return text.as_bytes().to_vec();
    }
    let table: BTreeMap<u8, u32> = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain([b'+', b'/'])
        .zip(0..)
        .collect();
    let text = case["base64"].as_str().expect("content or base64");
    let mut bytes = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits =
            group.iter().fold(0, |bits, byte| bits << 6 | table[byte]) << (6 * (4 - group.len()));
        bytes.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}

#[test]
fn where_a_script_of_aws_fails_tuneset_has_an_error_on_that_line() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/aws-verdicts/cases.jsonl");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let mut laxer = Vec::new();
    let mut counts = BTreeMap::new();
    for case in cases.lines() {
        let case: Value = serde_json::from_str(case).expect("the cases are JSON");
        let name = case["case"].as_str().expect("a name");
        for model in case["models"]
            .as_array()
            .expect("models")
            .iter()
            .filter_map(Value::as_str)
        {
            let report = check(&bytes_of(&case), model);
            let fails = |verdict: &Value| verdict.to_string().contains("fail");
            let refused = case["verdicts"]
                .as_object()
                .expect("verdicts")
                .iter()
                .any(|(script, verdict)| applies(script, model) && fails(verdict));
            let ready = report.readiness.verdict != Verdict::NotReady;
            let errors: Vec<_> = report
                .rules
                .iter()
                .flat_map(|(rule, found)| found.examples.iter().map(move |example| (rule, example)))
                .filter(|(_, example)| example.severity == tuneset::diagnostic::Severity::Error)
                .map(|(rule, example)| format!("{rule}:{}", example.line))
                .collect();
            let on_line = case["line"].as_u64().is_none_or(|line| {
                errors
                    .iter()
                    .any(|error| error.ends_with(&format!(":{line}")))
            });
            let outcome = match (refused, ready) {
                (true, true) => "laxer",
                (true, false) if !on_line => "elsewhere",
                (true, false) => "both refuse",
                (false, false) => "stricter",
                (false, true) => "both take",
            };
            *counts.entry(outcome).or_insert(0) += 1;
            if matches!(outcome, "laxer" | "elsewhere") {
                laxer.push(format!(
                    "{outcome}: {name} for {model}: {errors:?}, line {}, {}",
                    case["line"], case["verdicts"]
                ));
            } else if outcome == "stricter" {
                println!("stricter: {name} for {model}: {}", errors.join(", "));
            }
        }
    }
    println!("{counts:?}");
    assert!(laxer.is_empty(), "{}", laxer.join("\n"));
}

/// AWS's Nova script is told the model: `aws-nova-2025/micro` speaks for `nova-micro` alone.
fn applies(script: &str, model: &str) -> bool {
    script
        .strip_prefix("aws-nova-2025/")
        .is_none_or(|size| model == format!("nova-{size}"))
}
