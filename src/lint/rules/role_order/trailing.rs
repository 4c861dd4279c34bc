//! Leaves out the user's turns behind the assistant's last answer: nobody answers them.

use crate::diagnostic::finding::{Fix, FixEdit};
use crate::diagnostic::position::Span;
use crate::json::Value;

use super::join;

/// Returns the fix that leaves them out, and joins turns of one side before them; none without an answer before them.
pub fn fix(root: Value<'_>) -> Option<Fix> {
    let messages: Vec<Value<'_>> = root.get("messages")?.elements().collect();
    let is_of = |turn: &Value<'_>, side: &str| {
        let role = turn.get("role").and_then(Value::as_text);
        role.is_some_and(|role| role.eq_str(side))
    };
    let kept = messages.iter().rposition(|turn| !is_of(turn, "user"))?;
    let (kept, last) = (messages.get(..=kept)?, messages.last()?);
    let answer = kept.last()?;
    // What ends with a result belongs to a call, which would have none.
    let holds_result = messages[kept.len()..].iter().any(has_result);
    if kept.len() == messages.len() || !is_of(answer, "assistant") || holds_result {
        return None;
    }
    let mut edits = join::edits(root, kept).map_or_else(Vec::new, |(edits, _)| edits);
    let (from, to) = (answer.span().end, last.span().end);
    edits.push(FixEdit {
        offset: u64::from(from),
        length: to - from,
        text: "".into(),
    });
    let title = match messages.len() - kept.len() {
        1 => "remove the last user message".to_owned(),
        turns => format!("remove the last {turns} user messages"),
    };
    Some(Fix::of_edits(false, title, edits))
}

fn has_result(turn: &Value<'_>) -> bool {
    let blocks = turn.get("content").into_iter().flat_map(Value::elements);
    let mut kinds = blocks.flat_map(Value::members);
    kinds.any(|member| {
        member.key.eq_str("toolResult")
            || member
                .value
                .as_text()
                .is_some_and(|text| text.eq_str("tool_result"))
    })
}

/// Returns the place of the last turn's role.
pub fn role_of_last(root: Value<'_>) -> Option<Span> {
    let last = root.get("messages")?.elements().last()?;
    Some(last.get("role")?.span())
}

#[cfg(test)]
mod tests {
    use super::fix;
    use crate::json::Parser;

    fn shortened(record: &str) -> Option<String> {
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
    fn questions_behind_the_last_answer_go() {
        for (record, wanted) in [
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "user", "content": "d"} ], "x": 1}"#,
                Some(
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"} ], "x": 1}"#,
                ),
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "e"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]}"#,
                Some(
                    r#"{"messages": [{"role": "user", "content": "a\n\ne"}, {"role": "assistant", "content": "b"}]}"#,
                ),
            ),
            // Nothing would be left to learn from; a call would lose its result; an answer is there.
            (r#"{"messages": [{"role": "user", "content": "a"}]}"#, None),
            (
                r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}, {"role": "assistant", "content": [{"toolUse": {}}]}, {"role": "user", "content": [{"toolResult": {}}]}]}"#,
                None,
            ),
            (
                r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
                None,
            ),
        ] {
            assert_eq!(shortened(record).as_deref(), wanted, "{record}");
        }
    }
}
