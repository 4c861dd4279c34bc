//! Rules: the type, the registry, the collector of findings, and the walkers that report what the shape of a record lacks.
//!
//! A rule is one file in `rules/`; the registry there lists all of them. `schema/` reads a record as its format and reports rules
//! of shape. `collector` counts findings by the user's `settings` and keeps the first of each rule.
//!
//! Uses all rooms below: `diagnostic`, `json`, `record`, `input`, `models`, `analysis`. Start reading here, then at any rule.

pub mod collector;
pub mod dataset_finding;
pub mod fact;
pub mod fix_settings;
pub mod redaction;
pub mod rule_set;
pub mod rules;
pub mod schema;
pub mod settings;
pub mod unexpected_layout;
pub mod universal;

use serde::Serialize;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::Span;
use crate::json::{Kind, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::dataset_finding::AnswersCheck;
use crate::models::Model;
use crate::record::format::Format;
use crate::record::sample::Sample;

/// Reaction of Bedrock to a finding, if known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RuleEffect"))]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The job fails.
    Rejects,
    /// The record is left out of the training.
    Drops,
    /// Nothing happens.
    Ignores,
    /// AWS does not document it.
    Unknown,
}

/// Looks at a value of the record, whose root comes first.
pub type NodeCheck = fn(Value<'_>, Value<'_>, &mut Collector<'_>);

/// Looks at a record as its format reads it.
pub type SampleCheck = fn(&Sample<'_>, Option<&Model>, &mut Collector<'_>);

/// Checks a record as JSON, whatever its format; returns at most one finding for all of it.
pub type RecordCheck = fn(Value<'_>) -> Option<RecordFinding>;
/// Checks a record as JSON, for records that are read as that format; returns at most one finding for all of it.
pub type FormatCheck = fn(Value<'_>, Option<Format>) -> Option<RecordFinding>;

/// Repetition of a finding that many records share.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Repetition {
    /// Once, as it has one cause.
    Once,
    /// For each record, unless all have it.
    EachTime,
}

/// The fix that a rule has for records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fixing {
    /// None.
    Nothing,
    /// One that guesses.
    Guess,
    /// One that is safe.
    Safe,
}

/// A finding of a rule in a record: the first place, with the edits of the fix for all places.
pub struct RecordFinding {
    /// The first place.
    pub span: Span,
    /// The message; its fix holds every edit, with places in the record.
    pub message: Message,
}

/// The data that a rule checks.
#[derive(Clone, Copy)]
pub enum Check {
    /// Bytes, lines, files, the data set: reported by the code that reads them.
    Reading,
    /// The same of lines: however many of them have it, it is one finding.
    Lines,
    /// Bytes, lines, files, the data set, with a fix that guesses.
    Guessing,
    /// Secrets and personal data, with a fix that guesses and is carried out on sound records: the check finds every place.
    Redacted(RecordCheck),
    /// Every value of that kind in the record, keys among the strings, whatever the format, if the record has such bytes.
    Node(Kind, Signs, NodeCheck),
    /// The record as JSON if it has such bytes; the fix is carried out on sound records, too.
    Record(Repetition, Fixing, Signs, RecordCheck),
    /// The shape: reported while a format is walked.
    Shape,
    /// A check with a safe fix that is applied to sound records: it finds every place to fix.
    Amended(RecordCheck),
    /// The same, where the fix depends on the format.
    AmendedAs(FormatCheck),
    /// The record as its format reads it, if it has such bytes.
    Sample(Signs, SampleCheck),
    /// The same, with a fix that guesses and is carried out on sound records: the second check finds what it mends.
    Joined(SampleCheck, RecordCheck),
    /// The same, where the fix depends on the format.
    JoinedAs(SampleCheck, FormatCheck),
    /// The record as its format reads it, where it holds more than text: media, reasoning, tools.
    Blocks(SampleCheck),
    /// The same, with a safe fix that is carried out on sound records: the second check finds what it mends.
    MendedBlocks(SampleCheck, RecordCheck),
    /// The answers of the whole data set, once all are known.
    Answers(AnswersCheck),
}

/// A rule: its name, reason and check.
pub struct Rule {
    /// Kebab-case, names the finding.
    pub name: &'static str,
    /// Severity unless a finding or the user overrides it.
    pub severity: Severity,
    /// Its effect, in sentences; the first one is the summary.
    pub what: &'static str,
    /// The reason for the rule.
    pub why: &'static str,
    /// Data that it reports; where that cannot be shown in a few lines, words in parentheses.
    pub example: &'static str,
    /// The same data as it should be.
    pub instead: &'static str,
    /// The model that the example is for, where it takes one.
    pub model: Option<&'static str>,
    /// The source: a tag of the catalogue's sources, and words.
    pub source: &'static str,
    /// Bedrock's reaction.
    pub bedrock: Effect,
    /// The evidence for that, or the reason why there is none: a tag of the catalogue's sources, and words.
    pub evidence: &'static str,
    /// True if a safe fix exists.
    pub fixable: bool,
    /// The data that it checks.
    pub check: Check,
}

impl Effect {
    /// The effect as a sentence of the docs.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Rejects => "Rejects the job.",
            Self::Drops => "Excludes the record from training.",
            Self::Ignores => "Accepts it.",
            Self::Unknown => "Not known.",
        }
    }
}

impl Rule {
    /// Returns the place of the rule in a registry.
    ///
    /// # Panics
    /// If the rule is not registered there.
    #[must_use]
    pub fn index_in(&'static self, registry: &[&'static Self]) -> usize {
        let mut rules = registry.iter();
        let index = rules.position(|known| std::ptr::eq(*known, self));
        index.expect("every rule stands in the registry")
    }

    /// Returns true if there is a fix, safe or not.
    #[must_use]
    pub fn has_fix(&self) -> bool {
        self.fixable
            || matches!(
                self.check,
                Check::Guessing
                    | Check::Redacted(_)
                    | Check::Record(_, Fixing::Guess, ..)
                    | Check::Joined(..)
                    | Check::JoinedAs(..)
            )
    }

    /// Its docs as Markdown, under fixed headings.
    #[must_use]
    pub fn docs(&self) -> String {
        let model = self
            .model
            .map(|model| format!(" (model `{model}`)"))
            .unwrap_or_default();
        let block = |text: &str| {
            if text.starts_with('(') {
                text.to_owned()
            } else {
                format!("```jsonl\n{text}\n```")
            }
        };
        format!(
            "## Checks\n{}\n\n## Why it matters\n{}\n\n## Bedrock's behavior\n{} {}\n\n## Example{model}\n{}\n\n## Instead\n{}\n\n## Source\n{}\n",
            self.what,
            self.why,
            self.bedrock.sentence(),
            self.evidence,
            block(self.example),
            block(self.instead),
            self.source
        )
    }

    /// The first sentence of its docs.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.what
            .split_inclusive(". ")
            .next()
            .unwrap_or(self.what)
            .trim_end()
    }
}
