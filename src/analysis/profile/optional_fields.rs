//! Parts that some records of a data set have and others lack, and the buckets of their media.

use serde::{Deserialize, Serialize};

use crate::record::format::Format;
use crate::record::sample::{Block, MediaKind, Sample};

/// Keys that a record may do without, as the Nova Forge SDK lists them: of conversations, then of chats for reinforcement.
pub const PARTS: [&str; 9] = [
    "system",
    "image",
    "video",
    "reasoningContent",
    "toolUse",
    "toolResult",
    "id",
    "reference_answer",
    "tools",
];
/// Prefix of S3 addresses.
const SCHEME: &str = "s3://";
/// Data has its media in one bucket or a few; more are most likely mistakes.
const MOST_BUCKETS: usize = 20;
const OF_CONVERSATIONS: u16 = 0b0_0011_1111;
const OF_CHATS: u16 = 0b1_1100_0000;
/// First of the keys of chats.
const FIRST_OF_CHATS: usize = 6;

/// The first records that have each of [`PARTS`], and the first that lack it; `P` is a record's position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionalFields<P> {
    with: [Option<P>; PARTS.len()],
    without: [Option<P>; PARTS.len()],
    /// The first buckets of media, at most [`MOST_BUCKETS`].
    pub buckets: Vec<(String, P)>,
    /// One bit for each place of `with` and `without` that is filled.
    seen_with: u16,
    seen_without: u16,
}

impl<P> Default for OptionalFields<P> {
    fn default() -> Self {
        Self {
            with: [const { None }; PARTS.len()],
            without: [const { None }; PARTS.len()],
            buckets: Vec::new(),
            seen_with: 0,
            seen_without: 0,
        }
    }
}

impl<P: Copy> OptionalFields<P> {
    /// Records the optional fields that the record at `place` has and lacks.
    pub fn meet(&mut self, sample: &Sample<'_>, place: P) {
        self.meet_buckets(sample, place);
        let (of_format, has) = match sample.format {
            Format::BedrockConversation2024 => (OF_CONVERSATIONS, parts_of_conversation(sample)),
            Format::OpenaiRft => (OF_CHATS, parts_of_chat(sample)),
            _ => return,
        };
        let lacks = of_format & !has;
        if has & !self.seen_with != 0 || lacks & !self.seen_without != 0 {
            for part in 0..PARTS.len() {
                let bit = 1 << part;
                if has & bit != 0 {
                    self.with[part].get_or_insert(place);
                } else if lacks & bit != 0 {
                    self.without[part].get_or_insert(place);
                }
            }
            self.seen_with |= has;
            self.seen_without |= lacks;
        }
    }

    fn meet_buckets(&mut self, sample: &Sample<'_>, place: P) {
        for uri in sample.media_addresses() {
            let uri = uri.decode();
            // Records of other layouts may have images elsewhere.
            if uri.starts_with(SCHEME) {
                self.meet_bucket(bucket_of(&uri), place);
            }
        }
    }

    fn meet_bucket(&mut self, bucket: &str, place: P) {
        if self.buckets.len() < MOST_BUCKETS
            && self.buckets.iter().all(|(known, _)| known != bucket)
        {
            self.buckets.push((bucket.to_owned(), place));
        }
    }

    /// Merges later observations; `translate` maps their positions to those here.
    pub fn add<O: Copy>(&mut self, later: &OptionalFields<O>, translate: impl Fn(O) -> P) {
        for (mine, theirs) in self.with.iter_mut().zip(later.with) {
            *mine = mine.or(theirs.map(&translate));
        }
        for (mine, theirs) in self.without.iter_mut().zip(later.without) {
            *mine = mine.or(theirs.map(&translate));
        }
        self.seen_with |= later.seen_with;
        self.seen_without |= later.seen_without;
        for (bucket, place) in &later.buckets {
            self.meet_bucket(bucket, translate(*place));
        }
    }

    /// Parts that some records have and others lack: the part, the first record with it and the first without.
    pub fn inconsistent(&self) -> impl Iterator<Item = (&'static str, P, P)> {
        let pairs = self.with.iter().zip(&self.without);
        PARTS
            .into_iter()
            .zip(pairs)
            .filter_map(|(part, (with, without))| Some((part, (*with)?, (*without)?)))
    }
}

fn parts_of_conversation(sample: &Sample<'_>) -> u16 {
    let mut has = u16::from(!sample.system.is_empty());
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        has |= match block {
            Block::Media(MediaKind::Image, _) => 1 << 1,
            Block::Media(MediaKind::Video, _) => 1 << 2,
            Block::Reasoning(..) => 1 << 3,
            Block::ToolUse(_) => 1 << 4,
            Block::ToolResult(_) => 1 << 5,
            Block::Text(_) | Block::Media(MediaKind::Document, _) | Block::ImageReference(_) => 0,
        };
    }
    has
}

fn parts_of_chat(sample: &Sample<'_>) -> u16 {
    (FIRST_OF_CHATS..PARTS.len())
        .filter(|&part| sample.root.get(PARTS[part]).is_some())
        .fold(0, |has, part| has | 1 << part)
}

/// The bucket that an S3 URI names.
fn bucket_of(uri: &str) -> &str {
    let path = uri.strip_prefix(SCHEME).unwrap_or(uri);
    path.split('/').next().unwrap_or(path)
}
