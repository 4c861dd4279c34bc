//! `script-reserved-string`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::rules::reserved_string::{
    Place, each_text, is_of_forge, is_refused, is_whole, nova_hits,
};
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::Sample;

/// The rule.
pub static RULE: Rule = Rule {
    name: "script-reserved-string",
    severity: Severity::Warning,
    what: r#"Keyword that only one of AWS's Nova validators rejects. AWS's newer script rejects the words of `reserved-string` in other spellings, in answers, reasoning and chats for reinforcement, too; the Nova Forge SDK rejects `Thought:` and `[EOS]` in answers, and every reserved word in tool results. Only whole words count: "chatbot:" passes. It is off by default; turn it on with `--select`, or with `"rules": {"script-reserved-string": "on"}` in a configuration file. The first one per record is reported."#,
    why: "If your data is checked by one of them, remove these words; AWS's guide does not forbid them.",
    example: "(an answer \"Thought: I look it up.\" for Nova, with the rule switched on)",
    instead: "(an answer \"I look it up.\")",
    model: None,
    source: "V-nova26: any case, and answers, reasoning and chats for reinforcement; V-forge: tool results, Thought: and [EOS], in any case; N1-prep and N2-prep do not forbid them.",
    bedrock: Effect::Unknown,
    evidence: "What the service does about them is not known; no document forbids them.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn message(found: &str, place: Place) -> Message {
    let who = if is_of_forge(found, place) {
        "the Nova Forge SDK"
    } else {
        "AWS's newer Nova script"
    };
    Message::new(
        format!("{who} rejects \"{found}\" here; AWS's guide does not"),
        "use other words if your data is checked by it",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let family = model.map(|model| model.family);
    let is_nova = match sample.format {
        Format::BedrockConversation2024 => family.is_none_or(|family| family == Family::Nova),
        Format::OpenaiRft => family == Some(Family::Nova),
        _ => false,
    };
    if !is_nova || !findings.wants(&RULE) {
        return;
    }
    let mut is_reported = false;
    each_text(sample, |text, place| {
        let is_decoded = plain::is_decoded(text);
        plain::search(text, |plain, span_of| {
            let hit = nova_hits(plain).find(|(start, found)| {
                !is_refused(found, place) && is_whole(plain, is_decoded, *start, found)
            });
            if let Some((start, found)) = hit.filter(|_| !is_reported) {
                let span = span_of(start, found.len());
                findings.report_in(&RULE, sample.root, span, || message(found, place));
                is_reported = true;
            }
        });
    });
}
