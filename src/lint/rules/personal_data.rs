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
    what: "Reports what tells who somebody is: e-mail addresses, phone numbers, numbers of payment cards, bank accounts and US social security. Cards and accounts have to have the right check digits, phone numbers the international form; without a check digit it is a guess and a note only. Addresses of examples (`example.com`, `a@b.com`, `alice@gmail.com`) and of offices (`support@…`, `kontakt@…`) are passed over, and so are card numbers that payment services give out for tests. What many records hold is one finding with their number. No report shows it: there are stars in its place. A suggested fix writes placeholders in all places of the record: `[EMAIL]`, `[PHONE]`, `[CARD]`, `[IBAN]`, `[SSN]`, and with a number, `[EMAIL_2]`, for another value of the kind.",
    why: "A model may repeat what it was trained on to anybody who asks, and a person may have the right to have it removed, which a model cannot do.",
    example: r#"{"prompt": "Where do I write to?", "completion": "To amelie.roux@gmail.com."}"#,
    instead: r#"{"prompt": "Where do I write to?", "completion": "To amelie.roux@example.com."}"#,
    model: None,
    source: "RFC 5321 and RFC 2606 for addresses; ISO/IEC 7812 for cards; SWIFT's IBAN Registry; ITU-T E.164 for phone numbers; ssa.gov for social security numbers.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no guide and no script of AWS's looks for personal data.",
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
                    "warning: likely an e-mail address",
                    "jane@acme.com",
                ),
                (
                    "",
                    converse(r#"{"text": "Call +44 20 7946 0958"}"#, HI),
                    "info: perhaps a phone number",
                    "+44 20 7946 0958",
                ),
            ],
        );
    }
}
