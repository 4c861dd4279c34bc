//! The sample that a format reads from a record: a system prompt, turns, and the blocks they are made of.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::json::{Text, Value};
use crate::record::format::Format;
use crate::record::token_estimate::Extent;

/// The speaker of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The one who asks.
    User,
    /// The assistant, whose answers are trained on.
    Assistant,
    /// The instructions, if they are among the turns.
    System,
    /// A role that no format knows; reported by `invalid-role`.
    Unknown,
}

impl Role {
    /// The role that `name` names, exactly.
    #[must_use]
    pub fn named(name: Text<'_>) -> Self {
        if name.eq_str("user") {
            Self::User
        } else if name.eq_str("assistant") {
            Self::Assistant
        } else {
            Self::Unknown
        }
    }
}

/// A kind of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A document, such as a PDF.
    Document,
}

impl MediaKind {
    /// The block's key, which is also the word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
        }
    }
}

/// One piece of a turn.
#[derive(Clone, Copy)]
pub enum Block<'t> {
    /// Words.
    Text(Text<'t>),
    /// Words of reasoning, before an answer.
    Reasoning(Text<'t>, Value<'t>),
    /// A picture, film or document: its kind and the block.
    Media(MediaKind, Value<'t>),
    /// A picture by its S3 URI alone.
    ImageReference(Text<'t>),
    /// A call of a tool.
    ToolUse(Value<'t>),
    /// Result of a tool.
    ToolResult(Value<'t>),
}

impl<'t> Block<'t> {
    /// Returns the address of a picture, film or document in S3, if it is a text.
    #[must_use]
    pub fn address(&self) -> Option<Text<'t>> {
        match *self {
            Self::Media(_, value) => value
                .get("source")?
                .get("s3Location")?
                .get("uri")?
                .as_text(),
            Self::ImageReference(text) => Some(text),
            _ => None,
        }
    }
}

/// The blocks of a turn; mostly one.
pub type Blocks<'t> = SmallVec<[Block<'t>; 1]>;

/// One message.
#[derive(Clone)]
pub struct Turn<'t> {
    /// The speaker.
    pub role: Role,
    /// The message, or for prompt and completion the string itself.
    pub at: Value<'t>,
    /// Its content.
    pub blocks: Blocks<'t>,
}

impl<'t> Turn<'t> {
    /// A message that is not an object: neither it nor the order of turns around it is judged.
    #[must_use]
    pub fn unreadable(at: Value<'t>) -> Self {
        Self {
            role: Role::Unknown,
            at,
            blocks: Blocks::new(),
        }
    }
}

/// A record, read as its format.
pub struct Sample<'t> {
    /// The format it was read as.
    pub format: Format,
    /// The whole record.
    pub root: Value<'t>,
    /// The system prompt's texts.
    pub system: Vec<Text<'t>>,
    /// The turns in order.
    pub turns: SmallVec<[Turn<'t>; 2]>,
    extents: OnceCell<(Extent, Extent)>,
}

impl<'t> Sample<'t> {
    /// Returns a record without turns.
    #[must_use]
    pub fn new(format: Format, root: Value<'t>) -> Self {
        Self {
            format,
            root,
            system: Vec::new(),
            turns: SmallVec::new(),
            extents: OnceCell::new(),
        }
    }

    /// The system prompt's texts, and those of every turn before the last.
    pub fn texts_before_answer(&self) -> impl Iterator<Item = Text<'t>> {
        let asked = &self.turns[..self.turns.len().saturating_sub(1)];
        let blocks = asked.iter().flat_map(|turn| &turn.blocks);
        let texts = blocks.filter_map(|block| match block {
            Block::Text(text) => Some(*text),
            _ => None,
        });
        self.system.iter().copied().chain(texts)
    }

    /// Returns true if there are blocks beside text.
    #[must_use]
    pub fn is_more_than_text(&self) -> bool {
        let mut blocks = self.turns.iter().flat_map(|turn| &turn.blocks);
        blocks.any(|block| !matches!(block, Block::Text(_)))
    }

    /// Every media block, with its turn.
    pub fn media(&self) -> impl Iterator<Item = (&Turn<'t>, MediaKind, Value<'t>)> {
        self.turns.iter().flat_map(|turn| {
            turn.blocks.iter().filter_map(move |block| match block {
                Block::Media(kind, value) => Some((turn, *kind, *value)),
                _ => None,
            })
        })
    }
}

impl<'t> Sample<'t> {
    /// Returns the addresses of all media that are texts.
    pub fn media_addresses(&self) -> impl Iterator<Item = Text<'t>> {
        let blocks = self.turns.iter().flat_map(|turn| &turn.blocks);
        blocks.filter_map(Block::address)
    }
}

impl Sample<'_> {
    /// Returns the extent of text to read (system and user) and to learn (assistant).
    #[must_use]
    pub fn extents(&self) -> (Extent, Extent) {
        *self.extents.get_or_init(|| self.measure())
    }

    fn measure(&self) -> (Extent, Extent) {
        let (mut input, mut output) = (Extent::default(), Extent::default());
        for text in &self.system {
            input.add(*text);
        }
        for turn in &self.turns {
            let side = if turn.role == Role::Assistant {
                &mut output
            } else {
                &mut input
            };
            for block in &turn.blocks {
                match block {
                    Block::Text(text) | Block::Reasoning(text, _) => side.add(*text),
                    Block::ToolUse(value) | Block::ToolResult(value) => side.add_json(value.raw()),
                    Block::Media(..) | Block::ImageReference(_) => {}
                }
            }
        }
        if let Some(tools) = self.format.spec().tools.and_then(|key| self.root.get(key)) {
            input.add_json(tools.raw());
        }
        (input, output)
    }

    /// Tokens at so many characters each, rounded down string by string, as AWS's Claude script counts them.
    #[must_use]
    pub fn tokens_at(&self, characters_per_token: u64) -> u64 {
        let texts =
            self.turns
                .iter()
                .flat_map(|turn| &turn.blocks)
                .filter_map(|block| match block {
                    Block::Text(text) | Block::Reasoning(text, _) => Some(*text),
                    _ => None,
                });
        self.system
            .iter()
            .copied()
            .chain(texts)
            .map(|text| text.chars() as u64 / characters_per_token)
            .sum()
    }
}
