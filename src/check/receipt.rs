//! Receipts: a writer states the output of a chunk, and the data set compares that with the checks and the assignments, so that
//! a lost, doubled, swapped or altered record is an error and not a wrong file.

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use crate::diagnostic::hash::narrow_digest;

/// The receipt for one chunk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The number of the chunk that the assignments were made for.
    pub chunk: u64,
    /// By record, in order: the side that it was written to, a [`Destination`](crate::check::assignments::Destination) as a number.
    pub destinations: Vec<u8>,
    /// For the training, validation and set-aside files.
    pub pieces: [Piece; 3],
    /// The first thing that was not as it had been checked.
    pub fault: Option<Fault>,
}

/// Bytes for an output, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Line feeds in them; every record ends in one.
    pub lines: u64,
    /// Their number.
    pub bytes: u64,
    /// A digest of them.
    pub digest: u64,
}

/// The reason why the second pass could not write a chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It holds other bytes than it did.
    Changed,
    /// It holds the same bytes, and something else was made of them.
    Difference {
        /// The line in the chunk, from 0, where one is to blame.
        line: Option<u32>,
        /// The expectation and the result, as a clause.
        what: String,
    },
}

/// Bytes that are counted at a time.
pub const BLOCK: usize = 1 << 16;

impl Piece {
    /// Counts `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut piece = Self::default();
        for block in bytes.chunks(BLOCK) {
            piece.count(block);
        }
        piece
    }

    /// Counts the block that follows: `BLOCK` bytes, or fewer where it is the last.
    pub fn count(&mut self, block: &[u8]) {
        self.lines += memchr_iter(b'\n', block).count() as u64;
        self.bytes += block.len() as u64;
        // Odd, so that nothing of the blocks before is lost.
        self.digest = (self.digest ^ narrow_digest(block)).wrapping_mul(0x9E37_79B1_85EB_CA87);
    }
}

/// The seal of an unread record.
pub const UNREAD: u32 = 0;

/// Digests the bytes to write for a record: its text and the bytes around it. Both passes compute it, so that only checked
/// records are written.
#[must_use]
pub fn seal([before, text, behind]: [&[u8]; 3]) -> u32 {
    // Only a byte order mark can come before, and only a carriage return behind, so their lengths are enough.
    let around = before.len() << 1 | behind.len();
    let digest = narrow_digest(text);
    #[expect(clippy::cast_possible_truncation, reason = "32 bits are wanted")]
    let half = (digest ^ around as u64) as u32;
    half
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Piece, seal};

    #[test]
    fn blocks_count_as_the_whole_does() {
        let whole: Vec<u8> = (0..3 * BLOCK + 7).map(|at| b"ab\ncd"[at % 5]).collect();
        let mut piece = Piece::default();
        for block in whole.chunks(BLOCK) {
            piece.count(block);
        }
        assert_eq!(piece, Piece::of(&whole));
        assert_eq!((piece.lines, piece.bytes), (39_323, 196_615));
        let mut swapped = whole.clone();
        swapped.rotate_left(BLOCK);
        assert_ne!(Piece::of(&swapped).digest, piece.digest);
        assert_ne!(Piece::of(b"a\nb"), Piece::of(b"b\na"));
    }

    #[test]
    fn a_record_is_another_one_with_other_bytes_around_it() {
        let seals = [
            seal([b"", b"{}", b""]),
            seal([b"", b"{} ", b""]),
            seal([b"", b"{}", b"\r"]),
            seal([b"\xEF\xBB\xBF", b"{}", b""]),
            seal([b"\xEF\xBB\xBF", b"{}", b"\r"]),
        ];
        for (at, one) in seals.iter().enumerate() {
            assert!(!seals[..at].contains(one), "{at}");
        }
    }
}
