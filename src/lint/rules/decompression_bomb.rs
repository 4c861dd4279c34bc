//! `decompression-bomb`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::input::decompress::Compression;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "decompression-bomb",
    severity: Severity::Error,
    what: "Suspicious compressed file (decompression bomb). It decompresses to far more text, or far more lines and values, than data does. Reading stops at 500 times the compressed size plus 64 MiB (gzip) or 128 MiB (Zstandard), and earlier if nearly every byte starts a record.",
    why: "A megabyte can decompress to gigabytes of nothing, which takes minutes to process. Real records do not: gzip compresses even copies of one record to no less than 1/412 of their size. Zstandard compresses copies much further, so a file that contains only copies may be rejected, too.",
    example: "(a .gz of 1 MB that unfolds into 1 GB of zeros)",
    instead: "(the data itself, not compressed, if it is meant)",
    model: None,
    source: "RFC 1951: at most 258 bytes at once, in 5 bits and more where lines have 17 bytes and more.",
    bedrock: Effect::Unknown,
    evidence: "No AWS document says what becomes of such a file.",
    fixable: false,
    check: Check::Reading,
};

/// `text` and `archive`: bytes of each that were read when reading stopped.
pub fn message(compression: Compression, archive: u64, text: u64) -> Message {
    Message::new(
        format!(
            "suspicious {} (decompression bomb): its first {} bytes decompress to {} bytes; reading stopped there",
            compression.noun(),
            grouped(archive),
            grouped(text)
        ),
        "inspect its content; if it is genuine, decompress it and check the text",
    )
}
