//! Words of texts, read by blocks and character by character.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{BLOCK, Listener, is_symbol, read, read_characters, symbol};

/// The words that were heard, and marks with the number of words before each.
#[derive(Default, Debug, PartialEq)]
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

fn heard(text: &str) -> Heard {
    let mut heard = Heard::default();
    read(text, &mut heard);
    heard
}

fn words(text: &str) -> Vec<u64> {
    heard(text).words
}

/// The same, one character after the other.
fn heard_slowly(text: &str) -> Heard {
    let mut heard = Heard::default();
    let mut run = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_alphanumeric() || !character.is_ascii() {
            run.push(character);
            continue;
        }
        read_characters(&std::mem::take(&mut run), &mut heard);
        if is_symbol(character as u8) {
            heard.words(&[symbol(character as u32)]);
        } else if character.is_ascii_punctuation() {
            heard.mark(0, character as u32);
        }
    }
    heard
}

#[test]
fn blocks_are_read_as_characters_are() {
    // The inserted text moves along blocks of words and marks, so that it is tried at every place of one.
    let plain = "It's a (short) test, of words; internationalization... and 42! ".repeat(4);
    for put in [
        "", "é", "naïve", "語", "€", "+", "<b>", "“", "\u{AD}", "a\u{301}",
    ] {
        for at in 0..=plain.len() {
            let (before, after) = plain.split_at(at);
            let text = format!("{before}{put}{after}");
            let composed: String = text.nfkc().collect();
            assert_eq!(heard(&text), heard_slowly(&composed), "{text}");
        }
    }
    for letter in ["a", "é", "語", "-", "+", " "] {
        for count in 0..200 {
            let text = letter.repeat(count);
            assert_eq!(heard(&text), heard_slowly(&text), "{count} × {letter}");
        }
    }
}

/// Dense texts: nearly each byte is a word, a symbol or a mark, and now and then there is a character beyond ASCII.
fn dense_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        8 => "[a-z0-9]{1,2}",
        12 => "[$+<=>^`|~]{1,70}",
        4 => "[!-/:-@]{1,3}",
        2 => "[ \n]",
        2 => prop::sample::select(vec!["é", "語", "€", "a\u{301}", "\u{AD}", "😀", "ﬁ", "한", "“"])
            .prop_map(str::to_owned),
        1 => "[a-z]{60,70}",
    ];
    prop::collection::vec(pieces, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn dense_symbols_are_read_as_characters_are_at_every_place_of_a_block(text in dense_text()) {
        for ahead in 0..=BLOCK {
            for padding in ["a", "=", " "] {
                let text = format!("{}{text}", padding.repeat(ahead));
                let composed: String = text.nfkc().collect();
                prop_assert_eq!(heard(&text), heard_slowly(&composed), "{}", text);
            }
        }
    }
}

#[test]
fn a_block_of_symbols_behind_a_word_has_a_word_more_than_bytes() {
    for symbol in ["=", "<", "|"] {
        for length in 0..3 * BLOCK {
            for count in [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
                let text = format!("{}{}", "a".repeat(length), symbol.repeat(count));
                assert_eq!(heard(&text), heard_slowly(&text), "{text}");
                assert_eq!(
                    words(&text).len(),
                    count + usize::from(length > 0),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn words_are_found_wherever_they_stand() {
    // Word by word and all at once, so that every place in a block is the start and the end of some word.
    for length in 1..40 {
        let word = "abcdefghij0123456789ABCDEFGHIJabcdefghij"
            .chars()
            .take(length)
            .collect::<String>();
        for gap in 1..10 {
            let text = format!("{word}{}", " ".repeat(gap)).repeat(20);
            assert_eq!(words(&text), words(&word).repeat(20), "{length} {gap}");
            assert_eq!(
                words(text.trim()),
                words(&word).repeat(20),
                "{length} {gap}"
            );
        }
    }
}

#[test]
fn letters_beyond_ascii_do_not_change_the_words_around_them() {
    let text =
        "The quick brown fox, naïve as ever, jumps over 42 lazy dogs and internationalization";
    for (at, _) in text.char_indices() {
        let (before, after) = text.split_at(at);
        let parted = [words(before), words("ж"), words(after)].concat();
        assert_eq!(words(&format!("{before} ж {after}")), parted);
    }
}

#[test]
fn case_width_and_composition_do_not_count() {
    for (one, other) in [
        ("Internationalization", "iNTERNATIONALIZATION"),
        ("ÜBERGRÖSSENTRÄGER", "übergrößenträger"),
        ("cafe\u{301}", "CAFÉ"),
        ("Ｆｕｌｌ１", "full1"),
        ("ﬁnd", "FIND"),
        ("ΟΔΟΣ", "οδος"),
        ("co\u{ad}operate", "cooperate"),
        (
            "한국어",
            "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}",
        ),
    ] {
        assert_eq!(words(one), words(other), "{one} {other}");
        assert_eq!(words(one).len(), 1, "{one}");
    }
}

#[test]
fn punctuation_parts_words_and_symbols_are_words() {
    for (text, count) in [
        ("don't stop", 3),
        ("snake_case", 2),
        ("1+1=2", 5),
        ("a<b", 3),
        ("“so” — they said…", 3),
        ("5 € or 6£", 5),
        ("😀😡", 2),
        ("日本語", 3),
        ("ラーメン", 4),
        ("สวัสดี", 6),
        ("हिन्दी भाषा", 2),
        ("...", 0),
        (" \t\n", 0),
    ] {
        assert_eq!(words(text).len(), count, "{text}");
    }
    assert_ne!(words("6 + 3"), words("6 < 3"));
    assert_ne!(heard("6 * 3"), heard("6 / 3"));
    assert_eq!(words("6 * 3"), words("6 / 3"));
    assert_eq!(heard("Why ?  Well"), heard("why? well"));
}
