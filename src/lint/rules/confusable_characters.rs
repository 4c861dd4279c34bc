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
    what: "Reports words that have letters of two scripts where those of one look like letters of the other: a Cyrillic \u{430} in a Latin word. It is likely a slip of the keyboard or a disguise; words that are spelled in two scripts, such as \u{394}H, are passed over.",
    why: "To a model these are other letters: it learns a word that nobody types, and does not learn the one that everybody does.",
    example: "{\"prompt\": \"Where is my p\u{430}ypal receipt?\", \"completion\": \"In your mail.\"}",
    instead: "{\"prompt\": \"Where is my paypal receipt?\", \"completion\": \"In your mail.\"}",
    model: None,
    source: "Unicode Technical Standard 39, confusables.txt: which letters look alike.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing of letters that look alike.",
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
            "\"{word}\" is written in {}, but its \"{letter}\" (U+{:04X}) is one of the {}: likely a slip or a disguise",
            main.name(),
            u32::from(*letter),
            script.name()
        ),
        "write the word in one script",
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
                    "warning: \"p\u{430}ypal\" is written in Latin letters",
                    "p\u{430}ypal",
                ),
                (
                    "",
                    of("\\u0441ode"),
                    "(U+0441) is one of the Cyrillic",
                    "\"\\u0441ode\"",
                ),
            ],
        );
    }
}
