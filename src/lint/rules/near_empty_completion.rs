//! `near-empty-completion`

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::placeholders::Emptiness;
use crate::analysis::profile::value_counts::{ValueCount, part};
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{several, share};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-empty-completion",
    severity: Severity::Warning,
    what: "Answer without content: punctuation only, `N/A` or `TODO`, for example. Notes such as `TODO` are certain, the others likely; if one of them is the answer of every twentieth record, or one class among others, it may be intended and is only info. A value that the prompt mentions, or that a program in the prompt prints, is an answer. Blank answers are reported by `empty-text`; short ones such as `A` or `yes` are answers.",
    why: "A model learns to give such an answer whenever it is not sure.",
    example: r#"{"prompt": "What is the capital of France?", "completion": "TODO"}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris"}"#,
    model: None,
    source: "General practice for training data: only answers that you would want to get.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

/// An answer that so many records, and so large a share, give may be intended.
const USUAL: (u64, f64) = (5, 0.05);
/// A value that so many have is one class among others.
const CLASS: u64 = 2;

const HELP: &str = "add the answer, or exclude the record";

fn message(empty: &ValueCount<PlacedFinding>) -> Message {
    let (name, sure) = (&empty.name, Emptiness::is_unwritten(empty.key));
    let what = if sure {
        "is a placeholder"
    } else {
        "probably has no content"
    };
    Message::new(format!("the answer \"{name}\" {what}"), HELP)
}

fn usual(empty: &ValueCount<PlacedFinding>, total: u64) -> Message {
    Message::new(
        format!(
            "the answer \"{}\" may have no content; {} of all answers are the same, {}",
            empty.name,
            share(empty.count, total),
            several(empty.count, "record")
        ),
        "nothing to do if the model should answer this way; otherwise add the answers, or exclude the records",
    )
    .at(Severity::Info)
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    if answers.empties.values().is_empty() {
        return;
    }
    let classes = answers.classes();
    let are_classes = classes.iter().any(|classes| classes.column.name.is_empty());
    for empty in answers.empties.values() {
        let (many, large) = USUAL;
        let is_usual = (empty.count >= many && part(empty.count, answers.total) >= large)
            || (are_classes && empty.count >= CLASS);
        let message = if is_usual && !Emptiness::is_unwritten(empty.key) {
            usual(empty, answers.total)
        } else {
            message(empty)
        };
        found.push(DatasetFinding::wherever(&RULE, empty, &message));
    }
}
