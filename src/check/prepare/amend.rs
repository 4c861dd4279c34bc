//! Fixes of records that are sound JSON: each rule with a fix works on the result of the one before.

use super::{Amended, Preparation, Record};
use crate::diagnostic::finding::{Fix, FixEdit};
use crate::diagnostic::position::{Span, narrow};
use crate::diagnostic::source_map::MappedText;
use crate::input::repair::Fixes;
use crate::json::Value;
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules::RULES;
use crate::lint::{Check, FormatCheck, RecordCheck, RecordFinding, Rule};
use crate::record::format::Format;

/// A rule whose fix is carried out on sound records.
#[derive(Clone, Copy)]
pub struct Amender {
    rule: &'static Rule,
    check: Finder,
    level: Fixes,
}

/// Finds what a rule would fix.
#[derive(Clone, Copy)]
enum Finder {
    Any(RecordCheck),
    As(FormatCheck),
}

impl Amender {
    /// Returns the rules whose fixes are requested.
    pub fn chosen(fixes: &FixChoice) -> Vec<Self> {
        let all = RULES.iter().filter_map(|rule| match rule.check {
            Check::Record(.., check)
            | Check::Amended(check)
            | Check::Redacted(check)
            | Check::Joined(_, check)
            | Check::MendedBlocks(_, check) => Some((rule, Finder::Any(check))),
            Check::AmendedAs(check) | Check::JoinedAs(_, check) => Some((rule, Finder::As(check))),
            _ => None,
        });
        let all = all.map(|(rule, check)| Self {
            rule,
            check,
            level: fixes.of(rule),
        });
        all.filter(|amender| amender.level > Fixes::None).collect()
    }

    fn find(&self, root: Value<'_>, format: Option<Format>) -> Option<RecordFinding> {
        match self.check {
            Finder::Any(check) => check(root),
            Finder::As(check) => check(root, format),
        }
    }

    fn takes(&self, fix: &Fix) -> bool {
        self.level == Fixes::Unsafe || fix.safe
    }
}

impl Preparation {
    /// Applies the requested fixes to a record that can be read.
    pub(super) fn amend(&mut self, record: &mut Record<'_>) {
        let is_refused = |record: &Record<'_>| {
            let conversion = record.conversion.as_ref();
            conversion.is_some_and(|conversion| conversion.outcome.is_err())
        };
        if self.amenders.is_empty() || is_refused(record) {
            return;
        }
        // Its edits are places of the file, if nothing else has changed it.
        let first = record
            .amended
            .first()
            .and_then(|first| first.message.fix.as_ref());
        let is_decoded = first.is_some_and(|fix| !fix.edits.is_empty());
        let stands = record.mapped.is_none() || is_decoded && !record.is_converted();
        for at in 0..self.amenders.len() {
            let amender = self.amenders[at];
            let format = self.format;
            let root = self.value(record);
            let Some(found) = amender.find(root, format) else {
                continue;
            };
            if found
                .message
                .fix
                .as_ref()
                .is_some_and(|fix| amender.takes(fix))
            {
                self.carry_out(record, amender.rule, found, stands);
            }
        }
    }

    /// Applies the fix of a finding to a record that can be read; `stands` is true if the offsets of its edits are those of the
    /// file.
    pub(super) fn carry_out(
        &mut self,
        record: &mut Record<'_>,
        rule: &'static Rule,
        found: RecordFinding,
        stands: bool,
    ) {
        let mut message = found.message;
        let Some(fix) = message.fix.as_mut() else {
            return;
        };
        let pointer = self.value(record).pointer_at(found.span.start);
        let mapped = rewritten(record.text(), &fix.edits);
        if self.before.parse(mapped.text()).is_err() {
            return;
        }
        let origin = |span| match &record.mapped {
            Some(mapped) => mapped.origin(span),
            None => span,
        };
        if stands {
            stand(&mut fix.edits, record.mapped.as_deref());
        } else {
            fix.edits.clear();
        }
        message.fix = message.fix.map(Fix::shown);
        record.amended.push(Amended {
            rule,
            span: origin(found.span),
            pointer,
            message,
        });
        record.become_text(mapped);
        record.is_read = self.parser.parse(record.text()).is_ok();
    }
}

/// Maps edits of a text back to the original record; clears them all if one has no counterpart there.
fn stand(edits: &mut Vec<FixEdit>, mapped: Option<&MappedText>) {
    let Some(mapped) = mapped else { return };
    for edit in edits.iter_mut() {
        let start = u32::try_from(edit.offset).unwrap_or(u32::MAX);
        let origin = mapped.origin(Span::new(start, start + edit.length));
        if origin.len() != edit.length {
            return edits.clear();
        }
        edit.offset = u64::from(origin.start);
    }
}

/// The text with the edits carried out.
fn rewritten(text: &str, edits: &[FixEdit]) -> MappedText {
    let mut mapped = MappedText::default();
    let mut at = 0;
    for edit in edits {
        let start = u32::try_from(edit.offset).unwrap_or(u32::MAX);
        mapped.copy(text, Span::new(at, start));
        mapped.write(&edit.text);
        at = start + edit.length;
    }
    mapped.copy(text, Span::new(at, narrow(text.len())));
    mapped
}
