//! `invalid-tool-config`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Kind;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-tool-config",
    severity: Severity::Error,
    what: "Reports a toolConfig that does not define its tools: no name or description, a name used twice, an input schema that is not an object with a type.",
    why: "A tool that is not defined cannot be called.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet"}}]}}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    model: None,
    source: "N2-sft, V-nova26, V-forge: name and description not empty, inputSchema.json an object with type; API-rt: names match [a-zA-Z0-9_-]{1,64}.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge refuse the file; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message(what: &str) -> Message {
    Message::new(
        what,
        "write {\"tools\": [{\"toolSpec\": {\"name\": \"…\", \"description\": \"…\", \"inputSchema\": {\"json\": {\"type\": \"object\"}}}}]}",
    )
}

/// Looks at the tools of `config`.
pub fn check(root: Value<'_>, config: Value<'_>, findings: &mut Findings<'_>) {
    let mut report = |value: Value<'_>, what: &str| {
        findings.report_in(&RULE, root, value.span(), || message(what));
    };
    let Some(tools) = config
        .get("tools")
        .filter(|tools| !tools.is_empty() && tools.kind() == Kind::Array)
    else {
        report(config, "toolConfig has no list of tools");
        return;
    };
    let mut names: Vec<std::borrow::Cow<'_, str>> = Vec::new();
    for tool in tools.elements() {
        let Some(spec) = tool.get("toolSpec") else {
            report(tool, "the tool has no toolSpec");
            continue;
        };
        match spec
            .get("name")
            .and_then(|name| Some((name, name.as_text()?)))
        {
            Some((value, text)) => {
                let name = text.decode();
                if !is_name(&name) {
                    report(value, "a tool's name is 1 to 64 letters, digits, _ and -");
                }
                if names.contains(&name) {
                    report(value, "two tools have the same name");
                }
                names.push(name);
            }
            None => report(spec, "the tool has no name"),
        }
        if spec
            .get("description")
            .and_then(Value::as_text)
            .is_none_or(crate::json::Text::is_blank)
        {
            report(spec, "the tool has no description");
        }
        let schema = spec
            .get("inputSchema")
            .and_then(|schema| schema.get("json"));
        if schema.and_then(|schema| schema.get("type")).is_none() {
            report(
                spec,
                "the tool's inputSchema.json is not an object with a type",
            );
        }
    }
}

fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HELLO, HI, converse_with, fails, passes};

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
                    "a tool's name is 1 to 64",
                    r#""greet me""#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}, {"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object"}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    "two tools have the same name",
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
}
