//! `invalid-tool-block`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-tool-block",
    severity: Severity::Error,
    what: "Incomplete tool call or result. A call has a name and an object as its input; a result has content, and each part of it is either text or a JSON object.",
    why: "The model learns calls and results from these blocks; AWS's scripts reject incomplete blocks.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": "{}"}}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}]}]}"#,
    model: None,
    source: "N2-sft: a result's content is text or JSON only; V-nova26, V-forge: name not empty, input an object, content not empty, exactly one of text and json.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Blocks(check),
};

fn call(what: &str) -> Message {
    Message::new(
        what,
        "use {\"toolUse\": {\"toolUseId\": \"…\", \"name\": \"…\", \"input\": {}}}",
    )
}

fn result(what: &str) -> Message {
    Message::new(
        what,
        "use {\"toolResult\": {\"toolUseId\": \"…\", \"content\": [{\"text\": \"…\"}]}}, or [{\"json\": {}}]",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        match block {
            Block::ToolUse(value) => check_call(sample.root, *value, findings),
            Block::ToolResult(value) => check_result(sample.root, *value, findings),
            _ => {}
        }
    }
}

fn check_call(root: Value<'_>, value: Value<'_>, findings: &mut Collector<'_>) {
    let name = value.get("name").and_then(Value::as_text);
    if name.is_none_or(Text::is_blank) {
        findings.report_in(&RULE, root, value.span(), || {
            call("the tool call has no name")
        });
    }
    match value.get("input") {
        Some(input) if input.kind() == Kind::Object => {}
        Some(input) => findings.report_in(&RULE, root, input.span(), || {
            call(&format!(
                "the tool call's input must be an object, not {}",
                input.kind_name()
            ))
        }),
        None => findings.report_in(&RULE, root, value.span(), || {
            call("the tool call has no input")
        }),
    }
}

fn check_result(root: Value<'_>, value: Value<'_>, findings: &mut Collector<'_>) {
    let content = value.get("content");
    let Some(content) = content.filter(|list| list.kind() == Kind::Array && !list.is_empty())
    else {
        let span = content.unwrap_or(value).span();
        findings.report_in(&RULE, root, span, || {
            result("the tool result has no content")
        });
        return;
    };
    for part in content.elements() {
        let text = part.get("text").filter(is_given);
        let json = part.get("json").filter(is_given);
        let fault = match (text, json) {
            (Some(_), Some(_)) => "the part has both text and json",
            (None, None) => "the part has neither text nor json",
            (Some(text), None) if text.as_text().is_none() => "the part's text is not a string",
            (None, Some(json)) if json.kind() != Kind::Object => "the part's json is not an object",
            _ => continue,
        };
        findings.report_in(&RULE, root, part.span(), || result(fault));
    }
}

/// AWS's scripts take null for an absent key.
fn is_given(value: &Value<'_>) -> bool {
    value.raw() != "null"
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, passes};

    #[test]
    fn table() {
        let call = |call: &str| converse(HI, &format!(r#"{{"toolUse": {call}}}"#));
        let result = |content: &str| {
            let block = format!(r#"{{"toolResult": {{"toolUseId": "t", "content": {content}}}}}"#);
            converse(&block, HELLO)
        };
        passes(
            &RULE,
            [
                (
                    "",
                    call(r#"{"toolUseId": "t", "name": "greet", "input": {}}"#),
                ),
                (
                    "",
                    result(r#"[{"text": ""}, {"json": {}}, {"text": "a", "json": null}]"#),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    call(r#"{"toolUseId": "t", "name": " ", "input": {}}"#),
                    "error: the tool call has no name",
                    r#"{"toolUseId": "t", "name": " ", "input": {}}"#,
                ),
                (
                    "nova-lite",
                    call(r#"{"toolUseId": "t", "name": "greet", "input": [1]}"#),
                    "the tool call's input must be an object, not an array",
                    "[1]",
                ),
                ("", result("[]"), "the tool result has no content", "[]"),
                (
                    "",
                    result(r#"[{"image": {}}]"#),
                    "the part has neither text nor json",
                    r#"{"image": {}}"#,
                ),
                (
                    "",
                    result(r#"[{"text": "a", "json": {}}]"#),
                    "the part has both text and json",
                    r#"{"text": "a", "json": {}}"#,
                ),
                (
                    "",
                    result(r#"[{"json": [1]}]"#),
                    "the part's json is not an object",
                    r#"{"json": [1]}"#,
                ),
            ],
        );
    }
}
