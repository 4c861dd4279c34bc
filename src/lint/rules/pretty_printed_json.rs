//! `pretty-printed-json`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "pretty-printed-json",
    severity: Severity::Error,
    what: "Record spread over several lines (pretty-printed JSON). This may be true of the whole file or of single records. The records are still checked; the safe fix (`--fix`) writes each on one line and drops commas between them. Comments between records go to set-aside.jsonl, comments inside a record are removed.",
    why: "Bedrock reads one record from each line; part of an object is not JSON.",
    example: r#"{
  "prompt": "a",
  "completion": "b"
}"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: "UG-ts: data files must conform to JSONL format; many examples in AWS's own pages are printed so.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: true,
    check: Check::Reading,
};

/// Objects go over several lines.
pub fn message() -> Message {
    Message::new(
        "records are spread over several lines; Bedrock requires one record per line",
        "apply the safe fix to write each record on one line",
    )
    .fixed_by(Fix::safe("write each record on one line"))
}

/// One object of a file of lines goes over several of them.
pub fn of_a_record() -> Message {
    Message::new(
        "this record is spread over several lines; Bedrock requires one record per line",
        "apply the safe fix to write it on one line",
    )
}
