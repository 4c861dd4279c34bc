//! Texts that were UTF-8 and were decoded as something else: detection, and the original text.
//!
//! A letter of two or more bytes became as many characters: `é` is `Ã©` in Windows-1252 and `√©` in Mac OS Roman. Some of these
//! pairs occur in real texts, too (`IRMÃ…`, `Spaß“`, `café »`), so a text is reported only if a pair leaves no doubt.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// The encoding that a text was read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// Windows-1252, or Latin-1, which it extends.
    Windows1252,
    /// Mac OS Roman.
    MacRoman,
}

impl ReadAs {
    /// The name that people know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "MacRoman",
        }
    }
}

/// A garbled stretch of a text, and the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Garbled {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The text that it was.
    pub meant: String,
}

/// Characters of Windows-1252 from 0x80 to 0x9F; the five unassigned bytes map to themselves as in Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Characters of Mac OS Roman from 0x80 to 0xFF.
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Signs that follow a letter in real texts.
const PUNCTUATION: &str = "\u{A0}«»“”‘’‹›–—…•™ªº°†";

/// The most times that a text is taken to have gone through it.
const MOST_ROUNDS: usize = 3;

static ROOT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("√"));
static QUOTE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("‚Ä"));

/// Returns true if [`garbled`] may find something in `text`: two adjacent characters beyond ASCII, the first of which may begin
/// a letter. A cheap test.
#[must_use]
pub fn may_be_garbled(text: &str) -> bool {
    let bytes = text.as_bytes();
    // First bytes of the characters of Windows-1252 from 0x80 to 0xBF, which follow in a letter of UTF-8.
    let follows = |at| matches!(bytes.get(at), Some(0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2));
    let is_latin = |at| matches!(bytes.get(at), Some(0xC2 | 0xC3));
    let mut leads = memchr::memchr_iter(0xC3, bytes);
    leads.any(|at| {
        matches!(bytes.get(at + 1), Some(0x82..=0xB4)) && follows(at + 2)
            // Letters of two bytes in another encoding become a row of such characters.
            || is_latin(at + 2) && is_latin(at + 4)
    }) || ROOT
        .find(bytes)
        .is_some_and(|at| bytes.get(at + 3).is_some_and(|byte| *byte >= 0x80))
        || QUOTE.find(bytes).is_some()
}

/// Finds what of `text` was UTF-8 once, if that is beyond doubt of any of it.
#[must_use]
pub fn garbled(text: &str) -> Option<(ReadAs, Vec<Garbled>)> {
    [ReadAs::Windows1252, ReadAs::MacRoman]
        .into_iter()
        .find_map(|read_as| Some((read_as, once(text, read_as)?)))
}

/// Like [`garbled`], for one decoding; undoes repeated wrong decodings, too.
fn once(text: &str, read_as: ReadAs) -> Option<Vec<Garbled>> {
    let mut found = sequences(text, read_as)?;
    for garbled in &mut found {
        for _ in 1..MOST_ROUNDS {
            let Some(again) = sequences(&garbled.meant, read_as) else {
                break;
            };
            garbled.meant = replaced(&garbled.meant, &again);
        }
    }
    Some(found)
}

/// Returns the text with garbled stretches restored.
#[must_use]
pub fn replaced(text: &str, garbled: &[Garbled]) -> String {
    let (mut whole, mut at) = (String::with_capacity(text.len()), 0);
    for Garbled { range, meant } in garbled {
        whole.push_str(&text[at..range.start]);
        whole.push_str(meant);
        at = range.end;
    }
    whole + &text[at..]
}

/// Runs of characters whose bytes are UTF-8; none if each may be real.
fn sequences(text: &str, read_as: ReadAs) -> Option<Vec<Garbled>> {
    let mut found = Vec::new();
    let mut is_certain = false;
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, char)) = rest.peek() {
        if char.is_ascii() {
            before = Some(char);
            rest.next();
            continue;
        }
        let run = Run::read(&text[start..], read_as);
        if run.is_empty() {
            before = Some(char);
            rest.next();
            continue;
        }
        let (end, meant, letters) = (start + run.written, run.meant, run.letters);
        let after = text[end..].chars().next();
        let around = (before, after);
        is_certain |= is_beyond_doubt(&text[start..end], &meant, letters, around, read_as);
        before = text[..end].chars().next_back();
        while rest.next_if(|(at, _)| *at < end).is_some() {}
        found.push(Garbled {
            range: start..end,
            meant,
        });
    }
    is_certain.then_some(found)
}

/// Characters that were letters, one after the other.
#[derive(Default)]
struct Run {
    /// Bytes of the text that they take.
    written: usize,
    meant: String,
    letters: usize,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.letters == 0
    }

    /// Reads as many letters as `text` begins with.
    fn read(text: &str, read_as: ReadAs) -> Self {
        let mut run = Self::default();
        while let Some((letter, written)) = letter(&text[run.written..], read_as) {
            run.meant.push(letter);
            run.written += written;
            run.letters += 1;
        }
        run
    }
}

/// The letter that `text` begins with the bytes of, and the bytes of the text that it takes.
fn letter(text: &str, read_as: ReadAs) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut chars = text.chars();
    let mut written = 0;
    let mut wanted = 1;
    let mut at = 0;
    while at < wanted {
        let char = chars.next()?;
        let byte = byte_of(char, read_as)?;
        if at == 0 {
            wanted = match byte {
                0xC2..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xF4 => 4,
                _ => return None,
            };
        }
        bytes[at] = byte;
        written += char.len_utf8();
        at += 1;
    }
    let letter = std::str::from_utf8(&bytes[..wanted]).ok()?;
    Some((letter.chars().next()?, written))
}

fn byte_of(char: char, read_as: ReadAs) -> Option<u8> {
    let beyond = |at: usize| u8::try_from(at + 0x80).ok();
    match read_as {
        ReadAs::Windows1252 => match u32::from(char) {
            code @ 0x80..=0xFF => u8::try_from(code).ok(),
            _ => WINDOWS_1252
                .iter()
                .position(|known| *known == char)
                .and_then(beyond),
        },
        ReadAs::MacRoman => MAC_ROMAN
            .chars()
            .position(|known| known == char)
            .and_then(beyond),
    }
}

/// Returns true if the stretch cannot be real text: `around` are the characters before and after.
fn is_beyond_doubt(
    written: &str,
    meant: &str,
    letters: usize,
    (before, after): (Option<char>, Option<char>),
    read_as: ReadAs,
) -> bool {
    let is_letter = |char: Option<char>| char.is_some_and(char::is_alphabetic);
    let is_small = |char: Option<char>| char.is_some_and(char::is_lowercase);
    let mut chars = written.chars();
    let (lead, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    if read_as == ReadAs::MacRoman {
        return match lead {
            '‚' => second == 'Ä',
            '√' => {
                let is_of_maths = "π∑∏Ω∂∫∞±≤≥µ∆≈÷¬√".contains(second);
                let is_inside = is_letter(before) && is_letter(after);
                is_inside || letters == 1 && !is_of_maths && (is_letter(before) || is_letter(after))
            }
            _ => false,
        };
    }
    let is_quiet = PUNCTUATION.contains(second);
    // A capital letter behind a small one, or a small sign of another kind behind a capital.
    let is_odd = is_small(before) || !is_quiet && !before.is_some_and(char::is_uppercase);
    let same = |range: Range<u32>| meant.chars().all(|char| range.contains(&u32::from(char)));
    match lead {
        'Ã' => is_odd || !is_quiet || letters > 1,
        'Â' => is_odd && (!is_letter(Some(second)) || letters > 1),
        'Ä' | 'Å' => is_odd && (is_letter(before) || is_letter(after)),
        'â' => second == '€' || !is_quiet && !is_letter(Some(second)) || !is_letter(before),
        'ð' => second == 'Ÿ',
        'ï' => second == '»' || second == '¿',
        'Î' | 'Ï' => letters > 1 && same(0x370..0x400),
        'Ð' | 'Ñ' => letters > 1 && same(0x400..0x500),
        '×' => letters > 2 && same(0x590..0x600),
        'Ø' | 'Ù' | 'Ú' | 'Û' => letters > 2 && same(0x600..0x700),
        'à' => letters > 1 && same(0x900..0xE80),
        'ã' | 'ä' | 'å' | 'æ' | 'ç' | 'è' | 'é' => letters > 1 && same(0x3000..0xA000),
        'ê' | 'ë' | 'ì' | 'í' => letters > 1 && same(0xAC00..0xD7A4),
        _ => false,
    }
}

/// Finds Chinese in GBK that was read as Latin-1: characters of it, two by two, with nothing else between them, signs among them.
#[must_use]
pub fn chinese_read_as_latin(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_latin = |char: char| matches!(u32::from(char), 0xA1..=0xFE);
        let start = at + rest.find(is_latin)?;
        let length = text[start..].find(|char| !is_latin(char));
        let end = length.map_or(text.len(), |length| start + length);
        if is_of_pairs(&text[start..end]) {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// Most Chinese is written with the characters of rows B0 to D7, and the marks of rows A1 and A3.
fn is_of_pairs(run: &str) -> bool {
    let codes: Vec<u32> = run.chars().map(u32::from).collect();
    let is_common = |lead: u32| matches!(lead, 0xB0..=0xD7 | 0xA1 | 0xA3);
    let pairs = codes.chunks_exact(2);
    let signs = codes.iter().filter(|code| **code < 0xC0).count();
    let capitals = codes
        .iter()
        .filter(|code| matches!(**code, 0xC0..=0xD7))
        .count();
    let common = pairs.clone().filter(|pair| is_common(pair[0])).count();
    codes.len() >= 4
        && pairs.remainder().is_empty()
        && signs * 6 >= codes.len()
        && capitals * 4 >= codes.len()
        && common * 10 >= pairs.len() * 9
}

#[cfg(test)]
mod tests {
    use super::{chinese_read_as_latin, garbled, may_be_garbled, replaced};

    fn read_again(text: &str) -> Option<String> {
        let (_, found) = garbled(text).filter(|_| may_be_garbled(text))?;
        Some(replaced(text, &found))
    }

    #[test]
    fn what_was_utf_8_is_found() {
        for (text, meant) in [
            ("When is the cafÃ© open?", "When is the café open?"),
            ("Itâ€™s open from 9 â€“ 17", "It’s open from 9 – 17"),
            ("SchÃ¶ne GrÃ¼ÃŸe aus KÃ¶ln", "Schöne Grüße aus Köln"),
            ("voilÃ\u{A0} l\u{2019}Ã©tÃ©", "voilà l\u{2019}été"),
            ("23 Â°C, Â£5", "23 °C, £5"),
            ("zaÅ¼Ã³Å‚Ä‡ gÄ™Å›lÄ… jaÅºÅ„", "zażółć gęślą jaźń"),
            ("gÃ¼neÅŸ Ä±ÅŸÄ±ÄŸÄ±", "güneş ışığı"),
            ("informaÃ§Ã£o", "informação"),
            ("Tiáº¿ng Viá»‡t lÃ\u{A0} tÃ´i", "Tiếng Việt là tôi"),
            ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
            ("ä½\u{A0}å¥½", "你好"),
            ("ðŸ˜€ ok", "😀 ok"),
            ("cafÃƒÂ©", "café"),
            ("caf√© M√ºnchen M√∂bel don‚Äôt", "café München Möbel don’t"),
            ("price: 5 â‚¬", "price: 5 €"),
        ] {
            assert_eq!(read_again(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn real_texts_are_left_alone() {
        for text in [
            "« Le café » est là, « à côté »… ÉTÉ « Â » ÂGÉ, À bientôt !",
            "« Le café\u{A0}» déjà\u{A0}; l’été\u{A0}: 5\u{A0}€ — Noël, ŒUVRE, ÇA, naïveté\u{A0}»…",
            "Das macht „Spaß“ – „Größe“, „ÖÄÜß“, ß“, Ä“, „Ü…“ Straße® §§ 3°C Fuß™",
            "Rødgrød med fløde, »på Ærø«, ÅRHUS… Å», Ø« »blå« æøåÆØÅ",
            "NÃO, «IRMû, “IRMÔ, MAÇû… CORAÇÃO – AVÓ’ LIÇÕES, 1.ª 2.º, ÃO…",
            "Işığı söndür, ÇAĞRI… “ĞÜŞÖÇ” İstanbul’da, hâlâ, kâğıt”",
            "Tiếng Việt: đường phố, Ấn Độ, “ĂN CƠM” – Â”… À! ÂU… ưu ƠI",
            "Zażółć gęślą jaźń „ŁÓDŹ”… Ósmy – ó”",
            "√2 + √π ≤ √∑x² ± ∂f/∂x, ¬∞ ∀x∈ℝ: √Ω, a √∂ b = 10⁶ m²·s⁻¹ µm ×10°",
            "https://example.org/caf%C3%A9?q=%E2%80%99 let s = 'é'; // Ünïcödé àâäéèêëïîôùûüç ÀÁÂÃÄÅ",
            "¿Qué? ¡Sí! AÑO… «ESPAÑA» Ñ” ñandú",
            "Größe: 3½″, 20 ‰, ©®™ £¥€¢ ¡¢£¤¥¦§¨©",
            "こんにちは、世界。你好！Привет, мир… Γειά σου",
            "MAÑANA Ð Þ Æ Iceland: ÞAÐ… það »ð« Ð”",
        ] {
            assert_eq!(read_again(text), None, "{text}");
            assert_eq!(chinese_read_as_latin(text), None, "{text}");
        }
    }

    #[test]
    fn chinese_in_latin_letters_is_found() {
        for text in [
            "À¶¾¨ÊåÊå",
            "ÓÂ¸ÒÓÖÎÂÈá£¬×î°®³ÔÃ¢¹û",
            "ÍõÅ®Ê¿",
            "Ð¡Àî",
            "Ã÷Äê¿ªÒ»¼ÒÊéµê",
        ] {
            assert_eq!(chinese_read_as_latin(text), Some(0..text.len()), "{text}");
        }
    }
}
