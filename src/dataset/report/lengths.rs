//! The records of a bar of the histogram of lengths, a page at a time.

use serde::{Deserialize, Serialize};

use super::FileLine;
use crate::analysis::profile::histogram::{Bar, Histogram};
use crate::check::assignments::Destination;
use crate::dataset::Dataset;

/// The wanted page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LengthQuery {
    /// Estimated tokens from here on: the lower bound of a bar.
    pub least: u64,
    /// And below this: the upper bound of a bar.
    pub below: u64,
    /// Records to pass over.
    pub from: usize,
    /// Records on the page, at most.
    pub size: usize,
}

/// A page of records.
#[derive(Serialize)]
pub struct LengthPage {
    /// Number of records in the bar.
    pub count: usize,
    /// Those of the page, in file order.
    pub records: Vec<FileLine>,
}

impl Dataset {
    /// Returns the bars of the estimated tokens of valid records, with what the split gives to validation.
    pub(super) fn token_bars(&self) -> Vec<Bar> {
        let mut bars = self.totals.stats.token_histogram.bars();
        let split = self.assignment.as_ref();
        let Some(assignment) = split.filter(|assignment| assignment.validation > 0) else {
            return bars;
        };
        // 0 is the place of a record that is not valid.
        let places = &self.totals.token_places;
        let highest = places.iter().max().map_or(0, |place| usize::from(*place));
        let mut counts = vec![0; highest + 1];
        for (place, side) in places.iter().zip(&assignment.destinations) {
            counts[usize::from(*place)] += u64::from(*side == Destination::Validation);
        }
        for bar in &mut bars {
            let places = Histogram::places(bar.from, bar.to);
            let counts = counts.iter().skip(places.start + 1).take(places.len());
            bar.validation = Some(counts.sum());
        }
        bars
    }

    /// Returns a page of the valid records whose tokens are within the bounds of a bar.
    #[must_use]
    pub fn records_of_length(&self, query: LengthQuery) -> LengthPage {
        let wanted = Histogram::places(query.least, query.below);
        let places = self.totals.token_places.iter().enumerate();
        let found = places.filter(|(_, place)| {
            let place = usize::from(**place).checked_sub(1);
            place.is_some_and(|place| wanted.contains(&place))
        });
        let found: Vec<usize> = found.map(|(record, _)| record).collect();
        let page = found.iter().skip(query.from).take(query.size);
        LengthPage {
            count: found.len(),
            records: page.map(|&record| self.file_line(record)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, LengthQuery};
    use crate::check::checker::Checker;
    use crate::check::probe::probe;
    use crate::dataset::Dataset;
    use crate::options::Options;

    #[test]
    fn the_records_of_each_bar_are_those_that_it_counts() {
        let record = |words: usize| {
            let prompt = "a word and ".repeat(words);
            format!("{{\"prompt\": \"{prompt}\", \"completion\": \"yes\"}}\n")
        };
        let broken = "{\"prompt\": 1}\n".to_owned();
        let lengths = [0, 4, 60, 4, 900, 61];
        let lines: Vec<String> = lengths.into_iter().map(record).collect();
        let chunks = [
            broken.clone() + &lines[..3].concat(),
            broken + &lines[3..].concat(),
        ];
        let options = Options::default();
        let probe = probe(chunks[0].as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.begin_file("train.jsonl", chunks.concat().len() as u64, &probe);
        for chunk in &chunks {
            dataset.add(&checker.check(chunk.as_bytes()));
        }
        dataset.end_file();
        let bars = dataset.report_now(true).stats.tokens.histogram;
        let mut all = Vec::new();
        for bar in &bars {
            let query = |from, size| LengthQuery {
                least: bar.from,
                below: bar.to,
                from,
                size,
            };
            let page = dataset.records_of_length(query(0, 10));
            assert_eq!(page.count as u64, bar.count);
            let lines: Vec<u64> = page.records.iter().map(|record| record.line).collect();
            let last = dataset.records_of_length(query(1, 10));
            assert_eq!(last.records.len(), lines.len().saturating_sub(1));
            all.extend(lines);
        }
        // From the shortest to the longest; lines 1 and 5 have no valid record.
        assert_eq!(all, [2, 3, 6, 4, 8, 7]);
        // Of a split each bar says how many it gives to validation.
        let split = r#"{"split": {"validation": "2"}, "dedupe": "off", "near": "off"}"#;
        let split = Options::from_json(split).expect("good options");
        dataset.split_by(split).expect("good options");
        let report = dataset.report_now(true);
        let bars = report.stats.tokens.histogram;
        let sum: Option<u64> = bars.iter().map(|bar| bar.validation).sum();
        let validation = report.split.and_then(|split| split.validation);
        assert_eq!(sum, validation.map(|side| side.records));
        assert!(sum > Some(0));
        let most = |bar: &Bar| bar.validation.is_some_and(|part| part <= bar.count);
        assert!(bars.iter().all(most));
    }
}
