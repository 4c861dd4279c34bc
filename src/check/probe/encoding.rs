//! Encodings and kinds of file, by the first bytes.

use super::file_kind::file_kind;
use crate::check::file_profile::Encoding;
use crate::diagnostic::finding::Message;
use crate::input::framing::SEPARATOR;
use crate::lint::Rule;
use crate::lint::rules::{binary_file, utf16_file};

/// Number of bytes that are searched for bytes that text does not hold.
pub(super) const BYTES_SEARCHED: usize = 4096;

pub(super) struct EncodingFault {
    pub encoding: Encoding,
    pub rule: &'static Rule,
    pub message: Message,
}

pub(super) fn encoding_fault(head: &[u8]) -> Option<EncodingFault> {
    let wide = |encoding, name, command| {
        Some(EncodingFault {
            encoding,
            rule: &utf16_file::RULE,
            message: utf16_file::message(name, command),
        })
    };
    let binary = |kind: &str, help| {
        Some(EncodingFault {
            encoding: Encoding::Binary,
            rule: &binary_file::RULE,
            message: binary_file::message(kind, help),
        })
    };
    if let Some((kind, help)) = file_kind(head) {
        return binary(&kind, help);
    }
    match head {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            return wide(
                Encoding::Binary,
                "UTF-32",
                "save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE",
            );
        }
        [1..=255, 0, 0, 0, 1..=255, 0, 0, 0, ..] => {
            return wide(
                Encoding::Binary,
                "UTF-32 (little-endian)",
                "save it as UTF-8: iconv -f UTF-32LE -t UTF-8 FILE",
            );
        }
        [0, 0, 0, 1..=255, 0, 0, 0, 1..=255, ..] => {
            return wide(
                Encoding::Binary,
                "UTF-32 (big-endian)",
                "save it as UTF-8: iconv -f UTF-32BE -t UTF-8 FILE",
            );
        }
        // A UTF-16 file has been decoded by now, so this text comes from an archive.
        [0xFF, 0xFE, ..] | [1..=255, 0, 1..=255, 0, ..] => {
            return wide(
                Encoding::Utf16Le,
                "UTF-16 (little-endian) within an archive",
                "unpack it: the file itself is read",
            );
        }
        [0xFE, 0xFF, ..] | [0, 1..=255, 0, 1..=255, ..] => {
            return wide(
                Encoding::Utf16Be,
                "UTF-16 (big-endian) within an archive",
                "unpack it: the file itself is read",
            );
        }
        _ => {}
    }
    let searched = &head[..head.len().min(BYTES_SEARCHED)];
    let not_text = searched
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | SEPARATOR))
        .count();
    if not_text * 20 > searched.len() {
        return binary(
            "binary data",
            "choose the file that holds the records as text",
        );
    }
    None
}
