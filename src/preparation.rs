//! From the bytes of a line to the records that are judged and written: the one way that checking and writing both go,
//! so that what is exported is what was checked.
//!
//! ```text
//!  line ─► trim ─► UTF-8? ─► JSON? ──────────────────────────► convert, where ─► put on one line ─► record
//!                              └─► repair, where it is wanted ─┘  it is wanted
//! ```

use std::rc::Rc;

use memchr::memchr;
use smallvec::{SmallVec, smallvec};

use crate::columns::{Columns, RowFault, Rows};
use crate::convert::{self, Converter, Lost, Outcome, Refusal, Target};
use crate::file_profile::Probe;
use crate::fix_settings::FixChoice;
use crate::frame::{Frame, Framing, frames, line_feeds, on_one_line};
use crate::json::{Parser, SyntaxError, SyntaxErrorKind, Value};
use crate::line::trim;
use crate::line_kind::{Outline, outline};
use crate::option_error::OptionError;
use crate::options::{Convert, Options};
use crate::position::{Span, narrow};
use crate::recognise::recognise;
use crate::repair::{Doubt, Repair, repair};
use crate::rewrite::Rewrite;
use crate::rule::Rule;
use crate::rules::{
    byte_order_mark, carriage_return, crlf_line_ending, invalid_json, multiple_values_on_line,
    open_quote, ragged_row,
};

/// A chunk, and what is found out about all of it at once rather than line by line.
#[derive(Clone, Copy)]
pub struct ChunkText<'c> {
    bytes: &'c [u8],
    /// The same as text, where all of it is.
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

/// A line taken apart.
pub struct Line<'c> {
    /// Bytes of a byte order mark before its content.
    pub skipped: usize,
    /// Whether it ended in CR LF.
    pub carriage_return: bool,
    /// Its bytes without these.
    pub trimmed: &'c [u8],
    /// What it holds.
    pub content: Content<'c>,
}

/// What a line holds. Places count from where its content begins.
pub enum Content<'c> {
    /// White space at most.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// Something that is not looked at.
    Opaque,
    /// Bytes that stop being UTF-8 at `at`.
    NotText {
        /// The content.
        bytes: &'c [u8],
        /// The first byte that does not fit.
        at: usize,
    },
    /// JSON, or what somebody meant as JSON.
    Text(Prepared<'c>),
}

/// The records of a line, ready to be judged and written.
pub struct Prepared<'c> {
    /// What is wrong with the line as it stands.
    pub fault: Option<Fault>,
    /// One, as a rule; none where the line cannot be read, several where a repair told them apart.
    pub records: SmallVec<[Record<'c>; 1]>,
}

impl Prepared<'_> {
    /// What is written of the record at that place, `around` being what is written around those of its line.
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

/// What is wrong with a line.
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// How to repair it, or why that cannot be done.
    pub repair: Result<Repair, Doubt>,
    /// Whether it has been repaired.
    pub is_repaired: bool,
}

/// What is wrong with a line, in kind.
pub enum FaultKind {
    /// It is not JSON.
    Syntax(SyntaxError),
    /// A carriage return stands within it.
    CarriageReturn(Span),
    /// It is a row of a table, and none that makes a record.
    Row(RowFault),
}

impl FaultKind {
    /// The rule that reports it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::CarriageReturn(_) => &carriage_return::RULE,
            Self::Row(RowFault::Ragged { .. }) => &ragged_row::RULE,
            Self::Row(RowFault::OpenQuote(_)) => &open_quote::RULE,
            Self::Syntax(error) if error.kind == SyntaxErrorKind::MultipleValues => {
                &multiple_values_on_line::RULE
            }
            Self::Syntax(_) => &invalid_json::RULE,
        }
    }
}

/// A record, as it stands and as it is written.
pub struct Record<'c> {
    /// Its place in the line's content.
    pub span: Span,
    /// Line feeds of the content before it; 0 where it is the only one, which stands where its content does.
    pub line: u32,
    /// Its text as it stands.
    pub original: &'c str,
    /// What it becomes, where that is something else; places lead back to `original`.
    pub rewrite: Option<Rc<Rewrite>>,
    /// What became of it where it is of another layout than is wanted.
    pub conversion: Option<Box<Conversion>>,
    /// Whether the parser's last text was this record's.
    is_read: bool,
}

/// The name of the layout of rows.
pub const ROW: &str = "csv";

/// What became of a record of another layout than is wanted.
pub struct Conversion {
    /// The name of what it was.
    pub name: &'static str,
    /// What has no place in what it became, or why it could not become that. Places are those of the record as it was.
    pub outcome: Result<Vec<Lost>, Refusal>,
    /// What it had become before; none where it stood as it was.
    before: Option<Rc<Rewrite>>,
}

impl Record<'_> {
    /// The text that is judged and written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.rewrite
            .as_ref()
            .map_or(self.original, |rewrite| rewrite.text())
    }

    /// The text that was converted.
    fn text_before(&self) -> &str {
        let before = self
            .conversion
            .as_ref()
            .and_then(|conversion| conversion.before.as_ref());
        before.map_or(self.original, |rewrite| rewrite.text())
    }

    /// What the text that was converted had been made of.
    #[must_use]
    pub fn rewrite_before(&self) -> Option<Rc<Rewrite>> {
        self.conversion.as_ref()?.before.clone()
    }

    /// Whether it became something else.
    #[must_use]
    pub fn is_converted(&self) -> bool {
        let conversion = self.conversion.as_ref();
        conversion.is_some_and(|conversion| conversion.outcome.is_ok())
    }

    /// Puts it on one line.
    fn join(&mut self) {
        if let Some(joined) = on_one_line(self.text()) {
            self.become_text(joined);
        }
    }

    /// Makes it what `rewrite` has made of its text. Whoever turns records into something else does it by this.
    fn become_text(&mut self, rewrite: Rewrite) {
        let rewrite = match self.rewrite.take() {
            Some(earlier) => rewrite.after(&earlier),
            None => rewrite,
        };
        self.rewrite = Some(Rc::new(rewrite));
        self.is_read = false;
    }
}

/// Takes lines apart as the user wants it.
pub struct Preparation {
    framing: Framing,
    fixes: FixChoice,
    /// Whether records are put on one line each.
    joins: bool,
    converter: Option<Converter>,
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
            rows: delimiter.map(Rows::new).zip(probe.columns.clone()),
            fixes,
            joins: probe.framing == Framing::Values && !probe.unusable,
            converter: None,
            parser: Parser::new(),
            before: Parser::new(),
        }
    }

    /// The same, with records turned into those of `target`, where there is one.
    #[must_use]
    pub fn converting_to(mut self, target: Option<Target>) -> Self {
        self.converter = target.map(Converter::new);
        self
    }

    /// Whether a record may be written in other bytes than it has.
    #[must_use]
    pub fn rewrites(&self) -> bool {
        self.joins || self.rows.is_some() || self.converter.is_some() || self.fixes.any()
    }

    /// What of a line is written around its record: a byte order mark before it and a carriage return behind it, where
    /// nobody asked for them to go. `bytes` are those of the whole line.
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

    /// Takes apart a line that is written as it stands, without reading it: it is blank, a comment or something else
    /// where [`Self::line`] finds it to be. Only right where nothing is rewritten.
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

    /// Tells blank lines and comments, the lines without a record: both passes ask here, whatever they do with the others.
    /// The rows of a table are values, whatever they begin with, and what is not looked at has neither.
    fn without_record<'c>(&self, bytes: &[u8]) -> Option<Content<'c>> {
        if self.framing == Framing::Opaque || self.framing.delimiter().is_some() {
            return None;
        }
        match outline(bytes) {
            Outline::Blank => Some(Content::Blank),
            Outline::Comment => Some(Content::Comment),
            Outline::Content => None,
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
                Err(error) => {
                    let at = error.valid_up_to();
                    return Content::NotText { bytes, at };
                }
            },
        };
        if self.rows.is_some() {
            return self.row(text);
        }
        let is_line = self.framing == Framing::Lines;
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
        let mut record = Record {
            span: Span::new(0, narrow(text.len())),
            line: 0,
            original: text,
            rewrite: None,
            conversion: None,
            is_read: true,
        };
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
        let rewrite = match rows.record(text, columns) {
            Ok(Some(rewrite)) => rewrite,
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
        let mut record = Record {
            span: Span::new(0, narrow(text.len())),
            line: 0,
            original: text,
            rewrite: Some(Rc::new(rewrite)),
            conversion: None,
            is_read: false,
        };
        self.finish(&mut record);
        Content::Text(Prepared {
            fault: None,
            records: smallvec![record],
        })
    }

    #[cold]
    #[inline(never)]
    fn broken<'c>(&mut self, text: &'c str, kind: FaultKind) -> Prepared<'c> {
        let repair = repair(&mut self.parser, text, self.framing.is_by_line());
        let wanted = repair
            .as_ref()
            .ok()
            .filter(|repair| repair.is_among(self.fixes.of(kind.rule())));
        let mut records: SmallVec<[Record<'c>; 1]> = SmallVec::new();
        let (mut line, mut upto) = (0, 0);
        for (span, rewrite) in wanted
            .map(|repair| repair.records(text))
            .unwrap_or_default()
        {
            line += line_feeds(&text.as_bytes()[upto..span.start as usize]);
            upto = span.start as usize;
            let mut record = Record {
                span,
                line,
                original: &text[span.range()],
                rewrite: Some(Rc::new(rewrite)),
                conversion: None,
                is_read: false,
            };
            self.finish(&mut record);
            records.push(record);
        }
        if let [record] = &mut records[..] {
            record.line = 0;
        } else {
            // The parser has read on since.
            for record in &mut records {
                record.is_read = false;
            }
        }
        Prepared {
            fault: Some(Fault {
                kind,
                is_repaired: wanted.is_some(),
                repair,
            }),
            records,
        }
    }

    /// Makes a record that can be read what is judged and written.
    fn finish(&mut self, record: &mut Record<'_>) {
        if self.converter.is_some() {
            self.convert(record);
        }
        // What was converted stands on one line.
        if self.joins && !record.is_converted() {
            record.join();
        }
    }

    fn convert(&mut self, record: &mut Record<'_>) {
        let Some(mut converter) = self.converter.take() else {
            return;
        };
        let root = self.value(record);
        let from = recognise(root);
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
            // What stood in a row was converted by becoming a record.
            Outcome::Same if is_row => {
                record.conversion = conversion(Ok(Vec::new()), record.rewrite.clone());
            }
            Outcome::Same => {}
            Outcome::Refused(refusal) => {
                record.conversion = conversion(Err(refusal), record.rewrite.clone());
            }
            Outcome::Converted { rewrite, lost } => {
                let before = record.rewrite.clone();
                record.become_text(rewrite);
                record.is_read = self.parser.parse(record.text()).is_ok();
                let outcome = if record.is_read {
                    Ok(lost)
                } else {
                    record.rewrite.clone_from(&before);
                    Err(convert::too_deep(Span::new(0, narrow(record.text().len()))))
                };
                record.conversion = conversion(outcome, before);
            }
        }
    }

    /// The record as it was before it was converted, as JSON.
    ///
    /// # Panics
    /// Where its text is not JSON, which preparing has made sure it is.
    pub fn value_before<'t>(&'t mut self, record: &'t Record<'_>) -> Value<'t> {
        let read = self.before.parse(record.text_before());
        read.unwrap_or_else(|error| panic!("a converted record was JSON: {error}"))
    }

    /// The record as JSON: read already, or read now.
    ///
    /// # Panics
    /// Where its text is not JSON, which preparing has made sure it is.
    pub fn value<'t>(&'t mut self, record: &'t Record<'_>) -> Value<'t> {
        if record.is_read {
            self.parser.last(record.text())
        } else {
            let read = self.parser.parse(record.text());
            read.unwrap_or_else(|error| panic!("a prepared record is JSON: {error}"))
        }
    }
}

/// What a conversion makes of the first record in `bytes`, which stand in a file that looks like `probe`; nothing where it
/// stays what it is, or cannot be converted. To what, the options say, or else their model.
///
/// # Errors
/// Options that name a model or format that there is not.
pub fn converted(
    bytes: &[u8],
    options: &Options,
    probe: &Probe,
) -> Result<Option<String>, OptionError> {
    let target = match options.conversion()? {
        None => Options {
            convert: Some(Convert::Wanted(true)),
            ..options.clone()
        }
        .conversion()?,
        target => target,
    };
    // Without a conversion, a table is not looked into.
    let probe = Probe {
        unusable: false,
        ..probe.clone()
    };
    let mut preparation = Preparation::new(options.fixes()?, &probe).converting_to(target);
    let chunk = ChunkText::new(bytes);
    let Some(frame) = frames(bytes, probe.framing).next() else {
        return Ok(None);
    };
    let Content::Text(prepared) = preparation.line(chunk, frame).content else {
        return Ok(None);
    };
    let record = prepared.records.first();
    let record = record.filter(|record| record.conversion.is_some() && record.is_converted());
    Ok(record.map(|record| record.text().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::converted;
    use crate::options::Options;
    use crate::probe::probe;

    #[test]
    fn a_record_is_shown_as_it_would_be_converted() {
        let table = "question,answer\n\"a, b\",c\n";
        let alpaca = r#"{"instruction": "a", "output": "b",}"#;
        for (file, record, options, expected) in [
            (
                table,
                "\"a, b\",c",
                r#"{"model": "llama-3-1-8b", "convert": false}"#,
                Some(r#"{"prompt":"a, b","completion":"c"}"#),
            ),
            (
                alpaca,
                alpaca,
                r#"{"convert": "prompt-completion", "fix": true}"#,
                Some(r#"{"prompt":"a","completion":"b"}"#),
            ),
            (alpaca, alpaca, r#"{"convert": "prompt-completion"}"#, None),
            (
                alpaca,
                r#"{"prompt": "a", "completion": "b"}"#,
                r#"{"model": "llama-3-1-8b"}"#,
                None,
            ),
            (
                alpaca,
                r#"{"prompt": "a", "chosen": "b", "rejected": "c"}"#,
                r#"{"model": "llama-3-1-8b"}"#,
                None,
            ),
            (alpaca, "", "{}", None),
        ] {
            let options = Options::from_json(options).expect("good options");
            let probe = probe(file.as_bytes(), true, &options).expect("good options");
            let found = converted(record.as_bytes(), &options, &probe).expect("good options");
            assert_eq!(found.as_deref(), expected, "{record}");
        }
    }
}
