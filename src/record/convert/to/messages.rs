//! `claude-messages`: content strings.

use super::conversation::write_role;
use super::{leave_tools, system_of, words_of};
use crate::record::convert::Refusal;
use crate::record::convert::dialogue::{Dialogue, Turn};
use crate::record::convert::draft::Draft;
use crate::record::convert::fields::Source;

/// Writes messages whose contents are strings.
pub fn write<'t>(
    draft: &mut Draft<'t>,
    dialogue: &Dialogue<'t>,
    source: &mut Source<'t>,
) -> Result<(), Refusal> {
    let root = source.root;
    leave_tools(dialogue, source);
    draft.open(Some(root));
    if let Some(system) = system_of(dialogue, source) {
        draft.write("\"system\":");
        draft.words(&system);
        draft.write(",");
    }
    draft.write("\"messages\":[");
    for (index, turn) in dialogue.turns.iter().enumerate() {
        draft.separate(index);
        write_turn(draft, turn, source)?;
    }
    draft.write("]");
    draft.close(Some(root));
    Ok(())
}

/// Writes a turn whose content is a string.
pub fn write_turn<'t>(
    draft: &mut Draft<'t>,
    turn: &Turn<'t>,
    source: &mut Source<'t>,
) -> Result<(), Refusal> {
    let words = words_of(turn, source)?;
    draft.open(turn.at);
    draft.write("\"role\":");
    write_role(draft, turn.role);
    draft.write(",\"content\":");
    draft.words(&words);
    draft.close(turn.at);
    Ok(())
}
