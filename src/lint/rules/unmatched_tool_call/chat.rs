//! Calls and results of chats in the format of `OpenAI`.

use std::borrow::Cow;

use super::{RULE, no_call, no_result, text_is};
use crate::diagnostic::finding::Severity;
use crate::json::{Text, Value};
use crate::lint::collector::Collector;

/// Checks a chat: no source of AWS's requires its calls and results to match.
pub fn check(root: Value<'_>, findings: &mut Collector<'_>) {
    let messages: Vec<Value<'_>> = (root.get("messages").into_iter())
        .flat_map(Value::elements)
        .collect();
    let calls_of = |at: usize| {
        let calls = messages[at].get("tool_calls").into_iter();
        calls.flat_map(Value::elements)
    };
    let mut open: Vec<(Cow<'_, str>, Value<'_>)> = Vec::new();
    let mut has_stray = false;
    for (at, message) in messages.iter().enumerate() {
        let answered = message.get("tool_call_id");
        if let Some(id) = answered.and_then(Value::as_text).map(Text::decode) {
            let before = open.len();
            open.retain(|(known, _)| *known != id);
            if open.len() == before {
                has_stray = true;
                let mut later = (at + 1..messages.len()).flat_map(calls_of);
                let comes_later = later.any(|call| text_is(call.get("id"), &id));
                let span = answered.map_or(message.span(), Value::span);
                findings.report_in(&RULE, root, span, || {
                    no_call(&id, comes_later).at(Severity::Warning)
                });
            }
        }
        if at + 1 < messages.len() {
            let ids = calls_of(at).filter_map(|call| Some((call.get("id")?.as_text()?, call)));
            open.extend(ids.map(|(id, call)| (id.decode(), call)));
        }
    }
    for (id, call) in open.into_iter().filter(|_| !has_stray) {
        findings.report_in(&RULE, root, call.span(), || {
            no_result(&id, "a message with the role tool and its id")
        });
    }
}
