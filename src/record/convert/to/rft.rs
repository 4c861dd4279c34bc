//! `openai-rft`: a chat to continue, and the reference for the answer.

use super::messages::write_turn;
use super::words_of;
use crate::json::{Kind, Value};
use crate::record::convert::Refusal;
use crate::record::convert::dialogue::{Dialogue, Role, Tool};
use crate::record::convert::draft::Draft;
use crate::record::convert::fields::Source;

/// Writes the chat up to its last answer, which becomes the reference. Unknown keys are kept for the reward function.
pub fn write<'t>(
    draft: &mut Draft<'t>,
    dialogue: &Dialogue<'t>,
    source: &mut Source<'t>,
) -> Result<(), Refusal> {
    let root = source.root;
    let truth = ground_truth(root).filter(|_| !dialogue.has_reference);
    let has_reference = dialogue.has_reference || truth.is_some();
    let (chat, answer) = match dialogue.turns.split_last() {
        Some((last, before)) if matches!(last.role, Role::Assistant(_)) && !has_reference => {
            (before, Some(last))
        }
        _ => (dialogue.turns.as_slice(), None),
    };
    draft.open(Some(root));
    draft.write("\"messages\":[");
    for (index, words) in dialogue.system.iter().enumerate() {
        draft.separate(index);
        draft.write("{\"role\":\"system\",\"content\":");
        draft.words(words);
        draft.write("}");
    }
    for (index, turn) in chat.iter().enumerate() {
        draft.separate(index + dialogue.system.len());
        write_turn(draft, turn, source)?;
    }
    draft.write("]");
    if let Some(answer) = answer {
        let words = words_of(answer, source)?;
        draft.write(",\"reference_answer\":");
        draft.words(&words);
    }
    if let Some(truth) = truth {
        draft.write(",\"reference_answer\":");
        write_truth(draft, truth);
    }
    write_tools(draft, &dialogue.tools);
    for member in source.take_left_of_root() {
        if truth.is_some() && member.key.eq_str(GROUND_TRUTH) {
            continue;
        }
        draft.write(",");
        draft.text(member.key);
        draft.write(":");
        draft.value(member.value);
    }
    draft.close(Some(root));
    Ok(())
}

/// The key of the right answer in verl, TRL and the like.
const GROUND_TRUTH: &str = "ground_truth";

/// Returns the right answer, where other trainers have it: beside the chat, or in one of the objects there.
fn ground_truth(root: Value<'_>) -> Option<Value<'_>> {
    let holders = ["reward_model", "metadata", "extra_info"].map(|key| root.get(key));
    let holders = std::iter::once(root).chain(holders.into_iter().flatten());
    let mut truths = holders.filter_map(|holder| holder.get(GROUND_TRUTH));
    truths.find(|truth| truth.kind() != Kind::Null)
}

/// Writes what a reference answer may be: a text, or an object around anything else.
fn write_truth<'t>(draft: &mut Draft<'t>, truth: Value<'t>) {
    if matches!(truth.kind(), Kind::String | Kind::Object) {
        return draft.value(truth);
    }
    draft.write("{\"ground_truth\":");
    draft.value(truth);
    draft.write("}");
}

fn write_tools<'t>(draft: &mut Draft<'t>, tools: &[Tool<'t>]) {
    for (index, tool) in tools.iter().enumerate() {
        draft.write(if index == 0 { ",\"tools\":[" } else { "," });
        draft.write("{\"type\":\"function\",\"function\":");
        draft.open(Some(tool.at));
        draft.write("\"name\":");
        draft.text(tool.name);
        if let Some(description) = tool.description {
            draft.write(",\"description\":");
            draft.text(description);
        }
        if let Some(parameters) = tool.parameters {
            draft.write(",\"parameters\":");
            draft.value(parameters);
        }
        draft.close(Some(tool.at));
        draft.write("}");
    }
    if !tools.is_empty() {
        draft.write("]");
    }
}
