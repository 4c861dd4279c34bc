//! What is said of a record: severity, message, fix, and how findings are counted and kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How bad a finding is. `Error`: Bedrock would refuse the file or the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// May hurt, or sources disagree.
    Warning,
    /// The job would fail or the record would be lost.
    Error,
}

/// A repair that the user may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the record means stays as it was.
    pub safe: bool,
    /// The repair in a few words: "remove the comma".
    pub title: Cow<'static, str>,
}

impl Fix {
    /// A repair that changes no record's meaning.
    #[must_use]
    pub const fn safe(title: &'static str) -> Self {
        Self {
            safe: true,
            title: Cow::Borrowed(title),
        }
    }
}

/// What a rule says: the constructor at the top of each rule's file makes one.
#[derive(Clone, Debug)]
pub struct Message {
    /// What was found.
    pub text: String,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// Where this finding is milder than its rule.
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

    /// The same message at another severity.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The same message with a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Findings of one rule in one chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// By severity: infos, warnings, errors that stand.
    pub standing: [u64; 3],
    /// Findings that the safe fixes repaired.
    pub fixed: u64,
}

impl Tally {
    /// Everything found, repaired or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.standing.iter().sum::<u64>() + self.fixed
    }

    /// The worst severity that stands.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .find(|&severity| self.standing[severity as usize] > 0)
    }

    /// Adds the findings of another chunk.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.standing.iter_mut().zip(other.standing) {
            *mine += theirs;
        }
        self.fixed += other.fixed;
    }
}

/// One kept finding of a chunk; lines and offsets count from the chunk's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Index into [`RULES`](crate::rules::RULES).
    pub rule: u8,
    /// Severity after the user’s settings.
    pub severity: Severity,
    /// Whether the safe fixes repaired it.
    pub fixed: bool,
    /// What was found.
    pub message: String,
    /// What to do.
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
    pub mark: (u32, u32),
    /// First byte of the record in the chunk, and its length.
    pub record: (u64, u64),
    /// The repair.
    pub fix: Option<Fix>,
}
