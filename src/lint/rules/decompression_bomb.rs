//! `decompression-bomb`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::input::decompress::Compression;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "decompression-bomb",
    severity: Severity::Error,
    what: "Reports a compressed file that unfolds into far more text, or far more lines and values, than data does. Reading stops there: at 500 times the size of the archive and 64 MiB (gzip) or 128 MiB (Zstandard) more, and earlier where nearly every byte begins a record.",
    why: "A megabyte can be made to unfold into gigabytes of nothing, which would be work for minutes. Records do not: gzip packs even copies of one record to no less than a 412th of their size. Zstandard packs copies far smaller, so that a file of nothing but copies may be refused, too.",
    example: "(a .gz of 1 MB that unfolds into 1 GB of zeros)",
    instead: "(the data itself, not compressed, if it is meant)",
    model: None,
    source: "RFC 1951: at most 258 bytes at once, in 5 bits and more where lines have 17 bytes and more.",
    bedrock: Effect::Unknown,
    evidence: "No document of AWS says what becomes of such a file.",
    fixable: false,
    check: Check::Reading,
};

/// `text` and `archive`: bytes of each that were read when reading stopped.
pub fn message(compression: Compression, archive: u64, text: u64) -> Message {
    Message::new(
        format!(
            "the {} unfolds into far more text, or more lines and values, than data does: {} bytes from its first {}; reading stopped there",
            compression.noun(),
            grouped(text),
            grouped(archive)
        ),
        "look at what is in it; if it is meant, unpack it yourself and check the text",
    )
}
