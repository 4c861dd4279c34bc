//! `length-outlier`

use crate::analysis::profile::answers::Answers;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "length-outlier",
    severity: Severity::Info,
    what: "Length outliers: answers or prompts far longer than the rest. These have 1,024 characters or more, at least eight times the median, and more than three times the interquartile range above the upper quartile on a logarithmic scale. At most one in fifty is reported; if there are more, long texts are part of the data.",
    why: "A pasted document is often a mistake, and a very long record outweighs many others in training.",
    example: "(one answer of 20,000 characters among 100 of 200)",
    instead: "(answers of 100 to 1,000 characters)",
    model: None,
    source: "J. W. Tukey, Exploratory Data Analysis: the outer fences, at three times the interquartile range.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS limits the length of a record and does not compare records.",
    fixable: false,
    check: Check::Answers(check),
};

/// Fewer answers have no usual length.
const FEWEST: u64 = 50;
/// So many times longer than the median at least.
const FACTOR: u32 = 8;
/// A document that was pasted is no shorter, in characters.
const SHORTEST: u64 = 1_024;
/// One in so many at most.
const RARE: u64 = 50;

fn message(what: &str, characters: u64, median: u64) -> Message {
    Message::new(
        format!(
            "length outlier: the {what} has {}, the median is about {}",
            several(characters, "character"),
            grouped(median)
        ),
        "check it: exclude it if it is a mistake, keep it if it is intended",
    )
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    for (what, lengths) in [("answer", &answers.lengths), ("prompt", &answers.questions)] {
        let total = lengths.total();
        let spread = lengths.spread(FACTOR, SHORTEST);
        let (count, kept) = spread.longer;
        if total < FEWEST || count == 0 || count * RARE > total {
            continue;
        }
        let shown = kept.into_iter().map(|(characters, place)| {
            let message = message(what, *characters, spread.median);
            (Site::record(place), message)
        });
        found.push(DatasetFinding::several(&RULE, count, shown));
    }
}
