//! The content of a record, whatever its layout. Everything in it is copied from the record that was read.

use smallvec::SmallVec;

use crate::diagnostic::position::Span;
use crate::json::{Text, Value};
use crate::record::sample::MediaKind;

/// One text: mostly one string of the record, else several with blank lines between them.
pub type Words<'t> = SmallVec<[Text<'t>; 1]>;

/// A record, understood.
pub enum Said<'t> {
    /// Questions and answers.
    Dialogue(Dialogue<'t>),
    /// Text without turns.
    Plain(Text<'t>),
    /// An image and its caption; either may be missing.
    Captioned {
        /// Address of the image.
        image: Option<Text<'t>>,
        /// Its caption.
        caption: Option<Text<'t>>,
    },
}

/// A system prompt, turns and tools.
#[derive(Default)]
pub struct Dialogue<'t> {
    /// The system prompt, text by text.
    pub system: Vec<Words<'t>>,
    /// The turns in order.
    pub turns: Vec<Turn<'t>>,
    /// The tools that may be called.
    pub tools: Vec<Tool<'t>>,
    /// True if there is a reference answer beside the turns, among the keys left behind.
    pub has_reference: bool,
}

/// One turn.
pub struct Turn<'t> {
    /// The speaker.
    pub role: Role<'t>,
    /// The object that the turn was, where it was one.
    pub at: Option<Value<'t>>,
    /// The parts of the turn.
    pub parts: SmallVec<[Part<'t>; 1]>,
}

/// The speaker.
#[derive(Clone, Copy)]
pub enum Role<'t> {
    /// The one who asks; the word for it where it is the usual one.
    User(Option<Text<'t>>),
    /// The one who answers.
    Assistant(Option<Text<'t>>),
    /// Somebody else: kept, to be judged in the new record.
    Other(Text<'t>),
}

/// A piece of a turn.
pub enum Part<'t> {
    /// Words.
    Text(Words<'t>),
    /// Words of reasoning, before an answer.
    Reasoning(Text<'t>),
    /// The rest of a text without its markers, string by string, without quotes.
    Cut(Vec<Span>),
    /// An image or video in Amazon S3.
    Media(Medium<'t>),
    /// The place of an image or video that is named elsewhere in the record.
    Marker(Named, Value<'t>),
    /// A call of a tool.
    ToolUse(ToolUse<'t>),
    /// Result of a tool.
    ToolResult(ToolResult<'t>),
    /// A block that only conversations of blocks have: its name and value.
    Block(&'static str, Value<'t>),
}

/// An image or video in Amazon S3.
#[derive(Clone, Copy)]
pub struct Medium<'t> {
    /// Its kind.
    pub kind: Named,
    /// Its address.
    pub uri: Text<'t>,
    /// Its format, as blocks name it.
    pub format: &'static str,
}

/// A kind of media, as keys and markers name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A text with its layout.
    Document,
    /// A recording: no record of Bedrock's has a place for it.
    Audio,
    /// A file of some kind.
    File,
}

impl From<MediaKind> for Named {
    fn from(kind: MediaKind) -> Self {
        match kind {
            MediaKind::Image => Self::Image,
            MediaKind::Video => Self::Video,
            MediaKind::Document => Self::Document,
        }
    }
}

/// A call of a tool.
pub struct ToolUse<'t> {
    /// Id of the call.
    pub id: Id<'t>,
    /// The tool.
    pub name: Text<'t>,
    /// Arguments of the call; none for a call without.
    pub input: Option<Value<'t>>,
    /// The whole call.
    pub at: Value<'t>,
}

/// Result of a tool.
pub struct ToolResult<'t> {
    /// The call that it answers.
    pub id: Id<'t>,
    /// Text of the finding.
    pub content: Words<'t>,
    /// The whole result.
    pub at: Value<'t>,
}

/// The name of a call.
#[derive(Clone, Copy)]
pub enum Id<'t> {
    /// The id in the record.
    Given(Text<'t>),
    /// The record has none: calls are counted from 1.
    Counted(u32),
}

/// A tool that may be called.
pub struct Tool<'t> {
    /// Name of the tool.
    pub name: Text<'t>,
    /// Purpose of the tool.
    pub description: Option<Text<'t>>,
    /// The JSON Schema of its arguments.
    pub parameters: Option<Value<'t>>,
    /// The whole description.
    pub at: Value<'t>,
}

impl Named {
    /// Its word, which is the key of its block, too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
            Self::Audio => "audio",
            Self::File => "file",
        }
    }

    /// The word with its article.
    #[must_use]
    pub const fn thing(self) -> &'static str {
        match self {
            Self::Image => "an image",
            Self::Video => "a video",
            Self::Document => "a document",
            Self::Audio => "audio",
            Self::File => "a file",
        }
    }
}

impl<'t> Dialogue<'t> {
    /// Adds a turn of one text.
    pub fn say(&mut self, role: Role<'t>, words: Words<'t>) {
        self.turns.push(Turn {
            role,
            at: None,
            parts: smallvec::smallvec![Part::Text(words)],
        });
    }

    /// Adds what a tool gave back: results that follow each other are one turn of the user's.
    pub fn give_back(&mut self, result: ToolResult<'t>) {
        // Only here are turns made that begin with a result and were no message.
        let is_results = |turn: &&mut Turn<'t>| {
            turn.at.is_none() && matches!(turn.parts.first(), Some(Part::ToolResult(_)))
        };
        if let Some(turn) = self.turns.last_mut().filter(is_results) {
            turn.parts.push(Part::ToolResult(result));
        } else {
            self.turns.push(Turn {
                role: Role::User(None),
                at: None,
                parts: smallvec::smallvec![Part::ToolResult(result)],
            });
        }
    }
}
