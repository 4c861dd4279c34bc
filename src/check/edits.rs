//! Records of a chunk that the user has written anew: each is bound to the bytes that stood there, and read in their place.

use serde::{Deserialize, Serialize};

use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::hex::digest;
use crate::input::framing::{Framing, frames};
use crate::input::line::trim;

/// An edit, on its way to whoever reads the chunk that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkEdit {
    /// Line ends in the chunk before the record.
    pub line: u32,
    /// Of the bytes that are replaced.
    pub digest: u64,
    /// Index of the user's edit.
    pub number: u32,
    /// Text that is read instead of them.
    pub text: String,
}

/// The edits of a chunk, each for one record.
pub struct Pending<'e> {
    /// In the order of lines and digests.
    edits: &'e [ChunkEdit],
    done: Vec<bool>,
}

impl<'e> Pending<'e> {
    /// None of them has found its record.
    #[must_use]
    pub fn new(edits: &'e [ChunkEdit]) -> Self {
        Self {
            edits,
            done: vec![false; edits.len()],
        }
    }

    /// The edit of the record that begins on `line` and has these bytes, if there is one.
    pub fn take(&mut self, line: u32, bytes: &[u8]) -> Option<&'e ChunkEdit> {
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

    /// The numbers of those that have.
    #[must_use]
    pub fn made(&self) -> Vec<u32> {
        let done = self.edits.iter().zip(&self.done).filter(|(_, done)| **done);
        done.map(|(edit, _)| edit.number).collect()
    }
}

/// Returns the digest that an edit is bound to.
fn known_by(bytes: &[u8]) -> u64 {
    narrow_digest(bytes)
}

/// A record as it stands, for whoever wants to write it anew.
#[derive(Serialize)]
pub struct SourceRecord {
    /// Its text, without what may stand around it; U+FFFD for what is no text.
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
