//! `mismatched-tool-input`

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::{Kind, Parser, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::tool_input::{Mismatch, mismatches};
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::format::Shape;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mismatched-tool-input",
    severity: Severity::Warning,
    what: "Tool call that does not match the schema of its tool. An argument is missing or undefined, or has a wrong type or value. In chats for reinforcement fine-tuning, the arguments are JSON in a string.",
    why: "The model learns to call the tool in a way that the tool rejects.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": {"tools": [{"toolSpec": {"name": "weather", "description": "Forecast", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}]}, "messages": [{"role": "user", "content": [{"text": "Rain in Rome?"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"place": "Rome"}}}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": {"tools": [{"toolSpec": {"name": "weather", "description": "Forecast", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}]}, "messages": [{"role": "user", "content": [{"text": "Rain in Rome?"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome"}}}]}]}"#,
    model: None,
    source: "N2-sft: the input schema is a valid JSON Schema object; JSON Schema draft-07. The standard allows a key that properties do not define; it is reported here unless additionalProperties allows it.",
    bedrock: Effect::Unknown,
    evidence: "None of AWS's scripts compares inputs with schemas; what the service does is not documented.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(tool: &str, found: Mismatch) -> Message {
    Message::new(format!("the call to \"{tool}\" {}", found.what), found.help)
}

fn no_json(tool: &str) -> Message {
    Message::new(
        format!("the arguments of the call to \"{tool}\" are not a JSON object"),
        "write them as JSON in a string: \"{\\\"city\\\": \\\"Rome\\\"}\"",
    )
}

/// Schemas by the name of their tool.
type Schemas<'t> = BTreeMap<Cow<'t, str>, Value<'t>>;

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    match sample.format.shape() {
        Shape::Blocks if sample.is_more_than_text() => check_blocks(sample, findings),
        Shape::Chat => check_chat(sample.root, findings),
        _ => {}
    }
}

fn check_blocks(sample: &Sample<'_>, findings: &mut Collector<'_>) {
    let tools = sample.root.get("toolConfig").and_then(|it| it.get("tools"));
    let schemas = schemas(tools, "toolSpec", |spec| {
        spec.get("inputSchema")?.get("json")
    });
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        if let Block::ToolUse(call) = block
            && let Some((tool, schema)) = of_call(*call, &schemas)
            && let Some(input) = call.get("input").filter(|it| it.kind() == Kind::Object)
        {
            report(
                sample.root,
                &tool,
                mismatches(schema, input),
                None,
                findings,
            );
        }
    }
}

fn check_chat(root: Value<'_>, findings: &mut Collector<'_>) {
    let Some(tools) = root.get("tools") else {
        return;
    };
    let schemas = schemas(Some(tools), "function", |spec| spec.get("parameters"));
    let messages = root.get("messages").into_iter().flat_map(Value::elements);
    let calls = messages
        .filter_map(|message| message.get("tool_calls"))
        .flat_map(Value::elements)
        .filter_map(|call| call.get("function"));
    for call in calls {
        let Some((tool, schema)) = of_call(call, &schemas) else {
            continue;
        };
        let Some(arguments) = call.get("arguments") else {
            continue;
        };
        let Some(text) = arguments.as_text() else {
            report(root, &tool, mismatches(schema, arguments), None, findings);
            continue;
        };
        let mut parser = Parser::new();
        let text = text.decode();
        match parser.parse(&text) {
            Ok(input) if input.kind() == Kind::Object => {
                let place = Some(arguments.span());
                report(root, &tool, mismatches(schema, input), place, findings);
            }
            _ => findings.report_in(&RULE, root, arguments.span(), || no_json(&tool)),
        }
    }
}

/// Reports differences, each at its place or all at that of the string that holds the input.
fn report(
    root: Value<'_>,
    tool: &str,
    found: Vec<Mismatch>,
    place: Option<Span>,
    findings: &mut Collector<'_>,
) {
    for one in found {
        let span = place.unwrap_or(one.span);
        findings.report_in(&RULE, root, span, || message(tool, one));
    }
}

fn schemas<'t>(
    tools: Option<Value<'t>>,
    key: &str,
    schema: impl Fn(Value<'t>) -> Option<Value<'t>>,
) -> Schemas<'t> {
    let specs = tools.into_iter().flat_map(Value::elements);
    let specs = specs.filter_map(|tool| tool.get(key));
    specs
        .filter_map(|spec| Some((spec.get("name")?.as_text()?.decode(), schema(spec)?)))
        .collect()
}

/// Returns the tool that is called and its schema, if it is defined.
fn of_call<'t>(call: Value<'t>, schemas: &Schemas<'t>) -> Option<(Cow<'t, str>, Value<'t>)> {
    let name = call.get("name")?.as_text()?.decode();
    let schema = *schemas.get(&name)?;
    Some((name, schema))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HI, converse_with, fails, passes};

    const SCHEMA: &str = r#"{"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}"#;

    fn with_input(input: &str) -> String {
        let config = format!(
            r#""toolConfig": {{"tools": [{{"toolSpec": {{"name": "weather", "description": "a", "inputSchema": {{"json": {SCHEMA}}}}}}}]}}"#
        );
        let call =
            format!(r#"{{"toolUse": {{"toolUseId": "t", "name": "weather", "input": {input}}}}}"#);
        converse_with(&config, HI, &call)
    }

    fn chat(arguments: &str) -> String {
        format!(
            r#"{{"tools": [{{"type": "function", "function": {{"name": "weather", "description": "a", "parameters": {SCHEMA}}}}}], "messages": [{{"role": "user", "content": "a"}}, {{"role": "assistant", "tool_calls": [{{"id": "c", "type": "function", "function": {{"name": "weather", "arguments": {arguments}}}}}]}}], "reference_answer": "b"}}"#
        )
    }

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", with_input(r#"{"city": "Rome", "days": 3}"#)),
                ("", chat(r#""{\"city\": \"Rome\"}""#)),
                ("", chat(r#"{"city": "Rome"}"#)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    with_input(r#"{"days": 3}"#),
                    "warning: the call to \"weather\" is missing \"city\", which the tool's schema requires",
                    r#"{"days": 3}"#,
                ),
                (
                    "nova-2-lite",
                    with_input(r#"{"city": "Rome", "dys": 3}"#),
                    "has \"dys\", which the tool's schema does not define",
                    r#""dys""#,
                ),
                (
                    "",
                    with_input(r#"{"city": "Rome", "days": "3"}"#),
                    "the call to \"weather\" has \"days\" as a string; the tool's schema requires an integer",
                    r#""3""#,
                ),
                (
                    "",
                    chat(r#""{\"days\": 3}""#),
                    "the call to \"weather\" is missing \"city\"",
                    r#""{\"days\": 3}""#,
                ),
                (
                    "",
                    chat(r#""{city: Rome}""#),
                    "are not a JSON object",
                    r#""{city: Rome}""#,
                ),
            ],
        );
    }
}
