//! `misplaced-block`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misplaced-block",
    severity: Severity::Error,
    what: "Content block in a message of the wrong role. Media and tool results belong in user messages, reasoning and tool calls in assistant messages.",
    why: "Bedrock rejects media in an answer, and reasoning in a question.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "What is this?"}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://my-bucket/cat.png"}}}}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: None,
    source: "N1-prep; V-nova25 and V-llama: no media in assistant turns; N2-sft, V-nova26: reasoning and toolUse only in assistant turns, toolResult only in user turns.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep and N2-sft say where each block belongs; V-nova25, V-nova26 and V-llama reject the file.",
    fixable: false,
    check: Check::Blocks(check),
};

fn message(what: &str, side: Role) -> Message {
    let (here, there) = if side == Role::User {
        ("user", "assistant")
    } else {
        ("assistant", "user")
    };
    Message::new(
        format!("{what} is not allowed in {here} messages"),
        format!("move it to the {there} message, or remove it"),
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    for turn in &sample.turns {
        for block in &turn.blocks {
            let (what, value, belongs) = match block {
                Block::Text(_) | Block::ImageReference(_) => continue,
                Block::Media(kind, value) => (kind.name(), value, Role::User),
                Block::ToolResult(value) => ("toolResult", value, Role::User),
                Block::ToolUse(value) => ("toolUse", value, Role::Assistant),
                Block::Reasoning(_, value) => ("reasoningContent", value, Role::Assistant),
            };
            if turn.role != Role::Unknown && turn.role != belongs {
                findings.report_in(&RULE, sample.root, value.span(), || {
                    message(what, turn.role)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, media, passes};

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
                (
                    "",
                    converse(&media("image", "png", "s3://bucket/a.png"), HELLO),
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(HI, &media("image", "png", "s3://bucket/a.png")),
                    "error: image is not allowed in assistant messages",
                    r#"{"format": "png", "source": {"s3Location": {"uri": "s3://bucket/a.png"}}}"#,
                ),
                (
                    "",
                    converse(
                        r#"{"reasoningContent": {"reasoningText": {"text": "a"}}}"#,
                        HELLO,
                    ),
                    "reasoningContent is not allowed in user messages",
                    r#"{"reasoningText": {"text": "a"}}"#,
                ),
            ],
        );
    }
}
