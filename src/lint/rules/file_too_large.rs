//! `file-too-large`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};
use crate::models::Breach;

/// The rule.
pub static RULE: Rule = Rule {
    name: "file-too-large",
    severity: Severity::Error,
    what: "File larger than the model's limit.",
    why: "The job fails before it reads a record.",
    example: "(a training file of 1.2 GB for titan-text-express, which takes 1 GB)",
    instead: "(fewer records, or shorter ones)",
    model: Some("titan-text-express"),
    source: "UG-prep, table of file sizes; the base of GB is not stated, AWS's scripts use 2^30.",
    bedrock: Effect::Rejects,
    evidence: "UG-prep and GR list the sizes as quotas; V-claude rejects the file.",
    fixable: false,
    check: Check::Reading,
};

/// `side` is "training" or "validation"; sizes in bytes.
pub fn message(side: &str, bytes: u64, breach: Breach<'_>, model: &str) -> Message {
    breach.weigh(Message::new(
        format!(
            "the {side} file has {} bytes; {model} allows at most {breach}",
            grouped(bytes)
        ),
        "remove records or shorten them",
    ))
}
