//! `empty-text`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-text",
    severity: Severity::Error,
    what: "Empty text. The text is empty or only whitespace. Empty text in a Nova message, empty reasoning, and a blank message of a chat for reinforcement fine-tuning are errors; if AWS's scripts accept it, it is a warning, as is reasoning with an empty answer.",
    why: "An empty answer teaches the model to answer nothing; Nova rejects an empty message.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": ""}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r#"V-nova25: "Invalid content, empty text content"; V-claude and V-llama accept empty strings, every script for fine-tuning accepts spaces (tried); V-nova26, V-forge for reinforcement: not blank."#,
    bedrock: Effect::Unknown,
    evidence: "V-nova25 and V-nova26 reject the file, V-claude and V-llama accept it (tried); no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn refused() -> Message {
    Message::new(
        "empty text in a message",
        "add the text, or exclude the record",
    )
}

fn no_reasoning() -> Message {
    Message::new("empty reasoning", "add the reasoning, or remove the block")
}

fn accepted(what: &str) -> Message {
    Message::new(
        format!("empty text in \"{what}\"; AWS's scripts accept it, but the model learns nothing from it"),
        "add the text, or exclude the record",
    )
    .at(Severity::Warning)
}

/// The message is empty and the model refuses that.
pub fn report_refused(root: Value<'_>, span: Span, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, span, refused);
}

/// The system prompt is blank.
pub fn report_blank_system(root: Value<'_>, span: Span, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, span, || {
        Message::new(
            "empty system prompt",
            "add the system prompt, or remove \"system\"",
        )
        .at(Severity::Warning)
    });
}

/// The text is blank and no source refuses that.
pub fn report_accepted(
    root: Value<'_>,
    span: Span,
    what: &'static str,
    findings: &mut Collector<'_>,
) {
    findings.report_in(&RULE, root, span, || accepted(what));
}

/// The text of a reasoning block is blank: AWS's newer Nova script refuses it where it is empty.
pub fn report_reasoning(root: Value<'_>, text: Text<'_>, findings: &mut Collector<'_>) {
    let is_empty = text.raw().is_empty();
    findings.report_in(&RULE, root, text.span(), || {
        if is_empty {
            no_reasoning()
        } else {
            accepted("text")
        }
    });
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
                ("nova-lite", converse(HI, HELLO)),
                (
                    "nova-lite",
                    converse(&format!("{}, {}", HI, r#"{"text": ""}"#), HELLO),
                ),
                ("", r#"{"prompt": "a", "completion": "b"}"#.to_owned()),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(HI, r#"{"text": ""}"#),
                    "error: empty text in a message",
                    r#"[{"text": ""}]"#,
                ),
                (
                    "nova-lite",
                    converse(r#"{"text": " \n"}"#, HELLO),
                    r#"warning: empty text in "content""#,
                    r#"[{"text": " \n"}]"#,
                ),
                (
                    "llama-3-3-70b",
                    converse(HI, r#"{"text": ""}"#),
                    r#"warning: empty text in "content""#,
                    r#"[{"text": ""}]"#,
                ),
                (
                    "nova-2-lite",
                    converse(
                        HI,
                        r#"{"reasoningContent": {"reasoningText": {"text": "a"}}}, {"text": ""}"#,
                    ),
                    r#"warning: empty text in "content""#,
                    r#"[{"reasoningContent": {"reasoningText": {"text": "a"}}}, {"text": ""}]"#,
                ),
                (
                    "",
                    r#"{"prompt": "", "completion": "b"}"#.to_owned(),
                    r#"warning: empty text in "prompt""#,
                    r#""""#,
                ),
                (
                    "nova-lite",
                    converse(
                        HI,
                        r#"{"text": ""}, {"toolUse": {"toolUseId": "a", "name": "b", "input": {}}}"#,
                    ),
                    "error: empty text in a message",
                    r#"[{"text": ""}, {"toolUse": {"toolUseId": "a", "name": "b", "input": {}}}]"#,
                ),
                (
                    "",
                    converse(
                        HI,
                        r#"{"reasoningContent": {"reasoningText": {"text": ""}}}, {"text": "a"}"#,
                    ),
                    "error: empty reasoning",
                    r#""""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": " "}], "reference_answer": "a"}"#
                        .to_owned(),
                    "error: empty text in a message",
                    r#"" ""#,
                ),
            ],
        );
    }
}
