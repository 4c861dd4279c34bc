//! Writes a record of the target format.

mod conversation;
mod input;
mod messages;
mod pair;
mod rft;

use super::dialogue::{Dialogue, Medium, Part, Said, Turn, Words};
use super::draft::Draft;
use super::fields::{Source, refused};
use super::{Loss, Refusal, Target, Why};
use crate::json::Value;
use crate::record::format::Shape;

/// Writes `said` as a record of the target.
///
/// # Errors
/// The target has no place for it.
pub fn write<'t>(
    draft: &mut Draft<'t>,
    said: &Said<'t>,
    source: &mut Source<'t>,
    target: &Target,
) -> Result<(), Refusal> {
    let root = source.root;
    match (said, target.format.shape()) {
        (Said::Dialogue(dialogue), shape) => match shape {
            Shape::Pair { question, answer } => {
                pair::write(draft, dialogue, source, [question, answer])
            }
            Shape::Blocks => conversation::write(draft, dialogue, source, target.one_system_text),
            Shape::Messages => messages::write(draft, dialogue, source),
            Shape::Chat => rft::write(draft, dialogue, source),
            Shape::Captioned | Shape::Text(_) => {
                Err(refused(root, Why::NoWay("a question and an answer")))
            }
        },
        (Said::Plain(text), Shape::Text(key)) => {
            input::write_text(draft, root, key, *text);
            Ok(())
        }
        (Said::Captioned { image, caption }, Shape::Captioned) => {
            input::write_caption(draft, root, *image, *caption);
            Ok(())
        }
        (Said::Plain(_), _) => Err(refused(root, Why::NoWay("a text alone"))),
        (Said::Captioned { .. }, _) => Err(refused(root, Why::NoWay("an image and its caption"))),
    }
}

/// The texts of a turn as one; anything else in it is refused.
fn words_of<'t>(turn: &Turn<'t>, source: &mut Source<'t>) -> Result<Words<'t>, Refusal> {
    let mut all = Words::new();
    for part in &turn.parts {
        let no_place = |name, at: Value<'t>| Err(refused(at, Why::NoPlace(name)));
        match part {
            Part::Text(words) => all.extend(words.iter().copied()),
            Part::Reasoning(text) => {
                return Err(Refusal {
                    span: text.span(),
                    why: Why::NoPlace("reasoning"),
                });
            }
            Part::Media(Medium { kind, uri, .. }) => {
                return Err(Refusal {
                    span: uri.span(),
                    why: Why::NoPlace(kind.thing()),
                });
            }
            // Only made beside media.
            Part::Cut(_) => {}
            Part::Marker(kind, at) => return no_place(kind.thing(), *at),
            Part::ToolUse(call) => return no_place("a tool call", call.at),
            Part::ToolResult(result) => return no_place("a tool result", result.at),
            Part::Block(name, at) => return no_place(name, *at),
        }
    }
    if let (2.., Some(at)) = (turn.parts.len(), turn.at) {
        let content = at.get("content").unwrap_or(at);
        source.lose(content.span(), "content", Loss::Joined);
    }
    Ok(all)
}

/// The system prompt as one text, if there is one.
fn system_of<'t>(dialogue: &Dialogue<'t>, source: &mut Source<'t>) -> Option<Words<'t>> {
    if let [_, second, ..] = dialogue.system.as_slice() {
        lose_system(source, second, Loss::Joined);
    }
    let texts = dialogue.system.iter().flatten().copied();
    Some(texts.collect::<Words<'t>>()).filter(|words| !words.is_empty())
}

/// Records the loss or change of a system prompt.
fn lose_system<'t>(source: &mut Source<'t>, words: &Words<'t>, how: Loss) {
    if let Some(first) = words.first() {
        source.lose(first.span(), "system", how);
    }
}

/// Leaves out tools without calls, as the target has no place for them.
fn leave_tools<'t>(dialogue: &Dialogue<'t>, source: &mut Source<'t>) {
    if !dialogue.tools.is_empty() {
        source.leave_named(source.root, &["tools", "functions", "toolConfig"]);
    }
}
