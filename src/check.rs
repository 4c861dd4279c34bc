//! Checks a chunk: a pure function of its bytes, the options and the file's probe.

use memchr::memchr;

use crate::chunk::{ChunkReport, Record};
use crate::diagnostic::Message;
use crate::findings::{Findings, Place, Setting};
use crate::fingerprint::{Canonical, Fingerprint};
use crate::format::Format;
use crate::format::layout;
use crate::frame::{Frame, Framing, frames};
use crate::json::{Kind, Parser, SyntaxError, SyntaxErrorKind, Value};
use crate::models::Model;
use crate::options::{OptionError, Options};
use crate::position::narrow;
use crate::position::{Span, utf16_units};
use crate::probe::Probe;
use crate::repair::{is_blank, trailing_commas, trim, without};
use crate::rules::{
    Check, NodeCheck, RULES, Rule, SampleCheck, blank_line, byte_order_mark, carriage_return,
    crlf_line_ending, invalid_json, invalid_utf8, mixed_formats, multiple_values_on_line,
    not_an_object, wrong_format,
};
use crate::stats::Stats;

/// Bytes of a usual record, for a first guess at how many a chunk holds.
const USUAL_RECORD: usize = 512;

/// Checks chunks of one file; holds buffers that are used again, and nothing of what it has seen.
pub struct Checker {
    settings: Vec<Setting>,
    max_examples: usize,
    model: Option<&'static Model>,
    format: Option<Format>,
    pub(crate) framing: Framing,
    /// The rule that makes every record of the file unusable as it is.
    pub(crate) unusable: Option<&'static str>,
    pub(crate) fix: bool,
    pub(crate) parser: Parser,
    canonical: Canonical,
    rules: RecordRules,
}

/// The rules that look at records, by what they look at.
struct RecordRules {
    nodes: Vec<(Kind, NodeCheck)>,
    samples: Vec<SampleCheck>,
    blocks: Vec<SampleCheck>,
}

impl RecordRules {
    fn all() -> Self {
        let nodes = RULES.iter().filter_map(|rule| match rule.check {
            Check::Node(kind, check) => Some((kind, check)),
            _ => None,
        });
        let samples = RULES.iter().filter_map(|rule| match rule.check {
            Check::Sample(check) => Some(check),
            _ => None,
        });
        let blocks = RULES.iter().filter_map(|rule| match rule.check {
            Check::Blocks(check) => Some(check),
            _ => None,
        });
        Self {
            nodes: nodes.collect(),
            samples: samples.collect(),
            blocks: blocks.collect(),
        }
    }
}

/// What is known of a line before it is read as JSON.
enum Line<'c> {
    Blank,
    Record(&'c str),
    Unreadable,
}

impl Checker {
    /// A checker for the chunks of a file that looks like `probe`.
    ///
    /// # Errors
    /// Options that name an unknown rule or model.
    pub fn new(options: &Options, probe: &Probe) -> Result<Self, OptionError> {
        Ok(Self {
            settings: options.settings()?,
            max_examples: options.max_examples_per_rule,
            model: options.find_model()?,
            format: probe.format,
            framing: probe.framing,
            unusable: probe.unusable.then(|| {
                probe
                    .findings
                    .first()
                    .map_or("", |finding| RULES[usize::from(finding.rule)].name)
            }),
            fix: options.fix,
            parser: Parser::new(),
            canonical: Canonical::default(),
            rules: RecordRules::all(),
        })
    }

    /// Checks a chunk of whole records.
    pub fn check(&mut self, chunk: &[u8]) -> ChunkReport {
        let settings = std::mem::take(&mut self.settings);
        let mut findings = Findings::new(&settings, self.max_examples, chunk);
        let mut report = ChunkReport {
            bytes: chunk.len() as u64,
            tail: utf16_units(&chunk[memchr::memrchr(b'\n', chunk).map_or(0, |feed| feed + 1)..]),
            ends_in_line: chunk.last().is_some_and(|byte| *byte != b'\n'),
            records: Vec::with_capacity(chunk.len() / USUAL_RECORD),
            ..ChunkReport::default()
        };
        let text = simdutf8::basic::from_utf8(chunk).ok();
        let has_carriage_returns = memchr(b'\r', chunk).is_some();
        let mut frames = frames(chunk, self.framing);
        for frame in frames.by_ref() {
            findings.enter(Place {
                chunk,
                start: frame.start,
                end: frame.end,
                line: frame.line,
            });
            let mut fingerprint = None;
            if self.framing != Framing::Opaque {
                match self.read_line(chunk, frame, text, has_carriage_returns, &mut findings) {
                    Line::Blank => {
                        report.blank += 1;
                        continue;
                    }
                    Line::Unreadable => {}
                    Line::Record(record) => {
                        let index = narrow(report.records.len());
                        let place = RecordPlace {
                            line: frame.line,
                            index,
                        };
                        fingerprint =
                            self.check_record(record, place, &mut findings, &mut report.stats);
                    }
                }
            }
            report.records.push(Record {
                line: frame.line,
                offset: narrow(frame.start),
                length: narrow(frame.end - frame.start),
                fingerprint: fingerprint.filter(|_| self.unusable.is_none()),
            });
        }
        report.line_feeds = frames.line_feeds();
        (report.tallies, report.examples) = findings.finish();
        self.settings = settings;
        report
    }

    fn read_line<'c>(
        &self,
        chunk: &'c [u8],
        frame: Frame,
        text: Option<&'c str>,
        has_carriage_returns: bool,
        findings: &mut Findings<'_>,
    ) -> Line<'c> {
        let line = &chunk[frame.start..frame.end];
        let trimmed = trim(line, self.framing);
        let record = trimmed.record;
        if trimmed.skipped > 0 {
            self.report_fixable(
                findings,
                &byte_order_mark::RULE,
                Span::new(0, 3),
                byte_order_mark::message,
            );
        }
        if is_blank(record) {
            let end = narrow(line.len());
            self.report_fixable(
                findings,
                &blank_line::RULE,
                Span::new(0, end),
                blank_line::message,
            );
            return Line::Blank;
        }
        if trimmed.carriage_return {
            self.report_fixable(
                findings,
                &crlf_line_ending::RULE,
                Span::byte(line.len() - 1),
                crlf_line_ending::message,
            );
        }
        findings.skip(trimmed.skipped);
        let start = frame.start + trimmed.skipped;
        let text = match text {
            Some(text) => &text[start..start + record.len()],
            None => match simdutf8::compat::from_utf8(record) {
                Ok(text) => text,
                Err(error) => {
                    let at = error.valid_up_to();
                    findings.report(&invalid_utf8::RULE, Span::byte(at), || {
                        invalid_utf8::message(&record[at..])
                    });
                    return Line::Unreadable;
                }
            },
        };
        if has_carriage_returns
            && self.framing == Framing::Lines
            && let Some(at) = memchr(b'\r', record)
        {
            findings.report(
                &carriage_return::RULE,
                Span::byte(at),
                carriage_return::message,
            );
            return Line::Unreadable;
        }
        Line::Record(text)
    }

    fn report_fixable(
        &self,
        findings: &mut Findings<'_>,
        rule: &'static Rule,
        span: Span,
        message: impl FnOnce() -> Message,
    ) {
        if self.fix {
            findings.report_fixed(rule, span, message);
        } else {
            findings.report(rule, span, message);
        }
    }

    fn check_record(
        &mut self,
        record: &str,
        place: RecordPlace,
        findings: &mut Findings<'_>,
        stats: &mut Stats,
    ) -> Option<Fingerprint> {
        let mut reading = Reading {
            model: self.model,
            format: self.format,
            place,
            findings,
            stats,
            canonical: &mut self.canonical,
            rules: &self.rules,
        };
        let error = match self.parser.parse(record) {
            Ok(root) => return reading.check(root),
            Err(error) => error,
        };
        let repaired = if self.fix {
            trailing_commas(&mut self.parser, record, error)
        } else {
            Err(error)
        };
        match repaired {
            Ok(repaired) => {
                for comma in &repaired.commas {
                    reading
                        .findings
                        .report_fixed(&invalid_json::RULE, comma.span, || {
                            invalid_json::message(comma)
                        });
                }
                let root = self.parser.parse(&repaired.blanked).ok()?;
                reading.check(root)?;
                // Copies are told by the bytes that will be written.
                let written = without(record.as_bytes(), &repaired.commas);
                let written = simdutf8::basic::from_utf8(&written).ok()?;
                let root = self.parser.parse(written).ok()?;
                Some(self.canonical.fingerprint(root))
            }
            Err(error) => {
                reading.report_syntax_error(&error);
                None
            }
        }
    }
}

/// Where a record stands in its chunk.
#[derive(Clone, Copy)]
struct RecordPlace {
    line: u32,
    index: u32,
}

/// One record being read.
struct Reading<'a, 'c> {
    model: Option<&'static Model>,
    format: Option<Format>,
    place: RecordPlace,
    findings: &'a mut Findings<'c>,
    stats: &'a mut Stats,
    canonical: &'a mut Canonical,
    rules: &'a RecordRules,
}

impl Reading<'_, '_> {
    fn report_syntax_error(&mut self, error: &SyntaxError) {
        if error.kind == SyntaxErrorKind::MultipleValues {
            self.findings.report(
                &multiple_values_on_line::RULE,
                error.span,
                multiple_values_on_line::message,
            );
        } else {
            self.findings.report(&invalid_json::RULE, error.span, || {
                invalid_json::message(error)
            });
        }
    }

    fn check(&mut self, root: Value<'_>) -> Option<Fingerprint> {
        if root.kind() != Kind::Object {
            self.findings.report(&not_an_object::RULE, root.span(), || {
                not_an_object::message(root.kind_name())
            });
            return None;
        }
        for node in root.nodes() {
            let kind = node.kind();
            for (_, check) in self.rules.nodes.iter().filter(|(of, _)| *of == kind) {
                check(root, node, self.findings);
            }
        }
        if let Some(format) = self.format_of(root) {
            let sample = format.walk(root, self.model, self.findings);
            let blocks = sample.is_more_than_text().then_some(&self.rules.blocks);
            for check in self
                .rules
                .samples
                .iter()
                .chain(blocks.into_iter().flatten())
            {
                check(&sample, self.model, self.findings);
            }
            if !self.findings.record_is_invalid() {
                self.stats
                    .measure(&sample, self.place.line, self.place.index);
            }
        }
        (!self.findings.record_is_invalid()).then(|| self.canonical.fingerprint(root))
    }

    /// The format to read the record as; what speaks against it is reported.
    fn format_of(&mut self, root: Value<'_>) -> Option<Format> {
        let found = layout::recognise(root);
        let Some(format) = self.format else {
            if let Some(format) = found.format() {
                return Some(format);
            }
            wrong_format::report(root, found, None, self.findings);
            return None;
        };
        if found.may_be(format) {
            return Some(format);
        }
        match self.model {
            Some(model) => wrong_format::report(root, found, Some((model, format)), self.findings),
            None => mixed_formats::report(root, found, format, self.findings),
        }
        None
    }
}
