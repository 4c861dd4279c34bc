//! `engine-fault`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "engine-fault",
    severity: Severity::Error,
    what: "Reports a record that Tuneset itself failed on. It counts as one record and is left out; all others are checked as ever.",
    why: "This is a bug of Tuneset, and nothing is known of the record. A report of the bug helps to mend it.",
    example: "(a record that Tuneset fails on)",
    instead: "(the same record, and a Tuneset in which the bug is mended)",
    model: None,
    source: "None: this is about Tuneset.",
    bedrock: Effect::Unknown,
    evidence: "Inferred: not known, for the record was not checked.",
    fixable: false,
    check: Check::Reading,
};

/// `reason` is the first line of the panic.
pub fn message(reason: &str) -> Message {
    Message::new(
        "Tuneset itself failed on this record",
        format!(
            "please report this bug of Tuneset ({reason}), with the record if others may see it; until it is mended, the record is left out"
        ),
    )
}
