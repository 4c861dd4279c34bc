//! Matches of the records held out with those to train on, in the report.

use std::collections::BTreeMap;

use super::{Diagnostic, OverlapKind, OverlapPair, OverlapReport, UnreadReport};
use crate::analysis::similarity::match_kind::Match;
use crate::analysis::similarity::match_kind::MatchKind;
use crate::dataset::contamination::Overlap;
use crate::dataset::{Dataset, Nearness};
use crate::diagnostic::finding::Severity;
use crate::options::Side;

impl Dataset {
    pub(super) fn overlap(&self) -> Option<OverlapReport> {
        let validation = self.validation_overlap.as_ref();
        let validation = validation.map(|overlap| self.validation_report(overlap));
        let against = self.compared.as_deref().zip(self.overlap.as_ref());
        let against = against.map(|(theirs, overlap)| self.against_report(theirs, overlap));
        let together = match (validation, against) {
            (Some(one), Some(other)) => one.and(other),
            (one, other) => one.or(other)?,
        };
        Some(OverlapReport {
            dropped: self.overlap_dropped(),
            in_input: self.on_both_sides(Side::Training).len() as u64,
            ..together
        })
    }

    fn validation_report(&self, overlap: &Overlap) -> OverlapReport {
        let records = self.validation_records();
        let valid = self.valid_of(records.clone());
        let files = self.file_reports().into_iter();
        OverlapReport {
            files: files.filter(|file| file.validation).collect(),
            records: valid,
            leaking: self.leaking().len() as u64,
            unread: UnreadReport {
                records: records.len() as u64 - valid,
                examples: Vec::new(),
            },
            ..self.matches_report(self, overlap)
        }
    }

    fn against_report(&self, theirs: &Self, overlap: &Overlap) -> OverlapReport {
        let overlapping = overlap.overlapping().count() as u64;
        let is_dropped = self.drops_overlap() == Some(Side::Training);
        OverlapReport {
            files: theirs.file_reports(),
            records: theirs.valid_records(),
            leaking: if is_dropped {
                self.overlap_kept()
            } else {
                overlapping
            },
            unread: UnreadReport {
                records: theirs.totals.invalid,
                examples: theirs.unread_examples(),
            },
            ..self.matches_report(theirs, overlap)
        }
    }

    fn matches_report(&self, theirs: &Self, overlap: &Overlap) -> OverlapReport {
        let near = overlap.near.then_some(());
        OverlapReport {
            exact: overlap.count(MatchKind::Exact),
            canonical: overlap.count(MatchKind::Canonical),
            normalized: overlap.count(MatchKind::Normalized),
            near: near.map(|()| overlap.count(MatchKind::Near)),
            same_prompt: overlap.same_prompt(),
            overlapping: overlap.overlapping().count() as u64,
            threshold: near.and(match self.near {
                Nearness::From(threshold) => Some(threshold),
                Nearness::Off | Nearness::TooMuch | Nearness::Failed => None,
            }),
            pairs: self.pairs(theirs, &overlap.matches),
            ..OverlapReport::default()
        }
    }

    /// Returns the records left out for the overlap, if the options ask for that.
    pub(in crate::dataset) fn overlap_left_out(&self) -> Option<&[u32]> {
        self.drops_overlap()?;
        let assignment = self.assignment.as_ref()?;
        Some(&assignment.applied_decisions.overlapping)
    }

    fn overlap_dropped(&self) -> Option<u64> {
        Some(self.overlap_left_out()?.len() as u64)
    }

    /// Returns the number of records of the overlap that decisions keep.
    pub(in crate::dataset) fn overlap_kept(&self) -> u64 {
        let (Some(assignment), Some(overlap)) = (&self.assignment, &self.overlap) else {
            return 0;
        };
        let keep = assignment.applied_decisions.keep.iter();
        keep.filter(|record| overlap.ours.binary_search(record).is_ok())
            .count() as u64
    }

    /// Of each kind as many as there are examples of a rule, in the order of the files.
    fn pairs(&self, theirs: &Self, matches: &[Match]) -> Vec<OverlapPair> {
        let mut listed: BTreeMap<OverlapKind, usize> = BTreeMap::new();
        let mut pairs = Vec::new();
        for found in matches {
            let (kind, similarity, other) = match (found.alike, found.asked) {
                (Some(alike), _) => (
                    OverlapKind::Same(alike.match_kind),
                    Some(alike.similarity.shown()),
                    alike.record,
                ),
                (None, Some(asked)) => (OverlapKind::SamePrompt, None, asked.record),
                (None, None) => continue,
            };
            let listed = listed.entry(kind).or_default();
            if *listed == self.options.max_examples_per_rule {
                continue;
            }
            *listed += 1;
            pairs.push(OverlapPair {
                place: theirs.file_line(found.record as usize),
                kind,
                similarity,
                other: self.file_line(other as usize),
            });
        }
        pairs
    }

    fn unread_examples(&self) -> Vec<Diagnostic> {
        let stands = |example: &crate::diagnostic::finding::Finding| {
            !example.fixed && example.severity == Severity::Error
        };
        let examples = self.examples.iter();
        let kept = examples.filter(|kept| stands(&kept.example));
        kept.map(|kept| self.diagnostic(kept)).collect()
    }
}
