//! `personal-data`

use crate::analysis::sensitive::{Concern, Hit};
use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::redaction::redaction;
use crate::lint::{Check, Effect, RecordFinding, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "personal-data",
    severity: Severity::Warning,
    what: "Personal data (PII): e-mail, phone, payment card, bank account or US Social Security numbers. Cards and accounts must have valid check digits, phone numbers the international format; without a check digit it is a guess and only info. Example addresses (`example.com`, `a@b.com`, `alice@gmail.com`), role accounts (`support@…`, `kontakt@…`) and test card numbers of payment services are not reported. A value in many records is one finding with their number. Reports never show the value, only asterisks. A suggested fix puts placeholders everywhere in the record: `[EMAIL]`, `[PHONE]`, `[CARD]`, `[IBAN]`, `[SSN]`, numbered (`[EMAIL_2]`) for further values.",
    why: "Models can reproduce training data, and a person may have the right to have the data removed, which is impossible in a trained model.",
    example: r#"{"prompt": "Where do I write to?", "completion": "To amelie.roux@gmail.com."}"#,
    instead: r#"{"prompt": "Where do I write to?", "completion": "To amelie.roux@example.com."}"#,
    model: None,
    source: "RFC 5321 and RFC 2606 for addresses; ISO/IEC 7812 for cards; SWIFT's IBAN Registry; ITU-T E.164 for phone numbers; ssa.gov for Social Security numbers.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script looks for personal data.",
    fixable: false,
    check: Check::Redacted(amend),
};

const HELP: &str =
    "replace it with a placeholder, or exclude the record: models can reproduce training data";

/// Reports personal data at the first of `places`; the second is masked in all output. The same in other records is one finding.
pub fn report(
    root: Value<'_>,
    places: (Span, Span),
    (hit, digest): (&Hit, u64),
    fix: Option<Fix>,
    findings: &mut Collector<'_>,
) {
    let what = format!("{digest:x}");
    findings.report_fact_hidden(&RULE, root, places, what, || message(hit, fix));
}

/// The message, with the fix if there is one.
fn message(hit: &Hit, fix: Option<Fix>) -> Message {
    let message = hit.message(HELP);
    match fix {
        Some(fix) => message.fixed_by(fix),
        None => message,
    }
}

fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let (hit, fix) = redaction(root, Concern::Person)?;
    Some(RecordFinding {
        span: hit.span.shifted(root.span().start),
        message: message(&hit, Some(fix)),
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HI, converse, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [(
                "",
                converse(
                    HI,
                    r#"{"text": "support@acme.com, jane@example.com, alice@gmail.com, Poradna@skola.cz, adear@nia.nih.gov, 2020@nei.nih.gov, abc@somecompany.com, john.doe12@yahoo.fr, 4242 4242 4242 4242"}"#,
                ),
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(HI, r#"{"text": "\njane@acme.com"}"#),
                    "warning: looks like an e-mail address",
                    "jane@acme.com",
                ),
                (
                    "",
                    converse(r#"{"text": "Call +44 20 7946 0958"}"#, HI),
                    "info: may be a phone number",
                    "+44 20 7946 0958",
                ),
            ],
        );
    }
}
