//! `invalid-tool-config`

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::tool_schema::{self, Fault};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-tool-config",
    severity: Severity::Error,
    what: "Invalid toolConfig. A tool has no name or description, a duplicate name, or an input schema that is not an object with a type. An invalid JSON Schema is reported, too: an unknown type, `required` that is not a list of names, `properties` that are not an object of schemas. A required name that the properties do not define is a warning. In chats for reinforcement fine-tuning, the tools are functions in `tools`.",
    why: "A tool that is not defined cannot be called.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet"}}]}}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    model: None,
    source: "N2-sft, V-nova26, V-forge: name and description not empty, inputSchema.json an object with type; N2-sft: a valid JSON Schema object; N2-rft, V-nova26, V-forge: functions with parameters of the type object, required a list of names; API-rt: names in requests match [a-zA-Z0-9_-]{1,64}.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message(what: &str) -> Message {
    Message::new(
        what,
        "use {\"tools\": [{\"toolSpec\": {\"name\": \"…\", \"description\": \"…\", \"inputSchema\": {\"json\": {\"type\": \"object\"}}}}]}",
    )
}

fn not_for_requests(name: &str) -> Message {
    Message::new(
        format!("invalid tool name \"{name}\""),
        "use 1 to 64 letters, digits, _ and -",
    )
    .at(Severity::Warning)
}

fn function(what: &str) -> Message {
    Message::new(
        what,
        "use [{\"type\": \"function\", \"function\": {\"name\": \"…\", \"description\": \"…\", \"parameters\": {\"type\": \"object\", \"properties\": {}}}}]",
    )
}

fn in_schema(fault: &Fault<'_>) -> Message {
    let message = Message::new(
        format!("invalid tool schema: {}", fault.what),
        "use JSON Schema: {\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}",
    );
    if fault.is_invalid {
        message
    } else {
        message.at(Severity::Warning)
    }
}

/// Tools in the notation of the current format.
struct Tools<'f, 't, 'c> {
    root: Value<'t>,
    /// Builds the message about a fault, with the format's notation of a tool.
    says: fn(&str) -> Message,
    names: BTreeSet<Cow<'t, str>>,
    findings: &'f mut Collector<'c>,
}

/// Looks at the tools of `config`.
pub fn check(root: Value<'_>, config: Value<'_>, findings: &mut Collector<'_>) {
    let mut tools = Tools::new(root, message, findings);
    let Some(list) = config.get("tools").filter(is_list) else {
        return tools.report(config, "toolConfig has no list of tools");
    };
    for tool in list.elements() {
        let Some(spec) = tool.get("toolSpec") else {
            tools.report(tool, "the tool has no toolSpec");
            continue;
        };
        tools.check_words(spec);
        let schema = spec
            .get("inputSchema")
            .and_then(|schema| schema.get("json"));
        if schema.and_then(|schema| schema.get("type")).is_none() {
            tools.report(
                spec,
                "the tool's inputSchema.json is not an object with a type",
            );
        } else if let Some(schema) = schema {
            tools.check_schema(schema);
        }
    }
}

/// Looks at the `tools` of a chat for reinforcement fine-tuning, which are `OpenAI`'s functions.
pub fn check_functions(root: Value<'_>, list: Value<'_>, findings: &mut Collector<'_>) {
    let mut tools = Tools::new(root, function, findings);
    if !is_list(&list) {
        return tools.report(list, "tools is not a list of tools");
    }
    for tool in list.elements() {
        let kind = tool.get("type").and_then(Value::as_text);
        if !kind.is_some_and(|kind| kind.eq_str("function")) {
            tools.report(tool, "the tool's type is not \"function\"");
        }
        let Some(spec) = tool.get("function") else {
            tools.report(tool, "the tool has no function");
            continue;
        };
        tools.check_words(spec);
        let parameters = spec.get("parameters");
        let kind = parameters.and_then(|schema| schema.get("type")?.as_text());
        let properties = parameters.and_then(|schema| schema.get("properties"));
        if !kind.is_some_and(|kind| kind.eq_str("object"))
            || properties.is_none_or(|properties| properties.kind() != Kind::Object)
        {
            tools.report(
                parameters.unwrap_or(spec),
                "the tool's parameters are not of the type \"object\" with properties",
            );
        } else if let Some(parameters) = parameters {
            tools.check_schema(parameters);
        }
    }
}

fn is_list(value: &Value<'_>) -> bool {
    value.kind() == Kind::Array && !value.is_empty()
}

impl<'f, 't, 'c> Tools<'f, 't, 'c> {
    fn new(root: Value<'t>, says: fn(&str) -> Message, findings: &'f mut Collector<'c>) -> Self {
        let names = BTreeSet::new();
        Self {
            root,
            says,
            names,
            findings,
        }
    }

    fn report(&mut self, value: Value<'_>, what: &str) {
        let says = self.says;
        self.findings
            .report_in(&RULE, self.root, value.span(), || says(what));
    }

    /// Looks at the schema of a tool's input, which has a type.
    fn check_schema(&mut self, schema: Value<'t>) {
        if let Some(fault) = tool_schema::fault(schema, "the input") {
            self.findings
                .report_in(&RULE, self.root, fault.place.span(), || in_schema(&fault));
        }
    }

    /// Looks at the name and the description of a tool.
    fn check_words(&mut self, spec: Value<'t>) {
        let name = spec.get("name");
        let text = name
            .and_then(Value::as_text)
            .filter(|name| !name.is_blank());
        if let (Some(value), Some(text)) = (name, text) {
            let name = text.decode();
            if !is_name(&name) {
                self.findings
                    .report_in(&RULE, self.root, value.span(), || not_for_requests(&name));
            }
            if !self.names.insert(name) {
                self.report(value, "duplicate tool name");
            }
        } else {
            self.report(name.unwrap_or(spec), "the tool has no name");
        }
        let description = spec.get("description").and_then(Value::as_text);
        if description.is_none_or(Text::is_blank) {
            self.report(spec, "the tool has no description");
        }
    }
}

/// Returns true if requests may name a tool so.
fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse_with, fails, passes};

    fn chat(tools: &str) -> String {
        format!(
            r#"{{"messages": [{{"role": "user", "content": "a"}}], "reference_answer": "b", "tools": {tools}}}"#
        )
    }

    fn with_schema(schema: &str) -> String {
        let config = format!(
            r#""toolConfig": {{"tools": [{{"toolSpec": {{"name": "greet", "description": "Greets", "inputSchema": {{"json": {schema}}}}}}}]}}"#
        );
        converse_with(&config, HI, HELLO)
    }

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}, {"toolSpec": {"name": "greet-2", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse_with(r#""toolConfig": {"tools": []}"#, HI, HELLO),
                    "error: toolConfig has no list of tools",
                    r#"{"tools": []}"#,
                ),
                (
                    "",
                    converse_with(r#""toolConfig": {"tools": [{"name": "greet"}]}"#, HI, HELLO),
                    "the tool has no toolSpec",
                    r#"{"name": "greet"}"#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet me", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    r#"warning: invalid tool name "greet me""#,
                    r#""greet me""#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}, {"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    "duplicate tool name",
                    r#""greet""#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": " ", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    "the tool has no description",
                    r#"{"name": "greet", "description": " ", "inputSchema": {"json": {"type": "object"}}}"#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": "{}"}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    "inputSchema.json is not an object",
                    r#"{"name": "greet", "description": "Greets", "inputSchema": {"json": "{}"}}"#,
                ),
            ],
        );
    }

    #[test]
    fn table_of_schemas() {
        passes(
            &RULE,
            [(
                "",
                with_schema(
                    r##"{"$schema": "http://json-schema.org/draft-07/schema#", "type": ["object", "null"], "properties": {"a": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/b"}]}, "c": true, "d": {"type": "array", "items": {"enum": ["x", null]}}}, "$defs": {"b": {"type": "integer"}}, "required": ["a", "d"], "additionalProperties": false}"##,
                ),
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    with_schema(r#"{"type": "object", "properties": {"city": {"type": "strng"}}}"#),
                    "error: invalid tool schema: unknown type \"strng\" of \"city\"; JSON Schema has string",
                    r#""strng""#,
                ),
                (
                    "",
                    with_schema(r#"{"type": "object", "properties": []}"#),
                    "invalid tool schema: properties of the input must be an object of schemas",
                    "[]",
                ),
                (
                    "",
                    with_schema(
                        r#"{"type": "object", "properties": {"a": {"type": "array", "items": 7}}}"#,
                    ),
                    "invalid tool schema: items of \"a\" must be a schema",
                    "7",
                ),
                (
                    "",
                    with_schema(
                        r#"{"type": "object", "properties": {"place": {"type": "string"}}, "required": ["plaec"]}"#,
                    ),
                    "warning: invalid tool schema: the input requires \"plaec\", which its properties do not define",
                    r#""plaec""#,
                ),
            ],
        );
    }

    #[test]
    fn table_of_functions() {
        passes(
            &RULE,
            [(
                "",
                chat(
                    r#"[{"type": "function", "function": {"name": "a", "description": "b", "parameters": {"type": "object", "properties": {"c": {"type": "string"}}, "required": ["c"]}}}]"#,
                ),
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    chat(
                        r#"[{"type": "function", "function": {"name": "a", "description": "b", "parameters": {"type": "object", "properties": {}, "required": "c"}}}]"#,
                    ),
                    "error: invalid tool schema: required of the input must be a list of names, not a string",
                    r#""c""#,
                ),
                ("", chat("[]"), "error: tools is not a list of tools", "[]"),
                (
                    "",
                    chat(
                        r#"[{"type": "tool", "function": {"name": "a", "description": "b", "parameters": {"type": "object", "properties": {}}}}]"#,
                    ),
                    "the tool's type is not \"function\"",
                    r#"{"type": "tool", "function": {"name": "a", "description": "b", "parameters": {"type": "object", "properties": {}}}}"#,
                ),
                (
                    "",
                    chat(
                        r#"[{"type": "function", "function": {"name": "a", "description": "b", "parameters": {"type": "object"}}}]"#,
                    ),
                    "the tool's parameters are not",
                    r#"{"type": "object"}"#,
                ),
            ],
        );
    }
}
