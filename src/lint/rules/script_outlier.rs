//! `script-outlier`

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::value_counts::Mode;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, share};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "script-outlier",
    severity: Severity::Info,
    what: "Script outliers: records in another script than nearly all others. An example is one in Cyrillic among 98% in Latin. Three of four letters, and at least twenty, must be of one script in the user and assistant text. It is a guess: the data set may be multilingual.",
    why: "A record from another data set, or an answer in the wrong language, teaches the model to switch languages.",
    example: "(one record in Cyrillic letters among 100 in Latin ones)",
    instead: "(records in one script, or enough of each)",
    model: None,
    source: "Unicode, Blocks.txt: which letters belong to which script.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about scripts.",
    fixable: false,
    check: Check::Answers(check),
};

/// So many records have the same script, of so many at least.
const SAME: (f64, u64) = (0.98, 50);

fn message(name: &str, usual: &Mode<'_, PlacedFinding>) -> Message {
    Message::new(
        format!(
            "the record is in {name}, but {} of {} are in {}: possibly a mistake",
            share(usual.met.count, usual.total),
            grouped(usual.total),
            usual.met.name
        ),
        "exclude the record if it is a mistake; a multilingual data set needs many examples of each language",
    )
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    let total = answers.scripts.total();
    let Some(usual) = answers.scripts.mode(total, SAME) else {
        return;
    };
    let others = usual.others.iter();
    found.extend(
        others.map(|other| DatasetFinding::wherever(&RULE, other, &message(&other.name, &usual))),
    );
}
