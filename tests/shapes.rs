//! Files whose records are not one per line: the findings, and the results of the fixes.

mod run;

use run::{Cut, options, prepare};
use serde_json::{Value, json};

const ONE: &str = r#"{"prompt": "p", "completion": "one"}"#;
const TWO: &str = r#"{"prompt": "p", "completion": "two"}"#;

/// The results of a run: the training file's values, the set-aside reasons, and the findings as `line:column rule`.
struct Come {
    train: Vec<Value>,
    aside: Vec<String>,
    found: Vec<String>,
    messages: Vec<String>,
}

fn come(file: impl AsRef<[u8]>, wanted: &Value) -> Come {
    let mut json = json!({"split": {"validation": 0}, "near": "off", "dedupe": "off"});
    for (key, value) in wanted.as_object().expect("options") {
        json[key] = value.clone();
    }
    let options = options(&json.to_string());
    let whole = prepare(&[("train.jsonl", file.as_ref())], &options, &Cut::default());
    for size in [1, 7, 50] {
        let cut = prepare(
            &[("train.jsonl", file.as_ref())],
            &options,
            &Cut::every(size),
        );
        assert_eq!(whole, cut, "{size} bytes at a time");
    }
    let lines = |text: &str| -> Vec<Value> {
        let value = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
        };
        text.lines().map(value).collect()
    };
    let report: Value = serde_json::from_str(&whole.report).expect("a report is JSON");
    let rules = report["rules"].as_object().expect("rules");
    let examples: Vec<&Value> = rules
        .values()
        .flat_map(|rule| rule["examples"].as_array().expect("examples"))
        .collect();
    let found = |it: &&Value| {
        format!(
            "{}:{} {}",
            it["line"],
            it["column"],
            it["rule"].as_str().expect("a rule")
        )
    };
    Come {
        train: lines(&whole.train),
        aside: lines(&whole.set_aside)
            .iter()
            .map(|row| row["reason"].as_str().expect("a reason").to_owned())
            .collect(),
        found: examples.iter().map(found).collect(),
        messages: examples
            .iter()
            .map(|it| it["message"].as_str().expect("a message").to_owned())
            .collect(),
    }
}

fn record(completion: &str) -> Value {
    json!({"prompt": "p", "completion": completion})
}

const QUIET: &str = r#"{"rules": {"too-few-records": "off", "conflicting-completion": "off", "duplicate-record": "off", "wrong-format": "off"}}"#;

fn quiet(more: &Value) -> Value {
    let mut json: Value = serde_json::from_str(QUIET).expect("JSON");
    for (key, value) in more.as_object().expect("options") {
        json[key] = value.clone();
    }
    json
}

#[test]
fn a_text_broken_by_raw_line_ends_is_one_record_and_one_finding() {
    let file = format!(
        "{ONE}\r\n{{\"prompt\": \"p\", \"completion\": \"a\r\n\r\nb\tc\r\nd\"}}\r\n{TWO}\r\n"
    );
    let plain = come(
        &file,
        &quiet(
            &json!({"rules": {"crlf-line-ending": "off", "too-few-records": "off", "conflicting-completion": "off"}}),
        ),
    );
    assert_eq!(plain.found, ["2:33 invalid-json"]);
    assert!(
        plain.messages[0].contains("continues on the next line"),
        "{:?}",
        plain.messages
    );
    assert_eq!(
        (plain.train.len(), plain.aside),
        (2, vec!["invalid-json".to_owned()])
    );
    // It may be two halves of different records: a guess.
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train.len(), 2);
    let all = come(&file, &quiet(&json!({"fix": true, "unsafeFixes": true})));
    assert_eq!(
        all.train,
        [record("one"), record("a\n\nb\tc\nd"), record("two")]
    );
}

#[test]
fn a_record_that_is_cut_off_takes_no_other_with_it() {
    let file = format!(
        "{{\"prompt\": \"p\", \"completion\": \"a\n{ONE}\n{{\"prompt\": \"p\", \"comp\nletion\": x}}\n{TWO}\n"
    );
    let all = come(&file, &quiet(&json!({"fix": true, "unsafeFixes": true})));
    assert_eq!(all.train, [record("one"), record("two")]);
    assert_eq!(all.aside.len(), 3);
}

#[test]
fn an_object_printed_behind_lines_is_put_on_one_line() {
    let file = format!(
        "{ONE}\n{{\n  \"prompt\": \"p\",\n  \"completion\": \"two\"\n}}\n{{\n \"prompt\": \"p\", \"completion\": \"three\"}}"
    );
    let plain = come(&file, &quiet(&json!({})));
    assert_eq!(
        plain
            .found
            .iter()
            .filter(|it| it.contains("pretty"))
            .count(),
        2
    );
    assert_eq!((plain.train.len(), plain.aside.len()), (1, 2));
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train, [record("one"), record("two"), record("three")]);
}

#[test]
fn lists_under_a_key_are_read_and_what_is_cut_is_not_taken_for_whole() {
    let file =
        format!("{{\"version\": \"[\", \"data\": [{ONE}, {TWO}\n], \"info\": {{\"a\": [1]}}}}\n");
    let plain = come(&file, &quiet(&json!({})));
    assert_eq!(plain.found, ["1:1 wrapped-records"]);
    assert!(
        plain.messages[0].contains("a list under \"data\""),
        "{:?}",
        plain.messages
    );
    assert_eq!(plain.aside, ["wrapped-records", "wrapped-records"]);
    for fix in [
        json!({"fix": true}),
        json!({"convert": "prompt-completion"}),
    ] {
        let safe = come(&file, &quiet(&fix));
        assert_eq!(safe.train, [record("one"), record("two")], "{fix}");
    }
    let pages = format!(
        "{{\"rows\":[{{\"row_idx\":0,\"row\":{ONE},\"truncated_cells\":[]}},{{\"row_idx\":1,\"row\":{TWO},\"truncated_cells\":[\"completion\"]}}],\"num\":3}}\n{{\"rows\":[{{\"row_idx\":2,\"row\":{TWO},\"truncated_cells\":[]}}],\"num\":3}}\n"
    );
    let safe = come(&pages, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train, [record("one"), record("two")]);
    assert_eq!(safe.aside.len(), 1);
}

#[test]
fn lists_in_an_object_under_a_key_are_read() {
    let file =
        format!(r#"{{"data": {{"train": [{ONE}, {TWO}], "meta": {{"n": 1}}}}, "version": 2}}"#);
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train, [record("one"), record("two")]);
}

#[test]
fn several_lists_take_a_guess() {
    let file = format!("{{\"train\": [{ONE}], \"meta\": 1, \"test\": [{TWO}]}}\n");
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!((safe.train.len(), safe.aside.len()), (0, 2));
    assert!(
        safe.messages[0].contains("\"train\" and \"test\""),
        "{:?}",
        safe.messages
    );
    let all = come(&file, &quiet(&json!({"fix": true, "unsafeFixes": true})));
    assert_eq!(all.train, [record("one"), record("two")]);
    // A conversion makes no guess: one list may be held out.
    let converted = come(
        &file,
        &quiet(&json!({"model": "nova-lite", "convert": true})),
    );
    assert_eq!((converted.train.len(), converted.aside.len()), (0, 2));
}

#[test]
fn a_record_with_a_list_is_no_wrapper() {
    for file in [
        "{\"data\": [1, 2]}\n".to_owned(),
        "{\"data\": [{\"a\": 1}]}\n".to_owned(),
        "{\"id\": 1, \"data\": [{\"a\": 1}, {\"a\": 2}]}\n{\"id\": 2, \"data\": [{\"a\": 1}, {\"a\": 2}]}\n".to_owned(),
        "{\"data\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n".to_owned(),
        "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n".to_owned(),
        "{\"prompt\": \"p\", \"completion\": \"c\", \"data\": [{\"prompt\": \"p\", \"completion\": \"c\"}]}\n".to_owned(),
        "{\"documents\": [{\"text\": \"a\"}, {\"text\": \"b\"}], \"question\": \"c\", \"answer\": \"d\"}\n".to_owned(),
        format!("{ONE}\n{{\"data\": [{TWO}]}}\n"),
        "{\"prompt\": \"| a | b |\", \"completion\": \"|\"}\n".to_owned(),
    ] {
        let plain = come(&file, &json!({}));
        let is_wrapped = plain.found.iter().any(|it| it.contains("wrapped") || it.contains("csv"));
        assert!(!is_wrapped, "{file}: {:?}", plain.found);
    }
}

#[test]
fn columns_of_a_table_become_records() {
    for (file, is_safe) in [
        (
            r#"{"prompt": {"0": "p", "1": "p"}, "completion": {"0": "one", "1": "two"}}"#,
            true,
        ),
        (
            "{\"columns\": [\"prompt\", \"completion\"],\n \"index\": [0, 1], \"data\": [[\"p\", \"one\"],\n [\"p\", \"two\"]]}\n",
            true,
        ),
        (
            r#"{"0": {"prompt": "p", "completion": "one"}, "1": {"prompt": "p", "completion": "two"}}"#,
            true,
        ),
        (
            r#"{"prompt": ["p", "p"], "completion": ["one", "two"]}"#,
            false,
        ),
    ] {
        let plain = come(file, &quiet(&json!({})));
        assert_eq!(plain.found, ["1:1 wrapped-records"], "{file}");
        assert_eq!(
            plain.aside,
            ["wrapped-records", "wrapped-records"],
            "{file}"
        );
        let safe = come(file, &quiet(&json!({"fix": true})));
        let all = come(file, &quiet(&json!({"fix": true, "unsafeFixes": true})));
        assert_eq!(all.train, [record("one"), record("two")], "{file}");
        assert_eq!(safe.train.len(), if is_safe { 2 } else { 0 }, "{file}");
    }
}

#[test]
fn a_text_sequence_loses_its_separators_and_only_the_record_that_is_cut() {
    let file = format!(
        "\u{1E}{ONE}\n\u{1E}{{\"prompt\": \"p\", \"comp\n\u{1E}{{\n\"prompt\": \"p\",\n\"completion\": \"two\"}}\n"
    );
    let plain = come(&file, &quiet(&json!({})));
    assert!(
        plain.found.contains(&"1:1 wrapped-records".to_owned()),
        "{:?}",
        plain.found
    );
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train, [record("one"), record("two")]);
    assert_eq!(safe.aside, ["invalid-json"]);
}

#[test]
fn records_that_were_encoded_twice_are_read() {
    let encoded = |text: &str| serde_json::to_string(text).expect("a text");
    let file = format!(
        "{}\n{}\n",
        encoded(ONE),
        encoded(&TWO.replace("two", "t\\n\\u00e9\\\""))
    );
    let plain = come(&file, &quiet(&json!({})));
    assert!(
        plain.found.iter().all(|it| it.ends_with("encoded-record")),
        "{:?}",
        plain.found
    );
    for fix in [
        json!({"fix": true}),
        json!({"convert": "prompt-completion"}),
    ] {
        let safe = come(&file, &quiet(&fix));
        assert_eq!(safe.train, [record("one"), record("t\né\"")], "{fix}");
    }
    let messages = json!([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]);
    let file = json!({"messages": messages.to_string()}).to_string() + "\n";
    let safe = come(&file, &quiet(&json!({"fix": true})));
    assert_eq!(safe.train, [json!({"messages": messages})]);
    let chat = come(
        &file,
        &quiet(&json!({"convert": "bedrock-conversation-2024"})),
    );
    assert_eq!(
        chat.train[0]["messages"][0]["content"],
        json!([{"text": "a"}])
    );
}

#[test]
fn separators_of_spreadsheets_are_understood() {
    for file in [
        "sep=;\r\nprompt;completion\r\np;\"one\"\r\np;two\r\n",
        "\u{FEFF}sep=|\nprompt|completion\np|one\np|two\n",
        "prompt|completion\np|one\n\"p\"|two\n",
    ] {
        let found = come(file, &quiet(&json!({"convert": "prompt-completion"})));
        assert_eq!(found.train, [record("one"), record("two")], "{file}");
        assert!(
            found.found.iter().any(|it| it.ends_with("csv-file")),
            "{:?}",
            found.found
        );
    }
}

#[test]
fn columns_without_a_header_are_named_in_a_question_and_never_picked() {
    let file = "\"What is the capital of France?\",\"It is Paris, as ever.\"\n\"Who wrote this, in which year?\",\"Nobody knows.\"\n";
    let asked = come(file, &quiet(&json!({"convert": "prompt-completion"})));
    assert_eq!(asked.found, ["1:1 csv-file"]);
    let message = &asked.messages[0];
    assert!(message.contains("without a header"), "{message}");
    assert_eq!((asked.train.len(), asked.aside.len()), (0, 2));
    let mapped = come(
        file,
        &quiet(
            &json!({"convert": "prompt-completion", "map": {"prompt": "column_1", "completion": "column_2"}}),
        ),
    );
    assert_eq!(
        mapped.train[1],
        json!({"prompt": "Who wrote this, in which year?", "completion": "Nobody knows."})
    );
    for lines in [
        "\"prompt\": \"What is it, then, really?\", \"completion\": \"b\"}\n\"prompt\": \"What is it, then?\", \"completion\": \"b\"}\n",
        "| a long question here | b |\n|---|---|\n| c | d |\n",
        "data: {\"prompt\": \"What is it, then, really?\", \"completion\": \"b\"}\ndata: {\"prompt\": \"And who?\", \"completion\": \"c\"}\n",
        "Just some prose here.\nAnd more of it.\n",
        "prompt,completion\n{\"prompt\": \"a\", \"completion\": \"b\"}\n",
    ] {
        let found = come(lines, &quiet(&json!({})));
        assert!(
            !found.found.iter().any(|it| it.ends_with("csv-file")),
            "{lines}: {:?}",
            found.found
        );
    }
}

#[test]
fn a_header_in_the_middle_of_a_table_is_no_record() {
    let file = "prompt,completion\np,one\n\"Prompt\",completion\np,two\n";
    let found = come(file, &quiet(&json!({"convert": "prompt-completion"})));
    assert_eq!(found.train, [record("one"), record("two")]);
    assert_eq!(found.found, ["1:1 csv-file", "3:1 ragged-row"]);
}

#[test]
fn an_unclosed_quote_is_told_where_it_opens() {
    let file = "prompt,completion\n\"p\",\"one\"\n\"p\",\"two\n\"p\",\"three\"\n\"p\",\"fo\nur\"\n";
    let found = come(file, &quiet(&json!({"convert": "prompt-completion"})));
    let told: Vec<_> = found
        .found
        .iter()
        .filter(|it| !it.ends_with("csv-file"))
        .collect();
    assert_eq!(told, ["3:5 unclosed-quote"]);
    assert_eq!(
        found.train,
        [record("one"), record("three"), record("fo\nur")]
    );
}

#[test]
fn a_table_in_an_older_encoding_is_a_table_and_has_one_finding_for_that() {
    let text = "\"Frage zur Gr\u{F6}\u{DF}e\";\"Antwort\"\r\n".to_owned()
        + &"\"Wie gro\u{DF} ist die T\u{FC}r?\";\"Zwei Meter, sch\u{F6}n und gr\u{FC}n.\"\r\n"
            .repeat(20);
    let bytes: Vec<u8> = text
        .chars()
        .map(|char| u8::try_from(u32::from(char)).expect("Latin"))
        .collect();
    let found = come(&bytes, &quiet(&json!({"convert": "prompt-completion"})));
    let rules: Vec<_> = found
        .found
        .iter()
        .filter_map(|it| it.split(' ').nth(1))
        .collect();
    assert_eq!(
        rules,
        ["csv-file", "invalid-utf8"],
        "{:?} {:?}",
        found.found,
        found.messages
    );
}
