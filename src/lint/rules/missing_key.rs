//! `missing-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-key",
    severity: Severity::Error,
    what: "Reports a record, message or block without a key that its format requires.",
    why: "Bedrock refuses the file.",
    example: r#"{"prompt": "What is the capital of France?"}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: r#"UG-prep, N1-prep; V-llama: required ["prompt", "completion"]. Bedrock's own words: Input data at <key> must follow the format."#,
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts; a job's own words (I-266): "Input data at … must follow … format"."#,
    fixable: false,
    check: Check::Shape,
};

fn message(key: &str, similar: Option<&str>) -> Message {
    match similar {
        Some(similar) => Message::new(
            format!("the key \"{key}\" is missing; \"{similar}\" is not the same"),
            format!("rename \"{similar}\" to \"{key}\""),
        ),
        None => Message::new(
            format!("the key \"{key}\" is missing"),
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
            "the key \"output\" is missing: the request failed, and has no answer",
            "leave the record out",
        )
    });
}

/// The log has only the address of its request.
pub fn report_stored(root: Value<'_>, place: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_fact(&RULE, root, place.span(), "stored", || {
        Message::new(
            "the request is in a file of its own, so that nothing of it is checked here",
            "write the request into the record as inputBodyJson; no document promises that a job fetches it",
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
                    "error: the key \"output\" is missing: the request failed",
                    r#""ThrottlingException""#,
                ),
                (
                    "distillation",
                    r#"{"schemaType": "ModelInvocationLog", "modelId": "a", "input": {"inputBodyS3Path": "s3://logs/40.json.gz"}, "output": {}}"#,
                    "warning: the request is in a file of its own",
                    r#""s3://logs/40.json.gz""#,
                ),
                (
                    "",
                    r#"{"prompt": "a"}"#,
                    r#"error: the key "completion" is missing"#,
                    r#"{"prompt": "a"}"#,
                ),
                (
                    "",
                    r#"{"Prompt": "a", "completion": "b"}"#,
                    r#""Prompt" is not the same"#,
                    r#"{"Prompt": "a", "completion": "b"}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"the key "role" is missing"#,
                    r#"{"content": "a"}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"the key "content" is missing"#,
                    r#"{"role": "user"}"#,
                ),
                (
                    "",
                    r#"{"schemaVersion": "bedrock-conversation-2024"}"#,
                    r#"the key "messages" is missing"#,
                    r#"{"schemaVersion": "bedrock-conversation-2024"}"#,
                ),
            ],
        );
    }
}
