//! `unmatched-tool-call`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::models::Model;
use crate::rules::{Check, Effect, Rule};
use crate::sample::{Block, Sample};
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmatched-tool-call",
    severity: Severity::Error,
    what: "Reports a tool call or result that does not fit: a result without its call, an id used twice, a tool that toolConfig does not define.",
    why: "The model would learn to use tools that are not there.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "t2", "content": [{"text": "ok"}]}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "ok"}]}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    model: None,
    source: "N2-sft, V-nova26, V-forge: each toolResult names a preceding toolUseId, each id is used once, names stand in toolConfig; API-rt: ids match [a-zA-Z0-9_.:-]{1,64}.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge refuse the file; no document says what the service does.",
    fixable: false,
    check: Check::Blocks(check),
};

fn message(what: String, help: &'static str) -> Message {
    Message::new(what, help)
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Findings<'_>) {
    let mut calls: Vec<Cow<'_, str>> = Vec::new();
    let mut results: Vec<Cow<'_, str>> = Vec::new();
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        match block {
            Block::ToolUse(value) => {
                check_tool(sample, *value, findings);
                let Some(id) = id_of(sample, *value, findings) else {
                    continue;
                };
                if calls.contains(&id) {
                    findings.report_in(&RULE, sample.root, value.span(), || {
                        message(
                            format!("the toolUseId \"{id}\" is used twice"),
                            "give each call an id of its own",
                        )
                    });
                }
                calls.push(id);
            }
            Block::ToolResult(value) => {
                let Some(id) = id_of(sample, *value, findings) else {
                    continue;
                };
                if !calls.contains(&id) || results.contains(&id) {
                    findings.report_in(&RULE, sample.root, value.span(), || {
                        message(
                            format!("no open tool call has the id \"{id}\""),
                            "name the toolUseId of the call before, once",
                        )
                    });
                }
                results.push(id);
            }
            _ => {}
        }
    }
}

fn id_of<'t>(
    sample: &Sample<'t>,
    block: Value<'t>,
    findings: &mut Findings<'_>,
) -> Option<Cow<'t, str>> {
    let id = block
        .get("toolUseId")
        .and_then(Value::as_text)
        .map(crate::json::Text::decode);
    let fits = |id: &str| {
        (1..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte))
    };
    if !id.as_deref().is_some_and(fits) {
        findings.report_in(&RULE, sample.root, block.span(), || {
            message(
                "the block has no toolUseId of 1 to 64 letters, digits and _ . : -".to_owned(),
                "give the call an id, and name it in the result",
            )
        });
        return None;
    }
    id
}

fn check_tool(sample: &Sample<'_>, call: Value<'_>, findings: &mut Findings<'_>) {
    let config = sample.root.get("toolConfig");
    let Some(tools) = config.and_then(|config| config.get("tools")) else {
        return;
    };
    let name = call
        .get("name")
        .and_then(Value::as_text)
        .map(crate::json::Text::decode)
        .unwrap_or_default();
    let is_defined = tools.elements().any(|tool| {
        tool.get("toolSpec")
            .and_then(|spec| spec.get("name"))
            .and_then(Value::as_text)
            .is_some_and(|text| text.eq_str(&name))
    });
    if !is_defined {
        findings.report_in(&RULE, sample.root, call.span(), || {
            message(
                format!("toolConfig defines no tool \"{name}\""),
                "call a tool that toolConfig defines",
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HI, fails, passes};

    /// A call in the assistant's turn, and the user's turn after it.
    fn dialog(call: &str, result: &str) -> String {
        format!(
            r#"{{"toolConfig": {{"tools": [{{"toolSpec": {{"name": "greet"}}}}]}}, "messages": [{{"role": "user", "content": [{{"text": "Hi"}}]}}, {{"role": "assistant", "content": [{call}]}}, {{"role": "user", "content": [{result}]}}, {{"role": "assistant", "content": [{{"text": "Hello."}}]}}]}}"#
        )
    }

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "a", "name": "greet", "input": {}}}, {"toolUse": {"toolUseId": "b", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "b", "content": []}}, {"toolResult": {"toolUseId": "a", "content": []}}"#,
                    ),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t2", "content": []}}"#,
                    ),
                    r#"error: no open tool call has the id "t2""#,
                    r#"{"toolUseId": "t2", "content": []}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}, {"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"no open tool call has the id "t1""#,
                    r#"{"toolUseId": "t1", "content": []}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}, {"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"the toolUseId "t1" is used twice"#,
                    r#"{"toolUseId": "t1", "name": "greet", "input": {}}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "leave", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"toolConfig defines no tool "leave""#,
                    r#"{"toolUseId": "t1", "name": "leave", "input": {}}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t 1", "name": "greet", "input": {}}}"#,
                        HI,
                    ),
                    "the block has no toolUseId",
                    r#"{"toolUseId": "t 1", "name": "greet", "input": {}}"#,
                ),
            ],
        );
    }
}
