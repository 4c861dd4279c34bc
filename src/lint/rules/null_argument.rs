//! `null-argument`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::{Kind, Parser, Signs, Value};
use crate::lint::rules::plain::NULL;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "null-argument",
    severity: Severity::Warning,
    what: "Null arguments of tool calls. The tool's schema does not allow null there: in `toolUse.input`, and in the `arguments` of a chat for reinforcement fine-tuning. They are reported once for all records; the suggested fix removes them.",
    why: "A model trained on them learns to pass null for arguments that it should omit. Table exports add them: each call gets the arguments of every tool.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": {"tools": [{"toolSpec": {"name": "weather", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}}}}]}, "messages": [{"role": "user", "content": [{"text": "Rain in Rome?"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome", "ticker": null}}}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "toolConfig": {"tools": [{"toolSpec": {"name": "weather", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}}}}]}, "messages": [{"role": "user", "content": [{"text": "Rain in Rome?"}]}, {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome"}}}]}]}"#,
    model: None,
    source: "JSON Schema draft-07 validation, section 6.1.1: null is a separate type; API-rt: input is any JSON value.",
    bedrock: Effect::Ignores,
    evidence: "AWS's scripts do not check inputs (tried).",
    fixable: false,
    check: Check::Record(Repetition::Once, Fixing::Guess, Signs::ALWAYS, check),
};

fn message(key: &str, count: usize) -> Message {
    let rest = match count {
        1 => String::new(),
        _ => format!(" ({count} of them in this record)"),
    };
    Message::new(
        format!("null argument \"{key}\" in a tool call{rest}: the model learns to pass null"),
        "remove it, or allow null for it in the tool's schema",
    )
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let text = root.raw().as_bytes();
    NULL.find(0, text)?;
    let has = |key: &[u8]| memchr::memmem::find(text, key).is_some();
    let mut found = Found::default();
    if has(b"\"toolUse\"") {
        for call in messages(root)
            .filter_map(|message| message.get("content"))
            .flat_map(Value::elements)
            .filter_map(|block| block.get("toolUse"))
        {
            let specs = elements(root.get("toolConfig"), "tools");
            let specs = specs.filter_map(|tool| tool.get("toolSpec"));
            let spec = named(specs, call);
            let schema = spec.and_then(|spec| spec.get("inputSchema")?.get("json"));
            found.look(call.get("input"), schema);
        }
    }
    if has(b"\"tool_calls\"") {
        for call in messages(root)
            .flat_map(|message| elements(Some(message), "tool_calls"))
            .filter_map(|call| call.get("function"))
        {
            let functions = elements(Some(root), "tools");
            let functions = functions.filter_map(|tool| tool.get("function"));
            let function = named(functions, call);
            let schema = function.and_then(|function| function.get("parameters"));
            found.look_within(call.get("arguments"), schema);
        }
    }
    let (span, key) = found.first?;
    let message = message(&key, found.count);
    let fix = Fix::of_edits(false, "remove the null arguments", found.edits);
    Some(RecordFinding {
        span,
        message: message.fixed_by(fix),
    })
}

/// The arguments that are null.
#[derive(Default)]
struct Found {
    /// Place of the first, and its name.
    first: Option<(Span, String)>,
    count: usize,
    edits: Vec<FixEdit>,
}

impl Found {
    fn look(&mut self, input: Option<Value<'_>>, schema: Option<Value<'_>>) {
        let (mut before, mut keeps) = (0, false);
        let mut members = input.into_iter().flat_map(Value::members).peekable();
        while let Some(member) = members.next() {
            let (key, value) = (member.key.span(), member.value.span());
            let name = member.key.decode();
            if member.value.kind() == Kind::Null && !may_be_null(schema, &name) {
                let span = match members.peek() {
                    _ if keeps => Span::new(before, value.end),
                    Some(next) => Span::new(key.start, next.key.span().start),
                    None => Span::new(key.start, value.end),
                };
                self.first.get_or_insert_with(|| (key, name.into_owned()));
                self.count += 1;
                self.edits.push(FixEdit {
                    offset: u64::from(span.start),
                    length: span.len(),
                    text: "".into(),
                });
            } else {
                keeps = true;
            }
            before = value.end;
        }
    }

    /// Checks arguments that are JSON in a string, which the fix rewrites.
    fn look_within(&mut self, arguments: Option<Value<'_>>, schema: Option<Value<'_>>) {
        let Some(text) = arguments.and_then(Value::as_text) else {
            return;
        };
        let inner = text.decode();
        let mut parser = Parser::new();
        let Ok(input) = parser.parse(&inner) else {
            return;
        };
        let mut within = Self::default();
        within.look(Some(input), schema);
        let Some((_, name)) = within.first else {
            return;
        };
        let mut rest = inner.into_owned();
        for edit in within.edits.iter().rev() {
            let start = usize::try_from(edit.offset).unwrap_or(rest.len());
            rest.replace_range(start..start + edit.length as usize, "");
        }
        let quoted = serde_json::to_string(&rest).expect("text serializes");
        self.first.get_or_insert((text.span(), name));
        self.count += within.count;
        self.edits.push(FixEdit {
            offset: u64::from(text.span().start),
            length: text.span().len(),
            text: quoted.into(),
        });
    }
}

fn messages(root: Value<'_>) -> impl Iterator<Item = Value<'_>> + use<'_> {
    elements(Some(root), "messages")
}

fn elements<'t>(object: Option<Value<'t>>, key: &str) -> impl Iterator<Item = Value<'t>> + use<'t> {
    let list = object.and_then(|object| object.get(key));
    list.into_iter().flat_map(Value::elements)
}

/// The definition of the tool that is called, if the record has it.
fn named<'t>(
    mut definitions: impl Iterator<Item = Value<'t>>,
    call: Value<'t>,
) -> Option<Value<'t>> {
    let name = call.get("name")?.as_text()?.decode();
    definitions.find(|definition| {
        let of = definition.get("name").and_then(Value::as_text);
        of.is_some_and(|of| of.eq_str(&name))
    })
}

/// Returns true if the schema allows null, gives no type, or is not known.
fn may_be_null(schema: Option<Value<'_>>, name: &str) -> bool {
    let Some(properties) = schema.and_then(|schema| schema.get("properties")) else {
        return schema.is_none();
    };
    let Some(property) = properties.get(name) else {
        return false;
    };
    if property.kind() == Kind::Null {
        return false;
    }
    let Some(kind) = property.get("type") else {
        return true;
    };
    let is_null = |kind: Value<'_>| kind.as_text().is_some_and(|kind| kind.eq_str("null"));
    let has = |key: &str, raw: &str| property.get(key).is_some_and(|value| value.raw() == raw);
    is_null(kind)
        || kind.elements().any(is_null)
        || has("nullable", "true")
        || has("default", "null")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HI, converse_with, fails, passes};

    #[test]
    fn table() {
        let of = |property: &str, input: &str| {
            let config = format!(
                r#""toolConfig": {{"tools": [{{"toolSpec": {{"name": "a", "inputSchema": {{"json": {{"properties": {{"b": {property}}}}}}}}}}}]}}"#
            );
            let call =
                format!(r#"{{"toolUse": {{"toolUseId": "t", "name": "a", "input": {input}}}}}"#);
            converse_with(&config, HI, &call)
        };
        passes(
            &RULE,
            [
                ("", of(r#"{"type": "string"}"#, r#"{"b": "null"}"#)),
                ("", of(r#"{"type": ["string", "null"]}"#, r#"{"b": null}"#)),
                ("", of(r#"{"anyOf": []}"#, r#"{"b": null}"#)),
                ("", of(r#"{"type": "array"}"#, r#"{"b": [null]}"#)),
            ],
        );
        let chat = |arguments: &str| {
            format!(
                r#"{{"messages": [{{"role": "user", "content": "a"}}, {{"role": "assistant", "content": "b", "tool_calls": [{{"id": "t", "type": "function", "function": {{"name": "a", "arguments": {arguments}}}}}]}}], "tools": [{{"type": "function", "function": {{"name": "a", "parameters": {{"properties": {{"b": {{"type": "string"}}}}}}}}}}], "reference_answer": "c"}}"#
            )
        };
        passes(
            &RULE,
            [
                ("", chat(r#""{\"b\": \"null\"}""#)),
                ("", chat(r#""null, b""#)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    chat(r#""{\"b\": null, \"c\": 1}""#),
                    r#"warning: null argument "b" in a tool call: the model learns to pass null"#,
                    r#""{\"b\": null, \"c\": 1}""#,
                ),
                (
                    "",
                    of(r#"{"type": "string"}"#, r#"{"b": null}"#),
                    r#"warning: null argument "b" in a tool call: the model learns to pass null"#,
                    r#""b""#,
                ),
                (
                    "",
                    of("null", r#"{"c": null, "b": null, "d": 1}"#),
                    r#"null argument "c" in a tool call (2 of them in this record)"#,
                    r#""c""#,
                ),
            ],
        );
    }
}
