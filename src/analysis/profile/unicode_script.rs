//! Scripts of texts, and letters of one script that look like those of another. By hand for the scripts that people write today:
//! unicode-script would be 29 kB of wasm (11 kB gzipped) for all of them.

use crate::json::Text;
use crate::record::sample::{Block, Role, Sample};

/// A script, or several that one language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    Georgian,
    Ethiopic,
    Khmer,
    Hangul,
    /// Han, Hiragana and Katakana: what Japanese and Chinese are written in.
    East,
}

const COUNT: usize = Script::East as usize + 1;

/// Blocks of letters: Unicode 17, Blocks.txt, those of a script put together. In order.
const BLOCKS: [(u32, u32, Script); 26] = [
    (0xC0, 0x24F, Script::Latin),
    (0x370, 0x3FF, Script::Greek),
    (0x400, 0x52F, Script::Cyrillic),
    (0x531, 0x58A, Script::Armenian),
    (0x591, 0x5FF, Script::Hebrew),
    (0x620, 0x6FF, Script::Arabic),
    (0x750, 0x77F, Script::Arabic),
    (0x8A0, 0x8FF, Script::Arabic),
    (0x900, 0xDFF, Script::Indic),
    (0xE00, 0xEFF, Script::Thai),
    (0x10A0, 0x10FF, Script::Georgian),
    (0x1100, 0x11FF, Script::Hangul),
    (0x1200, 0x139F, Script::Ethiopic),
    (0x1780, 0x17FF, Script::Khmer),
    (0x1E00, 0x1EFF, Script::Latin),
    (0x1F00, 0x1FFF, Script::Greek),
    (0x2DE0, 0x2DFF, Script::Cyrillic),
    (0x3040, 0x30FF, Script::East),
    (0x3130, 0x318F, Script::Hangul),
    (0x31F0, 0x31FF, Script::East),
    (0x3400, 0x9FFF, Script::East),
    (0xA640, 0xA69F, Script::Cyrillic),
    (0xAC00, 0xD7AF, Script::Hangul),
    (0xF900, 0xFAFF, Script::East),
    (0xFB50, 0xFEFC, Script::Arabic),
    (0x20000, 0x323AF, Script::East),
];

/// Bytes read of a text: its beginning is enough to identify its script.
const LOOKED_AT: usize = 200;
/// So many Han or kana characters are a clause: names and code in Latin letters beside them do not make it a text in these.
const CLAUSE: usize = 5;
/// The fewest letters to determine a record's script.
const FEWEST: usize = 20;

impl Script {
    /// The script of a letter; none for what no script has to itself.
    #[must_use]
    pub fn of(char: char) -> Option<Self> {
        if char.is_ascii() {
            return char.is_ascii_alphabetic().then_some(Self::Latin);
        }
        let code = u32::from(char);
        let at = BLOCKS.partition_point(|(_, last, _)| *last < code);
        let (first, _, script) = BLOCKS.get(at)?;
        (*first <= code && !matches!(char, '×' | '÷')).then_some(*script)
    }

    /// Returns the name of its letters that users see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin letters",
            Self::Greek => "Greek letters",
            Self::Cyrillic => "Cyrillic letters",
            Self::Armenian => "Armenian letters",
            Self::Hebrew => "Hebrew letters",
            Self::Arabic => "Arabic letters",
            Self::Indic => "letters of India",
            Self::Thai => "Thai or Lao letters",
            Self::Georgian => "Georgian letters",
            Self::Ethiopic => "Ethiopic letters",
            Self::Khmer => "Khmer letters",
            Self::Hangul => "Korean letters",
            Self::East => "Chinese or Japanese characters",
        }
    }

    /// Returns the script of at least three quarters of the letters in the user's and assistant's text.
    #[must_use]
    pub fn of_sample(sample: &Sample<'_>) -> Option<Self> {
        let mut counts = [0_usize; COUNT];
        for turn in sample.turns.iter().filter(|turn| turn.role != Role::System) {
            for block in &turn.blocks {
                if let Block::Text(text) = block {
                    count(*text, &mut counts);
                }
            }
        }
        let total: usize = counts.iter().sum();
        let at = counts.iter().position(|count| count * 4 >= total * 3)?;
        let has_clause = counts[Self::East as usize] >= CLAUSE && at != Self::East as usize;
        let mut all = BLOCKS.iter().map(|(_, _, script)| *script);
        (total >= FEWEST && !has_clause).then(|| all.find(|script| *script as usize == at))?
    }
}

/// Adds the letters at the beginning of a text.
fn count(text: Text<'_>, counts: &mut [usize; COUNT]) {
    let raw = text.raw();
    let mut end = raw.len().min(LOOKED_AT);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let head = &raw[..end];
    // Most letters are these; bytes are added up many at a time, and there are fewer than 256.
    let is_letter = |byte: &u8| u8::from(byte.is_ascii_alphabetic());
    let mut latin = usize::from(head.as_bytes().iter().map(is_letter).sum::<u8>());
    if text.may_be_wide() {
        let mut meet = |script| counts[script as usize] += 1;
        let mut rest = head;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let mut chars = rest[at..].chars();
            chars.next().and_then(Script::of).map(&mut meet);
            rest = chars.as_str();
        }
        for at in memchr::memmem::find_iter(head.as_bytes(), "\\u") {
            let hex = head.get(at + 2..at + 6);
            let code = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
            if let (Some(hex), Some(script)) =
                (hex, code.and_then(char::from_u32).and_then(Script::of))
            {
                meet(script);
                latin -= 1 + usize::from(hex.as_bytes().iter().map(is_letter).sum::<u8>());
            }
        }
    }
    counts[Script::Latin as usize] += latin;
}

/// A word with letters of two scripts, those of one resembling letters of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disguise<'t> {
    /// First byte of the word in its text.
    pub start: usize,
    /// The word.
    pub word: &'t str,
    /// The script that most of it is written in.
    pub main: Script,
    /// The first letter of the other, and that script.
    pub other: (char, Script),
}

/// Cyrillic and Greek letters that look like Latin ones in every usual typeface, and the Latin ones that they look like: Unicode
/// Technical Standard 39, confusables.txt.
const LIKE_LATIN: &str = "асеорхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
const LATIN: &str = "aceopxyijsABEKMHOPCTXIJS";

/// The words of `text` that are disguised, or were typed on the wrong keyboard.
pub fn disguises(text: &str) -> impl Iterator<Item = Disguise<'_>> {
    let bytes = text.as_bytes();
    // First bytes of the letters of Greek and Cyrillic in UTF-8.
    let is_lead = |byte: u8| matches!(byte, 0xCD..=0xD4);
    // To look at all of them is quicker than to stop at the first: it goes many at a time.
    let has_any = bytes
        .iter()
        .fold(0, |any, byte| any | u8::from(is_lead(*byte)));
    let mut done = if has_any == 0 { bytes.len() } else { 0 };
    std::iter::from_fn(move || {
        while done < bytes.len() {
            let at = done + bytes[done..].iter().position(|byte| is_lead(*byte))?;
            done = at + 2;
            let is_latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            if is_latin(before) || is_latin(bytes.get(at + 2)) {
                let (start, end) = word_around(text, at);
                done = end.max(done);
                if let Some(disguise) = disguise(text, start, end) {
                    return Some(disguise);
                }
            }
        }
        None
    })
}

/// A longer run of letters is no word.
const LONGEST_WORD: usize = 100;

/// Returns the word around the letter at `at`, without the letter of an escape such as `\n`.
fn word_around(text: &str, at: usize) -> (usize, usize) {
    let is_letter = |char: char| Script::of(char).is_some();
    let near = text[..at].char_indices().rev().take(LONGEST_WORD);
    let mut start = near
        .take_while(|(_, char)| is_letter(*char))
        .last()
        .map_or(at, |(start, _)| start);
    if start > 0 && text.as_bytes()[start - 1] == b'\\' {
        start += 1;
    }
    let length = text[at..]
        .char_indices()
        .take(LONGEST_WORD)
        .find(|(_, char)| !is_letter(*char));
    (start, length.map_or(text.len(), |(length, _)| at + length))
}

fn disguise(text: &str, start: usize, end: usize) -> Option<Disguise<'_>> {
    let word = text.get(start..end)?;
    let of = |script| {
        word.chars()
            .filter(move |char| Script::of(*char) == Some(script))
    };
    let latin = of(Script::Latin).count();
    let other = if of(Script::Cyrillic).next().is_some() {
        Script::Cyrillic
    } else {
        Script::Greek
    };
    let others = of(other).count();
    if latin + others < word.chars().count() {
        return None;
    }
    // "SMSками" and "ΔH" are spelled so; "pаypal" with a Cyrillic letter and "cловo" with Latin ones are not.
    let (main, strange) =
        if latin >= 2 && others <= latin && of(other).all(|char| LIKE_LATIN.contains(char)) {
            (Script::Latin, other)
        } else {
            let capitals = of(Script::Latin).filter(char::is_ascii_uppercase).count();
            let is_slip = others >= 3
                && latin <= 2
                && capitals < 2
                && of(Script::Latin).all(|char| LATIN.contains(char));
            is_slip.then_some((other, Script::Latin))?
        };
    Some(Disguise {
        start,
        word,
        main,
        other: (of(strange).next()?, strange),
    })
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, COUNT, Script, count, disguises};
    use crate::json::Parser;

    #[test]
    fn letters_are_counted_as_they_are_meant() {
        for (text, latin, cyrillic) in [
            (r#""abc 12 dé""#, 5, 0),
            (r#""ab \u0441\u041F, \u00e9""#, 3, 2),
            (r#""да, ok""#, 2, 2),
            (r#""1 + 2 = \"3\"""#, 0, 0),
        ] {
            let mut parser = Parser::new();
            let value = parser.parse(text).expect(text);
            let mut counts = [0; COUNT];
            count(value.as_text().expect(text), &mut counts);
            assert_eq!(counts[Script::Latin as usize], latin, "{text}");
            assert_eq!(counts[Script::Cyrillic as usize], cyrillic, "{text}");
        }
    }

    #[test]
    fn blocks_are_in_order_and_letters_are_told() {
        assert!(BLOCKS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for (letters, script) in [
            ("aZéßžẞ", Some(Script::Latin)),
            ("αΩἀ", Some(Script::Greek)),
            ("яЖѕ", Some(Script::Cyrillic)),
            ("أ", Some(Script::Arabic)),
            ("שׁ", Some(Script::Hebrew)),
            ("अক", Some(Script::Indic)),
            ("漢字かなカナ𠮷", Some(Script::East)),
            ("한", Some(Script::Hangul)),
            ("1 .,-–…“”€😀×²", None),
        ] {
            for letter in letters.chars() {
                assert_eq!(Script::of(letter), script, "{letter}");
            }
        }
    }

    #[test]
    fn letters_in_disguise_are_told_from_words_that_are_spelled_so() {
        let found = |text: &str| -> Vec<String> {
            disguises(text)
                .map(|disguise| disguise.word.to_owned())
                .collect()
        };
        // A Cyrillic а, a Greek Α, a Latin c and a Latin o.
        assert_eq!(found("see p\u{430}ypal now"), ["p\u{430}ypal"]);
        assert_eq!(
            found("\u{391}pple, \\np\u{430}ypal"),
            ["\u{391}pple", "p\u{430}ypal"]
        );
        assert_eq!(found("cлово и молокo"), ["cлово", "молокo"]);
        for text in [
            "SMSками, PHPшник, IT-отдел, Wi-Fi у нас, web-страница",
            "μm, ΔH, σ2, λx, αs, β-carotene, Δt",
            "слово\\nслово, a слово, \\tслово",
            "naïve café Straße",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
