//! `probable-secret`

use crate::analysis::sensitive::{Concern, Hit};
use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::redaction::redaction;
use crate::lint::{Check, Effect, RecordFinding, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "probable-secret",
    severity: Severity::Warning,
    what: "Reports what opens something: keys of services, private keys, web tokens, and passwords in addresses. These are such as `scheme://user:password@host`; keys of AWS, GitHub, GitLab, Slack, Stripe, Google, OpenAI, Anthropic, npm, PyPI, Hugging Face, SendGrid, DigitalOcean, Shopify and Vault are known. It goes by what they begin with, how long they are and what stands around them; placeholders such as `AKIAIOSFODNN7EXAMPLE` are passed over. A private key is sure, a key likely, what an example uses a guess and a note only. No report shows the secret: there are stars in its place. A suggested fix writes `[SECRET]` in all its places in the record.",
    why: "What a model is trained on it may repeat to anybody who asks; and whoever gets the file has the key.",
    example: r#"{"prompt": "Which key?", "completion": "AKIAQ3EGR5Z2MUNVX7WD"}"#,
    instead: r#"{"prompt": "Which key?", "completion": "AKIAIOSFODNN7EXAMPLE"}"#,
    model: None,
    source: "The services' own documents on the form of their keys, and the open rules of gitleaks for lengths that these do not name; each stands beside its form in the code.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no guide and no script of AWS's looks for secrets.",
    fixable: false,
    check: Check::Redacted(amend),
};

const HELP: &str = "replace it with a placeholder, and revoke it if it is real: models can reproduce training data";

/// Reports a secret at the first of `places`; the second is masked in all output.
pub fn report(
    root: Value<'_>,
    places: (Span, Span),
    hit: &Hit,
    fix: Option<Fix>,
    findings: &mut Collector<'_>,
) {
    findings.report_hidden(&RULE, root, places, || message(hit, fix));
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
    let (hit, fix) = redaction(root, Concern::Secret)?;
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
            [("", converse(HI, r#"{"text": "AKIAIOSFODNN7EXAMPLE"}"#))],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(HI, r#"{"text": "Here:\nAKIAQ3EGR5Z2MUNVX7WD."}"#),
                    "warning: likely an AWS access key ID",
                    "AKIAQ3EGR5Z2MUNVX7WD",
                ),
                (
                    "",
                    converse(r#"{"text": "postgres:\/\/me:hunter22@example.com\/x"}"#, HI),
                    "info: perhaps a password",
                    "hunter22",
                ),
            ],
        );
    }
}
