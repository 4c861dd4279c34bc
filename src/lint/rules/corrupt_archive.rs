//! `corrupt-archive`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::input::decompress::{Cause, Compression};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "corrupt-archive",
    severity: Severity::Error,
    what: "Corrupt or truncated compressed file. It ends early, is damaged, or is followed by other data. The part before that was decompressed and is checked.",
    why: "The records after the damage are missing; if a checksum does not match, the records before it may be wrong, too.",
    example: "(a .jsonl.gz of which the download was interrupted)",
    instead: "(the same file, fetched or packed again)",
    model: None,
    source: "RFC 1952 (gzip) and RFC 8878 (Zstandard): parts, lengths and checksums of an archive.",
    bedrock: Effect::Unknown,
    evidence: "No AWS document says what becomes of a damaged archive of invocation logs; other training data is not compressed.",
    fixable: false,
    check: Check::Reading,
};

/// `offset` is the place in the archive.
pub fn message(compression: Compression, offset: u64, cause: &Cause) -> Message {
    let (archive, at) = (compression.noun(), grouped(offset));
    let (text, help) = match cause {
        Cause::BreaksOff => (
            format!("the {archive} is truncated after {at} bytes"),
            "download or compress it again; the part before that was checked",
        ),
        Cause::BadChecksum => (
            format!("the {archive} is damaged before byte {at}: its checksum does not match"),
            "download or compress it again; any record before that may be wrong",
        ),
        Cause::BytesBehind => (
            format!(
                "unexpected data after the end of the {archive}, from byte {at}; it was not read"
            ),
            "download or compress it again, or decompress it and check the text",
        ),
        Cause::BadHeader => (
            format!("the {archive} is damaged at byte {at}: invalid header"),
            "download or compress it again; the part before that was checked",
        ),
        _ => (
            format!("the {archive} is damaged at byte {at} and cannot be decompressed further"),
            "download or compress it again; the part before that was checked",
        ),
    };
    Message::new(text, help)
}
