//! `thinking-tag`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text};
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "thinking-tag",
    severity: Severity::Warning,
    what: "Thinking tags: `<thinking>`, `<think>` and their closing tags. They are reported in reasoning content and, for models that learn reasoning, in the text of an answer.",
    why: "Reasoning is plain text in a separate block; the model learns tags in it as words, and reasoning in the text of an answer is shown to users.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text": "<thinking>A greeting.</thinking>"}}}, {"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text": "A greeting."}}}, {"text": "Hello."}]}]}"#,
    model: None,
    source: r#"UG-n2sft: "Use plain text for reasoning content. Avoid markup tags like <thinking> and </thinking> unless specifically required by your task.""#,
    bedrock: Effect::Ignores,
    evidence: "UG-n2sft advises against the tags but does not forbid them.",
    fixable: false,
    check: Check::Sample(Signs::LESS_THAN.or(Signs::UNICODE_ESCAPE), check),
};

/// The beginning of all tags; each may be alone.
const TAG: &str = "think";
/// Its ends.
const ENDS: [&str; 2] = [">", "ing>"];
/// The text before it, with a slash as it may be escaped in the file.
const OPENINGS: [&str; 3] = ["</", r"<\/", "<"];

fn in_reasoning(tag: &str) -> Message {
    Message::new(
        format!("\"{tag}\" tag in reasoning content, which must be plain text"),
        "remove the tags, unless your task needs them",
    )
}

fn in_answer(tag: &str) -> Message {
    Message::new(
        format!("\"{tag}\" tag in an answer: reasoning belongs in a separate block"),
        "move the reasoning to a reasoningContent block before the text, without the tags",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let learns_reasoning = model.is_some_and(|model| model.reasoning);
    for turn in &sample.turns {
        for block in &turn.blocks {
            match block {
                Block::Reasoning(text, _) => search(*text, sample, in_reasoning, findings),
                Block::Text(text) if learns_reasoning && turn.role == Role::Assistant => {
                    search(*text, sample, in_answer, findings);
                }
                _ => {}
            }
        }
    }
}

/// Reports the first tag of a text only.
fn search(
    text: Text<'_>,
    sample: &Sample<'_>,
    message: fn(&str) -> Message,
    findings: &mut Collector<'_>,
) {
    plain::search(text, |plain, span_of| {
        for at in memchr::memmem::find_iter(plain.as_bytes(), TAG) {
            let opening = OPENINGS
                .into_iter()
                .find(|opening| plain[..at].ends_with(opening));
            let rest = &plain[at + TAG.len()..];
            let end = ENDS.into_iter().find(|end| rest.starts_with(end));
            if let (Some(opening), Some(end)) = (opening, end) {
                let length = opening.len() + TAG.len() + end.len();
                let span = span_of(at - opening.len(), length);
                let is_closing = opening != "<";
                findings.report_in(&RULE, sample.root, span, || {
                    let slash = if is_closing { "/" } else { "" };
                    message(&format!("<{slash}{TAG}{end}"))
                });
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, fails, passes};

    #[test]
    fn table() {
        let reasoning = |text: &str| {
            let block =
                format!(r#"{{"reasoningContent": {{"reasoningText": {{"text": "{text}"}}}}}}"#);
            converse(HI, &format!("{block}, {HELLO}"))
        };
        let tagged = converse(HI, r#"{"text": "<thinking>a</thinking> b"}"#);
        passes(
            &RULE,
            [
                ("", reasoning("I am thinking> so I am")),
                ("nova-lite", tagged.clone()),
                ("nova-2-lite", converse(r#"{"text": "<thinking>"}"#, HELLO)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    reasoning(r"<thinking>a<\/thinking>"),
                    r#"warning: "<thinking>" tag in reasoning content, which must be plain text"#,
                    "<thinking>",
                ),
                (
                    "nova-2-lite",
                    reasoning(r"a<\/thinking>"),
                    r#""</thinking>" tag in reasoning content"#,
                    r"<\/thinking>",
                ),
                (
                    "",
                    reasoning(r"\u003cthinking\u003e"),
                    r#""<thinking>" tag in reasoning content"#,
                    r#""\u003cthinking\u003e""#,
                ),
                (
                    "nova-2-lite",
                    converse(HI, r#"{"text": "<think>a</think> b"}"#),
                    r#"warning: "<think>" tag in an answer"#,
                    "<think>",
                ),
                (
                    "nova-2-lite",
                    tagged,
                    r#"warning: "<thinking>" tag in an answer"#,
                    "<thinking>",
                ),
            ],
        );
    }
}
