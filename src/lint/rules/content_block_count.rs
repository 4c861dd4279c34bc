//! `content-block-count`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "content-block-count",
    severity: Severity::Error,
    what: "More than one content block in a message of a prompt for distillation.",
    why: "AWS's script requires exactly one text per message and counts a prompt with more as invalid: distillation skips it.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Why is"}, {"text": "the sky blue?"}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Why is the sky blue?"}]}]}"#,
    model: None,
    source: "V-dist: one item in content; more than one in an invocation log counts as multimodal.",
    bedrock: Effect::Drops,
    evidence: "V-dist and its README: invalid prompts are skipped, as long as 100 valid ones remain; no document mentions the number of blocks.",
    fixable: false,
    check: Check::Shape,
};

fn message(found: usize) -> Message {
    Message::new(
        format!("the message has {found} content blocks; AWS's distillation script allows one"),
        "join the texts into one block",
    )
}

/// Looks at how many blocks `content` has.
pub fn check(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    if content.as_array().is_some() && content.len() > 1 {
        findings.report_in(&RULE, root, content.span(), || message(content.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, converse, fails, passes, prompt_with};

    const TWO: &str = r#"{"text": "a"}, {"text": "b"}"#;

    #[test]
    fn table() {
        let log = |content: &str| {
            format!(
                r#"{{"modelId": "m", "input": {{"inputBodyJson": {{"messages": [{{"role": "user", "content": [{content}]}}]}}}}, "output": {{}}}}"#
            )
        };
        passes(
            &RULE,
            [
                (
                    "",
                    prompt_with(r#""system": [{"text": "a"}]"#, r#"{"text": "a"}"#),
                ),
                ("nova-lite", converse(TWO, HELLO)),
                ("", log(r#"{"text": "a"}"#)),
            ],
        );
        let marked = format!("[{TWO}]");
        fails(
            &RULE,
            [
                (
                    "",
                    prompt_with(r#""system": [{"text": "a"}]"#, TWO),
                    "error: the message has 2 content blocks",
                    marked.as_str(),
                ),
                (
                    "",
                    log(TWO),
                    "the message has 2 content blocks",
                    marked.as_str(),
                ),
            ],
        );
    }
}
