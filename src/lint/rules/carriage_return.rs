//! `carriage-return`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "carriage-return",
    severity: Severity::Error,
    what: "Reports a carriage return that does not belong to the end of the line. The safe fixes (`--fix`) take it out between values, write it as `\\r` within a text, and put records that it stands between on lines of their own.",
    why: "AWS's scripts, like all Python text files, take it as the end of a line: within a record they find half of one. What Bedrock itself does with lines that end in CR alone is not documented.",
    example: r"(a line that ends in \r\r\n, or one with \r in it)",
    instead: r"(lines that end in \n)",
    model: None,
    source: "V-nova25, V-claude and V-llama read with universal newlines (tried).",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts take it for a line's end (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Reading,
};

/// The line contains a carriage return.
pub fn message() -> Message {
    Message::new(
        "a carriage return stands within the line",
        "end lines with LF only",
    )
}
