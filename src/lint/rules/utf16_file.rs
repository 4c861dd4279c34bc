//! `utf-16-file`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "utf-16-file",
    severity: Severity::Error,
    what: "Reports a file in UTF-16. Spreadsheets and some Windows editors save text so; it is recognised by its byte order mark or its zero bytes.",
    why: "Bedrock and every script that AWS publishes read UTF-8.",
    example: r#"(a file saved as "Unicode" on Windows)"#,
    instead: "(the same file saved as UTF-8)",
    model: None,
    source: "Cohere's guide asks for UTF-8; AWS's scripts fail on UTF-16 (tried).",
    bedrock: Effect::Rejects,
    evidence: "Inferred: JSON is UTF-8 (RFC 8259), and UG-ts refuses what is not JSON Lines. AWS's scripts fail (tried).",
    fixable: false,
    check: Check::Reading,
};

/// `order` is "little-endian" or "big-endian".
pub fn message(order: &str) -> Message {
    Message::new(
        format!("the file is UTF-16 ({order}), not UTF-8"),
        "save it as UTF-8 without a byte order mark: iconv -f UTF-16 -t UTF-8 FILE",
    )
}
