//! JSON within strings, such as the arguments of `OpenAI`'s tool calls: unpacked first, so that the readers of layouts see
//! values only.

use super::from::CALLS;
use super::{Refusal, Why};
use crate::diagnostic::position::Span;
use crate::diagnostic::source_map::MappedText;
use crate::json::{Parser, Text, Value};
use crate::record::layout::{Foreign, Layout};

/// Returns the strings of `root` that hold JSON in its layout, in their order.
pub fn strings(root: Value<'_>, layout: Layout) -> Vec<Text<'_>> {
    let mut found = Vec::new();
    match layout {
        Layout::Foreign(Foreign::OpenAiChat) => {
            for message in elements(root, "messages") {
                let calls = message.get("tool_calls");
                let calls = calls.into_iter().flat_map(Value::elements);
                let calls = calls.filter_map(|call| call.get("function"));
                for call in calls.chain(message.get("function_call")) {
                    found.extend(call.get("arguments").and_then(Value::as_text));
                }
            }
            found.extend(root.get("tools").and_then(Value::as_text));
        }
        Layout::Foreign(Foreign::ShareGpt) => {
            for message in elements(root, "conversations") {
                let from = message.get("from").or_else(|| message.get("role"));
                let is_call = |from: Text<'_>| CALLS.iter().any(|name| from.eq_str(name));
                if from.and_then(Value::as_text).is_some_and(is_call) {
                    let value = message.get("value").or_else(|| message.get("content"));
                    found.extend(value.and_then(Value::as_text));
                    // Unpacked already, a call may have arguments that are packed once more.
                    let calls = value.into_iter().flat_map(Value::elements).chain(value);
                    for call in calls {
                        let call = call.get("function").unwrap_or(call);
                        found.extend(call.get("arguments").and_then(Value::as_text));
                    }
                }
            }
            found.extend(root.get("tools").and_then(Value::as_text));
        }
        _ => {}
    }
    found.retain(|text| !text.raw().is_empty());
    found.sort_by_key(|text| text.span().start);
    found
}

fn elements<'t>(root: Value<'t>, key: &str) -> impl Iterator<Item = Value<'t>> {
    root.get(key).into_iter().flat_map(Value::elements)
}

/// The record with each of `strings` replaced by the value that it holds.
///
/// # Errors
/// A string that holds no JSON.
pub fn unpacked(
    record: &str,
    strings: &[Text<'_>],
    parser: &mut Parser,
) -> Result<MappedText, Refusal> {
    let mut unpacked = MappedText::default();
    let mut at = 0;
    for &text in strings {
        let span = text.span();
        unpacked.copy(record, Span::new(at, span.start));
        unpack(record, text, parser, &mut unpacked)?;
        at = span.end;
    }
    unpacked.copy(
        record,
        Span::new(at, crate::diagnostic::position::narrow(record.len())),
    );
    Ok(unpacked)
}

fn unpack(
    record: &str,
    text: Text<'_>,
    parser: &mut Parser,
    unpacked: &mut MappedText,
) -> Result<(), Refusal> {
    let not_json = Refusal {
        span: text.span(),
        why: Why::NotJson,
    };
    if text.has_unpaired_surrogate() || parser.parse(&text.decode()).is_err() {
        return Err(not_json);
    }
    for stretch in text.stretches() {
        match stretch.meaning {
            None => unpacked.copy(record, stretch.span),
            Some(character) => unpacked.write(character.encode_utf8(&mut [0; 4])),
        }
    }
    Ok(())
}
