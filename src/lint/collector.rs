//! Collects the findings of one chunk: counts all, keeps the first of each rule.

mod alike;
pub mod excerpt;
mod once;
mod place;

use std::rc::Rc;

use crate::diagnostic::finding::{Finding, Fix, Message, Severity, Tally};
use crate::diagnostic::position::Span;
use crate::diagnostic::position::narrow;
use crate::diagnostic::source_map::MappedText;
use crate::input::framing::{Frame, Framing};
use crate::json::Value;
use crate::lint::fact::Facts;
use crate::lint::rule_set::RuleSet;
use crate::lint::settings::RuleSettings;
use crate::lint::unexpected_layout::UnexpectedLayout;
use crate::lint::universal::Universals;
use crate::lint::{RecordFinding, Rule};

pub use place::Place;

/// A place that may become a finding once more records are known.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSpan {
    /// The record, as [`Place`] has it.
    start: u32,
    end: u32,
    line: u32,
    /// The place within the record.
    span: Span,
    pointer: String,
    /// Index of the edited record.
    edit: Option<u32>,
}

impl RecordSpan {
    /// Returns a key that identifies it in the chunk.
    #[must_use]
    pub fn key(&self) -> (u32, u32, u32) {
        let edit = self.edit.map_or(0, |edit| edit + 1);
        (self.start, self.span.start, edit)
    }
}

/// The findings of one chunk.
pub struct Collector<'c> {
    settings: &'c RuleSettings,
    max_examples: usize,
    place: Place<'c>,
    /// The chunk.
    chunk: &'c [u8],
    /// The edited records that were entered: the new text, and where it goes.
    edited: Vec<(&'c [u8], (usize, usize))>,
    /// Text that replaces the record; spans are places in it, and shown in the original.
    mapped: Option<Rc<MappedText>>,
    tallies: Vec<Tally>,
    examples: Vec<Finding>,
    unexpected_layouts: Vec<UnexpectedLayout>,
    /// Findings of the current record, and those of all records before it.
    of_record: Universals,
    universals: Universals,
    /// Index of the layout of the current record, until it is taken.
    untried_layout: Option<usize>,
    facts: Facts<Finding>,
    /// Number of records that were entered.
    entered: u32,
    /// By rule, how many different facts were met.
    facts_met: Vec<usize>,
    kept: Vec<usize>,
    errors_of_record: u32,
    /// The rules of these errors.
    broken_rules: RuleSet,
}

impl<'c> Collector<'c> {
    /// Creates an empty collection for `chunk`.
    #[must_use]
    pub fn new(settings: &'c RuleSettings, max_examples: usize, chunk: &'c [u8]) -> Self {
        Self {
            settings,
            max_examples,
            place: Place {
                chunk,
                start: 0,
                end: 0,
                line: 0,
                framing: Framing::Lines,
                edited: None,
            },
            chunk,
            edited: Vec::new(),
            mapped: None,
            tallies: vec![Tally::default(); settings.count()],
            examples: Vec::new(),
            unexpected_layouts: Vec::new(),
            of_record: Universals::default(),
            universals: Universals::default(),
            untried_layout: None,
            facts: Facts::new(),
            entered: 0,
            facts_met: vec![0; settings.count()],
            kept: vec![0; settings.count()],
            errors_of_record: 0,
            broken_rules: RuleSet::default(),
        }
    }

    /// Makes this record the one that findings are about.
    pub fn enter(&mut self, place: Place<'c>) {
        self.place = place;
        self.entered = self.entered.wrapping_add(1);
        if let Some(stands) = place.edited {
            self.edited.push((place.chunk, stands));
        }
        self.mapped = None;
        self.of_record.list.clear();
        self.errors_of_record = 0;
        self.broken_rules = RuleSet::default();
    }

    /// Makes a part of the entered text, the one that `frame` holds, the record that findings are about.
    pub fn enter_part(&mut self, frame: Frame) {
        self.enter(Place {
            start: frame.start,
            end: frame.end,
            line: frame.line,
            ..self.place
        });
    }

    /// The record is judged as what `mapped` made of it: spans are places in that.
    pub fn read_as(&mut self, mapped: Option<Rc<MappedText>>) {
        self.mapped = mapped;
    }

    /// Sets the offset of the record's text in its line: spans count from there.
    pub fn skip(&mut self, bytes: usize) {
        self.place.start += bytes;
    }

    /// Returns true if something follows the line that ends at `end` of the chunk: its line feed.
    #[must_use]
    pub fn line_goes_on(&self, end: usize) -> bool {
        end < self.chunk.len()
    }

    /// Returns the number of findings of each rule that are kept as examples.
    #[must_use]
    pub fn max_examples(&self) -> usize {
        self.max_examples
    }

    /// Returns true if the rule is on.
    #[must_use]
    pub fn wants(&self, rule: &'static Rule) -> bool {
        self.settings.wants(rule)
    }

    /// Returns a place in the current record `root`.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn record_span(&self, root: Value<'_>, span: Span) -> RecordSpan {
        RecordSpan {
            start: narrow(self.place.start),
            end: narrow(self.place.end),
            line: self.place.line,
            span: self.origin(span),
            pointer: root.pointer_at(span.start),
            edit: (self.place.edited).map(|_| narrow(self.edited.len() - 1)),
        }
    }

    /// Returns a place as an example of a finding that a later chunk may cause.
    #[must_use]
    pub fn finding_at(&self, record_span: &RecordSpan) -> Finding {
        let edited = record_span.edit.map(|edit| self.edited[edit as usize]);
        let place = Place {
            chunk: edited.map_or(self.chunk, |(text, _)| text),
            edited: edited.map(|(_, stands)| stands),
            start: record_span.start as usize,
            end: record_span.end as usize,
            line: record_span.line,
            ..self.place
        };
        let (message, pointer) = (Message::new("", ""), record_span.pointer.clone());
        place.example(
            0,
            Severity::Info,
            false,
            message,
            (record_span.span, None),
            pointer,
        )
    }

    /// Returns the number of errors of the current record.
    #[must_use]
    pub fn errors_of_record(&self) -> u32 {
        self.errors_of_record
    }

    /// Returns the rules that refuse the current record.
    #[must_use]
    pub const fn broken_rules(&self) -> RuleSet {
        self.broken_rules
    }

    /// Counts an open finding of the current record.
    const fn note_open(&mut self, index: usize, severity: Severity) {
        if matches!(severity, Severity::Error) {
            self.errors_of_record += 1;
            self.broken_rules.insert(index);
        }
    }

    /// Returns true if the current record has an error that is not repaired.
    #[must_use]
    pub fn record_is_invalid(&self) -> bool {
        self.errors_of_record > 0
    }

    /// A finding at `span` of the record.
    // Cold and never inlined, like its neighbours: records without findings are the many, and what is checked for each
    // of them must stay small enough for an engine's optimizing compiler to be done with it while the file is read.
    #[cold]
    #[inline(never)]
    pub fn report(&mut self, rule: &'static Rule, span: Span, message: impl FnOnce() -> Message) {
        if self.wants(rule) {
            self.add(rule, None, (span, None), false, message());
        }
    }

    /// A finding at `span` of the record that was read as `root`: its pointer is known.
    #[cold]
    #[inline(never)]
    pub fn report_in(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        span: Span,
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add(rule, Some(root), (span, None), false, message());
        }
    }

    /// Reports a finding with the text at `hidden` masked in all output.
    #[cold]
    #[inline(never)]
    pub fn report_hidden(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        (span, hidden): (Span, Span),
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add(rule, Some(root), (span, Some(hidden)), false, message());
        }
    }

    /// A finding that has been repaired: counted apart, never an error.
    #[cold]
    #[inline(never)]
    pub fn report_fixed(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add(rule, None, (span, None), true, message());
        }
    }

    /// Reports a finding on the whole record `root`. Its edits apply to the file only if the record was read unchanged.
    #[cold]
    #[inline(never)]
    pub fn report_record(&mut self, rule: &'static Rule, root: Value<'_>, found: RecordFinding) {
        let RecordFinding { span, message } = found;
        let message = self.of_record(message);
        self.report_in(rule, root, span, || message);
    }

    /// Prepares a message with a fix of the record for display: edits of a converted or edited record do not apply to the file.
    pub fn of_record(&self, mut message: Message) -> Message {
        message.fix = message.fix.map(|fix| self.shown(fix));
        message
    }

    /// Prepares a fix of the record for display.
    pub fn shown(&self, fix: Fix) -> Fix {
        let mut fix = fix.shown();
        if self.mapped.is_some() {
            fix.edits.clear();
        }
        fix
    }

    /// Reports a repaired finding at `span` of the original record, in the value at `pointer`.
    #[cold]
    #[inline(never)]
    pub fn report_amended(
        &mut self,
        rule: &'static Rule,
        (span, pointer): (Span, &str),
        message: Message,
    ) {
        if self.wants(rule) {
            let kept = self.examples.len();
            self.add(rule, None, (span, None), true, message);
            if let Some(example) = self.examples.get_mut(kept) {
                pointer.clone_into(&mut example.pointer);
            }
        }
    }

    fn add(
        &mut self,
        rule: &'static Rule,
        root: Option<Value<'_>>,
        (span, hidden): (Span, Option<Span>),
        fixed: bool,
        message: Message,
    ) {
        let index = self.settings.index(rule);
        let own = message.severity.unwrap_or(rule.severity);
        let Some(severity) = self.settings.of(rule).of(own) else {
            return;
        };
        self.tallies[index].count(severity, fixed, message.fix.as_ref());
        if !fixed {
            self.note_open(index, severity);
            self.note_universal(index, severity, &message.text);
        }
        if self.kept[index] < self.max_examples {
            self.kept[index] += 1;
            let pointer = root.map_or_else(String::new, |root| root.pointer_at(span.start));
            let places = (self.origin(span), hidden.map(|hidden| self.origin(hidden)));
            let example = self
                .place
                .example(index, severity, fixed, message, places, pointer);
            self.examples.push(example);
        }
    }

    /// Returns the origin of a place of the record.
    fn origin(&self, span: Span) -> Span {
        let mapped = self.mapped.as_ref();
        mapped.map_or(span, |mapped| mapped.origin(span))
    }

    /// The tallies by rule index, and the kept examples in the order they were found.
    #[must_use]
    pub fn finish(self) -> (Vec<Tally>, Vec<Finding>) {
        (self.tallies, self.examples)
    }
}
