//! `binary-file`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::input::decompress::Compression;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "binary-file",
    severity: Severity::Error,
    what: "Binary file, not text: a ZIP archive, a spreadsheet or an image, for example. It is recognized by its first bytes; its content is not checked.",
    why: "Bedrock reads plain JSON Lines only.",
    example: "(a .jsonl file that is really a .zip archive)",
    instead: "(the file inside the archive)",
    model: None,
    source: "UG-ts: data files must conform to JSONL.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: false,
    check: Check::Reading,
};

/// `kind` is a description of the file: "a gzip archive".
pub fn message(kind: &str, help: &'static str) -> Message {
    Message::new(format!("the file is {kind}, not JSON Lines text"), help)
}

/// A dictionary that is not there would be needed to unpack it.
pub fn needs_dictionary(compression: Compression, id: u32) -> Message {
    message(
        &format!("a {} that requires dictionary {id}", compression.noun()),
        "decompress it with the dictionary: zstd -d -D DICTIONARY FILE",
    )
}

/// Unpacking it takes `bytes` of memory for its window.
pub fn needs_window(compression: Compression, bytes: u64) -> Message {
    message(
        &format!(
            "a {} that needs {} bytes of memory to decompress",
            compression.noun(),
            grouped(bytes)
        ),
        "decompress it first: unzstd --memory=2048MB FILE",
    )
}
