//! `too-many-messages`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-many-messages",
    severity: Severity::Warning,
    what: "More than one question in a prompt for distillation. AWS's guide allows that only for Nova; its script allows at most a question and an answer, and one question in an invocation log.",
    why: "Student models from Anthropic and Meta learn from single turns only, and the script skips longer prompts.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}, {"role": "user", "content": [{"text": "Why is the sky blue?"}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Why is the sky blue?"}]}]}"#,
    model: Some("distillation"),
    source: "UG-dist-o1: Nova accepts multi-turn prompts, Anthropic and Llama a single user prompt; V-dist: 1 or 2 messages.",
    bedrock: Effect::Unknown,
    evidence: "UG-dist-o1 and V-dist disagree; an invalid prompt is skipped, says V-dist's README, as long as 100 remain.",
    fixable: false,
    check: Check::Shape,
};

/// Most messages of a prompt, by AWS's script.
const MOST: usize = 2;

fn message(found: usize) -> Message {
    Message::new(
        format!(
            "the prompt has {found} messages; AWS's guide allows that for Nova only, its distillation script allows at most {MOST}"
        ),
        "keep one question, unless the student is a Nova model",
    )
}

fn in_log(found: usize) -> Message {
    Message::new(
        format!("the log has {found} user messages; AWS's distillation script allows one"),
        "use logs with one question, unless the student is a Nova model",
    )
}

/// Looks at how many messages a prompt has.
pub fn check(root: Value<'_>, messages: Value<'_>, findings: &mut Collector<'_>) {
    if messages.len() > MOST {
        findings.report_in(&RULE, root, messages.span(), || message(messages.len()));
    }
}

/// Looks at how many of a log's `messages` are questions.
pub fn check_log(
    root: Value<'_>,
    messages: Value<'_>,
    questions: usize,
    findings: &mut Collector<'_>,
) {
    if questions > 1 {
        findings.report_in(&RULE, root, messages.span(), || in_log(questions));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    const THREE: &str = r#"[{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"text": "b"}]}, {"role": "user", "content": [{"text": "c"}]}]"#;

    #[test]
    fn table() {
        let record = |messages: &str| {
            format!(r#"{{"schemaVersion": "bedrock-conversation-2024", "messages": {messages}}}"#)
        };
        let log = |messages: &str| {
            format!(
                r#"{{"schemaType": "ModelInvocationLog", "modelId": "m", "input": {{"inputBodyJson": {{"messages": {messages}}}}}, "output": {{}}}}"#
            )
        };
        passes(
            &RULE,
            [
                (
                    "distillation",
                    record(r#"[{"role": "user", "content": [{"text": "a"}]}]"#),
                ),
                ("nova-lite", record(THREE)),
                ("", log(r#"[{"role": "user", "content": [{"text": "a"}]}]"#)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "distillation",
                    record(THREE),
                    "warning: the prompt has 3 messages",
                    THREE,
                ),
                (
                    "distillation",
                    log(THREE),
                    "warning: the log has 2 user messages; AWS's distillation script allows one",
                    THREE,
                ),
            ],
        );
    }
}
