//! `carriage-return-file`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "carriage-return-file",
    severity: Severity::Error,
    what: "Reports a file whose lines end in carriage returns alone, as on an old Macintosh. Its records are checked all the same; the safe fixes (`--fix`) end each line with a line feed.",
    why: "Who reads line by line finds one long line of many records. AWS's scripts, like all Python text files, take a carriage return as a line's end; what Bedrock itself does is not documented.",
    example: r"(a file of records with \r between them)",
    instead: r"(the same records with \n between them)",
    model: None,
    source: "V-nova25, V-claude and V-llama read with universal newlines (tried); UG-ts: data files must conform to JSONL format.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts take it for a line's end (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Reading,
};

/// Nothing but carriage returns ends the lines.
pub fn message() -> Message {
    Message::new(
        "the lines of the file end in carriage returns; Bedrock wants line feeds",
        "apply the safe fixes to end each line with a line feed, or save the file with Unix line ends",
    )
    .fixed_by(Fix::safe("end each line with a line feed"))
}
