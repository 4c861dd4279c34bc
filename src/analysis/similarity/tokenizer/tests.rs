//! Words of texts, read by blocks and character by character.

use proptest::prelude::*;

use super::{
    BLOCK, BLOCK_BEGINS, BLOCK_ENDS, Listener, compose, indentation, is_word_sign, read,
    read_characters, symbol,
};

/// The words received, and marks with the number of words before each.
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

/// Reads the words one character after the other.
fn heard_slowly(text: &str) -> Heard {
    let mut heard = Heard::default();
    let text = &compose(text);
    let mut start = 0;
    for step in indentation::steps(text) {
        hear_slowly(&text[start..step.at], &mut heard);
        heard.words(&[symbol(if step.is_in { BLOCK_BEGINS } else { BLOCK_ENDS })]);
        start = step.at;
    }
    hear_slowly(&text[start..], &mut heard);
    heard
}

fn hear_slowly(text: &str, heard: &mut Heard) {
    let mut start = 0;
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        if character.is_ascii_alphanumeric() || !character.is_ascii() {
            continue;
        }
        read_characters(text, start, at, heard);
        if character.is_ascii_punctuation() && is_word_sign(text.as_bytes(), at) {
            heard.words(&[symbol(character as u32)]);
        } else if character.is_ascii_punctuation() {
            heard.mark(0, character as u32);
        }
        start = at + 1;
    }
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
            assert_eq!(heard(&text), heard_slowly(&text), "{text}");
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
                prop_assert_eq!(heard(&text), heard_slowly(&text), "{}", text);
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
        ("well-known e-mail", 4),
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
    assert_eq!(heard("Why ?  Well"), heard("why? well"));
}

#[test]
fn signs_of_formulas_and_of_code_are_words() {
    for alike in [
        "4-2|4/2|4 2|4+2|4*2|42|4.2|4,2|4:2|4%2",
        "5 - 3|5 / 3|5 * 3|5 3",
        "Square of -5?|Square of 5?",
        "x - y|x * y|x / y|x y",
        "(a+b)*(a-b)|(a*b)+(a-b)|(a/b)+(a-b)",
        "10⁶|106|10₆",
        "x²|x2|x³",
        "½|12|1 2",
        "1½|11/2|1 1 2",
        "5%|5‰|5°|5|5′|5\"|5'",
        "a[1:]|a[1]|a[:1]|a(1)|a 1",
        "f(g(x), y)|f(g(x, y))",
        "(1+2)*3|1+(2*3)|1+2*3",
        "2(3+4)|2 3+4",
        "a != 1|a = 1|a == 1|a <= 1",
        "!ready|ready",
        "if (!ready)|if (ready)",
        "5!|5",
        "n!|n",
        "a && b|a & b|a || b",
        "*p = 5|p = 5|&p = 5",
        "x--;|x;|x++;",
        "ls -l|ls l|ls --l",
        "C#|C|C++",
        "snake_case|snake case",
        "x = '5'|x = 5",
        "print(\"a\")|print(a)",
        "{1: 2}|{1, 2}",
        "std::x|std x",
        "[1, 2]|(1, 2)",
        "a->b|a<-b",
        "\\n|n",
        ".5|5",
        ":)|:(",
        "if a:\n  b()\n  c()|if a:\n  b()\nc()|if a: b() c()",
        "a:\n  b: 1\n  c: 2|a:\n  b: 1\nc: 2",
        "f = do\n  a\n  b|f = do\n  a\nb",
    ] {
        let texts: Vec<&str> = alike.split('|').filter(|text| !text.is_empty()).collect();
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[at + 1..] {
                assert_ne!(words(one), words(other), "{one} {other}");
            }
        }
    }
}

#[test]
fn punctuation_of_prose_and_the_way_code_is_laid_out_change_no_word() {
    for alike in [
        "Let's eat, Grandma!|Let's eat Grandma|“Let's eat”, Grandma...",
        "a well-known, low-cost COVID-19 test|a well known low cost COVID 19 test",
        "It is a 5-star, 24-hour place.|It is a 5 star 24 hour place",
        "Note: see page 5 (and 6).|note see page 5, and 6",
        "so - he said - it was|so -- he said -- it was|so — he said — it was",
        "- one\n- two|* one\n* two|one two|• one\n• two",
        "a **bold** and *thin* word|a bold and thin word",
        "In 1990, 'twas|In 1990 twas",
        "He said: \"no 5\".|he said no 5",
        "5 - 3|5-3|5 −3|5–3",
        "x² + ½|x^2 + 1/2",
        "2*3|2 * 3|2 *3|2* 3",
        "if a:\n    b()\nc()|if a:\n\tb()\r\nc()|if a:\n\n  b()\n\n\nc()",
        "for x in y:  # all\n  f(x)|for x in y:  # all\n    f(x)",
        "Ingredients:\n  salt and flour\n  water|Ingredients:\nsalt and flour\nwater",
        "The first line\n  goes on here\n and here|The first line goes on here and here",
        "f(\n  a,\n  b\n)|f(a, b)",
    ] {
        let texts: Vec<&str> = alike.split('|').collect();
        for other in &texts[1..] {
            assert_eq!(words(texts[0]), words(other), "{} {other}", texts[0]);
        }
    }
}
