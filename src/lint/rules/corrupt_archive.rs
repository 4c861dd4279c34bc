//! `corrupt-archive`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::input::decompress::{Cause, Compression};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "corrupt-archive",
    severity: Severity::Error,
    what: "Reports a compressed file that cannot be unpacked to its end. It breaks off, is damaged, or something else follows it. What was unpacked before that place is checked like any other text.",
    why: "The records behind the damage are missing, and where a checksum is wrong, those before it may not be what they were.",
    example: "(a .jsonl.gz of which the download was interrupted)",
    instead: "(the same file, fetched or packed again)",
    model: None,
    source: "RFC 1952 (gzip) and RFC 8878 (Zstandard): parts, lengths and checksums of an archive.",
    bedrock: Effect::Unknown,
    evidence: "No document of AWS says what becomes of a damaged archive of invocation logs; other training data is not compressed.",
    fixable: false,
    check: Check::Reading,
};

/// `offset` is the place in the archive.
pub fn message(compression: Compression, offset: u64, cause: &Cause) -> Message {
    let (archive, at) = (compression.noun(), grouped(offset));
    let (text, help) = match cause {
        Cause::BreaksOff => (
            format!("the {archive} breaks off after {at} bytes: its end is missing"),
            "fetch or pack it again; the text up to here was checked",
        ),
        Cause::BadChecksum => (
            format!(
                "the {archive} is damaged before its byte {at}: the text is not the one that its checksum was made of"
            ),
            "fetch or pack it again; any record up to here may be wrong",
        ),
        Cause::BytesBehind => (
            format!(
                "behind the {archive}, from byte {at} on, stand bytes that do not belong to it; they were not read"
            ),
            "fetch or pack it again, or unpack it and check the text",
        ),
        Cause::BadHeader => (
            format!("the {archive} is damaged at byte {at}: there is no such header"),
            "fetch or pack it again; the text up to here was checked",
        ),
        _ => (
            format!("the {archive} is damaged at byte {at} and cannot be unpacked beyond it"),
            "fetch or pack it again; the text up to here was checked",
        ),
    };
    Message::new(text, help)
}
