//! `too-many-records`

use crate::diagnostic::{Message, Severity};
use crate::figure::grouped;
use crate::models::Breach;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-many-records",
    severity: Severity::Error,
    what: "Reports a data set with more records than the model takes, invalid records and dropped duplicates left out.",
    why: "The job fails once the data set is read.",
    example: "(20,001 records for nova-lite, which takes 20,000)",
    instead: "(the best 20,000 of them)",
    model: Some("nova-lite"),
    source: "GR, UG-prep: maximum of records for each model; many of them are quotas that AWS raises on request.",
    bedrock: Effect::Rejects,
    evidence: "GR, UG-prep: the maximum is a quota, which AWS raises on request where it is adjustable.",
    fixable: false,
    check: Check::Reading,
};

/// `what` names the records that are counted: "valid records", "validation records".
pub fn message(
    what: &str,
    count: u64,
    breach: Breach<'_>,
    adjustable: bool,
    model: &str,
) -> Message {
    let help = if adjustable {
        "leave records out, or ask AWS to raise the quota"
    } else {
        "leave records out"
    };
    breach.weigh(Message::new(
        format!("{} {what}; {model} takes at most {breach}", grouped(count)),
        help,
    ))
}
