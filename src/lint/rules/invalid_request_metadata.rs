//! `invalid-request-metadata`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-request-metadata",
    severity: Severity::Error,
    what: "Invalid request metadata in an invocation log. AWS allows at most 16 pairs of strings, each of at most 256 characters. Characters that a job's filter does not support are a warning.",
    why: "A job selects its logs by their metadata; values that no filter can match are never selected.",
    example: r#"{"schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "modelId": "amazon.nova-pro-v1:0", "operation": "Converse", "input": {"inputBodyJson": {"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}}, "output": {"outputBodyJson": {"output": {"message": {"role": "assistant", "content": [{"text": "Hello."}]}}}}, "requestMetadata": {"priority": 1}}"#,
    instead: r#"{"schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "modelId": "amazon.nova-pro-v1:0", "operation": "Converse", "input": {"inputBodyJson": {"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}}, "output": {"outputBodyJson": {"output": {"message": {"role": "assistant", "content": [{"text": "Hello."}]}}}}, "requestMetadata": {"priority": "High"}}"#,
    model: None,
    source: r"UG-dist-o2, UG-rft-prep: requirements for request metadata; API: a filter's keys and values match [a-zA-Z0-9\s._:/=+$@-]{1,256}.",
    bedrock: Effect::Unknown,
    evidence: "UG-dist-o2 and UG-rft-prep state the limits; no document says what the service does about a log that breaks them.",
    fixable: false,
    check: Check::Shape,
};

/// Most pairs, and most characters of each key and value.
const MOST_PAIRS: usize = 16;
const MOST_CHARACTERS: usize = 256;

fn message(what: impl Into<String>) -> Message {
    Message::new(
        what,
        "use at most 16 pairs of strings, each of at most 256 characters",
    )
}

fn not_named(what: &str, character: char) -> Message {
    Message::new(
        format!("the {what} contains \"{character}\", which a job's filter does not support"),
        "use only letters, digits, spaces and . _ : / = + $ @ - if you filter by it",
    )
    .at(Severity::Warning)
}

/// Looks at the metadata of a log.
pub fn check(root: Value<'_>, metadata: Value<'_>, findings: &mut Collector<'_>) {
    if metadata.kind() != Kind::Object {
        findings.report_in(&RULE, root, metadata.span(), || {
            message(format!(
                "requestMetadata must be an object, not {}",
                metadata.kind_name()
            ))
        });
        return;
    }
    let pairs = metadata.len();
    if pairs > MOST_PAIRS {
        findings.report_in(&RULE, root, metadata.span(), || {
            message(format!(
                "requestMetadata has {pairs} pairs; AWS allows {MOST_PAIRS}"
            ))
        });
    }
    for member in metadata.members() {
        for (what, text, span) in [
            ("key", Some(member.key), member.key.span()),
            ("value", member.value.as_text(), member.value.span()),
        ] {
            let Some(text) = text else {
                findings.report_in(&RULE, root, span, || {
                    message(format!(
                        "the {what} must be a string, not {}",
                        member.value.kind_name()
                    ))
                });
                continue;
            };
            if text.chars() > MOST_CHARACTERS {
                findings.report_in(&RULE, root, span, || {
                    message(format!(
                        "the {what} has {} characters; AWS allows {MOST_CHARACTERS}",
                        text.chars()
                    ))
                });
            } else if let Some(character) = text.decode().chars().find(|one| !is_named(*one)) {
                findings.report_in(&RULE, root, span, || not_named(what, character));
            }
        }
    }
}

/// Returns true if a job's filter can name the character.
fn is_named(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || character.is_whitespace()
        || "._:/=+$@-".contains(character)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let log = |metadata: &str| {
            format!(
                r#"{{"modelId": "m", "input": {{}}, "output": {{}}, "requestMetadata": {metadata}}}"#
            )
        };
        let many = |count: u32| {
            let pairs: Vec<_> = (0..count).map(|n| format!(r#""k{n}": "v""#)).collect();
            format!("{{{}}}", pairs.join(", "))
        };
        let value = |length: usize| format!(r#"{{"k": "{}"}}"#, "v".repeat(length));
        passes(
            &RULE,
            [
                ("", log(r#"{"priority": "High", "project": "a/b@c"}"#)),
                ("", log(&many(16))),
                ("", log(&value(256))),
            ],
        );
        let seventeen = many(17);
        let marked = format!(r#""{}""#, "v".repeat(257));
        fails(
            &RULE,
            [
                (
                    "",
                    log("[]"),
                    "error: requestMetadata must be an object, not an array",
                    "[]",
                ),
                (
                    "",
                    log(&seventeen),
                    "requestMetadata has 17 pairs",
                    seventeen.as_str(),
                ),
                (
                    "",
                    log(&value(257)),
                    "the value has 257 characters",
                    marked.as_str(),
                ),
                (
                    "",
                    log(r#"{"priority": 1}"#),
                    "the value must be a string, not a number",
                    "1",
                ),
                (
                    "",
                    log(r#"{"a": "b&c"}"#),
                    r#"warning: the value contains "&""#,
                    r#""b&c""#,
                ),
            ],
        );
    }
}
