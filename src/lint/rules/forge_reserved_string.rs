//! `forge-reserved-string`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::rules::reserved_string::{each_text, is_of_forge, is_whole, nova_hits};
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::Sample;

/// The rule.
pub static RULE: Rule = Rule {
    name: "forge-reserved-string",
    severity: Severity::Warning,
    what: r#"Keyword that only the Nova Forge SDK rejects. These are `Thought:` and `[EOS]` in answers, and every reserved word in tool results. It is off by default; turn it on with `--select`, or with `"rules": {"forge-reserved-string": "on"}` in a configuration file. The first one per record is reported."#,
    why: "If you prepare a job with the SDK, remove them; a job in Bedrock accepts them.",
    example: "(an answer \"Thought: I look it up.\" for Nova, with the rule switched on)",
    instead: "(an answer \"I look it up.\")",
    model: None,
    source: "V-forge: tool results, Thought: and [EOS], in any case; N1-prep and N2-prep do not forbid them.",
    bedrock: Effect::Unknown,
    evidence: "What the service does about them is not known; no document forbids them.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(found: &str) -> Message {
    Message::new(
        format!("the Nova Forge SDK rejects \"{found}\" here; AWS's guide does not"),
        "use other words if you prepare the job with the SDK",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let is_nova = model.is_none_or(|model| model.family == Family::Nova);
    if !is_nova || sample.format != Format::BedrockConversation2024 || !findings.wants(&RULE) {
        return;
    }
    let mut is_reported = false;
    each_text(sample, |text, place| {
        let is_decoded = plain::is_decoded(text);
        plain::search(text, |plain, span_of| {
            let hit = nova_hits(plain).find(|(start, found)| {
                is_of_forge(found, place) && is_whole(plain, is_decoded, *start, found)
            });
            if let Some((start, found)) = hit.filter(|_| !is_reported) {
                let span = span_of(start, found.len());
                findings.report_in(&RULE, sample.root, span, || message(found));
                is_reported = true;
            }
        });
    });
}
