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
    what: "Possible secret: API key, private key, token or password in a URL. Known are URLs with a password (`scheme://user:password@host`) and keys of AWS, GitHub, GitLab, Slack, Stripe, Google, OpenAI, Anthropic, npm, PyPI, Hugging Face, SendGrid, DigitalOcean, Shopify and Vault, recognized by prefix, length and context. Placeholders such as `AKIAIOSFODNN7EXAMPLE` are not reported. A private key is certain, other keys are likely, and keys as in examples are info. Reports never show the secret, only asterisks. A suggested fix replaces it with `[SECRET]` everywhere in the record.",
    why: "Models can reproduce training data, and anyone who gets the file has the key.",
    example: r#"{"prompt": "Which key?", "completion": "AKIAQ3EGR5Z2MUNVX7WD"}"#,
    instead: r#"{"prompt": "Which key?", "completion": "AKIAIOSFODNN7EXAMPLE"}"#,
    model: None,
    source: "The services' documentation of their key formats, and the open rules of gitleaks for lengths that it does not give; each source is next to its pattern in the code.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script looks for secrets.",
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
                    "warning: looks like an AWS access key ID",
                    "AKIAQ3EGR5Z2MUNVX7WD",
                ),
                (
                    "",
                    converse(r#"{"text": "postgres:\/\/me:hunter22@example.com\/x"}"#, HI),
                    "info: may be a password",
                    "hunter22",
                ),
            ],
        );
    }
}
