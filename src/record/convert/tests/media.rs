//! Images and videos beside texts: in their place, or an error.

use super::{CONVERSATION, Why, becomes, converted, loses, refuses};
use crate::record::format::Format;

const START: &str =
    r#"{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":["#;
const END: &str = r#"]},{"role":"assistant","content":[{"text":"b"}]}]}"#;

fn image(name: &str) -> String {
    format!(
        r#"{{"image":{{"format":"png","source":{{"s3Location":{{"uri":"s3://b/{name}.png"}}}}}}}}"#
    )
}

#[test]
fn media_take_the_place_of_their_markers() {
    let (one, two) = (image("1"), image("2"));
    let video = r#"{"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://b/v.mp4"}}}}"#;
    let document =
        r#"{"document":{"format":"pdf","source":{"s3Location":{"uri":"s3://b/1.pdf"}}}}"#;
    let gpt = r#"{"from": "gpt", "value": "b"}"#;
    let answer = r#"{"role": "assistant", "content": "b"}"#;
    for (record, content) in [
        (
            format!(r#"{{"image": "s3://b/1.png", "conversations": [{{"from": "human", "value": "<image>\nWhat?"}}, {gpt}]}}"#),
            format!(r#"{one},{{"text":"What?"}}"#),
        ),
        (
            format!(r#"{{"images": ["s3://b/1.png", {{"path": "s3://b/2.png", "bytes": null}}], "conversations": [{{"from": "human", "value": "Is <image> or \u003cimage\u003E older?\\\n"}}, {gpt}]}}"#),
            format!(r#"{{"text":"Is"}},{one},{{"text":"or"}},{two},{{"text":"older?\\\n"}}"#),
        ),
        (
            format!(r#"{{"messages": [{{"role": "user", "content": "<image>"}}, {answer}], "images": ["s3://b/1.png"]}}"#),
            one.clone(),
        ),
        (
            format!(r#"{{"messages": [{{"role": "user", "content": "a", "images": ["s3://b/1.png"]}}, {answer}]}}"#),
            format!(r#"{one},{{"text":"a"}}"#),
        ),
        (
            format!(r#"{{"messages": [{{"role": "user", "content": [{{"type": "image"}}, {{"type": "text", "text": "a"}}]}}, {answer}], "images": ["s3://b/1.png"]}}"#),
            format!(r#"{one},{{"text":"a"}}"#),
        ),
        (
            format!(r#"{{"messages": [{{"role": "user", "content": [{{"type": "text", "text": "a"}}, {{"type": "video_url", "video_url": {{"url": "s3://b/v.mp4"}}}}]}}, {answer}]}}"#),
            format!(r#"{{"text":"a"}},{video}"#),
        ),
        (
            format!(r#"{{"messages": [{{"role": "user", "content": [{{"type": "image", "source": {{"type": "url", "url": "s3://b/1.png"}}}}]}}, {answer}]}}"#),
            one.clone(),
        ),
        (
            r#"{"instruction": "<video>\n\nWhat? <image>", "input": "i", "output": "b", "videos": ["s3://b/v.mp4"], "images": "s3://b/1.png"}"#.to_owned(),
            format!(r#"{video},{{"text":"What?"}},{one},{{"text":"i"}}"#),
        ),
        (
            r#"{"question": "a", "answer": "b", "image": "s3://b/1.png"}"#.to_owned(),
            format!(r#"{one},{{"text":"a"}}"#),
        ),
        (
            r#"{"prompt": "a", "completion": "b", "image": "s3://b/1.png", "videos": [], "audio": null}"#.to_owned(),
            format!(r#"{one},{{"text":"a"}}"#),
        ),
        (
            r#"{"prompt": "a", "completion": "b", "files": ["s3://b/1.pdf", "s3://b/1.png"]}"#.to_owned(),
            format!(r#"{document},{one},{{"text":"a"}}"#),
        ),
        (
            r#"{"question": "a", "answer": "b", "document": {"path": "s3://b/1.pdf"}}"#.to_owned(),
            format!(r#"{document},{{"text":"a"}}"#),
        ),
        // A marker that the text is about is not a place.
        (
            format!(r#"{{"messages": [{{"role": "user", "content": "What is the <video> tag for?"}}, {answer}], "tools": []}}"#),
            r#"{"text":"What is the <video> tag for?"}"#.to_owned(),
        ),
    ] {
        let expected = format!("{START}{content}{END}");
        if record.contains("conversations") || record.contains("images") {
            let (mapped, lost) = converted(&record, CONVERSATION);
            assert_eq!(mapped.text(), expected, "{record}");
            assert_eq!(lost, [], "{record}");
        } else {
            becomes(CONVERSATION, &[(&record, &expected)]);
        }
    }
}

#[test]
fn media_without_a_place_are_refused() {
    refuses(
        CONVERSATION,
        &[
            (
                r#"{"image": "coco/0.jpg", "conversations": [{"from": "human", "value": "<image>\nWhat?"}, {"from": "gpt", "value": "b"}]}"#,
                Why::Address("image"),
                r#""coco/0.jpg""#,
            ),
            (
                r#"{"images": [{"bytes": "iVBORw0KGgo=", "path": null}], "messages": [{"role": "user", "content": "a"}]}"#,
                Why::Address("image"),
                r#"{"bytes": "iVBORw0KGgo=", "path": null}"#,
            ),
            (
                r#"{"videos": ["s3://b/a.png"], "question": "a", "answer": "b"}"#,
                Why::Address("video"),
                r#""s3://b/a.png""#,
            ),
            (
                r#"{"audio": "s3://b/a.wav", "instruction": "<audio>a", "output": "b"}"#,
                Why::Part("audio".to_owned()),
                r#""s3://b/a.wav""#,
            ),
            (
                r#"{"files": ["s3://b/a.docx"], "question": "a", "answer": "b"}"#,
                Why::Address("file"),
                r#""s3://b/a.docx""#,
            ),
            (
                r#"{"images": ["s3://b/1.png"], "messages": [{"role": "user", "content": "<image><image>a"}]}"#,
                Why::Markers("image", 2, 1),
                "<image>",
            ),
            (
                r#"{"conversations": [{"from": "human", "value": "<image>\nWhat?"}, {"from": "gpt", "value": "b"}]}"#,
                Why::Marker("image"),
                "<image>",
            ),
        ],
    );
    for format in [
        Format::PromptCompletion,
        Format::ClaudeMessages,
        Format::OpenaiRft,
    ] {
        refuses(
            format,
            &[(
                r#"{"image": "s3://b/1.png", "conversations": [{"from": "human", "value": "<image>\nWhat?"}, {"from": "gpt", "value": "b"}]}"#,
                Why::NoPlace("an image"),
                r#""image""#,
            )],
        );
    }
    refuses(
        Format::Pretraining,
        &[(
            r#"{"text": "a", "audio": "a.wav"}"#,
            Why::NoPlace("audio"),
            r#""audio""#,
        )],
    );
    loses(
        CONVERSATION,
        &[
            (
                r#"{"question": "a", "answer": "b", "image": 4}"#,
                &[(super::Loss::LeftBehind, r#""image""#)],
            ),
            (
                r#"{"question": "a", "answer": "b", "document": "https://example.com/a"}"#,
                &[(super::Loss::LeftBehind, r#""document""#)],
            ),
        ],
    );
}
