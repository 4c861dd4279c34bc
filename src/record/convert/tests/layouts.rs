//! Layouts from elsewhere, one table each.

use super::{CONVERSATION, becomes, converted, loses, refuses};
use super::{Loss, Why};
use crate::record::format::Format;
use crate::record::layout::Foreign;

#[test]
fn openai_chats() {
    becomes(
        CONVERSATION,
        &[
            (
                r#"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "s3://bucket/a.JPG"}}]}, {"role": "assistant", "content": "b", "refusal": null}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"s"}],"messages":[{"role":"user","content":[{"text":"a"},{"image":{"format":"jpeg","source":{"s3Location":{"uri":"s3://bucket/a.JPG"}}}}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"messages": [{"role": "developer", "content": ""}, {"role": "user", "content": "a"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": \"a\\\"b\",\n \"y\": 2}"}}, {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}}]}, {"role": "tool", "tool_call_id": "c1", "content": "1"}, {"role": "tool", "tool_call_id": "c2", "content": "2"}, {"role": "assistant", "content": "b"}], "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object",
 "properties": {}}}}, {"type": "function", "function": {"name": "g"}}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type":"object","properties":{}}}}},{"toolSpec":{"name":"g","inputSchema":{"json":{"type":"object","properties":{}}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{"x":"a\"b","y":2}}},{"toolUse":{"toolUseId":"c2","name":"g","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"1"}]}},{"toolResult":{"toolUseId":"c2","content":[{"text":"2"}]}}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "", "function_call": {"name": "f", "arguments": "{}"}}, {"role": "function", "name": "f", "content": "1"}, {"role": "assistant", "content": "b"}], "functions": [{"name": "f", "parameters": {}}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"call_1","name":"f","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"1"}]}}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
        ],
    );
    loses(
        CONVERSATION,
        &[
            (
                r#"{"id": 7, "messages": [{"role": "system", "content": "s"}, {"role": "user", "name": "ann", "content": "a"}, {"role": "assistant", "weight": 0, "content": "b"}], "metadata": {}, "parallel_tool_calls": true}"#,
                &[
                    (Loss::Tag, r#""id""#),
                    (Loss::Tag, r#""name""#),
                    (Loss::Weight, r#""weight""#),
                    (Loss::Tag, r#""parallel_tool_calls""#),
                ],
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "weight": 0.0, "loss": false, "train": true, "content": "b"}]}"#,
                &[
                    (Loss::Weight, r#""weight""#),
                    (Loss::Weight, r#""loss""#),
                    (Loss::Tag, r#""train""#),
                ],
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "index": 4, "function": {"name": "f", "arguments": "{\"x\": 1}"}}]}, {"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "1"}, {"type": "text", "text": "2"}], "status": "ok"}]}"#,
                &[
                    (Loss::Tag, r#""index""#),
                    (
                        Loss::Joined,
                        r#"[{"type": "text", "text": "1"}, {"type": "text", "text": "2"}]"#,
                    ),
                    (Loss::Tag, r#""status""#),
                ],
            ),
        ],
    );
    refuses(
        CONVERSATION,
        &[
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "system", "content": "s"}]}"#,
                Why::LateSystem,
                r#"{"role": "system", "content": "s"}"#,
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": "{x}"}}]}]}"#,
                Why::NotJson,
                r#""{x}""#,
            ),
            (
                r#"{"messages": [{"role": "tool", "content": "1"}]}"#,
                Why::Missing("tool_call_id"),
                r#"{"role": "tool", "content": "1"}"#,
            ),
            (
                r#"{"messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {}}]}]}"#,
                Why::Part("input_audio".to_owned()),
                r#"{"type": "input_audio", "input_audio": {}}"#,
            ),
            (
                r#"{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}"#,
                Why::Address("image"),
                r#""https://example.com/a.png""#,
            ),
            (
                r#"{"messages": [{"role": "system", "content": "a", "content": "b"}]}"#,
                Why::Twice,
                r#""content""#,
            ),
            (
                r#"{"messages": [{"role": "system", "content": 4}]}"#,
                Why::Type("content", "a string or an array of parts", "a number"),
                "4",
            ),
        ],
    );
}

#[test]
fn unknown_roles_are_kept_to_be_judged() {
    let record =
        r#"{"messages": [{"role": "system", "content": "s"}, {"role": "Bot", "content": "a"}]}"#;
    let (mapped, _) = converted(record, CONVERSATION);
    let text = mapped.text();
    assert!(
        text.contains(r#"{"role":"Bot","content":[{"text":"a"}]}"#),
        "{text}"
    );
}

#[test]
fn anthropic_messages() {
    becomes(
        CONVERSATION,
        &[(
            r#"{"system": "s", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "t"}, {"type": "text", "text": "b"}, {"type": "tool_use", "id": "c1", "name": "f", "input": {"x": 1}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": "1"}]}], "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}]}"#,
            r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"s"}],"toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type": "object"}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"t"}}},{"text":"b"},{"toolUse":{"toolUseId":"c1","name":"f","input":{"x": 1}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"1"}]}}]}]}"#,
        )],
    );
    refuses(
        CONVERSATION,
        &[(
            r#"{"messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "data": ""}}]}]}"#,
            Why::Address("image"),
            r#"{"type": "image", "source": {"type": "base64", "data": ""}}"#,
        )],
    );
}

#[test]
fn alpaca_and_dolly() {
    becomes(
        Format::PromptCompletion,
        &[
            (
                r#"{"instruction": "a", "input": "", "output": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"output": "b", "input": "i", "instruction": "a"}"#,
                r#"{"prompt":"a\n\ni","completion":"b"}"#,
            ),
            (
                r#"{"instruction": "a", "context": "i", "response": "b", "category": ""}"#,
                r#"{"prompt":"a\n\ni","completion":"b"}"#,
            ),
            (
                r#"{"input": "", "history": "", "instruction": "a", "output": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
        ],
    );
    becomes(
        Format::ClaudeMessages,
        &[(
            r#"{"instruction": "a", "input": null, "output": "b", "system": "s", "history": [["q", "r"]]}"#,
            r#"{"system":"s","messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
        )],
    );
    loses(
        Format::PromptCompletion,
        &[(
            r#"{"instruction": "a", "output": "b", "system": "s", "text": "all of it, as a model reads it"}"#,
            &[
                (Loss::SystemInPrompt, r#""s""#),
                (Loss::LeftBehind, r#""text""#),
            ],
        )],
    );
    refuses(
        Format::PromptCompletion,
        &[(
            r#"{"instruction": "a", "output": ["b"]}"#,
            Why::Type("output", "a string", "an array"),
            r#"["b"]"#,
        )],
    );
}

#[test]
fn sharegpt() {
    becomes(
        CONVERSATION,
        &[
            (
                r#"{"conversations": [{"from": "system", "value": "s"}, {"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}], "system": "", "tools": ""}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"s"}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"conversations": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
            (
                r#"{"conversations": [{"from": "human", "value": "a"}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {\"x\": 1}}"}, {"from": "observation", "value": "1"}, {"from": "gpt", "value": "b"}], "tools": "[{\"name\": \"f\", \"description\": \"d\", \"parameters\": {\"type\": \"object\"}}]"}"#,
                r#"{"schemaVersion":"bedrock-conversation-2024","toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type": "object"}}}}]},"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"call_1","name":"f","input":{"x": 1}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"1"}]}}]},{"role":"assistant","content":[{"text":"b"}]}]}"#,
            ),
        ],
    );
    let tools = |before: &str, after: &str| {
        let start = r#"{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":["#;
        let end = r#"},{"role":"assistant","content":[{"text":"b"}]}]}"#;
        format!("{start}{before}]}},{{\"role\":\"user\",\"content\":[{after}]{end}")
    };
    let call = |id: u8, x: &str| {
        format!(r#"{{"toolUse":{{"toolUseId":"call_{id}","name":"f","input":{{"x": {x}}}}}}}"#)
    };
    let result = |id: u8| {
        format!(r#"{{"toolResult":{{"toolUseId":"call_{id}","content":[{{"text":"{id}"}}]}}}}"#)
    };
    for (turns, before, after) in [
        (
            r#"{"from": "gpt", "value": "Let me see."}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {\"x\": 1}}"}, {"from": "observation", "value": "1"}"#,
            format!(r#"{{"text":"Let me see."}},{}"#, call(1, "1")),
            result(1),
        ),
        (
            r#"{"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": \"{\\\"x\\\": \\\"é\\\"}\"}"}, {"from": "observation", "value": "1"}"#,
            call(1, "\"é\""),
            result(1),
        ),
        (
            r#"{"from": "function_call", "value": "[{\"name\": \"f\", \"arguments\": {\"x\": 1}}, {\"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": {\"x\": 2}}}]"}, {"from": "observation", "value": "1"}, {"from": "observation", "value": "2"}"#,
            format!("{},{}", call(1, "1"), call(2, "2")),
            format!("{},{}", result(1), result(2)),
        ),
        (
            r#"{"from": "function_call", "value": {"name": "f", "arguments": {"x": 1}}}, {"from": "tool_call", "value": {"name": "f", "arguments": {"x": 2}}}, {"from": "tool_response", "value": "1"}, {"from": "tool_response", "value": "2"}"#,
            format!("{},{}", call(1, "1"), call(2, "2")),
            format!("{},{}", result(1), result(2)),
        ),
    ] {
        let record = format!(
            r#"{{"conversations": [{{"from": "human", "value": "a"}}, {turns}, {{"from": "gpt", "value": "b"}}]}}"#
        );
        becomes(CONVERSATION, &[(&record, &tools(&before, &after))]);
    }
    refuses(
        CONVERSATION,
        &[(
            r#"{"conversations": [{"from": "human", "value": "a"}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": \"x=1\"}"}]}"#,
            Why::NotJson,
            "x=1",
        )],
    );
    refuses(
        Format::ClaudeMessages,
        &[(
            r#"{"conversations": [{"from": "human", "value": "a"}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {}}"}]}"#,
            Why::NoPlace("a tool call"),
            r#"{\"name\": \"f\", \"arguments\": {}}"#,
        )],
    );
}

#[test]
fn gemini() {
    becomes(
        Format::ClaudeMessages,
        &[
            (
                r#"{"systemInstruction": {"role": "system", "parts": [{"text": "s"}]}, "contents": [{"role": "user", "parts": [{"text": "a"}]}, {"role": "model", "parts": [{"text": "b"}]}]}"#,
                r#"{"system":"s","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
            ),
            (
                r#"{"system": "s", "contents": [{"parts": [{"text": "a"}]}, {"role": "model", "parts": [{"text": "b"}]}]}"#,
                r#"{"system":"s","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
            ),
        ],
    );
    becomes(
        Format::OpenaiRft,
        &[
            (
                r#"{"system": "s", "contents": [{"role": "user", "parts": [{"text": "a"}]}]}"#,
                r#"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"}]}"#,
            ),
            (
                r#"{"contents": [{"role": "system", "parts": [{"text": "s"}]}, {"role": "user", "parts": [{"text": "a"}]}, {"role": "assistant", "parts": [{"text": "b"}]}]}"#,
                r#"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"}],"reference_answer":"b"}"#,
            ),
        ],
    );
    refuses(
        CONVERSATION,
        &[
            (
                r#"{"contents": [{"role": "user", "parts": [{"text": "a"}]}, {"role": "function", "parts": [{"text": "b"}]}]}"#,
                Why::Part("function".to_owned()),
                r#"{"role": "function", "parts": [{"text": "b"}]}"#,
            ),
            (
                r#"{"contents": [{"role": "user", "parts": [{"fileData": {"fileUri": "gs://b/a"}}]}]}"#,
                Why::Part("fileData".to_owned()),
                r#"{"fileData": {"fileUri": "gs://b/a"}}"#,
            ),
        ],
    );
}

#[test]
fn two_keys() {
    becomes(
        Format::PromptCompletion,
        &[
            (
                r#"{"question": "a", "answer": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"input": "a", "output": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"text": "a", "label": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"prompt": "a", "response": "b"}"#,
                r#"{"prompt":"a","completion":"b"}"#,
            ),
            (
                r#"{"context": "c", "question": "a", "answer": "b"}"#,
                r#"{"prompt":"a\n\nc","completion":"b"}"#,
            ),
        ],
    );
    refuses(
        Format::PromptCompletion,
        &[
            (
                r#"{"text": "a", "label": 1}"#,
                Why::Type("label", "a string", "a number"),
                "1",
            ),
            (
                r#"{"prompt": "a", "chosen": "b", "rejected": "c"}"#,
                Why::Elsewhere(Foreign::Preference),
                r#"{"prompt": "a", "chosen": "b", "rejected": "c"}"#,
            ),
            (
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "candidates": []}]}"#,
                Why::Elsewhere(Foreign::Preference),
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "candidates": []}]}"#,
            ),
            (
                r#"{"prompt": "a", "completion": "Go away, will you.", "label": false}"#,
                Why::Elsewhere(Foreign::RejectedAnswer),
                r#"{"prompt": "a", "completion": "Go away, will you.", "label": false}"#,
            ),
            (
                r#"{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}], "kto_tag": false}"#,
                Why::Elsewhere(Foreign::RejectedAnswer),
                r#"{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}], "kto_tag": false}"#,
            ),
            (
                r#"{"input": {"messages": []}, "preferred_output": [], "non_preferred_output": []}"#,
                Why::Elsewhere(Foreign::Preference),
                r#"{"input": {"messages": []}, "preferred_output": [], "non_preferred_output": []}"#,
            ),
            (
                r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "answers": ["b"]}]}"#,
                Why::Missing("content"),
                r#"{"role": "assistant", "answers": ["b"]}"#,
            ),
        ],
    );
}
