//! JSON Schemas of tools: faults in the schema itself. Words of all drafts are known; others are left alone, as the standard asks.

use crate::json::{Kind, Value};

/// A fault of a schema, and its place.
pub struct Fault<'t> {
    pub place: Value<'t>,
    pub what: String,
    /// False for a valid schema that no value can satisfy as intended.
    pub is_invalid: bool,
}

/// Names of types.
const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "object", "array", "null",
];

/// The greatest depth to check.
const DEEPEST: usize = 32;

/// Returns the first fault of `schema`, which people know as `name`.
pub fn fault<'t>(schema: Value<'t>, name: &str) -> Option<Fault<'t>> {
    fault_at(schema, name, 0)
}

fn fault_at<'t>(schema: Value<'t>, name: &str, depth: usize) -> Option<Fault<'t>> {
    if is_word(schema, &["true", "false"]) || depth > DEEPEST {
        return None;
    }
    if schema.kind() != Kind::Object {
        return invalid(
            schema,
            format!("{name} must be a schema, not {}", kind(schema)),
        );
    }
    let mut members = schema.members();
    members.find_map(|member| {
        let word = member.key.decode();
        let value = member.value;
        match &*word {
            "type" => type_fault(value, name),
            "required" => required_fault(schema, value, name),
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
                schemas_by_name(value, name, &word, depth)
            }
            "items" if value.kind() == Kind::Array => list(value, name, &word, depth),
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => list(value, name, &word, depth),
            "items"
            | "not"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "if"
            | "then"
            | "else" => fault_at(value, &format!("{word} of {name}"), depth + 1),
            "enum" if value.kind() != Kind::Array => invalid(
                value,
                format!(
                    "enum of {name} must be a list of values, not {}",
                    kind(value)
                ),
            ),
            _ => None,
        }
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every caller returns a fault or none"
)]
fn invalid(place: Value<'_>, what: String) -> Option<Fault<'_>> {
    Some(Fault {
        place,
        what,
        is_invalid: true,
    })
}

fn kind(value: Value<'_>) -> &'static str {
    value.kind_name()
}

fn is_word(value: Value<'_>, words: &[&str]) -> bool {
    words.contains(&value.raw())
}

fn type_fault<'t>(value: Value<'t>, name: &str) -> Option<Fault<'t>> {
    let one = |value: Value<'t>| {
        let Some(text) = value.as_text() else {
            return invalid(value, format!("the type of {name} is {}", kind(value)));
        };
        let found = text.decode();
        let known = TYPES.contains(&&*found);
        (!known).then(|| Fault {
            place: value,
            what: format!(
                "unknown type \"{found}\" of {name}; JSON Schema has {}",
                TYPES.join(", ")
            ),
            is_invalid: true,
        })
    };
    match value.as_array() {
        Some(_) if value.is_empty() => invalid(value, format!("the type of {name} is empty")),
        Some(mut types) => types.find_map(one),
        None => one(value),
    }
}

fn required_fault<'t>(schema: Value<'t>, value: Value<'t>, name: &str) -> Option<Fault<'t>> {
    let Some(mut names) = value.as_array() else {
        return invalid(
            value,
            format!(
                "required of {name} must be a list of names, not {}",
                kind(value)
            ),
        );
    };
    // Other words may define further properties.
    let properties = schema
        .get("properties")
        .filter(|it| it.kind() == Kind::Object);
    let is_whole = ["allOf", "anyOf", "oneOf", "$ref", "patternProperties"]
        .iter()
        .all(|word| schema.get(word).is_none());
    names.find_map(|required| {
        let Some(text) = required.as_text() else {
            return invalid(
                required,
                format!(
                    "required of {name} must contain only names, not {}",
                    kind(required)
                ),
            );
        };
        let found = text.decode();
        let is_known = properties.is_none_or(|it| it.get(&found).is_some());
        (is_whole && !is_known).then(|| Fault {
            place: required,
            what: format!("{name} requires \"{found}\", which its properties do not define"),
            is_invalid: false,
        })
    })
}

fn schemas_by_name<'t>(
    value: Value<'t>,
    name: &str,
    word: &str,
    depth: usize,
) -> Option<Fault<'t>> {
    if value.kind() != Kind::Object {
        return invalid(
            value,
            format!(
                "{word} of {name} must be an object of schemas, not {}",
                kind(value)
            ),
        );
    }
    // Null, as exports of tables add it, is reported by `null-field`.
    let mut members = value.members().filter(|one| one.value.kind() != Kind::Null);
    members.find_map(|member| {
        let one = format!("\"{}\"", member.key.decode());
        fault_at(member.value, &one, depth + 1)
    })
}

fn list<'t>(value: Value<'t>, name: &str, word: &str, depth: usize) -> Option<Fault<'t>> {
    let Some(mut schemas) = value.as_array() else {
        return invalid(
            value,
            format!(
                "{word} of {name} must be a list of schemas, not {}",
                kind(value)
            ),
        );
    };
    schemas.find_map(|schema| fault_at(schema, &format!("{word} of {name}"), depth + 1))
}
