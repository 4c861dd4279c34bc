//! Paths of Windows in JSON whose backslashes were not doubled: `C:\temp\new`, `\\server\new\files`.

use crate::diagnostic::position::narrow;
use crate::input::latex;

/// A path of Windows whose backslashes became escapes.
pub struct Path {
    /// Its place.
    pub range: std::ops::Range<u32>,
    /// The one backslash left of the two that begin the name of a server.
    pub halved: Option<u32>,
}

/// The path of a text, if it has one: a drive or a server, then words with an escape before each. Two of them at least, and one that
/// no text has before a word, or a name with an extension at the end.
#[must_use]
pub fn broken_path(raw: &str) -> Option<Path> {
    let bytes = raw.as_bytes();
    let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    for start in memchr::memchr_iter(b'\\', bytes) {
        let before = &bytes[..start];
        let is_drive = matches!(before, [.., colon] if *colon == b':')
            && before
                .iter()
                .rev()
                .nth(1)
                .is_some_and(u8::is_ascii_alphabetic)
            && !before
                .iter()
                .rev()
                .nth(2)
                .is_some_and(u8::is_ascii_alphanumeric);
        let server = &bytes[start..];
        let marks = server.iter().take_while(|byte| **byte == b'\\').count();
        let name = server[marks..].iter().take_while(is_of_name).count();
        let is_server = matches!(marks, 2 | 4)
            && name > 1
            && before
                .last()
                .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'\\')
            && !latex::is_command(latex::letters(&raw[start + marks..]));
        let (mut at, halved) = match (is_drive, is_server) {
            (true, _) => (start, None),
            (_, true) => (start + marks + name, (marks == 2).then(|| narrow(start))),
            _ => continue,
        };
        let (mut escapes, mut is_odd, mut last) = (0, false, at);
        while bytes.get(at) == Some(&b'\\')
            && bytes
                .get(at + 1)
                .is_some_and(|letter| b"bfnrt".contains(letter))
        {
            is_odd |= matches!(bytes[at + 1], b'b' | b'f')
                || bytes[at + 1] == b'r' && bytes.get(at + 2) != Some(&b'\\');
            last = at + 2;
            at += 2 + bytes[at + 2..].iter().take_while(is_of_name).count();
            escapes += 1;
        }
        let name = &raw[last..at];
        let extension = name
            .rsplit_once('.')
            .map_or(0, |(_, extension)| extension.len());
        if escapes >= 2 && (is_odd || matches!(extension, 2..=4)) {
            let range = narrow(start)..narrow(at);
            return Some(Path { range, halved });
        }
    }
    None
}
