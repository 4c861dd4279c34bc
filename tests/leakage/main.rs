//! Recounts a split with another reader, from the output files: every record of one side against every record of the other.

#[path = "../outside/mod.rs"]
mod outside;
mod recount;
#[path = "../run/mod.rs"]
mod run;

use std::collections::{BTreeMap, BTreeSet};

use outside::outside;
use recount::{leaks, ratio};
use run::{Cut, Outputs, options, prepare};
use serde_json::Value;

/// Random numbers that are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    fn words(&mut self, count: u64) -> Vec<String> {
        (0..count)
            .map(|_| format!("w{}", self.below(4_000)))
            .collect()
    }
}

/// Records with everything that makes them related: copies written otherwise, the same words, near-copies, the same question,
/// customers of many records; some without a customer.
fn generated(seed: u64, records: usize) -> String {
    let mut random = Random(seed | 1);
    let mut lines: Vec<String> = Vec::new();
    let mut known: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    while lines.len() < records {
        let (mut prompt, mut answer) = (random.words(12), random.words(20));
        let old = usize::try_from(random.below(known.len().max(1) as u64)).expect("few");
        let mut kind = random.below(8);
        if kind == 3 && !lines.is_empty() {
            lines.push(lines[old].clone());
            known.push(known[old].clone());
            continue;
        }
        match (kind, known.get(old)) {
            (0, Some(one)) => (prompt, answer) = one.clone(),
            (1, Some(one)) => prompt.clone_from(&one.0),
            (2, Some(one)) => {
                (prompt, answer) = one.clone();
                answer[7] = format!("w{}", random.below(9_999));
            }
            _ => kind = 9,
        }
        known.push((prompt.clone(), answer.clone()));
        let (mut prompt, answer) = (prompt.join(" "), answer.join(" "));
        if kind == 0 && random.below(2) == 0 {
            prompt = prompt.to_uppercase() + "!";
        }
        let customer = match random.below(5) {
            0 => String::new(),
            1 => r#", "customer": null"#.to_owned(),
            _ => format!(r#", "customer": "c{}""#, random.below(records as u64 / 3)),
        };
        let label = ["bill", "ship", "other"][usize::try_from(random.below(3)).expect("few")];
        lines.push(if random.below(4) == 0 {
            format!(r#"{{ "label": "{label}"{customer}, "completion": "{answer}" , "prompt": "{prompt}"}}"#)
        } else {
            format!(r#"{{"prompt": "{prompt}", "completion": "{answer}", "label": "{label}"{customer}}}"#)
        });
    }
    lines.join("\n") + "\n"
}

fn split_report(outputs: &Outputs) -> Value {
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    report["split"].clone()
}

#[test]
fn generated_data_does_not_leak_however_it_is_split() {
    for seed in 1..6_u64 {
        let data = generated(seed * 7_919, 400);
        for (at, dedupe) in ["off", "canonical", "near"].into_iter().enumerate() {
            for group in ["", "/customer"] {
                let group_by = if group.is_empty() {
                    "null".to_owned()
                } else {
                    format!("\"{group}\"")
                };
                let json = format!(
                    r#"{{"dedupe": "{dedupe}", "split": {{"validation": "{}%", "seed": {seed}, "groupBy": {group_by}}}}}"#,
                    10 + 15 * at,
                );
                let outputs = prepare(
                    &[("train.jsonl", data.as_bytes())],
                    &options(&json),
                    &Cut::every(3_000),
                );
                assert!(outputs.validation.lines().count() > 20, "{json}");
                assert_eq!(
                    leaks(&outputs, group, 0.8),
                    BTreeMap::new(),
                    "seed {seed}: {json}"
                );
                assert_eq!(split_report(&outputs)["leakage"], 0);
            }
        }
    }
}

/// The count is worth something only if it finds leaks where there are some.
#[test]
fn the_count_finds_what_is_put_on_both_sides() {
    let data = generated(42, 400);
    let lines: Vec<&str> = data.lines().collect();
    let outputs = Outputs {
        train: lines[..200].join("\n"),
        validation: lines[200..].join("\n"),
        ..Outputs::default()
    };
    let found = leaks(&outputs, "/customer", 0.8);
    for kind in ["value", "words", "group", "question", "near"] {
        assert!(
            found.get(kind).is_some_and(|count| *count > 3),
            "{kind}: {found:?}"
        );
    }
}

#[test]
fn data_sets_that_nobody_here_wrote_do_not_leak() {
    let mut files = Vec::new();
    for folder in ["data", "data/forge"] {
        let Some(folder) = outside(folder) else {
            continue;
        };
        let entries = std::fs::read_dir(folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        files.extend(paths.filter(|path| path.extension().is_some_and(|end| end == "jsonl")));
    }
    files.sort();
    for path in files {
        let bytes = std::fs::read(&path).expect("a file of the folder");
        for json in [
            r#"{"split": {"validation": "20%"}}"#,
            r#"{"dedupe": "off", "near": 0.6, "split": {"validation": "35%", "seed": 7}}"#,
        ] {
            let outputs = prepare(&[("train.jsonl", &bytes)], &options(json), &Cut::default());
            let near = if json.contains("near") { 0.6 } else { 0.8 };
            assert_eq!(
                leaks(&outputs, "", near),
                BTreeMap::new(),
                "{} {json}",
                path.display()
            );
        }
    }
}

#[test]
fn a_pointer_that_leads_nowhere_is_told() {
    let data = generated(5, 100);
    let reasons = |pointer: &str| {
        let json = format!(r#"{{"split": {{"groupBy": "{pointer}"}}}}"#);
        let outputs = prepare(
            &[("train.jsonl", data.as_bytes())],
            &options(&json),
            &Cut::default(),
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let reasons = report["readiness"]["reasons"]
            .as_array()
            .expect("reasons")
            .clone();
        let said = reasons
            .into_iter()
            .find(|reason| reason["code"] == "records-without-group");
        (said, report["split"]["groupBy"].clone())
    };
    let (said, split) = reasons("/custmer");
    assert_eq!(
        said.expect("a reason")["message"],
        "no record has a field /custmer; not grouped"
    );
    assert_eq!(
        (split["groups"].as_u64(), split["ungrouped"].as_u64()),
        (Some(0), Some(100))
    );
    let (said, split) = reasons("/customer");
    let lack = data
        .lines()
        .filter(|line| !line.contains("\"customer\": \""))
        .count();
    let message = said.expect("a reason")["message"].to_string();
    assert!(
        message.contains(&format!("{lack} of 100 records have no field /customer")),
        "{message}"
    );
    assert_eq!(split["ungrouped"], lack);
    assert_eq!(reasons("/label").0, None);
    assert_eq!(reasons("/label").1["groups"], 3);
}

/// Users know the record as it came.
#[test]
fn pointers_are_read_before_records_are_converted() {
    let line = |n: usize| {
        format!(
            r#"{{"instruction": "question {n}", "output": "answer {n}", "customer": {{"id": {}}}}}"#,
            n % 7
        )
    };
    let data: String = (0..70).map(|n| line(n) + "\n").collect();
    let table: String = std::iter::once("instruction,output,customer\n".to_owned())
        .chain((0..70).map(|n| format!("question {n},answer {n},c{}\n", n % 7)))
        .collect();
    for (name, data, pointer) in [
        ("a.jsonl", data, "/customer/id"),
        ("a.csv", table, "/customer"),
    ] {
        let json = format!(
            r#"{{"convert": true, "split": {{"validation": "30%", "groupBy": "{pointer}"}}}}"#
        );
        let outputs = prepare(
            &[(name, data.as_bytes())],
            &options(&json),
            &Cut::every(500),
        );
        assert_eq!(split_report(&outputs)["groupBy"]["groups"], 7, "{name}");
        let sides = [&outputs.train, &outputs.validation].map(|side| {
            let number = |line: &str| {
                let digits = line.split("question ").nth(1).expect("a question");
                let end = digits.find('"').expect("an end");
                digits[..end].parse::<usize>().expect("a number") % 7
            };
            side.lines().map(number).collect::<BTreeSet<_>>()
        });
        assert_eq!(sides[1].len(), 2, "{name}: {sides:?}");
        assert!(sides[0].is_disjoint(&sides[1]), "{name}: {sides:?}");
    }
}

/// Records of each class on a side, read from the output.
fn classes(side: &str, pointer: &str) -> BTreeMap<Option<String>, u64> {
    let mut counts = BTreeMap::new();
    for line in side.lines() {
        let record: Value = serde_json::from_str(line).expect("what is written is JSON");
        let class = record.pointer(pointer).and_then(Value::as_str);
        *counts.entry(class.map(str::to_owned)).or_default() += 1;
    }
    counts
}

#[test]
fn the_classes_told_are_those_that_were_written() {
    let by_completion = (0..500_u32)
        .map(|n| {
            let class = ["billing", "shipping", "other", "refund"]
                [usize::from(n % 10 > 5) + usize::from(n % 10 > 8) + usize::from(n > 492)];
            format!(
                "{{\"prompt\": \"Ticket {n}: {} things\", \"completion\": \"{class}\"}}\n",
                n * 31
            )
        })
        .collect::<Vec<_>>()
        .concat();
    for (data, option, pointer) in [
        (generated(77, 500), r#""stratifyBy": "/label""#, "/label"),
        (
            generated(78, 500),
            r#""stratifyBy": "/label", "groupBy": "/customer""#,
            "/label",
        ),
        (
            generated(79, 500),
            r#""stratifyBy": "/customer""#,
            "/customer",
        ),
        (by_completion.clone(), r#""seed": 9"#, "/completion"),
        (by_completion, r#""stratifyBy": "off""#, "/completion"),
    ] {
        let json = format!(r#"{{"split": {{"validation": "30%", {option}}}}}"#);
        let outputs = prepare(
            &[("train.jsonl", data.as_bytes())],
            &options(&json),
            &Cut::every(2_000),
        );
        let split = split_report(&outputs);
        assert_eq!(split["leakage"], 0, "{option}");
        let strata = &split["strata"];
        let (train, validation) = (
            classes(&outputs.train, pointer),
            classes(&outputs.validation, pointer),
        );
        let told = strata["strata"].as_array().expect(option);
        let known: BTreeSet<_> = train.keys().chain(validation.keys()).collect();
        assert_eq!(told.len(), known.len().min(200), "{option}");
        let total = |side: &str| split[side]["records"].as_u64().expect("a number");
        for class in told {
            let name = class["label"].as_str().map(str::to_owned);
            let count =
                |side: &BTreeMap<Option<String>, u64>| side.get(&name).copied().unwrap_or(0);
            assert_eq!(class["train"], count(&train), "{option}: {name:?}");
            assert_eq!(
                class["validation"],
                count(&validation),
                "{option}: {name:?}"
            );
            for (side, count) in [("train", count(&train)), ("validation", count(&validation))] {
                let share = class[format!("{side}Share")].as_f64().expect("a share");
                let counted = ratio(
                    usize::try_from(count).expect("few"),
                    usize::try_from(total(side)).expect("few"),
                );
                assert!(
                    (share - counted).abs() < 0.000_06,
                    "{option}: {share} {counted}"
                );
            }
        }
        let stratified = !option.contains("off");
        assert_eq!(strata["stratified"], stratified);
        let off = |class: &Value| {
            let (train, validation) = (
                class["train"].as_u64().expect("one"),
                class["validation"].as_u64().expect("one"),
            );
            let share = ratio(
                usize::try_from(total("validation")).expect("few"),
                usize::try_from(total("train") + total("validation")).expect("few"),
            );
            let all = f64::from(u32::try_from(train + validation).expect("few"));
            (f64::from(u32::try_from(validation).expect("few")) - all * share).abs()
        };
        if option.contains("seed") {
            assert!(told.iter().all(|class| off(class) < 1.0), "{strata}");
        }
    }
}

/// Four conversations about each of ten photographs.
#[test]
fn records_about_one_image_stay_on_one_side_unless_told_otherwise() {
    let data = include_str!("../fixtures/field/one-image.jsonl");
    for media_groups in ["on", "off"] {
        let options = options(&format!(
            r#"{{"near": "off", "split": {{"mediaGroups": "{media_groups}", "validation": "25%"}}}}"#
        ));
        let file = [("train.jsonl", data.as_bytes())];
        let outputs = prepare(&file, &options, &Cut::default());
        let images = |side: &str| -> BTreeSet<String> {
            let addresses = side.split("s3://").skip(1);
            let ends = addresses.filter_map(|rest| rest.split('"').next());
            ends.map(str::to_owned).collect()
        };
        let [train, validation] = [&outputs.train, &outputs.validation].map(|side| images(side));
        let parted = train.intersection(&validation).count();
        assert_eq!(parted > 0, media_groups == "off", "{media_groups}");
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let media = &report["duplicates"]["media"];
        assert_eq!([&media["files"], &media["records"]], [10, 40]);
        assert_eq!(media["keptTogether"], media_groups == "on");
        assert_eq!(report["split"]["leakage"], 0);
    }
}
