//! `wrong-type`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::record::format::{Format, Shape};
use crate::record::recognise::{is_log, recognise};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    what: "Reports a value of another type than its format requires: a number for a text, a string for a list. A system prompt that is a string where blocks are wanted becomes one block by a safe fix.",
    why: "Bedrock refuses the file.",
    example: r#"{"prompt": "a", "completion": 4}"#,
    instead: r#"{"prompt": "a", "completion": "4"}"#,
    model: None,
    source: "UG-prep, N1-prep; V-llama, V-claude, V-nova25: types of every key; V-forge alone takes lists of parts in chats for reinforcement.",
    bedrock: Effect::Rejects,
    evidence: "UG-ts asks for the documented keys with strings as their values.",
    fixable: true,
    check: Check::Amended(amend),
};

/// The expected type of a system prompt.
const BLOCKS: &str = "an array of {\"text\": …}";

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

/// `value`, named `what` in the message, should be `wanted`.
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

/// The system prompt is a string, and should be a list of one block.
pub fn report_system(root: Value<'_>, system: Value<'_>, findings: &mut Collector<'_>) {
    if findings.wants(&RULE) {
        let (span, message) = (system.span(), of_system(system));
        findings.report_record(&RULE, root, RecordFinding { span, message });
    }
}

#[cold]
fn of_system(system: Value<'_>) -> Message {
    let message = message("\"system\"", system.kind_name(), BLOCKS);
    if system.kind() != Kind::String {
        return message;
    }
    let edit = FixEdit {
        offset: u64::from(system.span().start),
        length: system.span().len(),
        text: format!("[{{\"text\": {}}}]", system.raw()).into(),
    };
    message.fixed_by(Fix::of_edits(true, "make the text a block", vec![edit]))
}

fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let is_text = |system: &Value<'_>| system.kind() == Kind::String;
    let system = root.get("system").filter(is_text)?;
    let is_blocks = |format: Format| format.shape() == Shape::Blocks && !is_log(root);
    recognise(root)
        .format()
        .filter(|format| is_blocks(*format))?;
    Some(RecordFinding {
        span: system.span(),
        message: of_system(system),
    })
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
