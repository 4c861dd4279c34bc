//! Records as people have them, one kind a file: `tests/field/LOG.md` lists their sources.

use serde_json::Value;

use crate::run::{Cut, check, options, prepare};

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/field/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The records of a conversion: the written ones, and the first sentence about each line that is not written.
fn outcome(name: &str, model: &str) -> (Vec<Value>, Vec<String>) {
    let bytes = bytes(name);
    let json = format!(
        r#"{{"model": "{model}", "convert": true, "dedupe": "off", "split": {{"validation": 0}}, "rules": {{"too-few-records": "off", "model-closed": "off", "mixed-media": "off"}}}}"#
    );
    let outputs = prepare(&[(name, &bytes)], &options(&json), &Cut::default());
    let written = outputs.train.lines();
    let written = written.map(|line| serde_json::from_str(line).expect("JSON"));
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    let rules = report["rules"].as_object().expect("rules");
    let mut said: Vec<(u64, String)> = rules
        .iter()
        .filter(|(_, rule)| rule["severity"] == "error")
        .flat_map(|(name, rule)| {
            let examples = rule["examples"].as_array().expect("examples");
            examples.iter().map(move |example| {
                let message = example["message"].as_str().expect("a message");
                let line = example["line"].as_u64().expect("a line");
                (line, format!("{line} {name}: {message}"))
            })
        })
        .collect();
    said.sort();
    (
        written.collect(),
        said.into_iter().map(|(_, said)| said).collect(),
    )
}

fn content(record: &Value) -> &Value {
    &record["messages"][0]["content"]
}

#[test]
fn pictures_beside_a_chat_are_converted_or_an_error() {
    let (written, said) = outcome("llava.jsonl", "llama-3-2-11b");
    let [record] = written.as_slice() else {
        panic!("one picture is in S3: {written:?}");
    };
    let image = serde_json::json!({"image": {"format": "jpeg", "source": {"s3Location": {"uri": "s3://acme-pictures/harbour.jpg"}}}});
    assert_eq!(
        content(record),
        &serde_json::json!([image, {"text": "Which of the boats has a mast?"}])
    );
    let not_in_s3 =
        "not-converted: this image is not in Amazon S3; Bedrock reads images only from there";
    assert_eq!(
        said,
        [
            format!("1 {not_in_s3}"),
            "3 not-converted: marker for image data that the record does not reference".to_owned(),
            format!("4 {not_in_s3}"),
        ]
    );
    for model in ["llama-3-1-8b", "claude-3-haiku"] {
        let (written, said) = outcome("llava.jsonl", model);
        assert_eq!((written.len(), said.len()), (0, 4), "{model}: {said:?}");
    }
}

#[test]
fn media_of_llama_factory_take_the_places_of_their_markers() {
    let (written, said) = outcome("llama-factory-media.jsonl", "nova-lite");
    let kinds: Vec<_> = written
        .iter()
        .map(|record| {
            content(record)[0]
                .as_object()
                .expect("a block")
                .keys()
                .next()
                .expect("a key")
                .clone()
        })
        .collect();
    assert_eq!(kinds, ["image", "video"]);
    assert_eq!(
        content(&written[0])[1]["text"],
        "What does the sign forbid?"
    );
    assert_eq!(
        said,
        [
            "2 not-converted: 2 <image> markers for 1 image: the assignment is ambiguous",
            "4 not-converted: Bedrock has no content of type \"audio\"",
            "5 not-converted: this image is not in Amazon S3; Bedrock reads images only from there",
        ]
    );
}

#[test]
fn answers_to_choose_from_never_become_blank_ones() {
    for model in ["llama-3-1-8b", "nova-lite", "claude-3-haiku"] {
        let (written, said) = outcome("preference.jsonl", model);
        assert_eq!(written, [] as [Value; 0], "{model}");
        let refused = said
            .iter()
            .filter(|said| said.contains("not-converted"))
            .count();
        let least = if model == "nova-lite" { 3 } else { 4 };
        assert_eq!(refused, least, "{model}: {said:?}");
    }
}

#[test]
fn answers_that_kto_marks_as_bad_are_never_trained_on() {
    for model in ["llama-3-1-8b", "nova-lite", "claude-3-haiku"] {
        let (written, said) = outcome("kto.jsonl", model);
        let written = serde_json::to_string(&written).expect("JSON");
        assert!(written.contains("An hour before high water"), "{model}");
        assert!(written.contains("A little over two hours"), "{model}");
        assert!(!written.contains("captain"), "{model}: {written}");
        assert!(!written.contains("regret"), "{model}: {written}");
        let why = "not-converted: \"label\" marks this answer as rejected, but a fine-tuning job would train on it";
        assert_eq!(said, [format!("2 {why}"), format!("4 {why}")], "{model}");
    }
    // As a table, and without a model.
    let rows = "prompt,completion,label\nWhere is it?,\"Behind the mill, on the left.\",True\nWhere is it?,Find it yourself.,False\n";
    let table = ("kto.csv", rows.as_bytes());
    let records = ("kto.jsonl", &*bytes("kto.jsonl"));
    for (input, convert, kept) in [(table, true, 1), (records, false, 2)] {
        let json = format!(r#"{{"convert": {convert}, "split": {{"validation": 0}}}}"#);
        let outputs = prepare(&[input], &options(&json), &Cut::default());
        assert_eq!(outputs.train.lines().count(), kept, "{}", outputs.train);
        assert!(!outputs.train.contains("yourself"), "{}", outputs.train);
        assert!(!outputs.train.contains("regret"), "{}", outputs.train);
    }
}

#[test]
fn inputs_that_say_there_is_none_are_left_out_and_that_is_said() {
    let (written, said) = outcome("alpaca-no-input.jsonl", "nova-lite");
    assert_eq!(said, [""; 0]);
    let asked: Vec<&str> = written
        .iter()
        .map(|record| content(record)[0]["text"].as_str().expect("a text"))
        .collect();
    assert_eq!(
        asked,
        [
            "Name a bird.",
            "Name a fish.",
            "Name a tree.",
            "Name a river.",
            "Name a metal.\n\nNa",
            "Name a word.\n\nnone of these",
            "Name a town."
        ]
    );
    let path = format!(
        "{}/tests/fixtures/field/alpaca-no-input.jsonl",
        env!("CARGO_MANIFEST_DIR")
    );
    let bytes = std::fs::read(path).expect("a fixture");
    let wanted = options(r#"{"model": "nova-lite", "convert": true, "split": null}"#);
    let outputs = prepare(&[("a.jsonl", &bytes)], &wanted, &Cut::default());
    let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
    let example = &report["rules"]["lost-in-conversion"]["examples"][0];
    assert_eq!(example["records"], 4);
    assert_eq!(
        example["message"],
        "\"input\" is dropped, 4 times: a placeholder for no text, such as \"nan\" or \"<noinput>\""
    );
    assert_eq!(example["line"], 1);
}

#[test]
fn inputs_that_are_the_word_none_stay_where_the_instruction_is_about_them() {
    let rows: String = [
        ("Classify the word", "None", "pronoun"),
        ("Classify the word", "run", "verb"),
        ("What does Python print?", "None", "None"),
        (
            "Does the patient have allergies?",
            "None",
            "No allergies are recorded.",
        ),
        ("Expand:", "N/A", "not available"),
    ]
    .map(|(instruction, input, output)| {
        format!(
            "{}\n",
            serde_json::json!({"instruction": instruction, "input": input, "output": output})
        )
    })
    .concat();
    let wanted = options(r#"{"model": "nova-lite", "convert": true, "split": null}"#);
    let outputs = prepare(&[("a.jsonl", rows.as_bytes())], &wanted, &Cut::default());
    for kept in [
        "Classify the word\\n\\nNone",
        "print?\\n\\nNone",
        "allergies?\\n\\nNone",
        "Expand:\\n\\nN/A",
    ] {
        assert!(outputs.train.contains(kept), "{kept}: {}", outputs.train);
    }
    assert!(
        !outputs.report.contains("lost-in-conversion\":"),
        "{}",
        outputs.report
    );
}

/// The message and help of the one error of a file that is only checked.
fn told(name: &str, model: &str) -> (String, String) {
    let bytes = bytes(name);
    let json = format!(
        r#"{{"model": "{model}", "split": null, "rules": {{"too-few-records": "off", "model-closed": "off"}}}}"#
    );
    let report = check(&[(name, &bytes)], &options(&json), &Cut::default());
    let mut errors = report
        .rules
        .values()
        .filter(|found| found.severity == tuneset::Severity::Error);
    let found = errors.next().expect("an error");
    assert!(errors.next().is_none(), "{name}: one kind of error");
    let [example] = found.examples.as_slice() else {
        panic!("{name}: one finding of {}", found.examples.len());
    };
    (example.message.clone(), example.help.clone())
}

#[test]
fn a_layout_that_nobody_knows_is_told_once_with_its_keys() {
    let (message, help) = told("dialogue-summary.jsonl", "nova-lite");
    assert_eq!(
        message,
        "2 records have unrecognized fields (id, dialogue, summary); Amazon Nova Lite requires bedrock-conversation-2024 records"
    );
    assert_eq!(
        help,
        "choose which key is the prompt and which the completion, such as --map prompt=dialogue,completion=summary"
    );
    let (_, help) = told("thread.jsonl", "llama-3-1-8b");
    assert_eq!(
        help,
        "this looks like a chat: rename \"thread\" to \"messages\", with \"role\" and \"content\" in each message"
    );
    let (message, _) = told("batch-inference.jsonl", "nova-lite");
    assert_eq!(
        message,
        "this is a batch inference record; Amazon Nova Lite requires bedrock-conversation-2024 records"
    );
}

#[test]
fn keys_that_are_named_make_records() {
    for (name, map, prompt) in [
        (
            "dialogue-summary.jsonl",
            r#"{"prompt": "dialogue", "completion": "summary"}"#,
            "Ann: When does the ferry leave?\r\nBob: At nine, from the old pier.",
        ),
        (
            "frage-antwort.csv",
            r#"{"prompt": "Frage", "completion": "Antwort"}"#,
            "Wann fährt die Fähre?",
        ),
    ] {
        let json = format!(
            r#"{{"model": "llama-3-1-8b", "map": {map}, "split": {{"validation": 0}}, "rules": {{"too-few-records": "off", "model-closed": "off"}}}}"#
        );
        let outputs = prepare(&[(name, &bytes(name))], &options(&json), &Cut::default());
        let lines: Vec<Value> = outputs
            .train
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), 2, "{name}: {}", outputs.report);
        assert!(
            lines.iter().any(|line| line["prompt"] == prompt),
            "{name}: {lines:?}"
        );
    }
    for (map, said) in [
        (
            r#"{"completion": "b"}"#,
            "map names a key for completion and none for prompt, as in prompt=dialogue",
        ),
        (
            r#"{"answer": "b"}"#,
            "map names keys for prompt, completion and system, not for \"answer\"",
        ),
        (r#"{"prompt": "b", "system": "B"}"#, "map names \"b\" twice"),
    ] {
        let refused = tuneset::Options::from_json(&format!(r#"{{"map": {map}}}"#));
        assert_eq!(refused.expect_err(map).0, said);
    }
}

#[test]
fn reinforcement_in_the_shape_of_converse_is_converted() {
    let (written, said) = outcome("converse-rft.jsonl", "nova-2-lite-rft");
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(
        written,
        [serde_json::json!({
            "messages": [
                {"role": "system", "content": "You do sums."},
                {"role": "user", "content": "What is 7 + 5?"},
            ],
            "reference_answer": "12",
        })]
    );
}

#[test]
fn calls_of_sharegpt_stand_in_the_turn_of_their_text() {
    let (written, said) = outcome("sharegpt-calls.jsonl", "nova-lite");
    assert_eq!(said, [] as [&str; 0]);
    let turns = &written[0]["messages"];
    let calls = turns[1]["content"].as_array().expect("blocks");
    assert_eq!(calls[0]["text"], "Let me look.");
    for (at, place) in [(1, "Sion"), (2, "Thun")] {
        assert_eq!(calls[at]["toolUse"]["input"]["place"], place);
        let result = &turns[2]["content"][at - 1]["toolResult"];
        assert_eq!(result["toolUseId"], calls[at]["toolUse"]["toolUseId"]);
    }
}

#[test]
fn parts_with_a_value_and_tools_in_a_string_are_read() {
    let (written, said) = outcome("llama-factory-parts.jsonl", "nova-2-lite");
    assert_eq!(said, [] as [&str; 0]);
    let answer = &written[0]["messages"][1]["content"];
    let thought = &answer[0]["reasoningContent"]["reasoningText"]["text"];
    assert_eq!(thought, "The plan names the keeper.");
    assert_eq!(answer[1]["text"], "The keeper does.");
    let tool = &written[1]["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!(tool["name"], "tide");
    assert_eq!(
        written[2]["messages"][1]["content"][0]["text"],
        "Until six."
    );
}
