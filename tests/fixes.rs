//! Fixes chosen by rule: chosen findings are repaired, nothing else changes, and the report counts both.

mod run;

use run::{Cut, options, prepare};
use serde_json::{Value, json};

const GOOD: &str = r#"{"prompt": "p", "completion": "good"}"#;

/// A byte order mark, a comma too many, single quotation marks, both of these, two records on a line, a blank line; all lines
/// end in CR LF.
fn data() -> String {
    [
        format!("\u{FEFF}{GOOD}"),
        r#"{"prompt": "p", "completion": "comma",}"#.to_owned(),
        r#"{'prompt': "p", "completion": "quotes"}"#.to_owned(),
        r#"{'prompt': "p", "completion": "both",}"#.to_owned(),
        r#"{"prompt": "p", "completion": "one"} {"prompt": "p", "completion": "two"}"#.to_owned(),
        String::new(),
        r#"{"prompt": "p", "completion": "last"}"#.to_owned(),
    ]
    .map(|line| line + "\r\n")
    .concat()
}

/// The lines of the training file, and the reasons of the set-aside lines.
fn run(fixes: &Value) -> (Vec<String>, Vec<String>, Value) {
    let json = json!({"split": {"validation": 0}, "near": "off", "fixes": fixes});
    run_with(&json)
}

fn run_with(json: &Value) -> (Vec<String>, Vec<String>, Value) {
    let outputs = prepare(
        &[("train.jsonl", data().as_bytes())],
        &options(&json.to_string()),
        &Cut::every(50),
    );
    let lines = outputs.train.split_terminator('\n').map(str::to_owned);
    let aside = outputs.set_aside.lines().map(|row| {
        let row: Value = serde_json::from_str(row).expect("a row is JSON");
        row["reason"].as_str().expect("a reason").to_owned()
    });
    let report = serde_json::from_str(&outputs.report).expect("a report is JSON");
    (lines.collect(), aside.collect(), report)
}

fn record(completion: &str) -> String {
    format!(r#"{{"prompt": "p", "completion": "{completion}"}}"#)
}

#[test]
fn records_that_one_value_was_repaired_into_stand_on_their_own_lines() {
    let data = [
        "[",
        r#"{"prompt": "p", "completion": "first"},"#,
        r#"{prompt": "p", "completion": "second"}"#,
        r#"  {"prompt": "p", "completion": "first"}"#,
        "]",
    ]
    .join("\n");
    let wanted = options(r#"{"split": {"validation": 0}, "unsafeFixes": true}"#);
    for cut in [Cut::default(), Cut::every(1), Cut::every(45)] {
        let outputs = prepare(&[("train.json", data.as_bytes())], &wanted, &cut);
        assert_eq!(
            outputs.train,
            format!("{}\n{}\n", record("first"), record("second"))
        );
        let row: Value = serde_json::from_str(&outputs.set_aside).expect("one row");
        assert_eq!(
            (&row["line"], &row["reason"]),
            (&json!(4), &json!("duplicate-record"))
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let example = &report["rules"]["duplicate-record"]["examples"][0];
        assert_eq!(
            (&example["line"], &example["byteOffset"]),
            (&json!(4), &json!(data.rfind('{')))
        );
    }
}

#[test]
fn what_was_chosen_is_repaired_and_nothing_else() {
    let (lines, aside, report) = run(&json!({"invalid-json": "safe"}));
    assert_eq!(
        lines,
        [
            format!("{}\r", record("comma")),
            format!("{}\r", record("last"))
        ],
        "line ends stay, as nobody asked for others"
    );
    assert_eq!(
        aside,
        [
            "byte-order-mark",
            "invalid-json",
            "invalid-json",
            "multiple-values-on-line",
            "blank-line"
        ]
    );
    let rules = &report["rules"];
    assert_eq!(rules["invalid-json"]["fixed"], 1);
    assert_eq!(
        rules["invalid-json"]["fixable"],
        json!({"safe": 0, "unsafe": 2}),
        "a line is repaired whole or not at all"
    );
    assert_eq!(rules["byte-order-mark"]["fixable"]["safe"], 1);
    assert_eq!(rules["crlf-line-ending"]["fixed"], 0);
}

#[test]
fn a_rule_can_be_taken_out_of_the_fixes() {
    let json = json!({"fix": true, "fixes": {"crlf-line-ending": "off", "multiple-values-on-line": "off"}, "split": {"validation": 0}, "near": "off"});
    let (lines, aside, report) = run_with(&json);
    let kept = |completion: &str| format!("{}\r", record(completion));
    assert_eq!(lines, [kept("good"), kept("comma"), kept("last")]);
    assert_eq!(
        aside,
        [
            "invalid-json",
            "invalid-json",
            "multiple-values-on-line",
            "blank-line"
        ]
    );
    assert_eq!(report["rules"]["blank-line"]["fixed"], 1);
}

#[test]
fn guesses_are_made_for_one_rule_alone() {
    let (lines, aside, _) = run(
        &json!({"invalid-json": "unsafe", "crlf-line-ending": "safe", "byte-order-mark": "safe"}),
    );
    assert_eq!(
        lines,
        ["good", "comma", "quotes", "both", "last"].map(record)
    );
    assert_eq!(aside, ["multiple-values-on-line", "blank-line"]);
}

/// The mark is before the first and the carriage return behind the last, as on the original line.
#[test]
fn records_told_apart_keep_what_was_around_their_line() {
    let (lines, ..) = run(&json!({"multiple-values-on-line": "safe"}));
    assert_eq!(
        lines,
        [
            record("one"),
            format!("{}\r", record("two")),
            format!("{}\r", record("last"))
        ]
    );
}

/// With a file of an array, only what makes lines of it.
#[test]
fn a_file_is_repaired_by_its_own_rule() {
    let array = format!("[\n{GOOD},\n{GOOD}\n]\n");
    for (rule, train) in [("json-array-file", 2), ("blank-line", 0)] {
        let json = json!({"split": {"validation": 0}, "dedupe": "off", "fixes": {rule: "safe"}});
        let outputs = prepare(
            &[("train.json", array.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        );
        assert_eq!(outputs.train.lines().count(), train, "{rule}");
    }
}

#[test]
fn null_fields_of_sound_records_are_taken_out_and_the_bytes_around_them_stay() {
    let padded = |text: &str| {
        format!(r#"{{"image": null, "text": "{text}" , "video": null,"document":null }}"#)
    };
    let bare = |text: &str| format!(r#"{{"text": "{text}" }}"#);
    let record = |block: &dyn Fn(&str) -> String, n: u32| {
        format!(
            r#"{{"schemaVersion": "bedrock-conversation-2024", "messages": [{{"role": "user", "content": [{}]}}, {{"role": "assistant", "content": [{}]}}]}}"#,
            block(&format!("How deep is well {n}?")),
            block(&format!("Well {n} is {n} metres deep."))
        ) + "\n"
    };
    let all =
        |block: &dyn Fn(&str) -> String| (1..=40).map(|n| record(block, n)).collect::<String>();
    let (data, wanted) = (all(&padded), all(&bare).replace("\" }", "\"  }"));
    let run = |fixes: Value| {
        let json = json!({"model": "nova-lite", "split": {"validation": 0}, "near": "off", "fixes": fixes});
        let outputs = prepare(
            &[("train.jsonl", data.as_bytes())],
            &options(&json.to_string()),
            &Cut::every(900),
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        (outputs.train, report)
    };
    let (kept, report) = run(json!({}));
    assert_eq!(kept, data, "nothing changes unless it is asked for");
    let rule = &report["rules"]["null-field"];
    assert_eq!(
        (&rule["count"], &rule["fixed"], &rule["fixable"]["safe"]),
        (&json!(40), &json!(0), &json!(40))
    );
    assert_eq!(rule["examples"].as_array().expect("a list").len(), 1);
    assert_eq!(rule["examples"][0]["records"], 40);
    assert_eq!(report["stats"].get("media"), None, "a null is no picture");
    assert_eq!(report["rules"].get("unknown-key"), None);
    let (amended, report) = run(json!({"null-field": "safe"}));
    assert_eq!(amended.replace("  }", " }"), wanted.replace("  }", " }"));
    assert!(!amended.contains("null"));
    let rule = &report["rules"]["null-field"];
    assert_eq!((&rule["count"], &rule["fixed"]), (&json!(40), &json!(40)));
    assert_eq!(
        rule["examples"][0]["pointer"],
        "/messages/0/content/0/image"
    );
    assert_eq!(rule["examples"][0]["line"], 1);
    let edits = rule["examples"][0]["fix"]["edits"]
        .as_array()
        .expect("shown");
    assert_eq!(edits.len(), 6);
    let first = edits[0]["byteOffset"]
        .as_u64()
        .and_then(|at| usize::try_from(at).ok());
    let first = first.expect("a place");
    assert_eq!(&data[first..first + 15], r#""image": null, "#);
}

#[test]
fn null_arguments_of_tools_go_only_where_guesses_are_wanted() {
    let record = r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": {"tools": [{"toolSpec": {"name": "rain", "description": "Rain of a city", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}, "ticker": null}}}}}]}, "messages": [{"role": "user", "content": [{"text": "Rain?"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t", "name": "rain", "input": {"ticker": null, "city": "Rome"}}}]}]}"#;
    let run = |json: &Value| {
        prepare(
            &[("a.jsonl", record.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        )
        .train
    };
    let without_field = record.replace(r#", "ticker": null}}"#, "}}");
    let safe = json!({"fix": true, "split": {"validation": 0}, "near": "off"});
    assert_eq!(run(&safe).trim_end(), without_field);
    let guessed = json!({"unsafeFixes": true, "split": {"validation": 0}, "near": "off"});
    assert_eq!(
        run(&guessed).trim_end(),
        without_field.replace(r#""ticker": null, "#, "")
    );
}

#[test]
fn a_system_prompt_in_another_place_texts_for_blocks_and_a_misspelt_version_are_mended_by_safe_fixes()
 {
    let rest = r#"{"role": "user", "content": [{"text": "Rain?"}]}, {"role": "assistant", "content": [{"text": "No."}]}]}"#;
    let right = format!(
        r#"{{"schemaVersion": "bedrock-conversation-2024", "system": [{{"text": "Be \"kind\"."}}], "messages": [{rest}"#
    );
    let blocks = r#"[{"text": "Be \"kind\"."}]"#;
    let as_string = right.replace(blocks, r#""Be \"kind\".""#);
    let all_strings = as_string
        .replace(r#"[{"text": "Rain?"}]"#, r#""Rain?""#)
        .replace(r#"[{"text": "No."}]"#, r#""No.""#);
    let misspelt = right.replace("conversation-2024", "conversion-2024");
    let as_message = |content: &str| {
        let system = format!(r#""system": {blocks}, "#);
        let first = format!(r#""messages": [{{"role": "system", "content": {content}}}, "#);
        right
            .replace(&system, "")
            .replace(r#""messages": ["#, &first)
    };
    for broken in [
        as_string,
        all_strings,
        misspelt,
        as_message(blocks),
        as_message(r#""Be \"kind\".""#),
    ] {
        let options = options(&json!({"fix": true, "split": {"validation": 0}}).to_string());
        let outputs = prepare(&[("a.jsonl", broken.as_bytes())], &options, &Cut::default());
        assert_eq!(outputs.train.trim_end(), right, "{broken}");
    }
}

#[test]
fn nulls_of_a_table_export_are_told_by_one_rule() {
    for record in [
        r#"{"system": null, "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
        r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": null, "messages": [{"role": "user", "name": null, "content": [{"text": "a", "image": null}]}]}"#,
        r#"{"schemaVersion": "bedrock-conversation-2024", "system": null, "messages": [{"role": "user", "content": [{"text": "a"}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://pictures-of-cats/a.png", "bucketOwner": null}}}}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
    ] {
        let options = options(&json!({"split": {"validation": 0}}).to_string());
        let outputs = prepare(&[("a.jsonl", record.as_bytes())], &options, &Cut::default());
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let rules = report["rules"].as_object().expect("rules");
        let of_records: Vec<&String> = rules
            .keys()
            .filter(|rule| !rule.ends_with("-records") && *rule != "missing-final-newline")
            .collect();
        assert_eq!(of_records, ["null-field"], "{record}");
    }
}

#[test]
fn texts_that_were_read_wrongly_are_written_as_they_were_where_guesses_are_wanted() {
    let data = concat!(
        r#"{"prompt": "Is the cafÃ© open?", "completion": "Itâ€™s $\frac{1}{2}$ hour."}"#,
        "\n",
        r#"{"prompt": "Where?", "completion": "In M\u00c3\u00bcnchen, \u001b[1mtoday\u001b[0m."}"#,
        "\n",
        r#"{"prompt": "And when?", "completion": "At « six », « à côté »…"}"#,
        "\n"
    );
    let run = |fixes: Value| {
        let json = json!({"split": {"validation": 0}, "near": "off", "fixes": fixes});
        prepare(
            &[("a.jsonl", data.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        )
    };
    assert_eq!(
        run(json!({"mojibake": "safe", "control-character": "safe"})).train,
        data
    );
    let outputs = run(json!({"mojibake": "unsafe", "control-character": "unsafe"}));
    assert_eq!(
        outputs.train,
        concat!(
            r#"{"prompt": "Is the café open?", "completion": "It’s $\\frac{1}{2}$ hour."}"#,
            "\n",
            r#"{"prompt": "Where?", "completion": "In München, today."}"#,
            "\n",
            r#"{"prompt": "And when?", "completion": "At « six », « à côté »…"}"#,
            "\n"
        )
    );
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    for rule in ["mojibake", "control-character"] {
        let rule = &report["rules"][rule];
        assert_eq!((&rule["count"], &rule["fixed"]), (&json!(2), &json!(2)));
        assert_eq!(rule["examples"][1]["line"], 2);
    }
    // The edits are places of the file, though the other rule has changed the record before.
    let edit = &report["rules"]["mojibake"]["examples"][0]["fix"]["edits"][0];
    let at = edit["byteOffset"]
        .as_u64()
        .and_then(|at| usize::try_from(at).ok());
    assert!(data[at.expect("a place")..].starts_with("Ã©"), "{edit}");
}

#[test]
fn what_every_record_has_is_told_once() {
    let record =
        |n: u32| format!("{{\"prompt\": \"Café {n}?\", \"completion\": \"CafÃ© {n}.\"}}\n");
    let data = (1..=30).map(record).collect::<Vec<_>>().concat();
    let of = |data: &str, more: &Value| {
        let mut json = json!({"split": null, "near": "off"});
        json["maxExamplesPerRule"] = more.clone();
        let outputs = prepare(
            &[("a.jsonl", data.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        let examples = report["rules"]["mojibake"]["examples"]
            .as_array()
            .expect("a list")
            .clone();
        (examples.len(), examples[0]["records"].clone())
    };
    assert_eq!(of(&data, &json!(20)), (1, json!(30)));
    assert_eq!(of(&data, &json!(1000)), (30, Value::Null), "all are wanted");
    let some = format!("{data}{}", "{\"prompt\": \"a\", \"completion\": \"b\"}\n");
    assert_eq!(
        of(&some, &json!(20)),
        (20, Value::Null),
        "not every record has it"
    );
}
