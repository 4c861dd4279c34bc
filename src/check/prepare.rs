//! From the bytes of a line to the records that are judged and written: checking and writing share this code, so that exactly
//! the checked records are exported.
//!
//! ```text
//!  line ─► trim ─► UTF-8? ─► JSON? ──────────────────────────► convert, where ─► put on one line ─► record
//!                              └─► repair, where it is wanted ─┘  it is wanted
//! ```
//!
//! Before a record is put on one line it is *amended*: fixes of rules on sound records are carried out.
//!
//! ```text
//!  convert ─► amend ─► put on one line
//! ```

mod amend;
mod broken;
mod line;
mod record;
mod unwrapped;

use memchr::memchr;
use smallvec::{SmallVec, smallvec};

use crate::check::file_profile::{Encoding, Probe};
use crate::diagnostic::position::{Span, narrow};
use crate::input::csv::{Columns, Rows};
use crate::input::framing::{Frame, Framing};
use crate::input::json_columns::Arrangement;
use crate::input::line::trim;
use crate::input::line_kind::{LineKind, line_kind};
use crate::input::repair::{Doubt, Keys};
use crate::json::{Parser, Value};
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules::{byte_order_mark, crlf_line_ending};
use crate::record::convert::{self, Converter, Outcome, Target};
use crate::record::format::Format;
use crate::record::layout::Foreign;

use amend::Amender;

pub use line::{Content, Fault, FaultKind, Line, Prepared};
pub use record::{Amended, Conversion, ROW, Record};

/// A chunk, and properties of the whole chunk, determined at once rather than line by line.
#[derive(Clone, Copy)]
pub struct ChunkText<'c> {
    bytes: &'c [u8],
    /// The bytes as text, if all of them are UTF-8.
    text: Option<&'c str>,
    has_carriage_returns: bool,
}

impl<'c> ChunkText<'c> {
    /// Looks over `bytes`.
    #[must_use]
    pub fn new(bytes: &'c [u8]) -> Self {
        Self {
            bytes,
            text: simdutf8::basic::from_utf8(bytes).ok(),
            has_carriage_returns: memchr(b'\r', bytes).is_some(),
        }
    }
}

impl Prepared<'_> {
    /// Returns the bytes to write for the record at that place; `around` has the bytes around the records of its line.
    #[must_use]
    pub fn written<'p>(&'p self, at: usize, around: (&'p [u8], &'p [u8])) -> [&'p [u8]; 3] {
        let is_last = at + 1 == self.records.len();
        [
            if at == 0 { around.0 } else { b"" },
            self.records[at].text().as_bytes(),
            if is_last { around.1 } else { b"" },
        ]
    }
}

/// Takes lines apart according to the options.
pub struct Preparation {
    framing: Framing,
    /// True if the file has another encoding, reported by a finding on the file: lines that are not UTF-8 are in that encoding.
    is_other_encoding: bool,
    fixes: FixChoice,
    /// Rules whose fixes on sound records are carried out.
    amenders: Vec<Amender>,
    /// True if records are put on one line each.
    joins: bool,
    converter: Option<Converter>,
    /// The format that records have, or get.
    format: Option<Format>,
    /// The layout of the file's records that are of no format.
    foreign: Option<Foreign>,
    /// For a file of one object whose columns become records.
    arrangement: Option<Arrangement>,
    /// Keys of the file's first records.
    keys: Keys,
    /// True if the file has placeholders beside several instructions.
    has_fillers: bool,
    /// For a table whose rows become records.
    rows: Option<(Rows, Columns)>,
    parser: Parser,
    /// For what records were before they were converted.
    before: Parser,
}

impl Preparation {
    /// For the chunks of a file that looks like `probe`.
    #[must_use]
    pub fn new(fixes: FixChoice, probe: &Probe) -> Self {
        let delimiter = probe.framing.delimiter().filter(|_| !probe.unusable);
        Self {
            framing: probe.framing,
            is_other_encoding: probe.encoding == Encoding::Other,
            rows: delimiter.map(Rows::new).zip(probe.columns.clone()),
            amenders: Amender::chosen(&fixes),
            keys: probe.keys.clone(),
            has_fillers: probe.has_fillers,
            fixes,
            joins: probe.framing.is_by_value() && !probe.unusable,
            arrangement: probe.arrangement,
            converter: None,
            format: probe.format,
            foreign: probe.foreign,
            parser: Parser::new(),
            before: Parser::new(),
        }
    }

    /// Sets the target of the conversion, if any.
    #[must_use]
    pub fn converting_to(mut self, target: Option<Target>) -> Self {
        let has_fillers = self.has_fillers;
        self.format = target.as_ref().map(|target| target.format).or(self.format);
        self.converter = target.map(|target| Converter::new(target).with_fillers(has_fillers));
        self
    }

    /// Returns true if a record may be written in other bytes than it has.
    #[must_use]
    pub fn mapped_texts(&self) -> bool {
        let is_wrapped = self.framing == Framing::Wrapped || self.arrangement.is_some();
        is_wrapped
            || self.joins
            || self.rows.is_some()
            || self.converter.is_some()
            || self.fixes.any()
    }

    /// Returns the bytes of a line to write around its record: a byte order mark before it and a carriage return behind it,
    /// unless a fix removes them. `bytes` are those of the whole line.
    #[must_use]
    pub fn around<'c>(&self, line: &Line<'_>, bytes: &'c [u8]) -> (&'c [u8], &'c [u8]) {
        if self.joins || self.converter.is_some() {
            return (b"", b"");
        }
        let keeps_mark = line.skipped > 0 && !self.fixes.repairs(&byte_order_mark::RULE);
        let keeps_return = line.carriage_return && !self.fixes.repairs(&crlf_line_ending::RULE);
        (
            if keeps_mark {
                &bytes[..line.skipped]
            } else {
                b""
            },
            if keeps_return { b"\r" } else { b"" },
        )
    }

    /// Takes apart the line that `frame` holds.
    pub fn line<'c>(&mut self, chunk: ChunkText<'c>, frame: Frame) -> Line<'c> {
        let trimmed = trim(&chunk.bytes[frame.start..frame.end], self.framing);
        Line {
            skipped: trimmed.skipped,
            carriage_return: trimmed.carriage_return,
            trimmed: trimmed.record,
            content: self.content(chunk, frame.start + trimmed.skipped, trimmed.record),
        }
    }

    /// Takes apart a line that is copied unchanged, without parsing it: blank, a comment or other content, as [`Self::line`]
    /// classifies it. Only valid if no record is rewritten.
    pub fn line_as_it_stands<'c>(&self, line: &'c [u8]) -> Line<'c> {
        let trimmed = trim(line, self.framing);
        Line {
            skipped: trimmed.skipped,
            carriage_return: trimmed.carriage_return,
            trimmed: trimmed.record,
            content: self
                .without_record(trimmed.record)
                .unwrap_or(Content::Opaque),
        }
    }

    /// Recognizes blank lines and comments, the lines without a record; both passes use it. Rows of a table are values,
    /// whatever they begin with, and an opaque file has neither.
    fn without_record<'c>(&self, bytes: &[u8]) -> Option<Content<'c>> {
        if self.framing == Framing::Opaque || self.framing.delimiter().is_some() {
            return None;
        }
        match line_kind(bytes) {
            LineKind::Blank => Some(Content::Blank),
            LineKind::Comment => Some(Content::Comment),
            LineKind::Content => None,
        }
    }

    fn content<'c>(&mut self, chunk: ChunkText<'c>, start: usize, bytes: &'c [u8]) -> Content<'c> {
        let is_unread_table = self.framing.delimiter().is_some() && self.rows.is_none();
        if self.framing == Framing::Opaque || is_unread_table {
            return Content::Opaque;
        }
        if let Some(content) = self.without_record(bytes) {
            return content;
        }
        let text = match chunk.text {
            Some(text) => &text[start..start + bytes.len()],
            None => match simdutf8::compat::from_utf8(bytes) {
                Ok(text) => text,
                Err(_) if self.is_other_encoding => return Content::Opaque,
                Err(error) => {
                    let at = error.valid_up_to();
                    return Content::NotText { bytes, at };
                }
            },
        };
        if self.rows.is_some() {
            return self.row(text);
        }
        if let Some(arrangement) = self.arrangement {
            return Content::Text(self.of_columns(text, arrangement));
        }
        let is_line = self.framing == Framing::Lines;
        if is_line && memchr(b'\n', bytes).is_some() {
            return Content::Text(self.over_lines(text));
        }
        if chunk.has_carriage_returns
            && is_line
            && let Some(at) = memchr(b'\r', bytes)
        {
            return Content::Text(self.broken(text, FaultKind::CarriageReturn(Span::byte(at))));
        }
        Content::Text(self.text(text))
    }

    fn text<'c>(&mut self, text: &'c str) -> Prepared<'c> {
        if let Err(error) = self.parser.parse(text) {
            return self.broken(text, FaultKind::Syntax(error));
        }
        let mut record = Record::new(text, Span::new(0, narrow(text.len())), None);
        record.is_read = true;
        if self.framing == Framing::Wrapped
            && let Some(cut) = self.take_row(&mut record)
        {
            return self.repaired(text, FaultKind::CutRow(cut), Err(Doubt::Hopeless));
        }
        self.finish(&mut record);
        Prepared {
            fault: None,
            records: smallvec![record],
        }
    }

    /// A row of a table is the record that its columns make it.
    fn row<'c>(&mut self, text: &'c str) -> Content<'c> {
        let Some((rows, columns)) = &mut self.rows else {
            return Content::Opaque;
        };
        let mapped = match rows.record(text, columns) {
            Ok(Some(mapped)) => mapped,
            Ok(None) => return Content::Blank,
            Err(fault) => {
                return Content::Text(Prepared {
                    fault: Some(Fault {
                        kind: FaultKind::Row(fault),
                        repair: Err(Doubt::Hopeless),
                        is_repaired: false,
                    }),
                    records: SmallVec::new(),
                });
            }
        };
        let whole = Span::new(0, narrow(text.len()));
        let mut record = Record::new(text, whole, Some(mapped));
        self.finish(&mut record);
        Content::Text(Prepared {
            fault: None,
            records: smallvec![record],
        })
    }

    /// Puts a readable record into its final form.
    fn finish(&mut self, record: &mut Record<'_>) {
        self.decode(record);
        if self.converter.is_some() {
            self.convert(record);
        }
        self.amend(record);
        // A converted record is on one line.
        if self.joins && !record.is_converted() {
            record.join();
        }
    }

    fn convert(&mut self, record: &mut Record<'_>) {
        let Some(mut converter) = self.converter.take() else {
            return;
        };
        let foreign = self.foreign;
        let root = self.value(record);
        let from = converter.layout_of(root, foreign);
        let outcome = converter.convert(record.text(), root, from);
        self.converter = Some(converter);
        let is_row = self.rows.is_some();
        let name = if is_row { ROW } else { from.name() };
        let conversion = |outcome, before| {
            Some(Box::new(Conversion {
                name,
                outcome,
                before,
            }))
        };
        match outcome {
            // The values of a row were converted by becoming a record.
            Outcome::Same if is_row => {
                record.conversion = conversion(Ok(Vec::new()), record.mapped.clone());
            }
            Outcome::Same => {}
            Outcome::Refused(refusal) => {
                record.conversion = conversion(Err(refusal), record.mapped.clone());
            }
            Outcome::Converted { mapped, lost } => {
                let before = record.mapped.clone();
                record.become_text(mapped);
                record.is_read = self.parser.parse(record.text()).is_ok();
                let outcome = if record.is_read {
                    Ok(lost)
                } else {
                    record.mapped.clone_from(&before);
                    Err(convert::too_deep(Span::new(0, narrow(record.text().len()))))
                };
                record.conversion = conversion(outcome, before);
            }
        }
    }

    /// The record as it was before it was converted, as JSON.
    ///
    /// # Panics
    /// If its text is not JSON, which preparing has made sure it is.
    pub fn value_before<'t>(&'t mut self, record: &'t Record<'_>) -> Value<'t> {
        let read = self.before.parse(record.text_before());
        read.unwrap_or_else(|error| panic!("a converted record was JSON: {error}"))
    }

    /// The record as JSON: read already, or read now.
    ///
    /// # Panics
    /// If its text is not JSON, which preparing has made sure it is.
    pub fn value<'t>(&'t mut self, record: &'t Record<'_>) -> Value<'t> {
        if record.is_read {
            self.parser.last(record.text())
        } else {
            let read = self.parser.parse(record.text());
            read.unwrap_or_else(|error| panic!("a prepared record is JSON: {error}"))
        }
    }
}
