//! What is said of the files that `metrics` and `evaluate` read: every kind counted, the first places of each kept.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Severity;

/// Places kept of each kind; all are counted.
const EXAMPLES: usize = 20;

/// A kind of thing that can be wrong with such a file.
#[derive(Debug)]
pub struct Remark {
    /// Kebab-case, as rules have it.
    pub name: &'static str,
    /// Error: something was left out, or cannot be read at all.
    pub severity: Severity,
    /// What to do about it.
    pub help: &'static str,
}

/// Where: lines and columns count from 1, columns in UTF-16 units. A file as a whole is its line 1, column 1.
#[derive(Clone, Copy, Debug)]
pub struct Place<'f> {
    /// The file's name.
    pub file: &'f str,
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

impl<'f> Place<'f> {
    /// A file as a whole.
    #[must_use]
    pub const fn file(file: &'f str) -> Self {
        Self {
            file,
            line: 1,
            column: 1,
        }
    }
}

/// One kind in a report.
#[derive(Debug, Serialize)]
pub struct RemarkReport {
    /// Its severity.
    pub severity: Severity,
    /// Every one, kept as an example or not.
    pub count: u64,
    /// What to do about it.
    pub help: &'static str,
    /// The first of them.
    pub examples: Vec<RemarkExample>,
}

/// One of a kind.
#[derive(Debug, Serialize)]
pub struct RemarkExample {
    /// What was found.
    pub message: String,
    /// The file's name.
    pub file: String,
    /// From 1.
    pub line: u64,
    /// From 1, in UTF-16 units.
    pub column: u64,
}

/// All that was said.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Remarks {
    by_name: BTreeMap<&'static str, RemarkReport>,
}

impl Remarks {
    /// Says it of `place`; the message is only made where it is kept.
    pub fn add(&mut self, remark: &Remark, place: Place<'_>, message: impl FnOnce() -> String) {
        let report = self.by_name.entry(remark.name).or_insert(RemarkReport {
            severity: remark.severity,
            count: 0,
            help: remark.help,
            examples: Vec::new(),
        });
        report.count += 1;
        if report.examples.len() < EXAMPLES {
            report.examples.push(RemarkExample {
                message: message(),
                file: place.file.to_owned(),
                line: place.line,
                column: place.column,
            });
        }
    }

    /// How many there are of that kind.
    #[must_use]
    pub fn count(&self, remark: &Remark) -> u64 {
        self.by_name
            .get(remark.name)
            .map_or(0, |report| report.count)
    }

    /// How many there are of that severity, of all kinds.
    #[must_use]
    pub fn of(&self, severity: Severity) -> u64 {
        self.by_name
            .values()
            .filter(|report| report.severity == severity)
            .map(|report| report.count)
            .sum()
    }
}

/// As much of a text as a message may quote.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", &text[..end]),
        None => format!("\"{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Remark, Remarks, quoted};
    use crate::diagnostic::Severity;

    const REMARK: Remark = Remark {
        name: "example",
        severity: Severity::Error,
        help: "",
    };

    #[test]
    fn all_are_counted_and_the_first_kept() {
        let mut remarks = Remarks::default();
        for _ in 0..100 {
            remarks.add(&REMARK, Place::file("a.csv"), String::new);
        }
        assert_eq!(remarks.count(&REMARK), 100);
        assert_eq!(remarks.of(Severity::Error), 100);
        assert_eq!(remarks.of(Severity::Warning), 0);
        assert_eq!(remarks.by_name["example"].examples.len(), 20);
    }

    #[test]
    fn long_quotes_are_cut_between_characters() {
        assert_eq!(quoted("né"), "\"né\"");
        assert_eq!(quoted(&"é".repeat(41)), format!("\"{}…\"", "é".repeat(40)));
    }
}
