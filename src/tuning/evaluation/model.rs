//! The answers of one model, scored and summed up.

use std::collections::BTreeMap;

use super::bootstrap::{Interval, intervals, mean};
use super::classes::{Classes, Confusion};
use super::measure::{Measure, share};
use super::report::{
    BreakReport, ClassesReport, ComplianceReport, ConfusedReport, FieldReport, LengthReport,
    ModelReport, ScoresReport,
};
use super::rows::File;
use super::score::{Score, Standard};
use crate::analysis::sensitive;
use crate::diagnostic::numbers::real;
use crate::tuning::evaluation::inputs::{Given, Reference};
use crate::tuning::evaluation::matching::Pairing;
use crate::tuning::order::ascending;

/// Answers that break the shape are shown up to here, and confusions too.
const EXAMPLES: usize = 20;
/// The most classes of a table that fits a screen; the most frequent confusions are listed all the same.
const WIDEST_TABLE: usize = 30;
/// Characters of a text that is shown.
const EXCERPT: usize = 200;

/// One model's answers.
pub struct Model<'m> {
    /// Their file.
    pub file: File<'m>,
    /// Their layout.
    pub given: Vec<Given>,
    /// To which references they belong.
    pub pairing: Pairing,
    /// By reference; none where there is no answer.
    pub scores: Vec<Option<Score>>,
}

impl<'m> Model<'m> {
    /// Scores all answers that belong to a reference.
    pub fn new(
        file: File<'m>,
        given: Vec<Given>,
        pairing: Pairing,
        references: &[Reference],
        standard: &Standard,
    ) -> Self {
        let scores = references
            .iter()
            .zip(&pairing.answer_of)
            .map(|(reference, answer)| {
                let answer = given[(*answer)?].answer.as_ref()?;
                Some(standard.score(reference.answer.as_ref()?, answer))
            })
            .collect();
        Self {
            file,
            given,
            pairing,
            scores,
        }
    }

    /// The answer to a reference, as it may be shown.
    pub fn shown(&self, reference: usize) -> String {
        let answer = self.pairing.answer_of[reference];
        let answer = answer.and_then(|index| self.given[index].answer.as_ref());
        answer.map_or_else(String::new, |answer| excerpt(&answer.text))
    }

    /// Summed up.
    pub fn report(
        &self,
        references: &[Reference],
        standard: &Standard,
        measure: Measure,
        seed: u64,
    ) -> ModelReport {
        let count = |is: fn(&Given) -> bool| self.given.iter().filter(|given| is(given)).count();
        let scored: Vec<&Score> = self.scores.iter().flatten().collect();
        ModelReport {
            name: self.file.name.to_owned(),
            bytes: self.file.bytes.len() as u64,
            records: self.given.len() as u64,
            matched_by: self.pairing.by,
            scored: scored.len() as u64,
            unmatched: self.pairing.unmatched,
            unanswered: self.pairing.unanswered,
            failed: count(|given| given.answer.is_none()) as u64,
            cut_off: count(|given| given.cut_off) as u64,
            scores: (!scored.is_empty()).then(|| ScoresReport {
                measured: measured(&scored, measure, seed),
                exact_match: mean_of(&scored, |score| share(score.is_exact)),
                normalized_match: mean_of(&scored, |score| share(score.is_like)),
                token_f1: mean_of(&scored, |score| score.token_f1),
                format_compliance: self.compliance(references, standard),
                fields: fields(&scored),
                length: length(scored.iter().map(|score| score.length)),
                classes: standard
                    .classes
                    .as_ref()
                    .map(|classes| class_report(&scored, classes)),
            }),
        }
    }

    fn compliance(
        &self,
        references: &[Reference],
        standard: &Standard,
    ) -> Option<ComplianceReport> {
        if standard.classes.is_none() && standard.shape.is_none() {
            return None;
        }
        let scored: Vec<(usize, &Score)> = self
            .scores
            .iter()
            .enumerate()
            .filter_map(|(index, score)| Some((index, score.as_ref()?)))
            .collect();
        let breaking: Vec<(usize, &str)> = scored
            .iter()
            .filter_map(|(index, score)| Some((*index, score.breaks.as_deref()?)))
            .collect();
        Some(ComplianceReport {
            share: 1.0 - real(breaking.len()) / real(scored.len()),
            breaking: breaking.len() as u64,
            examples: breaking
                .iter()
                .take(EXAMPLES)
                .map(|(index, is)| BreakReport {
                    line: references[*index].line,
                    is: (*is).to_owned(),
                    answer: self.shown(*index),
                })
                .collect(),
        })
    }
}

fn measured(scored: &[&Score], measure: Measure, seed: u64) -> Interval {
    let values: Vec<f64> = scored.iter().map(|score| measure.of(score)).collect();
    intervals(values.len(), seed, |times| vec![mean(&values, times)])[0]
}

fn mean_of(scored: &[&Score], of: impl Fn(&Score) -> f64) -> f64 {
    scored.iter().map(|score| of(score)).sum::<f64>() / real(scored.len())
}

/// Mean and median of lengths.
pub fn length(lengths: impl Iterator<Item = u64>) -> LengthReport {
    let mut lengths: Vec<u64> = lengths.collect();
    lengths.sort_unstable();
    let at = |index: usize| lengths.get(index).map_or(0.0, |length| whole(*length));
    let count = lengths.len();
    LengthReport {
        mean: lengths.iter().copied().map(whole).sum::<f64>() / real(count.max(1)),
        median: f64::midpoint(at(count.saturating_sub(1) / 2), at(count / 2)),
    }
}

fn whole(length: u64) -> f64 {
    real(usize::try_from(length).unwrap_or(usize::MAX))
}

fn fields(scored: &[&Score]) -> Vec<FieldReport> {
    let mut names: Vec<&str> = Vec::new();
    let mut found: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (name, right) in scored.iter().flat_map(|score| &score.fields) {
        let (references, hits) = found.entry(name).or_insert_with(|| {
            names.push(name);
            (0, 0)
        });
        *references += 1;
        *hits += u64::from(*right);
    }
    names
        .into_iter()
        .map(|name| {
            let (references, hits) = found[name];
            FieldReport {
                name: name.to_owned(),
                references,
                share: whole(hits) / whole(references),
            }
        })
        .collect()
}

fn class_report(scored: &[&Score], classes: &Classes) -> ClassesReport {
    let names = &classes.names;
    let confusion = Confusion::of(names.len(), scored.iter().map(|score| (score.classes, 1)));
    let mut confused: Vec<(u64, usize, usize)> = Vec::new();
    for (reference, row) in confusion.rows.iter().enumerate() {
        let wrong = row.iter().enumerate();
        confused.extend(
            wrong
                .filter(|(answer, count)| *answer != reference && **count > 0)
                .map(|(answer, count)| (*count, reference, answer)),
        );
    }
    // The most frequent first; the order of the table among equals.
    let order = ascending(confused.iter().map(|(count, ..)| u64::MAX - count));
    ClassesReport {
        macro_average: confusion.macro_average(),
        micro_average: confusion.micro_average(),
        each: (0..names.len())
            .map(|class| confusion.hits(class))
            .collect(),
        most_confused: order
            .into_iter()
            .take(EXAMPLES)
            .map(|at| confused[at])
            .map(|(count, reference, answer)| ConfusedReport {
                reference: names[reference].clone(),
                answer: names.get(answer).cloned(),
                count,
            })
            .collect(),
        confusion: (names.len() <= WIDEST_TABLE).then_some(confusion.rows),
    }
}

/// Returns the beginning of a text, with secrets and personal data masked.
pub fn excerpt(text: &str) -> String {
    let shown = sensitive::masked(text);
    match shown.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown.into_owned(),
    }
}
