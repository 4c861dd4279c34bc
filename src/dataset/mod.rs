//! The fold: reports of chunks go in, in file order; duplicates, totals, the split, the report and the verdict come out.
//!
//! Start reading at [`Dataset`]; its parts add methods: `relate` finds copies, `split` shares out the records, `report` and
//! `readiness` present the results.
//!
//! Uses all rooms below but `json`: `diagnostic` to `check`.

mod compare;
pub mod contamination;
pub mod decisions;
pub mod dedupe;
pub mod edits;
mod ending;
mod facts;
mod file;
mod findings;
pub mod group_by;
#[cfg(feature = "fault-injection")]
pub mod injection;
mod ledger;
mod outputs;
mod places;
pub mod preview;
pub mod readiness;
pub mod record_table;
pub mod rehearsal;
mod relate;
pub mod relations;
pub mod report;
pub mod shared_media;
pub mod split;
mod strata;
mod totals;
mod unexpected_layouts;
mod unread;
mod validation_files;
mod whole;

pub use file::File;
pub use ledger::Refusal;
pub use outputs::{Output, Written};
pub use totals::{Nearness, Totals};

use std::borrow::Cow;

use file::Chunk;
use findings::Copy;
use ledger::{Ledger, Seals};
pub(crate) use strata::{Stratum, WHOLE_ANSWER};
pub(crate) use unexpected_layouts::layout_finding;
use unread::Content;

use crate::analysis::profile::answers::Answers;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::check::chunk_report::ChunkReport;
use crate::check::conversion_counts::Conversions;
use crate::check::file_profile::Probe;
use crate::check::outlook::Outlook;
use crate::check::pointer_values::PointerValues;
use crate::dataset::contamination::Overlap;
use crate::dataset::edits::Edits;
use crate::dataset::record_table::{Location, Records, State};
use crate::dataset::relations::{RelationBuilder, Relations};
use crate::dataset::split::{Assignment, Splitter};
use crate::diagnostic::finding::{Finding, Message, Severity, Tally};
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::narrow;
use crate::lint::dataset_finding::{Place, PlacedFinding};
use crate::lint::fact::Facts;
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules::{self, RULES, mixed_media};
use crate::lint::settings::RuleSettings;
use crate::lint::unexpected_layout::UnexpectedLayout;
use crate::lint::universal::Universals;
use crate::models::Model;
use crate::options::{Options, SplitOptions};
use crate::record::format::Format;
use crate::record::sample::MediaKind;

/// The most bytes for the search for near-duplicates: half of a wasm memory, some 2.6 million records of 1 KB.
pub const NEAR_BUDGET: usize = 2 << 30;

/// The data set.
pub struct Dataset {
    options: Options,
    model: Option<Cow<'static, Model>>,
    /// Repairs that the options ask for.
    fixes: FixChoice,
    /// Format that records are converted to, if the options ask for a conversion.
    target: Option<Format>,
    settings: RuleSettings,
    files: Vec<File>,
    /// Number of files that will be read, once it is known.
    files_expected: usize,
    format: Option<Format>,
    records: Records,
    totals: Totals,
    answers: Answers<PlacedFinding>,
    /// Values at the user's pointers.
    pointer_values: PointerValues,
    /// Digests of the addresses of media, each behind the record that names it.
    media_addresses: Vec<(u32, u64)>,
    /// JSON Pointers to values that repeat.
    repeating_pointers: Vec<String>,
    /// The requested split when the records were read.
    read_for: Option<SplitOptions>,
    tallies: Vec<Tally>,
    examples: Vec<PlacedFinding>,
    /// Facts about many records alike.
    facts: Facts<PlacedFinding>,
    /// By rule, how many of them have places.
    facts_shown: Vec<usize>,
    universals: Universals,
    /// Records of other layouts, with their file, in file order.
    unexpected_layouts: Vec<(usize, UnexpectedLayout)>,
    conversions: Conversions,
    /// What would become of refused records with the steps that need no person.
    outlook: Outlook,
    /// What would become of all records for the model to go on with, where it is another than the user's.
    outlook_of_next: Outlook,
    written: Written,
    /// Counts made while it was written.
    ledger: Ledger,
    /// The mark of the bytes to write for each record.
    seals: Seals,
    /// The state of edited records.
    edits: Edits,
    assignment: Option<Assignment>,
    /// That kinds of media are mixed over the records, which no record can be set aside for.
    mixed_media: Option<String>,
    /// Archives that could not be read to their end, as sentences: more is missing than a record that can be set aside.
    unread: Vec<(&'static str, String)>,
    /// Relations of the records, once all of them are known.
    relations: Option<Relations>,
    /// The search for that, once it has begun.
    relation_builder: Option<RelationBuilder>,
    /// Comparison files, as a separate data set.
    compared: Option<Box<Self>>,
    /// Matches of their records with this data set.
    overlap: Option<Overlap>,
    /// Matches of the records of the validation files with those to train on.
    validation_overlap: Option<Overlap>,
    /// The mode of the search for near-duplicates.
    near: Nearness,
    /// Bytes that looking for them may take.
    near_budget: usize,
    shingle_store: ShingleStore,
    kept: Vec<usize>,
    chunks: Vec<Chunk>,
    media: Vec<(MediaKind, usize, u64)>,
    splitter: Splitter,
}

impl Dataset {
    /// An empty data set.
    ///
    /// # Errors
    /// Options that name an unknown rule or model, or a similarity out of range.
    pub fn new(options: Options) -> Result<Self, OptionError> {
        let resolved = options.resolve()?;
        Ok(Self {
            model: resolved.model,
            settings: resolved.settings,
            fixes: resolved.fixes,
            target: resolved.target.map(|target| target.format),
            near: resolved.near.map_or(Nearness::Off, Nearness::From),
            near_budget: NEAR_BUDGET,
            relations: None,
            relation_builder: None,
            compared: None,
            overlap: None,
            validation_overlap: None,
            shingle_store: ShingleStore::default(),
            files: Vec::new(),
            files_expected: 0,
            format: None,
            records: Records::default(),
            totals: Totals::default(),
            answers: Answers::default(),
            pointer_values: PointerValues::default(),
            media_addresses: Vec::new(),
            repeating_pointers: Vec::new(),
            read_for: options.split.clone(),
            tallies: vec![Tally::default(); RULES.len()],
            examples: Vec::new(),
            facts: Facts::new(),
            facts_shown: vec![0; RULES.len()],
            universals: Universals::default(),
            unexpected_layouts: Vec::new(),
            conversions: Conversions::default(),
            outlook: Outlook::default(),
            outlook_of_next: Outlook::default(),
            written: Written::default(),
            ledger: Ledger::default(),
            seals: Seals::default(),
            edits: Edits::default(),
            assignment: None,
            mixed_media: None,
            unread: Vec::new(),
            kept: vec![0; RULES.len()],
            chunks: Vec::new(),
            media: Vec::new(),
            splitter: Splitter::default(),
            options,
        })
    }

    /// Begins a file; the reports that follow are its chunks', in order.
    pub fn begin_file(&mut self, name: &str, bytes: u64, probe: &Probe) {
        self.unsettle();
        self.format = self.format.or(probe.format);
        let (line_feeds, column) = probe.start_position;
        self.files.push(File {
            name: name.to_owned(),
            bytes,
            side: self.side_of_next(),
            line_feeds,
            ends_in_line: probe.start > 0,
            ends_in_record: false,
            is_list_open: probe.opens_list,
            first_record: self.records.len(),
            preamble: probe.preamble.clone(),
            archive: None,
            framing: probe.framing,
            columns: probe.columns.clone(),
            column,
            offset: probe.start,
        });
        self.totals.comments += probe.preamble.len() as u64;
        for place in &probe.places {
            if !self.repeating_pointers.contains(place) {
                self.repeating_pointers.push(place.clone());
            }
        }
        for finding in &probe.findings {
            let tally = &mut self.tallies[usize::from(finding.rule)];
            tally.count(finding.severity, finding.fixed, finding.fix.as_ref());
            self.keep(finding.clone());
        }
    }

    /// Adds the report of the next chunk.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn add(&mut self, report: &ChunkReport) {
        #[cfg(feature = "fault-injection")]
        crate::dataset::injection::at_fold(report, self.records.len());
        self.unsettle();
        let file = self.files.len() - 1;
        let (first_line, column, offset) = {
            let file = &self.files[file];
            (file.line_feeds, file.column, file.offset)
        };
        let locate = |example: &Finding| {
            let mut example = example.clone();
            if example.line == 0 {
                example.column += column;
            }
            example.line = u32::try_from(first_line + u64::from(example.line)).unwrap_or(u32::MAX);
            example.offset += offset;
            example.record.0 += offset;
            if let Some(fix) = &mut example.fix {
                fix.shift(offset);
            }
            example
        };
        for (mine, theirs) in self.tallies.iter_mut().zip(&report.tallies) {
            mine.add(theirs);
        }
        let mut mixed = self.meet_media(report, file).into_iter().peekable();
        for example in &report.examples {
            let is_before =
                |(place, _): &(Place, Message)| place.offset < offset + example.record.0;
            // Both the chunk and the data set report this rule: examples stay in file order.
            while usize::from(example.rule) == rules::index(&mixed_media::RULE)
                && let Some((place, message)) = mixed.next_if(is_before)
            {
                self.report(&mixed_media::RULE, message, place, None);
            }
            self.keep(locate(example));
        }
        for (place, message) in mixed {
            self.report(&mixed_media::RULE, message, place, None);
        }
        self.universals.add(&report.universals);
        self.add_facts(&report.facts, file, locate);
        for unexpected_layouts in &report.unexpected_layouts {
            self.add_unexpected_layout(file, unexpected_layouts, locate(&unexpected_layouts.first));
        }
        self.outlook.add(&report.outlook);
        self.outlook_of_next.add(&report.outlook_of_next);
        let most = self.options.max_examples_per_rule;
        self.conversions
            .add(&report.conversions, file, most, locate);
        self.add_stats(report, file, first_line);
        let first_record = self.records.len();
        self.answers
            .add(&report.answers, first_record, most, |&number| {
                PlacedFinding {
                    file,
                    example: locate(&report.answer_findings[number as usize]),
                    related: None,
                }
            });
        self.add_records(report, offset, first_line);
        self.pointer_values
            .add(&report.pointer_values, first_record);
        if !report.stats.token_places.is_empty() {
            let places = &mut self.totals.token_places;
            places.resize(first_record, 0);
            places.extend_from_slice(&report.stats.token_places);
        }
        let first = narrow(first_record);
        let addresses = report.media_addresses.iter();
        self.media_addresses
            .extend(addresses.map(|&(record, address)| (first + record, address)));
        self.push_shingles(&report.shingle_sets, first_record);
        self.totals.blank += u64::from(report.blank);
        self.totals.comments += u64::from(report.comments);
        self.note_edits(report, self.chunks.len());
        self.chunks.push(Chunk {
            file,
            start: offset,
            end: offset + report.bytes,
            first_line,
            first_record,
            records: report.records.len(),
            others: u64::from(report.blank) + u64::from(report.comments),
            digest: report.digest,
            content: Content::Records,
        });
        let file = &mut self.files[file];
        file.is_list_open = report
            .is_list_closed
            .map_or(file.is_list_open, |is_closed| !is_closed);
        file.offset += report.bytes;
        file.line_feeds += u64::from(report.line_feeds);
        file.column = if report.line_feeds == 0 {
            file.column + report.tail
        } else {
            report.tail
        };
        if report.bytes > 0 {
            file.ends_in_line = report.ends_in_line;
            file.ends_in_record = report.ends_in_record;
        }
    }

    /// Adds the records of a chunk that begins at `offset` of its file, behind `first_line` line feeds.
    fn add_records(&mut self, report: &ChunkReport, offset: u64, first_line: u64) {
        for record in &report.records {
            let line = u32::try_from(first_line + u64::from(record.line)).unwrap_or(u32::MAX);
            let location = Location {
                line,
                offset: record.offset,
                length: record.length,
            };
            self.seals.push(record.seal);
            let (state, original) = self.records.push(location, record.fingerprint);
            match state {
                State::Invalid => self.totals.invalid += 1,
                State::Original => {}
                State::Exact | State::Canonical => {
                    let copy = Copy {
                        exact: state == State::Exact,
                        line,
                        offset: offset + u64::from(record.offset),
                        length: record.length,
                    };
                    self.add_copy(copy, original);
                }
            }
        }
    }

    /// Records, errors and warnings so far.
    #[must_use]
    pub fn counts_so_far(&self) -> (u64, u64, u64) {
        let records = self.records.len() as u64;
        (
            records,
            self.open_count(Severity::Error),
            self.open_count(Severity::Warning),
        )
    }

    /// Returns the number of records without an error.
    #[must_use]
    pub fn valid_records(&self) -> u64 {
        self.records.len() as u64 - self.totals.invalid
    }
}
