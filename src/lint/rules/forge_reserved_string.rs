//! `forge-reserved-string`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::rules::reserved_string::{
    Place, each_text, is_of_forge, is_on_request, is_whole, nova_hits,
};
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::Sample;

/// The rule.
pub static RULE: Rule = Rule {
    name: "forge-reserved-string",
    severity: Severity::Warning,
    what: r#"Reports words that AWS's guide takes and a validator of AWS's refuses. Those of the Nova Forge SDK alone are `Thought:` and `[EOS]` in answers, and every reserved word in tool results; those of the newer script, as a note, `user:`, `bot:`, `assistant:` and `system:` in answers, reasoning and chats for reinforcement, and other spellings of them in prompts, if they are whole words: "chatbot:" passes. The rule is off unless it is selected, with `--select`, or with `"rules": {"forge-reserved-string": "on"}` in a configuration file; the first of each record is reported."#,
    why: "Who prepares a job with the SDK, or checks it with the script, has to take them out; AWS's guide does not forbid them.",
    example: "(an answer \"Thought: I look it up.\" for Nova, with the rule switched on)",
    instead: "(an answer \"I look it up.\")",
    model: None,
    source: "V-forge: tool results, Thought: and [EOS], in any case; V-nova26: the others, in any case, in answers, too; N1-prep and N2-prep do not forbid them.",
    bedrock: Effect::Unknown,
    evidence: "Of what only the SDK or the script refuses, the service's view is not known; no document forbids it.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(found: &str, place: Place) -> Message {
    if !is_of_forge(found, place) {
        return Message::new(
            format!("AWS's newer Nova script refuses \"{found}\" here; AWS's guide does not"),
            "leave it, or use other words if the job is checked by that script",
        )
        .at(Severity::Info);
    }
    Message::new(
        format!("the Nova Forge SDK refuses \"{found}\" here; AWS's guide does not"),
        "use other words if the job is prepared with the SDK",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let is_nova = model.is_none_or(|model| model.family == Family::Nova);
    let is_chat = sample.format == Format::OpenaiRft && model.is_some();
    let is_read = is_chat || sample.format == Format::BedrockConversation2024;
    if !is_nova || !is_read || !findings.wants(&RULE) {
        return;
    }
    let mut is_reported = false;
    each_text(sample, |text, place| {
        let is_decoded = plain::is_decoded(text);
        plain::search(text, |plain, span_of| {
            let hit = nova_hits(plain).find(|(start, found)| {
                let is_wanted =
                    is_on_request(found, place) && !(is_chat && is_of_forge(found, place));
                is_wanted && is_whole(plain, is_decoded, *start, found)
            });
            if let Some((start, found)) = hit.filter(|_| !is_reported) {
                let span = span_of(start, found.len());
                findings.report_in(&RULE, sample.root, span, || message(found, place));
                is_reported = true;
            }
        });
    });
}
