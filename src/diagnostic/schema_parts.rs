//! JSON Schemas of fields that their Rust types do not describe.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Returns the schema of a number or a word.
pub(crate) fn number_or_word(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["number", "string"] })
}

/// Returns the schema of a map from any names to numbers or words.
pub(crate) fn numbers_or_words(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": number_or_word(generator) })
}

/// Returns the schema of a map from some of the words that `K` has to numbers.
pub(crate) fn counts_by<K: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let (names, count) = (
        generator.subschema_for::<K>(),
        generator.subschema_for::<u64>(),
    );
    json_schema!({ "type": "object", "propertyNames": names, "additionalProperties": count })
}

/// Returns the schema of true, false or a word of `W`.
pub(crate) fn flag_or<W: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let words = generator.subschema_for::<W>();
    json_schema!({ "anyOf": [{ "type": "boolean" }, words] })
}
