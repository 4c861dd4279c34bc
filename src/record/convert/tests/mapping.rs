//! Keys that the user names.

use std::sync::Arc;

use super::{CONVERSATION, Converter, Loss, Mapping, Outcome, Target, Why};
use crate::json::Parser;
use crate::record::format::Format;

fn outcome(record: &str, keys: [&str; 3], format: Format) -> Outcome {
    let [prompt, completion, system] =
        keys.map(|key| Some(key.to_owned()).filter(|key| !key.is_empty()));
    let target = Target {
        format,
        mapping: Some(Arc::new(Mapping {
            prompt: prompt.expect("a key"),
            completion,
            system,
        })),
        one_system_text: false,
    };
    let mut parser = Parser::new();
    let root = parser.parse(record).expect("JSON");
    let mut converter = Converter::new(target);
    let layout = converter.layout_of(root, None);
    converter.convert(record, root, layout)
}

#[test]
fn a_flat_record_is_converted_by_its_keys() {
    let samsum = r#"{"id": "1", "dialogue": "a", "summary": "b"}"#;
    let Outcome::Converted { mapped, lost } = outcome(
        samsum,
        ["dialogue", "summary", ""],
        Format::PromptCompletion,
    ) else {
        panic!("{samsum}");
    };
    assert_eq!(mapped.text(), r#"{"prompt":"a","completion":"b"}"#);
    let lost: Vec<_> = lost
        .iter()
        .map(|lost| (lost.how, lost.what.as_str()))
        .collect();
    assert_eq!(lost, [(Loss::Tag, "id")]);
    let rules = r#"{"Context": "a", "Response": "b", "rules": "c"}"#;
    let Outcome::Converted { mapped, .. } =
        outcome(rules, ["context", "response", "rules"], CONVERSATION)
    else {
        panic!("{rules}");
    };
    assert_eq!(
        mapped.text(),
        r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"c"}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#
    );
}

#[test]
fn a_record_without_the_keys_is_what_it_is() {
    let other = r#"{"question": "a", "answer": "b"}"#;
    let Outcome::Converted { mapped, .. } =
        outcome(other, ["dialogue", "summary", ""], Format::PromptCompletion)
    else {
        panic!("{other}");
    };
    assert_eq!(mapped.text(), r#"{"prompt":"a","completion":"b"}"#);
    for (record, why, place) in [
        (r#"{"d": "a"}"#, Why::Missing("completion"), r#"{"d": "a"}"#),
        (
            r#"{"d": "a", "s": 4}"#,
            Why::Type("completion", "a string", "a number"),
            "4",
        ),
        (r#"{"d": "a", "D": "b", "s": "c"}"#, Why::Twice, r#""D""#),
    ] {
        let Outcome::Refused(refusal) = outcome(record, ["d", "s", ""], CONVERSATION) else {
            panic!("{record}");
        };
        assert_eq!((refusal.why, &record[refusal.span.range()]), (why, place));
    }
}
