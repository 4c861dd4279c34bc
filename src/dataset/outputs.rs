//! Assignment of the records to the outputs, and the outputs that were written.

use serde::Deserialize;

use super::{Content, Dataset};
use crate::check::assignments::{ChunkAssignments, DuplicateOf};
use crate::dataset::dedupe::Removed;
use crate::dataset::record_table::State;
use crate::dataset::split::{Assignment, Plan, SplitInput};
use crate::diagnostic::option_error::OptionError;
use crate::options::{Options, SplitOptions, Stratify};

/// Sizes and digests of the outputs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Written {
    /// The training file.
    pub train: Option<Output>,
    /// The validation file.
    pub validation: Option<Output>,
    /// Records that were left out.
    pub set_aside: Option<Output>,
}

/// A file that was written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its size.
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Dataset {
    /// Shares out the records by the split, `dedupe`, `keep` and `near` of these options, without reading anything again. All others
    /// stay those that the records were read with.
    ///
    /// # Errors
    /// As of [`Self::split`]; the last split stays then.
    pub fn split_by(&mut self, options: Options) -> Result<&Assignment, OptionError> {
        if let Some(wanted) = &options.split {
            self.refuse_unread(wanted)?;
        }
        self.set_near(options.near)?;
        (self.options.dedupe, self.options.keep) = (options.dedupe, options.keep);
        self.split(options.split)
    }

    /// Shares out the records; the assignment stays until something is added.
    ///
    /// # Errors
    /// An amount that is neither a share nor a count.
    pub fn split(&mut self, split: Option<SplitOptions>) -> Result<&Assignment, OptionError> {
        if let Some(wanted) = &split {
            self.refuse_unread(wanted)?;
        }
        self.options.split = split;
        let plan = Plan {
            dedupe: self.options.dedupe,
            keep: self.options.keep,
            split: self.options.split.clone(),
        };
        self.relate();
        let Some(relations) = &self.relations else {
            return Err(OptionError("the records were not compared".to_owned()));
        };
        let mut splitter = std::mem::take(&mut self.splitter);
        let strata = self.strata();
        let applied_decisions = self.applied_decisions();
        let validation = self
            .has_validation_files()
            .then(|| self.validation_records());
        let input = SplitInput {
            records: &self.records,
            relations,
            shingle_store: &self.shingle_store,
            strata: strata.as_ref(),
            applied_decisions: &applied_decisions,
            validation: validation.as_ref(),
        };
        let assignment = splitter.assign(input, &plan, self.model.as_deref());
        self.splitter = splitter;
        let mut assignment = assignment?;
        if self.has_validation_files() {
            assignment.note = self.unused_validation(Some(&assignment));
        }
        self.begin_writing();
        self.assignment = Some(assignment);
        self.report_overlap();
        let assignment = self.assignment.as_ref();
        assignment.ok_or_else(|| OptionError("the records were not shared out".to_owned()))
    }

    /// Refuses pointers whose values were not read with the records.
    fn refuse_unread(&self, wanted: &SplitOptions) -> Result<(), OptionError> {
        let read = self.read_for.as_ref();
        let edits = |split: &SplitOptions| {
            let decisions = split.decisions.as_ref();
            decisions.map_or_else(Vec::new, |decisions| decisions.replace.clone())
        };
        if read.map_or_else(Vec::new, edits) != edits(wanted) {
            return Err(OptionError(
                "what was edited is read with the records: they must be checked again".to_owned(),
            ));
        }
        let is_grouped = read.and_then(|read| read.group_by.as_ref()) == wanted.group_by.as_ref();
        let is_classed = wanted.stratify() != Stratify::Pointer
            || read.is_some_and(|read| read.stratify_by == wanted.stratify_by);
        let is_of_media = read.is_none_or(|read| read.media_groups == wanted.media_groups);
        if is_grouped && is_classed && is_of_media {
            return Ok(());
        }
        Err(OptionError(
            "what a pointer leads to, and if media make groups, is read with the records: they must be checked again"
                .to_owned(),
        ))
    }

    /// Returns the destinations of the records of a chunk; chunks count over all files.
    ///
    /// # Errors
    /// An amount that is neither a share nor a count.
    pub fn assignments(&mut self, chunk: usize) -> Result<ChunkAssignments, OptionError> {
        if self.assignment.is_none() {
            self.split(self.options.split.clone())?;
        }
        let number = chunk;
        let is_first = chunk == 0 || self.chunks[chunk - 1].file != self.chunks[chunk].file;
        let chunk = self.chunks[chunk];
        let Some(assignment) = &self.assignment else {
            return Err(OptionError("the records were not shared out".to_owned()));
        };
        let range = chunk.first_record..chunk.first_record + chunk.records;
        let destinations = &assignment.destinations[range.clone()];
        let seals = range
            .clone()
            .flat_map(|record| self.seals.get(record).to_le_bytes());
        let seals = seals.collect();
        let is_refused = |record: &usize| self.records.state(*record) == State::Invalid;
        let refused = range.clone().filter(is_refused);
        let refused = refused.map(|record| self.records.get(record).refused());
        let refused = refused.collect();
        let kept = range
            .zip(destinations)
            .filter(|(_, side)| side.is_left_out())
            .map(|(index, _)| assignment.stays_for(index))
            .map(|removed| removed.map(|removed| self.duplicate_of(removed)))
            .collect();
        let next = self.chunks.get(number + 1);
        let next = next.filter(|next| next.file == chunk.file);
        let end = next.map_or_else(|| self.files[chunk.file].lines(), |next| next.first_line);
        Ok(ChunkAssignments {
            chunk: number as u64,
            digest: chunk.digest,
            seals,
            refused,
            edits: self.edits_of(number, chunk.file, chunk.first_line..end),
            file: (self.files.len() > 1).then(|| self.files[chunk.file].name.clone()),
            oversize: (chunk.content == Content::Oversize)
                .then_some((chunk.start, chunk.end - chunk.start)),
            fault: chunk.content == Content::Fault,
            first_line: chunk.first_line,
            preamble: if is_first {
                self.files[chunk.file].preamble.clone()
            } else {
                Vec::new()
            },
            destinations: destinations.iter().map(|side| *side as u8).collect(),
            kept,
        })
    }

    fn duplicate_of(&self, removed: Removed) -> DuplicateOf {
        let (file, line) = self.place_of(removed.stays as usize);
        DuplicateOf {
            file: self.files[file].name.clone(),
            line: line + 1,
            kind: self.records.match_kind(removed.copy, removed.stays),
            similarity: removed.similarity.shown(),
        }
    }
}
