//! The probable encoding of text that is not UTF-8, by its bytes.

use memchr::memrchr;

use crate::check::file_profile::{Encoding, Probe};
use crate::diagnostic::position::Span;
use crate::lint::rules::invalid_utf8;
use crate::lint::settings::RuleSettings;

/// An encoding, as iconv calls it, and the texts that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legacy {
    /// Name for iconv.
    pub name: &'static str,
    /// Languages.
    pub of: &'static str,
}

/// Places that are not UTF-8 from which on the file, and not a text in it, is in another encoding.
const PLACES: usize = 2;
/// Share of characters, in percent, that are frequent in the languages of an encoding.
const FREQUENT: usize = 70;
/// The share of letters, if ten of an alphabet are counted.
const TOP_TEN: usize = 45;

/// Returns the first byte that is not UTF-8, and the probable encoding; `None` for UTF-8 or an unknown encoding.
pub(super) fn legacy(head: &[u8]) -> Option<(usize, Legacy)> {
    let first = simdutf8::compat::from_utf8(head).err()?.valid_up_to();
    // The head may be cut within a character.
    if first + 3 >= head.len() {
        return None;
    }
    let (mut places, mut broken, mut sound) = (0, 0, 0);
    // A byte order mark belongs to no language, and may precede a record that is otherwise ASCII.
    let lines = head.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line));
    for line in lines.filter(|line| !line.is_ascii()) {
        let mut faults = line
            .utf8_chunks()
            .filter(|chunk| !chunk.invalid().is_empty());
        let count = faults.by_ref().count();
        places += count;
        broken += usize::from(count > 0);
        sound += usize::from(count == 0);
    }
    // UTF-8 texts may contain halves of surrogate pairs, coded as characters.
    let is_half = matches!(head[first..], [0xED, 0xA0..=0xBF, ..]);
    if places < PLACES || sound * 10 > broken || is_half {
        return None;
    }
    let start = memrchr(b'\n', &head[..first]).unwrap_or(0);
    Some((first, named(&head[start..])?))
}

fn named(text: &[u8]) -> Option<Legacy> {
    double_byte(text).or_else(|| {
        let high: Vec<u8> = text.iter().copied().filter(|byte| *byte >= 0x80).collect();
        let pairs = text
            .windows(2)
            .filter(|two| two[0] >= 0x80 && two[1] >= 0x80);
        if pairs.count() * 2 > high.len() {
            alphabet(&high)
        } else {
            latin(text)
        }
    })
}

impl Probe {
    /// Text of another encoding is not read: it would hold other letters.
    pub(super) fn report_encoding(&mut self, head: &[u8], settings: &RuleSettings) {
        let Some((at, probable)) = legacy(head) else {
            return;
        };
        self.encoding = Encoding::Other;
        let message = invalid_utf8::of_file(probable.name, probable.of);
        self.report(&invalid_utf8::RULE, head, Span::byte(at), message, settings);
    }
}

/// Counts of two-byte characters: all, and those of a range of first bytes, and of first or second bytes of another.
struct Pairs {
    all: usize,
    leads: [usize; 256],
    /// Second bytes below 0x80.
    low: usize,
}

/// Returns the characters of `text` if every high byte begins one; `leads` and `trails` test first and second bytes.
fn pairs(text: &[u8], leads: fn(u8) -> bool, trails: fn(u8) -> bool) -> Option<Pairs> {
    let mut found = Pairs {
        all: 0,
        leads: [0; 256],
        low: 0,
    };
    let mut at = 0;
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
        at += 2;
    }
    Some(found)
}

impl Pairs {
    /// Percent of characters with a first byte in `range`.
    fn share(&self, range: std::ops::RangeInclusive<usize>) -> usize {
        self.leads[range].iter().sum::<usize>() * 100 / self.all.max(1)
    }
}

fn double_byte(text: &[u8]) -> Option<Legacy> {
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
    if big5.is_some_and(|pairs| pairs.low * 5 > pairs.all && pairs.share(0xA1..=0xC6) >= FREQUENT) {
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

/// Separate alphabets, with their ten most frequent letters.
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
        "WINDOWS-874",
        "Thai",
        b"\xD2\xC3\xB9\xA1\xE0\xCD\xD1\xE8\xA7\xC1",
    ),
];

fn alphabet(high: &[u8]) -> Option<Legacy> {
    let share = |letters: &[u8]| {
        let found = high.iter().filter(|byte| letters.contains(byte)).count();
        found * 100 / high.len().max(1)
    };
    let best = ALPHABETS
        .iter()
        .max_by_key(|(_, _, letters)| share(letters))?;
    let (name, of, letters) = *best;
    (share(letters) >= TOP_TEN).then_some(Legacy { name, of })
}

/// Letters of western Europe in Windows-1252, and the signs that word processors write.
const WESTERN: &[u8] = b"\xE9\xE8\xE0\xFC\xF6\xE4\xDF\xE7\xF1\xF3\xED\xE1\xE3\xF5\xF8\xE5\xEA\xFA\xC4\xD6\xDC\xC9\xF4\xE6\xE2\xEE\xFB\xEB\xEF\xEC\xF2\xF9\xC5\xD8\xC7\xC0\xC1\xD3\xAB\xBB\xBF\xA1\xB0\xA3\xA7\x80\x85\x91\x92\x93\x94\x96\x97\xA0\xA9\xAE\xB7\xBD\xBA\xAA";

/// Letters within words that set an encoding apart from others.
const LATIN: [(&str, &str, &[u8]); 4] = [
    (
        "WINDOWS-1250",
        "Central European",
        b"\xB3\xB9\x9C\xBF\x9F\x9E\x9A\xEC\x8C\xA3\xAF",
    ),
    ("WINDOWS-1254", "Turkish", b"\xFD\xFE\xF0\xDD\xDE\xD0"),
    (
        "CP850",
        "Western European, of DOS",
        b"\x81\x82\x84\x85\x87\x8A\x94\x99\xA0\xA1\xA2\xA3\xA4\x8E",
    ),
    (
        "MACINTOSH",
        "Western European, of the Macintosh",
        b"\x8E\x8F\x90\x8A\x9F\x8D\x96\x87\x97\xA7\x8B\x9A\x88",
    ),
];
/// Percent of the letters within words that identify one of these.
const TELLING: usize = 30;

fn latin(text: &[u8]) -> Option<Legacy> {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let is_within = |&at: &usize| {
        let sides = [text.get(at - 1), text.get(at + 1)].map(is_letter);
        match text[at] {
            // An apostrophe of Windows-1252.
            ..0x80 | 0x92 => false,
            // Its quotation marks and dashes come beside words, letters of other encodings within them.
            0x91..=0x97 => sides == [true, true],
            _ => sides != [false, false],
        }
    };
    let within: Vec<u8> = (1..text.len())
        .filter(is_within)
        .map(|at| text[at])
        .collect();
    let count = |letters: &[u8]| within.iter().filter(|byte| letters.contains(byte)).count();
    let (name, of, letters) = *LATIN.iter().max_by_key(|(_, _, letters)| count(letters))?;
    let most = count(letters);
    let has_equal = LATIN
        .iter()
        .filter(|(_, _, letters)| count(letters) == most)
        .count()
        > 1;
    if most * 100 > TELLING * within.len().max(1) {
        return (!has_equal).then_some(Legacy { name, of });
    }
    let high: Vec<_> = text.iter().filter(|byte| **byte >= 0x80).collect();
    let western = high.iter().filter(|byte| WESTERN.contains(byte)).count();
    (western * 100 >= 90 * high.len()).then_some(Legacy {
        name: "WINDOWS-1252",
        of: "Western European",
    })
}

#[cfg(test)]
mod tests {
    use super::legacy;

    /// Texts that were encoded by iconv, in JSON, twice.
    fn name(text: &[u8]) -> Option<&'static str> {
        let line = [b"{\"prompt\": \"a\", \"completion\": \"", text, b"\"}\n"].concat();
        legacy(&line.repeat(2)).map(|(_, legacy)| legacy.name)
    }

    #[test]
    fn the_encoding_is_named_by_its_bytes() {
        for (text, wanted) in [
            (
                &b"\xC0\xB6\xBE\xA8\xCA\xE5\xCA\xE5\xA3\xAC\xC7\xEB\xB0\xD1\xD5\xE2\xB8\xF6\xB6\xA9\xB5\xA5\xB5\xC4\xB7\xA2\xC6\xB1\xB7\xA2\xB8\xF8\xCE\xD2\xA1\xA3"[..],
                "GB18030",
            ),
            (
                b"\xBD\xD0\xB1\x4E\xB3\x6F\xAD\xD3\xAD\x71\xB3\xE6\xAA\xBA\xB5\x6F\xB2\xBC\xB1\x48\xB5\xB9\xA7\xDA",
                "BIG5",
            ),
            (
                b"\x82\xB1\x82\xCC\x92\x8D\x95\xB6\x82\xCC\x90\xBF\x8B\x81\x8F\x91\x82\xF0\x91\x97\x82\xC1\x82\xC4\x82\xAD\x82\xBE\x82\xB3\x82\xA2",
                "SHIFT_JIS",
            ),
            (
                b"\xA4\xB3\xA4\xCE\xC3\xED\xCA\xB8\xA4\xCE\xC0\xC1\xB5\xE1\xBD\xF1\xA4\xF2\xC1\xF7\xA4\xC3\xA4\xC6",
                "EUC-JP",
            ),
            (
                b"\xC0\xCC \xC1\xD6\xB9\xAE\xC0\xC7 \xC3\xBB\xB1\xB8\xBC\xAD\xB8\xA6 \xBA\xB8\xB3\xBB \xC1\xD6\xBC\xBC\xBF\xE4",
                "CP949",
            ),
            (
                b"\xCF\xF0\xE8\xF8\xEB\xE8\xF2\xE5 \xEC\xED\xE5 \xF1\xF7\xB8\xF2 \xE7\xE0 \xFD\xF2\xEE\xF2 \xE7\xE0\xEA\xE0\xE7",
                "WINDOWS-1251",
            ),
            (
                b"\xF0\xD2\xC9\xDB\xCC\xC9\xD4\xC5 \xCD\xCE\xC5 \xD3\xDE\xA3\xD4 \xDA\xC1 \xDC\xD4\xCF\xD4 \xDA\xC1\xCB\xC1\xDA",
                "KOI8-R",
            ),
            (
                b"\x8F\xE0\xA8\xE8\xAB\xA8\xE2\xA5 \xAC\xAD\xA5 \xE1\xE7\xA5\xE2 \xA7\xA0 \xED\xE2\xAE\xE2 \xA7\xA0\xAA\xA0\xA7",
                "CP866",
            ),
            (
                b"\xD3\xF4\xE5\xDF\xEB\xF4\xE5 \xEC\xEF\xF5 \xF4\xEF \xF4\xE9\xEC\xEF\xEB\xFC\xE3\xE9\xEF \xE3\xE9\xE1 \xE1\xF5\xF4\xDE \xF4\xE7\xED \xF0\xE1\xF1\xE1\xE3\xE3\xE5\xEB\xDF\xE1",
                "WINDOWS-1253",
            ),
            (b"Sch\xF6ne Gr\xFC\xDFe aus K\xF6ln", "WINDOWS-1252"),
            (b"It\x92s a caf\xE9 \x96 \x93d\xE9j\xE0 vu\x94", "WINDOWS-1252"),
            (b"R\xF8dgr\xF8d med fl\xF8de, k\xE6re b\xF8rn", "WINDOWS-1252"),
            (b"Prosz\xEA o wys\xB3anie faktury za to zam\xF3wienie, dzi\xEAkuj\xEA \xBFe \x9Cwietnie", "WINDOWS-1250"),
            (b"Bu sipari\xFEin faturas\xFDn\xFD bana g\xF6nderir misiniz", "WINDOWS-1254"),
            (b"Sch\x94ne Gr\x81\xE1e, \x9Aber K\x94ln", "CP850"),
            (b"Un caf\x8E d\x8Ej\x88 servi, tr\x8Fs bon", "MACINTOSH"),
        ] {
            assert_eq!(name(text), Some(wanted), "{wanted}");
        }
    }

    #[test]
    fn a_text_of_utf8_with_one_bad_byte_is_utf8() {
        let sound = "{\"prompt\": \"caf\u{E9}\"}\n".as_bytes().repeat(30);
        assert_eq!(legacy(&sound), None);
        let broken = [
            &sound[..],
            b"{\"prompt\": \"caf\xE9 d\xE9j\xE0\"}\n",
            &sound[..],
        ]
        .concat();
        assert_eq!(legacy(&broken), None);
        assert_eq!(
            legacy(b"{\"prompt\": \"caf\xE9\", \"completion\": \"yes\"}\n"),
            None
        );
    }

    #[test]
    fn a_byte_order_mark_says_nothing_of_the_encoding_of_other_lines() {
        let line = b"{\"prompt\": \"caf\xE9\"}\n";
        let text = [line, &b"\xEF\xBB\xBF{\"prompt\": \"a\"}\n"[..], line].concat();
        let name = legacy(&text).map(|(_, legacy)| legacy.name);
        assert_eq!(name, Some("WINDOWS-1252"));
    }
}
