//! `unpaired-surrogate`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpaired-surrogate",
    severity: Severity::Warning,
    what: r"Unpaired surrogate, such as `\ud83d` without its other half.",
    why: "It is not a character and cannot be encoded as UTF-8; usually an emoji was cut in two.",
    example: r#"{"prompt": "a \ud83d", "completion": "b"}"#,
    instead: r#"{"prompt": "a \ud83d\ude00", "completion": "b"}"#,
    model: None,
    source: "RFC 8259, section 8.2: behavior is unpredictable; AWS's scripts accept it (tried).",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts accept it (tried); how the service reads it is not documented.",
    fixable: false,
    check: Check::Node(Kind::String, Signs::UNICODE_ESCAPE, check),
};

fn message(escape: &str) -> Message {
    Message::new(
        format!("unpaired surrogate {escape}: not a valid character"),
        "restore the whole character, or remove the escape",
    )
}

fn check(root: Value<'_>, string: Value<'_>, findings: &mut Collector<'_>) {
    let Some(text) = string.as_text() else { return };
    if let Some(span) = text.unpaired_surrogate_span() {
        let start = (span.start - text.span().start) as usize - 1;
        findings.report_in(&RULE, root, span, || {
            message(&text.raw()[start..start + span.len() as usize])
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [(
                "",
                r#"{"prompt": "\ud83d\ude00 😀 \\ud83d", "completion": "b"}"#,
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "a", "completion": ["b", {"c": "x\ud83dy"}]}"#,
                    r"warning: unpaired surrogate \ud83d: not a valid character",
                    r"\ud83d",
                ),
                (
                    "",
                    r#"{"prompt": "\ude00\ud83d", "completion": "b"}"#,
                    r"unpaired surrogate \ude00: not a valid character",
                    r"\ude00",
                ),
                (
                    "",
                    r#"{"\udfff": 1}"#,
                    r"unpaired surrogate \udfff: not a valid character",
                    r"\udfff",
                ),
            ],
        );
    }
}
