//! `line-too-long`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "line-too-long",
    severity: Severity::Error,
    what: "Line longer than 256 MiB. It is not read; it counts as one record and is excluded.",
    why: "No model accepts a record near that size; most likely line breaks are missing.",
    example: "(a line of 300 MB)",
    instead: "(one record a line)",
    model: None,
    source: "UG-prep: the longest record that any model accepts is 32,000 tokens.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Input size exceeded in file … for record starting with …""#,
    fixable: false,
    check: Check::Reading,
};

/// `bytes` is the line's length.
pub fn message(bytes: u64) -> Message {
    Message::new(
        format!(
            "the line has {} bytes, too many for a record",
            grouped(bytes)
        ),
        "put each record on its own line",
    )
}
