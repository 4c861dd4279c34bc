//! AWS's rules for the fields, read from the catalogue's second part, `src/tuning/job_request/job.toml`, where each word is explained.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::control::{held, quoted_shown};
use super::pattern::{Mismatch, Pattern};
use crate::diagnostic::numbers::grouped;

const EMBEDDED: &str = include_str!(concat!(env!("OUT_DIR"), "/job.json"));

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    serde_json::from_str(EMBEDDED).expect(
        "every field of src/tuning/job_request/job.toml is one of src/tuning/job_request/rules.rs",
    )
});

#[derive(Deserialize)]
struct Rules {
    fields: BTreeMap<String, Rule>,
    lists: BTreeMap<String, Rule>,
    facts: BTreeMap<String, Fact>,
}

/// The values that a field may hold, or the length of a list.
#[derive(Deserialize)]
pub struct Rule {
    name: String,
    #[serde(default)]
    says: String,
    min: Option<usize>,
    max: Option<usize>,
    pattern: Option<Pattern>,
    #[serde(default)]
    never: Vec<Never>,
    /// Title and tag of the source.
    pub source: String,
}

#[derive(Deserialize)]
struct Never {
    pattern: Pattern,
    says: String,
}

#[derive(Deserialize)]
struct Fact {
    value: Value,
}

/// The fault of a value, and the right value.
pub struct Breach {
    /// The fault, in a sentence.
    pub message: String,
    /// The right value, in a sentence.
    pub help: String,
}

/// The rule of a field; names are in camelCase here.
#[must_use]
pub fn field(name: &str) -> &'static Rule {
    &RULES.fields[name]
}

/// The rule of a list.
#[must_use]
pub fn list(name: &str) -> &'static Rule {
    &RULES.lists[name]
}

/// A fact that is a text.
#[must_use]
pub fn fact(name: &str) -> &'static str {
    RULES.facts[name].value.as_str().unwrap_or_default()
}

/// A fact that is a number.
#[must_use]
pub fn number(name: &str) -> u64 {
    RULES.facts[name].value.as_u64().unwrap_or_default()
}

/// A fact that is a list of texts.
pub fn texts(name: &str) -> impl Iterator<Item = &'static str> {
    let texts = RULES.facts[name].value.as_array();
    texts.into_iter().flatten().filter_map(Value::as_str)
}

impl Rule {
    /// Returns the breach of a text.
    #[must_use]
    pub fn breach(&self, text: &str) -> Option<Breach> {
        self.fault(text).map(|reason| Breach {
            message: format!("{} is not {}: {reason}.", quoted_shown(text), self.name),
            help: self.says.clone(),
        })
    }

    fn fault(&self, text: &str) -> Option<String> {
        if let Some(control) = held(text) {
            return Some(control);
        }
        let length = text.chars().count();
        if let Some(max) = self.max.filter(|max| length > *max) {
            let [max, length] = [max, length].map(|number| grouped(number as u64));
            return Some(format!(
                "it has {length} characters, but at most {max} are allowed"
            ));
        }
        if let Some(min) = self.min.filter(|min| length < *min) {
            return Some(match length {
                0 => "it is empty".to_owned(),
                _ => format!("it has fewer than {min} characters"),
            });
        }
        let mismatch = self
            .pattern
            .as_ref()
            .and_then(|pattern| pattern.matches(text).err());
        match mismatch {
            Some(Mismatch::At(place, character)) => Some(format!(
                "{} at position {} is not allowed",
                called(character),
                grouped(place as u64 + 1)
            )),
            Some(Mismatch::TooShort) => Some("it is incomplete".to_owned()),
            None => {
                let mut never = self.never.iter();
                never
                    .find(|never| never.pattern.matches(text).is_ok())
                    .map(|never| never.says.clone())
            }
        }
    }

    /// Returns the breach of a count.
    #[must_use]
    pub fn breach_of_count(&self, count: usize) -> Option<Breach> {
        let (min, max) = (self.min.unwrap_or(0), self.max.unwrap_or(usize::MAX));
        (!(min..=max).contains(&count)).then(|| Breach {
            message: format!(
                "Too {} {}: {}.",
                if count < min { "few" } else { "many" },
                self.name,
                grouped(count as u64)
            ),
            help: format!("{min} to {max} are allowed."),
        })
    }
}

/// A character as a sentence can have it.
fn called(character: char) -> String {
    match character {
        ' ' => "the space".to_owned(),
        '"' => "the quote".to_owned(),
        _ if character.is_control() => format!("the control character U+{:04X}", character as u32),
        _ => format!("\"{character}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::{RULES, field, list};

    #[test]
    fn every_pattern_can_be_read() {
        assert!(RULES.fields.len() >= 20);
        assert!(field("bucket").pattern.is_some());
    }

    #[test]
    fn a_fault_is_told_with_its_place() {
        for (name, text, message) in [
            (
                "jobName",
                "my job",
                "\"my job\" is not a job name: the space at position 3 is not allowed.",
            ),
            ("jobName", "", "\"\" is not a job name: it is empty."),
            (
                "customModelName",
                "a--b",
                "\"a--b\" is not a name for a custom model: \"-\" at position 3 is not allowed.",
            ),
            (
                "account",
                "12345678901",
                "\"12345678901\" is not an AWS account ID: it is incomplete.",
            ),
            (
                "bucket",
                "a..b",
                "\"a..b\" is not a bucket name: it has two dots in a row.",
            ),
            (
                "bucket",
                "10.0.0.1",
                "\"10.0.0.1\" is not a bucket name: it looks like an IP address.",
            ),
            (
                "prefix",
                "dt=2026",
                "\"dt=2026\" is not a valid S3 prefix: \"=\" at position 3 is not allowed.",
            ),
            (
                "tagKey",
                "AWS:x",
                "\"AWS:x\" is not a tag key: AWS reserves keys that start with aws:.",
            ),
        ] {
            let breach = field(name).breach(text).expect(name);
            assert_eq!(breach.message, message);
        }
        let long = "a".repeat(64);
        let breach = field("jobName").breach(&long).expect("too long");
        assert!(
            breach
                .message
                .ends_with("it has 64 characters, but at most 63 are allowed.")
        );
        assert!(field("jobName").breach(&long[1..]).is_none());
        assert!(list("subnetIds").breach_of_count(0).is_some());
        assert!(list("subnetIds").breach_of_count(16).is_none());
        let many = list("subnetIds").breach_of_count(17).expect("too many");
        assert_eq!(many.message, "Too many subnets: 17.");
    }
}
