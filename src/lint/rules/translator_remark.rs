//! `translator-remark`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text, has_unicode_escape};
use crate::lint::collector::Collector;
use crate::lint::rules::plain::{self, Finders};
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "translator-remark",
    severity: Severity::Info,
    what: "Translator's remarks left in text, such as \"(This is already in German)\" and 译者注. They are one info finding with the number of records, from three on.",
    why: "Data sets translated by a model contain its remarks about the task. The tuned model learns to write them.",
    example: "(answers that end with \"(This is already in German)\")",
    instead: "(the translated text alone)",
    model: None,
    source: "General practice for training data: only the answer, as expected in production.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

const FEWEST: (u64, u64) = (3, u64::MAX);

/// Parts of which every remark has one, and the remarks.
const REMARKS: [(&str, &[&str]); 5] = [
    (
        "ranslat",
        &[
            "not have a direct translation",
            "not have a literal translation",
            "no direct translation",
            "not require translation",
            "(Note: This translation",
            "(Note: The translation",
            "(Translation: ",
            "(Translator's note",
            "[Translator's note",
            "an accurate translation. Please",
            "sentences that need to be translated",
            "text that needs to be translated",
            "text you would like me to translate",
            "text you want me to translate",
        ],
    ),
    (
        "lready in ",
        &[
            "(This is already in ",
            "(already in ",
            "is already in German)",
            "is already in English)",
            "is already in French)",
            "is already in Spanish)",
            "are already in English.)",
            "sentence is already in ",
        ],
    ),
    ("d. Übers.", &["Anm. d. Übers."]),
    ("译", &["译者注", "（译注", "译注："]),
    ("訳", &["訳者注", "（訳注", "訳注："]),
];

static PARTS: Finders<5> = Finders::new(|| REMARKS.map(|(part, _)| Finder::new(part)));

fn message(found: &str) -> Message {
    Message::new(
        format!("translator's remark in a text: \"{}\"", found.trim()),
        "remove the remarks, or exclude the records, and check the rest of the translation",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let raw = sample.root.raw().as_bytes();
    if !PARTS.any(raw) && !has_unicode_escape(raw) {
        return;
    }
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        if let Block::Text(text) = block {
            look(*text, sample, findings);
        }
    }
}

fn look(text: Text<'_>, sample: &Sample<'_>, findings: &mut Collector<'_>) {
    plain::search(text, |plain, span_of| {
        for (index, (part, remarks)) in REMARKS.into_iter().enumerate() {
            let may_be = part.is_ascii() || text.may_be_wide();
            if !may_be || PARTS.find(index, plain.as_bytes()).is_none() {
                continue;
            }
            let hit = remarks
                .iter()
                .find_map(|known| Some((plain.find(known)?, *known)));
            if let Some((at, found)) = hit {
                let span = span_of(at, found.len());
                findings.report_fact_of(FEWEST, &RULE, sample.root, span, "", || message(found));
                return;
            }
        }
    });
}
