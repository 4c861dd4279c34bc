//! Words of a text, whatever its script, case and punctuation: each as a hash.
//!
//! A word is a run of letters, digits and the marks on them, after compatibility composition (NFKC) and case folding. In
//! scripts without spaces between words each character is a word. A symbol (`+`, `€`, an emoji) is a word, and so is a sign of
//! a formula or of code (`signs`), a block's indentation (`indentation`) and the position of a superscript (`composition`);
//! other white space and punctuation only separate words.

mod composition;
mod hash;
pub mod indentation;
pub mod signs;

use crate::analysis::similarity::byte_classes::{BLOCK, ByteClasses};
use crate::analysis::similarity::case_folding::{Class, classify, fold};
use crate::diagnostic::position::narrow;

pub use composition::compose;
pub use hash::{is_letters, is_operator, is_sign, mix, signed, symbol};
use hash::{plain_hash, with_kind};
use indentation::Step;
use signs::{is_minus, is_word_sign};

/// Takes what [`read`] finds.
pub trait Listener {
    /// The next words, by their hashes.
    fn words(&mut self, hashes: &[u64]);
    /// A punctuation mark, by its code point; `ahead` of the next words come before it.
    fn mark(&mut self, ahead: u32, mark: u32);
}

/// Hashes of the words of a block, in order. A full batch is handed on, so that a block may have any number of words:
/// up to 65, where each byte is a symbol and a word ends before the first.
struct Batch {
    hashes: [u64; Self::ROOM],
    count: usize,
}

impl Batch {
    /// The most words of a block of ASCII words and marks: each takes at least one byte and one behind it.
    const ROOM: usize = BLOCK / 2;

    const fn new() -> Self {
        Self {
            hashes: [0; Self::ROOM],
            count: 0,
        }
    }

    #[inline]
    fn push(&mut self, hash: u64, listener: &mut impl Listener) {
        if self.count >= Self::ROOM {
            self.hand_on(listener);
        }
        self.hashes[self.count] = hash;
        self.count += 1;
    }

    #[inline]
    fn hand_on(&mut self, listener: &mut impl Listener) {
        listener.words(&self.hashes[..self.count]);
        self.count = 0;
    }
}

/// Passes the words of a text to `listener`.
pub fn read(text: &str, listener: &mut impl Listener) {
    let text = &compose(text);
    let mut start = 0;
    for Step { at, is_in } in indentation::steps(text) {
        read_composed(&text[start..at], listener);
        listener.words(&[symbol(if is_in { BLOCK_BEGINS } else { BLOCK_ENDS })]);
        start = at;
    }
    read_composed(&text[start..], listener);
}

/// Outside the range of code points.
const BLOCK_BEGINS: u32 = 0x11_0000;
const BLOCK_ENDS: u32 = 0x11_0001;

/// Goes from the end of a word to the next by bits instead of by bytes: where a word ends cannot be predicted, and a wrong
/// guess for each takes longer than all the rest.
#[inline(never)]
fn read_composed(text: &str, listener: &mut impl Listener) {
    let bytes = text.as_bytes();
    let mut run = Run::default();
    for (base, block) in (0_usize..).step_by(BLOCK).zip(bytes.chunks(BLOCK)) {
        let masks = ByteClasses::of(block);
        let before = masks.words << 1 | u64::from(run.is_open);
        let mut edges = Edges {
            base,
            starts: masks.words & !before,
            ends: !masks.words & before,
        };
        if !run.is_open {
            run.start = edges.next_start();
        }
        if masks.wide == 0 && !run.may_be_wide && !has_sign(bytes, base, masks.signs) {
            tell_marks(block, masks.signs, edges.ends, listener);
            tell_plain_words(bytes, &mut run, edges, listener);
        } else {
            read_block(text, &mut run, edges, &masks, listener);
        }
        run.is_open = masks.words >> (BLOCK - 1) == 1;
        run.may_be_wide = run.is_open && (run.may_be_wide || masks.wide != 0);
    }
    // A whole block of word; a shorter one ends in bits that are no word's.
    if run.is_open && run.may_be_wide {
        read_characters(text, run.start, text.len(), listener);
    } else if run.is_open {
        listener.words(&[plain_hash(bytes, run.start, bytes.len())]);
    }
}

/// A run of letters and digits that continues from one block to the next.
#[derive(Default)]
struct Run {
    start: usize,
    is_open: bool,
    /// True if there may be more than ASCII in it.
    may_be_wide: bool,
}

/// Starts and ends of runs of letters and digits in a block.
#[derive(Clone, Copy)]
struct Edges {
    /// Start of the block.
    base: usize,
    starts: u64,
    /// One past each.
    ends: u64,
}

impl Edges {
    #[inline]
    fn next_start(&mut self) -> usize {
        let start = self.base + self.starts.trailing_zeros() as usize;
        self.starts &= self.starts.wrapping_sub(1);
        start
    }
}

/// Returns true if one of the `signs` of the block at `base` is a word.
#[inline]
fn has_sign(bytes: &[u8], base: usize, mut signs: u64) -> bool {
    while signs != 0 {
        if is_word_sign(bytes, base + signs.trailing_zeros() as usize) {
            return true;
        }
        signs &= signs - 1;
    }
    false
}

/// Each mark of a block without signs that are words.
#[inline]
fn tell_marks(block: &[u8], mut signs: u64, ends: u64, listener: &mut impl Listener) {
    while signs != 0 {
        let at = signs.trailing_zeros();
        let before = ends & (u64::MAX >> (63 - at));
        listener.mark(before.count_ones(), u32::from(block[at as usize]));
        signs &= signs - 1;
    }
}

/// Each word that ends in a block, where all are ASCII.
#[inline]
fn tell_plain_words(bytes: &[u8], run: &mut Run, mut edges: Edges, listener: &mut impl Listener) {
    let mut batch = Batch::new();
    while edges.ends != 0 {
        let end = edges.base + edges.ends.trailing_zeros() as usize;
        batch.push(plain_hash(bytes, run.start, end), listener);
        run.start = edges.next_start();
        edges.ends &= edges.ends - 1;
    }
    batch.hand_on(listener);
}

/// A block that has more in it than ASCII words and marks: one thing after the other.
#[inline(never)]
fn read_block(
    text: &str,
    run: &mut Run,
    mut edges: Edges,
    masks: &ByteClasses,
    listener: &mut impl Listener,
) {
    let bytes = text.as_bytes();
    let mut batch = Batch::new();
    let mut events = edges.ends | masks.signs;
    while events != 0 {
        let at = events.trailing_zeros();
        let place = edges.base + at as usize;
        if edges.ends >> at & 1 == 1 {
            let is_wide = match run.start.checked_sub(edges.base) {
                Some(start) => masks.wide & u64::MAX << start & ((1 << at) - 1) != 0,
                None => !text[run.start..place].is_ascii(),
            };
            if is_wide {
                batch.hand_on(listener);
                read_characters(text, run.start, place, listener);
            } else {
                batch.push(plain_hash(bytes, run.start, place), listener);
            }
            run.start = edges.next_start();
        }
        if masks.signs >> at & 1 == 1 {
            let sign = bytes[place];
            if is_word_sign(bytes, place) {
                batch.push(symbol(u32::from(sign)), listener);
            } else {
                listener.mark(narrow(batch.count), u32::from(sign));
            }
        }
        events &= events - 1;
    }
    batch.hand_on(listener);
}

#[inline(never)]
fn read_characters(text: &str, start: usize, end: usize, listener: &mut impl Listener) {
    let mut word = Word::default();
    for (at, character) in text[start..end].char_indices() {
        match classify(character) {
            Class::Letter => fold(character, |folded| word.push(folded)),
            Class::Ideograph => {
                word.end(listener);
                word.push(character);
                word.end(listener);
            }
            Class::Symbol => {
                word.end(listener);
                listener.words(&[symbol(plain_symbol(character) as u32)]);
            }
            Class::Mark
                if is_dash(character)
                    && is_minus(
                        text.as_bytes(),
                        start + at,
                        start + at + character.len_utf8(),
                    ) =>
            {
                word.end(listener);
                listener.words(&[symbol(u32::from(b'-'))]);
            }
            Class::Mark => {
                word.end(listener);
                listener.mark(0, character as u32);
            }
            Class::Space => word.end(listener),
            Class::Nothing => {}
        }
    }
    word.end(listener);
}

/// Hyphens and dashes that people write for a minus.
const fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}')
}

/// The ASCII sign that a symbol beyond ASCII is another way to write.
const fn plain_symbol(character: char) -> char {
    match character {
        '−' => '-',
        '⁄' | '∕' => '/',
        _ => character,
    }
}

/// A word that is read character by character; its hash is that of [`plain_hash`].
#[derive(Default)]
struct Word {
    /// The bytes that are not in the hash yet, the first one lowest.
    pending: u64,
    length: u32,
    hash: u64,
    /// The first byte.
    first: Option<u8>,
}

impl Word {
    fn push(&mut self, character: char) {
        for &byte in character.encode_utf8(&mut [0; 4]).as_bytes() {
            if self.length == 8 {
                self.hash = mix(self.hash, self.pending);
                (self.pending, self.length) = (0, 0);
            }
            self.first.get_or_insert(byte);
            self.pending |= u64::from(byte) << (8 * self.length);
            self.length += 1;
        }
    }

    fn end(&mut self, listener: &mut impl Listener) {
        if let Some(first) = self.first {
            listener.words(&[with_kind(mix(self.hash, self.pending), first)]);
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests;
