//! Alpaca: `instruction`, an `input` that it is about, the `output`; LLaMA-Factory adds `system` and `history`. Dolly has
//! `context` and `response` instead.

use crate::json::Value;
use crate::record::convert::Refusal;
use crate::record::convert::dialogue::{Dialogue, Role, Said, Words};
use crate::record::convert::fields::{
    Source, array, given_words, needed, optional_text, text, words, wrong,
};

/// Reads an instruction with its input, and the output.
pub fn read<'t>(source: &mut Source<'t>) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let names = [
        "instruction",
        "input",
        "context",
        "output",
        "response",
        "system",
        "history",
    ];
    let [
        instruction,
        input,
        context,
        output,
        response,
        system,
        history,
    ] = source.fields(root, names)?;
    let mut dialogue = Dialogue::default();
    dialogue.system.extend(words(system, "system")?);
    // Tables have an empty text where there was none before.
    let is_text = |history: &Value<'_>| {
        history
            .as_text()
            .is_some_and(|text| text.raw().trim().is_empty())
    };
    if let Some(history) = history.filter(|history| !is_text(history)) {
        for exchange in array(history, "history")? {
            read_exchange(&mut dialogue, exchange)?;
        }
    }
    let instruction = text(needed(instruction, root, "instruction")?, "instruction")?;
    let mut prompt: Words<'t> = smallvec::smallvec![instruction];
    for (value, name) in [(input, "input"), (context, "context")] {
        let (asked, answered) = (Some(instruction), output.or(response));
        prompt.extend(given_words(source, value, name, asked, answered)?);
    }
    dialogue.say(Role::User(None), prompt);
    let output = optional_text(output, "output")?.map_or_else(
        || optional_text(response, "response"),
        |output| {
            source.leave_named(root, &["response"]);
            Ok(Some(output))
        },
    )?;
    if let Some(output) = output {
        dialogue.say(Role::Assistant(None), smallvec::smallvec![output]);
    }
    Ok(Said::Dialogue(dialogue))
}

/// An earlier question and its answer: `["…", "…"]`.
fn read_exchange<'t>(dialogue: &mut Dialogue<'t>, exchange: Value<'t>) -> Result<(), Refusal> {
    let texts = array(exchange, "history")?.map(|value| text(value, "history"));
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let &[asked, answered] = texts.as_slice() else {
        return Err(wrong(exchange, "history", "an array of two strings"));
    };
    dialogue.say(Role::User(None), smallvec::smallvec![asked]);
    dialogue.say(Role::Assistant(None), smallvec::smallvec![answered]);
    Ok(())
}
