//! `unsupported-reasoning`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-reasoning",
    severity: Severity::Error,
    what: "Reasoning content not supported by the model.",
    why: "Only Nova 2 Lite supports it; jobs of other models reject the block.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text": "A greeting."}}}, {"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "UG-n2sft, V-nova26: reasoningContent for Nova 2 Lite only.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Blocks(check),
};

fn message(model: &str) -> Message {
    Message::new(
        format!("{model} does not support reasoning content"),
        "remove the block, or choose a model that supports it",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(model) = model.filter(|model| !model.reasoning) else {
        return;
    };
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        if let Block::Reasoning(_, value) = block {
            findings.report_in(&RULE, sample.root, value.span(), || message(&model.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    converse(
                        HI,
                        r#"{"reasoningContent": {"reasoningText": {"text": "a"}}}"#,
                    ),
                ),
                ("nova-lite", converse(HI, HELLO)),
            ],
        );
        fails(
            &RULE,
            [(
                "nova-lite",
                converse(
                    HI,
                    r#"{"reasoningContent": {"reasoningText": {"text": "a"}}}"#,
                ),
                "error: Amazon Nova Lite does not support reasoning content",
                r#"{"reasoningText": {"text": "a"}}"#,
            )],
        );
    }
}
