//! A place within a record, as users name it: a JSON Pointer (RFC 6901) such as `/metadata/customer`.

use crate::diagnostic::option_error::OptionError;
use crate::json::{Kind, Value};

/// The way from a record to a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    steps: Vec<String>,
}

impl Pointer {
    /// Reads what the user gave as `option`.
    ///
    /// # Errors
    /// A sentence, if `text` is not a JSON Pointer.
    pub fn parse(text: &str, option: &str) -> Result<Self, OptionError> {
        let refused = |why: &str| {
            OptionError(format!(
                "{option} \"{text}\" is no JSON Pointer: {why}, as in /customer or /metadata/source"
            ))
        };
        let Some(path) = text.strip_prefix('/') else {
            return Err(refused("it begins with a slash and names keys"));
        };
        let is_escaped = |step: &str| {
            let mut parts = step.split('~').skip(1);
            parts.all(|part| part.starts_with(['0', '1']))
        };
        let steps: Vec<&str> = path.split('/').collect();
        if !steps.iter().copied().all(is_escaped) {
            return Err(refused("~ within a key is written ~0, and / is written ~1"));
        }
        let meant = |step: &str| step.replace("~1", "/").replace("~0", "~");
        Ok(Self {
            steps: steps.into_iter().map(meant).collect(),
        })
    }

    /// Returns the value at this pointer in `root`.
    #[must_use]
    pub fn find<'t>(&self, root: Value<'t>) -> Option<Value<'t>> {
        self.steps
            .iter()
            .try_fold(root, |value, step| match value.kind() {
                Kind::Object => value.get(step),
                Kind::Array => value.elements().nth(place(step)?),
                _ => None,
            })
    }
}

/// A place in an array, which is written in one way only.
fn place(step: &str) -> Option<usize> {
    let number = step.parse::<usize>().ok()?;
    (number.to_string() == step).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::Pointer;
    use crate::json::{Parser, Value};

    #[test]
    fn pointers_lead_to_values() {
        let mut parser = Parser::new();
        let text = r#"{"a": {"b/c": [1, {"d~": null}], "": 2}, "a\u0062": 3}"#;
        let root = parser.parse(text).expect("JSON");
        for (pointer, found) in [
            ("/a/b~1c/0", Some("1")),
            ("/a/b~1c/1/d~0", Some("null")),
            ("/a/", Some("2")),
            ("/ab", Some("3")),
            ("/a/b~1c/2", None),
            ("/a/b~1c/00", None),
            ("/a/b~1c/-", None),
            ("/a/b", None),
            ("/ab/0", None),
        ] {
            let way = Pointer::parse(pointer, "groupBy").expect(pointer);
            assert_eq!(way.find(root).map(Value::raw), found, "{pointer}");
        }
    }

    #[test]
    fn what_is_no_pointer_gets_a_sentence() {
        for wrong in ["", "customer", "$.customer", "/a~b", "/~"] {
            let error = Pointer::parse(wrong, "groupBy").expect_err(wrong);
            assert!(error.0.contains("no JSON Pointer"), "{error}");
        }
    }
}
