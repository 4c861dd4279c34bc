//! `class-imbalance`

use crate::analysis::profile::answers::{Answers, Classes};
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "class-imbalance",
    severity: Severity::Warning,
    what: "Class imbalance. A class has less than a quarter of the examples of the median class. If more than half of all answers are of the largest class, it is compared with that. One large class next to many equal ones is not an imbalance. Answers are treated as classes if there are few different ones, each is short, and they repeat.",
    why: "A model learns to give the frequent answer, which is right most of the time and wrong where it matters. If classes are rare for a good reason, measure each class separately.",
    example: "(900 answers \"billing\", 100 answers \"refund\")",
    instead: "(500 answers \"billing\", 500 answers \"refund\")",
    model: None,
    source: "Google, Machine Learning, Imbalanced datasets: a class of 20 to 40% of the data is a mild imbalance, less is moderate; for two classes, less than 20% is more than four to one.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

/// So many times as many is more than mild.
const MOST_TIMES: u64 = 4;

fn message(classes: &Classes<'_, PlacedFinding>) -> Option<Message> {
    let labels = classes.column.labels();
    let mut counts: Vec<u64> = labels.iter().map(|label| label.records).collect();
    counts.sort_unstable();
    let (&least, &most) = (counts.first()?, counts.last()?);
    // Of equal ones the first.
    let of = |records| labels.iter().find(|label| label.records == records);
    let (largest, smallest) = (of(most)?, of(least)?);
    if labels.len() == 1 {
        return Some(Message::new(
            format!(
                "all {} are the same: \"{}\"",
                several(most, "answer"),
                largest.text
            ),
            "the model would always give this answer; add examples of other answers",
        ));
    }
    // Of two classes the larger one.
    let median = counts[counts.len() / 2];
    let is_of_most = most * 2 > counts.iter().sum();
    let (usual, name, usual_name) = if is_of_most {
        (most, format!("\"{}\"", largest.text), "the largest class")
    } else {
        (median, "the median class".to_owned(), "the median class")
    };
    if usual <= least * MOST_TIMES {
        return None;
    }
    let lacking = |wanted: u64| {
        let lacking = counts.iter().map(|count| wanted.saturating_sub(*count));
        lacking.sum::<u64>()
    };
    let is_rare = |count: &&u64| *count * MOST_TIMES < usual;
    let rare = counts.iter().filter(is_rare).count() as u64;
    let others = match rare {
        1 => String::new(),
        _ => format!(
            "; {} of {} classes are this rare",
            grouped(rare),
            grouped(labels.len() as u64)
        ),
    };
    let fewer = if is_of_most {
        "; or keep fewer examples of the largest"
    } else {
        ""
    };
    Some(Message::new(
        format!(
            "class imbalance: {}{name} has {}, \"{}\" has {} ({}x){others}",
            classes.prefix(),
            several(usual, "answer"),
            smallest.text,
            grouped(least),
            grouped(usual / least),
        ),
        format!(
            "add examples of the rare classes: {} would bring each to a quarter of {usual_name}, {} to {}{fewer}",
            grouped(lacking(usual.div_ceil(MOST_TIMES))),
            grouped(lacking(usual)),
            if is_of_most {
                "balance all classes"
            } else {
                "equal it"
            },
        ),
    ))
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    for classes in answers.classes() {
        found.extend(message(&classes).map(|message| DatasetFinding::on_the_whole(&RULE, message)));
    }
}
