//! Checks a chunk: a pure function of its bytes, the options and the file's probe.

mod line;
mod record;
mod trial;

use std::borrow::Cow;

use crate::analysis::similarity::fingerprint::Canonical;
use crate::analysis::similarity::text_digests;
use crate::check::answer_observer::Observer;
use crate::check::chunk_report::{ChunkReport, Record};
use crate::check::conversion_counts::Conversions;
use crate::check::edits::{ChunkEdit, Pending};
use crate::check::file_profile::Probe;
use crate::check::pointer_values::PointerReader;
use crate::check::prepare::{self, ChunkText, Content, Preparation, Prepared};
use crate::check::receipt::seal;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::narrow;
use crate::diagnostic::position::utf16_units;
use crate::input::framing::{Frame, Frames, Framing, frames};
use crate::lint::Rule;
use crate::lint::collector::{Collector, Place};
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules::{RULES, blank_line, not_converted, personal_data, probable_secret};
use crate::lint::settings::RuleSettings;
use crate::models::{self, Model};
use crate::options::{Options, Resolved};
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};

use record::{Reading, RecordPlace, RecordRules};
use trial::{Trial, TriedLine};

/// Bytes of a usual record, for a first guess at how many a chunk holds.
const USUAL_RECORD: usize = 512;

/// Checks chunks of one file; holds reusable buffers, but no results of earlier chunks.
pub struct Checker {
    settings: RuleSettings,
    max_examples: usize,
    model: Option<Cow<'static, Model>>,
    format: Option<Format>,
    foreign: Option<Foreign>,
    pub(crate) framing: Framing,
    /// The rule that makes every record of the file unusable in its current form.
    pub(crate) unusable: Option<&'static str>,
    fixes: FixChoice,
    /// The format that records are converted to.
    target: Option<Format>,
    pub(crate) preparation: Preparation,
    canonical: Canonical,
    observer: Observer,
    text_digests: text_digests::Reader,
    /// True if near-duplicates are looked for.
    is_shingled: bool,
    pointer_reader: PointerReader,
    /// True if a rule for secrets or personal data is on.
    is_private_wanted: bool,
    rules: RecordRules,
    /// The edits of the file, in the order of digests.
    file_edits: Vec<ChunkEdit>,
    /// Trials of records that are refused.
    trial: Option<Trial>,
    /// Trials for the model to go on with, where it is another than the user's.
    trial_of_next: Option<Trial>,
}

/// A line that holds records, and what belongs to it.
#[derive(Clone, Copy)]
struct LineAt<'c> {
    /// Its place in the text.
    frame: Frame,
    /// Its place in its chunk, where it was edited.
    stands: Option<Frame>,
    /// First byte of its content in the text.
    start: usize,
    /// Bytes that are written around its records.
    around: (&'c [u8], &'c [u8]),
}

impl Checker {
    /// A checker for the chunks of a file that looks like `probe`.
    ///
    /// # Errors
    /// Options that name an unknown rule or model, or a similarity out of range.
    pub fn new(options: &Options, probe: &Probe) -> Result<Self, OptionError> {
        let mut checker = Self::without_trials(options, probe)?;
        let model = checker.model.as_deref();
        let next = match model {
            Some(model) => model.instead(&[]),
            None if checker.target.is_none() => {
                let foreign = probe.foreign.map(Layout::Foreign);
                models::without_a_model(probe.format, foreign, &[])
            }
            None => None,
        };
        let wanted = model
            .or(next)
            .map_or(Format::BedrockConversation2024, |model| model.format);
        checker.trial = match next.filter(|_| model.is_none() && probe.format.is_none()) {
            Some(next) => Trial::towards(options, probe, next),
            None => Trial::new(options, probe, checker.target.unwrap_or(wanted)),
        };
        checker.trial_of_next = next.and_then(|next| Trial::towards(options, probe, next));
        Ok(checker)
    }

    /// Returns a checker without trials of refused records.
    pub(crate) fn without_trials(options: &Options, probe: &Probe) -> Result<Self, OptionError> {
        let Resolved {
            model,
            settings,
            fixes,
            target,
            near,
            group,
            class,
        } = options.resolve()?;
        let is_wanted = |rule: &'static Rule| settings.wants(rule);
        Ok(Self {
            is_private_wanted: is_wanted(&probable_secret::RULE) || is_wanted(&personal_data::RULE),
            settings,
            max_examples: options.max_examples_per_rule,
            model,
            format: probe.format,
            foreign: probe.foreign,
            framing: probe.framing,
            unusable: probe.unusable.then(|| {
                probe
                    .findings
                    .first()
                    .map_or("", |finding| RULES[usize::from(finding.rule)].name)
            }),
            target: target.as_ref().map(|target| target.format),
            preparation: Preparation::new(fixes.clone(), probe).converting_to(target),
            fixes,
            canonical: Canonical::default(),
            observer: Observer::default(),
            text_digests: text_digests::Reader::default(),
            is_shingled: near.is_some(),
            pointer_reader: PointerReader::new(group, class),
            rules: RecordRules::all(),
            file_edits: Vec::new(),
            trial: None,
            trial_of_next: None,
        })
    }

    /// Lets it carry out the edits of the file as it checks.
    #[must_use]
    pub fn with_edits(mut self, mut edits: Vec<ChunkEdit>) -> Self {
        edits.sort_by_key(|edit| (edit.digest, edit.line, edit.number));
        self.file_edits = edits;
        self
    }

    /// Checks a chunk of whole records.
    pub fn check(&mut self, chunk: &[u8]) -> ChunkReport {
        self.check_edited(chunk, None)
    }

    /// Checks a chunk with the edits that the data set gave for it instead of those of its file.
    pub fn check_edited(&mut self, chunk: &[u8], edits: Option<&[ChunkEdit]>) -> ChunkReport {
        let settings = std::mem::take(&mut self.settings);
        let mut findings = Collector::new(&settings, self.max_examples, chunk);
        let mut report = ChunkReport {
            bytes: chunk.len() as u64,
            digest: narrow_digest(chunk),
            tail: utf16_units(&chunk[self.framing.line_start(chunk, chunk.len())..]),
            ends_in_line: (chunk.last()).is_some_and(|&last| !self.framing.ends_line(last)),
            records: Vec::with_capacity(chunk.len() / USUAL_RECORD),
            ..ChunkReport::default()
        };
        let text = ChunkText::new(chunk);
        let file_edits = std::mem::take(&mut self.file_edits);
        let mut pending = match edits {
            Some(edits) => Pending::of_chunk(edits),
            None => Pending::of_file(&file_edits),
        };
        let has_edits = !pending.is_empty();
        // Lines as they stand in the chunk, for the trials of the next model.
        let mut lines = Vec::new();
        let mut frames = frames(chunk, self.framing);
        let mut ends_in_record = false;
        while let Some(stands) = frames.next() {
            let edit = pending.take(stands.line, &chunk[stands.start..stands.end]);
            let (read, text, frame) = match edit {
                Some(edit) => edited(&edit.text, stands),
                None => (chunk, text, stands),
            };
            findings.enter(Place {
                chunk: read,
                start: frame.start,
                end: frame.end,
                line: frame.line,
                framing: self.framing,
                edited: edit.map(|_| (stands.start, stands.end)),
            });
            #[cfg(feature = "fault-injection")]
            crate::check::injection::at_check(&read[frame.start..frame.end]);
            let line = self.preparation.line(text, frame);
            ends_in_record = !matches!(line.content, Content::Blank | Content::Comment);
            let around = (self.preparation).around(&line, &read[frame.start..frame.end]);
            let before = report.records.len();
            self.report_line(&line, frame, stands.end, &mut findings);
            match line.content {
                Content::Blank if pending.is_empty() => {
                    report.blank += 1 + self.pass_blank_lines(&mut frames, &mut findings);
                }
                Content::Blank => report.blank += 1,
                Content::Comment => report.comments += 1,
                Content::Text(prepared) if !prepared.records.is_empty() => {
                    let line = LineAt {
                        frame,
                        stands: edit.map(|_| stands),
                        start: frame.start + line.skipped,
                        around,
                    };
                    self.check_records(&prepared, line, &mut findings, &mut report);
                }
                _ => {
                    let seal = seal([around.0, line.trimmed, around.1]);
                    let refused = Err(findings.broken_rules());
                    report.records.push(Record::at(stands, seal, refused));
                    if self.is_shingled {
                        report.shingle_sets.end_record();
                    }
                }
            }
            let line = &read[frame.start..frame.end];
            self.try_out(line, before, &mut report);
            if self.trial_of_next.is_some() {
                let records = (report.records.len() - before) as u64;
                lines.push(TriedLine { line, records });
            }
        }
        if let Some(trial) = &mut self.trial_of_next {
            let whole = (!has_edits).then_some(chunk);
            report.outlook_of_next = trial.chunk(whole, &lines);
        }
        report.line_feeds = frames.line_feeds();
        report.is_list_closed = frames.is_list_closed();
        report.ends_in_record = report.ends_in_line && ends_in_record;
        report.edited = pending.made();
        self.pointer_reader
            .finish(report.records.len(), &mut report.pointer_values);
        (report.answers, report.answer_findings) = self.observer.finish(&findings);
        report.universals = findings.take_universals();
        report.facts = findings.take_facts();
        report.unexpected_layouts = findings.take_unexpected_layouts();
        (report.tallies, report.examples) = findings.finish();
        self.settings = settings;
        self.file_edits = file_edits;
        report
    }

    /// Judges the records of a line.
    fn check_records<'c>(
        &mut self,
        prepared: &Prepared<'c>,
        line: LineAt<'_>,
        findings: &mut Collector<'c>,
        report: &mut ChunkReport,
    ) {
        let is_alone = prepared.records.len() == 1;
        for (at, record) in prepared.records.iter().enumerate() {
            let mut place = line.frame;
            if !is_alone {
                place.start = line.start + record.span.start as usize;
                place.end = line.start + record.span.end as usize;
                place.line += record.line;
                findings.enter_part(place);
            }
            let seal = seal(prepared.written(at, line.around));
            let stands = line.stands.unwrap_or(place);
            let conversions = &mut report.conversions;
            if let Some(conversion) = &record.conversion
                && self.report_conversion(record, conversion, findings, conversions)
            {
                let refused = Err(findings.broken_rules());
                report.records.push(Record::at(stands, seal, refused));
                if self.is_shingled {
                    report.shingle_sets.end_record();
                }
                continue;
            }
            findings.read_as(None);
            for amended in &record.amended {
                let place = (amended.span, amended.pointer.as_str());
                findings.report_amended(amended.rule, place, amended.message.clone());
            }
            findings.read_as(record.mapped.clone());
            let mut reading = Reading {
                model: self.model.as_deref(),
                format: self.format,
                foreign: self.foreign,
                place: RecordPlace {
                    line: place.line,
                    index: narrow(report.records.len()),
                },
                findings,
                stats: &mut report.stats,
                canonical: &mut self.canonical,
                observer: &mut self.observer,
                text_digests: &mut self.text_digests,
                is_shingled: self.is_shingled,
                is_private_wanted: self.is_private_wanted,
                rules: &self.rules,
            };
            let fingerprint = reading.check(self.preparation.value(record));
            if let Some(trial) = &mut self.trial
                && let Some(target) = trial.target()
                && let Some(met) = findings.untried_layout(target)
            {
                let outcome = trial.line(record.original.as_bytes());
                met.note_trial(outcome.is_kept, outcome.obstacle);
            }
            let fingerprint = fingerprint.filter(|_| self.unusable.is_none());
            #[cfg(feature = "fault-injection")]
            let fingerprint = fingerprint.map(|mut fingerprint| {
                crate::check::injection::mark(record.text().as_bytes(), &mut fingerprint);
                fingerprint
            });
            if self.pointer_reader.is_wanted() && fingerprint.is_some() {
                let root = if record.is_converted() {
                    self.preparation.value_before(record)
                } else {
                    self.preparation.value(record)
                };
                self.pointer_reader
                    .read(root, report.records.len(), &mut report.pointer_values);
            }
            let index = narrow(report.records.len());
            let addresses = self.text_digests.take_addresses();
            let addresses = addresses.map(|address| (index, address));
            report.media_addresses.extend(addresses);
            let judged = fingerprint.ok_or_else(|| findings.broken_rules());
            report.records.push(Record::at(stands, seal, judged));
            if self.is_shingled {
                self.text_digests.finish(&mut report.shingle_sets);
            }
        }
    }

    /// Reports what became of a record by converting it; true where it is refused.
    fn report_conversion(
        &mut self,
        record: &prepare::Record<'_>,
        conversion: &prepare::Conversion,
        findings: &mut Collector<'_>,
        counted: &mut Conversions,
    ) -> bool {
        counted.count(conversion);
        findings.read_as(record.mapped_before());
        match &conversion.outcome {
            Ok(lost) => {
                let most = self.max_examples;
                let is_new = lost.iter().any(|lost| counted.is_new(lost, most));
                let root = is_new.then(|| self.preparation.value_before(record));
                counted.lose(root, lost, most, findings);
                false
            }
            Err(refusal) => {
                let before = findings.errors_of_record();
                let wanted = self.target.unwrap_or(Format::BedrockConversation2024);
                let root = self.preparation.value_before(record);
                not_converted::report(root, refusal, wanted, findings);
                findings.errors_of_record() > before
            }
        }
    }

    /// Passes over the blank lines that follow one, once their findings are only counted. Returns how many.
    fn pass_blank_lines(&self, frames: &mut Frames<'_>, findings: &mut Collector<'_>) -> u32 {
        let rule = &blank_line::RULE;
        if !findings.only_counts(rule) {
            return 0;
        }
        let lines = frames.pass_blank_lines();
        findings.count_fixable(rule, self.fixes.repairs(rule), u64::from(lines));
        lines
    }
}

/// Returns the text, the chunk and the frame to read instead of an edited line.
pub(crate) fn edited(text: &str, stands: Frame) -> (&[u8], ChunkText<'_>, Frame) {
    let bytes = text.as_bytes();
    let frame = Frame {
        start: 0,
        end: bytes.len(),
        ..stands
    };
    (bytes, ChunkText::new(bytes), frame)
}
