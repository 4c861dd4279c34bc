//! A file that is read as a whole: its text, unpacked where it is compressed.

use std::borrow::Cow;

use crate::check::file_profile::{Encoding, Probe};
use crate::check::probe::probe;
use crate::input::decompress::{Compression, Unpacker};
use crate::input::framing::Framing;
use crate::options::Options;

/// Text that is taken from an archive at once.
const PIECE: usize = 1 << 18;

/// The file as text, and its first look.
///
/// # Errors
/// The reason why it is not text, as a sentence without a period.
pub fn text(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Probe), &'static str> {
    let text = unpacked(bytes)?;
    if text.trim_ascii().is_empty() {
        return Err("the file is empty");
    }
    let probe = probe(&text, true, &Options::default()).map_err(|_| "the file cannot be read")?;
    match probe.encoding {
        Encoding::Utf8 if probe.framing == Framing::Opaque => {
            Err("the file is no data: a web page, a pointer or a log, it seems")
        }
        Encoding::Utf8 => Ok((text, probe)),
        Encoding::Utf16Le | Encoding::Utf16Be => Err("the file is UTF-16; save it as UTF-8"),
        Encoding::Other => Err("the file is not UTF-8; save it as UTF-8"),
        Encoding::Binary => Err("the file is no text: an archive or a workbook, it seems"),
    }
}

fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, &'static str> {
    let Some(compression) = Compression::of(bytes) else {
        return Ok(bytes.into());
    };
    let mut unpacker = Unpacker::new(compression);
    unpacker.push(bytes);
    unpacker.end();
    let mut text = Vec::new();
    loop {
        let start = text.len();
        text.resize(start + PIECE, 0);
        let length = unpacker.pull(&mut text[start..]);
        text.truncate(start + length);
        if length < PIECE {
            break;
        }
    }
    if unpacker.fault().is_some() {
        return Err("the archive is damaged, or not all of it is here");
    }
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use super::text;

    /// `printf 'a,b\n' | gzip -n`
    const GZIP: [u8; 24] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0xD4, 0x49, 0xE2, 2, 0, 0xC5, 0x10, 0x97, 0x24,
        4, 0, 0, 0,
    ];

    #[test]
    fn archives_are_unpacked_and_what_is_no_text_is_refused() {
        assert_eq!(*text(b"a,b\n").expect("text").0, *b"a,b\n");
        assert_eq!(*text(&GZIP).expect("an archive").0, *b"a,b\n");
        assert_eq!(*text(b"\xFF\xFEa\0").expect("UTF-16").0, *b"a");
        for (bytes, why) in [
            (&b""[..], "empty"),
            (b" \r\n", "empty"),
            (&GZIP[..20], "damaged"),
            (b"\xFF\xFE\0\0a\0\0\0", "no text"),
            (b"PK\x03\x04", "no text"),
            (b"<!DOCTYPE html>\n<html>", "no data"),
        ] {
            let error = text(bytes).map(|_| ()).expect_err(why);
            assert!(error.contains(why), "{error}");
        }
    }
}
