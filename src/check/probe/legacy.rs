//! The probable encoding of text that is not UTF-8, by its bytes.

mod latin;
mod scripts;

use memchr::memrchr;

use crate::check::file_profile::{Encoding, Probe, Reading};
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
/// The same where the bytes tell no encoding.
const CLEAR: usize = 6;
/// Bytes that are shown from before and behind the first place.
const SHOWN: (usize, usize) = (60, 120);

/// Text that is not UTF-8 as a whole.
pub(super) struct Found {
    /// First byte that is not UTF-8.
    at: usize,
    /// The probable encoding, where the bytes tell.
    probable: Option<Legacy>,
    /// True if its letters stand side by side.
    is_dense: bool,
}

/// Finds out if the file is not UTF-8 as a whole, and its probable encoding.
pub(super) fn legacy(head: &[u8]) -> Option<Found> {
    let first = simdutf8::compat::from_utf8(head).err()?.valid_up_to();
    // The head may be cut within a character.
    if first + 3 >= head.len() {
        return None;
    }
    let (mut places, mut broken, mut sound, mut valid) = (0, 0, 0, 0);
    // A byte order mark belongs to no language, and may precede a record that is otherwise ASCII.
    let lines = head.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line));
    for line in lines.filter(|line| !line.is_ascii()) {
        let mut count = 0;
        for chunk in line.utf8_chunks() {
            count += usize::from(!chunk.invalid().is_empty());
            valid += chunk
                .valid()
                .chars()
                .filter(|char| !char.is_ascii())
                .count();
        }
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
    let text = &head[start..];
    let probable = named(text);
    // Characters that were cut off stand among others that are sound.
    let is_clear = probable.is_some() || places >= CLEAR && broken > 1 && valid * 5 < places;
    is_clear.then(|| Found {
        at: first,
        probable,
        is_dense: is_dense(text),
    })
}

/// Encodings to show where the bytes tell none, as the Encoding Standard names them: of Latin letters, and of others.
const LATIN: [&str; 5] = [
    "windows-1252",
    "windows-1250",
    "windows-1257",
    "iso-8859-2",
    "macintosh",
];
const OTHERS: [&str; 7] = [
    "windows-1251",
    "x-mac-cyrillic",
    "windows-874",
    "big5",
    "gb18030",
    "euc-kr",
    "windows-1253",
];

/// Returns true if most high bytes stand beside others, as in words without Latin letters.
fn is_dense(text: &[u8]) -> bool {
    let high = text.iter().filter(|byte| **byte >= 0x80).count();
    let pairs = text
        .windows(2)
        .filter(|two| two[0] >= 0x80 && two[1] >= 0x80);
    pairs.count() * 2 > high
}

fn named(text: &[u8]) -> Option<Legacy> {
    let is_dense = is_dense(text);
    let latin = (!is_dense).then(|| latin::latin(text)).flatten();
    let high: Vec<u8> = text.iter().copied().filter(|byte| *byte >= 0x80).collect();
    latin
        .or_else(|| scripts::thai(&high).filter(|_| is_dense))
        .or_else(|| scripts::double_byte(text))
        .or_else(|| scripts::alphabet(&high).filter(|_| is_dense))
}

impl Legacy {
    /// Returns its name in the Encoding Standard, which browsers and Node decode by; none where they cannot.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        match self.name {
            "CP850" => None,
            "CP949" => Some("euc-kr".to_owned()),
            "CP866" => Some("ibm866".to_owned()),
            name => Some(name.to_ascii_lowercase()),
        }
    }
}

impl Probe {
    /// Text of another encoding is not read: it would hold other letters. `readings` are what the platform made of it.
    pub(super) fn report_encoding(
        &mut self,
        head: &[u8],
        readings: &[Reading],
        is_wanted: bool,
        settings: &RuleSettings,
    ) {
        let Some(Found {
            at,
            probable,
            is_dense,
        }) = legacy(head)
        else {
            return;
        };
        self.encoding = Encoding::Other;
        let names = match (&probable, is_dense) {
            (Some(probable), _) => probable.label().into_iter().collect(),
            (None, true) => OTHERS.map(str::to_owned).to_vec(),
            (None, false) => LATIN.map(str::to_owned).to_vec(),
        };
        let read = readings
            .iter()
            .filter_map(|it| Some((it.encoding.as_str(), it.text.as_deref()?)));
        let message = match &probable {
            Some(Legacy { name, of }) => {
                let reading = read.map(|(_, text)| text).next();
                self.decodes = reading.is_some() && is_wanted;
                invalid_utf8::of_file(name, of, reading)
            }
            None => invalid_utf8::of_unknown(&likeliest(read)),
        };
        self.shown = shown(head, at);
        self.encodings = names;
        self.report(&invalid_utf8::RULE, head, Span::byte(at), message, settings);
    }
}

/// The bytes around the first that is not UTF-8, from and to one that is ASCII.
fn shown(head: &[u8], at: usize) -> (u64, u64) {
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\n');
    let near = at.saturating_sub(SHOWN.0);
    let start = head[near..at]
        .iter()
        .rposition(is_end)
        .map_or(near, |quote| near + quote + 1);
    let far = head.len().min(at + SHOWN.1);
    let end = head[at..far]
        .iter()
        .position(is_end)
        .map_or(far, |end| at + end);
    (start as u64, end as u64)
}

/// Most readings that are shown.
const MOST_READINGS: usize = 3;

/// The readings that look most like text, no two alike.
fn likeliest<'r>(readings: impl Iterator<Item = (&'r str, &'r str)>) -> Vec<(&'r str, &'r str)> {
    let is_of_text = |char: &char| char.is_alphabetic() || "’‘“”„«»–—…€¿¡。，、".contains(*char);
    let mut rated: Vec<(usize, (&str, &str))> = Vec::new();
    for (name, text) in readings {
        let wide: Vec<char> = text.chars().filter(|char| !char.is_ascii()).collect();
        let good = wide.iter().filter(|char| is_of_text(char)).count();
        let share = good * 100 / wide.len().max(1);
        if !rated.iter().any(|(_, (_, other))| *other == text) {
            rated.push((100 - share, (name, text)));
        }
    }
    rated.sort_by_key(|(doubt, _)| *doubt);
    rated
        .into_iter()
        .take(MOST_READINGS)
        .map(|(_, read)| read)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::legacy;

    /// Texts that were encoded by iconv, in JSON, twice.
    fn name(text: &[u8]) -> Option<&'static str> {
        let line = [b"{\"prompt\": \"a\", \"completion\": \"", text, b"\"}\n"].concat();
        legacy(&line.repeat(2))?.probable.map(|legacy| legacy.name)
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
            (b"K\xE9rem, k\xFCldj\xE9k el a sz\xE1ml\xE1t, \xF5szi v\xE1s\xE1r, gy\xF5z\xF5dj\xF6n meg r\xF3la", "WINDOWS-1250"),
            (b"V\xE3 mul\xFEumesc, acum func\xFEioneaz\xE3 bine, \xFEara \xBAi mun\xFEi", "WINDOWS-1250"),
            (b"P\xF8\xEDli\xB9 \xBElu\xBBou\xE8k\xFD k\xF9\xF2 \xFAp\xECl \xEF\xE1belsk\xE9 \xF3dy", "ISO-8859-2"),
            (b"Hvar finn \xE9g ra\xF0n\xFAmer prentarans? Takk, \xFEetta er gott, \xFEa\xF0", "WINDOWS-1252"),
            (b"A\xE8i\xFB, dabar veikia, pra\xF0au atsi\xF8sti s\xE0skait\xE0", "WINDOWS-1257"),
            (b"\xA1\xC3\xD8\xB3\xD2\xCA\xE8\xA7\xE3\xBA\xE1\xA8\xE9\xA7\xCB\xB9\xD5\xE9\xCA\xD3\xCB\xC3\xD1\xBA\xA4\xD3\xCA\xD1\xE8\xA7\xAB\xD7\xE9\xCD\xB9\xD5\xE9", "WINDOWS-874"),
            (b"\xC3\xEA\xE6 \xC3\xCC\xCF \xC7\xE4\xD1\xE2\xE5 \xC7\xE4\xCA\xD3\xE4\xD3\xE4\xEA \xE4\xE4\xD7\xC7\xC8\xD9\xC9 \xE5\xE6 \xE1\xD6\xE4\xE3", "ISO-8859-6"),
            (b"\x8F\xF0\xE8\xF8\xEB\xE8\xF2\xE5 \x8C\xED\xE5 \x91\xF7\xDE\xF2 \x87\xE0 \x9D\xF2\xEE\xF2 \x87\xE0\xEA\xE0\xE7", "X-MAC-CYRILLIC"),
            (b"\xEE\xC1\xC4\xA6\xDB\xCC\xA6\xD4\xD8 \xCD\xC5\xCE\xA6 \xD2\xC1\xC8\xD5\xCE\xCF\xCB \xDA\xC1 \xC3\xC5 \xDA\xC1\xCD\xCF\xD7\xCC\xC5\xCE\xCE\xD1", "KOI8-U"),
            (b"Var hittar jag skrivarens serienummer p\xE5 h\xF6ger sida, n\xE5 v\xE4l", "WINDOWS-1252"),
            (b"Un caf\x8E d\x8Ej\x88 servi, tr\x8Fs bon", "MACINTOSH"),
        ] {
            assert_eq!(name(text), Some(wanted), "{wanted}");
        }
    }

    #[test]
    fn a_text_of_utf8_with_one_bad_byte_is_utf8() {
        let sound = "{\"prompt\": \"caf\u{E9}\"}\n".as_bytes().repeat(30);
        assert!(legacy(&sound).is_none());
        let broken = [
            &sound[..],
            b"{\"prompt\": \"caf\xE9 d\xE9j\xE0\"}\n",
            &sound[..],
        ]
        .concat();
        assert!(legacy(&broken).is_none());
        let one = b"{\"prompt\": \"caf\xE9\", \"completion\": \"yes\"}\n";
        assert!(legacy(one).is_none());
    }

    #[test]
    fn a_byte_order_mark_says_nothing_of_the_encoding_of_other_lines() {
        let line = b"{\"prompt\": \"caf\xE9\"}\n";
        let text = [line, &b"\xEF\xBB\xBF{\"prompt\": \"a\"}\n"[..], line].concat();
        let name = legacy(&text)
            .and_then(|found| found.probable)
            .map(|legacy| legacy.name);
        assert_eq!(name, Some("WINDOWS-1252"));
    }
}
