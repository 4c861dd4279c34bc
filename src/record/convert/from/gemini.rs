//! Gemini: `"contents": [{"role": "user", "parts": [{"text": "…"}]}, {"role": "model", …}]` and `systemInstruction`.

use super::content::{Parts, elements};
use crate::json::Value;
use crate::record::convert::dialogue::{Dialogue, Part, Role, Said, Turn};
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
    // Not Gemini's key; carried along as it is, it would become the instruction of the layout that is written.
    dialogue.system.extend(words(plain, "system")?);
    for system in instruction.into_iter().chain(other) {
        let [_, parts] = source.fields(object(system, "systemInstruction")?, ["role", "parts"])?;
        for part in read_parts(source, parts)? {
            if let Part::Text(words) = part {
                dialogue.system.push(words);
            }
        }
    }
    let contents = needed(contents, root, "contents")?;
    for content in elements(Some(contents), "contents")? {
        let at = object(content, "a content")?;
        let [role, parts] = source.fields(at, ["role", "parts"])?;
        let role = match optional_text(role, "role")? {
            // A single question needs no role.
            None => Role::User(None),
            Some(role) if role.eq_str("user") => Role::User(Some(role)),
            Some(role) if role.eq_str("model") => Role::Assistant(None),
            Some(role) => Role::Other(role),
        };
        dialogue.turns.push(Turn {
            role,
            at: Some(at),
            parts: read_parts(source, parts)?,
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
