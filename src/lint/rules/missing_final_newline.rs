//! `missing-final-newline`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-final-newline",
    severity: Severity::Info,
    what: "Reports a last record without a line feed.",
    why: "Bedrock takes both; a file joined to this one would run into its last record. The files that Tuneset writes end in a line feed.",
    example: "(a file whose last byte is })",
    instead: "(a file whose last byte is a line feed)",
    model: None,
    source: "AWS's scripts accept both (tried); its own data sets come both ways.",
    bedrock: Effect::Ignores,
    evidence: "AWS publishes data sets with and without it, and its scripts take both (tried).",
    fixable: true,
    check: Check::Reading,
};

/// The file of `end` bytes ends within a line.
pub fn message(end: u64) -> Message {
    Message::new(
        "the last line has no line feed",
        "end the file with a line feed",
    )
    .fixed_by(Fix::safe("end the file with a line feed").changing(end, 0, "\n"))
}
