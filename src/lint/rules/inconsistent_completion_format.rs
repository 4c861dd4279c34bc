//! `inconsistent-completion-format`

use crate::analysis::profile::answer_structure::AnswerKind;
use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::value_counts::{Mode, ValueCount, ValueCounts, part};
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, share};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inconsistent-completion-format",
    severity: Severity::Warning,
    what: "Inconsistent answer format. Most answers are a JSON object or have certain keys, lines such as `category: …, priority: …`, or the same first or last word or mark, and these answers do not. If most answers start as JSON but are invalid, that is reported once. The usual format is inferred from the data: from four of five answers for a structure, from 19 of 20 for a mark.",
    why: "Programs that read the model's answers rely on their format, and a model trained on two formats produces both.",
    example: "(95 answers like \"category: billing, priority: high\", 5 like \"This is a billing request.\")",
    instead: "(100 answers like \"category: billing, priority: high\")",
    model: None,
    source: "General practice for training data: one format for all examples, the one used in production.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

/// The share of answers that makes a structure the rule, and the fewest answers to judge.
const STRUCTURE: (f64, u64) = (0.8, 10);
/// The same for numbers, which may be short texts by chance.
const NUMBER: (f64, u64) = (0.9, 20);
/// The same for a mark at either end.
const MARK: (f64, u64) = (0.95, 20);
/// Of objects some may lack a key on purpose: a warning only where so many have the same ones.
const SAME_KEYS: f64 = 0.95;

fn other_make(
    usual: &Mode<'_, PlacedFinding>,
    other: &ValueCount<PlacedFinding>,
    name: &str,
) -> Message {
    Message::new(
        format!(
            "the answer is {name}, but {} of {} are {}",
            share(usual.met.count, usual.total),
            grouped(usual.total),
            usual.met.name
        ),
        if other.count == 1 {
            "change it to the usual format, or exclude the record"
        } else {
            "change them to the usual format, or exclude the records; if both formats are intended, the prompt must say which"
        },
    )
}

fn no_mark(usual: &Mode<'_, PlacedFinding>, verb: &str) -> Message {
    Message::new(
        format!(
            "the answer does not {verb} with {}, but {} of {} do",
            usual.met.name,
            share(usual.met.count, usual.total),
            grouped(usual.total)
        ),
        "change it to the usual format: a program that looks for this mark does not find it",
    )
}

fn make(met: &ValueCount<PlacedFinding>) -> Option<AnswerKind> {
    AnswerKind::of(met.key)
}

/// Returns the structure of most answers, including fields; failing that, their structure without fields.
pub(crate) fn usual_structure(answers: &Answers<PlacedFinding>) -> Option<Mode<'_, PlacedFinding>> {
    let total = answers.makes.total();
    let plain =
        |met: &&ValueCount<PlacedFinding>| !make(met).is_some_and(AnswerKind::is_structured);
    if let Some(mut usual) = answers.structures.mode(total, STRUCTURE) {
        // Outlines are of structured answers only.
        usual
            .others
            .extend(answers.makes.values().iter().filter(plain));
        return Some(usual);
    }
    let usual = answers.makes.mode(total, STRUCTURE)?;
    match make(usual.met) {
        // Pairs of all kinds have little in common, and texts nothing.
        Some(AnswerKind::Object | AnswerKind::Array | AnswerKind::Tagged | AnswerKind::Fenced) => {
            Some(usual)
        }
        Some(AnswerKind::Number) => answers.makes.mode(total, NUMBER),
        _ => None,
    }
}

/// Answers that begin as JSON but are all invalid: a fault of the program that wrote them.
fn all_broken(usual: &Mode<'_, PlacedFinding>) -> Message {
    Message::new(
        format!(
            "{} of {} answers start as JSON but are invalid",
            share(usual.met.count, usual.total),
            grouped(usual.total)
        ),
        "use a JSON library: single quotes, Python's None and True, and unclosed brackets are not valid JSON",
    )
}

fn check_structure(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    let total = answers.makes.total();
    if let Some(usual) = answers.makes.mode(total, STRUCTURE)
        && make(usual.met) == Some(AnswerKind::BrokenJson)
    {
        let message = all_broken(&usual);
        let place = usual.met.places.first().map(Site::record);
        let site = place.unwrap_or(Site::DataSet);
        found.push(DatasetFinding::at(&RULE, site, message));
    }
    let Some(usual) = usual_structure(answers) else {
        return;
    };
    let is_clear = part(usual.met.count, usual.total) >= SAME_KEYS;
    for other in &usual.others {
        // Reported by `truncated-completion`.
        if make(other) == Some(AnswerKind::CutJson) {
            continue;
        }
        let message = other_make(&usual, other, &other.name);
        let lacks_keys = [make(other), make(usual.met)] == [Some(AnswerKind::Object); 2];
        let message = if lacks_keys && !is_clear {
            message.at(Severity::Info)
        } else {
            message
        };
        found.push(DatasetFinding::wherever(&RULE, other, &message));
    }
}

fn check_mark(
    answers: &Answers<PlacedFinding>,
    counts: &ValueCounts<PlacedFinding>,
    verb: &str,
    found: &mut Vec<DatasetFinding>,
) {
    let total = counts.total();
    let usual = counts.mode(total, MARK).filter(|usual| {
        // Plain ends have no name; and free texts beside many structured answers are not judged.
        !usual.met.name.is_empty() && total * 2 > answers.total
    });
    let Some(usual) = usual else { return };
    let message = no_mark(&usual, verb);
    let others = usual.others.iter();
    found.extend(others.map(|other| DatasetFinding::wherever(&RULE, other, &message)));
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    check_structure(answers, found);
    check_mark(answers, &answers.openings, "begin", found);
    check_mark(answers, &answers.endings, "end", found);
}
