//! `json-array-file`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "json-array-file",
    severity: Severity::Error,
    what: "JSON array instead of JSON Lines. The file is one JSON array, or several in a row. Its records are still checked; the safe fix (`--fix`) writes each on its own line. Comments around the array go to set-aside.jsonl.",
    why: "Bedrock reads one record from each line; no line of an array is a record.",
    example: r#"[
  {"prompt": "a", "completion": "b"},
  {"prompt": "c", "completion": "d"}
]"#,
    instead: r#"{"prompt": "a", "completion": "b"}
{"prompt": "c", "completion": "d"}"#,
    model: None,
    source: "UG-ts: data files must conform to JSONL format.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: true,
    check: Check::Reading,
};

/// The whole file is `[ … ]`.
pub fn message() -> Message {
    Message::new(
        "the file is a JSON array; Bedrock requires JSON Lines, one object per line",
        "apply the safe fix to convert it to JSON Lines",
    )
    .fixed_by(Fix::safe("write each array element on its own line"))
}
