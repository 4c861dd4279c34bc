//! `inconsistent-label`

use std::collections::BTreeMap;

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::class_labels::Label;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inconsistent-label",
    severity: Severity::Warning,
    what: "Inconsistent spelling of a class. The spellings differ in case, a full stop, or a hyphen instead of a space. It is reported at the first record with the rarer spelling.",
    why: "For the model these are two answers; it learns to give either, and a program that compares strings counts half of them as wrong.",
    example: "(90 answers \"Positive\", 10 answers \"positive.\")",
    instead: "(100 answers \"Positive\")",
    model: None,
    source: "General practice for training data: one name per class.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

fn message(prefix: &str, rare: &Label<PlacedFinding>, usual: &Label<PlacedFinding>) -> Message {
    Message::new(
        format!(
            "{prefix}\"{}\" ({}) and \"{}\" ({}) look like the same class",
            rare.text,
            several(rare.records, "answer"),
            usual.text,
            several(usual.records, "answer")
        ),
        format!(
            "use \"{}\" in all of them, unless they differ in meaning",
            usual.text
        ),
    )
}

/// The same for spellings of one class. Numbers are their own: `-1` is not `1`, and `C++` is not `C`.
fn class_of(label: &str) -> String {
    let is_outer =
        |char: char| matches!(char, '.' | '!' | ',' | ';' | ':' | '"' | '\'' | '*' | '`');
    let inner = label.trim_matches(is_outer).trim();
    if inner.parse::<f64>().is_ok() {
        return inner.to_owned();
    }
    inner.to_lowercase().replace(['_', '-'], " ")
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    for classes in answers.classes() {
        let mut spellings: BTreeMap<String, Vec<&Label<PlacedFinding>>> = BTreeMap::new();
        for label in classes.column.labels() {
            spellings
                .entry(class_of(&label.text))
                .or_default()
                .push(label);
        }
        for labels in spellings.values().filter(|labels| labels.len() > 1) {
            // Of equally frequent ones the first is the usual one.
            let Some(usual) = labels.iter().rev().max_by_key(|label| label.records) else {
                continue;
            };
            let rare = labels.iter().filter(|label| label.text != usual.text);
            found.extend(rare.map(|rare| {
                let message = message(&classes.prefix(), rare, usual);
                DatasetFinding::at(&RULE, Site::record(&rare.first), message)
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn spellings_of_one_class_are_told_from_two_classes() {
        for (one, other, same) in [
            ("Positive", "positive.", true),
            ("credit card", "Credit-Card", true),
            ("\"yes\"", "yes", true),
            ("C++", "C", false),
            ("-1", "1", false),
            ("1.", "1", true),
            ("A", "B", false),
        ] {
            assert_eq!(class_of(one) == class_of(other), same, "{one} and {other}");
        }
    }
}
