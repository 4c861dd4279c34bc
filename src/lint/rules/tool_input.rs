//! Inputs of tool calls against the schemas of their tools. Words of JSON Schema that are not known here allow everything.

use std::borrow::Cow;

use crate::diagnostic::position::Span;
use crate::diagnostic::suggest;
use crate::json::{Kind, Text, Value};

/// A difference between an input and its schema.
pub struct Mismatch {
    /// The place in the input.
    pub span: Span,
    /// The difference, as a phrase after the name of the tool.
    pub what: String,
    /// Advice.
    pub help: String,
}

/// The greatest depth to check.
const DEEPEST: usize = 16;
/// The most differences to report in one call.
const MOST: usize = 8;

const CORRECT: &str = "change the value to match the schema, or correct the schema";

/// Returns the differences between `input` and `schema`.
pub fn mismatches(schema: Value<'_>, input: Value<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    compare(schema, input, "", 0, &mut found);
    found.truncate(MOST);
    found
}

fn compare(
    schema: Value<'_>,
    value: Value<'_>,
    name: &str,
    depth: usize,
    found: &mut Vec<Mismatch>,
) {
    // Null arguments are checked by another rule; references are not resolved.
    let is_open = schema.kind() != Kind::Object || schema.get("$ref").is_some();
    if is_open || value.kind() == Kind::Null || depth > DEEPEST {
        return;
    }
    if let Some(wanted) = wrong_type(schema, value) {
        let what = format!(
            "{}{}; the tool's schema requires {wanted}",
            subject(name),
            value.kind_name()
        );
        return found.push(Mismatch {
            span: value.span(),
            what,
            help: CORRECT.to_owned(),
        });
    }
    if !is_allowed(schema, value) {
        let what = format!(
            "{}{}, which the tool's schema does not allow",
            subject(name),
            shortened(value.raw())
        );
        return found.push(Mismatch {
            span: value.span(),
            what,
            help: CORRECT.to_owned(),
        });
    }
    match value.kind() {
        Kind::Object => members(schema, value, name, depth, found),
        Kind::Array => {
            let items = schema.get("items");
            let items = items.filter(|items| items.kind() == Kind::Object);
            for (at, one) in value.elements().enumerate() {
                if let Some(items) = items {
                    compare(items, one, &format!("{name}[{at}]"), depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// Compares the members of an object with the properties of its schema.
fn members(
    schema: Value<'_>,
    value: Value<'_>,
    name: &str,
    depth: usize,
    found: &mut Vec<Mismatch>,
) {
    let path = |key: &str| match name {
        "" => key.to_owned(),
        _ => format!("{name}.{key}"),
    };
    let properties = schema.get("properties");
    let properties = properties.filter(|it| it.kind() == Kind::Object && !it.is_empty());
    let required = schema.get("required").into_iter().flat_map(Value::elements);
    for key in required.filter_map(Value::as_text).map(Text::decode) {
        // A name that the schema itself does not define is reported by another rule.
        let is_defined = properties.is_none_or(|it| it.get(&key).is_some());
        if is_defined && value.get(&key).is_none() {
            found.push(Mismatch {
                span: value.span(),
                what: format!(
                    "is missing \"{}\", which the tool's schema requires",
                    path(&key)
                ),
                help: "add the argument, or remove it from \"required\" in the schema".to_owned(),
            });
        }
    }
    let Some(properties) = properties else {
        return;
    };
    let is_closed = [
        "additionalProperties",
        "patternProperties",
        "allOf",
        "anyOf",
        "oneOf",
    ]
    .iter()
    .all(|word| (schema.get(word)).is_none_or(|value| value.raw() == "false"));
    for member in value.members() {
        let key = member.key.decode();
        if let Some(property) = properties.get(&key) {
            compare(property, member.value, &path(&key), depth + 1, found);
        } else if is_closed && member.value.kind() != Kind::Null {
            let keys: Vec<Cow<'_, str>> = properties
                .members()
                .map(|member| member.key.decode())
                .collect();
            let closest = suggest::closest(&key, keys.iter().map(AsRef::as_ref));
            found.push(Mismatch {
                span: member.key.span(),
                what: format!(
                    "has \"{}\", which the tool's schema does not define",
                    path(&key)
                ),
                help: match closest {
                    Some(closest) => {
                        format!("rename it to \"{closest}\", or define it in the schema")
                    }
                    None => "define it in the schema, or remove it from the call".to_owned(),
                },
            });
        }
    }
}

fn subject(name: &str) -> String {
    match name {
        "" => "has as its input ".to_owned(),
        _ => format!("has \"{name}\" as "),
    }
}

/// Returns the types of the schema, as words, if the value has none of them.
fn wrong_type(schema: Value<'_>, value: Value<'_>) -> Option<String> {
    let stated = schema.get("type")?;
    let is_nullable = schema.get("nullable").is_some_and(|it| it.raw() == "true");
    if is_nullable && value.kind() == Kind::Null {
        return None;
    }
    let one = stated.as_text().into_iter();
    let types = one.chain(stated.elements().filter_map(Value::as_text));
    let types: Vec<Cow<'_, str>> = types.map(Text::decode).collect();
    let fits = types.is_empty() || types.iter().any(|name| has_type(value, name));
    (!fits).then(|| {
        let words = types.iter().map(|name| match &**name {
            "null" => "null".to_owned(),
            name if name.starts_with(['a', 'i', 'o']) => format!("an {name}"),
            name => format!("a {name}"),
        });
        words.collect::<Vec<_>>().join(" or ")
    })
}

fn has_type(value: Value<'_>, name: &str) -> bool {
    let kind = value.kind();
    match name {
        "string" => kind == Kind::String,
        "number" => kind == Kind::Number,
        "integer" => value
            .as_number()
            .and_then(|number| number.parse::<f64>().ok())
            .is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.as_bool().is_some(),
        "object" => kind == Kind::Object,
        "array" => kind == Kind::Array,
        "null" => kind == Kind::Null,
        // Another rule names types that do not exist.
        _ => true,
    }
}

/// Returns false if the value is not listed in the schema, or fits none of its alternatives.
fn is_allowed(schema: Value<'_>, value: Value<'_>) -> bool {
    let is_equal = |other: Value<'_>| match (other.as_text(), value.as_text()) {
        (Some(other), Some(text)) => other.decode() == text.decode(),
        _ => other.raw() == value.raw(),
    };
    let is_scalar = |value: Value<'_>| !matches!(value.kind(), Kind::Object | Kind::Array);
    let listed = schema.get("enum").filter(|list| !list.is_empty());
    let constant = schema.get("const").filter(|_| is_scalar(value));
    let fits = |word: &str| {
        let alternatives = schema.get(word).filter(|list| !list.is_empty());
        alternatives.is_none_or(|list| {
            let mut schemas = list.elements();
            schemas.any(|schema| mismatches(schema, value).is_empty())
        })
    };
    (!is_scalar(value) || listed.is_none_or(|list| list.elements().any(is_equal)))
        && constant.is_none_or(is_equal)
        && fits("anyOf")
        && fits("oneOf")
}

/// Bytes of a value that are shown.
const MOST_SHOWN: usize = 60;

fn shortened(raw: &str) -> String {
    match raw.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &raw[..end]),
        None => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::mismatches;
    use crate::json::Parser;

    #[test]
    fn inputs_are_held_to_their_schema() {
        let schema = r#"{"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"enum": ["c", "f"]}, "near": {"type": "array", "items": {"type": "object", "properties": {"km": {"type": "number"}}, "required": ["km"]}}, "when": {"anyOf": [{"type": "string"}, {"type": "null"}]}, "free": {"type": "object"}}, "required": ["city"]}"#;
        for (input, expected) in [
            (r#"{"city": "Rome"}"#, ""),
            (
                r#"{"city": "Rome", "days": 2.0, "unit": "\u0063", "near": [{"km": 1.5}], "when": "now", "free": {"a": [1]}}"#,
                "",
            ),
            (r#"{"city": "Rome", "days": null, "ticker": null}"#, ""),
            (r"{}", r#"is missing "city""#),
            (
                r#"{"city": "Rome", "dys": 1}"#,
                r#"has "dys", which the tool's schema does not define"#,
            ),
            (
                r#"{"city": 7}"#,
                r#"has "city" as a number; the tool's schema requires a string"#,
            ),
            (
                r#"{"city": "Rome", "days": 1.5}"#,
                "a number; the tool's schema requires an integer",
            ),
            (
                r#"{"city": "Rome", "unit": "k"}"#,
                r#"has "unit" as "k", which"#,
            ),
            (
                r#"{"city": "Rome", "near": [{"km": 1}, {}]}"#,
                r#"is missing "near[1].km""#,
            ),
            (r#"{"city": "Rome", "when": 7}"#, "does not allow"),
        ] {
            let (mut one, mut other) = (Parser::new(), Parser::new());
            let schema = one.parse(schema).expect("a schema");
            let found = mismatches(schema, other.parse(input).expect("an input"));
            let said: Vec<&str> = found.iter().map(|found| found.what.as_str()).collect();
            assert_eq!(
                said.len(),
                usize::from(!expected.is_empty()),
                "{input}: {said:?}"
            );
            assert!(said.concat().contains(expected), "{input}: {said:?}");
        }
    }

    #[test]
    fn what_a_schema_leaves_open_is_no_mismatch() {
        for (schema, input) in [
            ("true", r#"{"a": 1}"#),
            (r#"{"type": "object"}"#, r#"{"a": 1}"#),
            (r#"{"type": "object", "properties": {}}"#, r#"{"a": 1}"#),
            (
                r#"{"type": "object", "properties": {}, "additionalProperties": true}"#,
                r#"{"a": 1}"#,
            ),
            (r##"{"$ref": "#/$defs/a"}"##, r#"{"a": 1}"#),
            (
                r#"{"type": "object", "properties": {"a": {"type": "dict"}}}"#,
                r#"{"a": 1}"#,
            ),
            (
                r#"{"type": "object", "properties": {"a": {"type": ["string", "integer"]}}}"#,
                r#"{"a": 1}"#,
            ),
        ] {
            let (mut one, mut other) = (Parser::new(), Parser::new());
            let schema = one.parse(schema).expect("a schema");
            let found = mismatches(schema, other.parse(input).expect("an input"));
            assert!(found.is_empty(), "{}: {}", schema.raw(), found[0].what);
        }
    }
}
