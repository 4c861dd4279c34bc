//! What holds for every data set (architecture.md, invariants 1 to 6), asked of random ones; a failing case is printed
//! with its seed, and kept beside this file.

#[path = "../fuzz/properties/check.rs"]
mod check;
#[path = "../fuzz/properties/choices.rs"]
mod choices;
mod run;
#[path = "../fuzz/properties/write.rs"]
mod write;

use proptest::collection::vec;
use proptest::prelude::*;
use run::{Cut, Outputs, options, prepare, prepare_against};
use tuneset::Options;
use xxhash_rust::xxh3::xxh3_64;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// 1: any chunk size, number of checkers and order of work.
    #[test]
    fn however_the_work_is_cut_up_reports_and_outputs_are_equal(
        files in vec(data_set(), 1..3),
        (options, _) in choice(),
        cut in cut(),
    ) {
        let named: Vec<_> = files.iter().zip(["one.jsonl", "two.jsonl"]).map(|(bytes, name)| (name, bytes.0.as_slice())).collect();
        check::holds(&named, &options, &cut);
    }

    /// 2, 3 and 5: conservation, unchanged bytes, outputs that are taken, no copy on both sides.
    #[test]
    fn nothing_is_lost_doubled_changed_or_shared(
        bytes in data_set(),
        (options, cut) in choice(),
    ) {
        write::holds(&bytes.0, &options, &cut);
    }

    /// 1 and 6: whatever a data set is compared with, and however that is cut up; and it stays what it is.
    #[test]
    fn whatever_is_compared_with_changes_nothing_and_is_compared_alike(
        bytes in data_set(),
        others in vec(data_set(), 1..3),
        noise in vec(any::<u8>(), 0..100),
        (options, _) in choice(),
        cut in cut(),
    ) {
        let files: [(&str, &[u8]); 1] = [("train.jsonl", &bytes.0)];
        let mut against: Vec<(&str, &[u8])> = others.iter().map(|other| ("other.jsonl", other.0.as_slice())).collect();
        against.push(("noise.jsonl", &noise));
        let whole = prepare_against(&files, &against, &options, &Cut::default());
        prop_assert_eq!(&whole, &prepare_against(&files, &against, &options, &cut));
        let alone = prepare(&files, &options, &cut);
        prop_assert_eq!(whole.train, alone.train);
        prop_assert_eq!(whole.validation, alone.validation);
        prop_assert_eq!(whole.set_aside, alone.set_aside);
    }

    /// 6: no input panics.
    #[test]
    fn any_bytes_are_judged(bytes in vec(any::<u8>(), 0..300).prop_map(Bytes), (options, cut) in choice()) {
        check::holds(&[("train.jsonl", &bytes.0)], &options, &cut);
        write::holds(&bytes.0, &options, &cut);
    }

    /// 6: records that are nearly right are the likeliest to reach far into the rules.
    #[test]
    fn mutated_records_are_judged(bytes in mutated(), (options, cut) in choice()) {
        check::holds(&[("train.jsonl", &bytes.0)], &options, &cut);
        write::holds(&bytes.0, &options, &cut);
    }
}

/// 4: the same bytes on every platform. Whoever changes them on purpose writes them anew with `UPDATE_GOLDEN=1`.
/// `tests/fixtures/invariants/mixed.*` are there for the tests in Node and in browsers too.
#[test]
fn the_same_input_options_and_seed_give_the_recorded_bytes() {
    let input = golden("mixed.jsonl");
    for (name, json) in [
        ("plain", r#"{"split": {"validation": "20%", "seed": 42}}"#),
        (
            "fixed",
            r#"{"fix": true, "dedupe": "exact", "keep": "last", "split": {"validation": "5", "seed": 7}}"#,
        ),
    ] {
        let outputs = prepare(
            &[("mixed.jsonl", &input)],
            &options(json),
            &Cut::every(1000),
        );
        for (side, bytes) in sides(&outputs) {
            let file = format!("mixed.{name}.{side}.jsonl");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(golden_path(&file), bytes).expect("the fixtures can be written");
            }
            assert!(bytes.as_bytes() == golden(&file), "{file} has changed");
        }
    }
}

/// 4, at a size where the order of a hash table, or of workers, would show.
#[test]
fn many_records_give_the_recorded_digests() {
    let record = |n: u32| {
        format!(
            "{{\"prompt\": \"What is {n} times {n}?\", \"completion\": \"{}\"}}\n",
            n * n
        )
    };
    let input: String = (0..6000).map(|n| record(n % 5000)).collect();
    let outputs = prepare(
        &[("train.jsonl", input.as_bytes())],
        &Options::default(),
        &Cut::every(100_000),
    );
    let digests = sides(&outputs).map(|(_, bytes)| format!("{:016x}", xxh3_64(bytes.as_bytes())));
    assert_eq!(
        digests,
        ["5482b9c38fb16d87", "0a4075c74319c472", "01a3c2e3e47f2ab4"]
    );
}

/// 5, at a size where a draw by position or by batch would put copies on both sides.
#[test]
fn copies_of_a_value_stand_on_one_side() {
    let record = |n: u32, copy: u32| match copy {
        0 => format!("{{\"prompt\": \"p{n}\", \"completion\": \"é\"}}\n"),
        1 => format!("{{\"completion\":\"\\u00e9\",\"prompt\":\"p{n}\"}}\n"),
        _ => format!(" {{\"prompt\" : \"p{n}\" , \"completion\": \"é\"}} \n"),
    };
    let input: String = (0..2000).map(|n| record(n % 600, n / 600)).collect();
    for dedupe in ["off", "exact", "canonical"] {
        let json =
            format!(r#"{{"dedupe": "{dedupe}", "split": {{"validation": "30%", "seed": 3}}}}"#);
        let outputs = prepare(
            &[("train.jsonl", input.as_bytes())],
            &options(&json),
            &Cut::default(),
        );
        assert!(outputs.validation.lines().count() >= 150, "{dedupe}");
        assert_eq!(write::shared_values(&outputs), 0, "{dedupe}");
    }
}

/// 6: what would end a recursive reader, or one that is quadratic.
#[test]
fn deep_and_long_lines_are_judged() {
    let record = r#"{"prompt": "a", "completion": "b"}"#;
    let line = |text: &str| format!("{record}\n{text}\n{record}\n").into_bytes();
    for (name, bytes) in [
        ("opening brackets", line(&"[".repeat(100_000))),
        ("objects in objects", line(&"{\"a\":".repeat(100_000))),
        ("closing brackets", line(&"]".repeat(100_000))),
        ("commas", line(&format!("[1{}]", ",".repeat(100_000)))),
        ("trailing commas", line(&"[1,],".repeat(2_000))),
        (
            "one text of 20 MB",
            line(&format!(
                "{{\"prompt\": \"{}\", \"completion\": \"b\"}}",
                "word ".repeat(4 << 20)
            )),
        ),
        (
            "20 MB of one key",
            line(&format!("{{\"{}", "k".repeat(20 << 20))),
        ),
        ("many values", "{}".repeat(10_000).into_bytes()),
        ("only an opening bracket", b"[".to_vec()),
        ("a file of brackets", "[".repeat(100_000).into_bytes()),
    ] {
        for fix in [false, true] {
            let options = Options {
                fix,
                ..Options::default()
            };
            let outputs = prepare(&[("train.jsonl", &bytes)], &options, &Cut::default());
            let report: serde_json::Value = serde_json::from_str(&outputs.report).expect("JSON");
            let written: usize = sides(&outputs)
                .map(|(_, side)| side.lines().count())
                .iter()
                .sum();
            assert_eq!(report["counts"]["records"], written, "{name}");
        }
    }
}

/// Bytes that a failing case shows as text.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "b\"{}\"", self.0.escape_ascii())
    }
}

fn sides(outputs: &Outputs) -> [(&'static str, &str); 3] {
    [
        ("train", &outputs.train),
        ("validation", &outputs.validation),
        ("set-aside", &outputs.set_aside),
    ]
}

fn golden_path(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/invariants")
        .join(name)
}

fn golden(name: &str) -> Vec<u8> {
    let path = golden_path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Options, and a way to cut the work up.
fn choice() -> impl Strategy<Value = (Options, Cut)> {
    // Two in three have no rule set otherwise; the highest bits say what is done to records.
    let rule = prop_oneof![2 => Just(0x3F), 1 => 0..8_u8];
    (any::<u8>(), any::<u8>(), rule, 0..4_u8, any::<u8>()).prop_map(
        |(model, flags, rule, changes, size)| {
            choices::choose([model, flags, rule | changes << 6, size])
        },
    )
}

fn cut() -> impl Strategy<Value = Cut> {
    (vec(1..400_usize, 1..5), 1..5_usize, any::<u64>()).prop_map(|(sizes, checkers, order)| Cut {
        sizes,
        checkers,
        order,
    })
}

/// A file as people have them: lines good and bad, an array, objects over several lines.
fn data_set() -> impl Strategy<Value = Bytes> {
    let end = prop_oneof![6 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r\r\n")];
    let lines = (
        vec((line(), end), 0..14),
        any::<bool>(),
        proptest::bool::weighted(0.1),
    )
        .prop_map(|(lines, ends, mark)| {
            let mut file = if mark {
                b"\xEF\xBB\xBF".to_vec()
            } else {
                Vec::new()
            };
            for (line, end) in &lines {
                file.extend_from_slice(line);
                file.extend_from_slice(end.as_bytes());
            }
            if !ends {
                file.pop();
            }
            file
        });
    let separator = prop_oneof![Just(","), Just(",\n  "), Just("\n,\n")];
    let array = (vec((line(), separator), 0..10), any::<bool>()).prop_map(|(items, closed)| {
        let mut file = b"[\n ".to_vec();
        for (item, separator) in &items {
            file.extend_from_slice(item);
            file.extend_from_slice(separator.as_bytes());
        }
        file.extend_from_slice(if closed { b"]\n" } else { b"" });
        file
    });
    let printed = vec(record(), 1..8).prop_map(|records| {
        let print = |record: &String| {
            serde_json::from_str(record).map(|value: serde_json::Value| format!("{value:#}\n"))
        };
        records
            .iter()
            .filter_map(|record| print(record).ok())
            .collect::<String>()
            .into_bytes()
    });
    prop_oneof![6 => lines, 2 => array, 1 => printed, 2 => table()].prop_map(Bytes)
}

/// A table as spreadsheets and programs write them, and as they break.
fn table() -> impl Strategy<Value = Vec<u8>> {
    let header = prop_oneof![
        Just("prompt,completion"),
        Just("\u{FEFF}Question,Answer"),
        Just("instruction,input,output"),
        Just("question;answer"),
        Just("id\ttext\tlabel"),
        Just("system,\"messages\""),
        Just("name,price"),
    ];
    let value = prop_oneof![
        4 => Just("Hi"),
        2 => Just("\"a, \"\"b\"\"; c\""),
        1 => Just("\"two\nlines\r\n\""),
        1 => Just("é\\ a\"b"),
        2 => Just("#1"),
        1 => Just("// x"),
        1 => Just("/* x */"),
        1 => Just(" "),
        1 => Just("{}"),
        1 => Just("\"x\" y"),
        1 => Just("\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"a\"\"}, {\"\"role\"\": \"\"assistant\"\", \"\"content\"\": \"\"b\"\"}]\""),
        2 => Just(""),
    ];
    let cells = prop_oneof![5 => Just(2), 3 => Just(3), 1 => Just(1), 1 => Just(4)];
    let row = (
        vec(value, 4),
        cells,
        prop_oneof![8 => Just("\n"), 3 => Just("\r\n"), 1 => Just("\n\n"), 1 => Just("\r")],
    );
    let open = prop_oneof![6 => Just(""), 1 => Just("a,\"open\nb,c")];
    let latin = proptest::bool::weighted(0.1);
    (header, vec(row, 0..10), open, latin).prop_map(|(header, rows, open, latin)| {
        let delimiter = match header {
            header if header.contains(';') => ";",
            header if header.contains('\t') => "\t",
            _ => ",",
        };
        let mut table = format!("{header}\n");
        for (values, cells, end) in rows {
            table.push_str(&values[..cells].join(delimiter));
            table.push_str(end);
        }
        table.push_str(open);
        let mut bytes = table.into_bytes();
        if latin {
            bytes.extend_from_slice(b"caf\xE9,b\n");
        }
        bytes
    })
}

/// A line without its end. Few different ones, so that copies are many.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let broken = prop_oneof![
        Just("{\"prompt\": \"a\", \"completion\": \"b\",}"),
        Just("{\"prompt\": \"a\", \"completion\": [1, 2,],},"),
        Just("{'prompt': 'a'}"),
        Just("{\"prompt\": \"cut off"),
        Just("{} {}"),
        Just("[1, 2]"),
        Just("null"),
        Just("x\"y}z"),
        Just("{"),
        Just("}"),
        Just("// comment"),
        Just("{\"prompt\": \"\\ud83d\", \"completion\": 1e999}"),
        Just("{\"instruction\": \"a\", \"output\": \"b\"}"),
        Just("{\"id\": 1, \"question\": \"a\", \"answer\": \"b\"}"),
        Just("{\"conversations\": [{\"from\": \"human\", \"value\": \"a\"}, {\"from\": \"gpt\", \"value\": \"User: b\"}]}"),
        Just("{\"messages\": [{\"role\": \"system\", \"content\": \"a\"}, {\"role\": \"user\", \"content\": \"b\"}, {\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"c\", \"function\": {\"name\": \"f\", \"arguments\": \"{\\\"x\\\": 1}\"}}]}]}"),
        Just("{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"input_audio\"}]}]}"),
        Just("{\"prompt\": \"a\rb\", \"completion\": \"c\"}"),
    ]
    .prop_map(|line| line.as_bytes().to_vec());
    let bytes = prop_oneof![
        Just(b"{\"prompt\": \"caf\xE9\", \"completion\": \"b\"}".to_vec()),
        Just(b"\x80".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\xEF\xBB\xBF{\"prompt\": \"a\", \"completion\": \"b\"}".to_vec()),
    ];
    let blank =
        prop_oneof![Just(""), Just(" \t"), Just("\r")].prop_map(|line| line.as_bytes().to_vec());
    prop_oneof![
        12 => record().prop_map(String::into_bytes),
        4 => broken,
        2 => bytes,
        2 => blank,
    ]
}

/// A record that some model takes, in one of several spellings.
fn record() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just("Hi"),
        Just("h\\u00e9 😀"),
        Just("User: hi\\nBot: hello"),
        Just("")
    ];
    let pair = (text.clone(), text.clone(), any::<bool>()).prop_map(|(one, other, spaced)| {
        if spaced {
            format!("{{ \"completion\" : \"{other}\", \"prompt\": \"{one}\" }}")
        } else {
            format!("{{\"prompt\": \"{one}\", \"completion\": \"{other}\"}}")
        }
    });
    let claude = text.clone().prop_map(|text| {
        format!("{{\"system\": \"{text}\", \"messages\": [{{\"role\": \"user\", \"content\": \"{text}\"}}, {{\"role\": \"assistant\", \"content\": \"b\"}}]}}")
    });
    let media = |kind: &str, format: &str| {
        format!(
            "{{\"{kind}\": {{\"format\": \"{format}\", \"source\": {{\"s3Location\": {{\"uri\": \"s3://bucket/a.{format}\"}}}}}}}}"
        )
    };
    let extra = prop_oneof![
        4 => Just(String::new()),
        1 => Just(format!(", {}", media("image", "png"))),
        1 => Just(format!(", {}", media("video", "mp4"))),
        1 => Just(format!(", {}, {}", media("image", "png"), media("video", "mp4"))),
    ];
    let conversation = (text, extra).prop_map(|(text, extra)| {
        format!("{{\"schemaVersion\": \"bedrock-conversation-2024\", \"messages\": [{{\"role\": \"user\", \"content\": [{{\"text\": \"{text}\"}}{extra}]}}, {{\"role\": \"assistant\", \"content\": [{{\"text\": \"b\"}}]}}]}}")
    });
    prop_oneof![4 => pair, 1 => claude, 3 => conversation]
}

/// Records with bytes changed, taken out, put in and repeated.
fn mutated() -> impl Strategy<Value = Bytes> {
    let telling = prop_oneof![
        Just(b'"'),
        Just(b'\\'),
        Just(b'{'),
        Just(b'}'),
        Just(b'['),
        Just(b']'),
        Just(b','),
        Just(b':'),
        Just(b'\n'),
        Just(b'\r'),
        Just(b'u'),
        Just(0xEF),
        Just(0xBF),
        any::<u8>(),
    ];
    let edit = (any::<prop::sample::Index>(), 0..4_u8, telling);
    (vec(record(), 1..5), vec(edit, 0..12)).prop_map(|(records, edits)| {
        let mut bytes = records.join("\n").into_bytes();
        for (index, kind, byte) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = index.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.extend_from_within(at..),
            }
        }
        Bytes(bytes)
    })
}
