//! `wrong-type`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    what: "Reports a value of another type than its format requires: a number for a text, a string for a list.",
    why: "Bedrock refuses the file.",
    example: r#"{"prompt": "a", "completion": 4}"#,
    instead: r#"{"prompt": "a", "completion": "4"}"#,
    model: None,
    source: "UG-prep, N1-prep; V-llama, V-claude, V-nova25: types of every key; V-forge alone takes lists of parts in chats for reinforcement.",
    bedrock: Effect::Rejects,
    evidence: "UG-ts asks for the documented keys with strings as their values.",
    fixable: false,
    check: Check::Shape,
};

fn message(what: &str, found: &str, wanted: &str) -> Message {
    Message::new(
        format!("{what} is {found}; it must be {wanted}"),
        format!("write it as {wanted}"),
    )
}

fn disputed() -> Message {
    Message::new(
        "\"content\" is an array; only the Nova Forge SDK takes that, AWS's guide and its newer script take a string",
        "write the text as a string",
    )
    .at(Severity::Warning)
}

/// `value`, which people know as `what`, should be `wanted`.
pub fn report(
    root: Value<'_>,
    value: Value<'_>,
    what: &'static str,
    wanted: &'static str,
    findings: &mut Collector<'_>,
) {
    let what = if what.contains(' ') {
        what.to_owned()
    } else {
        format!("\"{what}\"")
    };
    findings.report_in(&RULE, root, value.span(), || {
        message(&what, value.kind_name(), wanted)
    });
}

/// The content of a chat's message is a list of parts, which only one of AWS's scripts takes.
pub fn report_disputed(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    findings.report_in(&RULE, root, content.span(), disputed);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(&RULE, [("", r#"{"prompt": "a", "completion": "b"}"#)]);
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "a", "completion": 4}"#,
                    r#"error: "completion" is a number; it must be a string"#,
                    "4",
                ),
                (
                    "",
                    r#"{"prompt": null, "completion": "b"}"#,
                    r#""prompt" is null"#,
                    "null",
                ),
                (
                    "",
                    r#"{"system": ["a"], "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                    "a system block is a string",
                    r#""a""#,
                ),
                (
                    "",
                    r#"{"system": "a", "messages": {}}"#,
                    r#""messages" is an object; it must be an array"#,
                    "{}",
                ),
                (
                    "",
                    r#"{"messages": [7, {"role": "assistant", "content": "b"}]}"#,
                    "a message is a number",
                    "7",
                ),
            ],
        );
    }
}
