//! Data for rules that no small file can fire: too large, too long, too many, or wrongly named.

use tuneset::Checker;
use tuneset::Dataset;
use tuneset::Rule;
use tuneset::probe;
use tuneset::report::Report;
use tuneset::{Options, RuleSetting};
use zlib_rs::{Deflate, DeflateFlush, Status};

use crate::run::{self, Cut};
use crate::{Fixture, check, quiet};

/// The rules whose data is built.
pub const RULES: [&str; 9] = [
    "decompression-bomb",
    "engine-fault",
    "file-too-large",
    "invalid-file-name",
    "line-too-long",
    "long-system-prompt",
    "overlapping-record",
    "record-too-long",
    "too-many-records",
];

/// Data that fires `rule`, and data that does not.
pub fn fixtures(rule: &'static str) -> Vec<Fixture> {
    let of_text = |name: &str, model: &str, text: String| {
        let report = check(&text.into_bytes(), Some(model), find(rule));
        fixture(name, Some(model), report)
    };
    match rule {
        "decompression-bomb" => [
            ("fires", gzip(&vec![0; 1 << 20]).repeat(140)),
            ("clean", gzip(many(1000).as_bytes())),
        ]
        .map(|(name, packed)| fixture(name, None, check(&packed, None, find(rule))))
        .into(),
        // All but the first line is announced by the reader, not read.
        "file-too-large" => [
            ("fires", 1_200_000_000),
            ("fires-disputed", 1_050_000_000),
            ("clean", 1_000_000_000),
        ]
        .map(|(name, bytes)| {
            let mut options = quiet(Some("titan-text-express"), rule);
            options
                .rules
                .insert("line-too-long".to_owned(), RuleSetting::Off);
            let line = pair(5, 5).into_bytes();
            let mut data = begin(&options, &line, bytes);
            data.add_oversize(bytes - line.len() as u64, true);
            data.end_file();
            fixture(name, options.model.as_deref(), data.report_now(true))
        })
        .into(),
        // The reader announces a line that it does not read.
        "line-too-long" => {
            let options = quiet(None, rule);
            let line = pair(5, 5).into_bytes();
            let length = line.len() as u64;
            let mut fires = begin(&options, &line, length + 300_000_000);
            fires.add_oversize(300_000_000, true);
            fires.end_file();
            let mut clean = begin(&options, &line, length);
            clean.end_file();
            vec![
                fixture("fires", None, fires.report_now(true)),
                fixture("clean", None, clean.report_now(true)),
            ]
        }
        // The reader announces a record that the engine failed on.
        "engine-fault" => {
            let options = quiet(None, rule);
            let line = pair(5, 5).into_bytes();
            let mut fires = begin(&options, &line, 2 * line.len() as u64);
            fires.add_fault(&line, "panicked at src/check/checker.rs:1:2", &pair(5, 5));
            fires.end_file();
            let mut clean = begin(&options, &line, line.len() as u64);
            clean.end_file();
            vec![
                fixture("fires", None, fires.report_now(true)),
                fixture("clean", None, clean.report_now(true)),
            ]
        }
        "invalid-file-name" => named(rule),
        "long-system-prompt" => vec![
            of_text(
                "fires",
                "nova-lite",
                conversation(14_000, "Is it in stock?"),
            ),
            of_text("fires-repeated", "nova-lite", twenty(800)),
            of_text("clean", "nova-lite", conversation(7_000, "Is it in stock?")),
            of_text("clean-short", "nova-lite", twenty(300)),
        ],
        "overlapping-record" => overlapping(rule),
        "record-too-long" => vec![
            of_text("fires-characters", "titan-text-express", pair(24_576, 1)),
            of_text("fires-estimate", "titan-text-express", pair(12_288, 3)),
            of_text("fires-tokens", "nova-lite", conversation(192_100, "Hi")),
            of_text("fires-estimate", "nova-lite", conversation(100_000, "Hi")),
            of_text("fires-output", "cohere-command", pair(5, 12_300)),
            of_text("fires-script", "claude-3-haiku", {
                let words = "word ".repeat(19_300);
                format!(
                    "{{\"messages\": [{{\"role\": \"user\", \"content\": \"{words}\"}}, {{\"role\": \"assistant\", \"content\": \"Yes.\"}}]}}\n"
                )
            }),
            of_text("fires-bytes", "distillation", prompt(16_300)),
            of_text("fires-disputed-bytes", "distillation", prompt(15_900)),
            of_text("clean", "titan-text-express", pair(12_000, 288)),
            of_text("clean-bytes", "distillation", prompt(15_800)),
        ],
        "too-many-records" => vec![
            of_text("fires", "nova-lite", many(20_001)),
            of_text("clean", "nova-lite", many(20_000)),
        ],
        _ => panic!("{rule} is not built"),
    }
}

/// Twenty questions behind one system prompt.
fn twenty(system: usize) -> String {
    let of = |number| {
        conversation(
            system,
            &format!("Is number {number} in stock, or is it not?"),
        )
    };
    (0..20).map(of).collect()
}

fn fixture(name: &str, model: Option<&str>, report: Report) -> Fixture {
    Fixture {
        name: name.to_owned(),
        model: model.map(str::to_owned),
        report,
    }
}

/// One data set, and files that it is compared with.
fn overlapping(rule: &str) -> Vec<Fixture> {
    const OPEN: &str =
        "Are you open on the first Sunday of the month, and if so, from when until when?";
    let said = |prompt: &str, completion: &str| {
        format!("{{\"prompt\": \"{prompt}\", \"completion\": \"{completion}\"}}\n")
    };
    let train = said(OPEN, "Yes, from ten to four.") + &said("Do you ship to Norway?", "Yes.");
    let shouted = said(&OPEN.to_uppercase(), "YES, FROM TEN TO FOUR!");
    [
        ("fires-exact", said("Do you ship to Norway?", "Yes.")),
        (
            "fires-canonical",
            "{\"completion\":\"Yes.\",\"prompt\":\"Do you ship to Norway\\u003f\"}\n".to_owned(),
        ),
        ("fires-normalized", shouted),
        ("fires-near", said(OPEN, "Yes, from ten to five.")),
        (
            "fires-question",
            said("Do you ship to Norway?", "No, never."),
        ),
        ("clean", said("Do you ship to Sweden?", "Yes.")),
    ]
    .map(|(name, validation)| {
        let report = run::compare(
            &[("train.jsonl", train.as_bytes())],
            &[("validation.jsonl", validation.as_bytes())],
            &quiet(None, rule),
            &Cut::default(),
        );
        fixture(name, None, report)
    })
    .into()
}

/// The same records under several names.
fn named(rule: &str) -> Vec<Fixture> {
    [
        ("fires-space", "train data.jsonl", "llama-3-1-8b"),
        ("fires-brackets", "train(1).jsonl", "nova-lite"),
        ("fires-extension", "data/train.json", "llama-3-1-8b"),
        ("fires-archive", "train.jsonl.gz", "nova-lite"),
        ("clean", "my data/train_v1.2-final.jsonl", "nova-lite"),
        ("clean-brackets", "train(1).jsonl", "llama-3-1-8b"),
        ("clean-stdin", "stdin", "nova-lite"),
    ]
    .map(|(fixture_name, name, model)| {
        let line = if model == "nova-lite" {
            conversation(5, "Is it in stock?")
        } else {
            pair(5, 5)
        };
        let options = quiet(Some(model), rule);
        let report = run::check(&[(name, line.as_bytes())], &options, &Cut::default());
        fixture(fixture_name, Some(model), report)
    })
    .into()
}

fn pair(prompt: usize, completion: usize) -> String {
    let text = |length| "word ".chars().cycle().take(length).collect::<String>();
    let (prompt, completion) = (text(prompt), text(completion));
    format!("{{\"prompt\": \"{prompt}\", \"completion\": \"{completion}\"}}\n")
}

fn conversation(system: usize, user: &str) -> String {
    let system = "word ".repeat(system / 5);
    format!(
        "{{\"schemaVersion\": \"bedrock-conversation-2024\", \"system\": [{{\"text\": \"{system}\"}}], \"messages\": [{{\"role\": \"user\", \"content\": [{{\"text\": \"{user}\"}}]}}, {{\"role\": \"assistant\", \"content\": [{{\"text\": \"Yes.\"}}]}}]}}\n"
    )
}

fn prompt(length: usize) -> String {
    let words = "a".repeat(length);
    format!(
        "{{\"schemaVersion\": \"bedrock-conversation-2024\", \"messages\": [{{\"role\": \"user\", \"content\": [{{\"text\": \"{words}\"}}]}}]}}\n"
    )
}

fn many(count: u32) -> String {
    (0..count)
        .map(|n| conversation(5, &format!("Is {n} in stock?")))
        .collect()
}

/// A data set that has seen the first line of a file of so many bytes.
fn begin(options: &Options, line: &[u8], bytes: u64) -> Dataset {
    let probe = probe(line, true, options).expect("good options");
    let mut checker = Checker::new(options, &probe).expect("good options");
    let mut dataset = Dataset::new(options.clone()).expect("good options");
    dataset.begin_file("train.jsonl", bytes, &probe);
    dataset.add(&checker.check(line));
    dataset
}

fn find(rule: &str) -> &'static Rule {
    tuneset::rules::find(rule).expect("a rule")
}

/// A gzip file.
fn gzip(text: &[u8]) -> Vec<u8> {
    let mut deflate = Deflate::new(6, true, 15 + 16);
    let mut member = vec![0; text.len() + 1000];
    let status = deflate.compress(text, &mut member, DeflateFlush::Finish);
    assert_eq!(status, Ok(Status::StreamEnd));
    member.truncate(usize::try_from(deflate.total_out()).expect("a length"));
    member
}
