//! Digests and shingles of one text, as its words are read.

use crate::analysis::similarity::shingles::{Shingler, Window};
use crate::analysis::similarity::tokenizer::{Listener, mix};

/// Digests of one text.
#[derive(Clone, Copy, Default)]
pub(super) struct Digest {
    /// Its words.
    pub(super) words: u64,
    /// Its words and its punctuation.
    pub(super) whole: u64,
}

impl Digest {
    /// Adds the next part, with its kind.
    pub(super) fn add(&mut self, what: u64, said: Self) {
        self.words = mix(self.words, mix(what, said.words));
        self.whole = mix(self.whole, mix(what, said.whole));
    }
}

/// A text being read.
pub(super) struct Hearing<'s> {
    pub(super) words: u64,
    pub(super) marks: u64,
    pub(super) count: u64,
    pub(super) window: Window,
    pub(super) shingler: Option<&'s mut Shingler>,
}

impl Listener for Hearing<'_> {
    #[inline]
    fn words(&mut self, hashes: &[u64]) {
        self.words = hashes.iter().fold(self.words, |all, &hash| mix(all, hash));
        self.count += hashes.len() as u64;
        if let Some(shingler) = &mut self.shingler {
            self.window.push(hashes, shingler);
        }
    }

    #[inline]
    fn mark(&mut self, ahead: u32, mark: u32) {
        let before = self.count + u64::from(ahead);
        self.marks = mix(self.marks, before << 32 | u64::from(mark));
    }
}

impl Hearing<'_> {
    pub(super) fn end(mut self) -> Digest {
        if self.count == 0 && self.marks != 0 {
            // A text of punctuation alone stands for itself: "?" is not "!".
            self.words(&[self.marks]);
        }
        if let Some(shingler) = self.shingler {
            self.window.end(shingler);
        }
        Digest {
            words: self.words,
            whole: mix(self.words, self.marks),
        }
    }
}
