//! Findings on the files that `metrics` and `evaluate` read: every kind counted, the first places of each kept.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::finding::Severity;

/// Places kept of each kind; all are counted.
const EXAMPLES: usize = 20;

/// A kind of thing that can be wrong with such a file.
#[derive(Debug)]
pub struct FileFinding {
    /// Kebab-case, as rules have it.
    pub name: &'static str,
    /// Error: something was left out, or cannot be read at all.
    pub severity: Severity,
    /// Advice.
    pub help: &'static str,
}

/// A place: lines and columns count from 1, columns in UTF-16 units. A file as a whole is its line 1, column 1.
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

/// Findings of one kind about files other than training data.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FileFindings"))]
pub struct FileFindingReport {
    /// Severity of the findings.
    pub severity: Severity,
    /// Number of findings, including those that are not among the examples.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub count: u64,
    /// A way to solve the problem.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub help: &'static str,
    /// The first 20 findings.
    #[cfg_attr(test, schemars(length(min = 1, max = 20)))]
    pub examples: Vec<FileFindingExample>,
}

/// A finding about a file other than training data.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FileFinding"))]
pub struct FileFindingExample {
    /// The problem, in one sentence.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub message: String,
    /// Name of the file.
    pub file: String,
    /// Line, from 1; 1 for a whole file.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u64,
    /// Column, from 1, in UTF-16 units; 1 for a whole file.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub column: u64,
}

/// Findings about files other than training data, by kind.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct FileFindings {
    #[cfg_attr(test, schemars(extend("propertyNames" = { "pattern": "^[a-z]+(-[a-z]+)*$" })))]
    by_name: BTreeMap<&'static str, FileFindingReport>,
}

impl FileFindings {
    /// Adds the finding at `place`; the message is built only if it is kept.
    pub fn add(
        &mut self,
        finding: &FileFinding,
        place: Place<'_>,
        message: impl FnOnce() -> String,
    ) {
        let report = self
            .by_name
            .entry(finding.name)
            .or_insert(FileFindingReport {
                severity: finding.severity,
                count: 0,
                help: finding.help,
                examples: Vec::new(),
            });
        report.count += 1;
        if report.examples.len() < EXAMPLES {
            report.examples.push(FileFindingExample {
                message: message(),
                file: place.file.to_owned(),
                line: place.line,
                column: place.column,
            });
        }
    }

    /// Returns the number of findings of that kind.
    #[must_use]
    pub fn count(&self, finding: &FileFinding) -> u64 {
        self.by_name
            .get(finding.name)
            .map_or(0, |report| report.count)
    }

    /// Returns the number of findings of that severity, of all kinds.
    #[must_use]
    pub fn of(&self, severity: Severity) -> u64 {
        self.by_name
            .values()
            .filter(|report| report.severity == severity)
            .map(|report| report.count)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{FileFinding, FileFindings, Place};
    use crate::diagnostic::finding::Severity;

    const EXAMPLE: FileFinding = FileFinding {
        name: "example",
        severity: Severity::Error,
        help: "",
    };

    #[test]
    fn all_are_counted_and_the_first_kept() {
        let mut findings = FileFindings::default();
        for _ in 0..100 {
            findings.add(&EXAMPLE, Place::file("a.csv"), String::new);
        }
        assert_eq!(findings.count(&EXAMPLE), 100);
        assert_eq!(findings.of(Severity::Error), 100);
        assert_eq!(findings.of(Severity::Warning), 0);
        assert_eq!(findings.by_name["example"].examples.len(), 20);
    }
}
