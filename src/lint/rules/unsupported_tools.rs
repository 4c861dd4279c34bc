//! `unsupported-tools`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Signs};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-tools",
    severity: Severity::Warning,
    what: "Tools that the model may not support. The model's guide does not mention them, or AWS's pages disagree. For Nova 2 Lite, its guide says that it learns tool calls, but Bedrock's page says that they may fail the job. AWS's script of 2025 (V-nova25) rejects blocks with tool calls or results, the newer one accepts them for every Nova model, the Nova Forge SDK for Nova 2 only.",
    why: "AWS's own tool data set for Nova has the tools as text in the prompt and the call as text in the answer.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}], "toolConfig": {"tools": [{"toolSpec": {"name": "greet", "description": "Greets", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r#"UG-n2sft: "Adding tool sections might cause your job to fail"; N2-sft: supported; N1-prep: not mentioned; V-forge: Nova 2 only; V-nova26: any Nova model; V-nova25: a block has text, an image or a video."#,
    bedrock: Effect::Unknown,
    evidence: r#"UG-n2sft: "Adding tool sections might cause your job to fail"; N2-sft says that they are supported."#,
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(model: &Model, has_call: bool) -> Message {
    let refused = if has_call && model.family == Family::Nova {
        "; AWS's Nova script of 2025 rejects tool blocks, that of 2026 accepts them"
    } else {
        ""
    };
    let model = &model.name;
    Message::new(
        format!("no guide says that {model} learns tool calls{refused}"),
        "write the tools as text in the prompt and the call as text in the answer",
    )
}

fn disputed(model: &str) -> Message {
    Message::new(
        format!(
            "AWS's pages disagree on tool calls for {model}: Bedrock's says that they may fail the job, Nova's that they are supported"
        ),
        "to be safe, write the tools as text in the prompt and the call as text in the answer",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(model) = model else { return };
    let config = sample.root.get("toolConfig");
    let config = config.filter(|config| config.kind() != Kind::Null);
    let call = sample
        .turns
        .iter()
        .flat_map(|turn| &turn.blocks)
        .find_map(|block| match block {
            Block::ToolUse(value) | Block::ToolResult(value) => Some(*value),
            _ => None,
        });
    if let Some(place) = config.or(call) {
        // The models that learn reasoning are those whose guide shows tools.
        findings.report_fact(&RULE, sample.root, place.span(), "tools", || {
            if model.reasoning {
                disputed(&model.name)
            } else {
                message(model, call.is_some())
            }
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
                    "",
                    converse(
                        HI,
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                    ),
                ),
                ("nova-lite", converse(HI, HELLO)),
                (
                    "nova-lite",
                    converse_with(r#""toolConfig": null"#, HI, HELLO),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(
                        HI,
                        r#"{"toolUse": {"toolUseId": "t1", "name": "greet", "input": {}}}"#,
                    ),
                    "warning: no guide says that amazon nova lite learns tool calls",
                    r#"{"toolUseId": "t1", "name": "greet", "input": {}}"#,
                ),
                (
                    "nova-2-lite",
                    converse_with(r#""toolConfig": {"tools": []}"#, HI, HELLO),
                    "warning: AWS's pages disagree on tool calls for Amazon Nova 2 Lite: Bedrock's says that they may fail the job",
                    r#"{"tools": []}"#,
                ),
                (
                    "nova-lite",
                    converse_with(r#""toolConfig": {"tools": []}"#, HI, HELLO),
                    "warning: no guide says",
                    r#"{"tools": []}"#,
                ),
            ],
        );
    }
}
