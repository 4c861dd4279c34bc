//! `bedrock-conversation-2024`.

use crate::record::convert::dialogue::{
    Dialogue, Medium, Part, Role, Tool, ToolResult, ToolUse, Turn,
};
use crate::record::convert::draft::Draft;
use crate::record::convert::fields::{Source, refused};
use crate::record::convert::{Refusal, Why};

/// Writes a conversation of content blocks.
pub fn write<'t>(
    draft: &mut Draft<'t>,
    dialogue: &Dialogue<'t>,
    source: &mut Source<'t>,
    one_system_text: bool,
) -> Result<(), Refusal> {
    let root = source.root;
    draft.open(Some(root));
    draft.write("\"schemaVersion\":\"bedrock-conversation-2024\"");
    if one_system_text {
        if let Some(system) = super::system_of(dialogue, source) {
            draft.write(",\"system\":[{\"text\":");
            draft.words(&system);
            draft.write("}]");
        }
    } else if !dialogue.system.is_empty() {
        draft.write(",\"system\":[");
        for (index, words) in dialogue.system.iter().enumerate() {
            draft.separate(index);
            draft.write("{\"text\":");
            draft.words(words);
            draft.write("}");
        }
        draft.write("]");
    }
    if !dialogue.tools.is_empty() {
        draft.write(",\"toolConfig\":{\"tools\":[");
        for (index, tool) in dialogue.tools.iter().enumerate() {
            draft.separate(index);
            write_tool(draft, tool);
        }
        draft.write("]}");
    }
    draft.write(",\"messages\":[");
    for (index, turn) in dialogue.turns.iter().enumerate() {
        draft.separate(index);
        write_turn(draft, turn)?;
    }
    draft.write("]");
    draft.close(Some(root));
    Ok(())
}

fn write_tool<'t>(draft: &mut Draft<'t>, tool: &Tool<'t>) {
    draft.write("{\"toolSpec\":");
    draft.open(Some(tool.at));
    draft.write("\"name\":");
    draft.text(tool.name);
    if let Some(description) = tool.description {
        draft.write(",\"description\":");
        draft.text(description);
    }
    draft.write(",\"inputSchema\":{\"json\":");
    match tool.parameters {
        Some(parameters) => draft.value(parameters),
        // A function without parameters is one that takes none.
        None => draft.write("{\"type\":\"object\",\"properties\":{}}"),
    }
    draft.write("}");
    draft.close(Some(tool.at));
    draft.write("}");
}

fn write_turn<'t>(draft: &mut Draft<'t>, turn: &Turn<'t>) -> Result<(), Refusal> {
    draft.open(turn.at);
    draft.write("\"role\":");
    write_role(draft, turn.role);
    draft.write(",\"content\":[");
    for (index, part) in turn.parts.iter().enumerate() {
        draft.separate(index);
        draft.write("{");
        write_part(draft, part)?;
        draft.write("}");
    }
    draft.write("]");
    draft.close(turn.at);
    Ok(())
}

/// Writes the role.
pub fn write_role<'t>(draft: &mut Draft<'t>, role: Role<'t>) {
    match role {
        Role::User(Some(text)) | Role::Assistant(Some(text)) | Role::Other(text) => {
            draft.text(text);
        }
        Role::User(None) => draft.write("\"user\""),
        Role::Assistant(None) => draft.write("\"assistant\""),
    }
}

fn write_part<'t>(draft: &mut Draft<'t>, part: &Part<'t>) -> Result<(), Refusal> {
    match part {
        Part::Text(words) => {
            draft.write("\"text\":");
            draft.words(words);
        }
        Part::Reasoning(text) => {
            draft.write("\"reasoningContent\":{\"reasoningText\":{\"text\":");
            draft.text(*text);
            draft.write("}}");
        }
        Part::Cut(pieces) => {
            draft.write("\"text\":");
            draft.pieces(pieces);
        }
        Part::Media(Medium { kind, uri, format }) => {
            let kind = kind.name();
            draft.write(&format!(
                "\"{kind}\":{{\"format\":\"{format}\",\"source\":{{\"s3Location\":{{\"uri\":"
            ));
            draft.text(*uri);
            draft.write("}}}");
        }
        Part::Marker(kind, at) => return Err(refused(*at, Why::Marker(kind.name()))),
        Part::ToolUse(call) => write_call(draft, call),
        Part::ToolResult(result) => write_result(draft, result),
        Part::Block(name, at) => return Err(refused(*at, Why::NoPlace(name))),
    }
    Ok(())
}

fn write_call<'t>(draft: &mut Draft<'t>, call: &ToolUse<'t>) {
    draft.write("\"toolUse\":");
    draft.open(Some(call.at));
    draft.write("\"toolUseId\":");
    draft.id(call.id);
    draft.write(",\"name\":");
    draft.text(call.name);
    draft.write(",\"input\":");
    match call.input {
        Some(input) => draft.value(input),
        None => draft.write("{}"),
    }
    draft.close(Some(call.at));
}

fn write_result<'t>(draft: &mut Draft<'t>, result: &ToolResult<'t>) {
    draft.write("\"toolResult\":");
    draft.open(Some(result.at));
    draft.write("\"toolUseId\":");
    draft.id(result.id);
    draft.write(",\"content\":[{\"text\":");
    draft.words(&result.content);
    draft.write("}]");
    draft.close(Some(result.at));
}
