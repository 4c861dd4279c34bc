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
    what: "Wrong type, such as a number where a string is required. If content blocks are required, a safe fix turns a system prompt or content that is a string into one block, and each string in a list of blocks.",
    why: "Bedrock rejects the file.",
    example: r#"{"prompt": "a", "completion": 4}"#,
    instead: r#"{"prompt": "a", "completion": "4"}"#,
    model: None,
    source: "UG-prep, N1-prep; V-llama, V-claude, V-nova25: types of every key; only V-forge accepts lists of parts in chats for reinforcement.",
    bedrock: Effect::Rejects,
    evidence: "UG-ts asks for the documented keys with strings as their values.",
    fixable: true,
    check: Check::Amended(amend),
};

/// The expected type of a system prompt.
const BLOCKS: &str = "an array of {\"text\": \"…\"}";
/// What a message is made of.
const CONTENT: &str = "an array of content blocks, such as [{\"text\": \"…\"}]";
/// The expected type of each of them.
const BLOCK: &str = "an object such as {\"text\": \"…\"}";

/// A system prompt and its blocks, as messages name them.
const OF_SYSTEM: [(&str, &str); 2] = [("\"system\"", BLOCKS), ("a system block", BLOCK)];
/// The content of a message and its blocks.
const OF_MESSAGE: [(&str, &str); 2] = [("\"content\"", CONTENT), ("a content block", BLOCK)];

fn message(what: &str, found: &str, wanted: &str) -> Message {
    let help = if found == "null" && wanted == "a string" {
        "add the text, or exclude the record".to_owned()
    } else {
        format!("change it to {wanted}")
    };
    Message::new(format!("{what} must be {wanted}, not {found}"), help)
}

fn disputed() -> Message {
    Message::new(
        "\"content\" is an array; only the Nova Forge SDK accepts that, AWS's guide and its newer script require a string",
        "use a string",
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
    report_blocks(root, system, OF_SYSTEM[0], findings);
}

/// The content of a message should be a list of blocks; a string becomes one.
pub fn report_content(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    report_blocks(root, content, OF_MESSAGE[0], findings);
}

/// A block of a system prompt should be an object; a string becomes one with that text.
pub fn report_system_block(root: Value<'_>, block: Value<'_>, findings: &mut Collector<'_>) {
    report_blocks(root, block, OF_SYSTEM[1], findings);
}

/// A block of a message should be an object; a string becomes one with that text.
pub fn report_content_block(root: Value<'_>, block: Value<'_>, findings: &mut Collector<'_>) {
    report_blocks(root, block, OF_MESSAGE[1], findings);
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
            Kind::String => message.fixed_by(into_blocks(vec![BareText {
                text: value,
                is_listed: wanted == BLOCK,
            }])),
            _ => message,
        };
        let span = value.span();
        findings.report_record(&RULE, root, RecordFinding { span, message });
    }
}

/// A string in the place of blocks, or of one.
#[derive(Clone, Copy)]
struct BareText<'t> {
    text: Value<'t>,
    /// True if it is in a list of blocks.
    is_listed: bool,
}

impl<'t> BareText<'t> {
    /// Returns the strings that a system prompt or content is, or has in its list.
    fn of(value: Value<'t>) -> impl Iterator<Item = Self> {
        let bare = |is_listed| move |text| Self { text, is_listed };
        let itself = std::iter::once(value).map(bare(false));
        let listed = value.elements().map(bare(true));
        itself
            .chain(listed)
            .filter(|bare| bare.text.kind() == Kind::String)
    }
}

/// Makes each of these texts a block, in a list of its own if it is in none.
#[cold]
fn into_blocks(mut texts: Vec<BareText<'_>>) -> Fix {
    texts.sort_by_key(|bare| bare.text.span().start);
    let edits = texts.iter().map(|BareText { text, is_listed }| {
        let block = format!("{{\"text\": {}}}", text.raw());
        FixEdit {
            offset: u64::from(text.span().start),
            length: text.span().len(),
            text: if *is_listed {
                block
            } else {
                format!("[{block}]")
            }
            .into(),
        }
    });
    let title = match texts.len() {
        1 => "turn the text into a content block".to_owned(),
        count => format!("turn {count} texts into content blocks"),
    };
    Fix::of_edits(true, title, edits.collect())
}

fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let is_blocks = |format: Format| format.shape() == Shape::Blocks && !is_log(root);
    let system = root.get("system").into_iter().flat_map(BareText::of);
    let messages = root.get("messages").into_iter().flat_map(Value::elements);
    let contents = messages.filter_map(|message| message.get("content"));
    let contents = contents.flat_map(BareText::of);
    let contents = contents.map(|bare| (bare, OF_MESSAGE));
    let named: Vec<_> = system
        .map(|bare| (bare, OF_SYSTEM))
        .chain(contents)
        .collect();
    let (first, of) = *named.first()?;
    recognise(root)
        .format()
        .filter(|format| is_blocks(*format))?;
    let (what, wanted) = of[usize::from(first.is_listed)];
    let texts = named.into_iter().map(|(bare, _)| bare).collect();
    Some(RecordFinding {
        span: first.text.span(),
        message: message(what, first.text.kind_name(), wanted).fixed_by(into_blocks(texts)),
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
                    r#"error: "completion" must be a string, not a number"#,
                    "4",
                ),
                (
                    "",
                    r#"{"prompt": null, "completion": "b"}"#,
                    r#""prompt" must be a string, not null"#,
                    "null",
                ),
                (
                    "",
                    r#"{"system": ["a"], "messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                    "a system block must be an object such as {\"text\"",
                    r#""a""#,
                ),
                (
                    "nova-lite",
                    r#"{"messages": [{"role": "user", "content": ["a", {"text": "b"}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                    "a content block must be an object such as {\"text\": \"…\"}, not a string",
                    r#""a""#,
                ),
                (
                    "",
                    r#"{"system": "a", "messages": {}}"#,
                    r#""messages" must be an array, not an object"#,
                    "{}",
                ),
                (
                    "",
                    r#"{"messages": [7, {"role": "assistant", "content": "b"}]}"#,
                    "a message must be an object, not a number",
                    "7",
                ),
            ],
        );
    }
}
