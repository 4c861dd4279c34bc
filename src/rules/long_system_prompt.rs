//! `long-system-prompt`

use crate::diagnostic::{Message, Severity};
use crate::figure::grouped;
use crate::findings::Findings;
use crate::models::Model;
use crate::rules::{Check, Effect, Rule};
use crate::sample::Sample;
use crate::tokens::Extent;

/// The rule.
pub static RULE: Rule = Rule {
    name: "long-system-prompt",
    severity: Severity::Info,
    what: "Reports a system prompt of an estimated 2,000 tokens or more.",
    why: "A fine-tuned model can do without most of it: that is what fine-tuning may save on each request. The same prompt must then stand in training and in use.",
    example: "(a system prompt of 10,000 characters)",
    instead: "(the same prompt, shortened to what training cannot teach)",
    model: None,
    source: "N2-prep: use the same system prompt in training and inference; UG-cm: training is billed by tokens.",
    bedrock: Effect::Ignores,
    evidence: "N2-prep only asks for the same system prompt in training and in use.",
    fixable: false,
    check: Check::Sample(check),
};

/// From this estimate on a system prompt is what fine-tuning may save.
pub const LONG_SYSTEM_PROMPT_TOKENS: u64 = 2_000;

fn message(tokens: u64) -> Message {
    Message::new(
        format!(
            "the system prompt is an estimated {} tokens long",
            grouped(tokens)
        ),
        "train with a shorter one, and use the same in requests: the model learns the rest from the examples",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Findings<'_>) {
    let mut extent = Extent::default();
    for text in &sample.system {
        extent.add(*text);
    }
    let tokens = extent.tokens().likely;
    if let Some(first) = sample
        .system
        .first()
        .filter(|_| tokens >= LONG_SYSTEM_PROMPT_TOKENS)
    {
        findings.report_in(&RULE, sample.root, first.span(), || message(tokens));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HELLO, HI, converse_with, fails, passes};

    #[test]
    fn table() {
        let prompt = |length: usize| format!(r#""system": [{{"text": "{}"}}]"#, "a".repeat(length));
        let record = |length| converse_with(&prompt(length), HI, HELLO);
        passes(&RULE, [("", record(7_996))]);
        let text = format!("\"{}\"", "a".repeat(7_997));
        fails(
            &RULE,
            [(
                "",
                record(7_997),
                "info: the system prompt is an estimated 2,000 tokens",
                text.as_str(),
            )],
        );
    }
}
