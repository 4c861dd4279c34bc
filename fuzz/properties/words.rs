//! Words against a reader that goes character by character, and shingles against triples of words. `tests/fuzzed.rs` asks it
//! of dense mixes, the fuzz target `words` of random inputs.

use std::collections::HashSet;

use tuneset::similarity::case_folding::{Class, classify, fold};
use tuneset::similarity::shingles::{Shingler, WORDS, Window, shingles_of};
use tuneset::similarity::tokenizer::signs::{is_minus, is_word_sign};
use tuneset::similarity::tokenizer::{
    Listener, compose, indentation, is_sign, mix, read, signed, symbol,
};

/// Words by their hashes, and marks with the number of words before each.
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
    let text = &compose(text);
    let mut start = 0;
    for step in indentation::steps(text) {
        hear_slowly(&text[start..step.at], &mut heard);
        heard
            .words
            .push(symbol(if step.is_in { 0x11_0000 } else { 0x11_0001 }));
        start = step.at;
    }
    hear_slowly(&text[start..], &mut heard);
    heard
}

fn hear_slowly(text: &str, heard: &mut Heard) {
    let bytes = text.as_bytes();
    let mut word = Vec::new();
    for (at, character) in text.char_indices() {
        let class = match classify(character) {
            Class::Symbol | Class::Mark if character.is_ascii() => {
                if is_word_sign(bytes, at) {
                    Class::Symbol
                } else {
                    Class::Mark
                }
            }
            Class::Mark if ('‐'..='―').contains(&character) => {
                if is_minus(bytes, at, at + character.len_utf8()) {
                    Class::Symbol
                } else {
                    Class::Mark
                }
            }
            class => class,
        };
        if !matches!(class, Class::Letter | Class::Nothing) {
            end(&mut word, heard);
        }
        match class {
            Class::Letter => fold(character, |folded| push(&mut word, folded)),
            Class::Ideograph => {
                push(&mut word, character);
                end(&mut word, heard);
            }
            Class::Symbol => {
                let plain = match character {
                    '‐'..='―' | '−' => '-',
                    '⁄' | '∕' => '/',
                    _ => character,
                };
                heard.words.push(symbol(plain as u32));
            }
            Class::Mark => heard.marks.push((heard.words.len(), character as u32)),
            Class::Space | Class::Nothing => {}
        }
    }
    end(&mut word, heard);
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
        heard
            .words
            .push(hash & !3 | u64::from(word[0].is_ascii_digit()));
        word.clear();
    }
}

/// Each triple by itself, each shingle once; of a shorter text the one that it is. Signs belong to the word behind them.
fn shingled_slowly(heard: &[u64]) -> Vec<u32> {
    let (mut words, mut signs) = (Vec::new(), 0);
    for &word in heard {
        if is_sign(word) {
            signs = mix(signs, word).max(1);
        } else {
            words.push(signed(std::mem::take(&mut signs), word));
        }
    }
    if signs != 0 {
        words.push(signed(signs, 0));
    }
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
        return of(&words);
    }
    let mut seen = HashSet::new();
    let all = words.windows(WORDS).flat_map(of);
    all.filter(|shingle| seen.insert(*shingle)).collect()
}
