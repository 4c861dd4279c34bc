//! `binary-file`

use crate::diagnostic::{Message, Severity};
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "binary-file",
    severity: Severity::Error,
    what: "Reports a file that is not text: compressed, a spreadsheet, an image. It is recognised by its first bytes and not looked into.",
    why: "Bedrock reads plain JSON Lines only.",
    example: "(a .jsonl file that is really a .gz archive)",
    instead: "(the file inside the archive)",
    model: None,
    source: "UG-ts: data files must conform to JSONL.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: false,
    check: Check::Reading,
};

/// `kind` says what the file is: "a gzip archive".
pub fn message(kind: &str, help: &'static str) -> Message {
    Message::new(format!("the file is {kind}, not JSON Lines text"), help)
}
