//! `too-few-records`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};
use crate::models::Breach;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-few-records",
    severity: Severity::Error,
    what: "Reports a data set with fewer records than the model needs, invalid records and dropped duplicates left out.",
    why: "The job fails once the data set is read.",
    example: "(5 records for nova-lite, which needs 8)",
    instead: "(8 records or more)",
    model: Some("nova-lite"),
    source: "N1-prep, UG-prep: minimum of records for each model.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, UG-prep: the minimum is a requirement; V-nova25 and V-claude refuse the file.",
    fixable: false,
    check: Check::Reading,
};

/// `what` names the records that are counted: "valid records", "validation records".
pub fn message(what: &str, count: u64, breach: Breach<'_>, model: &str) -> Message {
    let what = if count == 1 {
        what.replacen("records", "record", 1)
    } else {
        what.to_owned()
    };
    breach.weigh(Message::new(
        format!("{} {what}; {model} needs at least {breach}", grouped(count)),
        "add examples, or mend the invalid ones",
    ))
}
