//! `ShareGPT`: `"conversations": [{"from": "human", "value": "…"}, {"from": "gpt", "value": "…"}]`, also with `role` and
//! `content`; LLaMA-Factory adds `system`, `tools`, calls of functions and their results.

use super::chat::{read_call, read_messages};
use super::content::{Parts, elements};
use super::tools;
use crate::json::{Kind, Value};
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
    dialogue.tools = tools::read(source, described, "tools")?;
    let conversations = needed(conversations, root, "conversations")?;
    let messages = elements(Some(conversations), "conversations")?;
    let is_of_roles = |message: &Value<'t>| {
        let role = message.get("role").and_then(Value::as_text);
        role.is_some_and(|role| !CALLS.iter().chain(&RESULTS).any(|name| role.eq_str(name)))
    };
    if !messages.is_empty() && messages.iter().all(is_of_roles) {
        read_messages(source, &mut dialogue, conversations)?;
        return Ok(Said::Dialogue(dialogue));
    }
    let mut calls = Calls::default();
    for message in messages {
        read_message(source, &mut dialogue, message, &mut calls)?;
    }
    Ok(Said::Dialogue(dialogue))
}

/// The speakers of calls.
pub const CALLS: [&str; 2] = ["function_call", "tool_call"];
/// The speakers of results; OpenAI's roles of that kind have ids.
const RESULTS: [&str; 3] = ["observation", "tool_response", "function_response"];

/// The calls so far, which have no ids.
#[derive(Default)]
struct Calls {
    /// Number of calls.
    count: u32,
    /// Number of those that have a result.
    answered: u32,
}

impl Calls {
    /// Returns the id of the next call.
    fn next(&mut self) -> Id<'static> {
        self.count += 1;
        Id::Counted(self.count)
    }

    /// Returns the id of the call that the next result is of: the first one without, else the last.
    fn answer(&mut self) -> Id<'static> {
        self.answered = self.count.min(self.answered + 1);
        Id::Counted(self.answered)
    }
}

fn read_message<'t>(
    source: &mut Source<'t>,
    dialogue: &mut Dialogue<'t>,
    message: Value<'t>,
    calls: &mut Calls,
) -> Result<(), Refusal> {
    let at = object(message, "a message")?;
    let [from, value, role, content] = source.fields(at, ["from", "value", "role", "content"])?;
    let from = text(needed(from.or(role), at, "from")?, "from")?;
    let value = needed(value.or(content), at, "value")?;
    let role = match &*from.decode() {
        "human" | "user" => Role::User(None),
        "gpt" | "assistant" | "chatgpt" | "bard" | "bing" | "model" => Role::Assistant(None),
        "system" if dialogue.turns.is_empty() => {
            dialogue.system.extend(words(Some(value), "value")?);
            return Ok(());
        }
        "system" => return Err(refused(at, Why::LateSystem)),
        "function_call" | "tool_call" => return read_calls(source, dialogue, at, value, calls),
        "observation" | "tool" | "tool_response" | "function_response" => {
            if calls.count == 0 {
                return Err(refused(at, Why::Missing("function_call")));
            }
            let words = smallvec::smallvec![text(value, "value")?];
            dialogue.give_back(ToolResult {
                id: calls.answer(),
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

/// Reads a call or a list of calls. They belong to the answer before them, if there is one: text and call are one turn.
fn read_calls<'t>(
    source: &mut Source<'t>,
    dialogue: &mut Dialogue<'t>,
    at: Value<'t>,
    value: Value<'t>,
    calls: &mut Calls,
) -> Result<(), Refusal> {
    let list = value.as_array().is_some();
    let values: Vec<_> = if list {
        value.elements().collect()
    } else {
        vec![value]
    };
    let mut parts = Parts::new();
    for call in values {
        let call = object(call, "a call")?;
        let call = match call.get("function") {
            Some(function) if function.kind() == Kind::Object => {
                source.fields(call, ["type", "id", "function"])?;
                function
            }
            _ => call,
        };
        parts.push(read_call(source, call, calls.next())?);
    }
    if parts.is_empty() {
        return Err(refused(value, Why::Missing("name")));
    }
    let answers = |turn: &&mut Turn<'t>| matches!(turn.role, Role::Assistant(_));
    if let Some(turn) = dialogue.turns.last_mut().filter(answers) {
        turn.parts.extend(parts);
    } else {
        dialogue.turns.push(Turn {
            role: Role::Assistant(None),
            at: Some(at),
            parts,
        });
    }
    Ok(())
}
