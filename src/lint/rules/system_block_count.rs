//! `system-block-count`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::format::Format;

/// The rule.
pub static RULE: Rule = Rule {
    name: "system-block-count",
    severity: Severity::Error,
    what: "Reports a `system` that is not a list of exactly one block, for models that want one.",
    why: "AWS's scripts for Llama and for distillation refuse an empty list, a second block and null.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("llama-3-3-70b"),
    source: "V-llama, V-dist: minItems 1, maxItems 1; V-nova25 takes any number.",
    bedrock: Effect::Unknown,
    evidence: "Only V-llama and V-dist refuse it; no document speaks of it.",
    fixable: false,
    check: Check::Shape,
};

fn message(found: usize, wanted: u64, model: &str) -> Message {
    let help = if found == 0 {
        "write one block {\"text\": \"…\"}, or leave \"system\" out"
    } else {
        "join the texts into one block, or leave \"system\" out"
    };
    Message::new(
        format!("system has {found} blocks; {model} takes exactly {wanted}"),
        help,
    )
}

/// Looks at a `system` that is null, which models that want one block do not take for an absent key.
pub fn check_null(
    root: Value<'_>,
    system: Value<'_>,
    format: Format,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) {
    let of_model = |model: &Model| model.system_blocks.as_ref().map(|_| model.name.clone());
    let is_distillation = format == Format::Distillation;
    let strict = match model {
        Some(model) => of_model(model),
        None => is_distillation.then(|| "distillation".to_owned()),
    };
    if let Some(name) = strict {
        findings.report_in(&RULE, root, system.span(), || {
            Message::new(
                format!("system is null; {name} takes one block, or no \"system\" at all"),
                "leave the key out, as the safe fix of null-field does",
            )
        });
    }
}

/// Looks at the number of system blocks.
pub fn check(
    root: Value<'_>,
    system: Value<'_>,
    format: Format,
    model: Option<&Model>,
    findings: &mut Collector<'_>,
) {
    if model.is_none() && format == Format::Distillation && system.len() != 1 {
        findings.report_in(&RULE, root, system.span(), || {
            message(system.len(), 1, "distillation")
        });
    }
    if let Some(model) = model
        && let Some(stated) = &model.system_blocks
        && system.len() as u64 != u64::from(stated.value)
    {
        findings.report_in(&RULE, root, system.span(), || {
            message(system.len(), u64::from(stated.value), &model.name)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, converse_with, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": [{"text": "a"}]"#, HI, HELLO),
                ),
                ("llama-3-3-70b", converse(HI, HELLO)),
                ("nova-lite", converse_with(r#""system": []"#, HI, HELLO)),
                ("nova-lite", converse_with(r#""system": null"#, HI, HELLO)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": []"#, HI, HELLO),
                    "error: system has 0 blocks",
                    "[]",
                ),
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": null"#, HI, HELLO),
                    "error: system is null",
                    "null",
                ),
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": [{"text": "a"}, {"text": "b"}]"#, HI, HELLO),
                    "system has 2 blocks",
                    r#"[{"text": "a"}, {"text": "b"}]"#,
                ),
            ],
        );
    }
}
