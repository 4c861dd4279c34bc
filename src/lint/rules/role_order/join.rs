//! Joins turns of one side that follow each other: their content stands in one turn, in its order.

use crate::diagnostic::finding::{Fix, FixEdit};
use crate::json::{Kind, Value};
use crate::record::format::Shape;
use crate::record::recognise::recognise;

/// What a turn loses nothing by being joined with: content blocks of calls belong to their own turns.
const JOINED: [&str; 4] = ["text", "image", "video", "document"];

/// Returns the fix that joins all such turns of `root`; none if one of them holds more than its role and its content.
pub fn fix(root: Value<'_>) -> Option<Fix> {
    let messages: Vec<Value<'_>> = root.get("messages")?.elements().collect();
    let (edits, turns) = edits(root, &messages)?;
    let title = match turns {
        0 => return None,
        1 => "join the message with the previous one".to_owned(),
        _ => format!("join {turns} messages with the previous ones"),
    };
    Some(Fix::of_edits(false, title, edits))
}

/// Returns the edits that join such turns among `messages` of `root`, and their number.
pub fn edits(root: Value<'_>, messages: &[Value<'_>]) -> Option<(Vec<FixEdit>, usize)> {
    let shape = recognise(root).format()?.shape();
    let mut edits = Vec::new();
    let mut turns = 0;
    let mut rest = messages;
    while let [first, behind @ ..] = rest {
        let is_same =
            |next: &&Value<'_>| role_of(**next).is_some() && role_of(**next) == role_of(*first);
        let same = behind.iter().take_while(is_same).count();
        let (joined, others) = behind.split_at(same);
        rest = others;
        let Some(last) = joined.last() else {
            continue;
        };
        turns += joined.len();
        let mut content = content_of(*first, shape)?;
        let mut text = String::new();
        for next in joined {
            let inner = content_of(*next, shape)?;
            let is_more = !content.is_empty() && !inner.is_empty();
            text.push_str(if is_more { between(shape) } else { "" });
            text.push_str(inner);
            content = if inner.is_empty() { content } else { inner };
        }
        let end = first.get("content")?.span().end - 1;
        edits.push(FixEdit {
            offset: u64::from(end),
            length: 0,
            text: text.into(),
        });
        let (from, to) = (first.span().end, last.span().end);
        edits.push(FixEdit {
            offset: u64::from(from),
            length: to - from,
            text: "".into(),
        });
    }
    Some((edits, turns))
}

/// Returns what goes between the contents of two turns.
const fn between(shape: Shape) -> &'static str {
    match shape {
        Shape::Blocks => ", ",
        _ => "\\n\\n",
    }
}

/// Returns the side of a turn, if its role is spelt as it should be.
fn role_of(turn: Value<'_>) -> Option<bool> {
    let role = turn.get("role")?.as_text()?;
    match &*role.decode() {
        "user" => Some(true),
        "assistant" => Some(false),
        _ => None,
    }
}

/// Returns the content of a turn without its brackets or quotes; none if the turn cannot be joined with another.
fn content_of(turn: Value<'_>, shape: Shape) -> Option<&str> {
    let is_known = |key: &str| matches!(key, "role" | "content");
    if !turn.members().all(|member| is_known(&member.key.decode())) || turn.members().count() != 2 {
        return None;
    }
    let content = turn.get("content")?;
    let is_joined = |block: Value<'_>| {
        let mut members = block.members();
        members.all(|member| JOINED.iter().any(|key| member.key.eq_str(key)))
    };
    let fits = match shape {
        Shape::Blocks => content.kind() == Kind::Array && content.elements().all(is_joined),
        Shape::Messages => content.kind() == Kind::String,
        _ => false,
    };
    let raw = content.raw();
    fits.then(|| raw[1..raw.len() - 1].trim())
}

#[cfg(test)]
mod tests {
    use super::fix;
    use crate::json::Parser;

    fn joined(record: &str) -> Option<String> {
        let mut parser = Parser::new();
        let fix = fix(parser.parse(record).expect(record))?;
        let mut text = record.to_owned();
        for edit in fix.edits.iter().rev() {
            let start = usize::try_from(edit.offset).expect("a small record");
            text.replace_range(start..start + edit.length as usize, &edit.text);
        }
        Some(text)
    }

    #[test]
    fn turns_of_one_side_become_one() {
        for (record, wanted) in [
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}, {"content": "c", "role": "assistant"}, {"content": "d", "role": "assistant"}, {"content": "e", "role": "assistant"}]}"#,
                Some(
                    r#"{"messages": [{"role": "user", "content": "a\n\nb"}, {"content": "c\n\nd\n\ne", "role": "assistant"}]}"#,
                ),
            ),
            (
                r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "user", "content": [{"image": {}}, {"text": "b"}]}, {"role": "assistant", "content": [{"text": "c"}]}]}"#,
                Some(
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}, {"image": {}}, {"text": "b"}]}, {"role": "assistant", "content": [{"text": "c"}]}]}"#,
                ),
            ),
            // Nothing to join; a name that would be lost; a call that waits for its result.
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                None,
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "user", "name": "Ann", "content": "b"}, {"role": "assistant", "content": "c"}]}"#,
                None,
            ),
            (
                r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"toolUse": {}}]}, {"role": "assistant", "content": [{"text": "b"}]}]}"#,
                None,
            ),
        ] {
            assert_eq!(joined(record).as_deref(), wanted, "{record}");
        }
    }
}
