//! Converts records of many layouts to the target format, and reports every loss.
//!
//! ```text
//! record ──embedded──► record without JSON in strings ──from──► Dialogue ──to──► record of the format
//!          (only if the layout has such strings)        (its content)
//! ```
//!
//! A converter is a pure function of the record. It copies text unchanged, so that a finding in the new record can be shown in
//! the old one. Content without a place in the new record is listed as lost; a record whose meaning would change is refused
//! with the reason.

mod dialogue;
mod draft;
mod embedded;
mod fields;
mod from;
mod mapping;
mod media;
mod to;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::json::{Kind, Parser, Value};
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};
use crate::record::recognise::{recognise, recognise_among};
pub use mapping::{Mapped, Mapping};

/// The format that records are converted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The format.
    pub format: Format,
    /// True if the model takes one system text only: several are joined.
    pub one_system_text: bool,
    /// The keys that the user named, if any.
    pub mapping: Option<Arc<Mapping>>,
}

/// The outcome for a record.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has the target format already, or no known layout: checked without a conversion.
    Same,
    /// It has been converted to the target format.
    Converted {
        /// The new record.
        mapped: MappedText,
        /// The losses.
        lost: Vec<Lost>,
    },
    /// It cannot be converted to the target format.
    Refused(Refusal),
}

/// A new record, and its losses.
type Converted = (MappedText, Vec<Lost>);

/// Something that the new record does not hold, or no longer holds apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its place in the old record.
    pub span: Span,
    /// Its key.
    pub what: String,
    /// Its fate.
    pub how: Loss,
}

/// The fate of a part that has no place in the new record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Loss {
    /// A weight of 0, which keeps a message out of the training, is left behind.
    Weight,
    /// The system prompt becomes the beginning of the prompt.
    SystemInPrompt,
    /// Several texts become one, with blank lines between them.
    Joined,
    /// It is left behind.
    LeftBehind,
    /// A number, a switch, a word or a list of such is left behind, beside what is learnt.
    Tag,
    /// A placeholder for a missing text is left out.
    NoText,
}

/// The refusal to convert a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Place of the reason in the old record.
    pub span: Span,
    /// The reason.
    pub why: Why,
}

/// A reason not to convert a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A duplicate key: choosing one of its values would be a guess.
    Twice,
    /// A value is of another type than in its layout: the key, the expected type, the actual one.
    Type(&'static str, &'static str, &'static str),
    /// A key that its layout needs is not there.
    Missing(&'static str),
    /// Not the one question and answer that the target holds: so many turns.
    Turns(usize),
    /// The first turn is not the user's, or the second not the assistant's.
    Roles,
    /// A system message that comes after others.
    LateSystem,
    /// Something that the target has no place for: its name.
    NoPlace(&'static str),
    /// A content part that no target takes: its type.
    Part(String),
    /// An image or video that is not in Amazon S3, or of another kind than its key: its word.
    Address(&'static str),
    /// A marker for an image or video that the record does not name: its word.
    Marker(&'static str),
    /// So many markers for so many images or videos.
    Markers(&'static str, usize, usize),
    /// A string that should hold JSON does not.
    NotJson,
    /// A layout with other content than Bedrock's jobs train on, such as answers to choose from.
    Elsewhere(Foreign),
    /// The layout has no content that the target could hold.
    NoWay(&'static str),
    /// The new record would be nested too deep to be read.
    TooDeep,
}

/// Turns records into those of one format; holds buffers that are used again.
#[derive(Debug)]
pub struct Converter {
    target: Target,
    /// True if the file has placeholders beside several instructions.
    has_fillers: bool,
    /// For records whose strings hold JSON.
    parser: Parser,
    /// For what has been unpacked.
    inner: Parser,
}

impl Converter {
    /// A converter to `target`.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            has_fillers: false,
            parser: Parser::new(),
            inner: Parser::new(),
        }
    }

    /// Sets if the file has placeholders beside several instructions, which are left out then.
    #[must_use]
    pub const fn with_fillers(mut self, has_fillers: bool) -> Self {
        self.has_fillers = has_fillers;
        self
    }

    /// Returns the layout to read `root` as: that of the keys that the user named, if it has them; `others` is the layout of the
    /// file's other records, if they are of no format.
    #[must_use]
    pub fn layout_of(&self, root: Value<'_>, others: Option<Foreign>) -> Layout {
        match &self.target.mapping {
            Some(mapping) if mapping.fits(root) && !recognise(root).is_rejected() => {
                Layout::Foreign(Foreign::Mapped)
            }
            _ => recognise_among(root, others, Some(self.target.format)),
        }
    }

    /// Turns `root`, read from `record` and recognised as `layout`, into a record of the target. It may be nested deeper
    /// than can be read: [`too_deep`].
    pub fn convert(&mut self, record: &str, root: Value<'_>, layout: Layout) -> Outcome {
        if is_same(root, layout, self.target.format) {
            return Outcome::Same;
        }
        let strings = embedded::strings(root, layout);
        let converted = if strings.is_empty() {
            converted(record, root, layout, (&self.target, self.has_fillers))
        } else {
            embedded::unpacked(record, &strings, &mut self.parser)
                .and_then(|unpacked| self.convert_unpacked(unpacked, layout))
        };
        match converted {
            Ok((mapped, lost)) => Outcome::Converted { mapped, lost },
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    /// Converts a record unpacked from the current one, and maps all spans to the latter.
    fn convert_unpacked(
        &mut self,
        unpacked: MappedText,
        layout: Layout,
    ) -> Result<Converted, Refusal> {
        let unpacked = self.unpacked_twice(unpacked, layout)?;
        let text = unpacked.text();
        let Ok(root) = self.parser.parse(text) else {
            return Err(too_deep(unpacked.origin(Span::new(0, narrow(text.len())))));
        };
        match converted(text, root, layout, (&self.target, self.has_fillers)) {
            Ok((mapped, mut lost)) => {
                for lost in &mut lost {
                    lost.span = unpacked.origin(lost.span);
                }
                Ok((mapped.after(&unpacked), lost))
            }
            Err(Refusal { span, why }) => Err(Refusal {
                span: unpacked.origin(span),
                why,
            }),
        }
    }
}

impl Converter {
    /// Unpacks strings with JSON within strings with JSON.
    fn unpacked_twice(
        &mut self,
        unpacked: MappedText,
        layout: Layout,
    ) -> Result<MappedText, Refusal> {
        let text = unpacked.text();
        let Ok(root) = self.inner.parse(text) else {
            return Ok(unpacked);
        };
        let strings = embedded::strings(root, layout);
        if strings.is_empty() {
            return Ok(unpacked);
        }
        match embedded::unpacked(text, &strings, &mut self.parser) {
            Ok(again) => Ok(again.after(&unpacked)),
            Err(Refusal { span, why }) => Err(Refusal {
                span: unpacked.origin(span),
                why,
            }),
        }
    }
}

/// Returns true if a record of that layout is not converted: it has the target format, or an unknown layout.
fn is_same(root: Value<'_>, layout: Layout, format: Format) -> bool {
    let is_chat = matches!(
        layout,
        Layout::Known(Format::ClaudeMessages) | Layout::Foreign(Foreign::OpenAiChat)
    );
    if format == Format::OpenaiRft && is_chat {
        // A chat that ends with a question lacks nothing that would have to be moved.
        return is_question(root);
    }
    layout.may_be(format)
}

/// Returns true if `root` is a chat of content strings that waits for its answer.
fn is_question(root: Value<'_>) -> bool {
    let messages = || root.get("messages").into_iter().flat_map(Value::elements);
    let is_said = |message: Value<'_>| {
        let content = message.get("content").map(Value::kind);
        content == Some(Kind::String)
    };
    let last = messages().last().and_then(|message| message.get("role"));
    let last = last.and_then(Value::as_text);
    root.get("system").is_none()
        && messages().all(is_said)
        && last.is_some_and(|role| !role.eq_str("assistant"))
}

fn converted(
    record: &str,
    root: Value<'_>,
    layout: Layout,
    (target, has_fillers): (&Target, bool),
) -> Result<Converted, Refusal> {
    let mut source = fields::Source::new(root, has_fillers);
    let mut dialogue = from::read(&mut source, layout, target.mapping.as_deref())?;
    if let Some((key, span)) = source.null_answer
        && learns_answers(target.format)
    {
        let why = Why::Type(key, "a string", "null");
        return Err(Refusal { span, why });
    }
    media::place(&mut source, &mut dialogue, target.format)?;
    let mut draft = draft::Draft::new(record);
    to::write(&mut draft, &dialogue, &mut source, target)?;
    Ok((draft.finish(), source.lost()))
}

/// Returns true if each record of the format has the answer that is learnt.
const fn learns_answers(format: Format) -> bool {
    matches!(
        format,
        Format::PromptCompletion | Format::BedrockConversation2024 | Format::ClaudeMessages
    )
}

/// Refuses a record whose conversion cannot be read: all of it is JSON, so that it must be nested too deep.
#[must_use]
pub const fn too_deep(span: Span) -> Refusal {
    let why = Why::TooDeep;
    Refusal { span, why }
}
