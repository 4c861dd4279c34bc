//! Reports faults of a line, before its records are judged.

use super::Checker;
use crate::check::prepare::{Content, Fault, FaultKind, Line, Prepared};
use crate::diagnostic::finding::{Fix, Message};
use crate::diagnostic::position::Span;
use crate::diagnostic::position::narrow;
use crate::input::csv::RowFault;
use crate::input::framing::Frame;
use crate::input::repair::Doubt;
use crate::json::SyntaxErrorKind;
use crate::lint::Rule;
use crate::lint::collector::Collector;
use crate::lint::rules::{
    blank_line, byte_order_mark, carriage_return, comment_line, crlf_line_ending, invalid_json,
    invalid_utf8, multiple_values_on_line, pretty_printed_json, ragged_row, unclosed_quote,
    wrapped_records,
};

impl Checker {
    /// Reports faults of a line, which ends at `end` of its chunk, before its records are judged.
    pub(super) fn report_line(
        &self,
        line: &Line<'_>,
        frame: Frame,
        end: usize,
        findings: &mut Collector<'_>,
    ) {
        let length = narrow(frame.end - frame.start);
        if line.skipped > 0 {
            let mark = Span::new(0, narrow(line.skipped));
            self.report_removable(findings, &byte_order_mark::RULE, mark, mark, || {
                byte_order_mark::message()
            });
        }
        let no_record = match line.content {
            // A row without values is left out by becoming no record.
            Content::Blank if self.framing.delimiter().is_some() => {
                let end = Span::new(0, length);
                return findings.report_fixed(&blank_line::RULE, end, blank_line::of_a_table);
            }
            Content::Blank => Some((&blank_line::RULE, blank_line::message())),
            Content::Comment => Some((&comment_line::RULE, comment_line::message())),
            _ => None,
        };
        if let Some((rule, message)) = no_record {
            let content = Span::new(narrow(line.skipped), length);
            // A line is removed with its end; text between values may share its line with a value.
            let is_line = self.framing.is_by_line();
            let feed = u32::from(is_line && findings.line_goes_on(end));
            // A mark that does not go by itself goes with its line.
            let is_apart = self.fixes.repairs(&byte_order_mark::RULE) || !self.fixes.repairs(rule);
            let start = if is_apart { content.start } else { 0 };
            let whole = Span::new(start, length + feed);
            self.report_removable(findings, rule, content, whole, || message);
            return;
        }
        if line.carriage_return {
            let end = Span::new(length - 1, length);
            self.report_removable(findings, &crlf_line_ending::RULE, end, end, || {
                crlf_line_ending::message()
            });
        }
        findings.skip(line.skipped);
        match &line.content {
            Content::NotText { bytes, at } => {
                findings.report(&invalid_utf8::RULE, Span::byte(*at), || {
                    invalid_utf8::message(&bytes[*at..])
                });
            }
            Content::Text(Prepared {
                fault: Some(fault), ..
            }) => report_fault(fault, findings),
            _ => {}
        }
    }

    /// A finding at `span` that goes away with the bytes at `removed`.
    fn report_removable(
        &self,
        findings: &mut Collector<'_>,
        rule: &'static Rule,
        span: Span,
        removed: Span,
        message: impl FnOnce() -> Message,
    ) {
        let message = || {
            let mut message = message();
            message.fix = message.fix.map(|fix| fix.removing(removed));
            message
        };
        if self.fixes.repairs(rule) {
            findings.report_fixed(rule, span, message);
        } else {
            findings.report(rule, span, message);
        }
    }
}

fn report_fault(fault: &Fault, findings: &mut Collector<'_>) {
    let rule = fault.kind.rule();
    let (span, message) = match &fault.kind {
        FaultKind::CarriageReturn(span) => (*span, carriage_return::message()),
        FaultKind::LineEndInText(span) => (*span, invalid_json::line_end_in_text()),
        FaultKind::CutRow(span) => (*span, wrapped_records::cut_row()),
        FaultKind::Printed(span) => (*span, pretty_printed_json::of_a_record()),
        FaultKind::Row(RowFault::Ragged { values, names, at }) => {
            (*at, ragged_row::message(*values, *names))
        }
        FaultKind::Row(RowFault::Header(span)) => (*span, ragged_row::header_again()),
        FaultKind::Row(RowFault::OpenQuote(span)) => (*span, unclosed_quote::message()),
        FaultKind::Syntax(error) if error.kind == SyntaxErrorKind::MultipleValues => {
            (error.span, multiple_values_on_line::message())
        }
        FaultKind::Syntax(error) => (error.span, invalid_json::message(error)),
    };
    let message = match &fault.repair {
        Ok(repair) if repair.cuts_a_record() => {
            Message::new(message.text, invalid_json::CUT_RECORD).fixed_by(Fix::from(repair))
        }
        Ok(repair) => message.fixed_by(Fix::from(repair)),
        Err(Doubt::Ambiguous) if fault.kind.is_not_a_number() => {
            Message::new(message.text, invalid_json::NO_TEXT)
        }
        Err(Doubt::Ambiguous) => message.in_doubt(),
        Err(Doubt::Hopeless) => message,
    };
    if fault.is_repaired {
        findings.report_fixed(rule, span, || message);
    } else {
        findings.report(rule, span, || message);
    }
}
