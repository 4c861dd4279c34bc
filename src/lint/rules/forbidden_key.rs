//! `forbidden-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::rules::unknown_key;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "forbidden-key",
    severity: Severity::Error,
    what: "Field not allowed in a prompt for distillation. Such a prompt has only `schemaVersion`, `system` and `messages` with texts: no tools, no media.",
    why: "AWS's script counts such a prompt as invalid, and distillation skips it.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "id": 7, "messages": [{"role": "user", "content": [{"text": "Why is the sky blue?"}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Why is the sky blue?"}]}]}"#,
    model: None,
    source: "V-dist: additionalProperties false everywhere; UG-dist-prep: text only.",
    bedrock: Effect::Drops,
    evidence: "V-dist and its README: invalid prompts are skipped, as long as 100 valid ones remain; what the service does about an extra key is not documented.",
    fixable: false,
    check: Check::Shape,
};

fn message(key: &str, known: &[&str]) -> Message {
    let help = unknown_key::rename(key, known).unwrap_or_else(|| "remove it".to_owned());
    Message::new(
        format!("the field \"{key}\" is not allowed in a prompt for distillation"),
        help,
    )
}

/// Reports every key of `object` that is not among `known`.
pub fn check(
    root: Value<'_>,
    object: Value<'_>,
    known: &[&'static str],
    findings: &mut Collector<'_>,
) {
    unknown_key::check_as(&RULE, message, root, object, known, findings);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes, prompt_with};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    prompt_with(r#""system": [{"text": "Be brief."}]"#, r#"{"text": "a"}"#),
                ),
                (
                    "",
                    prompt_with(r#""system": []"#, r#"{"type": "text", "text": "a"}"#),
                ),
                (
                    "",
                    r#"{"schemaType": "ModelInvocationLog", "region": "us-east-1"}"#.to_owned(),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    prompt_with(r#""toolConfig": {}"#, r#"{"text": "a"}"#),
                    r#"error: the field "toolConfig" is not allowed in a prompt for distillation"#,
                    r#""toolConfig""#,
                ),
                (
                    "",
                    prompt_with(r#""system": []"#, r#"{"text": "a", "cachePoint": {}}"#),
                    r#"the field "cachePoint" is not allowed"#,
                    r#""cachePoint""#,
                ),
            ],
        );
    }
}
