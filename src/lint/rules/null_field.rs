//! `null-field`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::numbers::several;
use crate::diagnostic::position::Span;
use crate::json::{Kind, Signs, Value};
use crate::lint::rules::plain::NULL;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};
use crate::record::format::{Format, Shape};
use crate::record::recognise::{is_log, recognise};

/// The rule.
pub static RULE: Rule = Rule {
    name: "null-field",
    severity: Severity::Warning,
    what: "Null fields. A null value means that the field is absent: in messages, content blocks, tools and their schemas, or at the top level. They are reported once for all records; the safe fix removes them. Nulls that are part of the training content are not reported: in the input of a tool, in its result, and in data for a reward function.",
    why: "Table exports (Arrow, Parquet, pandas) write every field of any record into all of them. Read strictly, a block with `\"video\": null` is a video, and a schema with `\"city\": null` is invalid.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi", "image": null, "video": null}]}, {"role": "assistant", "content": [{"text": "Hello.", "image": null, "video": null}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "V-nova25 treats null as absent, V-llama rejects it where a text or list is required (tried); JSON Schema draft-07, section 4.3: null is not a schema.",
    bedrock: Effect::Unknown,
    evidence: "V-nova25 accepts it, V-llama rejects some (tried); what the service does is not documented.",
    fixable: true,
    check: Check::Record(Repetition::Once, Fixing::Safe, Signs::ALWAYS, check),
};

fn message(key: &str, count: usize) -> Message {
    let rest = match count - 1 {
        0 => String::new(),
        1 => ", and 1 more field".to_owned(),
        more => format!(", and {} more", several(more as u64, "field")),
    };
    Message::new(
        format!("null field \"{key}\"{rest}; table exports add them"),
        "remove null fields: an absent field means the same to every parser",
    )
}

/// Keys whose null is no absence in a JSON Schema.
const VALUES_OF_SCHEMA: [&str; 2] = ["default", "const"];

fn check(root: Value<'_>) -> Option<RecordFinding> {
    NULL.find(0, root.raw().as_bytes())?;
    let mut nulls = Nulls::default();
    if let Some(format) = recognise(root).format() {
        nulls.look(format, root);
    }
    let first = nulls.first?;
    nulls.edits.sort_by_key(|edit| edit.offset);
    let count = nulls.edits.len();
    let title = match count {
        1 => "remove the null field".to_owned(),
        _ => format!("remove {count} null fields"),
    };
    let fix = Fix::of_edits(true, title, nulls.edits);
    Some(RecordFinding {
        span: first.0,
        message: message(&first.1, count).fixed_by(fix),
    })
}

/// The fields to take out.
#[derive(Default)]
struct Nulls {
    /// Key of the first, and its name.
    first: Option<(Span, String)>,
    edits: Vec<FixEdit>,
}

impl Nulls {
    fn look(&mut self, format: Format, root: Value<'_>) {
        match format.shape() {
            Shape::Pair { question, answer } => self.strip(root, &[question, answer]),
            Shape::Captioned => self.strip(root, &["image-ref", "caption"]),
            Shape::Text(key) => self.strip(root, &[key]),
            Shape::Messages => {
                self.strip(root, &["messages"]);
                for message in elements(root, "messages") {
                    self.strip(message, &["role", "content"]);
                }
            }
            Shape::Blocks => {
                self.strip(root, &["schemaVersion", "messages"]);
                elements(root, "system").for_each(|block| self.block(block));
                self.tool_config(root);
                for message in elements(root, "messages") {
                    self.strip(message, &["role", "content"]);
                    elements(message, "content").for_each(|block| self.block(block));
                }
            }
            Shape::Chat if is_log(root) => {}
            Shape::Chat => self.chat(root),
        }
    }

    /// A chat of `OpenAI`'s. Other keys of the record are handed to the reward function, null or not.
    fn chat(&mut self, root: Value<'_>) {
        self.strip_if(root, |key| key == "tools");
        for message in elements(root, "messages") {
            self.strip(message, &["role", "content"]);
            for call in elements(message, "tool_calls") {
                self.strip(call, &["function"]);
                self.inner(call, "function", &["name", "arguments"]);
            }
        }
        for tool in elements(root, "tools") {
            self.strip(tool, &["function"]);
            if let Some(function) = self.inner(tool, "function", &["name"]) {
                self.schema_at(function, "parameters");
            }
        }
    }

    fn tool_config(&mut self, root: Value<'_>) {
        let Some(config) = self.inner(root, "toolConfig", &["tools"]) else {
            return;
        };
        for tool in elements(config, "tools") {
            self.block(tool);
            if let Some(spec) = self.inner(tool, "toolSpec", &["name", "inputSchema"])
                && let Some(schema) = spec.get("inputSchema")
            {
                self.schema_at(schema, "json");
            }
        }
    }

    /// A union: one of its keys is its kind, so that nulls beside it can be removed.
    fn block(&mut self, block: Value<'_>) {
        if !block
            .members()
            .any(|member| member.value.kind() != Kind::Null)
        {
            return;
        }
        self.strip(block, &[]);
        for kind in ["image", "video", "document"] {
            if let Some(media) = self.inner(block, kind, &["format", "source"])
                && let Some(source) = media.get("source")
            {
                self.block(source);
                self.inner(source, "s3Location", &["uri"]);
            }
        }
        if let Some(reasoning) = self.inner(block, "reasoningContent", &["reasoningText"]) {
            self.inner(reasoning, "reasoningText", &["text"]);
        }
        self.inner(block, "toolUse", &["toolUseId", "name", "input"]);
        if let Some(result) = self.inner(block, "toolResult", &["toolUseId", "content"]) {
            elements(result, "content").for_each(|part| self.block(part));
        }
    }

    /// The object at `key`, without its nulls but for those at `kept`.
    fn inner<'t>(&mut self, outer: Value<'t>, key: &str, kept: &[&str]) -> Option<Value<'t>> {
        let inner = outer.get(key)?;
        self.strip(inner, kept);
        Some(inner)
    }

    fn schema_at(&mut self, outer: Value<'_>, key: &str) {
        if let Some(schema) = outer.get(key) {
            self.schema(schema);
        }
    }

    fn schema(&mut self, schema: Value<'_>) {
        self.strip(schema, &VALUES_OF_SCHEMA);
        for member in schema.members() {
            match &*member.key.decode() {
                "properties" | "patternProperties" | "$defs" | "definitions" => {
                    self.strip(member.value, &[]);
                    let schemas = member.value.members();
                    schemas.for_each(|member| self.schema(member.value));
                }
                "items" | "additionalProperties" | "not" | "anyOf" | "oneOf" | "allOf" => {
                    self.schema(member.value);
                    member
                        .value
                        .elements()
                        .for_each(|schema| self.schema(schema));
                }
                _ => {}
            }
        }
    }

    fn strip(&mut self, object: Value<'_>, kept: &[&str]) {
        self.strip_if(object, |key| !kept.contains(&key));
    }

    /// Collects the nulls of an object, each with the comma to remove.
    fn strip_if(&mut self, object: Value<'_>, is_absence: impl Fn(&str) -> bool) {
        let (mut before, mut keeps) = (0, false);
        let mut members = object.members().peekable();
        while let Some(member) = members.next() {
            let (key, value) = (member.key.span(), member.value.span());
            if member.value.kind() == Kind::Null && is_absence(&member.key.decode()) {
                let next = members.peek().map(|next| next.key.span().start);
                let span = match next {
                    _ if keeps => Span::new(before, value.end),
                    Some(next) => Span::new(key.start, next),
                    None => Span::new(key.start, value.end),
                };
                let is_first = |(first, _): &(Span, String)| first.start <= key.start;
                if !self.first.as_ref().is_some_and(is_first) {
                    self.first = Some((key, member.key.decode().into_owned()));
                }
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
}

fn elements<'t>(object: Value<'t>, key: &str) -> impl Iterator<Item = Value<'t>> + use<'t> {
    object.get(key).into_iter().flat_map(Value::elements)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, converse_with, fails, passes};

    #[test]
    fn table() {
        let padded = r#"{"text": "Hi", "video": null}"#;
        passes(
            &RULE,
            [
                ("", converse(HI, HELLO)),
                ("", r#"{"prompt": "null", "completion": "b"}"#.to_owned()),
                (
                    "",
                    converse(
                        HI,
                        r#"{"toolUse": {"toolUseId": "a", "name": "b", "input": {"c": null}}}"#,
                    ),
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}], "reference_answer": {"a": null}, "score": null}"#
                        .to_owned(),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(padded, HELLO),
                    r#"warning: null field "video"; table exports add them"#,
                    r#""video""#,
                ),
                (
                    "",
                    converse(padded, padded),
                    r#"null field "video", and 1 more field; table exports add them"#,
                    r#""video""#,
                ),
                (
                    "",
                    converse_with(
                        r#""toolConfig": {"tools": [{"toolSpec": {"name": "a", "inputSchema": {"json": {"properties": {"b": null, "c": {"default": null}}}}}}]}"#,
                        HI,
                        HELLO,
                    ),
                    r#"null field "b"; table exports add them"#,
                    r#""b""#,
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b", "note": null}"#.to_owned(),
                    r#"null field "note"; table exports add them"#,
                    r#""note""#,
                ),
            ],
        );
    }
}
