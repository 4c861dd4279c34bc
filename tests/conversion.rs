//! Conversion as a whole: no text is lost, converted records are accepted, and reversible conversions return the original
//! record. A failing random case is printed with its seed, and kept beside this file.

#[path = "conversion/field.rs"]
mod field;
mod outside;
#[path = "conversion/records.rs"]
mod records;
mod run;

use std::path::{Path, PathBuf};

use outside::outside;
use proptest::collection::vec;
use proptest::prelude::*;
use records::{LAYOUTS, cell, text};
use run::{Cut, Outputs, options, prepare};
use serde_json::Value;
use tuneset::Format;
use tuneset::Parser;
use tuneset::convert::{Converter, Outcome, Target};
use tuneset::recognise;

const DIALOGUES: [(Format, &str); 4] = [
    (Format::BedrockConversation2024, "nova-lite"),
    (Format::BedrockConversation2024, "llama-3-3-70b"),
    (Format::ClaudeMessages, "claude-3-haiku"),
    (Format::PromptCompletion, "llama-3-1-8b"),
];

/// Layouts whose records hold more than a question and an answer.
const LONG: [&str; 2] = ["openai-tools.jsonl", "sharegpt.jsonl"];
/// Layouts with reasoning, which few models take.
const THINKING: &str = "anthropic-messages.jsonl";

#[test]
fn each_layout_becomes_what_each_model_takes() {
    for path in layouts() {
        let name = path.file_name().expect("a file").to_string_lossy();
        let bytes = std::fs::read(&path).expect("a fixture can be read");
        for (format, model) in DIALOGUES {
            let refused = LONG.contains(&&*name) && format == Format::PromptCompletion
                || name == "openai-tools.jsonl" && format != Format::BedrockConversation2024
                || name == THINKING;
            let outputs = converted(&name, &bytes, model, &Cut::default());
            let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
            let what = format!("{name} to {model}: {report:#}");
            assert_eq!(report["conversion"]["to"], format.name(), "{what}");
            if refused {
                assert_eq!(report["split"]["train"]["records"], 0, "{what}");
                assert_eq!(outputs.set_aside.lines().count(), 10, "{what}");
                continue;
            }
            assert_eq!(outputs.set_aside, "", "{what}");
            assert_eq!(report["counts"]["errors"], 0, "{what}");
            assert_eq!(report["counts"]["valid"], 10, "{what}");
            is_taken(&outputs.train, model, &name);
            for line in outputs.train.lines().chain(outputs.validation.lines()) {
                assert!(texts(line).len() >= 2, "{what}: {line}");
            }
        }
    }
}

/// Each record is compared by its own words, whatever became of those before it.
#[test]
fn copies_behind_a_record_that_cannot_be_converted_are_found() {
    let chat = |content: &str| {
        format!(
            r#"{{"messages": [{{"role": "user", "content": {content}}}, {{"role": "assistant", "content": "A pedal of the left side, as it seems."}}]}}"#
        )
    };
    let picture =
        r#"[{"type": "image_url", "image_url": {"url": "https://example.com/pedal.png"}}]"#;
    let lines = [
        picture,
        "\"What is this thing here?\"",
        "\"And this one, over there?\"",
    ];
    let mut lines: Vec<String> = lines.map(chat).into();
    lines.push(lines[2].replace("seems", "SEEMS!"));
    let outputs = converted(
        "chat.jsonl",
        lines.join("\n").as_bytes(),
        "nova-lite",
        &Cut::default(),
    );
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    assert_eq!(report["conversion"]["notConverted"], 1, "{report:#}");
    assert_eq!(report["duplicates"]["normalized"], 1, "{report:#}");
    assert_eq!(report["duplicates"]["near"], 1, "{report:#}");
}

#[test]
fn however_the_work_is_cut_up_tables_come_out_equal() {
    for name in ["prompts.csv", "excel.csv", "labels.tsv", "pandas.csv"] {
        let bytes = std::fs::read(folder().join(name)).expect("a fixture can be read");
        let whole = converted(name, &bytes, "nova-lite", &Cut::default());
        for size in [1, 2, 3, 7, 50, 333] {
            let cut = Cut {
                sizes: vec![size],
                checkers: size % 4 + 1,
                order: size as u64,
            };
            assert_eq!(
                converted(name, &bytes, "nova-lite", &cut),
                whole,
                "{name} by {size}"
            );
        }
    }
}

/// Without a conversion, a layout that Bedrock does not take is one finding, with the number of its records.
#[test]
fn a_layout_is_told_once() {
    for (name, model, rule, count, message) in [
        (
            "openai-chat.jsonl",
            "nova-lite",
            "wrong-format",
            10,
            "these are 10 OpenAI chat records; Amazon Nova Lite requires bedrock-conversation-2024 records",
        ),
        (
            "alpaca.jsonl",
            "",
            "wrong-format",
            10,
            "these are 10 Alpaca records; no Bedrock model accepts this format",
        ),
        (
            "excel.csv",
            "",
            "csv-file",
            1,
            "this is a CSV file or similar table, separated by semicolons (question, answer, system), not JSON Lines",
        ),
    ] {
        let bytes = std::fs::read(folder().join(name)).expect("a fixture can be read");
        let json = match model {
            "" => r#"{"split": null}"#.to_owned(),
            model => format!(r#"{{"split": null, "model": "{model}"}}"#),
        };
        let report = run::check(&[(name, &bytes)], &options(&json), &Cut::every(200));
        let found: Vec<_> = report
            .rules
            .iter()
            .filter(|(_, found)| found.severity == tuneset::Severity::Error)
            .collect();
        let [(found_rule, found)] = found.as_slice() else {
            panic!("{name}: one rule");
        };
        assert_eq!(
            (**found_rule, found.count, found.examples.len()),
            (rule, count, 1),
            "{name}"
        );
        assert_eq!(found.examples[0].message, message);
        let convertible = report.convertible.expect("it can be converted");
        assert_eq!(
            (convertible.to, convertible.from[0].records),
            ("bedrock-conversation-2024", 10)
        );
    }
}

/// Published data sets, if they are available.
#[test]
fn published_data_sets_are_converted() {
    for (name, records, errors) in [
        ("claude-tooluse.jsonl", 560, vec![]),
        ("dialogsum.prompt-completion.jsonl", 1000, vec![]),
        // None of its prompts has a completion.
        ("array-not-jsonl.json", 11, vec!["too-few-messages"]),
    ] {
        let Some(path) = outside(&format!("data/{name}")) else {
            continue;
        };
        let bytes = std::fs::read(path).expect("a file that can be read");
        let json = r#"{"model": "nova-lite", "convert": true, "split": null}"#;
        let report = run::check(&[(name, &bytes)], &options(json), &Cut::default());
        let conversion = report.conversion.as_ref().expect("asked for");
        assert_eq!(conversion.from.values().sum::<u64>(), records, "{name}");
        let standing = report
            .rules
            .iter()
            .filter(|(_, found)| found.count > found.fixed);
        let found: Vec<_> = standing
            .filter(|(_, found)| found.severity == tuneset::Severity::Error)
            .map(|(rule, _)| *rule)
            .collect();
        assert_eq!(found, errors, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Pairs and conversations hold the same content, so that every round trip returns the same bytes.
    #[test]
    fn a_pair_comes_back(question in text(), answer in text()) {
        let pair = format!("{{\"prompt\":{question},\"completion\":{answer}}}");
        let conversation = turned(&pair, Format::BedrockConversation2024);
        let messages = turned(&conversation, Format::ClaudeMessages);
        let reinforcement = turned(&messages, Format::OpenaiRft);
        for other in [&conversation, &messages, &reinforcement, &turned(&pair, Format::ClaudeMessages)] {
            prop_assert_eq!(&turned(other, Format::PromptCompletion), &pair);
        }
    }

    /// And so for system prompts and any number of turns.
    #[test]
    fn messages_come_back(system in proptest::option::of(text()), turns in vec(text(), 0..8)) {
        let system = system.map_or(String::new(), |system| format!("\"system\":{system},"));
        let turn = |(index, content): (usize, &String)| {
            let role = ["user", "assistant"][index % 2];
            format!("{{\"role\":\"{role}\",\"content\":{content}}}")
        };
        let turns: Vec<_> = turns.iter().enumerate().map(turn).collect();
        prop_assume!(!turns.is_empty());
        let messages = format!("{{{system}\"messages\":[{}]}}", turns.join(","));
        let conversation = turned(&messages, Format::BedrockConversation2024);
        prop_assert_eq!(turned(&conversation, Format::ClaudeMessages), messages);
    }

    /// A converted record is of the target format, and a second conversion does not change it.
    #[test]
    fn converting_twice_is_converting_once(texts in vec(text(), 5), which in 0..LAYOUTS.len(), to in 0..DIALOGUES.len()) {
        let record = LAYOUTS[which](&texts);
        let (format, _) = DIALOGUES[to];
        if let Some(once) = try_turned(&record, format) {
            prop_assert_eq!(try_turned(&once, format), None, "{}", once);
        }
    }

    /// A converted record holds every text of the original.
    #[test]
    fn no_text_is_lost(texts_given in vec(text(), 5), which in 0..LAYOUTS.len(), to in 0..DIALOGUES.len()) {
        let record = LAYOUTS[which](&texts_given);
        let (format, _) = DIALOGUES[to];
        if let Some(converted) = try_turned(&record, format) {
            let all = texts(&converted).join("\n\n");
            for said in texts(&record) {
                prop_assert!(all.contains(&said), "{:?} is not in {}", said, converted);
            }
        }
    }

    /// Rows are read as another reader of CSV reads them.
    #[test]
    fn rows_are_read_as_others_read_them(rows in vec(vec(cell(), 2), 1..6), end in prop_oneof![Just("\n"), Just("\r\n")]) {
        let table: String = std::iter::once(&vec!["question".to_owned(), "answer".to_owned()])
            .chain(&rows)
            .map(|row| row.join(",") + end)
            .collect();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
        let theirs: Vec<_> = reader.records().map(|row| row.expect("UTF-8")).collect();
        prop_assume!(theirs.iter().all(|row| row.len() == 2 && row.iter().any(|cell| !cell.is_empty())));
        let json = r#"{"convert": "prompt-completion", "dedupe": "off", "split": {"validation": 0}, "rules": {"empty-text": "off"}}"#;
        let outputs = prepare(&[("table.csv", table.as_bytes())], &options(json), &Cut::default());
        let ours: Vec<Value> = outputs.train.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let theirs: Vec<Value> = theirs.iter().map(|row| serde_json::json!({"prompt": row[0], "completion": row[1]})).collect();
        prop_assert_eq!(ours, theirs, "{}", table);
    }
}

fn turned(record: &str, format: Format) -> String {
    try_turned(record, format).unwrap_or_else(|| panic!("{record} is {} already", format.name()))
}

/// The converted record; nothing where it stays the same.
fn try_turned(record: &str, format: Format) -> Option<String> {
    let mut parser = Parser::new();
    let root = parser.parse(record).expect("JSON");
    let target = Target {
        format,
        one_system_text: false,
        mapping: None,
    };
    match Converter::new(target).convert(record, root, recognise(root)) {
        Outcome::Converted { mapped, .. } => Some(mapped.text().to_owned()),
        Outcome::Same => None,
        Outcome::Refused(refusal) => panic!("{record} to {}: {refusal:?}", format.name()),
    }
}

/// The texts of a record, as another reader sees them: strings but for roles and the like.
fn texts(record: &str) -> Vec<String> {
    fn collect(key: &str, value: &Value, texts: &mut Vec<String>) {
        match value {
            Value::String(_) if ["role", "from", "type", "schemaVersion"].contains(&key) => {}
            Value::String(text) => texts.push(text.clone()),
            Value::Array(elements) => {
                for element in elements {
                    collect(key, element, texts);
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    collect(key, value, texts);
                }
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    collect("", &serde_json::from_str(record).expect("JSON"), &mut texts);
    texts
}

fn converted(name: &str, bytes: &[u8], model: &str, cut: &Cut) -> Outputs {
    let json = format!(
        r#"{{"model": "{model}", "convert": true, "dedupe": "off", "split": {{"validation": 0}}, "rules": {{"too-few-records": "off", "model-closed": "off"}}}}"#
    );
    prepare(&[(name, bytes)], &options(&json), cut)
}

/// Converted records have no error when checked again, and nothing is left to convert.
fn is_taken(side: &str, model: &str, name: &str) {
    let json = format!(
        r#"{{"model": "{model}", "split": null, "rules": {{"too-few-records": "off", "model-closed": "off"}}}}"#
    );
    let report = run::check(
        &[("train.jsonl", side.as_bytes())],
        &options(&json),
        &Cut::default(),
    );
    assert_eq!(report.counts.errors, 0, "{name} to {model}");
    assert!(report.convertible.is_none(), "{name} to {model}");
    assert!(report.counts.valid > 0, "{name} to {model}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/layouts")
}

fn layouts() -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder())
        .expect("the fixtures stand beside the test")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 16);
    paths
}
