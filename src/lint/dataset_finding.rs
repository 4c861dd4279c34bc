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

/// The place that a finding about the data set is shown at.
#[derive(Clone, Debug)]
pub enum Site {
    /// The beginning of the data set: the finding is about all of it.
    DataSet,
    /// A place in a file.
    Place(Place),
    /// A record, with its excerpt.
    Record(Box<PlacedFinding>),
}

impl Site {
    /// Returns the site of a record.
    #[must_use]
    pub fn record(placed: &PlacedFinding) -> Self {
        Self::Record(Box::new(placed.clone()))
    }

    /// Returns file and offset; none for the data set, which comes before all records.
    #[must_use]
    pub const fn position(&self) -> Option<(usize, u64)> {
        match self {
            Self::DataSet => None,
            Self::Place(place) => Some((place.file, place.offset)),
            Self::Record(placed) => Some((placed.file, placed.example.offset)),
        }
    }
}

/// The findings of one rule about the whole data set: one finding about the set, or the same fault in several records.
pub struct DatasetFinding {
    /// Its rule.
    pub rule: &'static Rule,
    /// Its own severity; the user may want another.
    pub severity: Severity,
    /// Number of findings.
    pub count: u64,
    /// The first of them.
    pub shown: Vec<(Site, Message)>,
    /// True if the verdict lists it as a separate reason; others only count among the errors and warnings there.
    pub is_reason: bool,
}

impl DatasetFinding {
    /// Several findings of a rule, some of them shown.
    pub fn several(
        rule: &'static Rule,
        count: u64,
        shown: impl IntoIterator<Item = (Site, Message)>,
    ) -> Self {
        let shown: Vec<(Site, Message)> = shown.into_iter().collect();
        let own = shown.first().and_then(|(_, message)| message.severity);
        Self {
            rule,
            severity: own.unwrap_or(rule.severity),
            count,
            shown,
            is_reason: false,
        }
    }

    /// One finding about the data set.
    pub fn on_the_whole(rule: &'static Rule, message: Message) -> Self {
        Self::at(rule, Site::DataSet, message)
    }

    /// One finding at one place.
    pub fn at(rule: &'static Rule, site: Site, message: Message) -> Self {
        Self::several(rule, 1, [(site, message)])
    }

    /// The same finding in every record that has a value.
    pub fn wherever(
        rule: &'static Rule,
        met: &ValueCount<PlacedFinding>,
        message: &Message,
    ) -> Self {
        let places = met.places.iter();
        let shown = places.map(|place| (Site::record(place), message.clone()));
        Self {
            severity: message.severity.unwrap_or(rule.severity),
            ..Self::several(rule, met.count, shown)
        }
    }

    /// Returns the finding as a separate reason of the verdict.
    #[must_use]
    pub fn into_reason(self) -> Self {
        Self {
            is_reason: true,
            ..self
        }
    }
}

/// Adds the findings in the answers of the whole data set.
pub type AnswersCheck = fn(&Answers<PlacedFinding>, &mut Vec<DatasetFinding>);
