//! `ShareGPT`: `"conversations": [{"from": "human", "value": "…"}, {"from": "gpt", "value": "…"}]`, also with `role` and
//! `content`; LLaMA-Factory adds `system`, `tools`, calls of functions and what they observe.

use super::chat::{read_call, read_messages};
use super::content::elements;
use super::tools;
use crate::json::Value;
use crate::record::convert::dialogue::{Dialogue, Id, Part, Role, Said, ToolResult, Turn};
use crate::record::convert::fields::{Source, needed, object, refused, text, words};
use crate::record::convert::{Refusal, Why};

/// Reads a conversation.
pub fn read<'t>(source: &mut Source<'t>) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let [conversations, system, described] =
        source.fields(root, ["conversations", "system", "tools"])?;
    let mut dialogue = Dialogue::default();
    dialogue.system.extend(words(system, "system")?);
    // The tools of a conversation without any are an empty string.
    let described =
        described.filter(|tools| tools.as_text().is_none_or(|text| !text.raw().is_empty()));
    dialogue.tools = tools::read(source, described, "tools")?;
    let conversations = needed(conversations, root, "conversations")?;
    let messages = elements(Some(conversations), "conversations")?;
    let has_roles = |message: &Value<'t>| message.get("role").is_some();
    if !messages.is_empty() && messages.iter().all(has_roles) {
        read_messages(source, &mut dialogue, conversations)?;
        return Ok(Said::Dialogue(dialogue));
    }
    let mut calls = 0;
    for message in messages {
        read_message(source, &mut dialogue, message, &mut calls)?;
    }
    Ok(Said::Dialogue(dialogue))
}

fn read_message<'t>(
    source: &mut Source<'t>,
    dialogue: &mut Dialogue<'t>,
    message: Value<'t>,
    calls: &mut u32,
) -> Result<(), Refusal> {
    let at = object(message, "a message")?;
    let [from, value] = source.fields(at, ["from", "value"])?;
    let from = text(needed(from, at, "from")?, "from")?;
    let value = needed(value, at, "value")?;
    let role = match &*from.decode() {
        "human" | "user" => Role::User(None),
        "gpt" | "assistant" | "chatgpt" | "bard" | "bing" | "model" => Role::Assistant(None),
        "system" if dialogue.turns.is_empty() => {
            dialogue.system.extend(words(Some(value), "value")?);
            return Ok(());
        }
        "system" => return Err(refused(at, Why::LateSystem)),
        "function_call" | "tool_call" => {
            *calls += 1;
            let call = read_call(source, value, Id::Counted(*calls))?;
            dialogue.turns.push(Turn {
                role: Role::Assistant(None),
                at: Some(at),
                parts: smallvec::smallvec![call],
            });
            return Ok(());
        }
        "observation" | "tool" | "tool_response" | "function_response" => {
            if *calls == 0 {
                return Err(refused(at, Why::Missing("function_call")));
            }
            let words = smallvec::smallvec![text(value, "value")?];
            dialogue.give_back(ToolResult {
                id: Id::Counted(*calls),
                content: words,
                at,
            });
            return Ok(());
        }
        _ => Role::Other(from),
    };
    dialogue.turns.push(Turn {
        role,
        at: Some(at),
        parts: smallvec::smallvec![Part::Text(smallvec::smallvec![text(value, "value")?])],
    });
    Ok(())
}
