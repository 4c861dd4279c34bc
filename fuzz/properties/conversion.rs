//! Records converted to each format: JSON that a second conversion does not change, with positions in the old record, and only
//! texts of the old record. The fuzz target `conversion` checks this with any JSON.

use std::collections::BTreeSet;

use serde_json::Value;
use tuneset::Format;
use tuneset::Parser;
use tuneset::convert::{Converter, Outcome, Target};
use tuneset::recognise;

/// Words that converters write by themselves: keys are not looked at.
const WRITTEN: [&str; 9] = [
    "user",
    "assistant",
    "system",
    "tool",
    "text",
    "function",
    "object",
    "success",
    "bedrock-conversation-2024",
];

/// Panics where one of these does not hold for what the record `text` becomes.
pub fn holds(text: &str) {
    let mut parser = Parser::new();
    let Ok(root) = parser.parse(text) else {
        return;
    };
    let from = recognise(root);
    for format in Format::ALL {
        for one_system_text in [false, true] {
            let target = Target {
                format,
                one_system_text,
                mapping: None,
            };
            let mut converter = Converter::new(target);
            match converter.convert(text, root, from) {
                Outcome::Same => {}
                Outcome::Refused(refusal) => {
                    assert!(
                        text.get(refusal.span.range()).is_some(),
                        "{text:?}: {refusal:?}"
                    );
                }
                Outcome::Converted { mapped, lost } => {
                    for lost in lost {
                        assert!(text.get(lost.span.range()).is_some(), "{text:?}: {lost:?}");
                    }
                    let mut parser = Parser::new();
                    let Ok(new) = parser.parse(mapped.text()) else {
                        is_too_deep(text, mapped.text());
                        continue;
                    };
                    for node in new.nodes() {
                        let origin = mapped.origin(node.span());
                        assert!(text.get(origin.range()).is_some(), "{text:?}: {origin:?}");
                    }
                    says_what_was_said(text, mapped.text());
                    if new.get("schemaVersion").is_some()
                        && format != Format::BedrockConversation2024
                    {
                        // An unknown key was kept, and suggests another layout.
                        continue;
                    }
                    let again = converter.convert(mapped.text(), new, recognise(new));
                    assert!(
                        matches!(again, Outcome::Same),
                        "{text:?} to {format:?}: {} becomes {again:?}",
                        mapped.text()
                    );
                }
            }
        }
    }
}

/// A record that cannot be read is nested deeper than readers go, and has no other fault.
fn is_too_deep(old: &str, new: &str) {
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut is_text = false;
    let mut bytes = new.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_text = !is_text,
            b'\\' => drop(bytes.next()),
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    assert!(deepest > 100, "{old:?} became {new:?}");
}

/// Each part of each text was a part of one before, but for what converters write.
fn says_what_was_said(old: &str, new: &str) {
    let (Ok(old_value), Ok(new_value)) = (serde_json::from_str(old), serde_json::from_str(new))
    else {
        // Half a surrogate pair, or a number that no double holds.
        return;
    };
    let (mut said, mut says) = (BTreeSet::new(), BTreeSet::new());
    leaves(&old_value, true, &mut said);
    leaves(&new_value, false, &mut says);
    for text in says {
        for part in text.split("\n\n") {
            let is_known = WRITTEN.contains(&part)
                || part.starts_with("call_")
                || said.iter().any(|said| said.contains(part));
            assert!(is_known, "{part:?} of {new} is not in {old:?}");
        }
    }
}

/// Texts, numbers and words; where `unpacks`, also of the JSON that texts hold, and keys, which become names.
fn leaves(value: &Value, unpacks: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                leaves(element, unpacks, found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                if unpacks {
                    found.insert(key.clone());
                }
                leaves(member, unpacks, found);
            }
        }
        Value::String(text) => {
            if unpacks && let Ok(inner) = serde_json::from_str::<Value>(text) {
                leaves(&inner, unpacks, found);
            }
            found.insert(text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => drop(found.insert(value.to_string())),
    }
}
