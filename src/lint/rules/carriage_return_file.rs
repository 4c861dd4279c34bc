//! `carriage-return-file`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "carriage-return-file",
    severity: Severity::Error,
    what: "Classic Mac line endings (CR). Its records are still checked; the safe fix (`--fix`) ends each line with a line feed.",
    why: "Many readers see one long line with many records. AWS's scripts, like Python's text files, accept a carriage return as a line ending; what Bedrock does is not documented.",
    example: r"(a file of records with \r between them)",
    instead: r"(the same records with \n between them)",
    model: None,
    source: "V-nova25, V-claude and V-llama read with universal newlines (tried); UG-ts: data files must conform to JSONL format.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts accept it as a line ending (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Reading,
};

/// Nothing but carriage returns ends the lines.
pub fn message() -> Message {
    Message::new(
        "classic Mac line endings (CR); Bedrock requires line feeds (LF)",
        "apply the safe fix, or save the file with Unix line endings",
    )
    .fixed_by(Fix::safe("end each line with a line feed"))
}
