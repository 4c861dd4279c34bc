//! Matches answers to references: by id, by question, or by their order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::findings::{
    COUNT_MISMATCH, OTHER_TEST_SET, REPEATED_ANSWER, REPEATED_ID, UNMATCHED_ANSWER,
};
use super::other_set::prompts_in_common;
use super::rows::File;
use crate::diagnostic::numbers::several;
use crate::tuning::evaluation::inputs::{Given, Identity, Reference, report_unanswered};
use crate::tuning::file_findings::{FileFindings, Place};

/// Property that answers are matched to references by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MatchBy"))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The first of the others that finds most answers.
    #[default]
    Auto,
    /// The same id in both files.
    Id,
    /// The same prompt in both files, by its words.
    Prompt,
    /// The first answer to the first reference, and so on.
    Order,
}

/// The answers of one model, by reference.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Property that they were matched by.
    pub by: By,
    /// For each reference the place of its answer among the answers.
    pub answer_of: Vec<Option<usize>>,
    /// Answers that belong to no reference, or to one that has an answer already.
    pub unmatched: u64,
    /// References without an answer, or with one that failed.
    pub unanswered: u64,
    /// The reason why none was matched: the answers are those to another file.
    pub refused: Option<String>,
}

/// One side being matched.
pub struct Side<'s> {
    /// The model's name in messages: "tuned", "base".
    pub whose: &'s str,
    /// Their file.
    pub file: File<'s>,
    /// Their layout.
    pub answers: &'s [Given],
}

/// Matches the answers of `side` to `references`.
pub fn pair(
    references: &[Reference],
    reference_file: File<'_>,
    side: &Side<'_>,
    wanted: By,
    findings: &mut FileFindings,
) -> Pairing {
    let by = match wanted {
        By::Auto => match choose(references, side.answers) {
            By::Order => match prompts_in_common(references, side.answers) {
                Some(common) => {
                    return refuse(references, reference_file, side, common, findings);
                }
                None => By::Order,
            },
            by => by,
        },
        by => by,
    };
    let mut answer_of = vec![None; references.len()];
    let mut unmatched = 0;
    let place = |line| Place {
        file: side.file.name,
        line,
        column: 1,
    };
    let mut known = Index::of(references, by);
    for (index, given) in side.answers.iter().enumerate() {
        match known.reference(&given.identity, index) {
            Some(reference) if answer_of[reference].is_none() => {
                answer_of[reference] = Some(index);
            }
            Some(reference) => {
                unmatched += 1;
                findings.add(&REPEATED_ANSWER, place(given.line), || {
                    format!(
                        "the {} model has answered line {} of {} already",
                        side.whose, references[reference].line, reference_file.name
                    )
                });
            }
            None => {
                unmatched += 1;
                findings.add(&UNMATCHED_ANSWER, place(given.line), || {
                    format!("no reference {}", missing(by, &given.identity))
                });
            }
        }
    }
    if by == By::Order && side.answers.len() != references.len() {
        findings.add(&COUNT_MISMATCH, Place::file(side.file.name), || {
            format!(
                "{} answers to {} references, matched by their order",
                side.answers.len(),
                references.len()
            )
        });
    }
    let mut unanswered = 0;
    for (reference, answer) in references.iter().zip(&answer_of) {
        let has_answer = answer.is_some_and(|index: usize| side.answers[index].answer.is_some());
        if reference.answer.is_some() && !has_answer {
            unanswered += 1;
            report_unanswered(reference_file, reference.line, side.whose, findings);
        }
    }
    Pairing {
        by,
        answer_of,
        unmatched,
        unanswered,
        refused: None,
    }
}

/// Matches nothing, and reports why.
fn refuse(
    references: &[Reference],
    reference_file: File<'_>,
    side: &Side<'_>,
    common: u64,
    findings: &mut FileFindings,
) -> Pairing {
    let usable = references.iter().filter(|one| one.answer.is_some()).count();
    let why = format!(
        "{} does not match the test set {}: {}, {}, {} in common",
        side.file.name,
        reference_file.name,
        several(side.answers.len() as u64, "answer"),
        several(references.len() as u64, "reference"),
        several(common, "prompt")
    );
    findings.add(&OTHER_TEST_SET, Place::file(side.file.name), || why.clone());
    Pairing {
        by: By::Prompt,
        answer_of: vec![None; references.len()],
        unmatched: side.answers.len() as u64,
        unanswered: usable as u64,
        refused: Some(format!("{why}. Not scored.")),
    }
}

/// Remarks on ids that appear twice among the references.
pub fn report_repeated_ids(references: &[Reference], file: File<'_>, findings: &mut FileFindings) {
    let mut first: BTreeMap<&str, u64> = BTreeMap::new();
    for reference in references {
        let Some(id) = reference.identity.id.as_deref() else {
            continue;
        };
        if let Some(line) = first.get(id) {
            let place = Place {
                file: file.name,
                line: reference.line,
                column: 1,
            };
            findings.add(&REPEATED_ID, place, || {
                format!("its id is that of line {line}")
            });
        } else {
            first.insert(id, reference.line);
        }
    }
}

fn missing(by: By, identity: &Identity) -> String {
    match (by, &identity.id) {
        (By::Id, Some(id)) => format!("has the id {}", crate::diagnostic::quote::quoted(id)),
        (By::Id, None) => "can be found for it: it has no id".to_owned(),
        (By::Prompt, _) => "asks the same".to_owned(),
        _ => "stands in its place".to_owned(),
    }
}

/// Ids or prompts are taken where they find a reference for half of the answers or more, or an answer for half of the references.
fn choose(references: &[Reference], answers: &[Given]) -> By {
    [By::Id, By::Prompt]
        .into_iter()
        .find(|by| {
            let mut known = Index::of(references, *by);
            let found: Vec<usize> = answers
                .iter()
                .enumerate()
                .filter_map(|(index, given)| known.reference(&given.identity, index))
                .collect();
            let asked: BTreeSet<&usize> = found.iter().collect();
            let is_most = |found: usize, all: usize| found > 0 && found * 2 >= all;
            is_most(found.len(), answers.len()) || is_most(asked.len(), references.len())
        })
        .unwrap_or(By::Order)
}

/// References by their key for matching.
enum Index<'r> {
    Ids(BTreeMap<&'r str, usize>),
    /// The places of all that ask the same, the last one first: each is given out once, in file order.
    Prompts(BTreeMap<u128, Vec<usize>>),
    Order(usize),
}

impl<'r> Index<'r> {
    fn of(references: &'r [Reference], by: By) -> Self {
        match by {
            By::Id => {
                let mut ids = BTreeMap::new();
                for (index, reference) in references.iter().enumerate() {
                    if let Some(id) = reference.identity.id.as_deref() {
                        ids.entry(id).or_insert(index);
                    }
                }
                Self::Ids(ids)
            }
            By::Prompt => {
                let mut prompts: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
                for (index, reference) in references.iter().enumerate().rev() {
                    if let Some(prompt) = reference.identity.prompt {
                        prompts.entry(prompt).or_default().push(index);
                    }
                }
                Self::Prompts(prompts)
            }
            By::Auto | By::Order => Self::Order(references.len()),
        }
    }

    /// The reference of an answer, whose place among the answers is `index`.
    fn reference(&mut self, identity: &Identity, index: usize) -> Option<usize> {
        match self {
            Self::Ids(ids) => ids.get(identity.id.as_deref()?).copied(),
            Self::Prompts(prompts) => {
                let places = prompts.get_mut(&identity.prompt?)?;
                // The last one stays, so that a surplus answer is reported as a repetition.
                if places.len() > 1 {
                    places.pop()
                } else {
                    places.last().copied()
                }
            }
            Self::Order(count) => (index < *count).then_some(index),
        }
    }
}
