//! The text of an answer or a prompt in a piece of JSON, whichever API it came from, and the reason why it stopped.

use crate::json::{Kind, Text, Value};

/// Keys that plain records have their reference answers under, the surest first.
pub const REFERENCE_KEYS: [&str; 12] = [
    "completion",
    "reference_answer",
    "referenceResponse",
    "reference",
    "expected",
    "expected_output",
    "target",
    "caption",
    "label",
    "answer",
    "response",
    "output",
];
/// Keys that plain records have a model's answers under, the surest first.
pub const ANSWER_KEYS: [&str; 13] = [
    "answer",
    "completion",
    "response",
    "prediction",
    "predicted",
    "generated_text",
    "model_output",
    "output",
    "generation",
    "outputText",
    "text",
    "result",
    "label",
];
/// Keys of a record's id.
pub const ID_KEYS: [&str; 5] = ["recordId", "record_id", "id", "custom_id", "key"];
/// Keys of prompts that are one text.
pub const PROMPT_KEYS: [&str; 6] = [
    "prompt",
    "inputText",
    "input",
    "message",
    "question",
    "query",
];

/// A model's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its text.
    pub text: String,
    /// True if it ended because no more tokens were allowed.
    pub cut_off: bool,
}

impl Said {
    fn whole(text: String) -> Self {
        Self {
            text,
            cut_off: false,
        }
    }
}

/// The text at `key`, a name or an RFC 6901 pointer.
pub fn at<'t>(root: Value<'t>, key: &str) -> Option<Value<'t>> {
    if !key.starts_with('/') {
        return root.get(key);
    }
    key[1..].split('/').try_fold(root, |value, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        match value.kind() {
            Kind::Array => value.elements().nth(step.parse().ok()?),
            _ => value.get(&step),
        }
    })
}

/// Returns a value as text: strings decoded, numbers and words as written, anything else as canonical JSON.
pub fn text_of(value: Value<'_>) -> String {
    match value.as_text() {
        Some(text) => text.decode().into_owned(),
        None => canonical(value),
    }
}

/// The id of a record.
pub fn id_of(root: Value<'_>, key: Option<&str>) -> Option<String> {
    let given = key.and_then(|key| at(root, key));
    let known = || ID_KEYS.iter().find_map(|key| root.get(key));
    let value = if key.is_some() { given } else { known() };
    value
        .filter(|value| matches!(value.kind(), Kind::String | Kind::Number))
        .map(text_of)
}

/// Returns the last answer of a record of training data, or the text under an answer key.
pub fn reference_of(root: Value<'_>) -> Option<String> {
    if let Some(messages) = root.get("messages") {
        let last = messages.elements().last()?;
        if role(last) == "assistant" {
            return content(last.get("content")?);
        }
    }
    let value = REFERENCE_KEYS.iter().find_map(|key| root.get(key))?;
    (value.kind() != Kind::Null).then(|| text_of(value))
}

/// Returns the question: the turns up to the answer, without the system prompt, which is sent along in several ways.
pub fn prompt_of(root: Value<'_>) -> Option<String> {
    let Some(messages) = root.get("messages") else {
        let prompt = PROMPT_KEYS.iter().find_map(|key| root.get(key))?;
        return prompt.as_text().map(|text| text.decode().into_owned());
    };
    let mut turns: Vec<Value<'_>> = messages
        .elements()
        .filter(|message| matches!(role(*message).as_str(), "user" | "assistant"))
        .collect();
    if turns.last().is_some_and(|last| role(*last) == "assistant") {
        turns.pop();
    }
    let texts: Option<Vec<String>> = turns
        .into_iter()
        .map(|turn| content(turn.get("content")?))
        .collect();
    texts
        .filter(|texts| !texts.is_empty())
        .map(|texts| texts.join("\n"))
}

/// The answer in the body of a model's response, or in a plain record.
///
/// Response bodies are those of `InvokeModel` and Converse (Amazon Bedrock User Guide, "Inference request parameters and
/// response fields for foundation models", read 2026-11-22): Nova and Converse `output.message.content`, Claude `content`,
/// Llama `generation`, Titan `results[].outputText`, Cohere `generations[].text` and `text`, Mistral `outputs[].text`, and the
/// `choices[].message` of the chat completions format. Of several generations the first counts.
pub fn answer_of(body: Value<'_>) -> Option<Said> {
    if body.kind() != Kind::Object {
        return (body.kind() != Kind::Null).then(|| Said::whole(text_of(body)));
    }
    let message = body.get("output").and_then(|output| output.get("message"));
    if let Some(message) = message {
        return Some(said(content(message.get("content")?)?, &[body]));
    }
    for (list, text) in [
        ("results", "outputText"),
        ("generations", "text"),
        ("outputs", "text"),
        ("modelResponses", "response"),
    ] {
        if let Some(first) = body.get(list).and_then(|list| list.elements().next()) {
            return Some(said(text_of(first.get(text)?), &[first, body]));
        }
    }
    if let Some(first) = body.get("choices").and_then(|list| list.elements().next()) {
        let text = match first.get("message") {
            Some(message) => content(message.get("content")?)?,
            None => text_of(first.get("text")?),
        };
        return Some(said(text, &[first]));
    }
    if let Some(blocks) = body.get("content") {
        return Some(said(content(blocks)?, &[body]));
    }
    if let Some(last) = body.get("messages").and_then(|list| list.elements().last())
        && role(last) == "assistant"
    {
        return Some(said(content(last.get("content")?)?, &[body]));
    }
    let value = ANSWER_KEYS.iter().find_map(|key| body.get(key))?;
    (value.kind() != Kind::Null).then(|| said(text_of(value), &[body]))
}

fn said(text: String, stopped: &[Value<'_>]) -> Said {
    /// Keys of the stop reason, by API, and its value when tokens ran out.
    const REASONS: [&str; 4] = [
        "stopReason",
        "stop_reason",
        "completionReason",
        "finish_reason",
    ];
    const TOKENS_RAN_OUT: [&str; 4] = ["max_tokens", "length", "LENGTH", "MAX_TOKENS"];
    let cut_off = stopped.iter().any(|value| {
        let reason = REASONS.iter().find_map(|key| value.get(key)?.as_text());
        reason.is_some_and(|reason| TOKENS_RAN_OUT.iter().any(|out| reason.eq_str(out)))
    });
    Said { text, cut_off }
}

fn role(message: Value<'_>) -> String {
    let role = message.get("role").and_then(Value::as_text);
    role.map(Text::decode).unwrap_or_default().into_owned()
}

/// The text of a message's content: a string, or blocks. Reasoning is left out; a call of a tool is its name and input.
fn content(content: Value<'_>) -> Option<String> {
    if let Some(text) = content.as_text() {
        return Some(text.decode().into_owned());
    }
    let blocks = content.as_array()?;
    let texts: Vec<String> = blocks.filter_map(block).collect();
    Some(texts.join("\n"))
}

fn block(block: Value<'_>) -> Option<String> {
    if let Some(text) = block.get("text") {
        return text.as_text().map(|text| text.decode().into_owned());
    }
    let is_call = block
        .get("type")
        .and_then(Value::as_text)
        .is_some_and(|kind| kind.eq_str("tool_use"));
    let call = block.get("toolUse").or_else(|| is_call.then_some(block))?;
    let part = |key| call.get(key).map(canonical).unwrap_or_default();
    // Without the id, which is another one each time.
    Some(format!(
        "{{\"name\":{},\"input\":{}}}",
        part("name"),
        part("input")
    ))
}

/// One way to write a value: keys sorted, no white space. Depth is bounded by the reader, so that recursion is too.
fn canonical(value: Value<'_>) -> String {
    let text = |text: Text<'_>| serde_json::Value::from(text.decode()).to_string();
    match value.kind() {
        Kind::String => value.as_text().map(text).unwrap_or_default(),
        Kind::Array => {
            let elements: Vec<String> = value.elements().map(canonical).collect();
            format!("[{}]", elements.join(","))
        }
        Kind::Object => {
            let mut members: Vec<String> = value
                .members()
                .map(|member| format!("{}:{}", text(member.key), canonical(member.value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        _ => value.raw().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, answer_of, at, id_of, prompt_of, reference_of};
    use crate::json::Parser;

    fn answer(body: &str) -> Option<Said> {
        answer_of(Parser::new().parse(body).expect(body))
    }

    #[test]
    fn responses_of_every_family_are_read() {
        for body in [
            r#"{"output": {"message": {"role": "assistant", "content": [{"text": "blue"}]}}, "stopReason": "end_turn"}"#,
            r#"{"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "blue"}], "stop_reason": "end_turn"}"#,
            r#"{"generation": "blue", "stop_reason": "stop"}"#,
            r#"{"inputTextTokenCount": 8, "results": [{"tokenCount": 3, "outputText": "blue", "completionReason": "FINISH"}]}"#,
            r#"{"generations": [{"text": "blue", "finish_reason": "COMPLETE"}], "prompt": "x"}"#,
            r#"{"text": "blue", "finish_reason": "COMPLETE"}"#,
            r#"{"outputs": [{"text": "blue", "stop_reason": "stop"}]}"#,
            r#"{"choices": [{"message": {"role": "assistant", "content": "blue"}, "finish_reason": "stop"}]}"#,
            r#"{"output": {"message": {"content": [{"reasoningContent": {"reasoningText": {"text": "hm"}}}, {"text": "blue"}]}}}"#,
            r#"{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "blue"}]}"#,
            r#"{"prompt": "x", "completion": "blue"}"#,
            r#"{"modelResponses": [{"response": "blue", "modelIdentifier": "m"}]}"#,
            r#"{"id": "1", "answer": "blue"}"#,
            r#""blue""#,
        ] {
            let found = answer(body).expect(body);
            assert_eq!(
                (found.text.as_str(), found.cut_off),
                ("blue", false),
                "{body}"
            );
        }
    }

    #[test]
    fn answers_that_ran_out_of_tokens_are_told() {
        for body in [
            r#"{"output": {"message": {"content": [{"text": "b"}]}}, "stopReason": "max_tokens"}"#,
            r#"{"content": [{"type": "text", "text": "b"}], "stop_reason": "max_tokens"}"#,
            r#"{"generation": "b", "stop_reason": "length"}"#,
            r#"{"results": [{"outputText": "b", "completionReason": "LENGTH"}]}"#,
            r#"{"generations": [{"text": "b", "finish_reason": "MAX_TOKENS"}]}"#,
            r#"{"choices": [{"message": {"content": "b"}, "finish_reason": "length"}]}"#,
        ] {
            assert!(answer(body).expect(body).cut_off, "{body}");
        }
    }

    #[test]
    fn calls_of_tools_are_their_name_and_input() {
        let call = r#"{"content": [{"type": "tool_use", "id": "a1", "name": "find", "input": {"b": 1, "a": "x"}}]}"#;
        let other = r#"{"output": {"message": {"content": [{"toolUse": {"toolUseId": "z", "name": "find", "input": {"a": "\u0078", "b": 1}}}]}}}"#;
        assert_eq!(answer(call), answer(other));
        assert_eq!(
            answer(call).expect("a call").text,
            r#"{"name":"find","input":{"a":"x","b":1}}"#
        );
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for body in [
            "null",
            "{}",
            r#"{"id": 3}"#,
            r#"{"answer": null}"#,
            r#"{"results": [{}]}"#,
        ] {
            assert_eq!(answer(body), None, "{body}");
        }
        assert_eq!(answer("12").expect("a number").text, "12");
    }

    #[test]
    fn records_have_a_prompt_and_a_reference() {
        for (record, prompt, reference) in [
            (r#"{"prompt": "2+2", "completion": "4"}"#, "2+2", "4"),
            (
                r#"{"system": [{"text": "s"}], "messages": [{"role": "user", "content": [{"text": "2+2"}]}, {"role": "assistant", "content": [{"text": "4"}]}]}"#,
                "2+2",
                "4",
            ),
            (
                r#"{"system": "s", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}"#,
                "a\nb\nc",
                "d",
            ),
            (
                r#"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "2+2"}], "reference_answer": {"b": 2, "a": 1}}"#,
                "2+2",
                r#"{"a":1,"b":2}"#,
            ),
        ] {
            let mut parser = Parser::new();
            let root = parser.parse(record).expect(record);
            assert_eq!(prompt_of(root).as_deref(), Some(prompt), "{record}");
            assert_eq!(reference_of(root).as_deref(), Some(reference), "{record}");
        }
    }

    #[test]
    fn keys_and_ids_are_found_by_name_and_by_pointer() {
        let mut parser = Parser::new();
        let root = parser
            .parse(r#"{"recordId": 7, "a": {"b/c": ["x", {"y": "z"}]}}"#)
            .expect("JSON");
        assert_eq!(id_of(root, None).as_deref(), Some("7"));
        assert_eq!(id_of(root, Some("/a/b~1c/1/y")).as_deref(), Some("z"));
        assert_eq!(id_of(root, Some("nope")), None);
        assert!(at(root, "/a/b~1c/9").is_none());
    }
}
