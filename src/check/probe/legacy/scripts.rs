//! Encodings of other scripts than the Latin one, told by which pairs of bytes are possible and frequent, and by frequent letters.

use super::Legacy;

/// Share of characters, in percent, that are frequent in the languages of an encoding.
const FREQUENT: usize = 70;
/// The same of letters, where ten of an alphabet are counted.
const TOP_TEN: usize = 45;

/// Counts of two-byte characters: all, and those of a range of first bytes, and of first or second bytes of another.
struct Pairs {
    all: usize,
    leads: [usize; 256],
    /// Second bytes below 0x80.
    low: usize,
    /// Characters right behind another.
    joined: usize,
}

/// Returns the characters of `text` if every high byte begins one; `leads` and `trails` test first and second bytes.
fn pairs(text: &[u8], leads: fn(u8) -> bool, trails: fn(u8) -> bool) -> Option<Pairs> {
    let mut found = Pairs {
        all: 0,
        leads: [0; 256],
        low: 0,
        joined: 0,
    };
    let (mut at, mut last_end) = (0, usize::MAX);
    while at < text.len() {
        let lead = text[at];
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let Some(&trail) = text.get(at + 1) else {
            break;
        };
        if !leads(lead) || !trails(trail) {
            return None;
        }
        found.all += 1;
        found.leads[usize::from(lead)] += 1;
        found.low += usize::from(trail < 0x80);
        found.joined += usize::from(at == last_end);
        at += 2;
        last_end = at;
    }
    Some(found)
}

impl Pairs {
    /// Percent of characters with a first byte in `range`.
    fn share(&self, range: std::ops::RangeInclusive<usize>) -> usize {
        self.leads[range].iter().sum::<usize>() * 100 / self.all.max(1)
    }
}

pub(super) fn double_byte(text: &[u8]) -> Option<Legacy> {
    let legacy = |name, of| Some(Legacy { name, of });
    let trails = |byte: u8| matches!(byte, 0x40..=0x7E | 0x80..=0xFC);
    let shift_jis = pairs(
        text,
        |byte| matches!(byte, 0x81..=0x9F | 0xE0..=0xFC),
        trails,
    );
    if shift_jis.is_some_and(|pairs| pairs.share(0x82..=0x83) >= 20) {
        return legacy("SHIFT_JIS", "Japanese");
    }
    let high = |byte: u8| (0xA1..=0xFE).contains(&byte);
    if let Some(pairs) = pairs(text, high, high) {
        if pairs.share(0xA4..=0xA4) >= 20 {
            return legacy("EUC-JP", "Japanese");
        }
        // Chinese uses the characters behind as well.
        let syllables = pairs.share(0xB0..=0xC8);
        if syllables >= FREQUENT && syllables * 100 >= 92 * pairs.share(0xB0..=0xF7) {
            return legacy("CP949", "Korean");
        }
    }
    let leads = |byte: u8| (0x81..=0xFE).contains(&byte);
    let big5 = pairs(
        text,
        |byte| (0xA1..=0xF9).contains(&byte),
        |byte| matches!(byte, 0x40..=0x7E | 0xA1..=0xFE),
    );
    if big5.is_some_and(|pairs| {
        pairs.joined * 2 >= pairs.all
            && pairs.low * 5 > pairs.all
            && pairs.share(0xA1..=0xC6) >= FREQUENT
    }) {
        return legacy("BIG5", "Chinese, traditional");
    }
    let gbk = pairs(
        text,
        leads,
        |byte| matches!(byte, 0x40..=0x7E | 0x80..=0xFE),
    );
    let is_chinese = |pairs: &Pairs| {
        pairs.share(0xB0..=0xD7) + pairs.share(0xA1..=0xA3) >= FREQUENT
            && pairs.low * 10 < pairs.all
    };
    if gbk.is_some_and(|pairs| is_chinese(&pairs)) {
        return legacy("GB18030", "Chinese");
    }
    None
}

/// Alphabets of their own, and their ten most frequent letters.
const ALPHABETS: [(&str, &str, &[u8]); 8] = [
    (
        "WINDOWS-1251",
        "Cyrillic",
        b"\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xEB\xE2",
    ),
    (
        "KOI8-R",
        "Cyrillic",
        b"\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xCC\xD7",
    ),
    (
        "CP866",
        "Cyrillic",
        b"\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xAB\xA2",
    ),
    (
        "ISO-8859-5",
        "Cyrillic",
        b"\xDE\xD5\xD0\xD8\xDD\xE2\xE1\xE0\xDB\xD2",
    ),
    (
        "WINDOWS-1253",
        "Greek",
        b"\xE1\xEF\xE9\xE5\xF4\xED\xF3\xF2\xE7\xF1",
    ),
    (
        "WINDOWS-1255",
        "Hebrew",
        b"\xE9\xE5\xE4\xEC\xE0\xF8\xFA\xE1\xEE\xF9",
    ),
    (
        "WINDOWS-1256",
        "Arabic",
        b"\xC7\xE1\xED\xE3\xE6\xE4\xD1\xCA\xC8\xE5",
    ),
    (
        "ISO-8859-6",
        "Arabic",
        b"\xC7\xE4\xE5\xE6\xEA\xE8\xD1\xCA\xE7\xC8",
    ),
];

pub(super) fn alphabet(high: &[u8]) -> Option<Legacy> {
    let share = |letters: &[u8]| {
        let found = high.iter().filter(|byte| letters.contains(byte)).count();
        found * 100 / high.len().max(1)
    };
    let best = ALPHABETS
        .iter()
        .max_by_key(|(_, _, letters)| share(letters))?;
    let (mut name, of, letters) = *best;
    if name == "WINDOWS-1251" && is_mac_cyrillic(high) {
        name = "X-MAC-CYRILLIC";
    }
    // Letters of Ukrainian, which Russian has signs for.
    if name == "KOI8-R" && high.iter().any(|byte| b"\xA4\xA6\xA7".contains(byte)) {
        name = "KOI8-U";
    }
    (share(letters) >= TOP_TEN).then_some(Legacy { name, of })
}

/// Vowels and tones of Thai, and the tones alone.
const THAI_SIGNS: &[u8] = b"\xD0\xD1\xD2\xD4\xD5\xD6\xD7\xD8\xD9\xE0\xE1\xE2\xE3\xE4\xE8\xE9";
/// Consonants, in place of which Arabic has no letters.
const THAI_CONSONANTS: &[u8] =
    b"\xA1\xA2\xA4\xA7\xA8\xA9\xAA\xAB\xAD\xB3\xB4\xB5\xB6\xB7\xB8\xB9\xBA\xBB\xBC\xBD\xBE";
const THAI_TONES: &[u8] = b"\xE8\xE9\xEA\xEB";
/// Bytes that no text of Thai has.
const NOT_THAI: &[u8] = b"\xDB\xDC\xDD\xDE\xFC\xFD\xFE\xFF";

pub(super) fn thai(high: &[u8]) -> Option<Legacy> {
    let percent = |letters: &[u8]| {
        let found = high.iter().filter(|byte| letters.contains(byte)).count();
        found * 100 / high.len().max(1)
    };
    let is_thai = high
        .iter()
        .all(|byte| *byte >= 0xA0 && !NOT_THAI.contains(byte))
        && percent(THAI_CONSONANTS) >= 15
        && percent(THAI_SIGNS) >= 25
        && percent(THAI_TONES) >= 3;
    is_thai.then_some(Legacy {
        name: "WINDOWS-874",
        of: "Thai",
    })
}

/// Returns true for Cyrillic of the Macintosh: its capitals stand where Windows has signs and letters of Serbian.
fn is_mac_cyrillic(high: &[u8]) -> bool {
    let capitals = high
        .iter()
        .filter(|byte| matches!(byte, 0x81..=0x83 | 0x86..=0x90 | 0x98..=0x9F));
    let of_windows = high
        .iter()
        .filter(|byte| matches!(byte, 0xC0..=0xC6 | 0xC9..=0xDC));
    capitals.count() > 2 * of_windows.count()
}
