//! `system-block-count`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::models::Model;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "system-block-count",
    severity: Severity::Error,
    what: "Reports a `system` list that does not hold exactly one block, for models that want one.",
    why: "AWS's Llama script refuses an empty list and a second block.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("llama-3-3-70b"),
    source: "V-llama: minItems 1, maxItems 1; V-nova25 takes any number.",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Shape,
};

fn message(found: usize, wanted: u64, model: &str) -> Message {
    Message::new(
        format!("system has {found} blocks; {model} takes exactly {wanted}"),
        "join the texts into one block, or leave \"system\" out",
    )
}

/// Looks at the number of system blocks.
pub fn check(
    root: Value<'_>,
    system: Value<'_>,
    model: Option<&Model>,
    findings: &mut Findings<'_>,
) {
    if let Some(model) = model
        && let Some(wanted) = model.system_blocks
        && system.len() as u64 != u64::from(wanted)
    {
        findings.report_in(&RULE, root, system.span(), || {
            message(system.len(), u64::from(wanted), &model.name)
        });
    }
}
