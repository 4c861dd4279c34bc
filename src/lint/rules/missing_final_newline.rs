//! `missing-final-newline`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-final-newline",
    severity: Severity::Info,
    what: "No newline at end of file.",
    why: "Bedrock accepts both; if another file is appended, its first record ends up on the last line. The files that Tuneset writes end in a newline.",
    example: "(a file whose last byte is })",
    instead: "(a file whose last byte is a line feed)",
    model: None,
    source: "AWS's scripts accept both (tried); its own data sets come both ways.",
    bedrock: Effect::Ignores,
    evidence: "AWS publishes data sets with and without it, and its scripts accept both (tried).",
    fixable: true,
    check: Check::Reading,
};

/// The file of `end` bytes ends within a line.
pub fn message(end: u64) -> Message {
    Message::new("no newline at end of file", "add a newline at the end")
        .fixed_by(Fix::safe("add a newline at the end").changing(end, 0, "\n"))
}
