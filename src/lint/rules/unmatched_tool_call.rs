//! `unmatched-tool-call`

mod chat;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::format::Shape;
use crate::record::sample::{Block, Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmatched-tool-call",
    severity: Severity::Error,
    what: "Unmatched tool call or result. Errors are a result without its call or before it, a duplicate id, and a tool that toolConfig does not define. Warnings are a call without any toolConfig, a call without a result in a conversation that continues, an invalid id, and all of this in chats for reinforcement fine-tuning.",
    why: "The model would learn to use tools that do not exist.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "t2", "content": [{"text": "ok"}]}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "ok"}]}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    model: None,
    source: "N2-sft, V-nova26, V-forge: each toolResult names a preceding toolUseId, each id is used once, names are in toolConfig, which the scripts check only if there is one; API-rt: ids in requests match [a-zA-Z0-9_.:-]{1,64}.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(what: String, help: &'static str) -> Message {
    Message::new(what, help)
}

fn no_config(name: &str) -> Message {
    Message::new(
        format!("the tool \"{name}\" is called, but the record has no toolConfig; AWS's guide requires it, its scripts do not"),
        "define the tool in toolConfig",
    )
    .at(Severity::Warning)
}

fn not_for_requests(id: &str) -> Message {
    Message::new(
        format!("invalid toolUseId \"{id}\""),
        "use 1 to 64 letters, digits and _ . : -",
    )
    .at(Severity::Warning)
}

fn no_result(id: &str, how: &str) -> Message {
    Message::new(
        format!("the tool call \"{id}\" has no result, but the conversation continues"),
        format!("add {how} after it, or remove the call"),
    )
    .at(Severity::Warning)
}

fn no_call(id: &str, comes_later: bool) -> Message {
    if comes_later {
        return message(
            format!("the result of \"{id}\" comes before its call"),
            "move the message with the call before the one with the result",
        );
    }
    message(
        format!("no unanswered tool call has the id \"{id}\""),
        "use the toolUseId of the previous call, once",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    match sample.format.shape() {
        Shape::Blocks if sample.is_more_than_text() => check_blocks(sample, findings),
        Shape::Chat => chat::check(sample.root, findings),
        _ => {}
    }
}

fn check_blocks(sample: &Sample<'_>, findings: &mut Collector<'_>) {
    let tools = defined_tools(sample.root);
    let mut calls: BTreeMap<Cow<'_, str>, (usize, Value<'_>)> = BTreeMap::new();
    let mut results: BTreeSet<Cow<'_, str>> = BTreeSet::new();
    let mut has_stray = false;
    let turns = sample.turns.iter().enumerate();
    for (at, block) in turns.flat_map(|(at, turn)| turn.blocks.iter().map(move |one| (at, one))) {
        match block {
            Block::ToolUse(value) => {
                check_tool(sample, *value, tools.as_ref(), findings);
                let Some(id) = id_of(sample, *value, findings) else {
                    continue;
                };
                if calls.contains_key(&id) {
                    findings.report_in(&RULE, sample.root, value.span(), || {
                        message(
                            format!("duplicate toolUseId \"{id}\""),
                            "give each call a unique id",
                        )
                    });
                }
                calls.insert(id, (at, *value));
            }
            Block::ToolResult(value) => {
                let Some(id) = id_of(sample, *value, findings) else {
                    continue;
                };
                if !calls.contains_key(&id) || results.contains(&id) {
                    has_stray = true;
                    let comes_later = !results.contains(&id) && is_called(sample, &id);
                    findings.report_in(&RULE, sample.root, value.span(), || {
                        no_call(&id, comes_later)
                    });
                }
                results.insert(id);
            }
            _ => {}
        }
    }
    for (id, (at, call)) in calls {
        // Two turns of the assistant in a row are reported by `role-order`; the last turn is the target of the training. A
        // stray result may be the missing one.
        let next = sample.turns.get(at + 1);
        let goes_on = next.is_some_and(|turn| turn.role == Role::User);
        if goes_on && !has_stray && !results.contains(&id) {
            findings.report_in(&RULE, sample.root, call.span(), || {
                no_result(&id, "a toolResult with its id")
            });
        }
    }
}

/// Returns true if a call anywhere in the record has this id.
fn is_called(sample: &Sample<'_>, id: &str) -> bool {
    let mut blocks = sample.turns.iter().flat_map(|turn| &turn.blocks);
    blocks.any(|block| match block {
        Block::ToolUse(call) => text_is(call.get("toolUseId"), id),
        _ => false,
    })
}

fn text_is(value: Option<Value<'_>>, text: &str) -> bool {
    let found = value.and_then(Value::as_text);
    found.is_some_and(|found| found.eq_str(text))
}

fn id_of<'t>(
    sample: &Sample<'t>,
    block: Value<'t>,
    findings: &mut Collector<'_>,
) -> Option<Cow<'t, str>> {
    let value = block.get("toolUseId");
    let text = value.and_then(Value::as_text).filter(|id| !id.is_blank());
    let (Some(value), Some(text)) = (value, text) else {
        findings.report_in(&RULE, sample.root, block.span(), || {
            message(
                "the block has no toolUseId".to_owned(),
                "give the call an id, and use it in the result",
            )
        });
        return None;
    };
    let id = text.decode();
    let fits = id.len() <= 64
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte));
    if !fits {
        findings.report_in(&RULE, sample.root, value.span(), || not_for_requests(&id));
    }
    Some(id)
}

/// The names that toolConfig defines; none where there is no toolConfig.
fn defined_tools(root: Value<'_>) -> Option<BTreeSet<Cow<'_, str>>> {
    let tools = root.get("toolConfig")?.get("tools")?.elements();
    let names = tools.filter_map(|tool| tool.get("toolSpec")?.get("name")?.as_text());
    Some(names.map(Text::decode).collect())
}

fn check_tool(
    sample: &Sample<'_>,
    call: Value<'_>,
    defined: Option<&BTreeSet<Cow<'_, str>>>,
    findings: &mut Collector<'_>,
) {
    // A call without a name is incomplete and reported by `invalid-tool-block`.
    let Some(name) = call
        .get("name")
        .and_then(Value::as_text)
        .filter(|name| !name.is_blank())
    else {
        return;
    };
    let name = name.decode();
    let Some(defined) = defined else {
        findings.report_in(&RULE, sample.root, call.span(), || no_config(&name));
        return;
    };
    if !defined.contains(&name) {
        findings.report_in(&RULE, sample.root, call.span(), || {
            message(
                format!("unknown tool \"{name}\": toolConfig does not define it"),
                "call a tool that toolConfig defines",
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HI, converse, fails, passes};

    /// A call in the assistant's turn, and the user's turn after it.
    fn dialog(call: &str, result: &str) -> String {
        format!(
            r#"{{"toolConfig": {{"tools": [{{"toolSpec": {{"name": "greet"}}}}]}}, "messages": [{{"role": "user", "content": [{{"text": "Hi"}}]}}, {{"role": "assistant", "content": [{call}]}}, {{"role": "user", "content": [{result}]}}, {{"role": "assistant", "content": [{{"text": "Hello."}}]}}]}}"#
        )
    }

    /// A call in the last turn.
    fn last(call: &str) -> String {
        format!(
            r#"{{"toolConfig": {{"tools": [{{"toolSpec": {{"name": "greet"}}}}]}}, "messages": [{{"role": "user", "content": [{HI}]}}, {{"role": "assistant", "content": [{call}]}}]}}"#
        )
    }

    fn chat(messages: &str) -> String {
        format!(
            r#"{{"messages": [{{"role": "user", "content": "a"}}, {messages}], "reference_answer": "b"}}"#
        )
    }

    #[test]
    fn table_of_chats() {
        let call = r#"{"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "d", "arguments": "{}"}}]}"#;
        let result = r#"{"role": "tool", "tool_call_id": "c", "content": "e"}"#;
        let answer = r#"{"role": "assistant", "content": "f"}"#;
        passes(
            &RULE,
            [
                ("", chat(&format!("{call}, {result}, {answer}"))),
                ("", chat(call)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    chat(&format!("{call}, {answer}")),
                    "warning: the tool call \"c\" has no result, but the conversation continues",
                    r#"{"id": "c", "type": "function", "function": {"name": "d", "arguments": "{}"}}"#,
                ),
                (
                    "",
                    chat(&format!("{result}, {call}")),
                    "warning: the result of \"c\" comes before its call",
                    r#""c""#,
                ),
                (
                    "",
                    chat(&format!("{result}, {answer}")),
                    "warning: no unanswered tool call has the id \"c\"",
                    r#""c""#,
                ),
            ],
        );
    }

    #[test]
    fn a_call_without_a_result_is_named_where_the_conversation_goes_on() {
        let call = r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#;
        fails(
            &RULE,
            [(
                "",
                dialog(call, HI),
                "warning: the tool call \"t1\" has no result, but the conversation continues",
                r#"{"toolUseId": "t1", "name": "greet", "input": {}}"#,
            )],
        );
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
                    r#"error: no unanswered tool call has the id "t2""#,
                    r#"{"toolUseId": "t2", "content": []}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}, {"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"no unanswered tool call has the id "t1""#,
                    r#"{"toolUseId": "t1", "content": []}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}, {"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"duplicate toolUseId "t1""#,
                    r#"{"toolUseId": "t1", "name": "greet", "input": {}}"#,
                ),
                (
                    "",
                    dialog(
                        r#"{"toolUse": {"toolUseId": "t1", "name": "leave", "input": {}}}"#,
                        r#"{"toolResult": {"toolUseId": "t1", "content": []}}"#,
                    ),
                    r#"unknown tool "leave": toolConfig does not define it"#,
                    r#"{"toolUseId": "t1", "name": "leave", "input": {}}"#,
                ),
                (
                    "",
                    last(r#"{"toolUse": {"toolUseId": "t 1", "name": "greet", "input": {}}}"#),
                    r#"warning: invalid toolUseId "t 1""#,
                    r#""t 1""#,
                ),
                (
                    "",
                    dialog(r#"{"toolUse": {"name": "greet", "input": {}}}"#, HI),
                    "error: the block has no toolUseId",
                    r#"{"name": "greet", "input": {}}"#,
                ),
                (
                    "",
                    converse(
                        HI,
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                    ),
                    r#"warning: the tool "greet" is called, but the record has no toolConfig"#,
                    r#"{"toolUseId": "t1", "name": "greet", "input": {}}"#,
                ),
            ],
        );
    }
}
