//! The first look at a file: its encoding, how it falls into records, and which format they have.

mod comments;
mod csv_sniffer;
mod encoding;
mod file_kind;
mod first_records;
mod layout;
mod legacy;
mod repeating_fields;
mod text_kind;
mod transcoded;
mod wrapper;

use std::collections::BTreeMap;

use crate::check::file_profile::{Probe, Reading};
use crate::check::prepare::{ChunkText, Content, Preparation};
use crate::diagnostic::finding::{Finding, Message, Severity};
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::narrow;
use crate::diagnostic::position::{Span, utf16_units};
use crate::input::framing::{Framing, frames, line_feeds};
use crate::input::line::BYTE_ORDER_MARK;
use crate::input::repair::Fixes;
use crate::lint::Rule;
use crate::lint::collector::{Collector, Place};
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules::{
    self, RULES, byte_order_mark, carriage_return_file, comment_line, csv_file, invalid_utf8,
    json_array_file, not_json_lines, pretty_printed_json,
};
use crate::lint::settings::RuleSettings;
use crate::options::{Options, Resolved};
use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};
use crate::record::recognise::{is_of_claude, recognise};
use comments::Comments;
use csv_sniffer::Table;
use encoding::{BYTES_SEARCHED, encoding_fault};
use layout::{FileLayout, layout_of};
use text_kind::text_kind;
pub use transcoded::probe_unpacked;
use wrapper::Wrapping;

/// Number of first records of a known format that are asked for it.
const RECORDS_ASKED: usize = 100;
/// Examines `head`, the first bytes of a file; `whole` is true if nothing follows.
///
/// # Errors
/// Options that name an unknown rule or model.
pub fn probe(head: &[u8], whole: bool, options: &Options) -> Result<Probe, OptionError> {
    probe_read(head, whole, options, &[])
}

/// The same, with what the platform reads in a file that is not UTF-8.
fn probe_read(
    head: &[u8],
    whole: bool,
    options: &Options,
    readings: &[Reading],
) -> Result<Probe, OptionError> {
    let mut probe = look(head, whole, options, readings)?;
    probe.cuts_at_line_feeds = probe.framing.cuts_at_line_feeds();
    Ok(probe)
}

fn look(
    head: &[u8],
    whole: bool,
    options: &Options,
    readings: &[Reading],
) -> Result<Probe, OptionError> {
    #[cfg(feature = "fault-injection")]
    crate::check::injection::at_probe(head);
    let Resolved {
        settings,
        model,
        target,
        fixes,
        ..
    } = options.resolve()?;
    let model = model.map(|model| model.format);
    let mapping = target.as_ref().and_then(|target| target.mapping.clone());
    let converted = target.map(|target| target.format);
    let wanted = model.or(converted);
    let mut probe = Probe::default();
    if let Some(found) = encoding_fault(head) {
        probe.encoding = found.encoding;
        probe.refuse(found.rule, head, found.message, &settings);
        return Ok(probe);
    }
    let mark = if head.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let target = wanted.unwrap_or(Format::BedrockConversation2024);
    // A conversion writes each record on its own line, as the fix does.
    let is_converted = converted.is_some();
    let mut becomes_records = is_converted;
    let layout = layout_of(head, mark, whole);
    let is_table = matches!(layout, FileLayout::Table(_));
    let has_header = matches!(&layout, FileLayout::Table(table) if table.texts.is_none());
    if let Some((kind, help)) = text_kind(head).filter(|_| !has_header) {
        let message = not_json_lines::message(&kind, help);
        probe.refuse(&not_json_lines::RULE, head, message, &settings);
        return Ok(probe);
    }
    match layout {
        FileLayout::Lines => {}
        FileLayout::Returns => {
            probe.framing = Framing::Returns;
            let end = head.iter().position(|byte| *byte == b'\r').unwrap_or(0);
            probe.report(
                &carriage_return_file::RULE,
                head,
                Span::byte(end),
                carriage_return_file::message(),
                &settings,
            );
        }
        FileLayout::Table(ref table) => {
            probe.begin_table(table, target, head, mark, &settings);
            let is_mapped = mapping.is_some_and(|it| it.fits_columns(&table.columns.keys));
            becomes_records = is_converted && (is_mapped || table.columns.may_become(target));
        }
        FileLayout::Array { open } => {
            let finding = (&json_array_file::RULE, json_array_file::message());
            probe.begin_values(head, (open + 1, open), mark, finding, &settings);
        }
        FileLayout::PrettyPrinted { start, first } => {
            let finding = (&pretty_printed_json::RULE, pretty_printed_json::message());
            probe.begin_values(head, (start, first), mark, finding, &settings);
        }
        FileLayout::Wrapped(ref wrapping) => probe.begin_wrapped(wrapping, head, mark, &settings),
        FileLayout::Unfinished if whole => {}
        FileLayout::Unfinished => {
            // Records cannot be judged until one of them ends.
            probe.need_more = true;
            probe.format = wanted;
            return Ok(probe);
        }
    }
    if probe.framing.is_by_value() && mark > 0 {
        probe.report_mark(head, mark, &settings);
    }
    let is_decoded = fixes.of(&invalid_utf8::RULE) >= Fixes::Unsafe;
    probe.report_encoding(head, readings, is_decoded, &settings);
    let is_fixed = |finding: &Finding| {
        let is_read = usize::from(finding.rule) != rules::index(&invalid_utf8::RULE);
        let is_guess = finding.fix.as_ref().is_some_and(|fix| !fix.safe);
        let needed = if is_guess { Fixes::Unsafe } else { Fixes::Safe };
        let is_wanted = fixes.of(RULES[usize::from(finding.rule)]) >= needed;
        is_read && (becomes_records && !is_guess || !is_table && is_wanted)
    };
    let is_refused = |finding: &Finding| finding.severity == Severity::Error && !is_fixed(finding);
    // The rows of a table are no records, whatever the user thinks of the finding.
    probe.unusable = is_table && !becomes_records || probe.findings.iter().any(is_refused);
    let opened = match layout {
        FileLayout::Array { open } => Some(open),
        FileLayout::Wrapped(Wrapping::Lists { first, .. }) => Some(first),
        _ => None,
    };
    probe.opens_list = opened.is_some();
    if let Some(open) = opened {
        probe.comments(head, mark, open, &settings);
    }
    for finding in &mut probe.findings {
        finding.fixed = is_fixed(finding);
    }
    let found = first_layouts(head, &probe, whole, fixes, wanted);
    probe.format = wanted.or(found.format());
    probe.foreign = found.foreign();
    probe.look_at_records(head, whole);
    Ok(probe)
}

impl Probe {
    /// Stores the keys of the first records, and the places of values that repeat.
    fn look_at_records(&mut self, head: &[u8], whole: bool) {
        let texts = first_records::texts(head, self, whole);
        self.keys = first_records::keys(&texts);
        self.has_fillers = first_records::has_fillers(&texts);
        self.places = repeating_fields::places(&texts);
    }

    /// Starts records framed by `framing`, the first of them at `start` or behind.
    fn begin(&mut self, framing: Framing, head: &[u8], start: usize, mark: usize) {
        let line_start =
            memchr::memrchr(b'\n', &head[..start]).map_or(mark.min(start), |feed| feed + 1);
        self.framing = framing;
        self.start = start as u64;
        self.start_position = (
            u64::from(line_feeds(&head[..start])),
            utf16_units(&head[line_start..start]),
        );
    }

    /// Starts the rows of a table, to be converted to `target`.
    fn begin_table(
        &mut self,
        table: &Table,
        target: Format,
        head: &[u8],
        mark: usize,
        settings: &RuleSettings,
    ) {
        let columns = &table.columns;
        let message = match table.texts {
            Some(texts) => csv_file::without_header(table.framing, columns.keys.len(), texts),
            None => csv_file::message(table.framing, columns, target),
        };
        self.begin(table.framing, head, table.end, mark);
        self.report(&csv_file::RULE, head, table.header, message, settings);
        self.columns = Some(columns.clone());
    }

    /// Starts records that are values from `start` on, and reports the finding at `first`.
    fn begin_values(
        &mut self,
        head: &[u8],
        (start, first): (usize, usize),
        mark: usize,
        (rule, message): (&'static Rule, Message),
        settings: &RuleSettings,
    ) {
        self.begin(Framing::Values, head, start, mark);
        self.report(rule, head, Span::byte(first), message, settings);
    }

    /// Stores the comments before the bracket at `open`, which no chunk contains.
    fn comments(&mut self, head: &[u8], mark: usize, open: usize, settings: &RuleSettings) {
        for (at, end) in Comments::of(&head[..open], mark) {
            let span = Span::new(narrow(at), narrow(end));
            let mut message = comment_line::message();
            message.fix = message.fix.map(|fix| fix.removing(span));
            self.report(&comment_line::RULE, head, span, message, settings);
            let text = String::from_utf8_lossy(&head[at..end]).into_owned();
            self.preamble
                .push((u64::from(line_feeds(&head[..at])), text));
        }
    }

    /// A byte order mark that no chunk will hold.
    fn report_mark(&mut self, head: &[u8], mark: usize, settings: &RuleSettings) {
        let span = Span::new(0, narrow(mark));
        let mut message = byte_order_mark::message();
        message.fix = message.fix.map(|fix| fix.removing(span));
        self.report(&byte_order_mark::RULE, head, span, message, settings);
    }

    /// The file holds no records that can be read.
    fn refuse(
        &mut self,
        rule: &'static Rule,
        head: &[u8],
        message: Message,
        settings: &RuleSettings,
    ) {
        self.framing = Framing::Opaque;
        self.report(rule, head, Span::new(0, 0), message, settings);
        self.unusable = true;
    }

    fn report(
        &mut self,
        rule: &'static Rule,
        head: &[u8],
        span: Span,
        message: Message,
        settings: &RuleSettings,
    ) {
        let mut findings = Collector::new(settings, 1, head);
        let end = head.len().min(span.end as usize + BYTES_SEARCHED);
        findings.enter(Place {
            chunk: head,
            start: 0,
            end,
            line: 0,
            framing: self.framing,
            edited: None,
        });
        findings.report(rule, span, || message);
        let mut kept = findings.finish().1;
        for example in &mut kept {
            example.record = (0, 0);
            if self.framing == Framing::Opaque {
                // Bytes that are no text show nothing.
                example.excerpt.clear();
            }
        }
        self.findings.append(&mut kept);
    }
}

/// The layouts of the first records, with their numbers.
#[derive(Default)]
struct FirstLayouts {
    counts: BTreeMap<Layout, usize>,
    /// True if a chat is one that only Claude's layout fits.
    has_claude: bool,
}

impl FirstLayouts {
    /// Returns the most common layout of those that `of` takes; of equally many the first.
    fn most<T>(&self, of: impl Fn(Layout) -> Option<T>) -> Option<T> {
        let mut most = None;
        for (layout, &count) in &self.counts {
            if let Some(found) = of(*layout)
                && most.as_ref().is_none_or(|(_, most)| count > *most)
            {
                most = Some((found, count));
            }
        }
        most.map(|(found, _)| found)
    }

    /// Returns the format that most of the records have.
    fn format(&self) -> Option<Format> {
        let is_chat = matches!(
            self.foreign(),
            Some(Foreign::OpenAiChat | Foreign::AnthropicMessages)
        );
        let format = |layout: Layout| layout.format();
        self.most(|layout| {
            format(layout).filter(|format| !is_chat || *format != Format::ClaudeMessages)
        })
    }

    /// Returns the layout that most of those records have that are of no format.
    fn foreign(&self) -> Option<Foreign> {
        let found = self.most(|layout| match layout {
            Layout::Foreign(foreign) => Some(foreign),
            _ => None,
        });
        let is_chat =
            |foreign: &Foreign| matches!(foreign, Foreign::OpenAiChat | Foreign::AnthropicMessages);
        found.filter(|found| !self.has_claude || !is_chat(found))
    }
}

/// The layouts that the first records have, once they are repaired as far as that leaves no doubt or was asked for. Where the
/// first is of the format `wanted`, the others are not looked at.
fn first_layouts(
    head: &[u8],
    probe: &Probe,
    whole: bool,
    fixes: FixChoice,
    wanted: Option<Format>,
) -> FirstLayouts {
    let mut preparation = Preparation::new(fixes.at_least_safe(), probe);
    let start = usize::try_from(probe.start).unwrap_or(0);
    let chunk = ChunkText::new(&head[start..]);
    let mut found = FirstLayouts::default();
    let mut asked = 0;
    let mut frames = frames(&head[start..], probe.framing);
    while let Some(frame) = frames.next() {
        if asked >= RECORDS_ASKED || (start + frame.end == head.len() && !whole) {
            break;
        }
        let content = preparation.line(chunk, frame).content;
        let Content::Text(prepared) = content else {
            if matches!(content, Content::Blank) {
                frames.pass_blank_lines();
            }
            continue;
        };
        for record in &prepared.records {
            let root = preparation.value(record);
            let layout = recognise(root);
            if wanted.is_some_and(|wanted| layout.format() == Some(wanted)) {
                return found;
            }
            found.has_claude |= is_of_claude(root, layout);
            *found.counts.entry(layout).or_default() += 1;
            asked += usize::from(layout.format().is_some());
        }
    }
    found
}
