mod layouts;
mod mapping;
mod media;

use super::{Converter, Loss, Lost, Mapping, Outcome, Refusal, Target, Why};
use crate::diagnostic::position::Span;
use crate::diagnostic::source_map::MappedText;
use crate::json::Parser;
use crate::record::format::Format;
use crate::record::recognise::recognise;

const CONVERSATION: Format = Format::BedrockConversation2024;

fn outcome(record: &str, format: Format) -> Outcome {
    let mut parser = Parser::new();
    let root = parser.parse(record).expect("JSON");
    let target = Target {
        format,
        one_system_text: false,
        mapping: None,
    };
    Converter::new(target).convert(record, root, recognise(root))
}

fn converted(record: &str, format: Format) -> (MappedText, Vec<Lost>) {
    match outcome(record, format) {
        Outcome::Converted { mapped, lost } => (mapped, lost),
        other => panic!("{record} to {}: {other:?}", format.name()),
    }
}

/// Each record becomes the one beside it without losses, and a second conversion does not change it.
fn becomes(format: Format, table: &[(&str, &str)]) {
    for (record, expected) in table {
        let (mapped, lost) = converted(record, format);
        assert_eq!(mapped.text(), *expected, "{record}");
        assert_eq!(lost, [], "{record}");
        assert_eq!(outcome(expected, format), Outcome::Same, "{expected}");
    }
}

/// Each record loses the keys beside it.
fn loses(format: Format, table: &[(&str, &[(Loss, &str)])]) {
    for (record, expected) in table {
        let (_, lost) = converted(record, format);
        let lost: Vec<_> = lost
            .iter()
            .map(|lost| (lost.how, &record[lost.span.range()]))
            .collect();
        assert_eq!(lost, *expected, "{record}");
    }
}

/// Each record is refused for the reason beside it, at the text beside it.
fn refuses(format: Format, table: &[(&str, Why, &str)]) {
    for (record, expected, place) in table {
        match outcome(record, format) {
            Outcome::Refused(Refusal { span, why }) => {
                assert_eq!(
                    (&why, &record[span.range()]),
                    (expected, *place),
                    "{record}"
                );
            }
            other => panic!("{record}: {other:?}"),
        }
    }
}

#[test]
fn prompts_and_conversations() {
    becomes(
        CONVERSATION,
        &[
            (
                r#"{"prompt": "Hi", "completion": "Hel\u006co."}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hel\u006co."}]}]}"#,
            ),
            (
                r#"{"completion": "b", "prompt": "a", "system": "c"}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"c"}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"system": "c", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"c"}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"prompt": [{"role": "user", "content": "a"}], "completion": [{"role": "assistant", "content": "b"}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
        ],
    );
    becomes(
        Format::ClaudeMessages,
        &[
            (
                r#"{"prompt": "a", "completion": "b"}"#,
                r#"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
            ),
            (
                r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "c"}], "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                r#"{"system":"c","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
            ),
        ],
    );
    becomes(
        Format::PromptCompletion,
        &[
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "a"}]}]}"#,
                r#"{"prompt":"a"}"#,
            ),
        ],
    );
}

#[test]
fn a_record_of_the_format_stays_to_the_byte() {
    for (format, record) in [
        (Format::PromptCompletion, r#"{ "prompt" : "a", "id": 3 }"#),
        (
            Format::ClaudeMessages,
            r#"{"messages": [ ]  , "system": "a"}"#,
        ),
        (CONVERSATION, r#"{"schemaVersion": "x", "messages": 1}"#),
        (
            Format::Distillation,
            r#"{"schemaVersion": "x", "messages": 1}"#,
        ),
        (CONVERSATION, r#"{"no": "known key"}"#),
    ] {
        assert_eq!(outcome(record, format), Outcome::Same, "{record}");
    }
}

#[test]
fn what_has_no_place_in_a_prompt_and_completion() {
    refuses(
        Format::PromptCompletion,
        &[
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]}"#,
                Why::Turns(3),
                r#"{"role": "user", "content": "c"}"#,
            ),
            (
                r#"{"messages": [{"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}]}"#,
                Why::Roles,
                r#"{"role": "assistant", "content": "a"}"#,
            ),
            (
                r#"{"schemaVersion": "x", "messages": [{"role": "user", "content": [{"image": {}}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                Why::NoPlace("an image"),
                r#"{"image": {}}"#,
            ),
        ],
    );
    loses(
        Format::PromptCompletion,
        &[(
            r#"{"schemaVersion": "tooluse-dataset-2024", "system": [{"text": "s"}, {"text": "t"}], "messages": [{"role": "user", "content": [{"text": "a"}, {"text": "b"}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
            &[
                (Loss::Tag, r#""schemaVersion""#),
                (Loss::SystemInPrompt, r#""s""#),
                (Loss::Joined, r#"[{"text": "a"}, {"text": "b"}]"#),
            ],
        )],
    );
    let record = r#"{"system": "s", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#;
    assert_eq!(
        converted(record, Format::PromptCompletion).0.text(),
        r#"{"prompt":"s\n\na","completion":"b"}"#
    );
}

#[test]
fn reinforcement_keeps_every_key() {
    becomes(
        Format::OpenaiRft,
        &[
            (
                r#"{"question": "a", "answer": "b", "id": [1,
 2]}"#,
                r#"{"messages":[{"role":"user","content":"a"}],"reference_answer":"b","id":[1,2]}"#,
            ),
            (
                r#"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}]}"#,
                r#"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"}],"reference_answer":"b","tools":[{"type":"function","function":{"name":"f","parameters":{}}}]}"#,
            ),
        ],
    );
    becomes(
        Format::PromptCompletion,
        &[(
            r#"{"messages": [{"role": "user", "content": "a"}], "reference_answer": "b"}"#,
            r#"{"prompt":"a","completion":"b"}"#,
        )],
    );
    becomes(
        Format::OpenaiRft,
        &[(
            r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "s"}], "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"text": "b"}]}], "reference_answer": {"n": 1}}"#,
            r#"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"reference_answer":{"n": 1}}"#,
        )],
    );
    becomes(
        Format::OpenaiRft,
        &[
            (
                r#"{"prompt": [{"role": "user", "content": "a"}], "ground_truth": "b"}"#,
                r#"{"messages":[{"role":"user","content":"a"}],"reference_answer":"b"}"#,
            ),
            (
                r#"{"prompt": [{"role": "user", "content": "a"}], "reward_model": {"ground_truth": [1]}}"#,
                r#"{"messages":[{"role":"user","content":"a"}],"reference_answer":{"ground_truth":[1]},"reward_model":{"ground_truth": [1]}}"#,
            ),
        ],
    );
    let question =
        r#"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "a"}]}"#;
    assert_eq!(outcome(question, Format::OpenaiRft), Outcome::Same);
}

#[test]
fn texts_and_captions() {
    becomes(
        Format::Pretraining,
        &[(r#"{"text": "a"}"#, r#"{"input":"a"}"#)],
    );
    becomes(
        Format::ImageCaption,
        &[
            (
                r#"{"image": "s3://b/a.png", "caption": "a cat"}"#,
                r#"{"image-ref":"s3://b/a.png","caption":"a cat"}"#,
            ),
            (
                r#"{"file_name": "s3://b/a.png", "text": "a cat"}"#,
                r#"{"image-ref":"s3://b/a.png","caption":"a cat"}"#,
            ),
        ],
    );
    refuses(
        CONVERSATION,
        &[
            (
                r#"{"text": "a"}"#,
                Why::NoWay("a text alone"),
                r#"{"text": "a"}"#,
            ),
            (
                r#"{"input": "a"}"#,
                Why::NoWay("a text alone"),
                r#"{"input": "a"}"#,
            ),
        ],
    );
}

#[test]
fn several_system_texts_are_one_where_the_model_takes_one() {
    let record = r#"{"messages": [{"role": "system", "content": "s"}, {"role": "system", "content": "t"}, {"role": "user", "content": "a"}]}"#;
    let mut parser = Parser::new();
    let root = parser.parse(record).expect("JSON");
    let target = Target {
        format: CONVERSATION,
        one_system_text: true,
        mapping: None,
    };
    let Outcome::Converted { mapped, lost } =
        Converter::new(target).convert(record, root, recognise(root))
    else {
        panic!("{record}");
    };
    let text = mapped.text();
    assert!(text.contains(r#""system":[{"text":"s\n\nt"}]"#), "{text}");
    assert_eq!(lost.len(), 1);
}

#[test]
fn places_lead_back() {
    let record = r#"{"id": 1, "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": "{\"city\": \"Köln\"}"}}]}]}"#;
    let (mapped, _) = converted(record, CONVERSATION);
    let text = mapped.text();
    for (new, old) in [
        ("\"a\"", "\"a\""),
        ("Köln", "Köln"),
        ("\"role\":\"assistant\"", "{\"role\": \"assistant\""),
        ("\"c\"", "\"c\""),
    ] {
        let at = u32::try_from(text.find(new).expect(new)).expect("short");
        let span = Span::new(at, at + u32::try_from(new.len()).expect("short"));
        let place = &record[mapped.origin(span).range()];
        assert!(old.contains(place) || place.contains(old), "{new}: {place}");
    }
    let whole = Span::new(0, u32::try_from(text.len()).expect("short"));
    assert_eq!(&record[mapped.origin(whole).range()], record);
}

#[test]
fn what_is_nested_too_deep_is_no_crash() {
    let deep = format!("{}1{}", "[".repeat(125), "]".repeat(125));
    let record = format!(
        r#"{{"messages": [{{"role": "assistant", "tool_calls": [{{"id": "c", "function": {{"name": "f", "arguments": "{{\"x\": {deep}}}"}}}}]}}]}}"#
    );
    let Outcome::Refused(refusal) = outcome(&record, CONVERSATION) else {
        panic!("too deep");
    };
    assert_eq!(refusal.why, Why::TooDeep);
}

/// "The completion was null, and I was told that there are too few messages."
#[test]
fn a_null_for_an_answer_is_named() {
    let null = r#"{"prompt": "a", "completion": null}"#;
    let why = Why::Type("completion", "a string", "null");
    refuses(CONVERSATION, &[(null, why, "null")]);
    let Outcome::Converted { .. } = outcome(null, Format::Distillation) else {
        panic!("a prompt alone is what distillation takes");
    };
}
