//! Reads the content of a record by its layout.

mod alpaca;
mod blocks;
mod captions;
mod chat;
mod content;
mod gemini;
mod mapped;
mod pairs;
mod sharegpt;
mod tools;

pub use sharegpt::CALLS;

use super::dialogue::Said;
use super::fields::{Source, needed, refused, text};
use super::{Mapping, Refusal, Why};
use crate::record::format::Shape;
use crate::record::layout::{Foreign, Layout};

/// Reads the record of `source` in its recognised layout.
///
/// # Errors
/// Its keys or values do not fit the layout, or no target could hold its content.
pub fn read<'t>(
    source: &mut Source<'t>,
    layout: Layout,
    mapping: Option<&Mapping>,
) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    match layout {
        Layout::Known(format) => match format.shape() {
            Shape::Pair { question, answer } => pairs::read(source, question, answer),
            Shape::Blocks => blocks::read(source),
            Shape::Messages | Shape::Chat => chat::read(source),
            Shape::Captioned => captions::read(source),
            Shape::Text(key) => read_plain(source, key),
        },
        Layout::InvocationLog => Err(refused(root, Why::NoWay("an invocation log"))),
        Layout::Foreign(foreign) => match foreign {
            Foreign::OpenAiChat
            | Foreign::AnthropicMessages
            | Foreign::GroundTruthRft
            | Foreign::Dialog => chat::read(source),
            Foreign::ShareGpt => sharegpt::read(source),
            Foreign::Gemini => gemini::read(source),
            Foreign::Alpaca => alpaca::read(source),
            Foreign::Pair(pair) => {
                let (question, answer) = pair.keys();
                pairs::read(source, question, answer)
            }
            Foreign::Captions => captions::read(source),
            Foreign::ConverseRft => blocks::read(source),
            Foreign::Mapped => match mapping {
                Some(mapping) => mapped::read(source, mapping),
                None => Err(refused(root, Why::NoWay("a record of no known layout"))),
            },
            Foreign::PromptRft => pairs::read(source, "prompt", "completion"),
            Foreign::Preference
            | Foreign::RejectedAnswer
            | Foreign::CaptionMap
            | Foreign::BatchInference
            | Foreign::MultiTurnRft => Err(refused(root, Why::Elsewhere(foreign))),
            Foreign::PlainText => read_plain(source, "text"),
        },
        Layout::Unknown => Err(refused(root, Why::NoWay("a record of no known layout"))),
    }
}

/// Reads a text under `key`.
fn read_plain<'t>(source: &mut Source<'t>, key: &'static str) -> Result<Said<'t>, Refusal> {
    let [plain] = source.fields(source.root, [key])?;
    let plain = needed(plain, source.root, key)?;
    Ok(Said::Plain(text(plain, key)?))
}
