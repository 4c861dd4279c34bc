//! Classes of characters beyond ASCII, and case folding. The folding is the
//! standard library's upper case and then its lower case: caseless would be 24 kB of wasm more (10 kB gzipped).

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfkc_quick};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The class of a character: part of a word, symbol or punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Part of a word: a letter, a digit, or a mark on one.
    Letter,
    /// One word, in a script without spaces between words.
    Ideograph,
    /// One word: a sign that is not punctuation.
    Symbol,
    /// Punctuation.
    Mark,
    /// White space, and control characters, which count as space.
    Space,
    /// Invisible: joiners, soft hyphens, marks of direction.
    Nothing,
}

/// Returns the class of `character`, by its general category.
#[must_use]
pub fn classify(character: char) -> Class {
    if let Some(class) = classify_frequent(character) {
        return class;
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Letter
        | GeneralCategoryGroup::Mark
        | GeneralCategoryGroup::Number => {
            if is_unspaced(character) {
                Class::Ideograph
            } else {
                Class::Letter
            }
        }
        GeneralCategoryGroup::Symbol => Class::Symbol,
        // Per mille, per ten thousand, Arabic percent; minutes and seconds.
        GeneralCategoryGroup::Punctuation if matches!(character, '‰' | '‱' | '٪' | '′') => {
            Class::Symbol
        }
        GeneralCategoryGroup::Punctuation => Class::Mark,
        GeneralCategoryGroup::Separator => Class::Space,
        GeneralCategoryGroup::Other => match character.general_category() {
            GeneralCategory::Format => Class::Nothing,
            GeneralCategory::Control => Class::Space,
            // Private use and unassigned: may be letters.
            _ => Class::Letter,
        },
    }
}

/// Returns true if a text of such characters is in NFKC, whatever their order.
#[must_use]
pub fn is_composed(character: char) -> bool {
    character.is_ascii()
        || classify_frequent(character).is_some()
        || (canonical_combining_class(character) == 0
            && is_nfkc_quick(std::iter::once(character)) == IsNormalized::Yes)
}

/// For speed: characters that texts are full of, each composed and without combining marks.
const fn classify_frequent(character: char) -> Option<Class> {
    match character {
        // ASCII, in texts of mixed scripts.
        'A'..='Z' | 'a'..='z' | '0'..='9'
        // Latin but × and ÷, ligatures and digraphs.
        | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž'
        // Greek and Cyrillic.
        | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ'
        // Hebrew, Arabic.
        | 'א'..='ת' | 'ؠ'..='ي'
        // Hangul.
        | '가'..='힣' => Some(Class::Letter),
        // Kana and Han.
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー'..='ヾ' | '㐀'..='䶿' | '一'..='鿿' => Some(Class::Ideograph),
        // Dashes, quotation marks, the bullet; ideographic comma, full stop and brackets.
        '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '、' | '。' | '「'..='』' => Some(Class::Mark),
        _ => None,
    }
}

/// Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, rare kana, and the planes of ideographs.
const fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{1B000}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Passes the case-folded characters of `character` to `each`: the lower case of its upper case, so that `ß` equals `SS` and
/// `ς` equals `σ`, as in full case folding.
pub fn fold(character: char, mut each: impl FnMut(char)) {
    if let Some(folded) = fold_frequent(character) {
        each(folded);
    } else if has_no_case(character) {
        each(character);
    } else {
        for upper in character.to_uppercase() {
            upper.to_lowercase().for_each(&mut each);
        }
    }
}

/// For speed: letters whose fold is one letter, a fixed way from them.
fn fold_frequent(character: char) -> Option<char> {
    let way = match character {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'А'..='Я' => 0x20,
        'Ѐ'..='Џ' => 0x50,
        'a'..='z' | '0'..='9' | 'à'..='ö' | 'ø'..='ÿ' | 'α'..='ρ' | 'σ'..='ω' | 'а'..='џ' => {
            0
        }
        _ => return None,
    };
    char::from_u32(u32::from(character) + way)
}

/// Blocks without a letter of two cases: from Hebrew to Myanmar, from Hangul's parts to Ethiopic, from kana to Yi, and Hangul.
const fn has_no_case(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{109F}' | '\u{1100}'..='\u{139F}' | '\u{2E80}'..='\u{A63F}' | '\u{AC00}'..='\u{D7FF}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfkc_quick};
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

    use super::{Class, classify, classify_frequent, fold, fold_frequent, has_no_case};

    #[test]
    fn quick_answers_are_those_of_the_tables() {
        let frequent = ('\0'..=char::MAX)
            .filter_map(|character| Some((character, classify_frequent(character)?)));
        for (character, class) in frequent {
            let group = character.general_category_group();
            let is_word = matches!(
                group,
                GeneralCategoryGroup::Letter
                    | GeneralCategoryGroup::Mark
                    | GeneralCategoryGroup::Number
            );
            let is_mark = group == GeneralCategoryGroup::Punctuation;
            // Characters of a newer Unicode may be missing from the tables.
            let is_known = is_word || is_mark || group != GeneralCategoryGroup::Other;
            assert!(
                !is_known || is_mark == (class == Class::Mark) && is_word != is_mark,
                "{character:?}"
            );
            assert_eq!(canonical_combining_class(character), 0, "{character:?}");
            assert_eq!(
                is_nfkc_quick(std::iter::once(character)),
                IsNormalized::Yes,
                "{character:?}"
            );
        }
    }

    #[test]
    fn characters_are_what_unicode_says() {
        for (characters, class) in [
            ("ñŞßжΩ٣अ्ẞⅷ𝔄", Class::Letter),
            ("語カ々〇ไ်ຂ", Class::Ideograph),
            ("€×÷→∑😀®°", Class::Symbol),
            ("¿«»…،؟।・〜", Class::Mark),
            ("\u{A0}\u{2003}\u{3000}\u{85}", Class::Space),
            ("\u{AD}\u{200B}\u{200D}\u{FEFF}\u{202E}", Class::Nothing),
        ] {
            for character in characters.chars() {
                assert_eq!(classify(character), class, "{character:?}");
            }
        }
    }

    #[test]
    fn characters_without_case_are_their_own_fold() {
        for character in ('\0'..=char::MAX).filter(|&character| has_no_case(character)) {
            let folded: String = character
                .to_uppercase()
                .flat_map(char::to_lowercase)
                .collect();
            assert_eq!(folded, character.to_string());
        }
    }

    #[test]
    fn quick_folds_are_those_of_the_tables() {
        for character in '\0'..=char::MAX {
            if let Some(quick) = fold_frequent(character) {
                let folded: String = character
                    .to_uppercase()
                    .flat_map(char::to_lowercase)
                    .collect();
                assert_eq!(quick.to_string(), folded, "{character:?}");
            }
        }
    }

    #[test]
    fn case_is_folded_as_unicode_has_it() {
        let folded = |text: &str| {
            let mut folded = String::new();
            text.chars()
                .for_each(|character| fold(character, |one| folded.push(one)));
            folded
        };
        assert_eq!(folded("STRASSE"), folded("straße"));
        assert_eq!(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
        assert_eq!(folded("Ёлка"), folded("ёЛКА"));
    }
}
