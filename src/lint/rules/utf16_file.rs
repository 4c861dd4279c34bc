//! `utf-16-file`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "utf-16-file",
    severity: Severity::Error,
    what: "UTF-16 file, not UTF-8. Spreadsheets and some Windows editors save text as UTF-16. It is recognized by its byte order mark or its zero bytes, and its records are still checked. The safe fix (`--fix`) writes them as UTF-8. UTF-32, and UTF-16 inside an archive, are reported but not read.",
    why: "Bedrock and every script that AWS publishes read UTF-8.",
    example: r#"(a file saved as "Unicode" on Windows)"#,
    instead: "(the same file saved as UTF-8)",
    model: None,
    source: "Cohere's guide asks for UTF-8; AWS's scripts fail on UTF-16 (tried).",
    bedrock: Effect::Rejects,
    evidence: "Inferred: JSON is UTF-8 (RFC 8259), and UG-ts rejects files that are not JSON Lines. AWS's scripts fail (tried).",
    fixable: true,
    check: Check::Reading,
};

/// The text of the file was read; `order` is "little-endian" or "big-endian".
pub fn decoded(order: &str) -> Message {
    Message::new(
        format!("the file is UTF-16 ({order}), not UTF-8"),
        "apply the safe fix to convert it to UTF-8, or save it as UTF-8 without a byte order mark",
    )
    .fixed_by(Fix::safe("convert the file to UTF-8"))
}

/// The file is of an encoding that is not read: `name` is what iconv calls it.
pub fn message(name: &'static str, command: &'static str) -> Message {
    Message::new(format!("the file is {name}, not UTF-8"), command)
}
