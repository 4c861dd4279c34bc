//! Estimates of tokens, held against the counts of real tokenizers: o200k, Llama 3 and Qwen 2.5 (`tests/fixtures/tokens/README.md`).

mod run;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Sample {
    kind: String,
    name: String,
    o200k: u64,
    llama3: u64,
    qwen: u64,
    text: String,
}

impl Sample {
    const fn counts(&self) -> [u64; 3] {
        [self.o200k, self.llama3, self.qwen]
    }
}

fn samples() -> Vec<Sample> {
    include_str!("fixtures/tokens/samples.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a sample"))
        .collect()
}

/// The estimate that a report gives of a record of this text and nothing else.
fn estimate(line: &str) -> [u64; 3] {
    let report = run::check(
        &[("a.jsonl", line.as_bytes())],
        &run::options("{}"),
        &run::Cut::default(),
    );
    let report: Value = serde_json::to_value(&report).expect("a report");
    let tokens = &report["stats"]["tokens"];
    ["low", "likely", "high"].map(|bound| tokens[bound].as_u64().expect("a number of tokens"))
}

fn record(text: &str) -> String {
    json!({ "prompt": text, "completion": "" }).to_string()
}

#[test]
fn no_text_has_fewer_tokens_than_low_or_more_than_high() {
    let samples = samples();
    assert!(samples.len() > 100);
    for sample in &samples {
        let [low, likely, high] = estimate(&record(&sample.text));
        let counts = sample.counts();
        let name = &sample.name;
        assert!(
            counts.iter().all(|count| low <= *count),
            "{name}: low {low} of {counts:?}"
        );
        assert!(
            counts.iter().all(|count| *count <= high),
            "{name}: high {high} of {counts:?}"
        );
        assert!(
            low <= likely && likely <= high,
            "{name}: {low}, {likely}, {high}"
        );
    }
}

#[test]
fn likely_is_within_15_percent_of_the_mean_on_prose() {
    let mut by_language: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for sample in samples()
        .into_iter()
        .filter(|sample| sample.kind == "prose")
    {
        let [_, likely, _] = estimate(&record(&sample.text));
        let sums = by_language.entry(sample.name.clone()).or_default();
        sums.0 += likely;
        sums.1 += sample.counts().iter().sum::<u64>();
    }
    assert!(by_language.len() >= 30);
    for (language, (likely, counted)) in by_language {
        assert!(
            likely * 300 >= counted * 85 && likely * 300 <= counted * 115,
            "{language}: likely {likely}, the mean of three tokenizers is {}",
            counted / 3
        );
    }
}

#[test]
fn escapes_do_not_change_an_estimate_by_more_than_a_tenth() {
    for sample in samples()
        .into_iter()
        .filter(|sample| sample.kind == "prose")
    {
        let plain = estimate(&record(&sample.text));
        let mut escaped = String::new();
        for unit in record(&sample.text).encode_utf16() {
            match u8::try_from(unit) {
                Ok(ascii) if ascii < 0x80 => escaped.push(ascii.into()),
                _ => write!(escaped, "\\u{unit:04x}").expect("a string takes everything"),
            }
        }
        for (plain, escaped) in std::iter::zip(plain, estimate(&escaped)) {
            assert!(
                plain.abs_diff(escaped) * 10 <= plain,
                "{}: {plain}, {escaped}",
                sample.name
            );
        }
    }
}

#[test]
fn identifiers_digits_and_dense_json_stay_within_the_bounds_of_llama_3() {
    let uuids: Vec<String> = (0..12)
        .map(|n| format!("3f2b9c1e-7a4d-4e8f-9b6a-0d1c2e3f4a5{n:x}"))
        .collect();
    let items: Vec<String> = (0..20)
        .map(|n| {
            let x = f64::from(n) * 3.7;
            format!(r#"{{"id":{n},"x":[{n},{x}],"ok":true}}"#)
        })
        .collect();
    let digits = "31415926535897932384626433832795028841971693993751058209749445923".repeat(5);
    // The numbers are those of Llama 3's tokenizer.
    for (text, count) in [
        (uuids.join(" "), 434),
        (digits[..322].to_owned(), 108),
        (format!("[{}]", items.join(",")), 351),
    ] {
        let [low, _, high] = estimate(&record(&text));
        assert!(
            (low..=high).contains(&count),
            "{low} {count} {high}: {text}"
        );
    }
}

#[test]
fn an_empty_text_has_no_tokens() {
    assert_eq!(estimate(&record("")), [0, 0, 0]);
}
