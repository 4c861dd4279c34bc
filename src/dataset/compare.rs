//! What is compared with the records to train on: the validation files, and files that are separate data sets, which are not
//! counted, split or written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Content, Dataset, Nearness};
use crate::analysis::similarity::match_kind::Match;
use crate::check::file_profile::Probe;
use crate::dataset::contamination::{Compared, Overlap};
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::narrow;
use crate::lint::dataset_finding::Place;
use crate::lint::rules::overlapping_record;
use crate::options::{Convert, Options, Side};

impl Dataset {
    /// The options that files to compare with are probed and checked by, once all of the data set has been read. What can be
    /// read of them in any way is, and what cannot be read is all that is looked for.
    #[must_use]
    pub fn compared_options(&self) -> Options {
        Options {
            compared: true,
            fix: true,
            fixes: BTreeMap::new(),
            convert: self
                .format
                .map(|format| Convert::Format(format.name().to_owned())),
            split: None,
            validation_files: 0,
            ..self.options.clone()
        }
    }

    /// Begins a file to compare with; the reports that follow are its chunks'. All of the data set has been read by now.
    ///
    /// # Errors
    /// None: the options are those of the data set.
    pub fn begin_against(
        &mut self,
        name: &str,
        bytes: u64,
        probe: &Probe,
    ) -> Result<(), OptionError> {
        self.forget_overlap();
        if self.compared.is_none() {
            self.compared = Some(Box::new(Self::new(self.compared_options())?));
        }
        self.at_hand().begin_file(name, bytes, probe);
        Ok(())
    }

    /// Returns the data set that the next chunk belongs to: the files to compare with, once one was begun.
    pub fn at_hand(&mut self) -> &mut Self {
        self.forget_overlap();
        match self.compared {
            Some(ref mut compared) => compared,
            None => self,
        }
    }

    /// Returns true for the bytes of a chunk that was added: of the comparison files, once one was begun. The content of an
    /// oversize line is unknown.
    #[must_use]
    pub fn holds(&self, chunk: usize, bytes: &[u8]) -> bool {
        let dataset = self.compared.as_deref().unwrap_or(self);
        dataset.chunks.get(chunk).is_some_and(|chunk| {
            chunk.content != Content::Oversize && chunk.digest == narrow_digest(bytes)
        })
    }

    /// Drops the comparison files and the results of the comparison.
    pub fn forget_against(&mut self) {
        self.forget_overlap();
        self.compared = None;
    }

    pub(super) fn forget_overlap(&mut self) {
        if self.drops_overlap().is_some() {
            self.assignment = None;
        }
        if self.overlap.take().is_some() {
            self.report_overlap();
        }
    }

    /// Returns the side whose outputs leave out records that the other side or the files to compare with have, too.
    pub(super) fn drops_overlap(&self) -> Option<Side> {
        self.options.split.as_ref()?.drop_overlap.side()
    }

    /// Reports the overlap as the split has it now: a record that is left out leaks nothing.
    pub(super) fn report_overlap(&mut self) {
        self.forget_findings(&[&overlapping_record::RULE]);
        let rule = &overlapping_record::RULE;
        if !self.settings.wants(rule) {
            return;
        }
        for found in self.leaking() {
            self.report_match(&found, false);
        }
        if self.drops_overlap() == Some(Side::Training) {
            return;
        }
        let overlap = self.overlap.as_ref();
        let matches: Vec<Match> =
            overlap.map_or_else(Vec::new, |overlap| overlap.overlapping().copied().collect());
        for found in matches {
            self.report_match(&found, true);
        }
    }

    /// Returns the records of the validation files that the records to train on give away; after the split, those in the training
    /// file.
    pub(crate) fn leaking(&self) -> Vec<Match> {
        let Some(overlap) = &self.validation_overlap else {
            return Vec::new();
        };
        match &self.assignment {
            None => overlap.overlapping().copied().collect(),
            Some(assignment) => overlap.leaking(
                &self.as_compared(self.training_records()),
                &self.as_compared(self.validation_records()),
                &assignment.destinations,
            ),
        }
    }

    /// Returns the records of a side that the other side or the files to compare with have, too, ascending.
    pub(super) fn on_both_sides(&self, side: Side) -> Vec<u32> {
        let overlaps = [&self.overlap, &self.validation_overlap]
            .into_iter()
            .flatten();
        let mut records: Vec<u32> = match side {
            Side::Training => overlaps
                .flat_map(|overlap| &overlap.ours)
                .copied()
                .collect(),
            Side::Validation => {
                let overlaps = self.validation_overlap.iter();
                let matches = overlaps.flat_map(Overlap::overlapping);
                matches.map(|found| found.record).collect()
            }
        };
        records.sort_unstable();
        records.dedup();
        records
    }

    /// Compares, unless that is done.
    pub(super) fn compare(&mut self) {
        let Some(relations) = &self.relations else {
            return;
        };
        let ours = self.as_compared(self.training_records());
        let texts = relations
            .texts
            .partition_point(|text| ours.range.contains(text));
        let texts = &relations.texts[..texts];
        let overlap_with = |theirs: &Self, range| {
            let threshold = self.threshold_beside(theirs);
            Overlap::of(&ours, texts, &theirs.as_compared(range), threshold)
        };
        let is_due = self.has_validation_files() && self.validation_overlap.is_none();
        let validation = is_due.then(|| overlap_with(self, self.validation_records()));
        let compared = self.compared.as_ref().filter(|_| self.overlap.is_none());
        let compared = compared.map(|theirs| overlap_with(theirs, 0..narrow(theirs.records.len())));
        if validation.is_none() && compared.is_none() {
            return;
        }
        self.validation_overlap = validation.or_else(|| self.validation_overlap.take());
        self.overlap = compared.or_else(|| self.overlap.take());
        self.report_overlap();
    }

    /// Returns the similarity from which near-duplicates are looked for in `theirs`, if there is memory for that.
    fn threshold_beside(&self, theirs: &Self) -> Option<f64> {
        let threshold = match (self.near, theirs.near) {
            (Nearness::From(threshold), Nearness::From(_)) => Some(threshold),
            _ => None,
        };
        let affordable = |threshold: &f64| {
            // Their search data takes memory in addition to their stored shingles.
            let ours = self.shingle_store.bytes_to_search(*threshold);
            ours + 2 * theirs.shingle_store.bytes_to_search(*threshold) <= self.near_budget
        };
        threshold.filter(affordable)
    }

    fn as_compared(&self, range: Range<u32>) -> Compared<'_> {
        Compared {
            records: &self.records,
            range,
            shingle_store: &self.shingle_store,
        }
    }

    /// Reports a record of a validation file, or of a file to compare with, that the data to train on has, too.
    fn report_match(&mut self, found: &Match, is_compared: bool) {
        let of_question = found.asked.map(|asked| asked.record);
        let Some(other) = found.alike.map(|alike| alike.record).or(of_question) else {
            return;
        };
        let named = self.named(usize::MAX, other as usize);
        let message = overlapping_record::message(found, &named);
        let similarity = found.alike.map(|alike| alike.similarity.shown());
        let place = match (&self.compared, is_compared) {
            (Some(theirs), true) => {
                let place = theirs.record_place(found.record);
                Place {
                    file: self.files.len() + place.file,
                    ..place
                }
            }
            _ => self.record_place(found.record),
        };
        let related = Some((other as usize, similarity));
        self.report(&overlapping_record::RULE, message, place, related);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::checker::Checker;
    use crate::check::probe::probe;
    use crate::dataset::Dataset;
    use crate::options::Options;

    fn record(words: &str) -> String {
        format!("{{\"prompt\": \"{words}\", \"completion\": \"yes\"}}\n")
    }

    /// A data set of one record, with so many bytes for the search for near-duplicates.
    fn dataset(text: &str, budget: usize) -> Dataset {
        let options = Options::default();
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.near_budget = budget;
        dataset.begin_file("train.jsonl", text.len() as u64, &probe);
        dataset.add(&checker.check(text.as_bytes()));
        dataset.end_file();
        dataset
    }

    fn compare(dataset: &mut Dataset, text: &str) {
        let options = dataset.compared_options();
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        dataset
            .begin_against("validation.jsonl", text.len() as u64, &probe)
            .expect("good options");
        dataset.at_hand().add(&checker.check(text.as_bytes()));
        dataset.at_hand().end_file();
    }

    #[test]
    fn what_both_take_together_is_within_the_budget() {
        let words = (0..40)
            .map(|word| format!("w{word} "))
            .collect::<Vec<_>>()
            .concat();
        let (ours, theirs) = (record(&words), record(&words.replace("w39", "another")));
        // Both are of one size; the search data of theirs is additional.
        let alone = dataset(&ours, usize::MAX);
        let needed = 3 * alone.shingle_store.bytes_to_search(0.8);
        for (budget, near) in [(needed, Some(1)), (needed - 1, None)] {
            let mut dataset = dataset(&ours, budget);
            compare(&mut dataset, &theirs);
            let report = dataset.report_now(true);
            assert_eq!(report.duplicates.near, Some(0));
            let overlap = report.overlap.expect("files were compared");
            assert_eq!((overlap.near, overlap.normalized), (near, 0));
            let reasons = &report.readiness.reasons;
            let is_said = reasons.iter().any(|reason| {
                reason.code == crate::dataset::readiness::Code::NearDuplicatesNotLookedFor
            });
            assert_eq!(is_said, near.is_none());
        }
    }

    #[test]
    fn a_chunk_is_known_by_its_bytes_in_the_files_at_hand() {
        let (ours, theirs) = (record("one two three"), record("four five six"));
        let mut dataset = dataset(&ours, usize::MAX);
        let held = |dataset: &Dataset| {
            [(0, &ours), (0, &theirs), (1, &ours)]
                .map(|(chunk, text)| dataset.holds(chunk, text.as_bytes()))
        };
        assert_eq!(held(&dataset), [true, false, false]);
        compare(&mut dataset, &theirs);
        assert_eq!(held(&dataset), [false, true, false]);
        dataset.forget_against();
        assert_eq!(held(&dataset), [true, false, false]);
        dataset.at_hand().begin_file(
            "long.jsonl",
            9,
            &probe(b"", true, &Options::default()).expect("good options"),
        );
        dataset.at_hand().add_oversize(9, true);
        assert!(!dataset.holds(1, b""));
    }

    /// The page compares with one file after the other, and with none.
    #[test]
    fn files_to_compare_with_can_be_forgotten() {
        let (ours, theirs) = (record("one two three"), record("four five six"));
        let mut dataset = dataset(&ours, usize::MAX);
        let shown = |dataset: &mut Dataset| {
            serde_json::to_string(&dataset.report_now(true)).expect("a report serializes")
        };
        let alone = shown(&mut dataset);
        compare(&mut dataset, &ours);
        let with_ours = shown(&mut dataset);
        assert!(with_ours.contains("overlapping-record"));
        dataset.forget_against();
        assert_eq!(shown(&mut dataset), alone);
        compare(&mut dataset, &theirs);
        assert!(!shown(&mut dataset).contains("overlapping-record"));
        compare(&mut dataset, &ours);
        let with_both = dataset.report_now(true);
        assert_eq!(with_both.rules["overlapping-record"].count, 1);
        assert_eq!(with_both.overlap.expect("files were compared").records, 2);
        dataset.forget_against();
        compare(&mut dataset, &ours);
        assert_eq!(shown(&mut dataset), with_ours);
    }
}
