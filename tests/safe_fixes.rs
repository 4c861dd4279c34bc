//! Fixes of sound records: an empty system prompt, an account id as a number, markers beside media.

mod run;

use run::{Cut, options, prepare};
use serde_json::json;

#[test]
fn an_empty_system_and_an_account_id_as_a_number_are_mended_by_safe_fixes_and_markers_by_guesses() {
    let image = |owner: &str| {
        format!(
            r#"{{"image": {{"format": "png", "source": {{"s3Location": {{"uri": "s3://pictures-of-cats/a.png", "bucketOwner": {owner}}}}}}}}}"#
        )
    };
    let record = |members: &str, text: &str, owner: &str| {
        format!(
            r#"{{{members}"messages": [{{"role": "user", "content": [{{"text": "{text}"}}, {}]}}, {{"role": "assistant", "content": [{{"text": "b"}}]}}]}}"#,
            image(owner)
        )
    };
    let version = r#""schemaVersion": "bedrock-conversation-2024", "#;
    let with_system = format!(r#"{version}"system": [], "#);
    let run = |data: &str, wish: &str| {
        let json = json!({wish: true, "split": {"validation": 0}});
        prepare(
            &[("a.jsonl", data.as_bytes())],
            &options(&json.to_string()),
            &Cut::default(),
        )
        .train
    };
    let broken = record(&with_system, r"<image>\nA cat?", "111122223333");
    let (owner, text) = (r#""111122223333""#, r"<image>\nA cat?");
    assert_eq!(run(&broken, "fix").trim_end(), record(version, text, owner));
    assert_eq!(
        run(&broken, "unsafeFixes").trim_end(),
        record(version, "A cat?", owner)
    );
    let first = record(r#""system": [], "#, "A cat?", owner);
    assert_eq!(run(&first, "fix").trim_end(), record("", "A cat?", owner));
    let bare = record("", "A cat?", owner);
    let last = format!(r#"{}, "system": []}}"#, &bare[..bare.len() - 1]);
    assert_eq!(run(&last, "fix").trim_end(), record("", "A cat?", owner));
    let short = record(version, "A cat?", "11122223333");
    assert_eq!(run(&short, "fix"), "", "its zeros are lost");
}
