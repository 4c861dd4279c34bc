//! Files that hold no text, by their first bytes. What is compressed once has been unpacked by now.

use memchr::memmem::find;

const EXPORT: &str = "export it as JSON Lines, one record a line";
const CHOOSE: &str = "choose the file that holds the records";
const UNZIP: &str = "unpack it, and choose the file that holds the records";

/// Signatures at the start of a file: bytes, kind, help.
const MAGIC: [(&[u8], &str, &str); 28] = [
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
        b"\x04\x22\x4D\x18",
        "an LZ4 archive",
        "unpack it first: unlz4 FILE",
    ),
    (
        b"7z\xBC\xAF\x27\x1C",
        "a 7-Zip archive",
        "unpack it first: 7z x FILE",
    ),
    (
        b"Rar!\x1A\x07",
        "a RAR archive",
        "unpack it first: unrar x FILE",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Excel or Word file",
        "export the sheet as CSV or JSON Lines",
    ),
    (b"PAR1", "a Parquet file", EXPORT),
    (b"ARROW1", "an Arrow file", EXPORT),
    (b"Obj\x01", "an Avro file", EXPORT),
    (b"SQLite format 3\0", "an SQLite database", EXPORT),
    (b"\x89HDF\r\n\x1A\n", "an HDF5 file", EXPORT),
    (b"\x93NUMPY", "a NumPy array", EXPORT),
    (b"\x80\x02", "a Python pickle", EXPORT),
    (b"\x80\x03", "a Python pickle", EXPORT),
    (b"\x80\x04", "a Python pickle", EXPORT),
    (b"\x80\x05", "a Python pickle", EXPORT),
    (b"GGUF", "a GGUF file, the weights of a model", CHOOSE),
    (b"%PDF-", "a PDF", CHOOSE),
    (b"\x89PNG", "a PNG image", CHOOSE),
    (b"\xFF\xD8\xFF", "a JPEG image", CHOOSE),
    (b"GIF87a", "a GIF image", CHOOSE),
    (b"GIF89a", "a GIF image", CHOOSE),
    (b"II*\0", "a TIFF image", CHOOSE),
    (b"MM\0*", "a TIFF image", CHOOSE),
    (b"OggS\0", "an Ogg recording", CHOOSE),
    (b"ID3\x03", "an MP3 recording", CHOOSE),
];

/// Names in a zip archive that identify the program that wrote it.
const IN_ZIP: [(&[u8], &str, &str); 7] = [
    (
        b"xl/",
        "an Excel workbook",
        "export the sheet as CSV or JSON Lines",
    ),
    (
        b"word/",
        "a Word document",
        "choose the file that holds the records",
    ),
    (
        b"ppt/",
        "a PowerPoint presentation",
        "choose the file that holds the records",
    ),
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet",
        "export the sheet as CSV or JSON Lines",
    ),
    (b".npy", "an archive of NumPy arrays", EXPORT),
    (
        b"/data.pkl",
        "a PyTorch file, the weights of a model",
        "choose the file that holds the records",
    ),
    (
        b"[Content_Types].xml",
        "an Excel or Word file",
        "export the sheet as CSV or JSON Lines",
    ),
];

/// Bytes of a zip archive's local header before the name of its first file.
const ZIP_NAME: usize = 30;
/// Place of the signature in a tar archive.
const TAR: usize = 257;
/// Bytes that are searched for a sign of no text, where a signature is made of letters.
const SIGN: usize = 64;

/// The kind of the file that begins with `head`, and what to do.
pub(super) fn file_kind(head: &[u8]) -> Option<(String, &'static str)> {
    let at = |at: usize, bytes: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(bytes));
    if at(0, b"PK\x03\x04") {
        return Some(zip(head));
    }
    if let Some((_, kind, help)) = MAGIC.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Some(((*kind).to_owned(), help));
    }
    let has_no_text = |range: &[u8]| range.iter().any(|byte| *byte < b'\t');
    let (kind, help) = if at(0, b"RIFF") && at(8, b"WEBP") {
        ("a WebP image", CHOOSE)
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        ("a WAV recording", CHOOSE)
    } else if at(4, b"ftyp") && at(0, b"\0\0") {
        (
            "an MP4 video, or a picture or sound in its container",
            CHOOSE,
        )
    } else if at(0, b"ORC") && has_no_text(&head[..head.len().min(SIGN)]) {
        ("an ORC file", EXPORT)
    // The stream that `datasets` saves: a continuation, the length of the schema, and a table of it.
    } else if at(0, b"\xFF\xFF\xFF\xFF") && at(6, b"\0\0") {
        ("an Arrow stream", EXPORT)
    } else if at(4, b"\0\0\0\0{\"") {
        ("a safetensors file, the weights of a model", CHOOSE)
    } else if at(TAR, b"ustar") {
        ("a tar archive", "unpack it first: tar -xf FILE")
    } else {
        return None;
    };
    Some((kind.to_owned(), help))
}

/// Describes a zip archive, or a file of a format based on zip.
fn zip(head: &[u8]) -> (String, &'static str) {
    let named = |(name, _, _): &&(&[u8], _, _)| find(head, name).is_some();
    if let Some((_, kind, help)) = IN_ZIP.iter().find(named) {
        return ((*kind).to_owned(), help);
    }
    let length = head.get(26..28).map_or(0, |length| {
        usize::from(u16::from_le_bytes([length[0], length[1]]))
    });
    let name = head.get(ZIP_NAME..ZIP_NAME + length);
    let name = name.and_then(|name| std::str::from_utf8(name).ok());
    let kind = match name.filter(|name| !name.is_empty() && name.len() <= SIGN) {
        Some(name) => format!("a zip archive that begins with {name}"),
        None => "a zip archive".to_owned(),
    };
    (kind, UNZIP)
}

#[cfg(test)]
mod tests {
    use super::file_kind;

    #[test]
    fn files_without_text_are_named() {
        let mut tar = b"train.jsonl".to_vec();
        tar.resize(257, 0);
        tar.extend_from_slice(b"ustar\x0000");
        for (head, named) in [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"[..], "JPEG"),
            (b"GIF89a\x01\0\x01\0", "GIF"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
            (b"\x89PNG\r\n\x1A\n", "PNG"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"ARROW1\0\0", "an Arrow file"),
            (b"\xFF\xFF\xFF\xFF\xB8\x02\0\0\x10\0\0\0", "an Arrow stream"),
            (b"Obj\x01\x04\x14avro.codec", "Avro"),
            (b"ORC\x11\0\0\n\x06", "ORC"),
            (b"SQLite format 3\0\x10\0", "SQLite"),
            (b"\x93NUMPY\x01\0v\0{'descr'", "NumPy"),
            (b"\x80\x04\x95\x1A\0\0\0", "pickle"),
            (b"\x89HDF\r\n\x1A\n", "HDF5"),
            (b"\x30\x05\0\0\0\0\0\0{\"weight\":", "safetensors"),
            (&tar, "tar"),
            (
                b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0B\0\0\0train.jsonl{",
                "begins with train.jsonl",
            ),
            (
                b"PK\x03\x04\x14\0\x06\0[Content_Types].xml  xl/workbook.xml",
                "Excel",
            ),
            (b"PK\x03\x04", "a zip archive"),
        ] {
            let (kind, help) = file_kind(head).unwrap_or_default();
            assert!(kind.contains(named), "{kind} for {named}");
            assert!(!help.is_empty());
        }
    }

    #[test]
    fn text_is_text() {
        for head in [
            "{\"prompt\": \"PK\"}",
            "ORC,question\n",
            "GIFT: a record",
            "RIFF,WEBP\n",
            "Obj,name\n",
            "",
        ] {
            assert_eq!(file_kind(head.as_bytes()), None, "{head}");
        }
    }
}
