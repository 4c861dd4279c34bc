//! `encoded-record`

use memchr::memmem;

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::narrow;
use crate::json::{Kind, Parser, Signs, Value};
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "encoded-record",
    severity: Severity::Error,
    what: "Record encoded twice: a JSON string that contains JSON. The record or its list of messages may be affected. The safe fix (`--fix`) and conversion decode it.",
    why: "Bedrock finds a string instead of a record or a list of messages.",
    example: r#""{\"prompt\": \"a\", \"completion\": \"b\"}""#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: "UG-prep: every format is one object per line.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep: every format is one object per line, and messages are a list.",
    fixable: true,
    check: Check::Record(Repetition::Once, Fixing::Safe, Signs::BACKSLASH, check),
};

/// Keys whose values are lists of messages.
const LISTS: [&str; 3] = ["messages", "conversations", "contents"];

fn message(what: &str) -> Message {
    Message::new(
        format!("{what} is a string that contains JSON: it was encoded twice"),
        "apply the safe fix to decode it; json.dumps was called on text that was already JSON",
    )
}

/// Finds a record in a text, or messages.
#[must_use]
pub fn check(root: Value<'_>) -> Option<RecordFinding> {
    memmem::find(root.raw().as_bytes(), b"\\\"")?;
    let (value, what) = match root.kind() {
        Kind::String => (root, "the record".to_owned()),
        _ => root.members().find_map(|member| {
            let key = LISTS.into_iter().find(|key| member.key.eq_str(key))?;
            let is_text = member.value.kind() == Kind::String;
            is_text.then(|| (member.value, format!("\"{key}\"")))
        })?,
    };
    let text = value.as_text()?.decode();
    let mut parser = Parser::new();
    let inner = parser.parse(&text).ok()?;
    let wanted = if value.span() == root.span() {
        Kind::Object
    } else {
        Kind::Array
    };
    if inner.kind() != wanted {
        return None;
    }
    let fix = Fix::of_edits(true, "decode it to JSON", edits(value)?);
    Some(RecordFinding {
        span: value.span(),
        message: message(&what).fixed_by(fix),
    })
}

/// Returns the edits that remove the quotes of a string, and decode its escapes.
fn edits(value: Value<'_>) -> Option<Vec<FixEdit>> {
    let (raw, start) = (value.raw(), u64::from(value.span().start));
    let edit = |at: usize, length: usize, text: String| FixEdit {
        offset: start + at as u64,
        length: narrow(length),
        text: text.into(),
    };
    let mut edits = vec![edit(0, 1, String::new())];
    let mut at = 1;
    while let Some(length) = memchr::memchr(b'\\', &raw.as_bytes()[at..raw.len() - 1]) {
        at += length;
        let length = match &raw.as_bytes()[at..] {
            [
                _,
                b'u',
                b'd' | b'D',
                b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F',
                ..,
            ] => 12,
            [_, b'u', ..] => 6,
            _ => 2,
        };
        let quoted = format!("\"{}\"", raw.get(at..at + length)?);
        let meant: String = serde_json::from_str(&quoted).ok()?;
        // Between two tokens; a text of JSON holds none.
        let is_break = matches!(meant.as_str(), "\n" | "\r" | "\t");
        edits.push(edit(
            at,
            length,
            if is_break { " ".to_owned() } else { meant },
        ));
        at += length;
    }
    edits.push(edit(raw.len() - 1, 1, String::new()));
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", r#"{"prompt": "{\"a\": 1}", "completion": "[\"b\"]"}"#),
                ("", r#""a \"b\"""#),
                ("", r#"{"messages": "say \"hi\""}"#),
            ],
        );
        let record = r#""{\"prompt\": \"a\\n\\u00e9\", \"completion\": \"\ud83d\ude00\"}""#;
        fails(
            &RULE,
            [
                ("", record, "error: the record is a string", record),
                (
                    "",
                    r#"{"messages": "[{\"role\": \"user\"}]"}"#,
                    "error: \"messages\" is a string",
                    r#""[{\"role\": \"user\"}]""#,
                ),
            ],
        );
    }
}
