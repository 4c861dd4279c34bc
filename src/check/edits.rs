//! Records of a chunk that the user has edited: each edit is bound to the original bytes, and is read instead of them.

use serde::{Deserialize, Serialize};

use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::hex::digest;
use crate::input::framing::{Framing, frames};
use crate::input::line::trim;

/// An edit of a record in a chunk, for the readers of the chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkEdit {
    /// Line ends before the record, in the chunk, or in the file where the edits are those of a file.
    pub line: u32,
    /// Of the bytes that are replaced.
    pub digest: u64,
    /// Index of the user's edit.
    pub number: u32,
    /// Text that is read instead of them.
    pub text: String,
}

/// The edits that a chunk was read with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edited {
    /// No edits, or not known.
    #[default]
    Without,
    /// Those of its whole file, found by the bytes that they replace: number, and line in the chunk, of each that was carried out.
    /// Only the data set knows the lines that the chunk holds, and if these are the right ones.
    OfFile(Vec<(u32, u32)>),
    /// Those that the data set gave for it: the numbers of those that were carried out.
    OfChunk(Vec<u32>),
}

impl Edited {
    /// Returns the numbers of the edits that were carried out.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let (of_file, of_chunk): (&[(u32, u32)], &[u32]) = match self {
            Self::Without => (&[], &[]),
            Self::OfFile(made) => (made, &[]),
            Self::OfChunk(made) => (&[], made),
        };
        let of_file = of_file.iter().map(|(number, _)| *number);
        of_file.chain(of_chunk.iter().copied())
    }
}

/// Edits that wait for their records.
pub struct Pending<'e> {
    edits: &'e [ChunkEdit],
    /// Of a chunk's edits: those that have found their records.
    done: Vec<bool>,
    made: Edited,
}

impl<'e> Pending<'e> {
    /// The edits of a chunk, in the order of lines and digests, each for one record.
    #[must_use]
    pub fn of_chunk(edits: &'e [ChunkEdit]) -> Self {
        Self {
            edits,
            done: vec![false; edits.len()],
            made: Edited::OfChunk(Vec::new()),
        }
    }

    /// The edits of a file, in the order of digests.
    #[must_use]
    pub const fn of_file(edits: &'e [ChunkEdit]) -> Self {
        Self {
            edits,
            done: Vec::new(),
            made: if edits.is_empty() {
                Edited::Without
            } else {
                Edited::OfFile(Vec::new())
            },
        }
    }

    /// Returns true if there is no edit.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edit of the record that begins on `line` and has these bytes, if there is one.
    pub fn take(&mut self, line: u32, bytes: &[u8]) -> Option<&'e ChunkEdit> {
        match &mut self.made {
            Edited::Without => None,
            Edited::OfFile(made) => {
                let wanted = known_by(bytes);
                let at = self.edits.partition_point(|edit| edit.digest < wanted);
                let edit = self.edits.get(at).filter(|edit| edit.digest == wanted)?;
                made.push((edit.number, line));
                Some(edit)
            }
            Edited::OfChunk(_) => self.take_on_line(line, bytes),
        }
    }

    fn take_on_line(&mut self, line: u32, bytes: &[u8]) -> Option<&'e ChunkEdit> {
        let first = self.edits.partition_point(|edit| edit.line < line);
        if self.edits.get(first)?.line != line {
            return None;
        }
        let wanted = (line, known_by(bytes));
        let key = |edit: &ChunkEdit| (edit.line, edit.digest);
        let at = self.edits.partition_point(|edit| key(edit) < wanted);
        let edit = self.edits.get(at).filter(|edit| key(edit) == wanted)?;
        // Of copies on one line it is the first.
        (!std::mem::replace(&mut self.done[at], true)).then_some(edit)
    }

    /// Those that have found their records.
    #[must_use]
    pub fn made(self) -> Edited {
        match self.made {
            Edited::OfChunk(_) => {
                let done = self.edits.iter().zip(self.done).filter(|(_, done)| *done);
                Edited::OfChunk(done.map(|(edit, _)| edit.number).collect())
            }
            made => made,
        }
    }
}

/// Returns the digest that an edit is bound to.
fn known_by(bytes: &[u8]) -> u64 {
    narrow_digest(bytes)
}

/// A record as it is in the file, to be edited.
#[derive(Serialize)]
pub struct SourceRecord {
    /// Its text, trimmed; U+FFFD for bytes that are not text.
    pub text: String,
    /// Digest that an edit of it is bound to.
    pub digest: String,
}

/// The record that begins on a line (from 0) of `chunk`: where several do, the one that holds the byte at `at`.
#[must_use]
pub fn record_at(chunk: &[u8], framing: Framing, line: u32, at: usize) -> Option<SourceRecord> {
    let mut on_line = frames(chunk, framing)
        .skip_while(|frame| frame.line < line)
        .take_while(|frame| frame.line == line)
        .peekable();
    let mut found = *on_line.peek()?;
    for frame in on_line.take_while(|frame| frame.start <= at) {
        found = frame;
    }
    let bytes = &chunk[found.start..found.end];
    Some(SourceRecord {
        text: String::from_utf8_lossy(trim(bytes, framing).record).into_owned(),
        digest: digest(known_by(bytes)),
    })
}
