//! `system-block-count`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::models::Model;
use crate::record::format::{Format, Shape};
use crate::record::recognise::recognise;

/// The rule.
pub static RULE: Rule = Rule {
    name: "system-block-count",
    severity: Severity::Error,
    what: "Wrong number of system blocks, for models that require exactly one. The safe fix removes an empty `system` list for any model: it means the same as no system prompt.",
    why: "AWS's scripts for Llama and distillation reject an empty list, a second block and null.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("llama-3-3-70b"),
    source: "V-llama, V-dist: minItems 1, maxItems 1; V-nova25 accepts any number.",
    bedrock: Effect::Unknown,
    evidence: "Only V-llama and V-dist reject it; no document mentions it.",
    fixable: true,
    check: Check::Amended(amend),
};

fn message(found: usize, wanted: u64, model: &str) -> Message {
    let help = if found == 0 {
        "use one block {\"text\": \"…\"}, or remove \"system\""
    } else {
        "join the texts into one block, or remove \"system\""
    };
    Message::new(
        format!("\"system\" has {found} blocks; {model} requires exactly {wanted}"),
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
                format!("\"system\" is null; {name} requires one block, or no \"system\" at all"),
                "remove it, as the safe fix of null-field does",
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
    let wanted = match model {
        Some(model) => model
            .system_blocks
            .as_ref()
            .map(|stated| (u64::from(stated.value), model.name.as_str())),
        None => (format == Format::Distillation).then_some((1, "distillation")),
    };
    if let Some((wanted, name)) = wanted
        && system.len() as u64 != wanted
        && findings.wants(&RULE)
    {
        let message = message(system.len(), wanted, name);
        let message = match removed(root).filter(|_| system.is_empty()) {
            Some(fix) => findings.of_record(message.fixed_by(fix)),
            None => message,
        };
        findings.report_in(&RULE, root, system.span(), || message);
    }
}

/// Finds an empty `system`.
fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let system = root.get("system")?;
    let is_blocks = |format: &Format| format.shape() == Shape::Blocks;
    if system.as_array().is_none() || !system.is_empty() {
        return None;
    }
    recognise(root).format().filter(is_blocks)?;
    let text = "\"system\" is an empty list";
    let message = Message::new(text, "remove \"system\"").at(Severity::Warning);
    Some(RecordFinding {
        span: system.span(),
        message: message.fixed_by(removed(root)?),
    })
}

/// The fix that takes `system` out, with its comma.
fn removed(root: Value<'_>) -> Option<Fix> {
    let mut before = None;
    let mut members = root.members();
    let (key, value) = loop {
        let member = members.next()?;
        let (key, value) = (member.key, member.value.span());
        if key.eq_str("system") {
            break (key.span(), value);
        }
        before = Some(value.end);
    };
    let span = match (before, members.next()) {
        (Some(before), _) => Span::new(before, value.end),
        (None, Some(next)) => Span::new(key.start, next.key.span().start),
        (None, None) => Span::new(key.start, value.end),
    };
    let edit = FixEdit {
        offset: u64::from(span.start),
        length: span.len(),
        text: "".into(),
    };
    let title = "remove the empty \"system\"";
    Some(Fix::of_edits(true, title, vec![edit]))
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
                    "error: \"system\" has 0 blocks",
                    "[]",
                ),
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": null"#, HI, HELLO),
                    "error: \"system\" is null",
                    "null",
                ),
                (
                    "llama-3-3-70b",
                    converse_with(r#""system": [{"text": "a"}, {"text": "b"}]"#, HI, HELLO),
                    "\"system\" has 2 blocks",
                    r#"[{"text": "a"}, {"text": "b"}]"#,
                ),
            ],
        );
    }
}
