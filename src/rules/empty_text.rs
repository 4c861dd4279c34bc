//! `empty-text`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Value;
use crate::position::Span;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-text",
    severity: Severity::Error,
    what: "Reports text that is empty or white space only. A Nova message whose text is empty is an error; where AWS's scripts accept it, it is a warning.",
    why: "An empty answer teaches the model to say nothing; Nova refuses an empty message.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": ""}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: r#"V-nova25: "Invalid content, empty text content"; V-claude and V-llama accept empty strings, every script accepts spaces (tried)."#,
    bedrock: Effect::Unknown,
    evidence: "V-nova25 and V-nova26 refuse the file, V-claude and V-llama take it (tried); no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn refused() -> Message {
    Message::new(
        "the message has no text",
        "write the text, or leave the record out",
    )
}

fn accepted(what: &str) -> Message {
    Message::new(
        format!("\"{what}\" is blank; AWS's scripts accept it, but it teaches nothing"),
        "write the text, or leave the record out",
    )
    .at(Severity::Warning)
}

/// The message is empty and the model refuses that.
pub fn report_refused(root: Value<'_>, span: Span, findings: &mut Findings<'_>) {
    findings.report_in(&RULE, root, span, refused);
}

/// The text is blank and no source refuses that.
pub fn report_accepted(
    root: Value<'_>,
    span: Span,
    what: &'static str,
    findings: &mut Findings<'_>,
) {
    findings.report_in(&RULE, root, span, || accepted(what));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HELLO, HI, converse, fails, passes};

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
                    "error: the message has no text",
                    r#"[{"text": ""}]"#,
                ),
                (
                    "nova-lite",
                    converse(r#"{"text": " \n"}"#, HELLO),
                    r#"warning: "content" is blank"#,
                    r#"[{"text": " \n"}]"#,
                ),
                (
                    "llama-3-3-70b",
                    converse(HI, r#"{"text": ""}"#),
                    r#"warning: "content" is blank"#,
                    r#"[{"text": ""}]"#,
                ),
                (
                    "",
                    r#"{"prompt": "", "completion": "b"}"#.to_owned(),
                    r#"warning: "prompt" is blank"#,
                    r#""""#,
                ),
            ],
        );
    }
}
