//! `confusable-characters`

use crate::analysis::profile::unicode_script::{Disguise, disguises};
use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text};
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "confusable-characters",
    severity: Severity::Warning,
    what: "Look-alike letters of two scripts in one word, such as a Cyrillic \u{430} in a Latin word. Usually this is a typo or a disguise; words that are normally spelled in two scripts, such as \u{394}H, are not reported.",
    why: "For a model these are different letters: it learns a word that nobody types, and does not learn the real one.",
    example: "{\"prompt\": \"Where is my p\u{430}ypal receipt?\", \"completion\": \"In your mail.\"}",
    instead: "{\"prompt\": \"Where is my paypal receipt?\", \"completion\": \"In your mail.\"}",
    model: None,
    source: "Unicode Technical Standard 39, confusables.txt: which letters look alike.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about look-alike letters.",
    fixable: false,
    check: Check::Sample(Signs::WIDE.or(Signs::UNICODE_ESCAPE), check),
};

fn message(disguise: &Disguise<'_>) -> Message {
    let Disguise {
        word, main, other, ..
    } = disguise;
    let (letter, script) = other;
    Message::new(
        format!(
            "\"{word}\" is {}, but its \"{letter}\" (U+{:04X}) is {}: probably a typo or a disguise",
            main.name(),
            u32::from(*letter),
            script.name()
        ),
        "use letters of one script",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let turns = sample.turns.iter().flat_map(|turn| &turn.blocks);
    let texts = turns.filter_map(|block| match block {
        Block::Text(text) | Block::Reasoning(text, _) => Some(*text),
        _ => None,
    });
    for text in sample.system.iter().copied().chain(texts) {
        if text.may_be_wide() {
            look(text, sample, findings);
        }
    }
}

#[inline(never)]
fn look(text: Text<'_>, sample: &Sample<'_>, findings: &mut Collector<'_>) {
    plain::search(text, |plain, span_of| {
        for disguise in disguises(plain) {
            let span = span_of(disguise.start, disguise.word.len());
            findings.report_in(&RULE, sample.root, span, || message(&disguise));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, converse, fails, passes};

    #[test]
    fn table() {
        let of = |text: &str| converse(&format!(r#"{{"text": "{text}"}}"#), HELLO);
        passes(&RULE, [("", of("paypal, ΔH, SMSками, \\nслово"))]);
        fails(
            &RULE,
            [
                (
                    "",
                    of("a p\u{430}ypal b"),
                    "warning: \"pаypal\" is Latin letters, but its \"а\"",
                    "p\u{430}ypal",
                ),
                (
                    "",
                    of("\\u0441ode"),
                    "\"сode\" is Latin letters",
                    "\"\\u0441ode\"",
                ),
            ],
        );
    }
}
