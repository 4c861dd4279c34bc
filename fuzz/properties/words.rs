//! Words against a reader that goes character by character, and shingles against triples of words. `tests/fuzzed.rs` asks it
//! of dense mixes, the fuzz target `words` of random inputs.

use std::collections::HashSet;

use tuneset::similarity::case_folding::{Class, classify, fold};
use tuneset::similarity::shingles::{Shingler, WORDS, Window, shingles_of};
use tuneset::similarity::tokenizer::{Listener, mix, read};
use unicode_normalization::UnicodeNormalization;

/// Words by their hashes, and marks with how many words stand before each.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    words: Vec<u64>,
    marks: Vec<(usize, u32)>,
}

impl Listener for Heard {
    fn words(&mut self, hashes: &[u64]) {
        self.words.extend_from_slice(hashes);
    }
    fn mark(&mut self, ahead: u32, mark: u32) {
        self.marks.push((self.words.len() + ahead as usize, mark));
    }
}

/// Panics where words or shingles of the text are others than the slow way finds.
pub fn holds(text: &str) {
    let mut heard = Heard::default();
    read(text, &mut heard);
    assert_eq!(heard, heard_slowly(text), "{text:?}");
    assert_eq!(
        shingles_of(&[text]),
        shingled_slowly(&heard.words),
        "{text:?}"
    );
}

fn heard_slowly(text: &str) -> Heard {
    let mut heard = Heard::default();
    let mut word = Vec::new();
    for character in text.nfkc() {
        let class = classify(character);
        if !matches!(class, Class::Letter | Class::Nothing) {
            end(&mut word, &mut heard);
        }
        match class {
            Class::Letter => fold(character, |folded| push(&mut word, folded)),
            Class::Ideograph => {
                push(&mut word, character);
                end(&mut word, &mut heard);
            }
            // No word begins with a zero byte, and this one is no control character.
            Class::Symbol => heard.words.push(mix(1, u64::from(character as u32) << 8)),
            Class::Mark => heard.marks.push((heard.words.len(), character as u32)),
            Class::Space | Class::Nothing => {}
        }
    }
    end(&mut word, &mut heard);
    heard
}

fn push(word: &mut Vec<u8>, character: char) {
    word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn end(word: &mut Vec<u8>, heard: &mut Heard) {
    let eight = |bytes: &[u8]| {
        let shifted = bytes.iter().rev();
        shifted.fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    if !word.is_empty() {
        let hash = word
            .chunks(8)
            .fold(0, |hash, bytes| mix(hash, eight(bytes)));
        heard.words.push(hash);
        word.clear();
    }
}

/// Each triple by itself, each shingle once; of a shorter text the one that it is.
fn shingled_slowly(words: &[u64]) -> Vec<u32> {
    let of = |words: &[u64]| {
        let (mut window, mut shingler) = (Window::default(), Shingler::default());
        for word in words {
            window.push(&[*word], &mut shingler);
        }
        window.end(&mut shingler);
        let mut found = Vec::new();
        shingler.finish(&mut found);
        found
    };
    if words.len() < WORDS {
        return of(words);
    }
    let mut seen = HashSet::new();
    let all = words.windows(WORDS).flat_map(of);
    all.filter(|shingle| seen.insert(*shingle)).collect()
}
