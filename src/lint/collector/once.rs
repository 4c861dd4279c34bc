//! Findings reported once for many records: their layout, and facts about them.

use std::collections::btree_map::Entry;

use super::Collector;
use crate::diagnostic::finding::{Finding, Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::Value;
use crate::lint::Rule;
use crate::lint::fact::{Fact, Facts, places_kept};
use crate::lint::unexpected_layout::{FoundKey, UnexpectedLayout};
use crate::lint::universal::{self, Universal, Universals};
use crate::record::format::Format;
use crate::record::layout::Layout;

/// Any number and share of records.
const ALWAYS: (u64, u64) = (1, u64::MAX);

impl Collector<'_> {
    /// Reports that the record `root` has the layout `layout` instead of the requested format.
    #[cold]
    #[inline(never)]
    pub fn report_unexpected_layout(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        layout: Layout,
    ) {
        let Some(severity) = self.count(rule) else {
            return;
        };
        let mut known = self.unexpected_layouts.iter();
        if let Some(at) = known.position(|known| known.layout == layout) {
            self.unexpected_layouts[at].records += 1;
            self.untried_layout = Some(at);
            return;
        }
        let first = self.first(rule, severity, root, root.span());
        let keys = match layout {
            Layout::Unknown => FoundKey::all(root),
            _ => Vec::new(),
        };
        self.unexpected_layouts.push(UnexpectedLayout {
            layout,
            keys,
            records: 1,
            kept: None,
            obstacle: None,
            first,
        });
        self.untried_layout = Some(self.unexpected_layouts.len() - 1);
    }

    /// Returns the layout of the record at hand, if it was not expected, could become `wanted`, and is still to be tried.
    pub fn untried_layout(&mut self, wanted: Format) -> Option<&mut UnexpectedLayout> {
        let met = &mut self.unexpected_layouts[self.untried_layout.take()?];
        (met.is_untried() && met.layout.converts_to(wanted)).then_some(met)
    }

    /// Counts a finding that is reported once for many records; returns its severity, or `None` if the rule is off.
    pub fn count(&mut self, rule: &'static Rule) -> Option<Severity> {
        self.count_as(rule, rule.severity)
    }

    /// The same of a severity that is not the rule's.
    pub fn count_as(&mut self, rule: &'static Rule, own: Severity) -> Option<Severity> {
        let index = self.settings.index(rule);
        let severity = self.settings.of(rule).of(own)?;
        self.tallies[index].open[severity as usize] += 1;
        self.note_open(index, severity);
        Some(severity)
    }

    /// Returns the first example of such a finding; its message is built when all have been counted.
    #[must_use]
    pub fn first(
        &self,
        rule: &'static Rule,
        severity: Severity,
        root: Value<'_>,
        span: Span,
    ) -> Finding {
        let mapped = self.mapped.as_ref();
        let place = mapped.map_or(span, |mapped| mapped.origin(span));
        let (nothing, pointer) = (Message::new("", ""), root.pointer_at(span.start));
        self.place.example(
            self.settings.index(rule),
            severity,
            false,
            nothing,
            (place, None),
            pointer,
        )
    }

    /// A fact about the record that was read as `root`: it is reported once for all records that have it, as `what`. As an error
    /// it is the record's.
    #[cold]
    #[inline(never)]
    pub fn report_fact(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        span: Span,
        what: impl Into<String>,
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add_fact(rule, root, (span, None), (what.into(), ALWAYS), message());
        }
    }

    /// The same, reported only from `least` records on: their number, and one in so many of all.
    #[cold]
    #[inline(never)]
    pub fn report_fact_of(
        &mut self,
        least: (u64, u64),
        rule: &'static Rule,
        root: Value<'_>,
        span: Span,
        what: impl Into<String>,
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add_fact(rule, root, (span, None), (what.into(), least), message());
        }
    }

    /// The same, where the second of `places` is masked in all output.
    #[cold]
    #[inline(never)]
    pub fn report_fact_hidden(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        (span, hidden): (Span, Span),
        what: impl Into<String>,
        message: impl FnOnce() -> Message,
    ) {
        if self.wants(rule) {
            self.add_fact(
                rule,
                root,
                (span, Some(hidden)),
                (what.into(), ALWAYS),
                message(),
            );
        }
    }

    fn add_fact(
        &mut self,
        rule: &'static Rule,
        root: Value<'_>,
        (span, hidden): (Span, Option<Span>),
        (what, least): (String, (u64, u64)),
        message: Message,
    ) {
        let own = message.severity.unwrap_or(rule.severity);
        let severity = match self.settings.of(rule).of(own) {
            None => return,
            Some(Severity::Error) => {
                return self.add(rule, Some(root), (span, hidden), false, message);
            }
            Some(severity) => severity,
        };
        let index = self.settings.index(rule);
        let places = (self.origin(span), hidden.map(|hidden| self.origin(hidden)));
        let number = u8::try_from(index).expect("fewer than 256 rules");
        let fact = match self.facts.entry((number, what)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                self.facts_met[index] += 1;
                new.insert(Fact {
                    severity,
                    records: 0,
                    fixable: [0; 2],
                    least,
                    last: 0,
                    is_shown: self.facts_met[index] <= self.max_examples,
                    places: Vec::new(),
                })
            }
        };
        if fact.last == self.entered {
            return;
        }
        fact.last = self.entered;
        fact.records += 1;
        if let Some(fix) = &message.fix {
            fact.fixable[usize::from(!fix.safe)] += 1;
        }
        if fact.is_shown && fact.places.len() < places_kept(self.max_examples) {
            let pointer = root.pointer_at(span.start);
            let place = (self.place).example(index, severity, false, message, places, pointer);
            fact.places.push(place);
        }
    }

    /// Counts a finding of the current record that all records may share.
    pub(super) fn note_universal(&mut self, rule: usize, severity: Severity, message: &str) {
        if !self.universals.is_open() {
            return;
        }
        let found = Universal {
            rule: u8::try_from(rule).expect("fewer than 256 rules"),
            message: universal::digest(message),
            severity,
            findings: 1,
        };
        self.of_record.note(found);
    }

    /// Ends a record that was read as its format.
    pub fn end_sample(&mut self) {
        self.of_record.records = 1;
        self.universals.add(&self.of_record);
    }

    /// The findings that all of these records have.
    pub fn take_universals(&mut self) -> Universals {
        std::mem::take(&mut self.universals)
    }

    /// Takes the facts of the chunk.
    pub fn take_facts(&mut self) -> Facts<Finding> {
        std::mem::take(&mut self.facts)
    }

    /// Takes the records of other layouts.
    pub fn take_unexpected_layouts(&mut self) -> Vec<UnexpectedLayout> {
        std::mem::take(&mut self.unexpected_layouts)
    }
}
