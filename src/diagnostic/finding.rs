//! Findings: severity, message, fix, and tallies.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnostic::position::{Span, narrow};

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Deserves a look: it may do harm, or sources disagree.
    Warning,
    /// AWS would refuse the file, or the record would be lost in the job.
    Error,
}

/// A repair that the user may request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// True if the record keeps its meaning.
    pub safe: bool,
    /// The repair in a few words: "remove the comma".
    pub title: Cow<'static, str>,
    /// Its changes, in the order of the text; empty if they are too many to show.
    pub edits: Vec<FixEdit>,
    /// Number of places that it changes; none if it writes the whole file anew.
    pub places: Option<u32>,
}

/// A change that a fix makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixEdit {
    /// First byte to remove. In a message it counts from the record, in an example as the example's own offset does.
    pub offset: u64,
    /// Bytes to remove; 0 for an insertion.
    pub length: u32,
    /// The new text.
    pub text: Cow<'static, str>,
}

impl Fix {
    /// A repair that changes no record's meaning; it is about a whole file unless it gets edits.
    #[must_use]
    pub const fn safe(title: &'static str) -> Self {
        Self {
            safe: true,
            title: Cow::Borrowed(title),
            edits: Vec::new(),
            places: None,
        }
    }

    /// Adds an edit that removes the bytes at `span`.
    #[must_use]
    pub fn removing(self, span: Span) -> Self {
        self.changing(u64::from(span.start), span.len(), "")
    }

    /// Adds an edit that replaces `length` bytes at `offset`.
    #[must_use]
    pub fn changing(mut self, offset: u64, length: u32, text: &'static str) -> Self {
        self.edits.push(FixEdit {
            offset,
            length,
            text: text.into(),
        });
        self.places = Some(1);
        self
    }

    /// A fix that changes more places than this shows none of them; nor does one that writes more bytes.
    const MOST_EDITS_SHOWN: usize = 50;
    const MOST_BYTES_SHOWN: usize = 2_000;

    /// A repair that makes these edits.
    pub fn of_edits(safe: bool, title: impl Into<Cow<'static, str>>, edits: Vec<FixEdit>) -> Self {
        Self {
            safe,
            title: title.into(),
            places: Some(narrow(edits.len())),
            edits,
        }
    }

    /// Removes the edits if they are too many to show.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let bytes: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        if self.edits.len() > Self::MOST_EDITS_SHOWN || bytes > Self::MOST_BYTES_SHOWN {
            self.edits.clear();
        }
        self
    }

    /// Shifts all edits by so many bytes.
    pub fn shift(&mut self, bytes: u64) {
        for edit in &mut self.edits {
            edit.offset += bytes;
        }
    }
}

/// The text of a finding: the constructor at the top of each rule's file makes one.
#[derive(Clone, Debug)]
pub struct Message {
    /// The problem.
    pub text: String,
    /// Advice.
    pub help: Cow<'static, str>,
    /// A milder severity than the rule's.
    pub severity: Option<Severity>,
    /// The repair, where there is one.
    pub fix: Option<Fix>,
}

impl Message {
    /// A message of the rule's own severity, without a fix.
    pub fn new(text: impl Into<String>, help: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            help: help.into(),
            severity: None,
            fix: None,
        }
    }

    /// Changes the severity.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Adds to the help that the record is ambiguous.
    #[must_use]
    pub fn in_doubt(mut self) -> Self {
        let help = self.help;
        self.help = format!("{help} No automatic fix: the intended value is ambiguous.").into();
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Findings of one rule in one chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Open findings by severity: infos, warnings, errors.
    pub open: [u64; 3],
    /// Findings that were repaired.
    pub fixed: u64,
    /// Open findings that a safe fix would repair, and those that only an unsafe fix would.
    pub fixable: [u64; 2],
}

impl Tally {
    /// Counts a finding.
    pub fn count(&mut self, severity: Severity, fixed: bool, fix: Option<&Fix>) {
        if fixed {
            self.fixed += 1;
            return;
        }
        self.open[severity as usize] += 1;
        if let Some(fix) = fix {
            self.fixable[usize::from(!fix.safe)] += 1;
        }
    }

    /// Counts findings that a safe fix repairs, or has repaired.
    pub fn count_fixable(&mut self, severity: Severity, is_fixed: bool, count: u64) {
        if is_fixed {
            self.fixed += count;
        } else {
            self.open[severity as usize] += count;
            self.fixable[0] += count;
        }
    }

    /// Everything found, repaired or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.open.iter().sum::<u64>() + self.fixed
    }

    /// The worst severity of the open findings.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .find(|&severity| self.open[severity as usize] > 0)
    }

    /// Adds the findings of another chunk.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.open.iter_mut().zip(other.open) {
            *mine += theirs;
        }
        self.fixed += other.fixed;
        for (mine, theirs) in self.fixable.iter_mut().zip(other.fixable) {
            *mine += theirs;
        }
    }
}

/// One kept finding of a chunk; lines and offsets count from the chunk's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Index into the registry of rules.
    pub rule: u8,
    /// Severity after the user’s settings.
    pub severity: Severity,
    /// True if it has been repaired.
    pub fixed: bool,
    /// The problem.
    pub message: String,
    /// Advice.
    pub help: Cow<'static, str>,
    /// Line feeds before the place, in the chunk.
    pub line: u32,
    /// UTF-16 units before the place, in its line.
    pub column: u64,
    /// First byte of the place, in the chunk.
    pub offset: u64,
    /// Bytes of the place.
    pub length: u32,
    /// RFC 6901 pointer to the value.
    pub pointer: String,
    /// Text around the place.
    pub excerpt: String,
    /// The place within the excerpt, in UTF-16 units.
    pub highlight: (u32, u32),
    /// First byte of the record in the chunk, and its length.
    pub record: (u64, u64),
    /// The repair.
    pub fix: Option<Fix>,
    /// True if the record was edited: the finding is about the new text, whose offsets start at the old text's offset.
    pub edited: bool,
}
