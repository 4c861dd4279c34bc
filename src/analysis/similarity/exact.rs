//! Texts that hold a formula or code, in which each sign counts: `{1, 2} - {2}` is not `{1, 2} & {2}`, nor `' '.join(x)` `''.join(x)`.

use crate::analysis::similarity::case_folding::{Class, classify, fold};
use crate::analysis::similarity::tokenizer::{Listener, compose, is_operator, read};
use crate::diagnostic::hash::narrow_digest;

/// Returns true if there is a formula or code in a text.
#[must_use]
pub fn is_formal(text: &str) -> bool {
    struct Search(bool);
    impl Listener for Search {
        fn words(&mut self, hashes: &[u64]) {
            self.0 |= hashes.iter().any(|&hash| is_operator(hash));
        }
        fn mark(&mut self, _: u32, _: u32) {}
    }
    let mut search = Search(false);
    read(text, &mut search);
    search.0
}

/// Returns a digest of all signs of a text. Spaces count between words and within quotation marks alone; the case of the first letter
/// of a line does not, nor the end of the last sentence.
#[must_use]
pub fn exact_digest(text: &str) -> u64 {
    let composed = compose(text);
    let said =
        composed.trim_end_matches(|sign: char| sign.is_whitespace() || ".?!:".contains(sign));
    let mut form = String::with_capacity(said.len());
    let (mut last, mut is_spaced, mut is_first) = (' ', false, true);
    for character in said.chars() {
        match classify(character) {
            Class::Nothing => continue,
            Class::Space => {
                is_spaced = true;
                is_first |= character == '\n';
                continue;
            }
            _ => {}
        }
        let is_word = |one: char| classify(one) == Class::Letter;
        let parts_words = is_word(last) && is_word(character);
        let is_quoted = matches!(character, '\'' | '"' | '`') && last == character;
        if is_spaced && (parts_words || is_quoted) {
            form.push(' ');
        }
        if is_first {
            fold(character, |folded| form.push(folded));
        } else {
            form.push(character);
        }
        (last, is_spaced, is_first) = (character, false, false);
    }
    narrow_digest(form.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{exact_digest, is_formal};

    #[test]
    fn each_sign_of_code_counts_and_spaces_between_signs_do_not() {
        for (one, other) in [
            ("print({1,2,3} - {2,3,4})", "print({1,2,3} & {2,3,4})"),
            ("' '.join(x)", "''.join(x)"),
            ("a, b = f()", "a b = f()"),
            ("x = 5", "x == 5"),
            ("print(a b)", "print(ab)"),
            ("print('Ab'.lower())", "print('ab'.lower())"),
        ] {
            assert_ne!(exact_digest(one), exact_digest(other), "{one} {other}");
            assert!(is_formal(one), "{one}");
        }
        for (one, other) in [
            ("What is 6 * 3?", "what is  6*3"),
            ("print( x )", "Print(x)"),
            ("x = 1\ny = 2", "x=1 y=2"),
        ] {
            assert_eq!(exact_digest(one), exact_digest(other), "{one} {other}");
        }
        assert!(!is_formal("How do I pay my bill, please?"));
    }
}
