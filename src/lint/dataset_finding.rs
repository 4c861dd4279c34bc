//! Findings about the data set as a whole, made once all records are known.

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::value_counts::ValueCount;
use crate::diagnostic::finding::{Finding, Message, Severity};
use crate::lint::Rule;

/// The place of a finding about the data set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Index of the file.
    pub file: usize,
    /// Line, from 0.
    pub line: u64,
    /// UTF-16 units before it in its line.
    pub column: u64,
    /// First byte.
    pub offset: u64,
    /// Bytes.
    pub length: u32,
}

/// A limit of the model that the data set as a whole breaks.
pub struct Breaking {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Text of the finding.
    pub message: Message,
    /// Place where it is shown; none for the first line.
    pub place: Option<Place>,
}

/// A finding with its file.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedFinding {
    /// Index of the file.
    pub file: usize,
    /// The finding; lines and offsets count from the file's start.
    pub example: Finding,
    /// For a copy and its like: index of the other record, and how similar they are where that was counted.
    pub related: Option<(usize, Option<f64>)>,
}

/// Findings of one rule that one look at the whole data set made.
pub struct Conclusion {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Its weight.
    pub severity: Severity,
    /// Number of findings.
    pub count: u64,
    /// The first of them. Without a place, it is about the data set.
    pub found: Vec<(Option<PlacedFinding>, Message)>,
}

impl Conclusion {
    /// One finding about the data set.
    pub fn on_the_whole(rule: &'static Rule, message: Message) -> Self {
        Self {
            rule,
            severity: message.severity.unwrap_or(rule.severity),
            count: 1,
            found: vec![(None, message)],
        }
    }

    /// One finding at one place.
    pub fn at(rule: &'static Rule, place: &PlacedFinding, message: Message) -> Self {
        Self {
            found: vec![(Some(place.clone()), message.clone())],
            ..Self::on_the_whole(rule, message)
        }
    }

    /// The same finding wherever a value was met.
    pub fn wherever(
        rule: &'static Rule,
        met: &ValueCount<PlacedFinding>,
        message: &Message,
    ) -> Self {
        let places = met.places.iter();
        Self {
            rule,
            severity: message.severity.unwrap_or(rule.severity),
            count: met.count,
            found: places
                .map(|place| (Some(place.clone()), message.clone()))
                .collect(),
        }
    }
}

/// Adds the findings in the answers of the whole data set.
pub type AnswersCheck = fn(&Answers<PlacedFinding>, &mut Vec<Conclusion>);
