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
    what: "Reports a value of another type than its format requires: a number for a text, a string for a list. A system prompt or a message's content that is a string where blocks are wanted becomes one block by a safe fix.",
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
/// What a message is made of.
const CONTENT: &str = "an array of blocks such as [{\"text\": …}]";

fn message(what: &str, found: &str, wanted: &str) -> Message {
    let help = if found == "null" && wanted == "a string" {
        "write the text, or leave the record out".to_owned()
    } else {
        format!("write it as {wanted}")
    };
    Message::new(format!("{what} is {found}; it must be {wanted}"), help)
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

/// The system prompt should be a list of blocks; a string becomes one.
pub fn report_system(root: Value<'_>, system: Value<'_>, findings: &mut Collector<'_>) {
    report_blocks(root, system, ("\"system\"", BLOCKS), findings);
}

/// The content of a message should be a list of blocks; a string becomes one.
pub fn report_content(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    report_blocks(root, content, ("\"content\"", CONTENT), findings);
}

fn report_blocks(
    root: Value<'_>,
    value: Value<'_>,
    (what, wanted): (&str, &str),
    findings: &mut Collector<'_>,
) {
    if findings.wants(&RULE) {
        let message = message(what, value.kind_name(), wanted);
        let message = match value.kind() {
            Kind::String => message.fixed_by(into_blocks(vec![value])),
            _ => message,
        };
        let span = value.span();
        findings.report_record(&RULE, root, RecordFinding { span, message });
    }
}

/// Makes each of these texts a list of one block.
#[cold]
fn into_blocks(mut texts: Vec<Value<'_>>) -> Fix {
    texts.sort_by_key(|text| text.span().start);
    let edits = texts.iter().map(|text| FixEdit {
        offset: u64::from(text.span().start),
        length: text.span().len(),
        text: format!("[{{\"text\": {}}}]", text.raw()).into(),
    });
    let title = match texts.len() {
        1 => "make the text a block".to_owned(),
        count => format!("make {count} texts blocks"),
    };
    Fix::of_edits(true, title, edits.collect())
}

fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let is_text = |value: &Value<'_>| value.kind() == Kind::String;
    let is_blocks = |format: Format| format.shape() == Shape::Blocks && !is_log(root);
    let system = root.get("system").filter(is_text);
    let messages = root.get("messages").into_iter().flat_map(Value::elements);
    let contents = messages.filter_map(|message| message.get("content").filter(is_text));
    let texts: Vec<Value<'_>> = system.into_iter().chain(contents).collect();
    let first = *texts.first()?;
    recognise(root)
        .format()
        .filter(|format| is_blocks(*format))?;
    let (what, wanted) = match system {
        Some(_) => ("\"system\"", BLOCKS),
        None => ("\"content\"", CONTENT),
    };
    Some(RecordFinding {
        span: first.span(),
        message: message(what, first.kind_name(), wanted).fixed_by(into_blocks(texts)),
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
