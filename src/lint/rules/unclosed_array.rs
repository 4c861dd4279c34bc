//! `unclosed-array`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unclosed-array",
    severity: Severity::Warning,
    what: "JSON array without its closing bracket; the file may be truncated. The file ends after a complete record. Its records are still checked and can be written (`json-array-file`). A file that ends inside a record is reported as `invalid-json` instead.",
    why: "An interrupted download or program leaves such a file. Records may be missing at the end, and the file does not show how many.",
    example: r#"[{"prompt": "a", "completion": "b"},
{"prompt": "c", "completion": "d"},"#,
    instead: r#"[{"prompt": "a", "completion": "b"},
{"prompt": "c", "completion": "d"},
{"prompt": "e", "completion": "f"}]"#,
    model: None,
    source: "RFC 8259, section 5: an array ends with a right square bracket.",
    bedrock: Effect::Unknown,
    evidence: "No AWS document mentions missing records; an array is rejected, closed or not.",
    fixable: false,
    check: Check::Reading,
};

/// The file ends behind so many records of an array.
pub fn message(records: u64) -> Message {
    let records = several(records, "record");
    Message::new(
        format!(
            "the file ends after {records} without the closing ] of the array: it may be truncated"
        ),
        "compare the number of records with the source, and download or export the file again if some are missing",
    )
}
