//! Records that the user has written anew: each is bound to the bytes that stood there, and read in their place.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::check::Checker;
use crate::chunk::ChunkReport;
use crate::dataset::Dataset;
use crate::decisions::{NotApplied, Replaced, digest};
use crate::fingerprint::narrow_digest;
use crate::frame::{Framing, frames, on_one_line};
use crate::line::trim;
use crate::option_error::OptionError;
use crate::options::Options;
use crate::probe::Probe;
use crate::report::Report;

/// An edit, on its way to whoever reads the chunk that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkEdit {
    /// Line ends in the chunk before the record.
    pub line: u32,
    /// Of the bytes that are replaced.
    pub digest: u64,
    /// Which of the user's edits it is.
    pub number: u32,
    /// What is read instead of them.
    pub text: String,
}

/// The edits of a chunk, each for one record.
pub struct Pending<'e> {
    /// In the order of lines and digests.
    edits: &'e [ChunkEdit],
    done: Vec<bool>,
}

impl<'e> Pending<'e> {
    /// None of them has found its record.
    #[must_use]
    pub fn new(edits: &'e [ChunkEdit]) -> Self {
        Self {
            edits,
            done: vec![false; edits.len()],
        }
    }

    /// The edit of the record that begins on `line` and has these bytes, if there is one.
    pub fn take(&mut self, line: u32, bytes: &[u8]) -> Option<&'e ChunkEdit> {
        let first = self.edits.partition_point(|edit| edit.line < line);
        if self.edits.get(first)?.line != line {
            return None;
        }
        let wanted = (line, known_by(bytes));
        let key = |edit: &ChunkEdit| (edit.line, edit.digest);
        let at = self.edits.partition_point(|edit| key(edit) < wanted);
        let edit = self.edits.get(at).filter(|edit| key(edit) == wanted)?;
        // Of copies on one line it is the first.
        (!std::mem::replace(&mut self.done[at], true)).then_some(edit)
    }

    /// The numbers of those that have.
    #[must_use]
    pub fn made(&self) -> Vec<u32> {
        let done = self.edits.iter().zip(&self.done).filter(|(_, done)| **done);
        done.map(|(edit, _)| edit.number).collect()
    }
}

/// What an edit is bound to.
fn known_by(bytes: &[u8]) -> u64 {
    narrow_digest(bytes)
}

/// A record as it stands, for whoever wants to write it anew.
#[derive(Serialize)]
pub struct Standing {
    /// Its text, without what may stand around it; U+FFFD for what is no text.
    pub text: String,
    /// What an edit of it is bound to.
    pub digest: String,
}

/// The record that begins on a line (from 0) of `chunk`: where several do, the one that holds the byte at `at`.
#[must_use]
pub fn standing(chunk: &[u8], framing: Framing, line: u32, at: usize) -> Option<Standing> {
    let mut on_line = frames(chunk, framing)
        .skip_while(|frame| frame.line < line)
        .take_while(|frame| frame.line == line)
        .peekable();
    let mut found = *on_line.peek()?;
    for frame in on_line.take_while(|frame| frame.start <= at) {
        found = frame;
    }
    let bytes = &chunk[found.start..found.end];
    Some(Standing {
        text: String::from_utf8_lossy(trim(bytes, framing).record).into_owned(),
        digest: digest(known_by(bytes)),
    })
}

/// A text that is to stand in the place of a record, and what is found in it.
#[derive(Serialize)]
pub struct Judged {
    /// The text on one line, if it can be.
    pub text: String,
    /// What is said of it alone: places are those of the text as it was given.
    pub report: Report,
}

/// Looks at a text as at a record of a file that looks like `probe`.
///
/// # Errors
/// Options that are not right.
pub fn judge(text: &str, options: &Options, probe: &Probe) -> Result<Judged, OptionError> {
    let joined = on_one_line(text).map_or_else(|| text.to_owned(), |line| line.text().to_owned());
    let is_by_line = !text.contains(['\n', '\r']);
    let probe = Probe {
        framing: if is_by_line {
            probe.framing
        } else {
            Framing::Values
        },
        unusable: false,
        findings: Vec::new(),
        preamble: Vec::new(),
        start: 0,
        start_position: (0, 0),
        ..probe.clone()
    };
    let options = Options {
        split: None,
        ..options.clone()
    };
    let mut dataset = Dataset::new(options.clone())?;
    dataset.begin_file("", text.len() as u64, &probe);
    dataset.add(&Checker::new(&options, &probe)?.check(text.as_bytes()));
    Ok(Judged {
        text: joined,
        report: dataset.report_now(false),
    })
}

/// What has become of the user's edits.
#[derive(Default)]
pub(crate) struct Edits {
    /// File and line (from 0) of each that is about a file of the data set, and its number; in the order of the files.
    wanted: Vec<(usize, u64, u32)>,
    /// The chunk in which each was carried out, by number.
    made: Vec<Option<usize>>,
    /// What is in the way of those that are about no file.
    unknown: Vec<(u32, &'static str)>,
}

impl Dataset {
    /// The files that will be read, by their names: of two that end alike an edit must say more than the end.
    pub fn expect_files(&mut self, names: &[String]) {
        let mut edits = Edits {
            made: vec![None; self.replaced().len()],
            ..Edits::default()
        };
        for (number, edit) in (0..).zip(self.replaced()) {
            let line = edit.line.checked_sub(1).ok_or("lines count from 1");
            match named(names, &edit.file).and_then(|file| Ok((file, line?))) {
                Ok((file, line)) => edits.wanted.push((file, line, number)),
                Err(why) => edits.unknown.push((number, why)),
            }
        }
        edits.wanted.sort_unstable();
        self.edits = edits;
    }

    fn replaced(&self) -> &[Replaced] {
        let split = self.options.split.as_ref();
        let decisions = split.and_then(|split| split.decisions.as_ref());
        decisions.map_or(&[], |decisions| &decisions.replace)
    }

    /// The edits that the next chunk is to be read with, where `report` was made without.
    #[must_use]
    pub fn edits_for(&self, report: &ChunkReport) -> Vec<ChunkEdit> {
        let Some(file) = self.files.len().checked_sub(1) else {
            return Vec::new();
        };
        if report.edited.is_some() {
            return Vec::new();
        }
        let first = self.files[file].line_feeds;
        let end = first + u64::from(report.line_feeds) + u64::from(report.ends_in_line);
        let wanted = self.edits.within(file, first..end);
        let open = wanted.filter(|number| self.edits.made[*number as usize].is_none());
        self.chunk_edits(open, first)
    }

    /// The edits that were carried out in a chunk, which holds these lines and the next one in part.
    pub(crate) fn edits_of(&self, chunk: usize, file: usize, lines: Range<u64>) -> Vec<ChunkEdit> {
        let first = lines.start;
        let wanted = self.edits.within(file, first..lines.end + 1);
        let made = wanted.filter(|number| self.edits.made[*number as usize] == Some(chunk));
        self.chunk_edits(made, first)
    }

    fn chunk_edits(&self, numbers: impl Iterator<Item = u32>, first: u64) -> Vec<ChunkEdit> {
        let replaced = self.replaced();
        let mut edits: Vec<ChunkEdit> = numbers
            .map(|number| {
                let edit = &replaced[number as usize];
                ChunkEdit {
                    line: u32::try_from(edit.line - 1 - first).unwrap_or(u32::MAX),
                    digest: u64::from_str_radix(&edit.digest, 16).unwrap_or_default(),
                    number,
                    text: edit.record.clone(),
                }
            })
            .collect();
        edits.sort_unstable_by_key(|edit| (edit.line, edit.digest, edit.number));
        edits
    }

    /// Notes what was carried out in the chunk of that number.
    pub(crate) fn note_edits(&mut self, report: &ChunkReport, chunk: usize) {
        for number in report.edited.iter().flatten() {
            if let Some(made) = self.edits.made.get_mut(*number as usize) {
                *made = Some(chunk);
            }
        }
    }

    /// The edits that were carried out, in the order of the decisions.
    pub(crate) fn edits_made(&self) -> impl Iterator<Item = &Replaced> {
        let replaced = self.replaced().iter().zip(&self.edits.made);
        replaced.filter_map(|(edit, made)| made.is_some().then_some(edit))
    }

    /// The edits that were not, and why.
    pub(crate) fn edits_not_made(&self) -> Vec<NotApplied> {
        let told = (0_u32..).zip(self.replaced()).filter_map(|(number, edit)| {
            if matches!(self.edits.made.get(number as usize), Some(Some(_))) {
                return None;
            }
            let mut unknown = self.edits.unknown.iter();
            let why = unknown.find(|(of, _)| *of == number);
            Some(NotApplied {
                action: "replace",
                file: edit.file.clone(),
                line: edit.line,
                why: why.map_or(
                    "another text stands on that line than was edited",
                    |(_, why)| why,
                ),
            })
        });
        told.collect()
    }
}

impl Edits {
    /// The numbers of those about these lines of a file.
    fn within(&self, file: usize, lines: Range<u64>) -> impl Iterator<Item = u32> {
        let from = |line| {
            let is_before = |of: &(usize, u64, u32)| (of.0, of.1) < (file, line);
            self.wanted.partition_point(is_before)
        };
        let range = from(lines.start)..from(lines.end);
        self.wanted[range].iter().map(|(.., number)| *number)
    }
}

/// The file that is meant: its last part is enough where no two end alike.
///
/// # Errors
/// Why none is.
pub(crate) fn named<N: AsRef<str>>(names: &[N], wanted: &str) -> Result<usize, &'static str> {
    let last = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned);
    if let Some(file) = names.iter().position(|name| name.as_ref() == wanted) {
        return Ok(file);
    }
    let is_alike = |at: &usize| last(names[*at].as_ref()) == last(wanted);
    let mut alike = (0..names.len()).filter(is_alike);
    match (alike.next(), alike.next()) {
        (Some(file), None) => Ok(file),
        (Some(_), Some(_)) => Err("several files are called that"),
        _ => Err("no file is called that"),
    }
}
