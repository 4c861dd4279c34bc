//! Encodings and kinds of file, by the first bytes.

use crate::check::file_profile::Encoding;
use crate::diagnostic::finding::Message;
use crate::lint::Rule;
use crate::lint::rules::{binary_file, utf16_file};

/// Number of bytes that are searched for bytes that text does not hold.
pub(super) const BYTES_SEARCHED: usize = 4096;

/// Archives, spreadsheets and the like, by their first bytes. What is compressed once has been unpacked by now.
const MAGIC: [(&[u8], &str, &str); 10] = [
    (
        b"\x1F\x8B",
        "a gzip archive within an archive",
        "unpack it once: gunzip FILE",
    ),
    (
        b"\x28\xB5\x2F\xFD",
        "a Zstandard archive within an archive",
        "unpack it once: unzstd FILE",
    ),
    (b"BZh", "a bzip2 archive", "unpack it first: bunzip2 FILE"),
    (b"\xFD7zXZ", "an xz archive", "unpack it first: unxz FILE"),
    (
        b"PK\x03\x04",
        "a zip archive, or an Excel or Word file",
        "unpack it, or export the sheet as JSON Lines",
    ),
    (
        b"PAR1",
        "a Parquet file",
        "export it as JSON Lines, one record a line",
    ),
    (
        b"ARROW1",
        "an Arrow file",
        "export it as JSON Lines, one record a line",
    ),
    (
        b"SQLite format 3",
        "an SQLite database",
        "export the table as JSON Lines, one record a line",
    ),
    (b"%PDF-", "a PDF", "choose the file that holds the records"),
    (
        b"\x89PNG",
        "an image",
        "choose the file that holds the records",
    ),
];

pub(super) struct EncodingFault {
    pub encoding: Encoding,
    pub rule: &'static Rule,
    pub message: Message,
}

pub(super) fn encoding_fault(head: &[u8]) -> Option<EncodingFault> {
    let utf16 = |encoding, order| {
        Some(EncodingFault {
            encoding,
            rule: &utf16_file::RULE,
            message: utf16_file::message(order),
        })
    };
    let binary = |kind: &str, help| {
        Some(EncodingFault {
            encoding: Encoding::Binary,
            rule: &binary_file::RULE,
            message: binary_file::message(kind, help),
        })
    };
    if head.starts_with(b"\xFF\xFE") {
        return utf16(Encoding::Utf16Le, "little-endian");
    }
    if head.starts_with(b"\xFE\xFF") {
        return utf16(Encoding::Utf16Be, "big-endian");
    }
    if let Some((_, kind, help)) = MAGIC.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return binary(kind, help);
    }
    match head {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            return utf16(Encoding::Utf16Le, "little-endian");
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            return utf16(Encoding::Utf16Be, "big-endian");
        }
        _ => {}
    }
    let searched = &head[..head.len().min(BYTES_SEARCHED)];
    let not_text = searched
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
        .count();
    if not_text * 20 > searched.len() {
        return binary(
            "binary data",
            "choose the file that holds the records as text",
        );
    }
    None
}
