//! The rows of a metrics file: parses numbers to points, and reports faults.

use crate::diagnostic::quote::quoted;
use crate::input::csv_records::{Field, Row, plain_name};
use crate::tuning::file_findings::{FileFinding, FileFindings, Place};
use crate::tuning::metrics::findings::{
    BAD_NUMBER, LONG_ROW, NEGATIVE_LOSS, NON_FINITE_LOSS, SHORT_ROW,
};
use crate::tuning::metrics::read::{Columns, Kind, Run};
use crate::tuning::metrics::series::{Broken, Point, Series};

/// The largest valid loss: more would be worse than guessing among more tokens than there are atoms, and sums of it could
/// overflow.
const LARGEST_LOSS: f64 = 1e100;

/// The largest count of steps or epochs: JavaScript cannot represent larger integers exactly.
const LARGEST_COUNT: f64 = 9_007_199_254_740_991.0;

/// One file being read.
pub struct Reading<'a> {
    /// Its place among the files, and its name.
    pub file: (usize, &'a str),
    /// Its first row.
    pub header: &'a [Field],
    /// Its columns.
    pub columns: &'a Columns,
    /// True if some of its epochs are not whole.
    pub parts_of_epochs: bool,
    /// Findings so far.
    pub findings: &'a mut FileFindings,
    /// Losses read so far.
    pub losses: u64,
}

impl<'a> Reading<'a> {
    /// Reads a row; `number` counts them from 1.
    pub fn row(&mut self, row: &Row, number: u64, run: &mut Run) {
        if let Some(field) = row.get(self.header.len()) {
            let place = self.place(field);
            let (found, wanted) = (row.len(), self.header.len());
            self.findings.add(&LONG_ROW, place, || {
                format!("the row has {found} fields, and the header {wanted}")
            });
            return;
        }
        let step = match self.columns.step {
            None => Some(number),
            Some(column) => self.count(row, column).map(whole),
        };
        let epoch = match self.columns.epoch {
            None => Some(None),
            Some(column) => self.count(row, column).map(Some),
        };
        let (Some(step), Some(epoch)) = (step, epoch) else {
            return;
        };
        // Trainers that write parts of epochs mean how much is done: 0.1 and 1.0 are both of the first.
        let epoch = epoch.map(|epoch| {
            whole(if self.parts_of_epochs {
                epoch.ceil().max(1.0)
            } else {
                epoch
            })
        });
        for (column, series) in [
            (self.columns.training, &mut run.training),
            (self.columns.validation, &mut run.validation),
        ] {
            if let Some(column) = column {
                self.loss(row, column, (step, epoch), series);
            }
        }
    }

    fn loss(
        &mut self,
        row: &Row,
        column: usize,
        (step, epoch): (u64, Option<u64>),
        series: &mut Series,
    ) {
        // If one file holds both, most steps have no validation loss, and some rows no training loss.
        let is_blank = |field: &Field| field.text.trim().is_empty();
        if self.columns.kind() == Kind::Both && row.get(column).is_none_or(is_blank) {
            return;
        }
        let Some((field, loss)) = self.number(row, column) else {
            return;
        };
        if (-LARGEST_LOSS..0.0).contains(&loss) {
            self.finding(&NEGATIVE_LOSS, column, field, "below 0");
            return;
        }
        self.losses += 1;
        if (0.0..=LARGEST_LOSS).contains(&loss) {
            series.points.push(Point {
                step,
                epoch,
                loss,
                place: (self.file.0, field.line),
            });
        } else {
            self.finding(&NON_FINITE_LOSS, column, field, "not a finite number");
            series.broken.push(Broken {
                step,
                epoch,
                written: field.text.trim().to_owned(),
            });
        }
    }

    /// A step or an epoch.
    fn count(&mut self, row: &Row, column: usize) -> Option<f64> {
        let (field, number) = self.number(row, column)?;
        if (0.0..=LARGEST_COUNT).contains(&number) {
            return Some(number);
        }
        self.finding(&BAD_NUMBER, column, field, "not a count from 0 on");
        None
    }

    fn number<'r>(&mut self, row: &'r Row, column: usize) -> Option<(&'r Field, f64)> {
        let Some(field) = row.get(column) else {
            let last = row.last().cloned().unwrap_or_default();
            let name = self.name(column);
            let place = self.place(&last);
            self.findings.add(&SHORT_ROW, place, || {
                format!("the row ends before its {name}")
            });
            return None;
        };
        let number = field.text.trim().parse().ok();
        if number.is_none() {
            self.finding(&BAD_NUMBER, column, field, "not a number");
        }
        Some((field, number?))
    }

    fn finding(&mut self, finding: &FileFinding, column: usize, field: &Field, what: &str) {
        let name = self.name(column);
        let place = self.place(field);
        self.findings.add(finding, place, || {
            format!("{name} is {}: {what}", quoted(field.text.trim()))
        });
    }

    fn name(&self, column: usize) -> String {
        plain_name(&self.header[column].text)
    }

    fn place(&self, field: &Field) -> Place<'a> {
        Place {
            file: self.file.1,
            line: field.line,
            column: field.column,
        }
    }
}

fn whole(number: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 2^53 - 1"
    )]
    let whole = number as u64;
    whole
}
