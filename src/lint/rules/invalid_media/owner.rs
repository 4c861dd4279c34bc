//! `bucketOwner`: the account of a bucket, 12 digits in a string.

use super::RULE;
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::RecordFinding;
use crate::lint::collector::Collector;
use crate::lint::rules::placeholder;

const DIGITS: usize = 12;

fn is_account(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn wrong(owner: Value<'_>) -> Message {
    let is_placeholder = owner
        .as_text()
        .is_some_and(|text| placeholder::is_account(&text.decode()));
    let is_number = owner.kind() == Kind::Number;
    let (what, help) = if is_placeholder {
        (
            "bucketOwner is a placeholder; use a 12-digit account ID",
            "use a string of 12 digits, or remove it",
        )
    } else if is_number && is_account(owner.raw()) {
        (
            "bucketOwner is a number; an account ID is a string of 12 digits",
            "put the 12 digits in quotes",
        )
    } else if is_number {
        (
            "bucketOwner is not a 12-digit account ID",
            "use a string of 12 digits; a number loses its leading zeros",
        )
    } else {
        (
            "bucketOwner is not a 12-digit account ID",
            "use a string of 12 digits, or remove it",
        )
    };
    let message = Message::new(what, help);
    // To AWS's newer script null is an absent key.
    if owner.raw() == "null" {
        message.at(Severity::Warning)
    } else {
        message
    }
}

/// Returns the fix that writes the number as a string.
fn quoted(owner: Value<'_>) -> Fix {
    let edit = FixEdit {
        offset: u64::from(owner.span().start),
        length: owner.span().len(),
        text: format!("\"{}\"", owner.raw()).into(),
    };
    Fix::of_edits(true, "write the account ID as a string", vec![edit])
}

fn is_numeric_account(owner: &Value<'_>) -> bool {
    owner.kind() == Kind::Number && is_account(owner.raw())
}

/// Checks the owner of the bucket at `location`.
pub(super) fn check(root: Value<'_>, location: Option<Value<'_>>, findings: &mut Collector<'_>) {
    let owner = location.and_then(|location| location.get("bucketOwner"));
    // A null is reported by `null-field`.
    let Some(owner) = owner.filter(|owner| owner.kind() != Kind::Null) else {
        return;
    };
    let is_whole = |text: crate::json::Text<'_>| is_account(text.raw());
    if owner.as_text().is_some_and(is_whole) || !findings.wants(&RULE) {
        return;
    }
    let message = if is_numeric_account(&owner) {
        findings.of_record(wrong(owner).fixed_by(quoted(owner)))
    } else {
        wrong(owner)
    };
    findings.report_in(&RULE, root, owner.span(), || message);
}

/// Finds an account id of 12 digits that is a number.
pub(super) fn amend(block: Value<'_>) -> Option<RecordFinding> {
    let media = ["image", "video", "document"];
    let media = media.iter().find_map(|kind| block.get(kind))?;
    let owner = media.get("source")?.get("s3Location")?.get("bucketOwner")?;
    is_numeric_account(&owner).then(|| RecordFinding {
        span: owner.span(),
        message: wrong(owner).fixed_by(quoted(owner)),
    })
}
