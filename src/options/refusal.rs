//! Reads options from JSON. Errors name an option as its caller does.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{OptionError, SplitOptions};

/// Of a value, in a message.
const MOST_CHARACTERS: usize = 60;

const WHOLE: &str = "a whole number from 0 to 9007199254740991";
const TRUTH: &str = "true or false";
const TEXT: &str = "text";
const VALUES: &str = "names, each with a number or its digits as text";

/// Of options by name: the values that they take.
pub(crate) const TAKES: [(&str, &str); 28] = [
    ("model", "the id of a model, as text"),
    ("limits", VALUES),
    (
        "rules",
        "names of rules, each with error, warning, info, on or off",
    ),
    ("maxExamplesPerRule", "a whole number from 0 to 4294967295"),
    ("fix", TRUTH),
    ("unsafeFixes", TRUTH),
    ("fixes", "names of rules, each with safe, unsafe or off"),
    ("near", "a similarity from 0.5 to 1, such as 0.8, or off"),
    (
        "map",
        "prompt, completion and system, each with the name of a key",
    ),
    ("convert", "true, false or the name of a format"),
    ("dedupe", "exact, canonical, normalized, near or off"),
    ("keep", "first, last or longest"),
    (
        "validation",
        "a share such as 20% or 0.2, or a whole number of records such as 500",
    ),
    ("seed", WHOLE),
    ("groupBy", "a JSON Pointer, as text"),
    ("mediaGroups", "on or off"),
    ("stratifyBy", "auto, off or a JSON Pointer, as text"),
    (
        "decisions",
        "an object with schemaVersion 1 and lists keep, drop and replace, each of objects with file, line and digest, and in replace with record",
    ),
    ("dropOverlap", "true, false, training or validation"),
    ("answers", "names of questions, each with an answer as text"),
    ("requestsPerDay", "a number"),
    ("hyperparameters", VALUES),
    ("prices", VALUES),
    ("job", "an object with the fields of the job"),
    ("matchBy", "auto, id, prompt or order"),
    ("referenceKey", TEXT),
    ("answerKey", TEXT),
    ("idKey", TEXT),
];

/// Options from JSON text.
///
/// # Errors
/// A sentence with the option and its valid values.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, OptionError> {
    serde_json::from_str(text).map_err(|_| {
        let options = serde_json::from_str(text).unwrap_or_default();
        let refused = refused::<T>(&options);
        OptionError(refused.unwrap_or_else(|| "the options must be an object".to_owned()))
    })
}

/// Finds the option that cannot be read, by trying each alone.
fn refused<T: DeserializeOwned>(options: &Value) -> Option<String> {
    options.as_object()?.iter().find_map(|(name, value)| {
        if name == "split" {
            return refused::<SplitOptions>(value);
        }
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        // Not from the value itself: a second way to read each of them weighs 27 kB in the page.
        let alone = Value::from(alone).to_string();
        let error = serde_json::from_str::<T>(&alone).err()?.to_string();
        Some(sentence(name, value, &error))
    })
}

fn sentence(name: &str, value: &Value, error: &str) -> String {
    let mut known = error.split('`').skip(1).step_by(2);
    if error.starts_with("unknown field")
        && let Some(unknown) = known.next()
    {
        let others = known.collect::<Vec<&str>>().join(", ");
        return if unknown == name {
            format!("there is no option \"{name}\"; there are {others}")
        } else {
            format!("in {name} there is no \"{unknown}\"; there are {others}")
        };
    }
    let missing = error.strip_prefix("missing field `");
    if let Some((field, _)) = missing.and_then(|rest| rest.split_once('`')) {
        return format!("in {name} \"{field}\" is missing");
    }
    let mut shown: String = value.to_string();
    if let Some((end, _)) = shown.char_indices().nth(MOST_CHARACTERS) {
        shown.replace_range(end.., "…");
    }
    match TAKES.iter().find(|(of, _)| *of == name) {
        Some((_, takes)) => format!("{name} must be {takes}, not {shown}"),
        None => format!("{name} cannot be {shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::options::{Options, SplitOptions};

    #[test]
    fn what_is_refused_is_named_with_what_it_takes() {
        for (given, said) in [
            (r#"{"fix": 1}"#, "fix must be true or false, not 1"),
            (
                r#"{"maxExamplesPerRule": -1}"#,
                "maxExamplesPerRule must be a whole number from 0 to 4294967295, not -1",
            ),
            (
                r#"{"near": null}"#,
                "near must be a similarity from 0.5 to 1, such as 0.8, or off, not null",
            ),
            (
                r#"{"rules": {"blank-line": "eror"}}"#,
                r#"rules must be names of rules, each with error, warning, info, on or off, not {"blank-line":"eror"}"#,
            ),
            (
                r#"{"split": {"validation": true}}"#,
                "validation must be a share such as 20% or 0.2, or a whole number of records such as 500, not true",
            ),
            (
                r#"{"split": {"decisions": {"schemaVersion": 1, "drop": [{"line": 1}]}}}"#,
                "in decisions \"file\" is missing",
            ),
            ("5", "the options must be an object"),
        ] {
            let refused = read::<Options>(given).expect_err(given);
            assert_eq!(refused.0, said);
        }
        for (given, said) in [("1.5", "1.5"), ("-1", "-1"), (r#""7""#, r#""7""#)] {
            let refused = read::<SplitOptions>(&format!("{{\"seed\": {given}}}"));
            let wanted =
                format!("seed must be a whole number from 0 to 9007199254740991, not {said}");
            assert_eq!(refused.expect_err(given).0, wanted);
        }
    }
}
