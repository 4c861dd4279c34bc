//! `too-few-records`

use std::borrow::Cow;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::{Check, Effect, Rule};
use crate::models::Breach;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-few-records",
    severity: Severity::Error,
    what: "Too few records for the model.",
    why: "The job fails when it reads the data set. Invalid records and dropped duplicates do not count.",
    example: "(5 records for nova-lite, which needs 8)",
    instead: "(8 records or more)",
    model: Some("nova-lite"),
    source: "N1-prep, UG-prep: minimum of records for each model; Nova 2 Lite: 200 in UG-n2sft, V-nova26 and V-forge, 8 only in N2-prep.",
    bedrock: Effect::Rejects,
    evidence: "N1-prep, UG-prep, UG-n2sft: the minimum is a requirement; V-nova25, V-nova26 and V-claude reject the file.",
    fixable: false,
    check: Check::Reading,
};

/// `what` names the records that are counted: "valid records", "validation records"; `name` is the limit's where a caller
/// may set it.
pub fn message(
    what: &str,
    count: u64,
    breach: Breach<'_>,
    name: Option<&str>,
    model: &str,
) -> Message {
    let what = if count == 1 {
        what.replacen("records", "record", 1)
    } else {
        what.to_owned()
    };
    let help = match (name, breach.looser) {
        (Some(name), Some((looser, _))) if breach.certain && count >= looser => {
            Cow::Owned(format!(
                "add examples, or fix the invalid ones; to use the other source, set the limit {name} to {looser}"
            ))
        }
        _ => Cow::Borrowed("add examples, or fix the invalid ones"),
    };
    breach.weigh(Message::new(
        format!(
            "{} {what}; {model} requires at least {breach}",
            grouped(count)
        ),
        help,
    ))
}
