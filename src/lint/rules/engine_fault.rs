//! `engine-fault`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "engine-fault",
    severity: Severity::Error,
    what: "Internal error of Tuneset on this record. It counts as one record and is excluded; all others are checked as usual.",
    why: "This is a bug in Tuneset; nothing is known about the record. A bug report helps to fix it.",
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
        "internal error: Tuneset failed on this record",
        format!(
            "please report this bug ({reason}), with the record if you can share it; the record is excluded"
        ),
    )
}
