//! `missing-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-key",
    severity: Severity::Error,
    what: "Missing required field in a record, message or block.",
    why: "Bedrock rejects the file.",
    example: r#"{"prompt": "What is the capital of France?"}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: r#"UG-prep, N1-prep; V-llama: required ["prompt", "completion"]. Bedrock's error message: Input data at <key> must follow the format."#,
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts; a job's error message (I-266): "Input data at … must follow … format"."#,
    fixable: false,
    check: Check::Shape,
};

fn message(key: &str, similar: Option<&str>) -> Message {
    match similar {
        Some(similar) => Message::new(
            format!("missing required field \"{key}\"; \"{similar}\" is a different field"),
            format!("rename \"{similar}\" to \"{key}\""),
        ),
        None => Message::new(
            format!("missing required field \"{key}\""),
            format!("add \"{key}\""),
        ),
    }
}

/// `object` lacks `key`.
pub fn report(root: Value<'_>, object: Value<'_>, key: &'static str, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, object.span(), || {
        message(key, similar(object, key).as_deref())
    });
}

/// The log is of a request that failed with `code`.
pub fn report_failed(root: Value<'_>, code: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, code.span(), || {
        Message::new(
            "missing required field \"output\": the request failed and has no answer",
            "exclude the record",
        )
    });
}

/// The log has only the address of its request.
pub fn report_stored(root: Value<'_>, place: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_fact(&RULE, root, place.span(), "stored", || {
        Message::new(
            "the request is in a separate file, which is not checked here",
            "add the request to the record as inputBodyJson; no document promises that a job reads the separate file",
        )
        .at(Severity::Warning)
    });
}

/// Returns the key of `object` that differs from `key` in spaces and capitals alone.
pub fn similar(object: Value<'_>, key: &str) -> Option<String> {
    let mut keys = object.members().map(|member| member.key.decode());
    let similar = keys.find(|other| other != key && other.trim().eq_ignore_ascii_case(key))?;
    Some(similar.into_owned())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", r#"{"prompt": "a", "completion": "b"}"#),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "distillation",
                    r#"{"schemaType": "ModelInvocationLog", "modelId": "a", "input": {}, "errorCode": "ThrottlingException"}"#,
                    "error: missing required field \"output\": the request failed and has no answer",
                    r#""ThrottlingException""#,
                ),
                (
                    "distillation",
                    r#"{"schemaType": "ModelInvocationLog", "modelId": "a", "input": {"inputBodyS3Path": "s3://logs/40.json.gz"}, "output": {}}"#,
                    "warning: the request is in a separate file, which is not checked here",
                    r#""s3://logs/40.json.gz""#,
                ),
                (
                    "",
                    r#"{"prompt": "a"}"#,
                    r#"error: missing required field "completion""#,
                    r#"{"prompt": "a"}"#,
                ),
                (
                    "",
                    r#"{"Prompt": "a", "completion": "b"}"#,
                    r#"missing required field "prompt""#,
                    r#"{"Prompt": "a", "completion": "b"}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"missing required field "role""#,
                    r#"{"content": "a"}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"missing required field "content""#,
                    r#"{"role": "user"}"#,
                ),
                (
                    "",
                    r#"{"schemaVersion": "bedrock-conversation-2024"}"#,
                    r#"missing required field "messages""#,
                    r#"{"schemaVersion": "bedrock-conversation-2024"}"#,
                ),
            ],
        );
    }
}
