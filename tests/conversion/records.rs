//! Random texts, and records of each layout that hold them.

use proptest::collection::vec;
use proptest::prelude::*;

pub type Layout = fn(&[String]) -> String;

/// Records of each layout, of five texts.
pub const LAYOUTS: [Layout; 8] = [
    |t| format!(r#"{{"prompt": {}, "completion": {}}}"#, t[0], t[1]),
    |t| {
        format!(
            r#"{{"instruction": {}, "input": {}, "output": {}, "system": {}}}"#,
            t[0], t[1], t[2], t[3]
        )
    },
    |t| {
        format!(
            r#"{{"messages": [{{"role": "system", "content": {}}}, {{"role": "user", "content": {}}}, {{"role": "assistant", "content": {}}}]}}"#,
            t[0], t[1], t[2]
        )
    },
    |t| {
        format!(
            r#"{{"messages": [{{"role": "user", "content": [{{"type": "text", "text": {}}}, {{"type": "text", "text": {}}}]}}, {{"role": "assistant", "content": {}, "tool_calls": null}}], "system": {}}}"#,
            t[0], t[1], t[2], t[3]
        )
    },
    |t| {
        format!(
            r#"{{"conversations": [{{"from": "human", "value": {}}}, {{"from": "gpt", "value": {}}}], "system": {}}}"#,
            t[0], t[1], t[2]
        )
    },
    |t| {
        format!(
            r#"{{"contents": [{{"role": "user", "parts": [{{"text": {}}}, {{"text": {}}}]}}, {{"role": "model", "parts": [{{"text": {}}}]}}]}}"#,
            t[0], t[1], t[2]
        )
    },
    |t| {
        format!(
            r#"{{"context": {}, "question": {}, "answer": {}}}"#,
            t[0], t[1], t[2]
        )
    },
    |t| {
        format!(
            r#"{{"schemaVersion": "bedrock-conversation-2024", "system": [{{"text": {}}}, {{"text": {}}}], "messages": [{{"role": "user", "content": [{{"text": {}}}]}}, {{"role": "assistant", "content": [{{"text": {}}}, {{"text": {}}}]}}]}}"#,
            t[0], t[1], t[2], t[3], t[4]
        )
    },
];

/// A JSON string that is not empty, its escapes included.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z ,.!?]{1,12}",
        2 => Just("\\n".to_owned()),
        1 => Just("\\\"".to_owned()),
        1 => Just("\\u00e9".to_owned()),
        1 => Just("\\/".to_owned()),
        1 => Just("😀日本".to_owned()),
        1 => Just("{\\\"a\\\": [1, 2]}".to_owned()),
    ];
    vec(piece, 1..6).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// A value of a table, in quotes or not, well-formed or not.
pub fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z .;']{0,8}",
        3 => "[a-zé ,\n\"]{0,8}".prop_map(|text| format!("\"{}\"", text.replace('"', "\"\""))),
        1 => "[a-z]{1,3}\"[a-z\"]{0,4}",
        1 => "\"[a-z]{0,3}\"[a-z]{1,3}",
    ]
}
