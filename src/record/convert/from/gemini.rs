//! Gemini: `"contents": [{"role": "user", "parts": [{"text": "…"}]}, {"role": "model", …}]` and `systemInstruction`.

use super::content::{Parts, elements};
use crate::json::Value;
use crate::record::convert::dialogue::{Dialogue, Part, Role, Said, Turn, Words};
use crate::record::convert::fields::{Source, needed, object, optional_text, refused, text, words};
use crate::record::convert::{Refusal, Why};

/// Reads a conversation.
pub fn read<'t>(source: &mut Source<'t>) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let [contents, instruction, other, plain] = source.fields(
        root,
        [
            "contents",
            "systemInstruction",
            "system_instruction",
            "system",
        ],
    )?;
    let mut dialogue = Dialogue::default();
    // Not Gemini's key; left in place, it would become the instruction of the target layout.
    dialogue.system.extend(words(plain, "system")?);
    for system in instruction.into_iter().chain(other) {
        let [_, parts] = source.fields(object(system, "systemInstruction")?, ["role", "parts"])?;
        let parts = read_parts(source, parts)?;
        dialogue
            .system
            .extend(parts.into_iter().filter_map(words_of));
    }
    let contents = needed(contents, root, "contents")?;
    for content in elements(Some(contents), "contents")? {
        let at = object(content, "a content")?;
        let [role, parts] = source.fields(at, ["role", "parts"])?;
        let parts = needed(parts, at, "parts")?;
        let parts = read_parts(source, Some(parts))?;
        // A single question needs no role.
        let named = optional_text(role, "role")?;
        let role = match named.map(|role| (role, role.decode())) {
            None => Role::User(None),
            Some((role, name)) => match &*name {
                "user" => Role::User(Some(role)),
                "model" | "assistant" => Role::Assistant(None),
                // Gemini has no such turns; in other layouts they are system prompts.
                "system" | "developer" if dialogue.turns.is_empty() => {
                    dialogue
                        .system
                        .extend(parts.into_iter().filter_map(words_of));
                    continue;
                }
                "system" | "developer" => return Err(refused(at, Why::LateSystem)),
                "tool" | "function" => return Err(refused(at, Why::Part(name.into_owned()))),
                _ => Role::Other(role),
            },
        };
        dialogue.turns.push(Turn {
            role,
            at: Some(at),
            parts,
        });
    }
    Ok(Said::Dialogue(dialogue))
}

fn read_parts<'t>(source: &mut Source<'t>, parts: Option<Value<'t>>) -> Result<Parts<'t>, Refusal> {
    let mut read = Parts::new();
    for part in elements(parts, "parts")? {
        let part = object(part, "a part")?;
        let Some(words) = part.get("text") else {
            let kind = part.members().next().map(|member| member.key.decode());
            let kind = kind.unwrap_or_default().into_owned();
            return Err(refused(part, Why::Part(kind)));
        };
        source.fields(part, ["text"])?;
        read.push(Part::Text(smallvec::smallvec![text(words, "text")?]));
    }
    Ok(read)
}

/// Returns the text of a part that has nothing else.
fn words_of(part: Part<'_>) -> Option<Words<'_>> {
    match part {
        Part::Text(words) => Some(words),
        _ => None,
    }
}
