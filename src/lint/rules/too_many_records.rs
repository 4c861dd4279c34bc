//! `too-many-records`

use std::borrow::Cow;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Breach, Whose};

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-many-records",
    severity: Severity::Error,
    what: "Too many records for the model.",
    why: "The job fails when it reads the data set. Invalid records and dropped duplicates do not count.",
    example: "(20,001 records for nova-lite, which takes 20,000)",
    instead: "(the best 20,000 of them)",
    model: Some("nova-lite"),
    source: "GR, UG-prep: maximum of records for each model; many of them are quotas that AWS raises on request.",
    bedrock: Effect::Rejects,
    evidence: "GR, UG-prep: the maximum is a quota, which AWS raises on request if it is adjustable.",
    fixable: false,
    check: Check::Reading,
};

/// `what` names the records that are counted: "valid records", "validation records"; `quota` the limit, where AWS
/// adjusts it.
pub fn message(
    what: &str,
    count: u64,
    breach: Breach<'_>,
    quota: Option<&str>,
    model: &str,
) -> Message {
    let help = match quota {
        Some(name) if breach.whose != Whose::User => Cow::Owned(format!(
            "exclude records, or ask AWS to raise the quota and set the limit {name} to your quota"
        )),
        _ => Cow::Borrowed("exclude records"),
    };
    breach.weigh(Message::new(
        format!("{} {what}; {model} allows at most {breach}", grouped(count)),
        help,
    ))
}
