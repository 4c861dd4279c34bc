//! Digests and shingles of one text, as its words are read.

use crate::analysis::similarity::shingles::{Shingler, Window};
use crate::analysis::similarity::tokenizer::{Listener, is_letters, is_operator, is_sign, mix};

/// Digests of one text.
#[derive(Clone, Copy, Default)]
pub(super) struct Digest {
    /// Its words.
    pub(super) words: u64,
    /// Its words and its punctuation.
    pub(super) whole: u64,
    /// Its words, numbers and signs left out.
    pub(super) letters: u64,
    /// Its words, signs left out.
    pub(super) spoken: u64,
    /// True if there is a formula or code in it.
    pub(super) is_formal: bool,
}

impl Digest {
    /// Returns the digest of content that has one form only.
    pub(super) fn of(digest: u64) -> Self {
        Self {
            words: digest,
            whole: digest,
            letters: digest,
            spoken: digest,
            is_formal: false,
        }
    }

    /// Adds the next part, with its kind.
    pub(super) fn add(&mut self, what: u64, said: Self) {
        self.words = mix(self.words, mix(what, said.words));
        self.whole = mix(self.whole, mix(what, said.whole));
        self.letters = mix(self.letters, mix(what, said.letters));
        self.spoken = mix(self.spoken, mix(what, said.spoken));
        self.is_formal |= said.is_formal;
    }
}

/// A text being read.
pub(super) struct Hearing<'s> {
    /// Digest so far; `whole` comes at the end.
    pub(super) heard: Digest,
    pub(super) marks: u64,
    pub(super) count: u64,
    pub(super) window: Window,
    pub(super) shingler: Option<&'s mut Shingler>,
}

impl Listener for Hearing<'_> {
    #[inline]
    fn words(&mut self, hashes: &[u64]) {
        let mut heard = self.heard;
        for &hash in hashes {
            heard.words = mix(heard.words, hash);
            // Quicker than `mix`, and enough beside it.
            let [letters, spoken] =
                [heard.letters, heard.spoken].map(|all| all.rotate_left(5) ^ hash);
            heard.letters = if is_letters(hash) {
                letters
            } else {
                heard.letters
            };
            heard.spoken = if is_sign(hash) { heard.spoken } else { spoken };
            heard.is_formal |= is_operator(hash);
        }
        self.heard = heard;
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
            // A text of punctuation alone is represented by it: "?" is not "!".
            self.words(&[self.marks]);
        }
        if let Some(shingler) = self.shingler {
            self.window.end(shingler);
        }
        Digest {
            whole: mix(self.heard.words, self.marks),
            letters: mix(1, self.heard.letters),
            spoken: mix(1, self.heard.spoken),
            ..self.heard
        }
    }
}
