//! `invalid-schema-version`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::models::{Model, SchemaVersion};
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-schema-version",
    severity: Severity::Error,
    what: "Reports a schemaVersion that is not `bedrock-conversation-2024`. For Nova another string is a warning, since its guide allows any and AWS's own data sets use others; for Llama it is an error. Where it is absent, that is information.",
    why: "The one value that every source accepts is `bedrock-conversation-2024`.",
    example: r#"{"schemaVersion": "2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("llama-3-3-70b"),
    source: r#"N1-prep, N2-prep: "can be any string value"; V-nova25: optional; V-llama: constant if present; V-forge, V-dist: required constant."#,
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Shape,
};

/// The value that every source accepts.
const VERSION: &str = "bedrock-conversation-2024";

fn wrong(found: &str, refused: bool) -> Message {
    let (severity, who) = if refused {
        (Severity::Error, "Llama and distillation take no other")
    } else {
        (
            Severity::Warning,
            "Nova's guide allows any string, other AWS tools do not",
        )
    };
    Message::new(
        format!("schemaVersion is {found}; {who}"),
        format!("write \"schemaVersion\": \"{VERSION}\""),
    )
    .at(severity)
}

fn absent() -> Message {
    Message::new(
        "schemaVersion is absent; AWS's sources differ on whether it is required",
        format!("write \"schemaVersion\": \"{VERSION}\""),
    )
    .at(Severity::Info)
}

/// Looks at the record's `schemaVersion`.
pub fn check(root: Value<'_>, model: Option<&Model>, findings: &mut Findings<'_>) {
    let Some(version) = root.get("schemaVersion") else {
        findings.report_in(&RULE, root, root.span(), absent);
        return;
    };
    if version.as_text().is_some_and(|text| text.eq_str(VERSION)) {
        return;
    }
    let refused = version.as_text().is_none()
        || model.is_some_and(|model| model.schema_version != Some(SchemaVersion::Any));
    findings.report_in(&RULE, root, version.span(), || {
        wrong(version.raw(), refused)
    });
}
