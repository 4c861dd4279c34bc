//! `empty-file`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-file",
    severity: Severity::Error,
    what: "Empty file: no records. The file is empty or has only blank lines.",
    why: "A job without records fails at once.",
    example: "(a file of 0 bytes)",
    instead: "(one record per line)",
    model: None,
    source: "UG-ts: every line of a data file is a JSON object; AWS's scripts reject an empty file.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format." Every model needs some records."#,
    fixable: false,
    check: Check::Reading,
};

/// No record was found.
pub fn message() -> Message {
    Message::new(
        "the file is empty: no records",
        "put one JSON object on each line",
    )
}
