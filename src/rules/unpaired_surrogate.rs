//! `unpaired-surrogate`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::json::Kind;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpaired-surrogate",
    severity: Severity::Warning,
    what: r"Reports half of a surrogate pair, such as `\ud83d` without its other half.",
    why: "It stands for no character and cannot be written as UTF-8; most often an emoji was cut in two.",
    example: r#"{"prompt": "a \ud83d", "completion": "b"}"#,
    instead: r#"{"prompt": "a \ud83d\ude00", "completion": "b"}"#,
    model: None,
    source: "RFC 8259, section 8.2: behaviour is unpredictable; AWS's scripts accept it (tried).",
    bedrock: Effect::Unknown,
    fixable: false,
    check: Check::Value(check),
};

fn message(escape: &str) -> Message {
    Message::new(format!("{escape} is half of a surrogate pair: it stands for no character"), "write the whole character, or remove the escape")
}

fn check(root: Value<'_>, findings: &mut Findings<'_>) {
    if memchr::memmem::find(root.raw().as_bytes(), b"\\u").is_none() {
        return;
    }
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        let keys = value.members().map(|member| member.key);
        let own = if value.kind() == Kind::String { value.as_text() } else { None };
        for text in keys.chain(own) {
            if let Some(span) = text.unpaired_surrogate_span() {
                let root_start = root.span().start;
                let raw = &root.raw()[(span.start - root_start) as usize..(span.end - root_start) as usize];
                findings.report_in(&RULE, root, span, || message(raw));
            }
        }
        open.extend(value.members().map(|member| member.value));
        open.extend(value.elements());
    }
}
