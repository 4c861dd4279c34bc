//! `carriage-return`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "carriage-return",
    severity: Severity::Error,
    what: "Carriage return inside a line. The safe fix (`--fix`) removes it between values, escapes it as `\\r` inside a string, and writes records separated by it on their own lines.",
    why: "AWS's scripts, like Python's text files, treat it as the end of a line, which cuts the record in two. What Bedrock does with lines that end in CR alone is not documented.",
    example: r"(a line that ends in \r\r\n, or one with \r in it)",
    instead: r"(lines that end in \n)",
    model: None,
    source: "V-nova25, V-claude and V-llama read with universal newlines (tried).",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts accept it as a line ending (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Reading,
};

/// The line contains a carriage return.
pub fn message() -> Message {
    Message::new(
        "carriage return inside the line",
        "use LF line endings only",
    )
}
