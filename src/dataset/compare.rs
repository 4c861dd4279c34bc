//! Files that the data set is compared with: a data set of their own, of which nothing is counted, split or written.

use super::findings::Place;
use super::{Dataset, NEAR_BUDGET, Nearness};
use crate::findings::Setting;
use crate::options::{Convert, OptionError, Options};
use crate::overlap::{Compared, Overlap};
use crate::probe::Probe;
use crate::rules::overlapping_record;

impl Dataset {
    /// The options that files to compare with are probed and checked by, once all of the data set has been read. What can be
    /// read of them in any way is, and what cannot be read is all that is looked for.
    #[must_use]
    pub fn compared_options(&self) -> Options {
        Options {
            compared: true,
            fix: true,
            convert: self
                .format
                .map(|format| Convert::Format(format.name().to_owned())),
            split: None,
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

    /// What the next chunk belongs to: the files to compare with, once one was begun.
    pub fn at_hand(&mut self) -> &mut Self {
        self.forget_overlap();
        match self.compared {
            Some(ref mut compared) => compared,
            None => self,
        }
    }

    /// Forgets the files to compare with, and what was found of them.
    pub fn forget_against(&mut self) {
        self.forget_overlap();
        self.compared = None;
    }

    pub(super) fn forget_overlap(&mut self) {
        if self.overlap.take().is_some() {
            self.forget_findings(&[&overlapping_record::RULE]);
        }
    }

    /// Compares, unless that is done.
    pub(super) fn compare(&mut self) {
        let (Some(theirs), Some(kinship), None) = (&self.compared, &self.kinship, &self.overlap)
        else {
            return;
        };
        let threshold = match (self.near, theirs.near) {
            (Nearness::From(threshold), Nearness::From(_)) => Some(threshold),
            _ => None,
        };
        let affordable = |threshold: &f64| {
            // Theirs are put up beside what is kept of them.
            let ours = self.shelves.bytes_to_search(*threshold);
            ours + 2 * theirs.shelves.bytes_to_search(*threshold) <= NEAR_BUDGET
        };
        let overlap = Overlap::of(
            self.as_compared(),
            &kinship.texts,
            theirs.as_compared(),
            threshold.filter(affordable),
        );
        self.report_overlap(&overlap);
        self.overlap = Some(overlap);
    }

    fn as_compared(&self) -> Compared<'_> {
        Compared {
            records: &self.records,
            shelves: &self.shelves,
        }
    }

    fn report_overlap(&mut self, overlap: &Overlap) {
        let rule = &overlapping_record::RULE;
        if self.settings[rule.index()] == Setting::Off {
            return;
        }
        for found in overlap.overlapping() {
            let of_question = found.asked.map(|asked| asked.record);
            let Some(other) = found.alike.map(|alike| alike.record).or(of_question) else {
                continue;
            };
            let (file, line) = self.place_of(other as usize);
            let named = format!("line {} of {}", line + 1, self.files[file].name);
            let message = overlapping_record::message(found, &named);
            let similarity = found.alike.map(|alike| alike.similarity.shown());
            let Some(theirs) = &self.compared else { return };
            let place = theirs.record_place(found.record);
            let place = Place {
                file: self.files.len() + place.file,
                ..place
            };
            self.report(rule, message, place, Some((other as usize, similarity)));
        }
    }
}
