//! `unclosed-array`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unclosed-array",
    severity: Severity::Warning,
    what: "Reports a file that ends behind a whole record of a JSON array, without the bracket that closes the array. Every record is checked and can be written all the same (`json-array-file`). A file that ends within a record is reported as `invalid-json` instead.",
    why: "A download or a program that broke off leaves such a file. Records behind the last one may be missing, and nothing in the file shows how many.",
    example: r#"[{"prompt": "a", "completion": "b"},
{"prompt": "c", "completion": "d"},"#,
    instead: r#"[{"prompt": "a", "completion": "b"},
{"prompt": "c", "completion": "d"},
{"prompt": "e", "completion": "f"}]"#,
    model: None,
    source: "RFC 8259, section 5: an array ends with a right square bracket.",
    bedrock: Effect::Unknown,
    evidence: "No document of AWS's speaks of records that are missing; an array itself is refused, closed or not.",
    fixable: false,
    check: Check::Reading,
};

/// The file ends behind so many records of an array.
pub fn message(records: u64) -> Message {
    let records = several(records, "record");
    Message::new(
        format!(
            "the file ends behind {records} without the ] that closes the array: it may have been cut off"
        ),
        "compare the number of records with their source, and fetch or export the file again if some are missing",
    )
}
